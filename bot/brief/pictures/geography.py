"""Where things are on a map: outlines of countries, two projections, and the frame that holds what is to be seen."""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple

from msgspec import Struct

from bot.model import Circle

EARTH = 6371.0  # km, the mean radius
UNITS = 100  # of the outlines: hundredths of a degree (scripts/build_outlines.py)
TOWN_UNITS = 10_000
HALF = 55.0  # degrees from the middle that still fit one side of the globe; farther apart, the whole world is shown
WORLD_SOUTH, WORLD_NORTH = -57.0, 78.0  # Antarctica and the ice north of all towns are left out
WORLD_MIDDLE = 5.66  # half-way between the two on the map, which is not half-way in degrees
MARGIN = 0.09  # of the frame's sides that stays free around what it must hold
CORNERS = 400  # of an outline that are enough to frame it by
RIM = 72  # points that a circle is drawn by
# Parts of a country that are farther from its mainland than this share of the mainland's size are left out: Guiana.
DETACHED = 0.25

Point = tuple[float, float]  # latitude and longitude in degrees, or x and y in pixels


class Country(NamedTuple):
    code: str  # ISO 3166 alpha-2; empty where nobody's
    geonameid: int
    name: str
    rings: tuple[
        tuple[Point, ...], ...
    ]  # the outer ring of each of its parts, (latitude, longitude), the largest first


class Outlines(NamedTuple):
    countries: tuple[Country, ...]  # the largest first, so that an enclave is drawn over what surrounds it
    borders: tuple[tuple[Point, ...], ...]
    coasts: tuple[tuple[Point, ...], ...]


class Town(NamedTuple):
    name: str
    lat: float
    lon: float
    capital: bool


def _read(name: str) -> Any:
    return json.loads(zlib.decompress((files("bot.brief.pictures") / "data" / name).read_bytes()))


def _arc(flat: list[int]) -> list[Point]:
    x, y = flat[0], flat[1]
    arc = [(y / UNITS, x / UNITS)]
    for n in range(2, len(flat), 2):
        x, y = x + flat[n], y + flat[n + 1]
        arc.append((y / UNITS, x / UNITS))
    return arc


def _rings(parts: list[list[int]], arc: Callable[[int], list[Point]]) -> tuple[tuple[Point, ...], ...]:
    """A country's rings of arcs by number (~n: backwards), the largest first."""
    rings = []
    for part in parts:
        ring: list[Point] = []
        for number in part:
            points = arc(number) if number >= 0 else arc(~number)[::-1]
            ring += points[1:] if ring else points
        rings.append(tuple(ring))
    return tuple(sorted(rings, key=lambda ring: -_size(ring)))


@cache
def outlines(fine: bool) -> Outlines:
    """The shipped outlines: `fine` for a part of the world (Natural Earth 1:50m), else for all of it (1:110m)."""
    data = _read("fine.bin" if fine else "coarse.bin")
    arcs = [_arc(flat) for flat in data["arcs"]]
    countries = [
        Country(code, geonameid, name, _rings(parts, arcs.__getitem__))
        for code, geonameid, name, parts in data["countries"]
    ]
    countries.sort(key=lambda country: -_size(country.rings[0]))
    lines = [tuple(arc) for arc in arcs]
    return Outlines(
        tuple(countries),
        tuple(line for line, shared in zip(lines, data["shared"], strict=True) if shared),
        tuple(line for line, shared in zip(lines, data["shared"], strict=True) if not shared),
    )


def _size(ring: Sequence[Point]) -> float:
    """The ring's area in square radians, about (Chamberlain and Duquette, Some Algorithms for Polygons on a Sphere, 2007);
    it may go over the 180th meridian and round a pole."""
    total = 0.0
    for (lat, lon), (next_lat, next_lon) in pairwise(ring):
        turn = math.radians((next_lon - lon + 180) % 360 - 180)
        total += turn * (2 + math.sin(math.radians(lat)) + math.sin(math.radians(next_lat))) / 2
    return abs(total)


