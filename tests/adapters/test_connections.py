"""Connections against real servers on the loopback: when they are kept, tried again, and given up."""

import asyncio
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

import pytest
from aiohttp import ServerDisconnectedError
from aiohttp.client_proto import ResponseHandler
from aiohttp.resolver import ThreadedResolver
from hypothesis import example, given
from hypothesis import strategies as st
from yarl import URL

from bot.adapters import connections as module
from bot.adapters.address import parts
from bot.adapters.connections import Connections, UnknownNameError, UnreachableError, not_modified

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
Server = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Names:
    """A resolver that knows what it is told."""

    def __init__(self, **names: list[str]) -> None:
        self.names, self.asked = names, 0

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[dict[str, object]]:
        self.asked += 1
        if host not in self.names:
            raise OSError("unknown")
        return [{"host": address, "family": 2} for address in self.names[host]]

    async def close(self) -> None:
        pass


@pytest.fixture
async def connections() -> AsyncIterator[Connections]:
    made = Connections(ThreadedResolver())
    yield made
    await made.close()


@pytest.fixture
async def serve() -> AsyncIterator[Callable[[Server], Awaitable[URL]]]:
    servers: list[asyncio.Server] = []
    running: set[asyncio.Task[None]] = set()

    async def start(server: Server) -> URL:
        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            running.add(asyncio.current_task())
            try:
                await server(reader, writer)
            except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                pass
            finally:
                writer.close()

        servers.append(await asyncio.start_server(connected, "127.0.0.1", 0))
        return URL(f"http://127.0.0.1:{servers[-1].sockets[0].getsockname()[1]}/feed")

    yield start
    for server in servers:
        server.close()
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)


