"""What a stage leaves behind, for storage to write in one transaction: seen and owed together."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from bot.model.deliveries import Delivery
from bot.model.news import Article, Story
from bot.model.sources import Entry, Hurry, Source


class EntryIntent(Struct, frozen=True, kw_only=True, gc=False):
    """An entry that is new (revision 1) or changed (revision > 1)."""

    entry: Entry
    digest: str  # of what we keep of it; the same digest means nothing changed
    revision: int


class PollIntent(Struct, frozen=True, kw_only=True, gc=False):
    """What one poll leaves behind: the source's new state, when to look again, what was new."""

    source: Source
    due: datetime | None  # None: never again
    entries: tuple[EntryIntent, ...] = ()
    at: datetime
    deliveries: tuple[Delivery, ...] = ()  # what it makes us owe
    push_due: datetime | None = None  # when its hub is to be asked; None: as it stands
    listed: tuple[str, ...] = ()  # ids of all that the source lists, told now and then: these stay known


class AnalysisIntent(Struct, frozen=True, kw_only=True):
    """What understanding some entries leaves behind, and what it makes us owe: one commit (seen and owed together)."""

    articles: tuple[Article, ...]
    stories: tuple[Story, ...] = ()
    moved: dict[str, str] = {}
    deliveries: tuple[Delivery, ...] = ()
    hurries: tuple[Hurry, ...] = ()
