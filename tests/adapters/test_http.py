"""The fetcher against real servers on the loopback, and its refusals without any."""

import asyncio
import gzip
import socket
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from multidict import CIMultiDict
from yarl import URL

from bot.adapters.http import (
    PRIVATE,
    HttpFetcher,
    PublicResolver,
    heads,
    is_public,
    refusal,
    refusals,
)
from bot.adapters.inflate import EncodingError, TooLargeError, inflate
from bot.model import Fetched, FetchProblem, FetchRequest

BODY = b"<rss version='2.0'><channel><title>Hindukush Courier</title></channel></rss>"
LIMIT = 200_000
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@pytest.fixture
async def fetcher() -> AsyncIterator[HttpFetcher]:
    made = HttpFetcher("sitrep-test/1 (tests)", timeout=5, max_bytes=LIMIT)
    yield made
    await made.close()


@pytest.fixture
async def serve() -> AsyncIterator[Callable[[Handler], Awaitable[str]]]:
    """Starts a server whose every path is answered by the handler; gives its address."""
    runners: list[web.AppRunner] = []

    async def start(handler: Handler) -> str:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", handler)
        runner = web.AppRunner(app, shutdown_timeout=0)
        runners.append(runner)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}"

    yield start
    for runner in runners:
        await runner.cleanup()


@pytest.fixture
async def serve_raw() -> AsyncIterator[Callable[..., Awaitable[str]]]:
    """Starts a server that writes these bytes to whoever connects, one piece after another, then waits or hangs up."""
    servers: list[asyncio.Server] = []
    writers: list[asyncio.StreamWriter] = []

    async def start(*pieces: bytes, hang_up: bool = True, pause: float = 0) -> str:
        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writers.append(writer)
            await reader.read(1)
            try:
                for piece in pieces:
                    writer.write(piece)
                    await writer.drain()
                    await asyncio.sleep(pause)
            except (ConnectionError, asyncio.CancelledError):
                return
            if hang_up:
                writer.close()

        servers.append(await asyncio.start_server(answer, "127.0.0.1", 0))
        return f"http://127.0.0.1:{servers[-1].sockets[0].getsockname()[1]}/"

    yield start
    for server in servers:
        server.close()
    for writer in writers:
        writer.close()


def request(url: str, **fields: object) -> FetchRequest:
    return FetchRequest(**{"url": url, "allow_private": True, **fields})


async def text(fetcher: HttpFetcher, url: str) -> str:
    """The sentence of the problem that this address must end in."""
    result = await fetcher.fetch(request(url))
    assert isinstance(result, FetchProblem), result
    assert result.url == url
    return result.text


async def test_an_answer_with_all_that_matters(
    fetcher: HttpFetcher, serve: Callable[[Handler], Awaitable[str]]
) -> None:
    async def handler(asked: web.Request) -> web.Response:
        assert asked.headers["User-Agent"] == "sitrep-test/1 (tests)"
        assert asked.headers["Accept"].startswith("application/rss+xml")
        assert asked.headers["Accept-Encoding"] == "gzip, deflate"
        assert "If-None-Match" not in asked.headers
        headers = {
            "ETag": '"7"',
            "Last-Modified": "Fri, 13 Aug 2021 10:00:00 GMT",
            "Cache-Control": "public, max-age=600",
        }
        return web.Response(body=BODY, headers=headers, content_type="application/rss+xml", charset="utf-8")

    url = await serve(handler) + "/rss"
    assert await fetcher.fetch(request(url)) == Fetched(
        url=url,
        status=200,
        body=BODY,
        content_type="application/rss+xml; charset=utf-8",
        etag='"7"',
        last_modified="Fri, 13 Aug 2021 10:00:00 GMT",
        max_age=600,
    )


async def test_conditional_and_not_modified(fetcher: HttpFetcher, serve: Callable[[Handler], Awaitable[str]]) -> None:
    async def handler(asked: web.Request) -> web.Response:
        same = asked.headers.get("If-None-Match") == '"7"' and asked.headers.get("If-Modified-Since") == "yesterday"
        assert "Cookie" not in asked.headers
        return web.Response(status=304 if same else 200, headers={"ETag": '"7"', "Set-Cookie": "a=b"})

    url = await serve(handler)
    assert (await fetcher.fetch(request(url))).status == 200
    result = await fetcher.fetch(request(url, etag='"7"', last_modified="yesterday"))
    assert (result.status, result.body, result.etag) == (304, b"", '"7"')
    odd = await fetcher.fetch(request(url, etag='"7"\r\nX: y', last_modified="hé"))  # never sent
    assert odd.status == 200


