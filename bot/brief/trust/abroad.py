"""What tells two sentences in different languages apart, however much they mean alike: another town or person, who does it to
whom, another day."""

from __future__ import annotations

import re
from functools import lru_cache

from bot import senses
from bot.brief.facts.meant import Meant, meant, named, parties, places_in
from bot.brief.units import Unit, first_units
from bot.model import Article
from bot.names import bones
from bot.senses.spelling import WORD

# The days from Monday on, as they begin.
_WEEK = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "de": "montag dienstag mittwoch donnerstag freitag samstag|sonnabend sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "pl": "poniedział wtor środ czwart piąt sobot niedziel",
    "ru": "понедельник вторник сред[уаы]\\b четверг пятниц суббот воскресень",
    "uk": "понеділ вівтор серед[уаи]\\b четвер п['’ʼ]ятниц субот неділ",
    "tr": "pazartesi salı çarşamba perşembe cuma\\b cumartesi pazar\\b",
    "ar": "الاثنين|الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    "fa": "دوشنبه سه[\u200c\\s]?شنبه چهارشنبه پنج[\u200c\\s]?شنبه جمعه (?<![\u200c\\w])شنبه یک[\u200c\\s]?شنبه",
    "ps": "دوشنب سه[\u200c\\s]?شنب چهارشنب|چارشنب پنجشنب جمع[ېه] (?<![\u200c\\w])شنب یکشنب|يکشنب",
    "ur": "پیر\\s(?:کو|کے\\sروز) منگل بدھ جمعرات جمعے|جمعہ (?:ہفتے|ہفتہ)\\s(?:کو|کے\\sروز) اتوار",
    "hi": "सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार",
    "zh": "[周期]一 [周期]二 [周期]三 [周期]四 [周期]五 [周期]六 [周期][日天]",
}
_DAYS = {
    lang: [re.compile(rf"(?<!\w)(?:{day})" if lang != "zh" else day, re.IGNORECASE) for day in days.split()]
    for lang, days in _WEEK.items()
}


