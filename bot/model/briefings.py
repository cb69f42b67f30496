"""What is said of the news, with the evidence of every line."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

Status = Literal["confirmed", "reported", "claimed", "disputed", "denied", "corrected"]


class Evidence(Struct, frozen=True, kw_only=True):
    id: str
    outlet: str
    link: str | None
    published: datetime | None
    quote: str  # verbatim from the item's title or text
    origin: str | None = None  # whose text it is, where that is not the outlet's own: "AFP"


class Bullet(Struct, frozen=True, kw_only=True):
    """One line of a briefing. evidence[0] is the item it was taken from; its quote stands in `text` letter for letter."""

    text: str
    status: Status
    evidence: tuple[Evidence, ...]


class FigureValue(Struct, frozen=True, kw_only=True):
    value: float
    evidence: tuple[str, ...]  # item ids


class FigureSeries(Struct, frozen=True, kw_only=True):
    what: str
    values: tuple[FigureValue, ...]
    agree: bool


class BriefStory(Struct, frozen=True, kw_only=True):
    story: str
    headline: str
    status: Status
    new: bool
    first_seen: datetime
    last_seen: datetime
    independent_sources: int
    outlets: tuple[str, ...]
    bullets: tuple[Bullet, ...]
    figures: tuple[FigureSeries, ...] = ()


class Briefing(Struct, frozen=True, kw_only=True):
    """What is said, with the evidence of every line. The JSON of `sitrep brief --json` is this value."""

    topic: str
    as_of: datetime
    window: str  # "24h"
    status: Literal["news", "quiet", "blind"]  # blind: we could not look
    text: str  # as sent, plain
    stories: tuple[BriefStory, ...] = ()


class Health(Struct, frozen=True, kw_only=True):
    """How well we could look: how many sources are followed, and which were last heard from too long ago."""

    sources: int
    silent: tuple[tuple[str, datetime | None], ...] = ()  # (name, last time it answered)
