"""Places in a text: which words name one, and which one they name.

Candidates are the longest names of the gazetteer that stand in the text as whole words. In scripts with capitals a name
needs one; then the words around decide whether it is a place ("in Paris", "Paris, Texas", "Paris police") or not ("Paris
Hilton", "Mr. London", "Jackson said"). Which of several places of one name is meant is decided once for the whole item: by a
qualifier behind a comma, by the other places named, and by how well known each is. Weights are ours, set by hand; their unit
is set by "in", which is worth 2.
"""

from __future__ import annotations

from collections import defaultdict

from bot.model import Field, Place
from bot.understand import gazetteer
from bot.understand.places import unknown
from bot.understand.places.evidence import in_company, surnames, take_teams, vouch_in_lists, weigh
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


def find(title: str, text: str, lang: str, *, home: str = "") -> tuple[Place, ...]:
    """The places named in title and text, in order of appearance; spans do not overlap. Demonyms are marked as such. `home` is
    the country (ISO 3166 alpha-2) of who writes; "" where that is not known."""
    table = gazetteer.table()
    kept: list[Candidate] = []
    everything: list[tuple[list[Candidate], list[Word], bool]] = []
    fields: tuple[tuple[Field, str], ...] = (("title", title), ("text", text))
    people: set[str] = set()
    lower: set[str] = set()
    for field, content in fields:
        if not content:
            continue
        words = split(content)
        candidates = find_names(field, content, words, lang)
        qualify(candidates, content, words)
        capitals = sum(w.capital for w in words)
        titled = field == "title" and capitals > 0.6 * len(words)
        if not titled:
            people |= surnames(words)
        lower.update(w.form for w in words if not w.capital)
        everything.append((candidates, words, titled))
    for candidates, words, titled in everything:
        for candidate in candidates:
            if candidate.evidence == 0.0:
                candidate.evidence = weigh(candidate, words, lang, titled, people)
                if candidate.first == candidate.last and candidate.name in lower and not uncased(candidate.text[0]):
                    candidate.evidence -= 2.0
        kept += candidates
    for candidate in kept:
        if candidate.evidence == 0.0 and uncased(candidate.text[0]) and in_company(candidate, kept):
            candidate.evidence = 1.0
    for (_, content), (candidates, _, _) in zip(((f, c) for f, c in fields if c), everything, strict=True):
        take_teams(candidates, content)
        vouch_in_lists(candidates, content)
    best: dict[str, float] = defaultdict(float)
    for candidate in kept:
        best[candidate.name] = max(best[candidate.name], candidate.evidence)
    # one clear mention vouches for the others
    sure = [c for c in kept if c.evidence + (1.0 if best[c.name] >= 2.0 else 0.0) > 0]
    resolve(sure, home)
    if lang == "en":  # what little evidence is was measured there; the words that say "in" are fewer elsewhere
        sure = without_strays(sure, home)
    for candidates, words, _ in everything:
        here = [c for c in candidates if c.place is not None]
        if here:
            field = here[0].field
            for candidate, near in unknown.find(field, title if field == "title" else text, words, here):
                candidate.place = near.place
                sure.append(candidate)
    places = []
    for candidate in sorted(sure, key=lambda c: (c.field == "text", c.start)):
        place = candidate.place
        if place is None:
            continue
        places.append(
            Place(
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
        )
    return tuple(places)
