"""Sentences in other words, or in other languages: which mean the same."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from bot.brief.trust.meaning import mean_the_same
from bot.brief.units import first_units
from bot.model import Item
from bot.understand.article import article as understand

SAME = [
    (
        "en",
        "Mayor of Turin resigns over bridge contract",
        "it",
        "Torino, il sindaco si dimette per l'appalto del ponte",
    ),
    ("en", "Earthquake kills 41 people in Van", "tr", "Van'da depremde 41 kişi öldü"),
    (
        "en",
        "Court in Lyon sentences banker to six years in prison",
        "fr",
        "Lyon : un banquier condamné à six ans de prison",
    ),
    ("de", "Polizei nimmt in Bremen zwei Schmuggler fest", "en", "Two smugglers arrested by police in Bremen"),
    ("ru", "В Казани из-за пожара закрыли аэропорт", "en", "Airport in Kazan closed by fire"),
    ("uk", "У Львові обвалився міст, троє загиблих", "pl", "We Lwowie zawalił się most, trzy osoby zginęły"),
    ("es", "Los maestros de Oaxaca inician una huelga", "en", "Teachers in Oaxaca go on strike"),
    ("ar", "اعتقال أربعة صحفيين في مدينة حلب السورية", "en", "Four journalists arrested in Aleppo, Syria"),
    ("en", "Two fishermen were taken into custody in Bergen", "en", "Bergen police have arrested two fishermen"),
    (
        "en",
        "Ferry with 60 aboard capsizes near Cebu",
        "es",
        "Vuelca cerca de Cebú un transbordador con 60 personas a bordo",
    ),
    ("ur", "ہرات میں زلزلے سے 41 افراد ہلاک", "en", "Earthquake kills 41 people in Herat"),
    ("hi", "हेरात में भूकंप से 41 लोगों की मौत", "en", "Earthquake kills 41 people in Herat"),
    ("ps", "په هرات کې زلزلې ۴۱ کسان ووژل", "en", "Earthquake kills 41 people in Herat"),
    ("nl", "Zeker 41 doden door aardbeving in Herat", "en", "Earthquake kills 41 people in Herat"),
    ("ps", "په هرات کې زلزلې ۴۱ کسان ووژل", "ur", "ہرات میں زلزلے سے 41 افراد ہلاک"),
    # what happens is told by its noun, whatever its verb
    ("en", "A strong earthquake struck Armenia", "en", "Toll of Armenia earthquake reaches 41"),
    ("en", "Powerful earthquake shakes Armenia", "es", "Los muertos por el terremoto en Armenia llegan a 41"),
    # what befalls somebody happens once, whatever else is told of it
    (
        "en",
        "Police in Riga said that Janis Kalnins was taken into custody in front of the tax office",
        "de",
        "Janis Kalnins in Riga festgenommen",
    ),
    # a "failed" bank, "Porto" that is no port
    ("en", "Former head of failed bank arrested in Porto", "es", "Detenido en Oporto el exdirector del banco quebrado"),
]
APART = [
    # somewhere else, another number, another day, the opposite, an order for a deed, somebody else
    ("en", "Earthquake kills 41 people in Van", "tr", "Bingöl'de depremde 41 kişi öldü"),
    ("en", "Earthquake kills 41 people in Van", "tr", "Van'da depremde 19 kişi öldü"),
    ("de", "Polizei nimmt in Bremen zwei Schmuggler fest", "en", "Two smugglers released by police in Bremen"),
    ("en", "Minister orders airport in Kazan closed", "ru", "Аэропорт в Казани закрыт"),
    ("en", "Court in Lyon acquits banker", "fr", "Lyon : un banquier condamné à six ans de prison"),
    ("en", "Airport in Kazan will be closed", "ru", "В Казани из-за пожара закрыли аэропорт"),
    ("en", "Airport in Kazan closed by fire", "ru", "Аэропорт в Казани не закрыт, пожара нет"),
    ("en", "Half of the miners trapped in Asturias are rescued", "es", "Rescatados los mineros atrapados en Asturias"),
    ("en", "Dutch team digs at the mine in Asturias", "en", "A French team is digging at the mine in Asturias"),
    (
        "en",
        "Prosecutors investigate bridge contract in Turin",
        "it",
        "Torino, il sindaco si dimette per l'appalto del ponte",
    ),
    ("en", "Mayor of Turin resigns over bridge contract", "en", "Protesters gather at the bridge in Turin"),
    ("ur", "قندھار میں زلزلے سے 41 افراد ہلاک", "en", "Earthquake kills 41 people in Herat"),
    ("hi", "हेरात में भूकंप से 19 लोगों की मौत", "en", "Earthquake kills 41 people in Herat"),
    ("nl", "Vliegveld van Kazan gaat dicht", "en", "Airport in Kazan closed by fire"),
    # what was hit by it, who does something else
    ("en", "Media offices in Gaza destroyed by airstrike", "en", "Airstrike in Gaza targets fuel depot"),
    ("en", "Janis Kalnins arrested in Riga", "en", "Janis Kalnins calls for protest in Riga"),
]
NOW = datetime(2021, 8, 13, 18, tzinfo=UTC)


def read(number, lang, title):
    item = Item(
        id=str(number),
        title=title,
        text="",
        outlet=f"Outlet {number}",
        lang=lang,
        published=NOW + timedelta(hours=number),
    )
    article = understand(item)
    return replace(article, story=f"s{number}"), first_units(article)[0]


def same(lang, title, other_lang, other_title):
    return mean_the_same(*read(1, lang, title), *read(2, other_lang, other_title))


@pytest.mark.parametrize("pair", SAME, ids=lambda pair: pair[1])
def test_one_thing_in_other_words_means_the_same(pair) -> None:
    assert same(*pair)


@pytest.mark.parametrize("pair", APART, ids=lambda pair: f"{pair[1]} | {pair[3]}")
def test_two_things_do_not(pair) -> None:
    lang, title, other_lang, other_title = pair
    assert not same(*pair)
    assert not same(other_lang, other_title, lang, title)
