"""Places in a text: which words name one, and which one they name.

Candidates are the longest names of the gazetteer that stand in the text as whole words. In scripts with capitals a name
needs one; then the words around decide whether it is a place ("in Paris", "Paris, Texas", "Paris police") or not ("Paris
Hilton", "Mr. London", "Jackson said"). Which of several places of one name is meant is decided once for the whole item: by a
qualifier behind a comma, by the other places named, and by how well known each is. Weights are ours, set by hand; their unit
is set by "in", which is worth 2.
"""

from __future__ import annotations

from collections import defaultdict

from msgspec import Struct

from bot.model import Field, Place
from bot.understand import gazetteer
from bot.understand.places import unknown
from bot.understand.places.company import in_company, take_teams, vouch_in_lists
from bot.understand.places.evidence import surnames, weigh
from bot.understand.places.known import (
    Known,
    around,
    capital_of,
    country_name,
    is_common_word,
    is_first_name,
    lies_in,
    lookup,
    near_names,
    related,
)
from bot.understand.places.meaning import qualify, resolve, without_strays
from bot.understand.places.names import Candidate, Word, find_names, split, uncased
from bot.understand.places.nearby import cell, cells, extent, kilometres, position

__all__ = [
    "Known",
    "around",
    "capital_of",
    "cell",
    "cells",
    "country_name",
    "extent",
    "find",
    "is_common_word",
    "is_first_name",
    "kilometres",
    "lies_in",
    "lookup",
    "near_names",
    "position",
    "related",
]


class _Field(Struct):
    """A field of the item, with the names in it that may be places."""

    content: str
    words: list[Word]
    candidates: list[Candidate]
    titled: bool  # nearly all words have capitals


def find(title: str, text: str, lang: str, *, home: str = "") -> tuple[Place, ...]:
    """The places named in title and text, in order of appearance; spans do not overlap. Demonyms are marked as such. `home` is
    the country (ISO 3166 alpha-2) of who writes; "" where that is not known."""
    written: tuple[tuple[Field, str], ...] = (("title", title), ("text", text))
    fields = [_read(field, content, lang) for field, content in written if content]
    _weigh_all(fields, lang)
    kept = [candidate for field in fields for candidate in field.candidates]
    best: dict[str, float] = defaultdict(float)
    for candidate in kept:
        best[candidate.name] = max(best[candidate.name], candidate.evidence)
    # one clear mention vouches for the others
    sure = [c for c in kept if c.evidence + (1.0 if best[c.name] >= 2.0 else 0.0) > 0]
    resolve(sure, home)
    if lang == "en":  # what little evidence is was measured there; the words that say "in" are fewer elsewhere
        sure = without_strays(sure, home)
    for field in fields:
        here = [c for c in field.candidates if c.place is not None]
        if here:
            for candidate, near in unknown.find(here[0].field, field.content, field.words, here):
                candidate.place = near.place
                sure.append(candidate)
    in_order = sorted(sure, key=lambda c: (c.field == "text", c.start))
    return tuple(_placed(c, c.place) for c in in_order if c.place is not None)


def _read(field: Field, content: str, lang: str) -> _Field:
    words = split(content)
    candidates = find_names(field, content, words, lang)
    qualify(candidates, content, words)
    titled = field == "title" and sum(w.capital for w in words) > 0.6 * len(words)
    return _Field(content, words, candidates, titled)


def _weigh_all(fields: list[_Field], lang: str) -> None:
    """Gives each candidate its evidence: by its neighbours, by other words of the item, and by the others."""
    people = set().union(*(surnames(field.words) for field in fields if not field.titled))
    lower = {word.form for field in fields for word in field.words if not word.capital}
    for field in fields:
        for candidate in field.candidates:
            if candidate.evidence == 0.0:
                candidate.evidence = weigh(candidate, field.words, lang, field.titled, people)
                if candidate.first == candidate.last and candidate.name in lower and not uncased(candidate.text[0]):
                    candidate.evidence -= 2.0
    everything = [candidate for field in fields for candidate in field.candidates]
    for candidate in everything:
        if candidate.evidence == 0.0 and uncased(candidate.text[0]) and in_company(candidate, everything):
            candidate.evidence = 1.0
    for field in fields:
        take_teams(field.candidates, field.content)
        vouch_in_lists(field.candidates, field.content)


def _placed(candidate: Candidate, place: int) -> Place:
    table = gazetteer.table()
    return Place(
        field=candidate.field,
        start=candidate.start,
        end=candidate.end,
        text=candidate.text,
        name=table.name(place),
        country=table.country(place),
        lat=table.lat(place),
        lon=table.lon(place),
        geonameid=table.ids[place],
        kind="demonym" if candidate.demonym else "place",
    )
