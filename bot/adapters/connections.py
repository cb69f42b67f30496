"""Requests over aiohttp's protocol (its parser, its streams, its errors), without its session.

The session costs three times what the protocol does where each request goes to another host, as nearly all of a poll do, and
that is most of what an unchanged feed costs (docs/architecture.md has the numbers). What is left out was switched off anyway:
cookies, proxies, redirects, authentication, tracing.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Mapping
from functools import cached_property, partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast

from aiohappyeyeballs import start_connection
from aiohttp import ClientOSError, ServerDisconnectedError
from aiohttp.client_proto import ResponseHandler
from aiohttp.helpers import is_ip_address
from aiohttp.streams import EMPTY_PAYLOAD
from msgspec import Struct
from multidict import CIMultiDict

from bot.adapters.address import PORTS, Address

if TYPE_CHECKING:
    from aiohttp.abc import AbstractResolver
    from aiohttp.http_parser import RawResponseMessage
    from aiohttp.streams import StreamReader

MAX_HEADER = 64 * 1024  # bytes a header line; content security policies outgrow aiohttp's 8 KB
CHUNK = 64 * 1024  # bytes of a body that are read ahead
KEEP_ALIVE = 5.0  # seconds that an idle connection is kept: for a host's next source, not for its next poll
KNOWN_SECONDS = 10.0  # that the addresses of a name are kept, for a host's next source
MAX_KNOWN = 1_000  # names; then all are forgotten
NEXT_ADDRESS = 0.25  # seconds until another address of the same name is tried beside the first (RFC 8305, 8)

# What nearly every poll is answered: that nothing changed, in one piece and without a body. All that is written otherwise, and
# headers that say where an answer ends, are for the parser.
_FRAMING = rb"content-length|transfer-encoding|upgrade|sec-websocket-key1|connection(?!: keep-alive\r)"
_HEADER = rb"\r\n(?!(?i:%b):)[\w-]++: (?! )[ -~]++(?<! )" % _FRAMING
_NOT_MODIFIED = re.compile(rb"HTTP/1\.1 304 [ -~]*+(?:%b){1,100}+\r\n\r\n" % _HEADER)

Key = tuple[str, str, int]  # scheme, host, port
HUNG_UP = ClientOSError, ServerDisconnectedError, ConnectionResetError


class UnknownNameError(Exception):
    """No address has this name."""


class UnreachableError(Exception):
    """No connection could be made; the OSError is its cause."""


class Answer:
    """What came back: the head of it. `body` has the rest, as it comes. To be left as a context is: that ends the
    connection, or has it wait for the next request."""

    def __init__(
        self,
        connections: Connections,
        key: Key | None,
        handler: _Handler,
        message: RawResponseMessage,
        body: StreamReader,
    ) -> None:
        self._connections, self._key, self._handler = connections, key, handler
        self.status, self.headers, self.body = message.code, message.headers, body

    def __enter__(self) -> Answer:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._key is None or kind is not None or self._handler.should_close or not self.body.is_eof():
            self._handler.abort()
        else:
            self._connections.keep(self._key, self._handler)


class Connections:
    """Connections to hosts, kept for a moment, of one event loop. Only addresses that the resolver gives, and literals, are
    connected to. Each request has these headers."""

    def __init__(self, resolver: AbstractResolver, headers: Mapping[str, str] | None = None) -> None:
        self._loop = asyncio.get_running_loop()
        self._resolver = resolver
        self._headers = _lines(headers or {})
        self._idle: dict[Key, tuple[_Handler, float]] = {}  # longest idle first
        self._sweeper: asyncio.TimerHandle | None = None
        self._known: dict[str, tuple[float, list[dict[str, Any]]]] = {}

    async def ask(
        self, address: Address, headers: Mapping[str, str], *, body: bytes = b"", keep: bool = False
    ) -> Answer:
        """Asks once: GET, or POST where there is a body. `keep` has the connection wait for the next request to this host,
        unless the answer was not read to its end. Raises UnknownNameError, UnreachableError, aiohttp.ClientError,
        HttpProcessingError, OSError; ValueError for headers that would break the request."""
        request = _request(address, self._headers + _lines(headers), body)
        key = address.scheme, address.host, address.port
        if (handler := self._take(key)) is not None:
            try:
                return Answer(self, key if keep else None, handler, *await _ask(handler, request))
            except HUNG_UP:  # idle connections end when they like; this one said nothing of our request
                pass
        handler = await self._connect(*key)
        return Answer(self, key if keep else None, handler, *await _ask(handler, request))

    async def close(self) -> None:
        """Ends all idle connections."""
        if self._sweeper:
            self._sweeper.cancel()
        idle, self._idle = self._idle, {}
        for handler, _ in idle.values():
            handler.abort()
        await self._resolver.close()

    def forget_names(self) -> None:
        """Names are looked up anew from now on."""
        self._known.clear()

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context()

    def _take(self, key: Key) -> _Handler | None:
        handler, _ = self._idle.pop(key, (None, 0.0))  # a queue, too: false while it is empty
        if handler is None or not handler.is_connected():
            return None
        if handler.should_close:  # it spoke without being asked
            handler.abort()
            return None
        return handler

    def keep(self, key: Key, handler: _Handler) -> None:
        """Has this connection wait for the next request to its host."""
        if (old := self._take(key)) is not None:
            old.abort()
        self._idle[key] = handler, self._loop.time()
        if self._sweeper is None:
            self._sweeper = self._loop.call_later(KEEP_ALIVE, self._sweep)

    def _sweep(self) -> None:
        for key, (handler, since) in tuple(self._idle.items()):
            if since > self._loop.time() - KEEP_ALIVE:
                break
            del self._idle[key]
            handler.abort()
        self._sweeper = self._loop.call_later(KEEP_ALIVE, self._sweep) if self._idle else None

    async def _connect(self, scheme: str, host: str, port: int) -> _Handler:
        host = host.rstrip(".")
        options: dict[str, Any] = {"ssl": self._tls, "server_hostname": host} if scheme == "https" else {}
        try:
            if is_ip_address(host):
                options |= {"host": host, "port": port}
            elif len(found := await self._addresses(host, port)) == 1:
                options |= {"host": found[0]["host"], "port": port}
            else:
                infos = [(one["family"], 1, 6, "", (one["host"], port)) for one in found]
                options["sock"] = await start_connection(infos, happy_eyeballs_delay=NEXT_ADDRESS, interleave=1)
            _, handler = await self._loop.create_connection(partial(_Handler, self._loop), **options)
        except ssl.SSLError:
            raise
        except OSError as error:
            raise UnreachableError from error
        return handler

    async def _addresses(self, host: str, port: int) -> list[dict[str, Any]]:
        """Where this name is, at least one address."""
        now = self._loop.time()
        until, found = self._known.get(host, (0.0, []))
        if now >= until:
            try:
                found = [dict(one) for one in await self._resolver.resolve(host, port)]
            except OSError as error:
                raise UnknownNameError from error
            if len(self._known) >= MAX_KNOWN:
                self._known.clear()
            self._known[host] = now + KNOWN_SECONDS, found
        if not found:
            raise UnknownNameError
        return found


class Head(Struct, gc=False):
    """Of an answer: what we ask of aiohttp's RawResponseMessage."""

    code: int
    headers: CIMultiDict[str]


