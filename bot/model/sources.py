"""Where we poll and are pushed to, and what stands there: before anything is understood of it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

# gc=False: nothing frozen can be part of a circle, and polling makes enough of these to keep the garbage collector busy.

# gc=False: nothing frozen can be part of a circle, and polling makes enough of these to keep the garbage collector busy.


class Source(Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """Where we poll, and how that went. Storage leaves out what is as by default: a default that changes, changes it there."""

    id: int = 0  # given by storage
    url: str
    name: str = ""  # the outlet as readers know it
    kind: str = ""  # one of bot/ingest/parse.py's; empty: not known yet
    lang: str | None = None
    family: str | None = None  # publisher family: outlets of one house count once
    trusted: bool = False  # named in the config: may be on a private address if the operator allows
    named: str | None = None  # the address that the config names it by, wherever it moved since
    own: bool = False  # added in chats: read for those alone (SourceStore.source_chats), never for everybody
    catalog: str | None = None  # its address in the catalog, where only the config's choice from there brought it
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None  # of the last body: same bytes need no parsing
    interval: int = 900  # seconds between polls
    failures: int = 0  # in a row
    problem: str | None = None  # why the last poll failed, a sentence
    polled: datetime | None = None
    succeeded: datetime | None = None
    ended: bool = False  # gone for good (410)
    wait: int = 0  # seconds between two looks that the server asks for, or reading it costs
    hot: datetime | None = None  # when it last carried a followed story that was breaking
    hub: str | None = None  # its WebSub hub, and the name that the hub knows it by
    topic: str | None = None
    pushed_until: datetime | None = None  # the hub has promised to send what is new until then
    failing_since: datetime | None = None  # the first of the failures in a row
    reported: bool = False  # whoever added it has been told that it fails
    listed: datetime | None = None  # when storage was last told all that it lists
    pace: int = 0  # seconds between polls that suit the feed itself, without the server's wish; 0: not known yet


class Entry(Struct, frozen=True, kw_only=True, gc=False):
    """One item as fetched. `id` is its identity within its source; text is plain, html is as the source gave it."""

    id: str
    title: str = ""
    text: str = ""
    html: str = ""
    link: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    author: str | None = None
    lang: str | None = None
    categories: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None


class Feed(Struct, frozen=True, kw_only=True, gc=False):
    """A source's body, parsed. `problems` are sentences; entries may be there all the same."""

    kind: str
    title: str = ""
    link: str | None = None
    lang: str | None = None
    ttl: int | None = None  # seconds the source asks us to wait
    problems: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    hub: str | None = None  # WebSub: where to ask to be told at once, and what to name it there
    topic: str | None = None
    alternate: tuple[str, ...] = ()  # where this is none, addresses of feeds that it names, the likeliest first
    index: bool = False  # those are parts of it: what they hold now is what this holds
    took: float = 0.0  # seconds of CPU that reading it took


class Push(Struct, frozen=True, kw_only=True):
    """A WebSub subscription of ours. `token` stands in the address that the hub calls; `secret` signs what it sends."""

    source: int
    hub: str
    topic: str
    token: str
    secret: str
    allow_private: bool = False
    state: Literal["asked", "active", "leaving"] = "asked"
    until: datetime | None = None  # the end of its lease
    tries: int = 0  # since the hub last verified it


class Hurry(Struct, frozen=True, kw_only=True):
    """A source carries a followed story that is breaking: its next poll is due at `due` at the latest."""

    source: int
    at: datetime
    due: datetime
