"""The Fetcher: one request with its redirects, each checked, in one time for all of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from msgspec.structs import replace

from bot.adapters.address import Address
from bot.adapters.http import heads, problems
from bot.adapters.http.refusals import PublicResolver, fetchable, fetchable_url
from bot.adapters.inflate import TooLargeError, capped, inflate
from bot.adapters.turns import Turns
from bot.model import Fetched, FetchProblem, FetchRequest

if TYPE_CHECKING:  # aiohttp takes 0.2 s to import: the first fetch pays, not the start
    from aiohttp.abc import AbstractResolver

    from bot.adapters.connections import Answer, Connections

USER_AGENT = "sitrep-bot/0.1 (news feed reader)"
TIMEOUT = 20.0  # seconds for everything: name, redirects, body. Timeouts per read never trip on a slow drip
MAX_BYTES = 10 * 1024 * 1024  # of a body, before and after decompression; feeds of agencies stay under 5 MB
MAX_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
FORM_REDIRECTS = (307, 308)  # those that keep a POST a POST
FORM_TYPE = "application/x-www-form-urlencoded"
MAX_LINKS = 10_000  # characters of all Link headers
ACCEPT = (
    "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)


class HttpFetcher:
    """Implements ports.Fetcher. No cookies, no proxies from the environment. A host gets one request at a time,
    whatever leads there; `resolver` finds the addresses of names (None: the system's)."""

    def __init__(
        self,
        user_agent: str = USER_AGENT,
        *,
        timeout: float = TIMEOUT,
        max_bytes: int = MAX_BYTES,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._headers = {"User-Agent": user_agent, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate"}
        self._timeout = timeout
        self._max_bytes = max_bytes
        self._resolver = resolver
        self._connections: dict[bool, Connections] = {}  # by allow_private: they are never shared
        # when each fetch ends; all get the same time, so the first one comes first
        self._limits: dict[asyncio.Task[Any], float] = {}
        self._late: set[asyncio.Task[Any]] = set()
        self._watch: asyncio.TimerHandle | None = None
        self._turns = Turns()  # by host

    async def fetch(self, request: FetchRequest) -> Fetched | FetchProblem:
        """One GET, conditional where the request has validators; a POST where it has a form, of whose answer the status alone
        is read. Never raises for what the network does."""
        address, task = None, cast("asyncio.Task[Any]", asyncio.current_task())
        cancelling = task.cancelling()
        try:
            address = fetchable(request.url.strip(), request.allow_private)
            try:
                return await self._follow(request, address, task)
            except asyncio.CancelledError:
                if task in self._late and task.uncancel() <= cancelling:  # else somebody else wants its end
                    raise TimeoutError from None
                raise
            finally:
                self._limits.pop(task, None)
                self._late.discard(task)
        except problems.failures() as error:
            return FetchProblem(url=request.url, text=self._sentence(error, address))

    async def close(self) -> None:
        """Ends all connections."""
        if self._watch:
            self._watch.cancel()
        held, self._connections = self._connections, {}
        for connections in held.values():
            await connections.close()

    async def _follow(self, request: FetchRequest, address: Address, task: asyncio.Task[Any]) -> Fetched | FetchProblem:
        """The answer at the end of the redirects, each hop checked. The time starts when the first host is free; waiting
        for the turn at a later one counts, so that a crowd sent to one slow host holds nobody for long."""
        headers: dict[str, str] = {}
        if etag := heads.validator(request.etag):
            headers["If-None-Match"] = etag
        if last_modified := heads.validator(request.last_modified):
            headers["If-Modified-Since"] = last_modified
        form = urlencode(request.form).encode() if request.form else b""
        if form:
            headers["Content-Type"] = FORM_TYPE
        permanent, moved_to = True, None
        connections = self._to(request.allow_private)
        for _ in range(MAX_REDIRECTS + 1):
            host = address.host.rstrip(".")
            await self._turns.take(host)
            try:
                if task not in self._limits:
                    self._start(task)
                with await connections.ask(address, headers, body=form, keep=request.more) as response:
                    location = response.headers.get("Location")
                    if response.status not in (FORM_REDIRECTS if form else REDIRECTS) or not location:
                        return await self._answer(request, address, response, moved_to, permanent)
                permanent = permanent and response.status in (301, 308)
                address = fetchable_url(address.joined(location.strip()), request.allow_private)
                moved_to = address.text if permanent else moved_to
            finally:
                self._turns.give(host)
            if request.check:  # a task of its own, since each has one time: it may fetch, too
                problem = await asyncio.create_task(request.check(address.text))
                if problem:
                    return replace(problem, url=request.url)
        return FetchProblem(url=request.url, text=f"{address.name} redirects more than {MAX_REDIRECTS} times.")

    def _start(self, task: asyncio.Task[Any]) -> None:
        """The time of this fetch runs from now on. As asyncio.timeout has it, but one timer watches all: a timer each takes
        longer than reading a head."""
        loop = task.get_loop()  # the running one; asking for that asks the system for this process's number, too
        self._limits[task] = loop.time() + self._timeout
        if self._watch is None:
            self._watch = loop.call_later(self._timeout, self._end_late)

    def _end_late(self) -> None:
        """Ends what has had its time, and waits for the next."""
        loop = asyncio.get_running_loop()
        while self._limits:
            task, until = next(iter(self._limits.items()))
            if until > loop.time():
                self._watch = loop.call_at(until, self._end_late)
                return
            del self._limits[task]
            self._late.add(task)
            task.cancel()
        self._watch = None

    async def _answer(
        self, request: FetchRequest, address: Address, response: Answer, moved_to: str | None, permanent: bool
    ) -> Fetched | FetchProblem:
        headers = response.headers
        if request.form and 200 <= response.status < 300:
            return Fetched(url=address.text, status=response.status)
        if request.form:
            text = f"{address.name} answered {response.status} to a form."
            return FetchProblem(url=request.url, text=text, status=response.status)
        if response.status not in (200, 304):
            return FetchProblem(
                url=request.url,
                text=f"{address.name} answered {response.status}: {problems.reason(response.status)}.",
                retry_after=heads.retry_after(headers),
                gone=response.status == 410 and permanent,  # where a temporary redirect led has ended, not the source
                status=response.status,
                host=address.host.rstrip("."),
            )
        body = b"" if response.status == 304 else await self._body(response)
        return Fetched(
            url=address.text,
            status=response.status,
            body=body,
            content_type=headers.get("Content-Type"),
            etag=heads.validator(headers.get("ETag")),
            last_modified=heads.validator(headers.get("Last-Modified")),
            max_age=heads.max_age(headers),
            link=", ".join(headers.getall("Link", ()))[:MAX_LINKS] or None,
            moved_to=moved_to,
        )

    async def _body(self, response: Answer) -> bytes:
        if int(response.headers.get("Content-Length") or 0) > self._max_bytes:
            raise TooLargeError
        encoding = response.headers.get("Content-Encoding", "").strip().lower()
        chunks = response.body.iter_any()
        return await inflate(capped(chunks, self._max_bytes), encoding, self._max_bytes)

    def _to(self, allow_private: bool) -> Connections:
        if (known := self._connections.get(allow_private)) is not None:
            return known
        from aiohttp.resolver import ThreadedResolver

        from bot.adapters.connections import Connections

        resolver = self._resolver or ThreadedResolver()
        checked = resolver if allow_private else cast("AbstractResolver", PublicResolver(resolver))
        made = self._connections[allow_private] = Connections(checked, self._headers)
        return made

    def _sentence(self, error: Exception, address: Address | None) -> str:
        host = address.name if address else "The server"
        return problems.sentence(error, host, timeout=self._timeout, max_bytes=self._max_bytes)
