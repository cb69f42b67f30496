"""Rounds of polls: whom a round asks, and whom it leaves for a later one. A Fetcher that answers from memory stands for the
network, and the clock stands still."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.sqlite import open_store
from bot.adapters.workers import InlineWorkers
from bot.app import NoSurface
from bot.ingest.schedule import Limits
from bot.model import Fetched, FetchProblem, FetchRequest, Source
from bot.pipeline import Pipeline

NOW = datetime(2021, 8, 13, 12, tzinfo=UTC)
LIMITS = Limits(min_interval=300, max_interval=7_200, default=900)
FEED = b"<rss version='2.0'><channel><title>Post</title><item><title>R</title><guid>g</guid></item></channel></rss>"


class Clock:
    time = NOW

    def now(self) -> datetime:
        return self.time


class Network:
    """Notes what is asked for, in order. `answers`: by the start of the address; a feed for all others."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answers: dict[str, Callable[[FetchRequest], Fetched | FetchProblem]] = {}

    async def fetch(self, request: FetchRequest) -> Fetched | FetchProblem:
        self.asked.append(request.url)
        for start, answer in self.answers.items():
            if request.url.startswith(start):
                return answer(request)
        return Fetched(url=request.url, status=200, body=FEED)

    async def close(self) -> None:
        pass


@pytest.fixture
async def network() -> Network:
    return Network()


@pytest.fixture
async def pipeline(network: Network) -> AsyncIterator[Pipeline]:
    store = await open_store(":memory:")
    yield Pipeline(store, network, InlineWorkers(), Clock(), NoSurface(), limits=LIMITS, concurrency=4)
    await store.close()


async def add(pipeline: Pipeline, host: str, count: int) -> list[str]:
    urls = [f"https://{host}/feed/{n}" for n in range(count)]
    for url in urls:
        await pipeline.store.add_source(Source(url=url), pipeline.clock.now())
    return urls


@pytest.mark.parametrize(
    ("status", "asked", "held"),
    [(429, 3_600, 3_600), (503, 3_600, 3_600), (429, 10**6, 7_200), (404, 3_600, 0), (429, None, 0)],
)
async def test_retry_after_holds_the_host(
    pipeline: Pipeline, network: Network, status: int, asked: int | None, held: int
) -> None:
    network.answers["https://busy.example/"] = lambda request: FetchProblem(
        url=request.url, text="busy", status=status, retry_after=asked
    )
    busy, calm = await add(pipeline, "busy.example", 5), await add(pipeline, "calm.example", 5)
    assert await pipeline.poll() == 10
    assert [url for url in network.asked if url in calm] == calm
    if not held:
        assert sorted(network.asked) == sorted(busy + calm)
        return
    assert [url for url in network.asked if url in busy] == busy[:1]
    assert await pipeline.poll() == 0
    network.asked.clear()
    pipeline.clock.time += timedelta(seconds=held - 1)
    await pipeline.poll()
    assert not [url for url in network.asked if url in busy]
    del network.answers["https://busy.example/"]
    pipeline.clock.time += timedelta(seconds=1)
    await pipeline.poll()
    assert set(busy) == {url for url in network.asked if url in busy}
