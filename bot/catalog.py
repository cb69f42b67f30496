"""The catalog of sources that ships, and the table of publisher families (bot/data/*.toml, where both say how to review them)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from msgspec import Struct, convert
from msgspec.structs import replace

from bot.errors import UserError

SHORTEST_INITIALS = 3  # AP and TT begin other names too
# Endings of addresses that are a country's by another code than its own, and those that anybody takes.
ENDINGS = {"UK": "GB"}
OF_ANYBODY = frozenset(["AI", "CC", "CO", "EU", "FM", "IO", "LY", "ME", "TO", "TV", "WS"])

Region = Literal["world", "south-asia", "middle-east", "europe", "africa", "americas", "east-asia", "oceania"]
Subject = Literal[
    "news", "wire", "humanitarian", "alerts", "health", "science", "climate", "technology", "business", "security"
]
REGIONS: tuple[str, ...] = get_args(Region)
SUBJECTS: tuple[str, ...] = get_args(Subject)


class CatalogSource(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    url: str
    name: str
    lang: str  # ISO 639-1
    region: Region
    subject: Subject
    kind: str = ""
    family: str | None = None  # from the table of families


class House(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    domains: tuple[str, ...]
    names: tuple[str, ...]
    source: str  # where to check it
    home: str = ""  # ISO 3166 alpha-2


@cache
def load() -> tuple[CatalogSource, ...]:
    """The whole catalog, in its order."""
    listed = convert(data("catalog.toml")["source"], tuple[CatalogSource, ...])
    return tuple(replace(source, family=family(source.url, source.name)) for source in listed)


def chosen(selectors: Iterable[str]) -> tuple[CatalogSource, ...]:
    """What at least one of these selects ("all", a region, a subject, "lang:fa"), in the catalog's order.
    Raises UserError for a selector that is not known."""
    urls = {source.url for selector in selectors for source in selected_by(selector)}
    return tuple(source for source in load() if source.url in urls) if urls else ()


def selected_by(selector: str) -> tuple[CatalogSource, ...]:
    """What this one selects. Raises UserError where it is not known."""
    word = selector.strip().casefold()
    if word == "all":
        return load()
    if word in REGIONS:
        return tuple(source for source in load() if source.region == word)
    if word in SUBJECTS:
        return tuple(source for source in load() if source.subject == word)
    lang = word.removeprefix("lang:").strip()
    if word.startswith("lang:") and (found := tuple(source for source in load() if source.lang == lang)):
        return found
    langs = sorted({source.lang for source in load()})
    known = ", ".join(("all", *REGIONS, *SUBJECTS))
    raise UserError(f"the catalog knows no “{selector}”; it knows {known}, and lang: with one of {', '.join(langs)}")


# --- families ---


@cache
def houses() -> dict[str, House]:
    """The table of publisher families, by house."""
    return convert(data("families.toml"), dict[str, House])


@cache
def by_domain() -> dict[str, str]:
    """The house that each domain belongs to."""
    return {domain: house for house, about in houses().items() for domain in about.domains}


@cache
def by_name() -> dict[str, str]:
    """The house that each name of an outlet, in small letters, belongs to."""
    return {name.casefold(): house for house, about in houses().items() for name in about.names}


@cache
def agencies() -> dict[str, str]:
    """Each way in which a news agency is written -> its name, from data/agencies.txt."""
    rows = (line.split("\t") for line in _text("agencies.txt").splitlines() if line and not line.startswith("#"))
    return {form.strip(): name for name, written, _ in rows for form in written.split(";")}


def family(url: str | None, name: str | None) -> str | None:
    """The house that publishes at this address, else the one whose outlet has this name; None where neither is known.

    An address belongs to the house of the longest listed domain that its host is or is below: notbbc.co.uk is not the BBC.
    A name decides only where the address does not, so that a copy under another host still counts as its house.
    """
    labels = _host(url).split(".")
    domains = (".".join(labels[start:]) for start in range(len(labels)))
    found = next((by_domain()[domain] for domain in domains if domain in by_domain()), None)
    return found or _named(" ".join((name or "").split()))


def _named(name: str) -> str | None:
    """The house of an outlet's name, or of the initials that it begins with: BBC Sport is the BBC's, though no table lists it."""
    first = name.partition(" ")[0]
    initials = first.isupper() and len(first) >= SHORTEST_INITIALS
    return by_name().get(name.casefold()) or (by_name().get(first.casefold()) if initials else None)


def home(url: str | None, name: str | None) -> str:
    """The country (ISO 3166 alpha-2) where the outlet that publishes at this address is at home: the one that its address ends
    in, or that its name ends in where that is an address, else its house's in the table. "" where none tells."""
    return _home(_host(url), " ".join((name or "").split()))


@lru_cache(maxsize=1_000)
def _home(host: str, name: str) -> str:
    own = _ending(host) or _ending(name)
    if own:
        return own
    house = houses().get(family(f"//{host}", name) or "")
    return house.home if house else ""


def _ending(address: str) -> str:
    """The country of an address; "" where it has none, or is none."""
    dot, last = address.upper().rpartition(".")[1:]
    return ENDINGS.get(last, last) if dot and len(last) == 2 and last.isalpha() and last not in OF_ANYBODY else ""


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").rstrip(".")
    except ValueError:
        return ""


def data(file: str) -> dict[str, Any]:
    """A shipped table of bot/data, as it stands there."""
    return tomllib.loads(_text(file))


def _text(file: str) -> str:
    from importlib.resources import files  # costs more than the rest of this module

    return files("bot").joinpath("data", file).read_text(encoding="utf-8")
