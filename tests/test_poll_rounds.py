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
    [(429, 3_600, 3_600), (503, 3_600, 3_600), (429, 10**6, 3_600), (404, 3_600, 0), (429, None, 0)],
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
    assert set(busy[1:]) <= set(network.asked)


async def test_a_host_with_many_sources_holds_up_no_round(
    pipeline: Pipeline, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A round that is over asks each host once; what came due meanwhile is asked in the next, and all have their turn."""
    monkeypatch.setattr("bot.pipeline.poll.ROUND", 0.0)
    many = await add(pipeline, "many.example", 5)
    others = [url for n in range(6) for url in await add(pipeline, f"{n}.example", 1)]
    assert await pipeline.poll() == 11
    assert sorted(network.asked) == sorted([many[0], *others])  # hosts not asked yet have their turn all the same
    [honest] = await add(pipeline, "honest.example", 1)
    assert await pipeline.poll() == 5
    assert network.asked[7:] == [many[1], honest]
    while await pipeline.poll():
        pass
    assert network.asked[9:] == many[2:]


async def test_within_its_time_a_round_asks_a_host_for_all(pipeline: Pipeline, network: Network) -> None:
    many = await add(pipeline, "many.example", 5)
    assert await pipeline.poll() == 5
    assert network.asked == many


async def test_what_is_given_back_is_not_overtaken_for_ever(
    pipeline: Pipeline, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A host so slow that its first sources are due again before its last ones were asked, and less late than these."""
    monkeypatch.setattr("bot.pipeline.poll.ROUND", 0.0)
    many = await add(pipeline, "many.example", 9)
    for _ in range(27):
        await pipeline.poll()
        pipeline.clock.time += timedelta(seconds=LIMITS.default)
    assert network.asked[:9] == many
    assert {network.asked.count(url) for url in many} == {3}


@pytest.mark.parametrize("fails", [False, True])
async def test_a_host_that_is_slow_rests_whether_it_succeeds_or_fails(
    pipeline: Pipeline, network: Network, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    monkeypatch.setattr("bot.pipeline.poll.STUCK", -1.0)  # any answer took longer
    if fails:
        network.answers["https://slow.example/"] = lambda request: FetchProblem(url=request.url, text="late")
    slow = await add(pipeline, "slow.example", 3)
    await pipeline.poll()
    assert network.asked == slow[:1]
    assert await pipeline.poll() == 0
    pipeline.clock.time += timedelta(minutes=1)
    await pipeline.poll()
    assert network.asked == slow[:2]
