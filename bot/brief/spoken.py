"""What of a sentence two reports of one thing have in common: not who says it, how, and on which day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bot import cues
from bot.brief import clauses, lexicon
from bot.brief.pictures.geography import countries
from bot.brief.units import Unit
from bot.model import Article, Attribution

FEWEST = 3  # words with meaning that have to be left

_MEANWHILE = re.compile(r"\bas (?=[A-Z])")  # "Army chief replaced as Taliban seize more cities": the news is before it
_DAY = re.compile(
    r"\b(?:late |early |on )*(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:'s)?(?: (?:morning|night|evening|afternoon))?\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def spoken(article: Article, unit: Unit) -> str:
    """The sentence without who says it, how, and on which day."""
    kept = _DAY.sub(" ", by_country(article, unit, _without(article.attributions, unit)))
    main = _MEANWHILE.split(kept, maxsplit=1)[0]
    if unit.field == "title" and len(lexicon.word_set(main)) >= FEWEST:
        kept = main
    return kept if len(lexicon.word_set(kept)) >= FEWEST else unit.text


def told(article: Article, unit: Unit) -> str:
    """The sentence without who only says it, and on which day: who orders or condemns something stays."""
    kept = _DAY.sub(" ", by_country(article, unit, deed(article, unit)))
    return kept if len(lexicon.word_set(kept)) >= FEWEST else unit.text


def deed(article: Article, unit: Unit) -> str:
    """The sentence without who only says it: who grants, slams or rejects something does it."""
    return _without((one for one in article.attributions if _only_says(one, article.lang)), unit)


def _only_says(attribution: Attribution, lang: str | None) -> bool:
    cue = " ".join(span.text for span in attribution.cue)
    return clauses.says(cue) and cues.kind(cue, lang) != "denied"


def _without(attributions: Iterable[Attribution], unit: Unit) -> str:
    text = unit.text
    for attribution in attributions:
        for span in (*attribution.source, *attribution.cue):
            if span.field == unit.field and span.start < unit.start + len(text) and unit.start < span.end:
                start, end = max(0, span.start - unit.start), min(span.end - unit.start, len(text))
                text = text[:start] + " " * (end - start) + text[end:]
    return text


def by_country(article: Article, unit: Unit, text: str) -> str:
    """A text of its sentence in which countries, and their people, have one word each: "Dutch farmers" are farmers of the
    Netherlands."""
    for place in article.places:
        here = place.field == unit.field and unit.start <= place.start < unit.end
        if here and (place.kind == "demonym" or place.geonameid in countries()):
            text = re.sub(rf"(?<!\w){re.escape(place.text)}(?!\w)", re.sub(r"\W+", "", place.name), text)
    return text
