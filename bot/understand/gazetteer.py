"""The table of place names, as scripts/build_gazetteer.py writes it: which places bear a name, and what we know of each.

Names are not kept as text but as 64-bit hashes of their normalised form in a sorted array (a chance collision among half a
million names has odds of about 1 in 10^13 a lookup): the table is mapped, not read, and worker processes share its pages.
Data: GeoNames (CC BY 4.0), Unicode CLDR (Unicode licence) and our own lists.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from mmap import ACCESS_READ, mmap
from typing import Any, Literal

import xxhash

# Kinds of places, as the table numbers them.
CITY, CAPITAL, COUNTRY, ADMIN, COUNTY, POI, REGION, CONTINENT = range(8)
# Flags of a name of a place.
ALTERNATE, DEMONYM = 1, 2

# Combining marks belong to the word they stand in; Python's \w leaves most of them out.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0711\u0730-\u074a"
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a4d\u0a81-\u0acd\u0b01-\u0b4d\u0b82-\u0bcd"
    "\u0c00-\u0c4d\u0c81-\u0ccd\u0d00-\u0d4d\u0d82-\u0ddf\u0e31-\u0e4e\u0eb1-\u0ecd\u0f18-\u0f84\u102b-\u103e\u135d-\u135f"
    "\u17b4-\u17d3\u200c\u200d"
)
WORD = re.compile(rf"[^\W_][\w{_MARKS}]*")
_ARABIC = str.maketrans(
    {
        "ي": "ی", "ى": "ی", "ې": "ی", "ۍ": "ی", "ے": "ی", "ك": "ک", "ګ": "گ", "ة": "ه", "ۀ": "ه", "ە": "ه", "ھ": "ه",
        "ہ": "ه", "ڼ": "ن", "ړ": "ر", "ټ": "ت", "ډ": "د", "ٱ": "ا", "ـ": None, "\u200c": None, "\u200d": None,
    }
)  # fmt: skip
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "e"})
_DROPPED = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")


def word(token: str) -> str:
    """The token casefolded, without accents, with one form for each Arabic letter that fonts and keyboards confuse."""
    if token.isascii():
        return token.lower()
    folded = _DROPPED.sub("", unicodedata.normalize("NFKD", token)).translate(_ARABIC).casefold().translate(_LETTERS)
    return unicodedata.normalize("NFC", folded)


def normal(name: str) -> str:
    """The name's words, each normalised, with one space between them: "Port-au-Prince" -> "port au prince"."""
    return " ".join(filter(None, (word(match[0]) for match in WORD.finditer(name))))


def key(normal_name: str) -> int:
    return xxhash.xxh3_64_intdigest(normal_name.encode("utf-8", "surrogatepass"))


def unspaced(text: str) -> bool:
    """True where the text begins in a script that puts no spaces between words (Han, kana, Thai, Lao, Khmer, Burmese)."""
    c = text[0]
    return "\u3040" <= c <= "\u30ff" or "\u3400" <= c <= "\u9fff" or "\u0e00" <= c <= "\u0eff" or "\u1000" <= c <= "\u109f" or (
        "\u1780" <= c <= "\u17ff"
    )  # fmt: skip


Column = Sequence[int]


