"""The time zone that somebody means by a name: "Asia/Kabul", "kabul", "کابل", "Afghanistan"."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from bot.understand import gazetteer

OFFERED = 3  # zones, where it cannot be told which is meant
_OFFSET = re.compile(r"(?:utc|gmt)?_?([+\-−])_?(\d{1,2})(?::?(\d{2}))?")
_ABBREVIATION = re.compile(r"[A-Z]{3,5}")
_SEASONS = (0, 182)  # days from any: in the one it is summer, in the other winter
_NEW_YEAR = datetime(2021, 1, 1, tzinfo=UTC)
_CONTINENTS = ("Europe", "Asia", "Africa", "America", "Australia", "Pacific", "Atlantic")
_SPOT = re.compile(r"([+-]\d{2})(\d{2})(?:\d{2})?([+-]\d{3})(\d{2})(?:\d{2})?")  # ISO 6709, as zone.tab has it


@cache
def zones() -> dict[str, str]:
    """Time zones by what a user may write: the full name or its last part, casefolded. Not EST and the like: who writes that
    means a clock that has a summer time, and the zone of this name has none."""
    full = {
        name.casefold(): name
        for name in available_timezones() - {"localtime", "Factory"}  # of this machine, of none
        if "/" in name or name == "UTC" or not name.startswith(_clock_names(name, _NEW_YEAR))
    }
    # not those of Etc: its GMT+3 lies three hours west, where people who write GMT+3 mean east
    named = sorted(name for name in full.values() if "/" in name and not name.startswith("Etc/"))
    cities = {name.rpartition("/")[2].casefold(): name for name in named}
    return {**cities, **full}


def zones_at(asked: str, now: datetime) -> list[str] | None:
    """Zones, at most one a continent and three in all, whose clocks are now as far from UTC as "utc+3" or "+04:30" says; None
    where it says no distance."""
    match = _OFFSET.fullmatch(asked)
    if not match:
        return None
    ahead = timedelta(hours=int(match[2]), minutes=int(match[3] or 0)) * (1 if match[1] == "+" else -1)
    found: dict[str, str] = {}
    for name in sorted(available_timezones()):
        continent, _, city = name.partition("/")
        if continent in _CONTINENTS and city and now.astimezone(ZoneInfo(name)).utcoffset() == ahead:
            found.setdefault(continent, name)
    return [found[continent] for continent in _CONTINENTS if continent in found][:OFFERED]


def zones_called(asked: str, now: datetime) -> list[str]:
    """A zone for each clock that is called so in summer or winter, as "EST" and "CEST" are: at most three, that of most zones
    first, each in the most populous city of the most populous country. None where no clock is called so."""
    table, named = gazetteer.table(), asked.strip().upper()
    if not _ABBREVIATION.fullmatch(named):
        return []
    by_clock: dict[tuple[timedelta | None, ...], list[tuple[int, int, str]]] = {}
    for code, there in _by_country().items():
        country = table.country_places.get(code)
        people = 0 if country is None else table.populations[country]
        for _, _, zone in there:
            if named in _clock_names(zone, now) and zone.partition("/")[0] in _CONTINENTS:
                by_clock.setdefault(_clock(zone, now), []).append((-people, -_people_of(zone), zone))
    ordered = sorted(by_clock.values(), key=lambda zones: (-len(zones), min(zones)))
    return [min(zones)[2] for zones in ordered][:OFFERED]


@cache
def _people_of(zone: str) -> int:
    """How many live in the city that a zone is named for; 0 where that is not known."""
    table = gazetteer.table()
    city = gazetteer.normal(zone.rpartition("/")[2].replace("_", " "))
    return max((table.populations[place] for place, flags in table.postings_of(city) if not flags), default=0)


@cache
def _by_country() -> dict[str, list[tuple[float, float, str]]]:
    """Latitude, longitude and name of each country's zones, the most populous first, as the tz database has them."""
    found: dict[str, list[tuple[float, float, str]]] = {}
    for line in (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        country, spot, name = line.split("\t")[:3]
        if (at := _SPOT.match(spot)) and name in available_timezones():
            lat, lon = (int(at[n]) + int(at[n][0] + at[n + 1]) / 60 for n in (1, 3))
            found.setdefault(country, []).append((lat, lon, name))
    return found


def zones_of_place(name: str, now: datetime) -> list[str]:
    """The zone of a place by its name in any language; several, the likeliest first, where its country has more and none is
    named for it; none where it is not known."""
    table = gazetteer.table()
    named = (p for p, flags in table.postings_of(gazetteer.normal(name)) if not flags & gazetteer.DEMONYM)
    asked = name.strip()
    place = table.exact.get(asked, table.exact.get(asked.upper(), next(named, None)))  # "usa"
    if place is None:
        return []
    there = _by_country().get(table.country(place), [])
    if table.kinds[place] == gazetteer.COUNTRY:
        capitals = {_named_for(capital) for capital in _capitals() if table.country(capital) == table.country(place)}
        there = sorted(there, key=lambda zone: zone[2] not in capitals)
    elif (own := _named_for(place)) in {zone for _, _, zone in there}:
        return [own]
    else:
        lat, lon = table.lat(place), table.lon(place)
        # those of a county, America/Indiana/Vincennes, are few people's
        there = sorted(there, key=lambda zone: (zone[2].count("/"), (zone[0] - lat) ** 2 + (zone[1] - lon) ** 2))
    by_clock: dict[tuple[timedelta | None, ...], str] = {}
    for _, _, zone in there:
        by_clock.setdefault(_clock(zone, now), zone)
    return list(by_clock.values())[:OFFERED]


def _named_for(place: int) -> str:
    return zones().get(gazetteer.table().name(place).casefold().replace(" ", "_"), "")


@cache
def _capitals() -> tuple[int, ...]:
    return tuple(place for place, kind in enumerate(gazetteer.table().kinds) if kind == gazetteer.CAPITAL)


def _clock_names(zone: str, now: datetime) -> tuple[str, ...]:
    """What its clock is called, in summer and in winter."""
    names = ((now + timedelta(days=days)).astimezone(ZoneInfo(zone)).tzname() for days in _SEASONS)
    return tuple(name for name in names if name)


def _clock(zone: str, now: datetime) -> tuple[timedelta | None, ...]:
    """How far its clock is from UTC, in summer and in winter."""
    return tuple((now + timedelta(days=days)).astimezone(ZoneInfo(zone)).utcoffset() for days in _SEASONS)
