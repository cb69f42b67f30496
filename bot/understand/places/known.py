"""Looking a place up by its name, and what is near it in spelling or above it on the map: for topics and terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from functools import cache, lru_cache

from msgspec import Struct

from bot.understand import gazetteer
from bot.understand.gazetteer import ADMIN, CAPITAL, CITY, CONTINENT, COUNTRY, COUNTY, DEMONYM, POI, REGION
from bot.understand.places import localnames
from bot.understand.places.cases import inflected, senses_of
from bot.understand.places.names import prior

# A division whose town of the same name has at least a third of its people is meant along with it (Kabul, not New York).
MOST_OF_IT = 3
KNOWN_TO_ALL = (
    1_000_000  # people of a town that is meant by its name, also where that is a country's adjective somewhere
)
DIVISIONS = (" oblast", " province", " governorate", " region", " krai")  # behind the name of the town


class Known(Struct, frozen=True, kw_only=True):
    """A place of the gazetteer, as topics need it."""

    name: str
    country: str  # ISO 3166 alpha-2, empty for what spans countries
    geonameid: int
    kind: str  # "country", "capital", "admin", "city", "county", "poi", "region", "continent"
    population: int
    important: bool  # a country, capital, first-order division, town of 100,000, or of our own list
    demonym: bool
    same_name: tuple[int, ...]  # ids of its namesake: Kandahar city and Kandahar province


_KINDS = ("city", "capital", "country", "admin", "county", "poi", "region", "continent")


@lru_cache(maxsize=20_000)
def lookup(name: str) -> Known | None:
    """The best-known place of this name, in any script and case, or None."""
    table = gazetteer.table()
    normal = gazetteer.normal(name)
    if not normal:
        return None
    senses: list[tuple[int, int]] = list(senses_of(normal))
    exact = table.exact.get(name.strip(), table.exact.get(name.strip().upper()))
    if exact is not None:
        senses.append((exact, 0))
    if not senses and " " not in normal:
        senses = list(inflected(normal))
    # "armée russe" is no army of Ruse
    small = all(table.kinds[p] in (CITY, COUNTY, POI) and table.populations[p] < KNOWN_TO_ALL for p, _ in senses)
    if small and (country := localnames.any_adjective().get(normal)) is not None:
        senses = [(country, DEMONYM)]
    if not senses:
        return None
    place, flags = max(senses, key=lambda s: (prior(*s), -s[0]))
    return Known(
        name=table.name(place),
        country=table.country(place),
        geonameid=table.ids[place],
        kind=_KINDS[table.kinds[place]],
        population=table.populations[place],
        important=table.important(place),
        demonym=bool(flags & DEMONYM),
        same_name=tuple(table.ids[p] for p in _namesakes(place, senses_of(gazetteer.normal(table.name(place))))),
    )


def capital_of(geonameid: int) -> str:
    """The country (ISO 3166 alpha-2) of which this place is the capital, or ""."""
    table = gazetteer.table()
    place = table.number(geonameid)
    return table.country(place) if place is not None and _KINDS[table.kinds[place]] == "capital" else ""


@lru_cache(maxsize=8_000)
def related(geonameid: int) -> tuple[int, ...]:
    """Ids of the place, of what contains it (its country last), and of its namesake: Kandahar city for Kandahar province."""
    table = gazetteer.table()
    place = table.number(geonameid)
    if place is None:
        return (geonameid,)
    found = [place, *table.ancestors(place)]
    if table.kinds[place] in (ADMIN, POI, CITY, CAPITAL):
        name = gazetteer.normal(table.name(place))
        found += _namesakes(place, senses_of(name))
        if table.kinds[place] == ADMIN and name.endswith(DIVISIONS):  # "Kharkiv Oblast" is around Kharkiv
            found += _namesakes(place, senses_of(name.rpartition(" ")[0]))
    return tuple(dict.fromkeys(table.ids[p] for p in found))


def lies_in(name: str, other: str) -> bool:
    """True where a place of this name, be it small, lies in one of the other name: there is a Paris in Texas."""
    table = gazetteer.table()
    wider = {place for place, _ in senses_of(gazetteer.normal(other))}
    called = (place for place, flags in senses_of(gazetteer.normal(name)) if not flags)
    return any(not wider.isdisjoint(table.ancestors(place)) for place in called)


def around(geonameid: int) -> frozenset[int]:
    """Ids of related() without countries and what holds them: the town itself and its surroundings. Empty for a country."""
    table = gazetteer.table()
    wide = (COUNTRY, REGION, CONTINENT)
    return frozenset(
        id for id in related(geonameid) if (place := table.number(id)) is not None and table.kinds[place] not in wide
    )


def country_name(code: str) -> str:
    """What a country is called, by its ISO 3166 alpha-2 code; empty for one that is not known."""
    table = gazetteer.table()
    place = table.country_places.get(code)
    return "" if place is None else table.name(place)


def _namesakes(place: int, senses: Iterable[tuple[int, int]]) -> list[int]:
    """A town's division of the same name, or a division's town, where the town makes up most of it."""
    table = gazetteer.table()
    found = []
    for other, flags in senses:
        if flags or other == place or table.country(other) != table.country(place):
            continue
        town, division = (other, place) if table.kinds[place] == ADMIN else (place, other)
        if (
            table.kinds[division] == ADMIN
            and table.kinds[town] != ADMIN
            and table.admins[town] == division
            and table.populations[town] * MOST_OF_IT >= table.populations[division]
        ):
            found.append(other)
    return found


@cache
def _well_known() -> dict[str, list[str]]:
    """Names of important places by their first letter."""
    table = gazetteer.table()
    by_letter: dict[str, list[str]] = defaultdict(list)
    for place in range(len(table.ids)):
        if table.important(place):
            name = gazetteer.normal(table.name(place))
            if len(name) > 3:
                by_letter[name[0]].append(name)
    return by_letter


def near_names(name: str, n: int = 3) -> tuple[str, ...]:
    """Up to n names of well-known places that are spelt much like this one, the nearest first; of equally near the larger."""
    normal = gazetteer.normal(name)
    if not normal:
        return ()
    bucket = [known for known in _well_known().get(normal[0], []) if abs(len(known) - len(normal)) <= 2]
    found = get_close_matches(normal, dict.fromkeys(bucket), n=4 * n, cutoff=0.72)  # 0.72: "kabool" finds Kabul

    def order(name: str) -> tuple[float, int]:
        known = lookup(name)
        return -SequenceMatcher(None, name, normal).ratio(), -(known.population if known else 0)

    return tuple(sorted(found, key=order)[:n])


def is_common_word(form: str) -> bool:
    """True where the normalised word is a word of English or part of many names before it is a place."""
    return form in gazetteer.lexicon("common words")


def is_first_name(form: str) -> bool:
    return form in gazetteer.lexicon("first names")
