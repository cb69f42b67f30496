"""Draws a MapPlan."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from PIL import Image, ImageDraw

from bot.brief.pictures import geography
from bot.brief.pictures.canvas import Canvas, fitted, width_of
from bot.brief.pictures.geography import Country, Frame, Point
from bot.brief.pictures.maps import APART, FOOT, HEAD, WIDTH, MapPlan
from bot.brief.pictures.marks import SMALL, SURENESS, ink, legend_spots, mark, said
from bot.brief.pictures.palette import Palette
from bot.brief.pictures.placing import Box, around, free, round_length

TITLE, NOTE, LABEL, COUNTRY, TOWN = 50, 34, 42, 30, 31  # pixels high: a third of that on a phone
RADIUS = 26.0  # of a sign
DOT = 5.0  # of a town
SIDE = 28.0
MOST_TOWNS = 8
BAR = 260.0  # pixels that the scale may be long
COARSE = 8  # pixels of the map to one of the raster that country names are placed by
INSIDE = 0.92  # of a name's box that must lie in its country
LARGEST_PICTURE_OF_TOWNS = 4_500.0  # km from side to side: on larger maps towns tell less than they take room


def draw(plan: MapPlan, colours: Palette) -> bytes:
    """The map as a PNG of 1,280 pixels' width."""
    frame = plan.frame
    canvas = Canvas(WIDTH, HEAD + frame.height + FOOT, colours.paper)
    area = Box(0, HEAD, WIDTH, HEAD + frame.height)
    canvas.rectangle(area, colours.water)
    shapes = list(_shapes(frame))
    for country, rings in shapes:
        for ring in rings:
            canvas.polygon(_lowered(ring), colours.own if country.code in plan.own else colours.land)
    known = geography.outlines(not frame.world)
    for lines, colour, width in ((known.coasts, colours.coast, 1.5), (known.borders, colours.border, 2.0)):
        for line in _lines(lines, frame):
            canvas.line(_lowered(line), colour, width)
    for line in _lines([geography.rim(circle) for circle in plan.circles], frame):
        canvas.line(_lowered(line), colours.town, 3.0)
    canvas.rectangle(Box(0, 0, WIDTH, HEAD), colours.paper)
    canvas.rectangle(Box(0, area.bottom, WIDTH, canvas.height), colours.paper)

    spots = [(_at(frame, spot.lat, spot.lon), spot, SURENESS[spot.status]) for spot in plan.spots]
    taken = [Box(x - RADIUS - 3, y - RADIUS - 3, x + RADIUS + 3, y + RADIUS + 3) for (x, y), _, _ in spots]
    bounds = Box(area.left + 8, area.top + 6, area.right - 8, area.bottom - 6)
    bar = _scale_bar(frame, area)
    if bar:
        taken.append(Box(bar.left - 8, bar.top - TOWN - 14, bar.right + 8, bar.bottom + 8))
    labels = []
    for (x, y), spot, _ in spots:
        name = fitted(spot.names[0], LABEL, WIDTH / 3, bold=True)
        size = width_of(name, LABEL, True) + 4, LABEL * 1.1
        near = chain.from_iterable(around(x, y, far * RADIUS, *size) for far in (1, 1.4, 2))
        box = free(near, taken, bounds)
        if box:  # where there is no room the number in the sign, and the words below, must do
            labels.append((box, name))
            taken.append(box)
    names = list(_country_names(plan, shapes, taken, bounds))
    taken += [box for box, _ in names]
    towns = list(_towns(plan, taken, bounds))

    for (x, y), _, _ in towns:
        canvas.disc(x, y, DOT + 2, colours.halo)
        canvas.disc(x, y, DOT, colours.town)
    for (x, y), _, sureness in reversed(spots):
        mark(canvas, x, y, RADIUS, sureness, colours)
    legend = legend_spots({sureness for _, _, sureness in spots}, SIDE, canvas.height - FOOT / 2)
    for x, y, sureness in legend:
        mark(canvas, x, y, 14, sureness, colours)
    if bar:
        canvas.rectangle(Box(bar.left - 3, bar.top - 3, bar.right + 3, bar.bottom + 3), colours.halo)
        canvas.rectangle(bar, colours.ink)

    for box, name in names:
        middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        canvas.text(*middle, name, COUNTRY, colours.country, anchor="mm")
    for _, box, name in towns:
        canvas.text(box.left + 2, (box.top + box.bottom) / 2, name, TOWN, colours.town, halo=colours.land)
    for box, name in labels:
        middle_y = (box.top + box.bottom) / 2
        canvas.text(box.left + 2, middle_y, name, LABEL, colours.ink, bold=True, halo=colours.halo)
    for n, ((x, y), _, sureness) in reversed(list(enumerate(spots, 1))):
        canvas.text(x, y, str(n), 34 if n < 10 else 28, ink(sureness, colours), bold=True, anchor="mm")
    if bar:
        words = f"{_kilometres(bar, frame):,.0f} km"
        canvas.text(bar.left, bar.top - 20, words, TOWN, colours.ink, halo=colours.halo)
    for x, y, sureness in legend:
        canvas.text(x + 28, y, said(sureness), SMALL, colours.faint)
    note = width_of(plan.note, NOTE)
    canvas.text(WIDTH - SIDE, HEAD / 2, plan.note, NOTE, colours.faint, anchor="rm")
    title = fitted(plan.title, TITLE, WIDTH - 3 * SIDE - note, bold=True)
    canvas.text(SIDE, HEAD / 2, title, TITLE, colours.ink, bold=True)
    return canvas.png(plan.alt)


