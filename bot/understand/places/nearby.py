"""How far places are from each other, and the cells of a grid by which what lies near is found."""

from __future__ import annotations

from functools import lru_cache
from math import asin, cos, degrees, floor, inf, radians, sin, sqrt

from bot.understand import gazetteer
from bot.understand.gazetteer import ADMIN, CAPITAL, CITY, CONTINENT, COUNTRY, DEMONYM, POI, REGION
from bot.understand.places.cases import senses_of

EARTH = 6371.0088  # km, the mean radius (IUGG)
# Degrees of a cell's side: a circle of 50 km touches four cells at most outside the polar circles, one of 1,000 km some hundred.
CELL = 2
COLUMNS, ROWS = 360 // CELL, 180 // CELL
# A town with a quarter of a division's people is what its name means on the map: New York, whose boroughs the table counts twice.
PART = 4
# Of a division's towns so many must lie within a distance for it to count as that large: outliers are islands and border posts.
MOST = 0.9


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The great-circle distance of two points in degrees (the haversine formula)."""
    a, b = radians(lat), radians(other_lat)
    h = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(h)))


@lru_cache(maxsize=20_000)
def position(geonameid: int) -> tuple[float, float] | None:
    """Latitude and longitude of a place in degrees, of its namesake town where it is the division around it (Kandahar); None
    for what is no spot on the map: a country, a region, a continent."""
    place, table = _spot(geonameid), gazetteer.table()
    return None if place is None else (table.lat(place), table.lon(place))


@lru_cache(maxsize=4096)
def extent(geonameid: int) -> float:
    """How many km from its position most of a place lies: 0 for a town; for a division the distance that holds nine tenths of
    its towns; infinite for what has no position."""
    place, table = _spot(geonameid), gazetteer.table()
    if place is None:
        return inf
    if table.kinds[place] != ADMIN:
        return 0.0
    lat, lon = table.lat(place), table.lon(place)
    far = sorted(
        kilometres(lat, lon, table.lat(town), table.lon(town)) for town, of in enumerate(table.admins) if of == place
    )
    return far[min(len(far) - 1, int(MOST * len(far)))] if far else 0.0


def _spot(geonameid: int) -> int | None:
    """The number of the place, or of the town that most people of the division live in and mean by its name ("New York")."""
    table = gazetteer.table()
    place = table.number(geonameid)
    if place is None or table.kinds[place] in (COUNTRY, REGION, CONTINENT):
        return None
    if table.kinds[place] != ADMIN:
        return place
    return next(
        (
            town
            for town, flags in senses_of(gazetteer.normal(table.name(place)))
            if not flags & DEMONYM
            and table.kinds[town] in (CITY, CAPITAL, POI)
            and table.admins[town] == place
            and table.populations[town] * PART >= table.populations[place]
        ),
        place,
    )


def cell(lat: float, lon: float) -> tuple[int, int]:
    """Row and column of the grid's cell that holds the point."""
    return min(ROWS - 1, max(0, floor((lat + 90) / CELL))), floor((lon + 180) / CELL) % COLUMNS


def cells(lat: float, lon: float, km: float) -> frozenset[tuple[int, int]]:
    """The cells that hold every point within that distance, and a few more."""
    angle = km / EARTH
    south, north = lat - degrees(angle), lat + degrees(angle)
    rows = range(cell(south, 0)[0], cell(north, 0)[0] + 1)
    if south <= -90 or north >= 90:  # a pole lies within: every meridian does
        columns = range(COLUMNS)
    else:
        reach = degrees(asin(min(1.0, sin(angle) / cos(radians(lat)))))
        columns = range(floor((lon - reach + 180) / CELL), floor((lon + reach + 180) / CELL) + 1)
    return frozenset((row, column % COLUMNS) for row in rows for column in columns)