@pytest.mark.parametrize(
    ("hops", "moved_to", "arrives"),
    [
        ([301], "/1", "/1"),
        ([301, 308], "/2", "/2"),
        ([302], None, "/1"),
        ([301, 302, 301], "/1", "/3"),
        ([307, 301], None, "/2"),
        ([303] * 5, None, "/5"),
    ],
)
async def test_redirects(
    fetcher: HttpFetcher,
    serve: Callable[[Handler], Awaitable[str]],
    hops: list[int],
    moved_to: str | None,
    arrives: str,
) -> None:
    async def handler(asked: web.Request) -> web.Response:
        step = int(asked.path.strip("/") or 0)
        if step == len(hops):
            return web.Response(body=BODY)
        return web.Response(status=hops[step], headers={"Location": f"/{step + 1}#part"})

    base = await serve(handler)
    result = await fetcher.fetch(request(f"{base}/0"))
    assert isinstance(result, Fetched)
    assert result.url == base + arrives
    assert result.moved_to == (base + moved_to if moved_to else None)


@pytest.mark.parametrize(
    ("location", "sentence"),
    [
        ("/again", "redirects more than 5 times"),
        ("file:///etc/passwd", "Only http"),
        ("gopher://x.example/", "Only http"),
        ("http://user:secret@127.0.0.1/", "password"),
        ("http://[", "no proper web address"),
    ],
)
async def test_redirects_that_are_refused(
    fetcher: HttpFetcher, serve: Callable[[Handler], Awaitable[str]], location: str, sentence: str
) -> None:
    async def handler(asked: web.Request) -> web.Response:
        return web.Response(status=301, headers={"Location": location})

    assert sentence in await text(fetcher, await serve(handler))


