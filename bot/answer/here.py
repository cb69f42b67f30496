"""A place that somebody sends as a point on the map: which town is there, and what is new around it."""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from bot.answer.base import Context, reply
from bot.brief.buttons import carried
from bot.model import LONGEST_DATA, Button, Command, Reply
from bot.understand import gazetteer, places
from bot.words import isolated, say, thousands

LEAST = 15_000  # people of a town that is named
AROUND = 25.0  # km: so far, at least, the news reaches around the point
BESIDE = (
    100.0  # km: of towns so near the one that weighs most is what people call the place; farther out it is the nearest
)
SUBURB = 5.0  # km that a town's weight is spread over: within them its size counts, beyond, its distance
STEP = 50  # km: circles are of that, of twice that ...
WIDER = 4  # and so many times as wide for who wants more
WIDEST = 1_000  # km, of a topic's circle (bot/understand/topics)
TRIED = 50  # towns: others may share their name with a larger one, which is what it means in a topic
SAME = 10.0  # km between a town and what its name means in a topic: Gaza is its governorate, too
DEGREE = 111.0  # km
_NAME = re.compile(r"[^\W\d_]+(?:[ '’.-]+[^\W\d_]+)*")  # not "Diamond Head / Kapahulu"


class Town(Struct, frozen=True):
    name: str
    km: float  # from the point


async def here(context: Context, command: Command) -> Reply:
    """What a location is answered with: the town, and buttons to the news around it. `args` is latitude and longitude."""
    lat, lon = map(float, command.args.split())
    town = town_at(lat, lon)
    if town is None:
        return reply(say("here_nowhere"))
    near, wider = circle(town, 1), circle(town, WIDER)
    rows = (
        (Button(shown(town, 1), f"latest:{near}"), Button(shown(town, WIDER), f"latest:{wider}")),
        (Button(say("follow", topic=shown(town, 1)), f"follow:{carried(near)}"),),
    )
    kept = (tuple(button for button in row if len(button.data.encode()) <= LONGEST_DATA) for row in rows)
    text = say("here", town=isolated(town.name), km=thousands(f"{max(1, round(town.km)):,}"), topic=near)
    return reply(text, *filter(None, kept))


def town_at(lat: float, lon: float) -> Town | None:
    """The town by which a point is known, and that a topic can name: Berlin, not the borough of it that is nearest, but Oakland
    in Oakland. None where no circle around it that a topic can have holds the point."""
    table = gazetteer.table()

    def far(town: int) -> float:
        return places.kilometres(lat, lon, table.lat(town), table.lon(town))

    beside = ((far(town), town) for town in _towns() if abs(table.lat(town) - lat) * DEGREE <= BESIDE)
    weighed = [(table.populations[town] / (km + SUBURB) ** 3, town) for km, town in beside if km <= BESIDE]
    found = _named(lat, lon, [town for _, town in heapq.nlargest(TRIED, weighed)])
    found = found or _named(lat, lon, heapq.nsmallest(TRIED, _towns(), key=far))
    return found if found and radius(found.km) <= WIDEST else None


def radius(km: float) -> int:
    """Of a circle around a town that holds what is around a point so far from it."""
    return STEP * math.ceil((km + AROUND) / STEP)


def wide(town: Town, times: int) -> int:
    """The circle's radius, so many times as wide as it has to be; no wider than a topic's may be."""
    return min(times * radius(town.km), WIDEST)


def circle(town: Town, times: int) -> str:
    """The topic of such a circle."""
    name = town.name.casefold()
    quoted = name if name.isalpha() else f'"{name}"'
    return f"near:{quoted} {wide(town, times)}km"


def shown(town: Town, times: int) -> str:
    """ "50 km around Kabul"."""
    return say("around", km=thousands(f"{wide(town, times):,}"), town=isolated(town.name))


@cache
def _towns() -> tuple[int, ...]:
    """Towns of LEAST people, and all capitals, by their numbers in the gazetteer."""
    table = gazetteer.table()
    return tuple(
        place
        for place, kind in enumerate(table.kinds)
        if kind == gazetteer.CAPITAL or (kind == gazetteer.CITY and table.populations[place] >= LEAST)
    )


def _named(lat: float, lon: float, towns: Iterable[int]) -> Town | None:
    """The first of the towns whose name means it and no other."""
    table = gazetteer.table()
    for town in towns:
        name, spot = table.name(town), (table.lat(town), table.lon(town))
        known = places.lookup(name.casefold()) if _NAME.fullmatch(name) else None
        meant = places.position(known.geonameid) if known else None
        if meant and places.kilometres(*spot, *meant) <= SAME:
            return Town(name, places.kilometres(lat, lon, *meant))
    return None
