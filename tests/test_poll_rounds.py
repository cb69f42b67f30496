"""Rounds of polls: whom a round asks, whom it leaves for a later one, and what an address leads to. A Fetcher that answers
from memory stands for the network, and the clock stands still."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.sqlite import open_store
from bot.adapters.workers import InlineWorkers
from bot.app import NoSurface
from bot.ingest.schedule import Limits
from bot.model import Fetched, FetchProblem, FetchRequest, Source
from bot.pipeline import Pipeline, Polled

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
        self.silent: set[str] = set()  # addresses that never answer
        self.answers: dict[str, Callable[[FetchRequest], Fetched | FetchProblem]] = {}

    async def fetch(self, request: FetchRequest) -> Fetched | FetchProblem:
        self.asked.append(request.url)
        if request.url in self.silent:
            await asyncio.Event().wait()
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
    ("status", "asked", "by", "held"),
    [
        (429, 3_600, "busy.example", 3_600),
        (503, 3_600, "busy.example", 3_600),
        (429, 10**6, "busy.example", 3_600),
        (404, 3_600, "busy.example", 0),
        (429, None, "busy.example", 0),
        (429, 3_600, "elsewhere.example", 0),  # where its address led: not busy.example's wish
    ],
)
async def test_retry_after_holds_the_host(
    pipeline: Pipeline, network: Network, status: int, asked: int | None, by: str, held: int
) -> None:
    network.answers["https://busy.example/"] = lambda request: FetchProblem(
        url=request.url, text="busy", status=status, retry_after=asked, host=by
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


INDEX = "https://h.example/sitemap.xml"


def index(*days: int) -> bytes:
    """Names a sitemap for each of these days of August 2021."""
    parts = (f"<sitemap><loc>/news-{day}.xml</loc><lastmod>2021-08-{day}</lastmod></sitemap>" for day in days)
    return f"<sitemapindex>{''.join(parts)}</sitemapindex>".encode()


def sitemap(*articles: str) -> bytes:
    places = (
        f"<url><loc>https://h.example/{name}</loc><news><title>Report {name}</title></news></url>" for name in articles
    )
    return f"<urlset>{''.join(places)}</urlset>".encode()


def serve(network: Network, **pages: bytes) -> None:
    """Each page at https://h.example/NAME.xml, with an ETag that never changes and a host that keeps to it."""

    def at(body: bytes) -> Callable[[FetchRequest], Fetched | FetchProblem]:
        return lambda request: (
            Fetched(url=request.url, status=304)
            if request.etag
            else Fetched(url=request.url, status=200, body=body, etag='"same"')
        )

    network.asked.clear()
    network.answers |= {f"https://h.example/{name.replace('_', '-')}.xml": at(body) for name, body in pages.items()}


async def poll_one(pipeline: Pipeline) -> tuple[Source, int, int]:
    """The only source after it was polled, and how many of its entries were new and changed."""
    told: list[Polled] = []
    await pipeline.store.make_due("poll", pipeline.clock.now())
    await pipeline.poll(told.append)
    [done] = told
    return done.source, done.new, done.changed


async def test_an_index_of_sitemaps_is_read_anew_at_each_poll(pipeline: Pipeline, network: Network) -> None:
    """Its newest sitemap and the one before it; the source stays the index."""
    await pipeline.store.add_source(Source(url=INDEX), NOW)
    serve(network, sitemap=index(12), news_12=sitemap("a", "b"))
    source, new, changed = await poll_one(pipeline)
    assert (source.url, source.kind, source.problem, new, changed) == (INDEX, "sitemap", None, 2, 0)
    assert network.asked == [INDEX, "https://h.example/news-12.xml"]

    serve(network, news_12=sitemap("c", "a", "b"))  # the index stays as it was
    assert (await poll_one(pipeline))[1:] == (1, 0)
    serve(network)
    assert (await poll_one(pipeline))[1:] == (0, 0)

    serve(network, sitemap=index(12, 13), news_12=sitemap("d", "c"), news_13=sitemap("e"))
    assert (await poll_one(pipeline))[1:] == (2, 0)  # the old day's last article, too
    assert network.asked == [INDEX, "https://h.example/news-13.xml", "https://h.example/news-12.xml"]

    serve(network, sitemap=index(12, 13, 14), news_14=sitemap("f"))
    source, new, changed = await poll_one(pipeline)
    assert network.asked == [INDEX, "https://h.example/news-14.xml", "https://h.example/news-13.xml"]
    assert (source.url, source.failures, new, changed) == (INDEX, 0, 1, 0)