class Gazetteer:
    """The table, mapped from its file: what is not looked at is not in memory. Places are numbered from 0; columns are by that
    number."""

    def __init__(self, raw: memoryview) -> None:
        size = int.from_bytes(raw[:4], "little")
        head: dict[str, Any] = json.loads(bytes(raw[4 : 4 + size]))
        at = 4 + size

        def column(code: Literal["Q", "I", "i", "B"]) -> Column:
            nonlocal at
            length = head["sections"].pop(0)
            section = raw[at : at + length]
            at += length
            if sys.byteorder == "little":
                return section.cast(code)
            values = array(code)
            values.frombytes(section)
            values.byteswap()
            return values

        self.keys = column("Q")  # hashes of names, sorted
        self.heads = column("I")  # where each name's postings begin; one more at the end
        self.postings = column("I")  # place << 2 | flags, most populous first
        self.start_keys = column("Q")  # hashes of what longer names begin with, sorted
        self.start_lengths = column("B")  # words (or characters, in scripts without spaces) of the longest such name
        self.ids = column("i")
        self.by_id = column("I")  # places in the order of their ids
        self.lats = column("i")  # 1e-4 degrees
        self.lons = column("i")
        self.populations = column("I")
        self.countries = column("B")  # number into country_codes
        self.admins = column("i")  # place number of the first-order division, -1: none
        self.kinds = column("B")
        self.name_ends = column("I")
        self._names = raw[at:]
        self.country_codes: list[str] = head["countries"]
        self.exact: dict[str, int] = head["exact"]  # names that count only letter for letter: "US", "U.K.", "Pa."
        self.qualifiers: dict[str, int] = head["qualifiers"]  # ... and only behind a comma: "TX"
        self.parents: dict[int, list[int]] = {int(k): v for k, v in head["parents"].items()}  # of our own places
        self.country_places: dict[str, int] = head["country_places"]

    def postings_of(self, normal_name: str) -> list[tuple[int, int]]:
        """(place, flags) of each place with this name, or []."""
        h = key(normal_name)
        i = bisect_left(self.keys, h)
        if i == len(self.keys) or self.keys[i] != h:
            return []
        return [(p >> 2, p & 3) for p in self.postings[self.heads[i] : self.heads[i + 1]]]

    def longest(self, start: str) -> int:
        """How many words (or characters) the longest name has that begins with this word (or two characters); 0: none."""
        h = key(start)
        i = bisect_left(self.start_keys, h)
        return self.start_lengths[i] if i < len(self.start_keys) and self.start_keys[i] == h else 0

    def name(self, place: int) -> str:
        return str(self._names[self.name_ends[place - 1] if place else 0 : self.name_ends[place]], "utf-8")

    def number(self, ident: int) -> int | None:
        """The number of the place with this id, or None."""
        i = bisect_left(self.by_id, ident, key=self.ids.__getitem__)
        return self.by_id[i] if i < len(self.by_id) and self.ids[self.by_id[i]] == ident else None

    def country(self, place: int) -> str:
        """ISO 3166 alpha-2; empty where the place spans countries."""
        return self.country_codes[self.countries[place]]

    def lat(self, place: int) -> float:
        return self.lats[place] / 10_000

    def lon(self, place: int) -> float:
        return self.lons[place] / 10_000

    def ancestors(self, place: int) -> list[int]:
        """Place numbers of what contains it, its country last."""
        found = list(self.parents.get(place, ()))
        admin = self.admins[place]
        if admin >= 0 and admin != place and admin not in found:
            found.append(admin)
        country = self.country_places.get(self.country(place))
        if country is not None and country != place and country not in found:
            found.append(country)
        return found

    def important(self, place: int) -> bool:
        """A country, capital, first-order division, town of 100,000 people or a place of our own list."""
        return self.kinds[place] not in (CITY, COUNTY) or self.populations[place] >= 100_000


@cache
def table() -> Gazetteer:
    """The shipped table, mapped at first use."""
    with as_file(files("bot.understand") / "data" / "gazetteer.bin") as path, path.open("rb") as file:
        return Gazetteer(memoryview(mmap(file.fileno(), 0, access=ACCESS_READ)))


def read_sections(*names: str) -> dict[str, frozenset[str]]:
    """The words of these files in data/, by section."""
    sections: dict[str, set[str]] = {}
    for name in names:
        section = ""
        for line in (files("bot.understand") / "data" / name).read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                section = line.strip("[]")
                sections.setdefault(section, set())
            elif line and not line.startswith("#"):
                sections[section].update(word.replace("_", " ") for word in line.split())
    return {section: frozenset(words) for section, words in sections.items()}


@cache
def _sections() -> dict[str, frozenset[str]]:
    return read_sections("lexicon.txt", "first_names.txt")


def lexicon(section: str) -> frozenset[str]:
    """The words of one section of data/lexicon.txt or data/first_names.txt."""
    return _sections()[section]