def _at(frame: Frame, lat: float, lon: float) -> Point:
    """Pixels of the whole picture."""
    at = frame.point(lat, lon)
    assert at is not None, "the plan holds only what is on the map"
    return at[0], at[1] + HEAD


def _lowered(points: Sequence[Point]) -> list[Point]:
    return [(x, y + HEAD) for x, y in points]


def _shapes(frame: Frame) -> Iterator[tuple[Country, list[list[Point]]]]:
    """The countries that come into the frame, with their parts in its pixels."""
    for country in geography.outlines(not frame.world).countries:
        rings = [part for ring in country.rings for part in _parts(ring, frame)]
        if rings:
            yield country, rings


def _parts(ring: Sequence[Point], frame: Frame) -> Iterator[list[Point]]:
    """What is seen of a ring: on a map of the world one that goes over the 180th meridian is seen at both edges."""
    if not frame.world or all(abs(b[1] - a[1]) <= 180 for a, b in pairwise(ring)):
        pieces: list[Sequence[Point]] = [ring]
    else:
        lon = ring[0][1]
        unrolled = []
        for lat, next_lon in ring:
            lon += (next_lon - lon + 180) % 360 - 180
            unrolled.append((lat, lon))
        pieces = [
            _cut([(lat, lon + shift) for lat, lon in unrolled])
            for shift in (-360, 0, 360)
            if any(-180 < lon + shift < 180 for _, lon in unrolled)
        ]
    for piece in pieces:
        if projected := _projected(piece, frame):
            yield projected


def _cut(ring: Sequence[Point]) -> list[Point]:
    """The ring with what is beyond the 180th meridian laid on it, straight from where it leaves to where it comes back."""
    kept: list[Point] = []
    for n, (lat, lon) in enumerate(ring):
        beyond = abs(lon) > 180
        if beyond and abs(ring[n - 1][1]) > 180 and abs(ring[(n + 1) % len(ring)][1]) > 180:
            continue
        kept.append((lat, max(-180.0, min(180.0, lon))))
    return kept


def _projected(line: Sequence[Point], frame: Frame) -> list[Point]:
    """The line in the frame's pixels; empty where it does not come into it."""
    if not frame.world and not _near(line, frame):
        return []
    points = [at for lat, lon in line if (at := frame.point(lat, lon)) is not None]
    if len(points) < len(line):
        return []  # it goes round the other side
    if max(x for x, _ in points) < 0 or min(x for x, _ in points) > frame.width:
        return []
    if max(y for _, y in points) < 0 or min(y for _, y in points) > frame.height:
        return []
    return points


