"""A map of the places that stories are about: what it shows is decided here, without drawing; see cartography.py."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.brief.pictures import geography
from bot.brief.pictures.geography import Frame, Point
from bot.model import Circle, Status
from bot.words import count, say

WIDTH, TALL = 1280, 960  # pixels: Telegram shows photos up to 1,280 wide
HEAD, FOOT = 96, 76  # above and below the map
WORLD_TALL = HEAD + FOOT + 588  # the world is a wide strip
LEAST = 500.0  # km from side to side: with less, outlines of 1:50m and towns no longer tell where one is
NEAR = 450.0  # km from the topic's own place: what is farther is beyond the map of a town
APART = 50.0  # pixels: signs that are nearer to each other become one
NAMESAKE = 150.0  # km: of one name so near to each other, one is the town and one the province about it
MOST_SPOTS = 16  # numbers that a reader can still tell apart
MAIN_SHARE = 0.6  # of the weight: where so much lies in one country, that is what the map shows
EDGE = 34.0  # pixels: a sign at the edge must be whole


class Spot(Struct, frozen=True, kw_only=True):
    """A place with stories. `names` are those of what was put together there, `stories` numbers those of its stories; `beside`
    are the places that were put together with it, as they were."""

    id: int  # geonameid
    names: tuple[str, ...]
    country: str
    lat: float
    lon: float
    weight: float
    status: Status
    stories: frozenset[str]
    beside: tuple[Spot, ...] = ()

    @property
    def at(self) -> Point:
        return self.lat, self.lon


class MapPlan(Struct, frozen=True, kw_only=True):
    """What is to be drawn. The spots are numbered in their order, from 1; `frame` is of the part between head and foot."""

    title: str
    note: str  # in small beside the title
    frame: Frame
    own: frozenset[str]  # codes of the topic's own countries
    circles: tuple[Circle, ...] = ()  # that the topic asks for
    spots: tuple[Spot, ...]
    left: int  # places that would be on this map, but there are too many to number
    beyond: tuple[Spot, ...]  # not on this map
    alt: str


def plan(
    spots: Sequence[Spot],
    *,
    title: str,
    note: str,
    places: Collection[int] = (),
    countries: Collection[str] = (),
    circles: Sequence[Circle] = (),
) -> MapPlan | None:
    """The map of these spots, the weightiest first; None where there is none to show.

    What it frames is the topic's own area: its `circles`, or else its `countries` (codes), or else its `places` (geonameids) and
    what is near, or else the country that most of it happens in, or else everything."""
    spots = [spot for spot in spots if math.isfinite(spot.lat) and math.isfinite(spot.lon) and abs(spot.lat) <= 90]
    if not spots:
        return None
    frame, own = _frame(spots, places, countries, circles)
    seen = [spot for spot in spots if frame.holds(*spot.at, margin=EDGE)]
    if not seen:  # the topic is one place, the news is at others
        frame, own = _everything([spot.at for spot in spots]), frozenset()
        seen = [spot for spot in spots if frame.holds(*spot.at, margin=EDGE)]
    if not seen:  # at both poles
        return None
    shown = _together(seen, frame)
    shown, left = shown[:MOST_SPOTS], len(shown[MOST_SPOTS:])
    here = {spot.id for spot in seen}
    beyond = tuple(spot for spot in spots if spot.id not in here)
    names = ", ".join(spot.names[0] for spot in shown[:5])
    alt = say(
        "map_alt_more" if len(shown) > 5 else "map_alt", title=title, counted=count(len(shown), "place"), names=names
    )
    return MapPlan(
        title=title,
        note=note,
        frame=frame,
        own=own,
        circles=tuple(circles),
        spots=tuple(shown),
        left=left,
        beyond=beyond,
        alt=alt,
    )


def _frame(
    spots: Sequence[Spot], places: Collection[int], countries: Collection[str], circles: Sequence[Circle]
) -> tuple[Frame, frozenset[str]]:
    if circles:
        return _everything([point for circle in circles for point in geography.rim(circle)]), frozenset()
    corners = [corner for code in sorted(countries) for corner in geography.mainland(code)]
    if corners:
        corners += [spot.at for spot in spots if spot.country in countries]  # far islands too, where news is from there
        return _everything(corners), frozenset(countries)
    own = [spot for spot in spots if spot.id in places]
    if own:
        near = [s.at for s in spots if any(geography.distance(s.at, o.at) <= NEAR for o in own)]
        return _everything(near), frozenset()
    weights: dict[str, float] = {}
    for spot in spots:
        weights[spot.country] = weights.get(spot.country, 0.0) + spot.weight
    main = max(weights, key=lambda code: (weights[code], code))
    if weights[main] >= MAIN_SHARE * sum(weights.values()):
        return _everything([spot.at for spot in spots if spot.country == main]), frozenset()
    return _everything([spot.at for spot in spots]), frozenset()


def _everything(points: Sequence[Point]) -> Frame:
    frame = geography.fit(points, WIDTH, TALL - HEAD - FOOT, LEAST)
    return frame or geography.world(WIDTH, WORLD_TALL - HEAD - FOOT, EDGE)


def _together(spots: Sequence[Spot], frame: Frame) -> list[Spot]:
    """The spots, those that would lie on a weightier one, or are its namesake's town or province, put together with it."""
    kept: list[tuple[Point, Spot]] = []
    for spot in spots:
        at = frame.point(*spot.at)
        if at is None:
            continue
        for n, (other, first) in enumerate(kept):
            same = (first.names[0], first.country) == (spot.names[0], spot.country)
            if math.dist(at, other) < APART or (same and geography.distance(first.at, spot.at) <= NAMESAKE):
                kept[n] = (
                    other,
                    replace(
                        first,
                        names=tuple(dict.fromkeys(first.names + spot.names)),
                        weight=first.weight + spot.weight,
                        stories=first.stories | spot.stories,
                        beside=(*first.beside, spot),
                    ),
                )
                break
        else:
            kept.append((at, spot))
    return [spot for _, spot in kept]