@pytest.mark.parametrize(
    ("status", "told"), [(410, "news-12 is gone"), (503, "news-12 is gone"), (200, "This is an index of 1 sitemaps")]
)
async def test_an_index_whose_sitemaps_cannot_be_had_fails_and_goes_on(
    pipeline: Pipeline, network: Network, status: int, told: str
) -> None:
    """An index of indexes is followed no further; a sitemap that ended does not end its index."""
    await pipeline.store.add_source(Source(url=INDEX), NOW)
    serve(network, sitemap=index(12), news_12=index(11))
    if status != 200:
        network.answers["https://h.example/news-12.xml"] = lambda request: FetchProblem(
            url=request.url, text="news-12 is gone", status=status, gone=status == 410
        )
    for failures in (1, 2):
        source, new, _ = await poll_one(pipeline)
        assert (source.url, source.ended, source.failures, new) == (INDEX, False, failures, 0)
        assert (source.problem or "").startswith(told)
    serve(network, sitemap=index(12, 13), news_13=sitemap("e"))
    source, new, _ = await poll_one(pipeline)
    assert (source.failures, source.problem, new) == (0, None, 1)  # the one that can be had is enough


async def test_what_is_behind_an_address_holds_up_a_poll_for_a_while_at_most(
    pipeline: Pipeline, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.pipeline.poll.BESIDES", 0.01)
    await pipeline.store.add_source(Source(url=INDEX), NOW)
    serve(network, sitemap=index(12), news_12=sitemap("a"))
    network.silent = {"https://h.example/news-12.xml", "https://h.example/old.xml"}
    source, new, _ = await poll_one(pipeline)
    assert (source.problem, new) == ("The sitemaps that it names did not answer within 0 s.", 0)
    await pipeline.store.remove_source(INDEX)
    serve(network, world=PAGE % (NAMES % b"old.xml" + NAMES % b"new.xml"))
    await pipeline.store.add_source(Source(url="https://h.example/world.xml"), NOW)
    source, _, _ = await poll_one(pipeline)
    assert (source.url, network.asked) == ("https://h.example/old.xml", ["https://h.example/world.xml", source.url])


PAGE = b"<html><head>%s</head><body>News from the lake</body></html>"
NAMES = b"<link rel=alternate type=application/rss+xml href=/%s>"


@pytest.mark.parametrize(
    ("page", "there", "leads_to"),
    [
        (PAGE % b"", "/rss.xml", "/rss.xml"),  # a usual place
        (PAGE % (NAMES % b"old.xml" + NAMES % b"new.xml"), "/new.xml", "/new.xml"),
        (PAGE % (NAMES % b"old.xml" + NAMES % b"new.xml"), "/none", "/old.xml"),  # it may come back
        (PAGE % b"", "/none", "/world"),
    ],
)
async def test_the_first_poll_of_a_page_s_address_finds_its_feed(
    pipeline: Pipeline, network: Network, page: bytes, there: str, leads_to: str
) -> None:
    """However the address came: `sources add`, the config, OPML."""
    site = "https://h.example"
    network.answers[site] = lambda request: (
        Fetched(url=request.url, status=200, body=page)
        if request.url == site + "/world"
        else FetchProblem(url=request.url, text="h.example answered 404.", status=404)
    )
    network.answers = {
        site + there: lambda request: Fetched(url=request.url, status=200, body=FEED),
        **network.answers,
    }
    source = await pipeline.store.add_source(Source(url=site + "/world", name="Lake News"), NOW)
    while await pipeline.poll():
        pass
    [after] = await pipeline.store.sources([source.id])
    assert (after.url, after.name) == (site + leads_to, "Lake News")
    assert (after.kind, after.failures == 0) == (("rss", True) if leads_to == there else ("", False))
    asked = len(network.asked)
    for _ in range(3):
        await poll_one(pipeline)
    assert network.asked[asked:] == [site + leads_to] * 3  # it is looked for once
