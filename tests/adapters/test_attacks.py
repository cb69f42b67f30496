"""What hostile and broken servers send, over real sockets, polled as the bot does: each ends as one line on its source, in
bounded time, and no other source notices."""

import asyncio
import gzip
import socket
import struct
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest

from bot.adapters.http import PRIVATE, TIMEOUT, HttpFetcher, refusals
from bot.adapters.sqlite import open_store
from bot.adapters.workers import InlineWorkers
from bot.app import NoSurface
from bot.ingest.schedule import Limits
from bot.model import Fetched, FetchProblem, FetchRequest, Source
from bot.pipeline import Pipeline
from bot.ports import Fetcher
from bot.web import Web
from tests.timing import harmless

NOW = datetime(2021, 8, 13, 12, tzinfo=UTC)
LIMITS = Limits(min_interval=300, max_interval=7_200, default=900)
LIMIT = 200_000  # bytes of a body
PATIENCE = 0.4  # seconds for a whole fetch, where it is to run out

ITEM = "<item><title>Border road closed</title><guid>1</guid></item>"
FEED = f'<?xml version="1.0"?><rss version="2.0"><channel><title>HKC</title>{ITEM}</channel></rss>'.encode()

Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Clock:
    def now(self) -> datetime:
        return NOW


def ok(body: bytes, *headers: str, length: int | None = None) -> bytes:
    lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(body) if length is None else length}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def status(code: int, *headers: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {code} X", "Content-Length: 0", *headers]).encode() + b"\r\n\r\n"


def head(*headers: str) -> bytes:
    return "\r\n".join(["HTTP/1.1 200 OK", *headers]).encode() + b"\r\n\r\n"


def forever(start: bytes, piece: bytes, pause: float = 0) -> Answer:
    """Sends `start`, then the piece again and again until the other side has enough."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return answer


def reset(start: bytes = b"") -> Answer:
    """Sends `start`, then a TCP reset in place of an orderly end."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        await writer.drain()
        linger = struct.pack("ii", 1, 0)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)

    return answer


