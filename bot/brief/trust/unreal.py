"""What a sentence tells only as wished, feared, tried or alleged: who tells it so does not say that it happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.brief import lexicon

HALF = 1 / 2  # share of what two sentences have in common that must be told only so

_WISHED = (
    r"accus(?:e[sd]?|ing)|suspect(?:s|ed)? of|alleg\w+|fear(?:s|ed|ing)?|"
    r"warn(?:s|ed|ing)? (?:of|against)|demand(?:s|ed|ing)?|"
    r"urg(?:e[sd]?|ing)|call(?:s|ed|ing)? (?:for|on)|(?:press|push)(?:es|ed|ing)? for|ask(?:s|ed|ing)? (?:[\w’'-]+ ){0,4}to|"
    r"want(?:s|ed|ing)?|threat\w*|plead\w*|refus(?:e[sd]?|ing|al)|blam(?:e[sd]?|ing)|propos(?:e[sd]?|ing|als?)|recommend\w*|"
    r"oppos(?:e[sd]?|ing)|debat(?:e[sd]?|ing)|discuss\w*|review(?:s|ed|ing)?|predict\w*|forecasts?"
)
_TRIED = (
    r"try|tries|tried|trying|attempt\w*|fail(?:s|ed|ing)? (?:to|in)|struggl\w+|battl(?:e[sd]?|ing) to|bids? (?:to|for)|"
    r"seek(?:s|ing)?|sought|aim(?:s|ed|ing)? (?:to|for|at)|hop(?:e[sd]?|ing)|rac(?:e[sd]?|ing) to|rush(?:es|ed|ing)? to|"
    r"scrambl\w+ to|efforts? to|mov(?:e[sd]?|ing) to|vow(?:s|ed|ing)?|pledg(?:e[sd]?|ing)|promis(?:e[sd]?|ing)|"
    r"offer(?:s|ed|ing)? to|work(?:s|ed|ing)? to|ready to|close to|nears?|nearly|almost|on the brink of|narrowly"
)
# Words of other languages; their verbs may stand behind what is wished, so that the whole clause is told so.
_ABROAD = (
    r"versuch\w+|forder(?:n|t|te|ten)|befürcht\w+|beschuldig\w+|vorwurf|verdacht|droh(?:t|en|te)|"
    r"warn(?:t|en|te) vor|hoff(?:t|en)|"
    r"intenta\w*|tratan? de|trató de|trataron de|exig\w+|acusa\w*|temen?|temor\w*|amenaza\w*|piden?|pidió|pidieron|fracas\w+|"
    r"tent(?:e|ent|é|er|ait|aient|a|am|ou|aram) (?:de|d['’]|\w+r\b)|réclam\w+|accus\w+|craign\w+|craint|menac\w+|échou\w+|"
    r"ameaç\w+|pede|pedem|pediu|"
    r"пыта\w+|попыт\w+|требу\w+|потребов\w+|обвин\w+|опаса\w+|призва\w+|призыва\w+|угрож\w+|грозит|надеют\w+|"
    r"намага\w+|спроб\w+|вимага\w+|звинува\w+|побоюю\w+|заклика\w+|погрожу\w+|"
    r"çalış(?:ıyor|ıyorlar|tı)|girişim\w*|talep\w*|suçla\w*|endişe\w*|tehdit\w*|"
    r"محاول\w*|يحاول\w*|تحاول\w*|يطالب\w*|تطالب\w*|طالب\w*|اتهم\w*|يتهم\w*|تتهم\w*|تخش\w*|يخش\w*|مخاوف|يهدد\w*|تهدد\w*|"
    r"تلاش|خواستار|متهم|نگران\w*|تهدید|درخواست"
)
_CUE = re.compile(rf"\b(?:{_WISHED}|{_TRIED})\b", re.IGNORECASE)
_CUE_ABROAD = re.compile(rf"\b(?:{_ABROAD})\b", re.IGNORECASE)
_BORDER = re.compile(
    r"[;:–—.!?]|\b(?:after|as|because|since|but|while|when|who|which|despite|following|amid)\b|, (?:and|saying)\b"
)
_CLAUSE = re.compile(r"[^;:,–—.!?،؛؟]+")


def is_only_wished(text: str, other: str) -> bool:
    """Whether of two sentences one tells only as wished, feared, tried or alleged what the other tells as done."""
    return _wishes_for(text, other) or _wishes_for(other, text)


def _wishes_for(text: str, told: str) -> bool:
    """Whether a sentence tells only so what is `told`, which is not so told itself."""
    spans = _spans(text)
    if not spans or _spans(told):
        return False
    inside = lexicon.word_set(" ".join(text[start:end] for start, end in spans))
    shared = lexicon.word_set(text) & lexicon.word_set(told)
    only = (shared & inside) - lexicon.word_set(_without(text, spans))
    deeds = frozenset(word for verb in lexicon.verbs(told) for word in lexicon.word_set(verb))
    return not only.isdisjoint(deeds) or len(only) >= HALF * len(shared) > 0


@lru_cache(maxsize=8192)
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where what is told only so stands: in English behind the word that says it, to the clause's end."""
    return (*_behind(text), *_around(text))


def _behind(text: str) -> Iterator[tuple[int, int]]:
    for cue in _CUE.finditer(text):
        border = _BORDER.search(text, cue.end())
        yield cue.end(), border.start() if border else len(text)


def _around(text: str) -> Iterator[tuple[int, int]]:
    if _CUE_ABROAD.search(text):
        yield from (clause.span() for clause in _CLAUSE.finditer(text) if _CUE_ABROAD.search(clause[0]))


def _without(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return "".join(" " if any(start <= at < end for start, end in spans) else char for at, char in enumerate(text))