def talker(*answers: bytes) -> tuple[Server, list[bytes]]:
    """A server that gives these answers on each connection, then hangs up; what it was asked, `b""` for a new connection."""
    asked: list[bytes] = []

    async def server(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(b"")
        for answer in answers:
            asked.append(await reader.readuntil(b"\r\n\r\n"))
            writer.write(answer)
            await writer.drain()

    return server, asked


async def read(connections: Connections, url: URL, *, keep: bool) -> bytes:
    with await connections.ask(parts(url), {"Accept": "*/*"}, keep=keep) as answer:
        assert answer.status == 200
        return await answer.body.read()


async def test_a_connection_is_kept_where_more_follows(connections: Connections, serve: object) -> None:
    server, asked = talker(OK, OK, OK)
    url = await serve(server)
    for keep in (True, True, False):
        assert await read(connections, url, keep=keep) == b"ok"
    assert asked == [b"", *[b"GET /feed HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: */*\r\n\r\n" % url.port] * 3]
    await read(connections, url, keep=False)
    assert asked.count(b"") == 2


async def test_one_that_ended_meanwhile_is_replaced(connections: Connections, serve: object) -> None:
    server, asked = talker(OK)  # hangs up after one answer, without a word
    url = await serve(server)
    for _ in range(3):
        assert await read(connections, url, keep=True) == b"ok"
    assert asked.count(b"") == 3


async def test_one_that_hangs_up_on_the_second_request_is_replaced(connections: Connections, serve: object) -> None:
    server, asked = talker(OK, b"")
    url = await serve(server)
    for _ in range(2):
        assert await read(connections, url, keep=True) == b"ok"
    assert asked.count(b"") == 2


async def test_a_new_one_that_hangs_up_is_not_tried_again(connections: Connections, serve: object) -> None:
    server, asked = talker(b"")
    with pytest.raises(ServerDisconnectedError):
        await read(connections, await serve(server), keep=True)
    assert asked.count(b"") == 1


@pytest.mark.parametrize(
    "answer",
    [
        OK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"),
        OK.replace(b"1.1", b"1.0"),
    ],
)
async def test_one_that_is_not_fit_for_more_is_not_kept(connections: Connections, serve: object, answer: bytes) -> None:
    server, asked = talker(answer, OK)
    url = await serve(server)
    await read(connections, url, keep=True)
    await read(connections, url, keep=True)
    assert asked.count(b"") == 2


async def test_an_answer_left_unread_costs_the_connection(connections: Connections, serve: object) -> None:
    answers = [OK[:-1], OK]  # the rest of the first never comes

    async def server(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answers.pop(0))
        await reader.read()

    url = await serve(server)
    with await connections.ask(parts(url), {}, keep=True) as answer:
        assert answer.status == 200
    assert await read(connections, url, keep=True) == b"ok"
    assert answers == []


async def test_answers_that_come_first_are_passed_over(connections: Connections, serve: object) -> None:
    server, _ = talker(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + OK)
    assert await read(connections, await serve(server), keep=False) == b"ok"


async def test_idle_connections_end(connections: Connections, serve: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEEP_ALIVE", 0.01)
    ended = asyncio.Event()

    async def server(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(OK)
        try:
            await reader.read()
        finally:
            ended.set()

    await read(connections, await serve(server), keep=True)
    async with asyncio.timeout(30):
        await ended.wait()


async def test_a_body_is_posted(connections: Connections, serve: object) -> None:
    asked = []

    async def server(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"a=b&c=d"))
        writer.write(OK)

    url = await serve(server)
    with await connections.ask(parts(url), {"Content-Type": "x"}, body=b"a=b&c=d") as answer:
        assert answer.status == 200
    start = b"POST /feed HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: 7\r\nContent-Type: x\r\n\r\n" % url.port
    assert asked == [start + b"a=b&c=d"]


@pytest.mark.parametrize("line", ["a\r\nX-Injected: 1", "a\nb", "a\0b"])
async def test_a_header_that_would_break_the_request_is_refused(connections: Connections, line: str) -> None:
    with pytest.raises(ValueError, match="line break"):
        await connections.ask(parts(URL("http://127.0.0.1:1/")), {"If-None-Match": line})


async def test_addresses_are_encoded_never_injected(connections: Connections, serve: object) -> None:
    server, asked = talker(OK)
    url = (await serve(server)).join(URL("/a b\r\nX-Injected: 1?q=کابل"))
    await read(connections, url, keep=False)
    assert asked[1].startswith(b"GET /a%20b")
    assert b"\nX-Injected" not in asked[1]


async def test_names_are_asked_for_once_and_each_address_is_tried(serve: object) -> None:
    server, asked = talker(OK, OK)
    port = (await serve(server)).port
    names = Names(**{"two.example": ["127.0.0.77", "127.0.0.1"], "none.example": []})
    connections = Connections(names)
    for _ in range(2):  # nobody listens on the first
        assert await read(connections, URL(f"http://two.example.:{port}/"), keep=False) == b"ok"
    assert names.asked == 1
    for name in ("none.example", "unheard.example"):
        with pytest.raises(UnknownNameError):
            await read(connections, URL(f"http://{name}:{port}/"), keep=False)
    with pytest.raises(UnreachableError) as error:
        await read(connections, URL("http://127.0.0.77:1/"), keep=False)
    assert isinstance(error.value.__cause__, ConnectionRefusedError)
    await connections.close()
    assert asked[1].startswith(b"GET / HTTP/1.1\r\nHost: two.example:")


def test_aiohttp_s_protocol_takes_what_it_is_told() -> None:
    """It is not among what aiohttp promises to keep: pyproject.toml holds its version."""
    told = inspect.signature(ResponseHandler.set_response_params).parameters
    assert {"read_until_eof", "auto_decompress", "read_bufsize", "max_line_size", "max_field_size"} <= set(told)


async def test_what_was_not_asked_for_is_nobodys_answer(connections: Connections, serve: object) -> None:
    spoken, asked = asyncio.Event(), []

    async def server(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(NOT_MODIFIED if len(asked) == 1 else OK)
        if len(asked) == 1:
            await spoken.wait()
            writer.write(OK.replace(b"ok", b"no"))
        await reader.read()

    url = await serve(server)
    with await connections.ask(parts(url), {}, keep=True) as answer:
        assert (answer.status, answer.headers["etag"]) == (304, '"7"')
    (handler, _) = next(iter(connections._idle.values()))
    spoken.set()
    for _ in range(10_000):
        if handler.should_close:
            break
        await asyncio.sleep(0.001)
    assert await read(connections, url, keep=False) == b"ok"
    assert len(asked) == 2


async def test_unchanged_and_changed_answers_share_a_connection(connections: Connections, serve: object) -> None:
    answers = [NOT_MODIFIED, OK, NOT_MODIFIED, NOT_MODIFIED.replace(b"\r\n\r\n", b"\r\nContent-Length: 9\r\n\r\n"), OK]
    server, asked = talker(*answers)
    url = await serve(server)
    seen = []
    for _ in answers:
        with await connections.ask(parts(url), {}, keep=True) as answer:
            seen.append((answer.status, await answer.body.read()))
    assert seen == [(304, b""), (200, b"ok"), (304, b""), (304, b""), (200, b"ok")]
    assert asked.count(b"") == 1


# --- the fast way says what the parser says ---

NOT_MODIFIED = b'HTTP/1.1 304 Not Modified\r\nETag: "7"\r\nCache-Control: max-age=60\r\n\r\n'


def plainly(headers: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name.lower(), value) for name, value in headers.items()]


async def parsed(data: bytes) -> tuple[int, list[tuple[str, str]], bool, bool]:
    """Status, headers, whether the connection must end and whether a body follows, as aiohttp has it."""
    handler = ResponseHandler(asyncio.get_running_loop())
    handler.set_response_params(
        read_until_eof=True,
        auto_decompress=False,
        read_bufsize=module.CHUNK,
        max_line_size=module.MAX_HEADER,
        max_field_size=module.MAX_HEADER,
    )
    handler.data_received(data)
    message, body = await handler.read()
    return message.code, plainly(message.headers), handler.should_close, not body.is_eof()


@pytest.mark.parametrize(
    ("data", "fast"),
    [
        (NOT_MODIFIED, True),
        (NOT_MODIFIED.replace(b"Not Modified", b""), True),
        (NOT_MODIFIED.replace(b"ETag", b"connection: Keep-Alive\r\nETAG"), True),
        (NOT_MODIFIED.replace(b"ETag", b"Link: <a>; rel=hub\r\nLink: <b>\r\nETag"), True),
        (b"HTTP/1.1 304 Not Modified\r\n" + b"X: 1\r\n" * 100 + b"\r\n", True),
        (b"HTTP/1.1 304 Not Modified\r\n" + b"X: 1\r\n" * 101 + b"\r\n", False),  # the parser takes 128
        (b"HTTP/1.1 304 Not Modified\r\nX: " + b"1" * module.MAX_HEADER + b"\r\n\r\n", False),
        (b"HTTP/1.1 304 Not Modified\r\n\r\n", False),
        (b"HTTP/1.1 304\r\nX: 1\r\n\r\n", False),
        (NOT_MODIFIED.replace(b"304", b"200"), False),
        (NOT_MODIFIED.replace(b"1.1", b"1.0"), False),
        (NOT_MODIFIED.replace(b"ETag", b"Connection: close\r\nETag"), False),
        (NOT_MODIFIED.replace(b"ETag", b"CONTENT-LENGTH: 5\r\nETag"), False),
        (NOT_MODIFIED.replace(b"ETag", b"Transfer-Encoding: chunked\r\nETag"), False),
        (NOT_MODIFIED.replace(b"ETag: ", b"ETag:"), False),
        (NOT_MODIFIED.replace(b"ETag: ", b"ETag:  "), False),
        (NOT_MODIFIED.replace(b"ETag: ", b"ETag : "), False),
        (NOT_MODIFIED.replace(b'"7"', b'"7" '), False),
        (NOT_MODIFIED.replace(b'"7"', b""), False),
        (NOT_MODIFIED.replace(b'"7"', b"\xff\0"), False),
        (NOT_MODIFIED.replace(b"\r\nCache", b"\nCache"), False),
        (NOT_MODIFIED.replace(b"\r\nCache", b"\r\n Cache"), False),
        (NOT_MODIFIED[:-2], False),
        (NOT_MODIFIED + b"x", False),
        (NOT_MODIFIED + NOT_MODIFIED, False),
    ],
)
async def test_only_plain_heads_go_the_fast_way(data: bytes, fast: bool) -> None:
    head = not_modified(data)
    assert (head is not None) == fast
    if head is not None:
        assert (head.code, plainly(head.headers), False, False) == await parsed(data)


NAMES = [
    "ETag",
    "last-modified",
    "Connection",
    "Content-Length",
    "Transfer-Encoding",
    "Upgrade",
    "Sec-WebSocket-Key1",
    "a_b-9",
]
VALUES = [
    "keep-alive",
    "close",
    "Keep-Alive, x",
    "5",
    "chunked",
    "upgrade",
    '"7"',
    "a: b",
    "Fri, 13 Aug 2021 12:00:00 GMT",
]
TEXT = st.text(st.characters(max_codepoint=255), max_size=6)


HEADER = st.tuples(st.sampled_from(NAMES) | TEXT, st.sampled_from([": ", ":", ":  "]), st.sampled_from(VALUES) | TEXT)
STARTS = ["HTTP/1.1 304 Not Modified", "HTTP/1.1 304 ", "HTTP/1.1 304", "HTTP/1.0 304 X", "HTTP/1.1 200 OK"]


@given(
    start=st.sampled_from(STARTS),
    headers=st.lists(HEADER),
    end=st.sampled_from(["\r\n\r\n", "\r\n\r\nx", "\n\n", "\r\n"]),
)
@example("HTTP/1.1 304 X", [("Connection", ": ", "keep-alive"), ("a", ": ", "b ")], "\r\n\r\n")
def test_the_fast_way_says_what_the_parser_says(start: str, headers: list[tuple[str, str, str]], end: str) -> None:
    data = "\r\n".join([start, *["".join(header) for header in headers]]).encode("latin-1") + end.encode()
    head = not_modified(data)
    if head is not None:
        assert (head.code, plainly(head.headers), False, False) == asyncio.run(parsed(data))