async def test_redirects_into_a_private_network(
    fetcher: HttpFetcher, serve: Callable[[Handler], Awaitable[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[str] = []

    async def handler(asked: web.Request) -> web.Response:
        reached.append(asked.path)
        return web.Response(status=302, headers={"Location": "http://127.0.0.1:1/secret"})

    base = await serve(handler)
    port = URL(base).port
    # One name is let through to the loopback, as if it were public; what it redirects to is checked as ever.
    monkeypatch.setattr(refusals, "is_public", lambda address: address == "127.0.0.1" and not reached)
    result = await fetcher.fetch(FetchRequest(url=f"http://127.0.0.1:{port}/feed"))
    assert isinstance(result, FetchProblem)
    assert (result.text, reached) == (PRIVATE, ["/feed"])


@pytest.mark.parametrize(
    ("status", "headers", "sentence", "retry_after", "gone"),
    [
        (404, {}, "127.0.0.1 answered 404: the page is not there.", None, False),
        (410, {}, "127.0.0.1 answered 410: the feed is gone for good.", None, True),
        (429, {"Retry-After": "120"}, "127.0.0.1 answered 429: it asks us to come back later.", 120, False),
        (
            503,
            {"Retry-After": "Fri, 13 Aug 2021 10:05:00 GMT", "Date": "Fri, 13 Aug 2021 10:00:00 GMT"},
            "127.0.0.1 answered 503: the server has a problem.",
            300,
            False,
        ),
        (503, {"Retry-After": "9" * 400}, "127.0.0.1 answered 503: the server has a problem.", heads.MAX_WAIT, False),
        (503, {"Retry-After": "soon"}, "127.0.0.1 answered 503: the server has a problem.", None, False),
        (204, {}, "127.0.0.1 answered 204: no feed.", None, False),
        (301, {}, "127.0.0.1 answered 301: no feed.", None, False),
    ],
)
async def test_other_answers(
    fetcher: HttpFetcher,
    serve: Callable[[Handler], Awaitable[str]],
    status: int,
    headers: dict[str, str],
    sentence: str,
    retry_after: int | None,
    gone: bool,
) -> None:
    async def handler(asked: web.Request) -> web.Response:
        return web.Response(status=status, headers=headers)

    url = await serve(handler)
    assert await fetcher.fetch(request(url)) == FetchProblem(
        url=url, text=sentence, retry_after=retry_after, gone=gone, status=status, host="127.0.0.1"
    )


@pytest.mark.parametrize(("status", "gone"), [(301, True), (308, True), (302, False), (307, False)])
async def test_what_a_temporary_redirect_leads_to_may_end_without_the_source(
    fetcher: HttpFetcher, serve: Callable[[Handler], Awaitable[str]], status: int, gone: bool
) -> None:
    async def handler(asked: web.Request) -> web.Response:
        if asked.path == "/ended":
            return web.Response(status=410)
        return web.Response(status=status, headers={"Location": "/ended"})

    result = await fetcher.fetch(request(await serve(handler)))
    assert isinstance(result, FetchProblem)
    assert (result.status, result.gone) == (410, gone)


@pytest.mark.parametrize(
    ("headers", "max_age"),
    [
        ({"Cache-Control": "max-age=60"}, 60),
        ({"Cache-Control": "no-cache, max-age=60"}, None),
        ({"Cache-Control": "s-maxage=9"}, None),
        ([("Cache-Control", "public"), ("Cache-Control", 'MAX-AGE="60"')], 60),
        ([("Cache-Control", "max-age=60"), ("Cache-Control", "no-store")], None),
        ({"Cache-Control": "max-age=600", "Age": "500"}, 100),
        ({"Cache-Control": "max-age=600", "Age": "700"}, 0),
        ({"Cache-Control": "max-age=600", "Age": "old"}, 600),
        ({"Expires": "Fri, 13 Aug 2021 11:00:00 GMT", "Date": "Fri, 13 Aug 2021 10:00:00 GMT"}, 3_600),
        ({"Expires": "0", "Date": "Fri, 13 Aug 2021 10:00:00 GMT"}, None),
        ({}, None),
    ],
)
def test_max_age(headers: dict[str, str] | list[tuple[str, str]], max_age: int | None) -> None:
    assert heads.max_age(CIMultiDict(headers)) == max_age


def test_expires_without_a_date_counts_from_now() -> None:
    assert heads.max_age(CIMultiDict({"Expires": "Fri, 31 Dec 9999 23:59:59 GMT"})) == heads.MAX_WAIT
    assert heads.max_age(CIMultiDict({"Expires": "Fri, 13 Aug 2021 11:00:00 GMT", "Date": "soon"})) == 0


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(BODY, mtime=0)),
        ("x-gzip", gzip.compress(BODY[:9]) + gzip.compress(BODY[9:])),
        ("gzip", gzip.compress(BODY, mtime=0) + b"\0" * 100),
        ("gzip", BODY),  # says so, but is not
        ("deflate", zlib.compress(BODY)),
        ("deflate", zlib.compress(BODY, wbits=-15)),
        ("identity", BODY),
    ],
)
async def test_compressed_bodies(
    fetcher: HttpFetcher, serve: Callable[[Handler], Awaitable[str]], encoding: str, body: bytes
) -> None:
    async def handler(asked: web.Request) -> web.Response:
        return web.Response(body=body, headers={"Content-Encoding": encoding})

    result = await fetcher.fetch(request(await serve(handler)))
    assert isinstance(result, Fetched)
    assert result.body == BODY


async def pieces(body: bytes, size: int) -> AsyncIterator[bytes]:
    for start in range(0, len(body), size):
        yield body[start : start + size]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1_000])
@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(BODY, mtime=0) * 2),
        ("", gzip.compress(BODY, mtime=0) * 2),
        ("deflate", zlib.compress(BODY + BODY)),
        ("gzip", BODY * 2),
        ("", BODY * 2),
    ],
)
async def test_inflate_in_any_pieces(encoding: str, body: bytes, size: int) -> None:
    assert await inflate(pieces(body, size), encoding, LIMIT) == BODY * 2


