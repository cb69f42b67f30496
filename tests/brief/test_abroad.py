"""What tells two sentences in different languages apart, however much their words mean alike."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.brief.trust.abroad import _days, are_apart
from bot.brief.units import Unit, first_units
from bot.model import Article, Item
from bot.senses import LANGUAGES
from bot.understand.article import article as understand

NOW = datetime(2021, 8, 13, 18, tzinfo=UTC)
DAYS = {
    "en": ("on Friday", "on Monday"),
    "de": ("am Freitag", "am Montag"),
    "fr": ("vendredi", "lundi"),
    "es": ("el viernes", "el lunes"),
    "pt": ("na sexta-feira", "na segunda-feira"),
    "it": ("venerdì", "lunedì"),
    "nl": ("vrijdag", "maandag"),
    "pl": ("w piątek", "w poniedziałek"),
    "ru": ("в пятницу", "в понедельник"),
    "uk": ("у п’ятницю", "у понеділок"),
    "tr": ("cuma günü", "pazartesi günü"),
    "ar": ("يوم الجمعة", "يوم الاثنين"),
    "fa": ("روز جمعه", "روز دوشنبه"),
    "ps": ("د جمعې په ورځ", "د دوشنبې په ورځ"),
    "ur": ("جمعے کو", "پیر کو"),
    "hi": ("शुक्रवार को", "सोमवार को"),
    "zh": ("周五", "周一"),
}


def read(lang, title, text=""):
    article = understand(Item(id=lang, title=title, text=text, lang=lang, published=NOW))
    return article, first_units(article)[0]


def apart(one, other):
    return are_apart(*read(*one), *read(*other))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # another town, the same, and one that only names the country
        (("en", "Fire in Lyon kills six workers"), ("es", "Seis obreros mueren en un incendio en Marsella"), True),
        (("en", "Fire in Marseille kills six workers"), ("es", "Seis obreros mueren en un incendio en Marsella"), False),
        (("en", "Fire in Marseille kills six workers"), ("es", "Seis obreros mueren en un incendio en Francia"), False),
        # another spot, which no list of places has; one that both name
        (("en", "Three miners die in explosion in Pokrovsk"), ("uk", "Вибух на шахті в Малинчому: троє гірників загинули"), True),
        (("en", "Three die in mine in Malynche near Pokrovsk"), ("uk", "Вибух на шахті в Малинчому: троє загинули"), False),
        # a large number that both have is no chance: one names the town, the other what is beside it
        (("en", "Fire in Lyon destroys 1,240 homes"), ("es", "Un incendio en Villeurbanne destruye 1.240 casas"), False),
        # whom it befalls
        (("fr", "L'ancien ministre Moussa Koïté arrêté"), ("en", "Former minister Omar Diallo arrested"), True),
        (("fr", "L'ancien ministre Moussa Koïté arrêté"), ("en", "Former minister Moussa Koite arrested"), False),
        (("pl", "Aktywistka Alena Suchawicka zatrzymana w Mińsku"), ("zh", "白俄罗斯活动人士杜布罗夫在明斯克机场被捕"), True),
        # who does it to whom
        (("en", "Tajik guards wound Kyrgyz shepherd"), ("ru", "Киргизские пограничники ранили таджикского чабана"), True),
        (("en", "Kyrgyz shepherd wounded by Tajik guards"), ("es", "Guardias tayikos hieren a un pastor kirguís"), False),
        (("de", "Tadschikische Grenzer verletzen kirgisischen Hirten"), ("en", "Tajik guards wound Kyrgyz shepherd"), False),
        (("en", "Van Halderen takes over brewer Kronfels"), ("nl", "Het Duitse Kronfels neemt brouwer Van Halderen over"), True),
        (("en", "Kronfels takes over brewer Van Halderen"), ("nl", "Het Duitse Kronfels neemt brouwer Van Halderen over"), False),
        (("en", "Morocco expels Algerian ambassador"), ("fr", "L'Algérie expulse l'ambassadeur du Maroc"), True),
        (("en", "Morocco expels Algerian ambassador"), ("fr", "Le Maroc expulse l'ambassadeur d'Algérie"), False),
        # what is tried may not be done; each coup is tried
        (("de", "Einbrecher scheitern in Turin an einem Tresor"), ("it", "Torino, rubato un tesoro"), True),
        (("de", "Putschversuch der Armee in Bolivien am Mittwoch"), ("en", "Coup by the army of Bolivia shakes La Paz"), False),
        # a day that is only when somebody said it
        (("en", "Mayor of Turin quits on Friday"), ("it", "Lunedì il sindaco di Torino si è dimesso"), True),
        (
            ("en", "Mayor of Turin quits on Friday"),
            ("it", "Il sindaco di Torino ha detto lunedì che si è dimesso"),
            False,
        ),
    ],
)  # fmt: skip
def test_two_languages_tell_of_two_things(one, other, expected) -> None:
    assert apart(one, other) is expected


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_days_of_the_week_in_each_language(lang) -> None:
    friday, monday = ({*_days(Article(id=lang, lang=lang), Unit("title", 0, f"X {day}.", 0))} for day in DAYS[lang])
    assert (friday, monday) == ({4}, {0})