async def silence(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()


async def elsewhere_for_ever(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    step = asked_path(await reader.readuntil(b"\r\n\r\n")).strip("/")
    writer.write(status(302, f"Location: /{int(step) + 1 if step.isdecimal() else 1}"))


def asked_path(request: bytes) -> str:
    return request.split(b" ")[1].decode()


@pytest.fixture
async def serve() -> AsyncIterator[Callable[[bytes | Answer], Awaitable[str]]]:
    """Starts a server that gives this answer to whoever connects; returns its address."""
    servers: list[asyncio.Server] = []
    running: set[asyncio.Task[None]] = set()

    async def start(answer: bytes | Answer, address: str = "127.0.0.1", port: int = 0) -> str:
        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            running.add(task)
            try:
                if isinstance(answer, bytes):
                    await reader.readuntil(b"\r\n\r\n")
                    writer.write(answer)
                    await writer.drain()
                else:
                    await answer(reader, writer)
            except (OSError, asyncio.CancelledError, asyncio.IncompleteReadError):
                pass
            finally:
                running.discard(task)
                writer.close()

        servers.append(await asyncio.start_server(connected, address, port))
        return f"http://{address}:{servers[-1].sockets[0].getsockname()[1]}/"

    yield start
    for server in servers:
        server.close()
    for task in tuple(running):
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)


async def polled(
    *urls: str, max_bytes: int = LIMIT, timeout: float = TIMEOUT, fetcher: Fetcher | None = None
) -> tuple[list[Source], Pipeline, float]:
    """The sources after one poll of them all, the pipeline with its storage in memory, and the CPU seconds it took."""
    store = await open_store(":memory:")
    fetcher = fetcher or HttpFetcher(timeout=timeout, max_bytes=max_bytes)
    pipeline = Pipeline(store, fetcher, InlineWorkers(), Clock(), NoSurface(), limits=LIMITS, allow_private=True)
    for url in urls:
        await store.add_source(Source(url=url, trusted=True), NOW)
    start = time.process_time()
    assert await pipeline.poll() == len(urls)
    took = time.process_time() - start
    await fetcher.close()
    return await store.sources(), pipeline, took


LARGE = "The answer of 127.0.0.1 is larger than 195.312 KB."
LATE = "127.0.0.1 does not answer (timed out after 0.4 s)."
GARBLED = "127.0.0.1 does not speak proper HTTP."
BROKEN_OFF = "The answer of 127.0.0.1 broke off."
HUNG_UP = "127.0.0.1 broke off the connection."
ONLY_WEB = "Only http:// and https:// addresses can be fetched."


def patience(line: str | None) -> float:
    """Seconds for a fetch that ends with this line: few only where they are what ends it, since all others are to end by
    themselves, on a busy machine too."""
    return PATIENCE if line == LATE else TIMEOUT


# name: (what the server does, the line that the user sees; None: read, and nothing to complain of)
ATTACKS: dict[str, tuple[bytes | Answer, str | None]] = {
    # compression
    "gzip bomb": (ok(gzip.compress(b"\0" * 50_000_000), "Content-Encoding: gzip"), LARGE),
    "deflate bomb": (ok(zlib.compress(b"\0" * 50_000_000), "Content-Encoding: deflate"), LARGE),
    "bomb in many members": (ok(gzip.compress(b"\0" * 150_000) * 100, "Content-Encoding: gzip"), LARGE),
    "gzip in gzip": (
        ok(gzip.compress(gzip.compress(FEED)), "Content-Encoding: gzip"),
        "This is compressed data, not a feed.",
    ),
    "two encodings": (
        ok(gzip.compress(gzip.compress(FEED)), "Content-Encoding: gzip, gzip"),
        "The answer of 127.0.0.1 is compressed in a way that is not understood (gzip, gzip).",
    ),
    "unknown encoding": (
        ok(b"\x0b\x02\x80", "Content-Encoding: " + "z" * 500),
        "The answer of 127.0.0.1 is compressed in a way that is not understood (zzzzzzzzzzzzzzzzzzzz).",
    ),
    "cut gzip": (
        ok(gzip.compress(FEED)[:-9], "Content-Encoding: gzip"),
        "The answer of 127.0.0.1 is cut short.",
    ),
    "broken gzip": (
        ok(b"\x1f\x8b" + b"garbage" * 20, "Content-Encoding: gzip"),
        "The answer of 127.0.0.1 is compressed, but broken.",
    ),
    "says gzip, is not": (ok(FEED, "Content-Encoding: gzip"), None),
    "says nothing, is gzip": (ok(gzip.compress(FEED)), None),
    "bomb that says nothing": (ok(gzip.compress(b"\0" * 50_000_000), "Content-Type: application/gzip"), LARGE),
    "cut gzip that says nothing": (ok(gzip.compress(FEED)[:-9]), "The answer of 127.0.0.1 is cut short."),
    "gzip in gzip that says nothing": (
        ok(gzip.compress(gzip.compress(FEED))),
        "This is compressed data, not a feed.",
    ),
    # lengths
    "length too long": (ok(FEED, length=len(FEED) + 50), BROKEN_OFF),
    "length too short": (ok(FEED, length=3), GARBLED),
    "length of a terabyte": (ok(FEED, length=10**12), LARGE),
    "negative length": (ok(FEED, length=-1), GARBLED),
    "two lengths": (ok(FEED, "Content-Length: 5"), GARBLED),
    "length and chunks": (ok(FEED, "Transfer-Encoding: chunked"), GARBLED),
    # chunks
    "chunks of garbage": (head("Transfer-Encoding: chunked") + b"zz\r\n" + FEED, GARBLED),
    "a chunk of 16 exabytes": (forever(head("Transfer-Encoding: chunked") + b"fffffffffffffff0\r\n", b"x" * 50_000), LARGE),
    "chunks without end": (forever(head("Transfer-Encoding: chunked"), b"4000\r\n" + b"x" * 0x4000 + b"\r\n"), LARGE),
    "chunk extension without end": (forever(head("Transfer-Encoding: chunked") + b"1;", b"x" * 9_000), LATE),
    "trailers without end": (
        forever(head("Transfer-Encoding: chunked") + b"0\r\n", b"X-Y: z\r\n" * 500), GARBLED,
    ),
    # headers
    "a header of a megabyte": (ok(FEED, "X: " + "x" * 1_000_000), GARBLED),
    "headers without end": (forever(b"HTTP/1.1 200 OK\r\n", b"X-Y: " + b"z" * 9_000 + b"\r\n"), GARBLED),
    "status line without end": (forever(b"HTTP/1.1 200 ", b"O" * 9_000), GARBLED),
    "NUL in a header": (ok(FEED, "X: a\0b"), GARBLED),
    "header without a name": (ok(FEED, ": x"), GARBLED),
    "1xx flood": (forever(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100), LATE),
    "switching protocols": (
        b"HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", "127.0.0.1 answered 101: no feed.",
    ),
    "HTTP/0.9": (FEED, GARBLED),
    "another protocol": (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", GARBLED),
    # time and resets
    "silence": (silence, LATE),
    "drip of a header": (forever(b"HTTP/1.1 200 OK\r\nX: ", b"x", 0.02), LATE),
    "drip of a body": (forever(head(), b"x", 0.02), LATE),
    "drip of chunks": (forever(head("Transfer-Encoding: chunked"), b"1\r\nx\r\n", 0.02), LATE),
    "reset at once": (reset(), HUNG_UP),
    "reset in the status line": (reset(b"HTTP/1."), HUNG_UP),
    "reset in the headers": (reset(b"HTTP/1.1 200 OK\r\nX-Y: "), HUNG_UP),
    "reset in the body": (reset(ok(FEED, length=500)), BROKEN_OFF),
    "closed at once": (b"", HUNG_UP),
    # redirects
    "redirect to itself": (status(301, "Location: /"), "127.0.0.1 redirects more than 5 times."),
    "redirects without end": (elsewhere_for_ever, "127.0.0.1 redirects more than 5 times."),
    "redirect to nowhere": (status(302), "127.0.0.1 answered 302: no feed."),
    "redirect to a file": (status(301, "Location: file:///etc/passwd"), ONLY_WEB),
    "redirect to gopher": (status(301, "Location: gopher://127.0.0.1:70/"), ONLY_WEB),
    "redirect to data": (status(301, "Location: data:text/xml,<rss/>"), ONLY_WEB),
    "redirect with a password": (
        status(302, "Location: http://a:b@127.0.0.1/"), "Addresses with a user name or a password are refused.",
    ),
    "redirect to no address": (status(302, "Location: http://[::1"), "This is no proper web address."),
    "redirect to a port beyond": (status(302, "Location: http://127.0.0.1:99999/"), "This is no proper web address."),
    # statuses
    "204": (b"HTTP/1.1 204 X\r\n\r\n", "127.0.0.1 answered 204: no feed."),
    "206": (b"HTTP/1.1 206 X\r\nContent-Length: 3\r\n\r\n<rs", "127.0.0.1 answered 206: no feed."),
    "401": (status(401, "WWW-Authenticate: Basic"), "127.0.0.1 answered 401: it asks for a password."),
    "403": (status(403), "127.0.0.1 answered 403: access is refused."),
    "404": (status(404), "127.0.0.1 answered 404: the page is not there."),
    "410": (status(410), "127.0.0.1 answered 410: the feed is gone for good."),
    "429 for a thousand years": (
        status(429, "Retry-After: 31536000000"), "127.0.0.1 answered 429: it asks us to come back later.",
    ),
    "503 until before now": (status(503, "Retry-After: -5"), "127.0.0.1 answered 503: the server has a problem."),
    "500 with a page without end": (
        forever(b"HTTP/1.1 500 X\r\n\r\n", b"<p>sorry</p>" * 1_000), "127.0.0.1 answered 500: the server has a problem.",
    ),
    "status 999": (status(999), "127.0.0.1 answered 999: the server has a problem."),
    # bodies
    "empty": (ok(b""), "This is empty."),
    "a page": (ok(b"<!DOCTYPE html><html><body>Log in</body></html>"), "This is an HTML page, not a feed, and it names none."),
    "NUL bytes": (ok(b"\0" * 1_000), "This is empty."),
    "binary": (ok(bytes(range(256)) * 8), "This is binary data, not a feed."),
    "JSON without a bottom": (ok(b'{"items":' + b"[" * 100_000), "This is JSON, but nested too deeply to be read."),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
async def test_an_attack_ends_as_one_line(serve: Callable[..., Awaitable[str]], name: str) -> None:
    answer, line = ATTACKS[name]
    (source,), pipeline, _ = await polled(await serve(answer) + "feed", timeout=patience(line))
    await pipeline.store.close()
    assert source.problem == line
    assert source.ended == (name == "410")
    assert source.failures == (line is not None)


# XML that is small on the wire and large in memory, or slow to read. `parse` does it, in a worker that can be killed.
ENTITIES = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 30))
LAUGHS = f"<!DOCTYPE rss [<!ENTITY e0 'ha'>{ENTITIES}]>"
QUADRATIC = f"<!DOCTYPE rss [<!ENTITY a '{'x' * 50_000}'>]>"


def rss(inside: str, doctype: str = "") -> bytes:
    text = f'<?xml version="1.0"?>{doctype}<rss version="2.0"><channel><title>HKC</title>{inside}</channel></rss>'
    return text.encode()


BODIES: dict[str, bytes] = {
    "billion laughs": rss(f"<item><title>&e29;</title></item>{ITEM}", LAUGHS),
    "quadratic entities": rss(f"<item><title>{'&a;' * 20_000}</title></item>{ITEM}", QUADRATIC),
    "a file as an entity": rss(
        f"<item><title>&x;</title></item>{ITEM}", '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    ),
    "an address as a DTD": rss(ITEM, '<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/x.dtd">'),
    "parameter entities": rss(ITEM, '<!DOCTYPE rss [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>'),
    "one attribute of a megabyte": rss(f'{ITEM}<item><title x="{"y" * 1_000_000}">a</title></item>'),
    "ten thousand attributes": rss(
        f"{ITEM}<item><title {' '.join(f'a{n}={n!r}' for n in map(str, range(10_000)))}>a</title></item>"
    ),
    "one title of a megabyte": rss(f"{ITEM}<item><title>{'word ' * 200_000}</title></item>"),
    "thirty thousand entries": rss(ITEM + "<item><title>a</title></item>" * 30_000),
    "another charset than it says": rss(ITEM).replace(b'"1.0"', b'"1.0" encoding="utf-16"'),
    "an unknown charset": rss(ITEM).replace(b'"1.0"', b'"1.0" encoding="klingon"'),
    "NUL bytes within": rss(ITEM).replace(b"HKC", b"H\0K\0C"),
    "HTML without end": rss(f"{ITEM}<item><description>{'&lt;a ' * 50_000}</description></item>"),
}


@pytest.mark.parametrize("name", BODIES)
async def test_a_hostile_body_costs_little_and_the_entry_beside_it_is_read(
    serve: Callable[..., Awaitable[str]], name: str
) -> None:
    (source,), pipeline, took = await polled(await serve(ok(BODIES[name])), max_bytes=5_000_000)
    items = await pipeline.store.items([str(n) for n in range(1, 2_000)])
    await pipeline.store.close()
    assert (source.problem, source.kind) == (None, "rss")
    assert "Border road closed" in [item.title for item, _ in items]
    assert len(items) <= 1_000
    assert not any("root:" in item.title + item.text or len(item.title) > 1_100 for item, _ in items)
    assert took < 10 * harmless()


class Names:
    """A resolver (aiohttp's interface) with a list of answers by name; the last one stays."""

    def __init__(self, **names: list[list[str]]) -> None:
        self.names = {name.replace("_", "."): answers for name, answers in names.items()}
        self.asked: list[str] = []

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_INET) -> list[dict[str, object]]:
        self.asked.append(host)
        answers = self.names[host]
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            {
                "hostname": host,
                "host": address,
                "port": port,
                "family": socket.AF_INET6 if ":" in address else socket.AF_INET,
                "proto": 0,
                "flags": socket.AI_NUMERICHOST,
            }
            for address in found
        ]

    async def close(self) -> None:
        pass