@cache
def countries() -> dict[int, str]:
    """Codes of the countries by their geonameid: a place with such an id is a whole country."""
    return {geonameid: code for code, geonameid, _, _ in _read("fine.bin")["countries"] if geonameid}


@cache
def towns() -> tuple[Town, ...]:
    """Towns for orientation (capitals, and 100,000 people or more), the largest first."""
    return tuple(
        Town(name, lat / TOWN_UNITS, lon / TOWN_UNITS, bool(capital)) for name, lat, lon, capital in _read("towns.bin")
    )


@cache
def mainland(code: str) -> tuple[Point, ...]:
    """Corners of a country without what lies far off, some hundreds; empty for a code that there is not."""
    data = _read("fine.bin")  # read anew: who only plans need not hold the outlines of all countries
    found = next((parts for known, _, _, parts in data["countries"] if known == code), None)
    if found is None:
        return ()
    rings = _rings(found, lambda number: _arc(data["arcs"][number]))
    main = rings[0][:: max(1, len(rings[0]) // CORNERS)]
    kept = [*main]
    middle = centre(main)
    reach = max(distance(middle, point) for point in main)
    for ring in rings[1:]:
        few = ring[:: max(1, len(ring) // 8)]
        if min(distance(middle, point) for point in few) < (1 + DETACHED) * reach:
            kept += few
    return tuple(kept)


def centre(points: Iterable[Point]) -> Point:
    """The middle of points on the globe; (0, 0) where they balance out."""
    x = y = z = 0.0
    for lat, lon in points:
        phi, lam = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(phi) * math.cos(lam), y + math.cos(phi) * math.sin(lam), z + math.sin(phi)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def distance(one: Point, other: Point) -> float:
    """Kilometres on the great circle (haversine)."""
    a, b = math.radians(one[0]), math.radians(other[0])
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other[1] - one[1]) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(min(1.0, h)))


def rim(circle: Circle) -> list[Point]:
    """Points on the circle, evenly apart, the last of them the first."""
    phi, lam, angle = math.radians(circle.lat), math.radians(circle.lon), circle.km / EARTH
    found = []
    for n in range(RIM + 1):
        bearing = 2 * math.pi * n / RIM
        sine = math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(bearing)
        turn = math.atan2(math.sin(bearing) * math.sin(angle) * math.cos(phi), math.cos(angle) - math.sin(phi) * sine)
        found.append((math.degrees(math.asin(max(-1.0, min(1.0, sine)))), (math.degrees(lam + turn) + 180) % 360 - 180))
    return found


def equal_earth(lat: float, lon: float) -> Point:
    """Kilometres east and north of (0, 0) on a map of the world: Equal Earth (Šavrič, Patterson, Jenny 2018)."""
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(lat)))
    t2 = t * t
    t6 = t2 * t2 * t2
    slope = 1.340264 - 3 * 0.081106 * t2 + t6 * (7 * 0.000893 + 9 * 0.003796 * t2)
    x = 2 * math.sqrt(3) * math.radians(lon) * math.cos(t) / (3 * slope)
    y = t * (1.340264 - 0.081106 * t2 + t6 * (0.000893 + 0.003796 * t2))
    return EARTH * x, EARTH * y