# What is tried, and may fail, or does; but not "the failed bank".
_TRIED = {
    "en": r"attempt\w*|tr(?:y|ies|ied|ying) to|bid to|seeks? to|fail(?:s|ed)? to|fails|foil\w*|thwart\w*",
    "de": r"versuch\w*|vereitel\w*|scheiter(?:n|t|te|ten)",
    "fr": r"tentatives?|tente(?:nt|r)?|tenté|déjou\w+|échou\w+",
    "es": r"intent\w+|tentativa|trata(?:n|ron)? de|frustr\w+|fracas(?:a|an|ó|aron)",
    "pt": r"tentativas?|tenta\w*|frustr\w+|fracass(?:a|am|ou|aram)|falh(?:a|am|ou|aram)",
    "it": r"tentativ\w+|tenta(?:no|to|re)?|sventat\w+",
    "nl": r"poging\w*|prob(?:eer|er)\w*|verijdel\w+|mislukt(?:e|en)?",
    "pl": r"prób\w+|usiłow\w+|udaremni\w+|nie (?:powiodł|udał)\w*",
    "ru": r"попыт\w+|пыта\w+|предотвра\w+|сорвал\w+|провалил\w+|не удал\w+",
    "uk": r"спроб\w+|намага\w+|запобіг\w+|зірвал\w+|провалил\w+|не вдал\w+",
    "tr": r"girişim\w*|teşebbüs\w*|kalkış\w+|başarısız\w*|başaramad\w*",
    "ar": r"محاولة|محاولات|حاول\w*|يحاول\w*|إحباط|أحبط\w*|فشل\w*|أخفق\w*",
    "fa": r"تلاش|کوشش|اقدام به|خنثی|ناکام\w*",
    "ps": r"هڅ[هې]|شنډ\w*|ناکام\w*",
    "ur": r"کوشش|ناکام",
    "hi": r"कोशिश|प्रयास|नाकाम|विफल",
    "zh": r"企图|企圖|试图|試圖|未遂|挫败|未能|失败",
}
_ATTEMPTS = {
    lang: re.compile(words if lang == "zh" else rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    for lang, words in _TRIED.items()
}
# What says that something is done by somebody, who stands behind it.
_DONE_BY = {
    "en": r"by",
    "de": r"von|vom|durch",
    "fr": r"par",
    "es": r"por",
    "pt": r"por|pel[oa]s?",
    "it": r"da|dal|dall[aoe]?|dai|dagli",
    "nl": r"door",
    "pl": r"przez",
    "ru": r"(?:(?:ране|уничтоже|захваче|похище|казне|осужде|задержа|арестова|атакова|обстреля)н|уби|сби)т?[аыо]?",
    "uk": r"(?:(?:поране|знище|захопле|викраде|страче|засудже|затрима|заарештова|атакова|обстріля)н|вби|зби)т?(?:ий|а|о|і)",
    "tr": r"tarafından|\w+[ıiuü]ldı|\w+[ıiuü]ldi",
    "ar": r"على يد|على أيدي|من قبل|بيد",
    "fa": r"توسط|به دست|از سوی",
    "hi": r"द्वारा|के हाथों|की ओर से",
    "ur": r"کے ہاتھوں|کی جانب سے",
}
_BY = {lang: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for lang, words in _DONE_BY.items()}
# What stands before the name of where something happens.
_IN = {
    "en": "in|near|outside",
    "de": "in|bei|nahe",
    "fr": "à|près de",
    "es": "en|cerca de",
    "pt": "em|no|na|perto de",
    "it": "a|vicino a",
    "nl": "in|bij",
    "pl": "w|we|pod|koło",
    "ru": "в|во|под|возле",
    "uk": "в|у|під|біля",
}
_SPOT = {lang: re.compile(rf"\b(?:{words}) ([^\W\d_]{{3,}})", re.IGNORECASE) for lang, words in _IN.items()}
# Consonants that Chinese does not tell apart in names that it spells.
_SPELT = str.maketrans("rvwbtgzcq", "lffpdkssk")
MANY = 100  # and more are hardly counted twice by chance
SURNAME = 3  # consonants of a name that are looked for in Chinese


def are_apart(own: Article, line: Unit, article: Article, unit: Unit) -> bool:
    """Whether a line and a sentence in another language are of two events, by a sign that words of one meaning do not show."""
    mine, theirs = meant(own, line, news=True), meant(article, unit)
    deeds = mine.deeds & theirs.senses
    return (
        (not _share_a_rare_number(mine, theirs) and _is_elsewhere(mine, article, own))
        or (not senses.fates().isdisjoint(deeds) and _befalls_another(mine, article, theirs, own))
        or (not senses.between().isdisjoint(deeds) and _are_other_parties(own, line, article, unit))
        or _are_swapped(own, line, article, unit)
        or _are_on_other_days(own, line, article, unit)
        or ("coup" not in deeds and _is_tried(own, line) != _is_tried(article, unit))  # each coup is tried
    )


def _share_a_rare_number(mine: Meant, theirs: Meant) -> bool:
    """Whether both have a number that is no chance: then one may name the town, the other its region."""
    return any(number >= MANY or number % 1 for number in mine.numbers & theirs.numbers)


def _befalls_another(mine: Meant, article: Article, theirs: Meant, own: Article) -> bool:
    """Whether it befalls somebody of whom the other's article knows nothing; who counts those whom it befalls may name none."""
    if _is_unknown(article, mine.names | mine.short):
        return True
    return not mine.numbers and _is_unknown(own, theirs.names | theirs.short)


def _is_tried(article: Article, unit: Unit) -> bool:
    tried = _ATTEMPTS.get(article.lang)
    return tried is not None and bool(tried.search(unit.text))


def _is_elsewhere(mine: Meant, article: Article, own: Article) -> bool:
    """Whether a sentence names towns, and the other's article none of them nor anything in them, but other places below a
    country, or a spot that no list has; or only what has few consonants, and the article nothing like it."""
    if not mine.names and _is_unknown(article, mine.short):
        return True
    if not mine.towns or any(f"p:{geonameid}" in article.terms for geonameid in mine.ids):
        return False
    theirs = [meant(article, other) for other in first_units(article)]
    called = frozenset().union(*(one.names | one.perhaps | one.spelt for one in theirs))
    return mine.spelt.isdisjoint(called) and (
        any(one.towns for one in theirs) or _is_at_a_spot_unknown_to(own, article)
    )


def _is_at_a_spot_unknown_to(own: Article, article: Article) -> bool:
    """Whether an article says "in" before a name that no list of places has, and nothing in one's own begins like it."""
    spot = _SPOT.get(article.lang)
    spots = (
        {bones(m[1])[:SURNAME] for unit in first_units(article) for m in spot.finditer(unit.text)} if spot else set()
    )
    names = {bones(word)[:SURNAME] for word in named(article)}
    text = " ".join([*(unit.text for unit in first_units(own)), *(place.text for place in article.places)])
    return not (spots & names).issubset({bones(word)[:SURNAME] for word in WORD.findall(text)})


def _is_unknown(article: Article, names: frozenset[str]) -> bool:
    """Whether these are names in a sentence and none of them is a word of the other's article."""
    if not names:
        return False
    text = " ".join(other.text for other in first_units(article))
    if article.lang == "zh":
        spelt = bones(text).translate(_SPELT)
        long = [name.translate(_SPELT)[:SURNAME] for name in names if len(name) >= SURNAME]
        return bool(long) and not any(name in spelt for name in long)
    return names.isdisjoint(map(bones, WORD.findall(text)))


def _are_other_parties(own: Article, line: Unit, article: Article, unit: Unit) -> bool:
    """Whether a line names two, and the sentence not both in the same order: who does it to whom is half of the news."""
    mine, theirs = (list(dict.fromkeys(parties(*one))) for one in ((own, line), (article, unit)))
    both = [[one for one in some if one in others] for some, others in ((mine, theirs), (theirs, mine))]
    return len(mine) > 1 and (len(both[0]) < 2 or both[0][0] != both[1][0])


def _are_swapped(own: Article, line: Unit, article: Article, unit: Unit) -> bool:
    """Whether both name the people of two countries, in the other order, and neither says "by": Tajiks wound a Kyrgyz, a Kyrgyz
    wounds Tajiks."""
    mine, theirs = (_peoples(*one)[:2] for one in ((own, line), (article, unit)))
    if len(mine) < 2 or mine != theirs[::-1]:
        return False
    return not any(
        (by := _BY.get(one.lang)) is None or by.search(part.text) for one, part in ((own, line), (article, unit))
    )


def _peoples(article: Article, unit: Unit) -> list[str]:
    """The countries whose people a sentence names, in its order."""
    found = [place for place in places_in(article, unit) if place.kind == "demonym"]
    return list(dict.fromkeys(place.country for place in sorted(found, key=lambda place: place.start)))


def _are_on_other_days(own: Article, line: Unit, article: Article, unit: Unit) -> bool:
    """Whether both name days of the week and none in common."""
    mine, theirs = _days(own, line), _days(article, unit)
    return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


@lru_cache(maxsize=4096)
def _days(article: Article, unit: Unit) -> frozenset[int]:
    said = [
        s for one in article.attributions for s in one.cue if s.field == unit.field and unit.start <= s.start < unit.end
    ]
    told = [
        s.text
        for one in article.attributions
        for s in one.content
        if said and s.field == unit.field and unit.start <= s.start < unit.end
    ]
    text = " ".join(told) if said else unit.text  # "said on Friday that ..." is no day of the news
    return frozenset(n for n, day in enumerate(_DAYS.get(article.lang, ())) if day.search(text))