PRIVATE_NAMES = ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "fd00::1", "fe80::1", "::ffff:127.0.0.1", "0.0.0.0"]


@pytest.mark.parametrize("address", PRIVATE_NAMES)
async def test_a_name_that_leads_to_a_private_address(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def connect(*args: object, **kwargs: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(asyncio.get_running_loop(), "sock_connect", connect)
    names = Names(innocent_example=[[address]])
    fetcher = HttpFetcher(timeout=PATIENCE, resolver=names)
    result = await fetcher.fetch(FetchRequest(url="http://innocent.example/feed"))
    await fetcher.close()
    assert result == FetchProblem(url="http://innocent.example/feed", text=PRIVATE)
    assert names.asked == ["innocent.example"]


def only_nine(address: str) -> bool:
    """127.0.0.9 plays a public address, for is_public."""
    return str(ip_address(address)) == "127.0.0.9"  # ValueError for names, as in is_public


async def test_a_name_that_changes_its_mind_between_two_requests(
    serve: Callable[..., Awaitable[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding. 127.0.0.9 plays the public address, 127.0.0.1 the private one that must not be reached."""
    reached: list[str] = []

    async def public(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reached.append(asked_path(await reader.readuntil(b"\r\n\r\n")))
        writer.write(status(302, f"Location: http://rebind.example:{port}/secret", "Connection: close"))

    async def private(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reached.append("private")

    port = int((await serve(public, "127.0.0.9")).rsplit(":")[-1].strip("/"))
    await serve(private, "127.0.0.1", port)
    monkeypatch.setattr(refusals, "is_public", only_nine)
    names = Names(rebind_example=[["127.0.0.9"], ["127.0.0.1"]])
    fetcher = HttpFetcher(timeout=5, resolver=names)
    url = f"http://rebind.example:{port}/feed"
    first = await fetcher.fetch(FetchRequest(url=url))
    assert first == FetchProblem(url=url, text="rebind.example redirects more than 5 times.")  # still the first answer
    assert set(reached) == {"/feed", "/secret"}
    fetcher._connections[False].forget_names()  # as time does
    assert await fetcher.fetch(FetchRequest(url=url)) == FetchProblem(url=url, text=PRIVATE)
    await fetcher.close()
    assert "private" not in reached
    assert names.asked == ["rebind.example"] * 2


async def test_a_redirect_to_a_name_that_is_private(
    serve: Callable[..., Awaitable[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = await serve(status(302, "Location: http://inside.example/"), "127.0.0.9")
    monkeypatch.setattr(refusals, "is_public", only_nine)
    fetcher = HttpFetcher(timeout=5, resolver=Names(inside_example=[["127.0.0.1", "10.1.1.1"]]))
    assert await fetcher.fetch(FetchRequest(url=url)) == FetchProblem(url=url, text=PRIVATE)
    await fetcher.close()


async def test_validators_that_would_break_a_request_are_never_sent(serve: Callable[..., Awaitable[str]]) -> None:
    asked: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(ok(FEED, "ETag: " + "e" * 5_000, "Last-Modified: \tyesterday\xe9", "Connection: close"))

    (source,), pipeline, _ = await polled(await serve(answer))
    assert (source.problem, source.etag, source.last_modified) == (None, None, None)
    result = await HttpFetcher().fetch(FetchRequest(url="http://127.0.0.1/a\r\nX-Injected: 1"))
    assert result.text == PRIVATE
    await pipeline.store.close()
    assert b"If-None-Match" not in asked[0]


async def test_an_unasked_304_is_no_feed(serve: Callable[..., Awaitable[str]]) -> None:
    (source,), pipeline, _ = await polled(await serve(b"HTTP/1.1 304 X\r\n\r\n"))
    await pipeline.store.close()
    assert (source.problem, source.kind, source.succeeded) == ("This is empty.", "", None)


@pytest.mark.parametrize("wish", ["31536000000", "-5", "Fri, 31 Dec 9999 23:59:59 GMT", "1e9"])
async def test_absurd_wishes_stay_within_the_operator_s_limits(serve: Callable[..., Awaitable[str]], wish: str) -> None:
    (source,), pipeline, _ = await polled(await serve(status(503, f"Retry-After: {wish}")))
    due = await pipeline.store.next_due()
    await pipeline.store.close()
    assert source.failures == 1
    assert timedelta(seconds=LIMITS.min_interval) <= due - NOW <= timedelta(seconds=LIMITS.max_interval)


class Beside:
    """A Fetcher for which attacks that nothing but the clock ends go on until the last honest source is read."""

    def __init__(self, honest: Iterable[str], endless: Iterable[str]) -> None:
        self.fetcher = HttpFetcher(max_bytes=LIMIT)
        self.waiting, self.endless = set(honest), tuple(endless)
        self.all_read = asyncio.Event()

    async def fetch(self, request: FetchRequest) -> Fetched | FetchProblem:
        if not request.url.startswith(self.endless):
            result = await self.fetcher.fetch(request)
            self.waiting.discard(request.url)
            if not self.waiting:
                self.all_read.set()
            return result
        attack = asyncio.create_task(self.fetcher.fetch(request))
        await self.all_read.wait()
        attack.cancel()
        await asyncio.wait([attack])
        return FetchProblem(url=request.url, text=LATE)

    async def close(self) -> None:
        await self.fetcher.close()


async def test_others_are_polled_unharmed_beside_every_attack(serve: Callable[..., Awaitable[str]]) -> None:
    """All attacks at once, each host its own, with ten honest sources among them."""
    urls, endless = [], []
    for n, (answer, line) in enumerate(ATTACKS.values(), start=1):
        urls.append(await serve(answer, f"127.0.1.{n}"))
        if line == LATE:
            endless.append(urls[-1])
    honest = [await serve(ok(FEED, "Connection: close"), f"127.0.2.{n}") for n in range(1, 11)]
    fetcher = Beside(honest, endless)
    sources, pipeline, _ = await polled(*urls[::2], *honest, *urls[1::2], fetcher=fetcher)
    counts = await pipeline.store.counts()
    await pipeline.store.close()
    by_url = {source.url: source for source in sources}
    assert [by_url[url].problem for url in honest] == [None] * 10
    assert counts["entries"] == 10 + sum(line is None for _, line in ATTACKS.values())
    assert sum(source.failures for source in sources) == sum(line is not None for _, line in ATTACKS.values())


async def test_a_host_gets_one_request_at_a_time_redirects_too(serve: Callable[..., Awaitable[str]]) -> None:
    busy = most = 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal busy, most
        while request := await reader.readuntil(b"\r\n\r\n"):
            busy += 1
            most = max(most, busy)
            await asyncio.sleep(0.002)  # room for another request to come, if one were on its way
            busy -= 1
            moved = asked_path(request).startswith("/moved")
            writer.write(status(302, f"Location: {base}feed") if moved else ok(FEED))

    base = await serve(answer)
    elsewhere = [await serve(status(302, f"Location: {base}feed"), f"127.0.3.{n}") for n in range(1, 6)]
    urls = [f"{base}{n}" for n in range(10)] + [f"{base}moved{n}" for n in range(5)] + elsewhere
    sources, pipeline, _ = await polled(*urls)
    await pipeline.store.close()
    assert [source.problem for source in sources] == [None] * 20
    assert most == 1


async def test_the_other_sources_of_a_stuck_host_wait(
    serve: Callable[..., Awaitable[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.pipeline.poll.STUCK", PATIENCE / 2)
    base = await serve(silence)
    sources, pipeline, _ = await polled(*[f"{base}{n}" for n in range(5)], timeout=PATIENCE)
    due = await pipeline.store.next_due()
    await pipeline.store.close()
    assert [source.failures for source in sources] == [1, 0, 0, 0, 0]
    assert due == NOW + timedelta(minutes=1)


# --- robots.txt, and addresses that users paste ---

LEFT_ALONE = "; that was for its robots.txt, and until it can be read its pages are left alone."
NOT_TO_READ = "{host} asks programs not to read this page (robots.txt)."

# name: (what the server does when asked for robots.txt, the line on the page's source; None: the page is read)
ROBOTS: dict[str, tuple[bytes | Answer, str | None]] = {
    "silence": (silence, LATE),
    "a slow drip": (forever(head("Content-Type: text/plain"), b"#", 0.05), LATE),
    "without end": (forever(head(), b"#" * 65_536), LARGE),
    "a gzip bomb": (ok(gzip.compress(b"#" * 5_000_000), "Content-Encoding: gzip"), LARGE),
    "redirects without end": (elsewhere_for_ever, "127.0.0.1 redirects more than 5 times."),
    "a redirect to a file": (status(302, "Location: file:///etc/passwd"), ONLY_WEB),
    "a reset": (reset(), HUNG_UP),
    "503": (status(503), "127.0.0.1 answered 503: the server has a problem" + LEFT_ALONE),
    "429": (status(429), "127.0.0.1 answered 429: it asks us to come back later" + LEFT_ALONE),
    "404": (status(404), None),
    "a picture": (ok(b"\x89PNG" + b"\0" * 1_000), None),
    "a hundred thousand rules": (ok(b"User-agent: *\n" + b"Disallow: /*a*b*c$\n" * 10_000), None),
    "one rule of stars": (ok(b"User-agent: *\nDisallow: /" + b"*a" * 80_000), None),
    "a delay for ever": (ok(b"User-agent: *\nCrawl-delay: " + b"9" * 40), None),
    "a refusal": (ok(b"User-agent: *\nDisallow: /"), NOT_TO_READ),
}
LIVE = (
    b'<html><script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Herat, live", "liveBlogUpdate": '
    b'[{"headline": "Rain stops in Herat", "datePublished": "2021-08-13T11:30:00Z"}]}</script></html>'
)


@pytest.mark.parametrize("name", ROBOTS)
async def test_a_hostile_robots_txt_ends_as_one_line(serve: Callable[..., Awaitable[str]], name: str) -> None:
    robots, line = ROBOTS[name]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        if asked_path(request) == "/live":
            writer.write(ok(LIVE, "Connection: close"))
        elif isinstance(robots, bytes):
            writer.write(robots)
        else:
            again = asyncio.StreamReader()
            again.feed_data(request)
            await robots(again, writer)
        await writer.drain()

    base = await serve(answer)
    (source,), pipeline, _ = await polled(base + "live", timeout=patience(line))
    due = await pipeline.store.next_due()
    await pipeline.store.close()
    host = base.split("/")[2]
    assert source.problem == (line and line.format(host=host))
    assert source.kind == ("" if line else "liveblog")
    assert due - NOW <= timedelta(seconds=LIMITS.max_interval)


@pytest.mark.parametrize(
    ("pages", "line"),
    [
        ({"/": status(302, "Location: http://127.0.0.1:{port}/secret")}, PRIVATE),
        ({"/": status(302, "Location: http://[::ffff:127.0.0.1]:{port}/secret")}, PRIVATE),
        ({"/": status(302, "Location: http://inside.example:{port}/secret")}, PRIVATE),
        ({"/robots.txt": status(302, "Location: http://127.0.0.1:{port}/secret")}, PRIVATE),
        ({"/": ok(b"<html><link rel=alternate type=application/rss+xml href=http://127.0.0.1:{port}/rss>")}, PRIVATE),
        ({"/": ok(b"<html><link rel=alternate type=application/rss+xml href=http://inside.example:{port}/rss>")}, PRIVATE),
        ({"/": ok(b"<html><base href=http://0177.0.0.1:{port}/><a href=rss.xml>")}, PRIVATE),
        ({"/": ok(b"<html><link rel=alternate type=application/rss+xml href=/rss>"),
          "/rss": status(301, "Location: http://10.0.0.8/secret")}, PRIVATE),
        ({"/": ok(b"<html><link rel=alternate type=application/rss+xml href=file:///etc/passwd>")}, "names none"),
        ({"/": ok(b"<html><link rel=alternate type=application/rss+xml href=/>")}, "names none"),
    ],
)  # fmt: skip
async def test_a_pasted_address_never_leads_inside(
    serve: Callable[..., Awaitable[str]], monkeypatch: pytest.MonkeyPatch, pages: dict[str, bytes], line: str
) -> None:
    """127.0.0.9 plays the public server; what it leads to must not be reached."""
    reached: list[str] = []

    async def public(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        page = pages.get(asked_path(await reader.readuntil(b"\r\n\r\n")), status(404))
        text = page.replace(b"{port}", str(port).encode())
        body = text.partition(b"\r\n\r\n")[2]
        writer.write(ok(body, "Connection: close") if body else text.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))

    async def private(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reached.append("private")

    port = int((await serve(public, "127.0.0.9")).rsplit(":")[-1].strip("/"))
    await serve(private, "127.0.0.1", port)
    monkeypatch.setattr(refusals, "is_public", only_nine)
    fetcher = HttpFetcher(timeout=5, resolver=Names(inside_example=[["127.0.0.1"]]))
    found = await Web(fetcher, InlineWorkers(), Clock()).look_up(f"http://127.0.0.9:{port}/")
    await fetcher.close()
    said = found.text if isinstance(found, FetchProblem) else " ".join(found.feed.problems)
    assert line in said
    assert reached == []
