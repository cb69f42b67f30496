"""The time zone that somebody means by a name: "Asia/Kabul", "kabul", "کابل", "Afghanistan"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from bot.understand import gazetteer

OFFERED = 3  # zones, where it cannot be told which is meant
_OFFSET = re.compile(r"(?:utc|gmt)?_?([+\-−])_?(\d{1,2})(?::?(\d{2}))?")
_CONTINENTS = ("Europe", "Asia", "Africa", "America", "Australia", "Pacific", "Atlantic")
_SPOT = re.compile(r"([+-]\d{2})(\d{2})(?:\d{2})?([+-]\d{3})(\d{2})(?:\d{2})?")  # ISO 6709, as zone.tab has it


@cache
def zones() -> dict[str, str]:
    """Time zones by what a user may write: the full name or its last part, casefolded."""
    full = {
        name.casefold(): name for name in available_timezones() - {"localtime", "Factory"}
    }  # of this machine, of none
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
    place = table.exact.get(name.strip(), next(named, None))
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


def _clock(zone: str, now: datetime) -> tuple[timedelta | None, ...]:
    """How far its clock is from UTC, in summer and in winter."""
    return tuple((now + timedelta(days=days)).astimezone(ZoneInfo(zone)).utcoffset() for days in (0, 182))