class _Handler(ResponseHandler):
    _parsing = True  # false until the first bytes of an answer have come

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Without TCP_NODELAY, which event loops set already: asking for the socket takes longer than parsing a head."""
        self.transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: BaseException | None) -> None:
        if self.transport is None:  # we ended it: nobody waits for anything
            self._parser = None
        else:
            super().connection_lost(exc)

    def ask(self, request: bytes) -> None:
        """Raises ConnectionResetError where the connection has ended."""
        if self.transport is None:
            raise ConnectionResetError
        self._parsing = False
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        if not self._parsing:
            self._parsing = True
            if (head := not_modified(data)) is not None:
                return self.feed_data((cast("RawResponseMessage", head), EMPTY_PAYLOAD))
            self.set_response_params(
                read_until_eof=True,
                auto_decompress=False,  # its own has no cap
                read_bufsize=CHUNK,
                max_line_size=MAX_HEADER,
                max_field_size=MAX_HEADER,
            )
        super().data_received(data)


def not_modified(data: bytes) -> Head | None:
    """The head of an answer that is one of status 304 and nothing else; None where the parser must judge it."""
    if len(data) > MAX_HEADER or _NOT_MODIFIED.fullmatch(data) is None:
        return None
    lines = data[:-4].decode().split("\r\n")
    return Head(304, CIMultiDict([line.split(": ", 1) for line in lines[1:]]))  # type: ignore[misc]


def _lines(headers: Mapping[str, str]) -> str:
    if not "".join(headers.values()).isprintable():
        raise ValueError("a header with a line break")
    return "".join([f"{name}: {value}\r\n" for name, value in headers.items()])


def _request(address: Address, lines: str, body: bytes) -> bytes:
    host = address.host.rstrip(".")
    host = f"[{host}]" if ":" in host else host
    port = "" if address.port == PORTS.get(address.scheme) else f":{address.port}"
    size = f"Content-Length: {len(body)}\r\n" if body else ""
    method = "POST" if body else "GET"
    return f"{method} {address.target} HTTP/1.1\r\nHost: {host}{port}\r\n{size}{lines}\r\n".encode() + body


async def _ask(handler: _Handler, request: bytes) -> tuple[RawResponseMessage, StreamReader]:
    """The head of the answer that is meant for us (others, 1xx, may come before it), and what its body comes from. The
    connection ends where there is none."""
    try:
        handler.ask(request)
        while True:
            message, body = await handler.read()
            if not 100 <= message.code < 200 or message.code == 101:
                return message, body
    except BaseException:
        handler.abort()
        raise
