"""What the stages share: the ports, the limits, and the live window of stories."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Collection, Iterable, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from bot.ingest.schedule import Limits
from bot.model import Article, Delivery
from bot.ports import Clock, Embedder, Fetcher, Store, Surface, Workers
from bot.understand import stories, topics
from bot.web import Web

LEASE = timedelta(minutes=5)  # longer than the slowest unit of any stage; a crash delays its work by no more
SENDERS = 14  # chats written to at the same time: with half a second each that is all that Telegram takes of one bot, and no more
# is on its way, and told again, where a crash or a full disk cuts in
BATCH = 100  # subscriptions or deliveries taken at once
TOPICS = 100  # read at once, at the first look at a hundred thousand: some 20 ms in which nothing else moves


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
        self.waits: dict[int, datetime] = {}  # chats to which Telegram lets us send nothing before then
        self.came: dict[int, datetime] = {}  # when a chat was last sent a message
        self.paces: dict[
            int, datetime
        ] = {}  # when what was sent to a chat will have had its time (bot/deliver/pace.py)
        self.under_way: set[int] = set()  # deliveries that are being sent
        self.sending: dict[int, asyncio.Task[None]] = {}  # chats that are being written to
        self.slots = asyncio.Semaphore(SENDERS)
        # subscriptions whose briefing failed, and how long the next failure puts it off
        self.puts_off: dict[int, timedelta] = {}
        self.unsettled: list[tuple[Delivery, datetime | None]] = []  # sent, but storage could not be told
        # topics, stories and articles of alerts, and when the last on them was due: read at the first look
        self.told: dict[tuple[str, str, str], datetime] | None = None
        self.looked: datetime | None = None  # when pruning last looked at the clock ...
        self.steady = clock.now()  # ... and since when that has run without a leap
        self.hurrying = topics.Index()  # of all that is followed, for polling more often
        self.followed = topics.Index()  # brought up to date before each use: only what changed since is read again


async def catch_up(index: topics.Index, followed: Collection[str]) -> None:
    """Makes these topics the ones that the index finds; others may move in between."""
    while index.sync(followed, TOPICS):  # noqa: ASYNC110 - there is nothing to wait for
        await asyncio.sleep(0)


async def members_of(
    shared: Shared,
    stories: Iterable[str],
    placed: Sequence[Article],
    moved: dict[str, str],
    touched: set[str],
    now: datetime,
) -> dict[str, dict[str, Article]]:
    """The articles of these stories by id, as they will be once what is `placed` and `moved` is written."""
    found: dict[str, dict[str, Article]] = {story: {} for story in stories}
    for article in await shared.store.story_articles({*found, *touched}, now):
        if (story := moved.get(article.id, article.story or "")) in found:
            found[story][article.id] = replace(article, story=story)
    for article in placed:
        if article.story in found:
            found[article.story][article.id] = article
    return found


async def each(jobs: Iterable[Awaitable[None]]) -> None:
    """Runs the jobs side by side. One that raises (a bug, or storage) does not stop the others; the first error is raised
    when all are done."""
    results = await asyncio.gather(*jobs, return_exceptions=True)
    for error in results:
        if isinstance(error, BaseException):
            raise error