@pytest.mark.parametrize(
    ("encoding", "body", "error"),
    [
        ("gzip", gzip.compress(b"\0" * 50_000_000, mtime=0), TooLargeError),
        ("deflate", zlib.compress(b"\0" * 5_000_000), TooLargeError),
        ("gzip", gzip.compress(gzip.compress(b"x", mtime=0), mtime=0)[:-12], EncodingError),
        ("gzip", b"\x1f\x8bgarbage" * 20, EncodingError),
        ("deflate", b"garbage" * 20, EncodingError),
        ("br", b"whatever", EncodingError),
    ],
)
async def test_bombs_and_garbage(encoding: str, body: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        await inflate(pieces(body, 4_096), encoding, LIMIT)


@pytest.mark.parametrize(
    ("encoding", "body", "sentence"),
    [
        ("gzip", gzip.compress(b"\0" * 20_000_000), "The answer of 127.0.0.1 is larger than 195.312 KB."),
        ("gzip", b"\x1f\x8bgarbage" * 20, "The answer of 127.0.0.1 is compressed, but broken."),
        ("br", b"x", "The answer of 127.0.0.1 is compressed in a way that is not understood (br)."),
        ("identity", b"x" * (LIMIT + 1), "The answer of 127.0.0.1 is larger than 195.312 KB."),
    ],
)
async def test_bodies_that_end_as_a_problem(
    fetcher: HttpFetcher, serve: Callable[[Handler], Awaitable[str]], encoding: str, body: bytes, sentence: str
) -> None:
    async def handler(asked: web.Request) -> web.Response:
        return web.Response(body=body, headers={"Content-Encoding": encoding})

    assert await text(fetcher, await serve(handler)) == sentence


async def test_a_body_without_length_and_end_is_stopped(
    fetcher: HttpFetcher, serve_raw: Callable[..., Awaitable[str]]
) -> None:
    url = await serve_raw(b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 50_000] * 100)
    assert "larger than" in await text(fetcher, url)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<rss>", "The answer of 127.0.0.1 broke off."),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "127.0.0.1 does not speak proper HTTP."),
        (b"SSH-2.0-OpenSSH\r\n\r\n", "127.0.0.1 does not speak proper HTTP."),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n", "127.0.0.1 does not speak proper HTTP."),
        (b"", "127.0.0.1 broke off the connection."),
    ],
)
async def test_broken_servers(
    fetcher: HttpFetcher, serve_raw: Callable[..., Awaitable[str]], answer: bytes, sentence: str
) -> None:
    assert await text(fetcher, await serve_raw(answer)) == sentence


@pytest.mark.parametrize(
    "drip", [[b"HTTP/1.1 200 OK\r\n\r\n"] + [b"x"] * 1_000, [b"HTTP/1.1 200 OK\r\nX: "] + [b"x"] * 1_000, []]
)
async def test_a_slow_drip_ends_at_the_total_time(serve_raw: Callable[..., Awaitable[str]], drip: list[bytes]) -> None:
    url = await serve_raw(*drip, hang_up=False, pause=0.02)
    impatient = HttpFetcher(timeout=0.3)
    try:
        assert await text(impatient, url) == "127.0.0.1 does not answer (timed out after 0.3 s)."
    finally:
        await impatient.close()


class Here:
    """Every name is this machine's."""

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[dict[str, object]]:
        return [{"host": "127.0.0.1", "family": socket.AF_INET}]

    async def close(self) -> None:
        pass


async def test_each_has_its_own_time(serve: Callable[[Handler], Awaitable[str]]) -> None:
    """One timer watches all: it ends a second one that is stuck, too, and never one that is in time."""
    asked = {host: asyncio.Event() for host in ("one.example", "two.example", "good.example")}

    async def handler(request: web.Request) -> web.Response:
        asked[request.url.host].set()
        if request.url.host != "good.example":
            await over.wait()
        return web.Response(body=BODY)

    base, over = await serve(handler), asyncio.Event()
    impatient = HttpFetcher(timeout=0.3, resolver=Here())
    try:
        one, two, good = (request(base.replace("127.0.0.1", host)) for host in asked)
        stuck = asyncio.create_task(impatient.fetch(one))
        await asked["one.example"].wait()
        later = asyncio.create_task(impatient.fetch(two))
        answer = await impatient.fetch(good)
        ended = [result.text for result in await asyncio.gather(stuck, later)]
    finally:
        over.set()
        await impatient.close()
    assert isinstance(answer, Fetched)
    assert ended == [f"{name}.example does not answer (timed out after 0.3 s)." for name in ("one", "two")]
    assert impatient._limits == {}


async def test_who_ends_a_fetch_from_outside_is_not_told_of_its_time(serve_raw: Callable[..., Awaitable[str]]) -> None:
    url, patient = await serve_raw(hang_up=False), HttpFetcher(timeout=60)
    try:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await patient.fetch(request(url))
        task = asyncio.create_task(patient.fetch(request(url)))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    finally:
        await patient.close()
    assert (patient._limits, patient._late) == ({}, set())