def _near(line: Sequence[Point], frame: Frame) -> bool:
    """False where the line is surely outside of the frame, found by a few of its points."""
    first = line[0]
    size = max(geography.distance(first, point) for point in line[:: max(1, len(line) // 16)])
    return geography.distance(first, (frame.lat, frame.lon)) <= 2 * size + 200 + frame.reach


def _lines(lines: Sequence[Sequence[Point]], frame: Frame) -> Iterator[list[Point]]:
    """The lines that come into the frame; on a map of the world those over the 180th meridian are cut there."""
    for line in lines:
        start = 0
        for n in range(1, len(line) + 1):
            if n == len(line) or (frame.world and abs(line[n][1] - line[n - 1][1]) > 180):
                if n - start > 1 and (found := _projected(line[start:n], frame)):
                    yield found
                start = n


def _scale_bar(frame: Frame, area: Box) -> Box | None:
    """A bar of a round length; none on a map of the world, where each place has a scale of its own."""
    if frame.world:
        return None
    length = round_length(BAR / frame.scale) * frame.scale
    return Box(SIDE, area.bottom - 30, SIDE + length, area.bottom - 22)


def _kilometres(bar: Box, frame: Frame) -> float:
    return (bar.right - bar.left) / frame.scale


def _country_names(
    plan: MapPlan, shapes: Sequence[tuple[Country, list[list[Point]]]], taken: Sequence[Box], bounds: Box
) -> Iterator[tuple[Box, str]]:
    """A name for each country that has room for it in what is seen of it, near the middle of that."""
    frame, own = plan.frame, plan.own
    raster = Image.new("L", (frame.width // COARSE, frame.height // COARSE))
    pen = ImageDraw.Draw(raster)
    shown = shapes[:255]  # as many as the raster tells apart
    for number, (_, rings) in enumerate(shown, 1):
        for ring in rings:
            if len(ring) >= 3:
                pen.polygon([(x / COARSE, y / COARSE) for x, y in ring], fill=number)
    used = list(taken)
    places: dict[int, list[tuple[int, int]]] = {}
    for n, number in enumerate(raster.tobytes()):
        if number:
            places.setdefault(number, []).append((n % raster.width, n // raster.width))
    for number, cells in sorted(places.items(), key=lambda item: (-len(item[1]), item[0])):
        country = shown[number - 1][0]
        if country.code in own:  # the title says it
            continue
        name = country.name.upper()
        width, height = width_of(name, COUNTRY), COUNTRY * 1.1
        if len(cells) * COARSE * COARSE < 1.3 * width * height:
            continue
        mx, my = sum(x for x, _ in cells) / len(cells), sum(y for _, y in cells) / len(cells)
        for x, y in sorted(cells, key=lambda cell: (math.dist(cell, (mx, my)), cell))[::3]:
            left, top = x * COARSE - width / 2, y * COARSE - height / 2
            box = Box(left, top + HEAD, left + width, top + height + HEAD)
            if not box.within(bounds) or any(box.meets(other) for other in used):
                continue
            part = raster.crop(
                (
                    int(left // COARSE),
                    int(top // COARSE),
                    int((left + width) // COARSE) + 1,
                    int((top + height) // COARSE) + 1,
                )
            )
            if part.histogram()[number] >= INSIDE * part.width * part.height:
                used.append(box)
                yield box, name
                break


def _towns(plan: MapPlan, taken: Sequence[Box], bounds: Box) -> Iterator[tuple[Point, Box, str]]:
    """Towns for orientation where there is room: capitals first, then the largest, none close to a spot or to another."""
    frame = plan.frame
    if frame.world or frame.width / frame.scale > LARGEST_PICTURE_OF_TOWNS:
        return
    used = list(taken)
    points = [_at(frame, spot.lat, spot.lon) for spot in plan.spots]
    found = 0
    for town in sorted(geography.towns(), key=lambda town: not town.capital):
        if not frame.holds(town.lat, town.lon, 10):
            continue
        x, y = _at(frame, town.lat, town.lon)
        dot = Box(x - DOT - 3, y - DOT - 3, x + DOT + 3, y + DOT + 3)
        if any(math.dist((x, y), point) < 2 * APART for point in points) or any(dot.meets(box) for box in used):
            continue
        size = width_of(town.name, TOWN) + 4, TOWN * 1.1
        box = free(around(x, y, DOT, *size), used, bounds)
        if box is None:
            continue
        points.append((x, y))
        used += [dot, box]
        found += 1
        yield (x, y), box, town.name
        if found == MOST_TOWNS:
            return
