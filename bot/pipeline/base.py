"""What the stages share: the ports, the limits, and the live window of stories."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable
from datetime import datetime, timedelta

from bot.ingest.schedule import Limits
from bot.model import Delivery
from bot.ports import Clock, Embedder, Fetcher, Store, Surface, Workers
from bot.understand import stories, topics
from bot.web import Web

LEASE = timedelta(minutes=5)  # longer than the slowest unit of any stage; a crash delays its work by no more
BATCH = 100  # subscriptions or deliveries taken at once


class Shared:
    """The window is rebuilt from storage when first needed, and after any failed write."""

    def __init__(
        self,
        store: Store,
        fetcher: Fetcher,
        workers: Workers,
        clock: Clock,
        surface: Surface,
        *,
        limits: Limits,
        allow_private: bool = False,
        concurrency: int = 8,
        public_url: str = "",
        embedder: Embedder | None = None,
    ) -> None:
        self.store, self.fetcher, self.workers, self.clock, self.surface = store, fetcher, workers, clock, surface
        self.limits, self.allow_private, self.concurrency = limits, allow_private, concurrency
        self.public_url = public_url  # where hubs reach us; empty: all is polled
        self.embedder = embedder
        self.reading = 0  # pushes that are being read
        self.web = Web(fetcher, workers, clock)
        self.window: stories.Window | None = None
        self.unsettled: list[tuple[Delivery, datetime | None]] = []  # sent, but storage could not be told
        self.hurrying = topics.Index()  # of all that is followed, for polling more often
        self.followed = topics.Index()  # brought up to date before each use: only what changed since is read again


async def each(jobs: Iterable[Awaitable[None]]) -> None:
    """Runs the jobs side by side. One that raises (a bug, or storage) does not stop the others; the first error is raised
    when all are done."""
    results = await asyncio.gather(*jobs, return_exceptions=True)
    for error in results:
        if isinstance(error, BaseException):
            raise error
