"""Storage, all of it: what is done to every table at once, and the whole that one adapter offers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.ports.chats import ChatStore
from bot.ports.news import NewsStore
from bot.ports.outbox import BroadcastStore, OutboxStore
from bot.ports.sources import PushStore, SourceStore
from bot.ports.work import WorkStore


class RetentionStore(Protocol):
    async def prune(self, before: datetime, limit: int) -> int:
        """Forgets up to `limit` entries last changed before then, with their articles and earlier revisions, as many stories
        last seen before then that have no article left, deliveries done (but not the alerts of a story that is still
        known: nobody is to hear the same again), and removed sources not polled since of which nothing is left; returns
        how many of these there were. What awaits its analysis stays. Entries that a source may still list stay known by
        identity and digest, and so do those that it was last said to list, so that none comes back as new."""
        ...


class AheadStore(Protocol):
    async def set_right(self, now: datetime, latest: datetime, briefs: Mapping[int, datetime]) -> None:
        """The clock was ahead, and it is `now`: what says that it happened later than `latest` happened now. Sources are to be
        polled, and what was understood meanwhile is to be understood anew; alerts that were taken for too old are owed again,
        briefings of a time to come are not, and who was told then was told last by the one before. What is owed is looked at
        anew; these subscriptions are due then, where they would be later. In one transaction."""
        ...


class Store(
    WorkStore,
    SourceStore,
    PushStore,
    NewsStore,
    ChatStore,
    OutboxStore,
    BroadcastStore,
    RetentionStore,
    AheadStore,
    Protocol,
):
    """All of it, as one adapter offers it."""

    async def backup(self, file: Path) -> None:
        """A consistent copy while running. Raises UserError where the file cannot be written."""
        ...

    async def close(self) -> None: ...
