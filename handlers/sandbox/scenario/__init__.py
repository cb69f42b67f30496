"""The scenario that `sitrep demo` replays: 12 to 16 August 2021 as invented outlets would have told it.

The facts are real and publicly known, in our own sentences; the outlets are made up and each says so. Items stand in
data/, one JSON Lines file a day, outlets in data/outlets.toml.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

import msgspec
from msgspec import Struct

START = datetime(2021, 8, 12, tzinfo=UTC)
END = datetime(2021, 8, 17, tzinfo=UTC)
DEFAULT_NOW = datetime(2021, 8, 13, 18, tzinfo=UTC)

Kind = Literal["rss", "atom", "rdf", "json"]


class Outlet(Struct, frozen=True, kw_only=True):
    """One that publishes. From `dies` on, its feed answers no more."""

    key: str  # in addresses
    name: str
    lang: str
    kind: Kind = "rss"
    description: str = ""
    family: str | None = None  # publisher family
    dies: datetime | None = None


class ScenarioItem(Struct, frozen=True, kw_only=True):
    """One item: as first published at `at`, and as changed later (time, title, text; in this order)."""

    outlet: str
    id: str
    at: datetime
    title: str
    text: str = ""
    link: str = ""  # a path on the server that serves the feeds, or a whole address
    lang: str = ""
    author: str | None = None
    categories: tuple[str, ...] = ()
    revisions: tuple[tuple[datetime, str, str], ...] = ()

    def as_of(self, now: datetime) -> tuple[datetime, str, str]:
        """(when it last changed, title, text) at `now`."""
        return max(
            (version for version in self.revisions if version[0] <= now),
            key=lambda version: version[0],
            default=(self.at, self.title, self.text),
        )


class Scenario(Struct, frozen=True):
    outlets: tuple[Outlet, ...]
    items: tuple[ScenarioItem, ...]  # by time

    def sources(self, base: str) -> list[dict[str, Any]]:
        """What a config says about each outlet, its feed being served at `base` ("http://127.0.0.1:8021")."""
        return [
            {
                "url": f"{base.rstrip('/')}{feed_path(outlet)}",
                "name": outlet.name,
                "kind": outlet.kind,
                "lang": outlet.lang,
                "family": outlet.family,
            }
            for outlet in self.outlets
        ]


def feed_path(outlet: Outlet) -> str:
    return f"/feeds/{outlet.key}.{'json' if outlet.kind == 'json' else 'xml'}"


@lru_cache(maxsize=1)
def load() -> Scenario:
    """The scenario that ships."""
    data = files("handlers.sandbox.scenario").joinpath("data")
    table = tomllib.loads(data.joinpath("outlets.toml").read_text(encoding="utf-8"))
    outlets = msgspec.convert(table["outlets"], tuple[Outlet, ...])
    langs = {outlet.key: outlet.lang for outlet in outlets}
    decoder = msgspec.json.Decoder(ScenarioItem)
    items = [
        decoder.decode(line)
        for file in data.iterdir()
        if file.name.endswith(".jsonl")
        for line in file.read_bytes().splitlines()
    ]
    complete = (
        msgspec.structs.replace(item, link=f"/news/{item.outlet}/{item.id}", lang=item.lang or langs[item.outlet])
        for item in items
    )
    return Scenario(outlets, tuple(sorted(complete, key=lambda item: (item.at, item.id))))


def from_items(items: Iterable[Mapping[str, Any]]) -> Scenario:
    """A scenario of items as `sitrep analyse` reads them (id, title, text, published, outlet, link, lang): an RSS feed an
    outlet, in the language that most of its items are in. Items without a time or an outlet are left out; an id that
    comes again is a revision."""
    held: defaultdict[str, dict[str, ScenarioItem]] = defaultdict(dict)
    for item in items:
        if not (item.get("published") and item.get("outlet")):
            continue
        at = msgspec.convert(item["published"], datetime).astimezone(UTC)
        title, text = item.get("title") or "", item.get("text") or ""
        outlet = held[item["outlet"]]
        if before := outlet.get(item["id"]):
            revisions = (*before.revisions, (at, title, text))
            outlet[item["id"]] = msgspec.structs.replace(before, revisions=revisions)
        else:
            outlet[item["id"]] = ScenarioItem(
                outlet=_key(item["outlet"]),
                id=item["id"],
                at=at,
                title=title,
                text=text,
                link=item.get("link") or "",
                lang=item.get("lang") or "und",
            )
    outlets = []
    for name, of in held.items():
        langs = [item.lang for item in of.values()]
        outlets.append(Outlet(key=_key(name), name=name, lang=max(sorted(set(langs)), key=langs.count)))
    every = (item for of in held.values() for item in of.values())
    return Scenario(tuple(outlets), tuple(sorted(every, key=lambda item: (item.at, item.id))))


def _key(name: str) -> str:
    """For addresses. Two names never share one: where letters and digits are not all of a name, its bytes follow in hex."""
    plain = "".join(char for char in name.lower() if char.isascii() and char.isalnum())
    return plain if plain == name.lower() else f"{plain}-{name.encode().hex()}"