class Frame(Struct, frozen=True, kw_only=True):
    """What part of the globe a picture shows: its middle, how many pixels a kilometre has there, its size in pixels."""

    lat: float
    lon: float
    scale: float
    width: int
    height: int
    world: bool = False

    @property
    def reach(self) -> float:
        """Kilometres from the middle to a corner."""
        return math.hypot(self.width, self.height) / 2 / self.scale

    def point(self, lat: float, lon: float) -> Point | None:
        """Pixels from the left and from the top; None for what lies on the other side of the globe."""
        if self.world:
            x, y = equal_earth(lat, lon)
            y -= equal_earth(self.lat, 0)[1]
        else:
            # Lambert's azimuthal equal-area projection: Snyder, Map Projections (1987), eqs. 24-2 to 24-4
            phi, lam, phi0 = math.radians(lat), math.radians(lon - self.lon), math.radians(self.lat)
            sine, cosine, turned = math.sin(phi), math.cos(phi), math.cos(lam)
            near = 1 + math.sin(phi0) * sine + math.cos(phi0) * cosine * turned
            if near < 0.1:  # farther than 154 degrees
                return None
            k = EARTH * math.sqrt(2 / near)
            x, y = k * cosine * math.sin(lam), k * (math.cos(phi0) * sine - math.sin(phi0) * cosine * turned)
        return self.width / 2 + x * self.scale, self.height / 2 - y * self.scale

    def holds(self, lat: float, lon: float, margin: float = 0.0) -> bool:
        """Whether a place is within the frame, `margin` pixels from its edges at least."""
        at = self.point(lat, lon)
        return (
            at is not None
            and margin <= at[0] <= self.width - margin
            and margin <= at[1] <= self.height - margin
            and (self.world or distance((self.lat, self.lon), (lat, lon)) <= 1.2 * self.reach)
        )

    def of(self, width: int, height: int, scale: float) -> Frame:
        """The same part of the globe in other pixels."""
        return Frame(lat=self.lat, lon=self.lon, scale=scale, width=width, height=height, world=self.world)


def world(width: int, height: int, edge: float = 0.0) -> Frame:
    """The inhabited world, as large as it fits with `edge` pixels left free on all sides."""
    south, north = equal_earth(WORLD_SOUTH, 0)[1], equal_earth(WORLD_NORTH, 0)[1]
    scale = min((width - 2 * edge) / (2 * equal_earth(0, 180)[0]), (height - 2 * edge) / (north - south))
    return Frame(lat=WORLD_MIDDLE, lon=0.0, scale=scale, width=width, height=height, world=True)


def fit(points: Sequence[Point], width: int, height: int, least: float) -> Frame | None:
    """The frame that holds all points and is at least `least` kilometres wide; None where they do not fit on one side of the
    globe."""
    middle = centre(points)
    # the mean is not the middle where most lie at one end: Bădoiu and Clarkson's steps to the farthest
    for n in range(2, 30):
        far = max(points, key=lambda point: distance(middle, point))
        if distance(middle, far) <= math.radians(HALF) * EARTH:
            break
        middle = centre([middle] * n + [far])
    if any(distance(middle, point) > math.radians(HALF) * EARTH for point in points):
        return None
    frame = Frame(lat=middle[0], lon=middle[1], scale=1.0, width=0, height=0)
    for _ in range(3):  # the middle of what is seen is not quite the middle on the globe
        seen = [at for point in points if (at := frame.point(*point)) is not None]
        left, right = min(x for x, _ in seen), max(x for x, _ in seen)
        top, bottom = min(y for _, y in seen), max(y for _, y in seen)
        lat, lon = _back(frame, (left + right) / 2, -(top + bottom) / 2)
        frame = Frame(lat=lat, lon=lon, scale=1.0, width=0, height=0)
    # about the middle that was found: near a pole it is still off, and all must be seen all the same
    seen = [at for point in points if (at := frame.point(*point)) is not None]
    free = 1 - 2 * MARGIN
    scale = min(
        free * width / max(2 * max(abs(x) for x, _ in seen), 1.0),
        free * height / max(2 * max(abs(y) for _, y in seen), 1.0),
        width / least,
        height / (least / 2),
    )
    return frame.of(width, height, scale)


def _back(frame: Frame, x: float, y: float) -> Point:
    """The place that is x kilometres right of and y above the middle (Snyder 1987, eqs. 20-14, 20-15, 24-16)."""
    rho = math.hypot(x, y)
    if rho < 1e-6:
        return frame.lat, frame.lon
    c = 2 * math.asin(min(1.0, rho / (2 * EARTH)))
    phi0 = math.radians(frame.lat)
    sine = math.cos(c) * math.sin(phi0) + y * math.sin(c) * math.cos(phi0) / rho
    phi = math.asin(max(-1.0, min(1.0, sine)))
    lam = math.atan2(x * math.sin(c), rho * math.cos(phi0) * math.cos(c) - y * math.sin(phi0) * math.sin(c))
    return math.degrees(phi), (frame.lon + math.degrees(lam) + 180) % 360 - 180
