"""Adjectives of countries in languages that write them with a small letter: "afghanische Truppen", "афганские войска"."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from bot.understand import gazetteer

# By language: the column of data/demonyms.txt, and what ends the stems in it.
_ENDINGS = {"de": (0, "e en er es em"), "ru": (1, "ий ая ое ие ого ой ому ую им ом их ими")}
# What is so called in any country: "chinesische Sprache", "шведский стол".
_OF_NO_COUNTRY = frozenset(
    map(gazetteer.word, ("Sprache", "Küche", "язык", "языка", "языке", "языку", "языком", "стол", "горки"))
)


def country(word: str, behind: str, lang: str) -> int | None:
    """The number of the country of which this is the adjective; None where it is none, or says nothing of the country. Both
    words are normalised, `lang` is ISO 639-1."""
    return _countries(lang).get(word) if lang in _ENDINGS and behind not in _OF_NO_COUNTRY else None


@cache
def _countries(lang: str) -> dict[str, int]:
    column, endings = _ENDINGS[lang]
    places = gazetteer.table().country_places
    text = files("bot.understand").joinpath("data/demonyms.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {
        gazetteer.word(stem + end): places[code]
        for code, *stems in rows
        for stem in stems[column].split(";")
        for end in endings.split()
    }
