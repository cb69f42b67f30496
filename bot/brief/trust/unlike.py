"""Signs that two sentences tell two things, however many words they share: a prisoner freed and one jailed, what is done and what
is to be, what one asks or denies, what was years ago, who did it to whom."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.brief import lexicon
from bot.brief.trust.instead import are_of_another
from bot.brief.trust.unreal import is_only_wished
from bot.brief.trust.verbs import is_past, plain
from bot.brief.units import Unit, first_units
from bot.model import Article

# By language, for "no" is "in the" to a Portuguese; of no known one what no other has.
_NOTS = {
    "en": r"not(?! to\b)|never|no(?! (?:longer|one|fewer|less|doubt)\b|\.? ?\d)|nor|nobody|ruled? out",
    "de": r"nicht|kein\w*|nie(?:mand)?",
    "fr": r"ne|n['’](?=\w)|pas|jamais|aucune?",
    "es": r"no|nunca|ningún|ninguna",
    "pt": r"não|nunca|nenhuma?",
    "ru": r"не|никогда|никто",
    "uk": r"не|ніколи|ніхто",
    "tr": r"değil|yok|hiçbir",
    "it": r"non|mai|nessun\w*",
    "nl": r"niet|geen|nooit|niemand",
    "pl": r"nie|nigdy|nikt|żad\w+",
    "ar": r"لم|لن|ليس\w*|لا",
    "fa": r"نه|هیچ|نیست",
    "ps": r"نه|ونه|نشته|هېڅ|هیڅ",
    "ur": r"نہیں|نہ|نہیں",
    "hi": r"नहीं|नही|कभी नहीं",
}
_NOT = {lang: re.compile(rf"(?<!\w)(?:{words})(?!\w)|n['’]t\b", re.IGNORECASE) for lang, words in _NOTS.items()} | {
    "zh": re.compile("没有|沒有|不是|不会|不會|并未|並未|未能|从未|從未")
}
_ANY_NOT = re.compile(r"\b(?:not(?! to\b)|never|nicht|kein\w*|pas|nunca|не|değil|لم|لن|ليس)\b|n['’]t\b", re.IGNORECASE)
# Who rejects a limit votes no to it.
_REFUSES = re.compile(r"\b(?:reject|refus|oppos|den[iy]|rebuff|against|without|fail)\w*\b", re.IGNORECASE)
_BORDER = re.compile(
    r"[;:؛]|,? \b(?:and|but|while|und|aber|et|mais|y|pero|и|но|а|і|але|و|اما|ve|ama)\b|, (?:who|which|with|as|after)\b"
)
_ASKS = re.compile(
    r"[?؟]\W*$|\b(?:whether|if|in case|si (?:la|les?|los|el|une?|on|ils?|elles?)|s['’]il\w*|если|якщо|eğer|إذا|اگر|آیا)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"(?<!\w)[“\"‘']([^“”\"‘’']{3,80})[”\"’'](?!\w)")
_ON = r"a|one|two|three|four|five|six|seven|eight|nine|ten|twenty|\d+"
# "in 2009", "in August 2011"; but not of what was founded then, and no "Tokyo 2020"
_YEAR = re.compile(
    r"(?<!born )(?<!built )(?<!opened )(?<!founded )(?<!launched )(?<!established )(?<!elected )"
    r"\b(?i:in|en|im Jahr|em|в|у|dans)(?: (?!the\b)[A-ZА-ЯІЇЄ]?\w+(?: de)?)? (?P<year>(?:19|20)\d\d)\b(?![,.]?\d)"
)
_LOOKS_BACK = re.compile(
    rf"\b(?:{_ON}) (?:years?|decades?) (?:ago|on|since|after|earlier)\b|\b(?-i:anniversar)\w+\b|\b(?-i:memorials?)\b|"
    r"\b(?-i:marks?) (?:[\w-]+ ){0,3}(?:years?|decades?|anniversary|day)\b|\b(?:remember(?:s|ed)|commemorat\w+)\b|"
    r"\b(?:recuerd\w+|recordaron|conmemor\w+|commémor\w+|gedenk\w+|gedacht\w*|вспомина\w+|вшанув\w+|anıl\w+|andı)\b|"
    r"\bhace \w+ años\b|\bil y a \w+ ans\b|\bvor \w+ Jahren\b|\b\w+ лет назад\b|\b\w+ років тому\b|\byıl önce\b|"
    r"\bقبل \w+ (?:سنوات|عاما?)|\bسال پیش|\bذكرى\b|\bسالگرد\b|"
    r"^(?:At the time|Back then|Damals|À l['’]époque|En aquel entonces|All['’]epoca|Na altura|Na época|Тогда|Тоді|Wówczas|Wtedy|"
    r"Destijds|Toen|O zaman|حينها|آنذاك|آن زمان|اس وقت|उस समय)\b",
    re.IGNORECASE,
)
# What is to be done, or may be: "to visit", "will not close", "could soon be freed".
_TO_BE = re.compile(
    r"\b(?:will|would|could|may|might|must|should|can|cannot|shall|(?:is|are|was|were|set|due|about|expected|"
    r"scheduled|likely|going|"
    r"plans?|planned|planning|preparing|prepares|wants?|hopes?|aims?|vows?|vowed|pledges|agree[sd]?|decide[sd]?|moves?|"
    r"tries|tried|"
    r"try|trying|bid|attempts?|attempted|fails?|failed|struggl\w+) to)"
    r"\s+(?:not\s+|soon\s+|be\s+|have\s+)*(?P<deed>[a-z]{3,})\b(?!\s+of\b)"
)
# "Merkel to visit Schuld", where nothing before is a verb: else one does something in order to do another.
_TO_DO = re.compile(r"(?P<who>[^,;:]{3,60}?) to (?:be )?(?P<deed>[a-z]{3,})\b(?!\s+of\b)")
_ACTS = re.compile(r"\s[a-z]+(?:s|ed)\b")
_NO_VERBS = lexicon.STOP | frozenset(("least", "two", "three", "six", "ten"))
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_MONTH = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")
_MOVED_TO = re.compile(
    r"\b(?:to|until|till) ((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b|"
    r"\b(\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December))\b"
)


def refuses(text: str) -> bool:
    """Whether a text has somebody reject or be against something, which is a "not" in other words."""
    return bool(_REFUSES.search(text))


def negated(text: str, other: str, lang: str | None) -> bool | None:
    """Which of two has what they share with a "not": True the first, False the second; None neither, or both."""
    first, second = _negates(text, other, lang), _negates(other, text, lang)
    return None if first == second else first


def without_not(text: str, lang: str | None) -> str:
    """A text that tells the opposite of what it told."""
    return _not(lang).sub(" ", text)


def has_not(text: str, lang: str | None) -> bool:
    """Whether a text in this language has a "not"."""
    return bool(_not(lang).search(text))


def _not(lang: str | None) -> re.Pattern[str]:
    return _NOT.get((lang or "").partition("-")[0], _ANY_NOT)


def tell_two(own: Article, line: Unit, said: str, article: Article, unit: Unit, other: str) -> bool:
    """Whether a line of one's own and another's sentence tell two things. `said` and `other` are what is left of them by
    `spoken`."""
    return (
        negated(said, other, own.lang) is not None
        or _one_has(_ASKS, QUOTED.sub(" ", line.text), QUOTED.sub(" ", unit.text))
        or is_of_another_time(own, line, article, unit)
        or is_only_wished(line.text, unit.text)
        or _is_to_be_in_one(own, line, article, unit)
        or _are_on_other_days(line.text, unit.text)
        or are_of_another(own, line, article, unit)
    )


def _one_has(sign: re.Pattern[str], text: str, other: str) -> bool:
    return bool(sign.search(text)) != bool(sign.search(other))


def _negates(text: str, told: str, lang: str | None) -> bool:
    """Whether a clause of a text has a negation of a word that is told, and most of what it shares with that is told without."""
    if any(_word_negated(one, lang, lexicon.word_set(text)) for one in _BORDER.split(told)):
        return False
    words = lexicon.word_set(told)
    shared = words & lexicon.word_set(text)
    return any(
        2 * len(shared & lexicon.word_set(one)) >= len(shared) > 0 and _word_negated(one, lang, words)
        for one in _BORDER.split(text)
    )


def _word_negated(clause: str, lang: str | None, words: frozenset[str]) -> bool:
    """Whether the next word with meaning behind a negation is one of these; where verbs stand before it, or the one before."""
    for found in _not(lang).finditer(clause):
        behind = [word for word in lexicon.content_words(clause[found.end() :]) if word != "not"][:1]
        before = [word for word in lexicon.content_words(clause[: found.start()]) if word != "not"][-1:]
        if not words.isdisjoint(behind if lang == "en" else [*behind, *before]):
            return True
    return False


def is_of_another_time(own: Article, line: Unit, article: Article, unit: Unit) -> bool:
    """Whether only one of the two looks back by years."""
    return _looks_back(own, line) != _looks_back(article, unit)


def _looks_back(article: Article, unit: Unit) -> bool:
    if _LOOKS_BACK.search(unit.text):
        return True
    years = (int(found["year"]) for found in _YEAR.finditer(unit.text))
    return any(article.published is None or year < article.published.year for year in years)


def _is_to_be_in_one(own: Article, line: Unit, article: Article, unit: Unit) -> bool:
    """Whether a word of both stands in one only as what is to be, and in the other as what was done: "Merkel to visit Schuld",
    "Merkel visited Schuld". That she visits it may be either, which the text below such a headline tells."""
    (mine, done), (theirs, theirs_done) = _modes(own, line), _modes(article, unit)
    return bool((mine - done) & (theirs_done - theirs) or (theirs - theirs_done) & (done - mine))


def _modes(article: Article, unit: Unit) -> tuple[frozenset[str], frozenset[str]]:
    to_be, done = _to_be(unit.text)
    if unit.field == "title":
        for first in first_units(article):
            if first.field == "text":
                below = _to_be(first.text)
                here = frozenset(plain(word) for word in lexicon.WORD.findall(unit.text.lower()))
                return to_be | (below[0] & here - below[1]), done | (below[1] & here - to_be)
    return to_be, done


@lru_cache(maxsize=8192)
def _to_be(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of what is to be by a text, and of what was done."""
    found = list(_TO_BE.finditer(text))
    headline = _TO_DO.match(text)
    if headline and not lexicon.has_verb(headline["who"]) and not _ACTS.search(headline["who"]):
        found.append(headline)
    to_be = frozenset(plain(one["deed"]) for one in found if one["deed"] not in _NO_VERBS)
    words = lexicon.WORD.findall(_TO_BE.sub(" ", text).lower())
    return to_be, frozenset(plain(word) for word in words if is_past(word))


def deeds(text: str) -> frozenset[str]:
    """The stems of its verbs, as far as we see them: of what is to be, of what was done, and of what looks like one."""
    words = (
        word for verb in lexicon.verbs(text) for word in lexicon.WORD.findall(verb.lower()) if word not in lexicon.STOP
    )
    return frozenset(map(plain, words)).union(*_to_be(text))


def _are_on_other_days(text: str, other: str) -> bool:
    """Whether both tell of what is to be, and name days or months, and none in common; or of what is moved to other days."""
    if _are_apart(*({day for pair in _MOVED_TO.findall(one) for day in pair if day} for one in (text, other))):
        return True
    if not (_to_be(text)[0] and _to_be(other)[0]):
        return False
    days = [(set(_WEEKDAY.findall(one)), set(_MONTH.findall(one))) for one in (text, other)]
    return any(_are_apart(some, others) for some, others in zip(*days, strict=True))


def _are_apart(some: set[str], others: set[str]) -> bool:
    return bool(some) and bool(others) and some.isdisjoint(others)
