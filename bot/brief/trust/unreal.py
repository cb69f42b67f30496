"""What a sentence tells only as wished, feared, tried or alleged: who tells it so does not say that it happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.brief import lexicon

HALF = 1 / 2  # share of what two sentences have in common that must be told only so

_WISHED = (
    r"accus(?:e[sd]?|ing) (?:[\w’'-]+ ){0,6}?of|suspect(?:s|ed)? of|alleges?|fear(?:s|ed)?|warn(?:s|ed|ing)? (?:of|against)|"
    r"demand(?:s|ed)?|urg(?:e[sd]?|ing)|call(?:s|ed|ing)? (?:for|on)|(?:press|push)(?:es|ed|ing)? for|"
    r"ask(?:s|ed|ing)? (?:[\w’'-]+ ){0,4}?to|"
    r"wants? (?:[\w’'-]+ ){0,4}?to|threat(?:en(?:s|ed|ing)? (?:to|with)|s? (?:to|of))|plead(?:s|ed)? (?:for|with)|"
    r"refus(?:e[sd]?|ing|al) to|"
    r"propos(?:e[sd]?|ing|als?)|recommend(?:s|ed)?"
)
_TRIED = (
    r"(?:try|tries|tried|trying|attempt(?:s|ed|ing)?|fail(?:s|ed|ing)?|struggl(?:e[sd]?|ing)|battl(?:e[sd]?|ing)|bids?|"
    r"seek(?:s|ing)?|sought|"
    r"aim(?:s|ed|ing)?|hop(?:e[sd]?|ing)|rac(?:e[sd]?|ing)|scrambl(?:e[sd]?|ing)|efforts?|vow(?:s|ed|ing)?|pledg(?:e[sd]?|ing)|"
    r"promis(?:e[sd]?|ing)|offer(?:s|ed|ing)?|on the brink) (?:[\w’'-]+ ){0,3}?(?:to|of)\b"
)
# Who is accused of what they are arrested or tried for: the deed told is the arrest.
_CHARGED = re.compile(r"\b(?:arrest|detain|indict|extradit)\w*\b", re.IGNORECASE)
# Words of other languages; their verbs may stand behind what is wished, so that the whole clause is told so.
_ABROAD = (
    r"versuch(?:t|en|te|ten)|forder(?:n|t|te|ten)|befürcht\w+|droh(?:t|en|te)|warn(?:t|en|te) vor|hoff(?:t|en)|"
    r"intenta\w*|tratan? de|trató de|trataron de|exig\w+|temen?|amenaza\w*|piden?|pidió|pidieron|"
    r"tent(?:e|ent|é|er|ait|aient|a|am|ou|aram) (?:de|d['’]|\w+r\b)|réclam\w+|craign\w+|craint|menac\w+|ameaç\w+|"
    r"pede|pedem|pediu|"
    r"пыта\w+|попыт\w+|требу\w+|потребов\w+|опаса\w+|призва\w+|призыва\w+|угрож\w+|грозит|надеют\w+|"
    r"намага\w+|спроб\w+|вимага\w+|побоюю\w+|заклика\w+|погрожу\w+|"
    r"çalış(?:ıyor|ıyorlar|tı)|girişim\w*|talep|endişe|tehdit|"
    r"محاول\w*|يحاول\w*|تحاول\w*|يطالب\w*|تطالب\w*|طالب\w*|تخش\w*|يخش\w*|مخاوف|يهدد\w*|تهدد\w*|"
    r"تلاش|خواستار|نگران\w*|تهدید|درخواست"
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
    if not spans or _CHARGED.search(told):
        return False
    inside = lexicon.word_set(" ".join(text[start:end] for start, end in spans))
    shared = lexicon.word_set(text) & lexicon.word_set(_without(told, _spans(told)))  # what is told as done
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
