"""What a feed lists for long is never news again, whatever was forgotten meanwhile."""

from datetime import UTC, datetime, timedelta

from bot.adapters.sqlite import open_store, retention
from bot.adapters.workers import InlineWorkers
from bot.app import NoSurface
from bot.ingest.schedule import Limits
from bot.model import Fetched, Source
from bot.pipeline import Pipeline

START = datetime(2021, 8, 13, 6, tzinfo=UTC)
DAY = timedelta(days=1)
PINNED = "<item><guid isPermaLink='false'>how-to-help</guid><title>How to help people who flee Kunduz</title></item>"


class Clock:
    time = START

    def now(self) -> datetime:
        return self.time


class Feed:
    """A Fetcher of one feed: a pinned item without a date, and before it the three newest of three a day."""

    pinned = PINNED

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    async def fetch(self, request):
        day = (self.clock.time - START).days
        items = "".join(
            f"<item><guid isPermaLink='false'>{day}-{n}</guid><title>Report {n} of day {day}</title></item>"
            for n in range(3)
        )
        body = f"<rss version='2.0'><channel><title>Post</title>{items}{self.pinned}</channel></rss>"
        return Fetched(url=request.url, status=200, body=body.encode())

    async def close(self) -> None:
        pass


async def test_a_pinned_entry_is_new_once_and_one_that_is_gone_is_forgotten(monkeypatch):
    monkeypatch.setattr(retention, "IDENTITIES", 100)
    store, clock = await open_store(":memory:"), Clock()
    feed = Feed(clock)
    limits = Limits(min_interval=300, max_interval=7_200, default=900)
    pipeline = Pipeline(store, feed, InlineWorkers(), clock, NoSurface(), limits=limits)
    source = await store.add_source(Source(url="https://post.example/rss"), clock.time)
    new = []

    async def live(days):
        """What is then known of the pinned one, and of the first day."""
        for day in days:
            clock.time = START + day * DAY
            await pipeline.poll(lambda done: new.append(done.new))
            for work in (pipeline.analyse, pipeline.prune):
                while await work():
                    pass
        return set(await store.known_entries(source.id, ["how-to-help", "0-0"]))

    assert await live(range(150)) == {"how-to-help"}
    assert new == [4] + [3] * 149
    feed.pinned = PINNED.replace("how-to-help", "another")
    assert await live(range(150, 300)) == set()
    await store.close()