async def test_nobody_listens(fetcher: HttpFetcher) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
        assert await text(fetcher, url) == "127.0.0.1 refuses the connection."


async def test_plain_http_where_https_is_asked(fetcher: HttpFetcher, serve_raw: Callable[..., Awaitable[str]]) -> None:
    url = await serve_raw(b"HTTP/1.1 400 Bad\r\n\r\n")
    assert "secure connection" in await text(fetcher, url.replace("http:", "https:"))


REFUSED = """
    http://127.0.0.1/ http://127.1/ http://2130706433/ http://0x7f000001/ http://0177.0.0.1/ http://0x7f.1/
    http://localhost/ http://LOCALHOST./ http://a.localhost/ http://0.0.0.0/ http://0/ http://10.1.2.3/ http://172.16.0.1/
    http://192.168.1.1/ http://169.254.169.254/latest/meta-data http://100.64.0.1/ http://192.0.0.8/ http://198.18.0.1/
    http://224.0.0.1/ http://255.255.255.255/ http://240.0.0.1/ http://[::1]/ http://[::]/ http://[::ffff:127.0.0.1]/
    http://[::ffff:a00:1]/ http://[::ffff:0:127.0.0.1]/ http://[::127.0.0.1]/ http://[fe80::1]/ http://[fe80::1%25eth0]/
    http://[fc00::1]/ http://[fd12:3456::1]/ http://[fec0::1]/ http://[ff02::1]/ http://[64:ff9b::7f00:1]/
    http://[64:ff9b::a9fe:a9fe]/ http://[64:ff9b:1::a00:1]/ http://[2002:7f00:1::]/ http://[2002:a00:1::1]/
    http://[2001:0:53aa:64c::1]/ http://[2001:db8::1]/ http://[100::1]/ http://127.0.0.1:22/ http://①②⑦.⓪.⓪.①/
    https://127.0.0.1./
""".split()  # noqa: SIM905


@pytest.mark.parametrize("url", REFUSED)
async def test_private_addresses_are_refused(fetcher: HttpFetcher, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def connect(*args: object, **kwargs: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(asyncio.get_running_loop(), "sock_connect", connect)
    result = await fetcher.fetch(FetchRequest(url=url))
    assert result == FetchProblem(url=url, text=PRIVATE)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ftp://x.example/", "Only http"),
        ("file:///etc/passwd", "Only http"),
        ("x.example/feed", "Only http"),
        ("", "Only http"),
        ("http://", "Only http"),
        ("http://user@x.example/", "password"),
        ("http://user:p@x.example/", "password"),
        ("http://x.example:99999/", "no proper web address"),
        ("http://[::1", "no proper web address"),
        ("http://999.1.1.1/", "no proper address"),
        ("http://" + "a" * 70 + ".example/", ""),
    ],
)
async def test_what_is_no_web_address(fetcher: HttpFetcher, url: str, sentence: str) -> None:
    result = await fetcher.fetch(FetchRequest(url=url))
    assert isinstance(result, FetchProblem)
    assert sentence in result.text


async def test_a_name_that_resolves_to_private_addresses(fetcher: HttpFetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"inside.example": ["10.0.0.1", "::1"], "mixed.example": ["127.0.0.1", "203.0.114.7"]}

    async def getaddrinfo(host: str, port: int, **kwargs: object) -> list[object]:
        family = {True: socket.AF_INET6, False: socket.AF_INET}
        return [
            (family[":" in ip], socket.SOCK_STREAM, 6, "", (ip, port, 0, 0)[: 4 if ":" in ip else 2])
            for ip in answers[host]
        ]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", getaddrinfo)
    result = await fetcher.fetch(FetchRequest(url="http://inside.example/feed"))
    assert result == FetchProblem(url="http://inside.example/feed", text=PRIVATE)
    found = await PublicResolver().resolve("mixed.example", 80)
    assert [part["host"] for part in found] == ["203.0.114.7"]


async def test_a_name_that_nobody_has(fetcher: HttpFetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    async def getaddrinfo(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", getaddrinfo)
    result = await fetcher.fetch(FetchRequest(url="http://nobody.example/feed"))
    assert result.text == "nobody.example is not known: no address has this name."


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("url", ["https://x.example/feed", "http://8.8.8.8/", "http://[2606:4700::1111]:8080/"])
def test_nothing_against_public_urls(url: str) -> None:
    assert refusal(URL(url), allow_private=False) is None
