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

_WORD = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]+(?:[-'’\u200c][^\W\d_]+)*")
_NOT = re.compile(
    r"\b(?:not(?! to\b)|never|no(?! (?:longer|one|fewer|less|doubt)\b)|nor|ruled? out|nicht|kein\w*|nie|pas|jamais|nunca|"
    r"не|нет|ні|никогда|değil|لم|لن|ليس)\b|n['’]t\b",
    re.IGNORECASE,
)
# Who rejects a limit votes no to it.
_REFUSES = re.compile(r"\b(?:reject|refus|oppos|den[iy]|rebuff|against|without|fail)\w*\b", re.IGNORECASE)
_BORDER = re.compile(
    r"[;:؛]|,? \b(?:and|but|while|und|aber|et|mais|y|pero|и|но|а|і|але|و|اما|ve|ama)\b|, (?:who|which|with|as|after)\b"
)
_ASKS = re.compile(
    r"[?؟]\W*$|\b(?:whether|if|in case|ob|si (?:la|les?|los|el|une?|on|ils?|elles?)|s['’]il\w*|если|якщо|eğer|إذا|اگر|آیا)\b",
    re.IGNORECASE,
)
_ON = r"a|one|two|three|four|five|six|seven|eight|nine|ten|twenty|\d+"
_YEAR = re.compile(r"(?<![\d,.])(?:19|20)\d\d(?![\d,.]\d|\d)")
_LOOKS_BACK = re.compile(
    rf"\b(?:{_ON}) (?:years?|decades?) (?:ago|on|since|after|earlier)\b|\banniversar\w+\b|\bmemorials?\b|"
    r"\b(?:marks?|remember(?:s|ed)?|commemorat\w+|mourn(?:s|ed) (?:\w+ )*years)\b|"
    r"\b(?:recuerd\w+|recordaron|conmemor\w+|commémor\w+|gedenk\w+|gedacht\w*|вспомина\w+|вшанув\w+|згад\w+|anıl\w+|andı\b)|"
    r"\bhace \w+ años\b|\bil y a \w+ ans\b|\bvor \w+ Jahren\b|\b\w+ лет назад\b|\b\w+ років тому\b|\byıl önce\b|"
    r"قبل \w+ (?:سنوات|عاما?)|\w+ سال پیش|يحيي|ذكرى|سالگرد",
    re.IGNORECASE,
)
# What is to be done, or may be: "to visit", "will not close", "could soon be freed"; what one is forced to do is done.
_TO_BE = re.compile(
    r"(?:\b(?P<done>forced|had|has|have|able|managed|manages|began|begun|begins|continues?|continued|helped|helps|used|went on|"
    r"came|proceeded|first|last|only) )?"
    r"\b(?:to|will|would|could|may|might|must|should|can|cannot|shall)\s+(?:not\s+|soon\s+|be\s+|have\s+)*"
    r"(?P<deed>[a-z]{3,})\b(?!\s+of\b)"
)
_NO_VERBS = lexicon.STOP | frozenset(("least", "two", "three", "six", "ten"))
_DAY = re.compile(r"\b((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|"
                  r"September|October|November|December)\b")  # fmt: skip
_MOVED_TO = re.compile(
    r"\b(?:to|until|till) ((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b|"
    r"\b(\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December))\b"
)


def refuses(text: str) -> bool:
    """Whether a text has somebody reject or be against something, which is a "not" in other words."""
    return bool(_REFUSES.search(text))


def negated(text: str, other: str) -> bool | None:
    """Which of two has what they share with a "not": True the first, False the second; None neither, or both."""
    first, second = _negates(text, other), _negates(other, text)
    return None if first == second else first


def without_not(text: str) -> str:
    """A text that tells the opposite of what it told."""
    return _NOT.sub(" ", text)


def tell_two(own: Article, line: Unit, said: str, article: Article, unit: Unit, other: str) -> bool:
    """Whether a line of one's own and another's sentence tell two things. `said` and `other` are what is left of them by
    `spoken`."""
    return (
        _negates(said, other)
        or _negates(other, said)
        or _one_has(_ASKS, line.text, unit.text)
        or is_of_another_time(own, line, article, unit)
        or is_only_wished(line.text, unit.text)
        or _is_to_be_in_one(own, line, article, unit)
        or _are_on_other_days(line.text, unit.text)
        or are_of_another(own, line, article, unit)
    )


def _one_has(sign: re.Pattern[str], text: str, other: str) -> bool:
    return bool(sign.search(text)) != bool(sign.search(other))


def _negates(text: str, told: str) -> bool:
    """Whether a clause of a text has a negation, and most of what it shares with what is told without any."""
    if _NOT.search(told):
        return False
    words = lexicon.word_set(told)
    shared = len(words & lexicon.word_set(text))
    return any(2 * len(words & lexicon.word_set(one)) >= shared for one in _BORDER.split(text) if _NOT.search(one))


def is_of_another_time(own: Article, line: Unit, article: Article, unit: Unit) -> bool:
    """Whether only one of the two looks back by years."""
    return _looks_back(own, line) != _looks_back(article, unit)


def _looks_back(article: Article, unit: Unit) -> bool:
    if _LOOKS_BACK.search(unit.text):
        return True
    return any(article.published is None or int(year) < article.published.year for year in _YEAR.findall(unit.text))


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
                here = frozenset(plain(word) for word in _WORD.findall(unit.text.lower()))
                return to_be | (below[0] & here - below[1]), done | (below[1] & here - to_be)
    return to_be, done


@lru_cache(maxsize=8192)
def _to_be(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of what is to be by a text, and of what was done."""
    found = list(_TO_BE.finditer(text))
    to_be = {plain(one["deed"]) for one in found if one["deed"] not in _NO_VERBS and not one["done"]}
    done = {plain(one["deed"]) for one in found if one["done"]}
    words = _WORD.findall(_TO_BE.sub(" ", text).lower())
    done.update(plain(word) for word in words if is_past(word))
    return frozenset(to_be), frozenset(done)


def deeds(text: str) -> frozenset[str]:
    """The stems of its verbs, as far as we see them: of what is to be, of what was done, and of what looks like one."""
    words = (word for verb in lexicon.verbs(text) for word in _WORD.findall(verb.lower()) if word not in lexicon.STOP)
    return frozenset(map(plain, words)).union(*_to_be(text))


def _are_on_other_days(text: str, other: str) -> bool:
    """Whether both tell of what is to be, and name days or months, and none in common; or of what is moved to other days."""
    if _are_apart(*({day for pair in _MOVED_TO.findall(one) for day in pair if day} for one in (text, other))):
        return True
    if not (_to_be(text)[0] and _to_be(other)[0]):
        return False
    return _are_apart(set(_DAY.findall(text)), set(_DAY.findall(other)))


def _are_apart(some: set[str], others: set[str]) -> bool:
    return bool(some) and bool(others) and some.isdisjoint(others)
