"""The Fetcher over aiohttp: bounded in time and bytes, and kept out of private networks.

Private addresses are refused where a name resolves (the very addresses that are then connected to, so a name that
changes its mind between check and use gains nothing) and where the URL is a literal (which aiohttp does not resolve);
both again after each redirect, which is why redirects are followed here and not by aiohttp.
"""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from msgspec.structs import replace

from bot.adapters.address import Address, parts, plain
from bot.adapters.inflate import EncodingError, TooLargeError, capped, inflate
from bot.adapters.turns import Turns
from bot.model import Fetched, FetchProblem, FetchRequest

if TYPE_CHECKING:  # aiohttp takes 0.2 s to import: the first fetch pays, not the start
    from aiohttp.abc import AbstractResolver, ResolveResult
    from multidict import MultiMapping
    from yarl import URL

    from bot.adapters.connections import Answer, Connections

USER_AGENT = "sitrep-bot/0.1 (news feed reader)"
TIMEOUT = 20.0  # seconds for everything: name, redirects, body. Timeouts per read never trip on a slow drip
MAX_BYTES = 10 * 1024 * 1024  # of a body, before and after decompression; feeds of agencies stay under 5 MB
MAX_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
FORM_REDIRECTS = (307, 308)  # those that keep a POST a POST
FORM_TYPE = "application/x-www-form-urlencoded"
MAX_LINKS = 10_000  # characters of all Link headers
MAX_VALIDATOR = 1_000  # characters of an ETag worth storing
MAX_WAIT = 30 * 86_400  # seconds; a longer wish of a server is a mistake

ACCEPT = (
    "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)
PRIVATE = "The address leads to a private network, which is refused."
_STATUS = {
    401: "it asks for a password",
    403: "access is refused",
    404: "the page is not there",
    410: "the feed is gone for good",
    429: "it asks us to come back later",
}
# Any spelling that the C library's inet_aton takes for an IPv4 address: 2130706433, 0x7f.1, 0177.0.0.1, 127.1
_NUMERIC_HOST = re.compile(r"(?:0[xX][0-9a-fA-F]*|\d+)(?:\.(?:0[xX][0-9a-fA-F]*|\d+)){0,3}")
_GLOBAL_V6 = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
# Beyond what the standard library calls not global (the sets differ by Python release): IANA special-purpose registries.
_SPECIAL = tuple(
    map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "100.64.0.0/10", "2001::/23", "2001:db8::/32", "3fff::/20"))
)


class RefusedError(Exception):
    """An address that is not fetched. Its text says why, a sentence."""


class PrivateAddressError(Exception):
    """A name that resolves to private addresses only."""


def is_public(address: str) -> bool:
    """True where the IP address belongs to the open Internet; addresses that embed an IPv4 one count as that one."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _NAT64:
            inner = IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip not in _GLOBAL_V6:
            return False
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _SPECIAL)


def refusal(url: URL, allow_private: bool) -> str | None:
    """Why this URL is not fetched, a sentence; None where it may be, as far as can be told without resolving its name."""
    if url.scheme not in ("http", "https") or not url.raw_host:
        return "Only http:// and https:// addresses can be fetched."
    if url.raw_user is not None or url.raw_password is not None:
        return "Addresses with a user name or a password are refused."
    return None if allow_private else host_refusal(url.raw_host)


def host_refusal(host: str) -> str | None:
    """Why nothing is fetched from this host, as refusal() has it."""
    host = host.rstrip(".").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return PRIVATE
    if _NUMERIC_HOST.fullmatch(host):
        try:
            host = socket.inet_ntoa(socket.inet_aton(host))
        except OSError:
            return f"{host} is no proper address."
    try:
        return None if is_public(host) else PRIVATE
    except ValueError:
        return None  # a name


def fetchable(address: str, allow_private: bool) -> Address:
    """The address in its parts. Raises RefusedError, or ValueError where it is none."""
    if (found := plain(address)) is not None:
        if not allow_private and (text := host_refusal(found.host)):
            raise RefusedError(text)
        return found
    from yarl import URL

    return fetchable_url(URL(address), allow_private)


def fetchable_url(url: URL, allow_private: bool) -> Address:
    if text := refusal(url, allow_private):
        raise RefusedError(text)
    return parts(url)


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
        except failures() as error:
            return FetchProblem(url=request.url, text=self._sentence(error, address.name if address else "The server"))

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
        if etag := _validator(request.etag):
            headers["If-None-Match"] = etag
        if last_modified := _validator(request.last_modified):
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
            reason = _STATUS.get(response.status, "the server has a problem" if response.status >= 500 else "no feed")
            return FetchProblem(
                url=request.url,
                text=f"{address.name} answered {response.status}: {reason}.",
                retry_after=_retry_after(headers),
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
            etag=_validator(headers.get("ETag")),
            last_modified=_validator(headers.get("Last-Modified")),
            max_age=_max_age(headers),
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

    def _sentence(self, error: Exception, host: str) -> str:
        """What went wrong on the way, for people."""
        import aiohttp
        from aiohttp.http import HttpProcessingError

        from bot.adapters.connections import UnknownNameError, UnreachableError

        match error:
            case TooLargeError():
                return f"The answer of {host} is larger than {_size(self._max_bytes)}."
            case EncodingError():
                return f"The answer of {host} is {error}."
            case RefusedError():
                return str(error)
            case PrivateAddressError():
                return PRIVATE
            case UnknownNameError():
                return f"{host} is not known: no address has this name."
            case UnreachableError():
                refused = isinstance(error.__cause__, ConnectionRefusedError)
                return f"{host} {'refuses the connection' if refused else 'cannot be reached'}."
            case TimeoutError():  # an OSError, too
                return f"{host} does not answer (timed out after {self._timeout:g} s)."
            case ssl.SSLCertVerificationError():
                return f"The certificate of {host} is not valid."
            case ssl.SSLError():
                return f"{host} offers no secure connection that we can use."
            case aiohttp.ClientPayloadError():
                return f"The answer of {host} broke off."
            case aiohttp.ClientResponseError() | HttpProcessingError():
                return f"{host} does not speak proper HTTP."
            case ValueError():  # InvalidURL, too, is one
                return "This is no proper web address."
            case _:
                return f"{host} broke off the connection."


class PublicResolver:
    """aiohttp's resolver, of whose answers only public addresses remain: these are then connected to."""

    def __init__(self, resolver: AbstractResolver | None = None) -> None:
        from aiohttp.resolver import ThreadedResolver

        self._resolver = resolver or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Raises PrivateAddressError where no public address is among them."""
        public = [found for found in await self._resolver.resolve(host, port, family) if is_public(found["host"])]
        if not public:
            raise PrivateAddressError(host)
        return public

    async def close(self) -> None:
        await self._resolver.close()


def failures() -> tuple[type[Exception], ...]:
    """What the network does, and addresses that are none."""
    import aiohttp
    from aiohttp.http import HttpProcessingError

    from bot.adapters.connections import UnknownNameError, UnreachableError

    ours = RefusedError, PrivateAddressError, TooLargeError, EncodingError, UnknownNameError, UnreachableError
    return *ours, aiohttp.ClientError, HttpProcessingError, OSError, ValueError  # a TimeoutError is an OSError


def _validator(value: str | None) -> str | None:
    """An ETag or date that can be stored and sent back: printable ASCII."""
    known = value and value.isascii() and value.isprintable() and len(value) <= MAX_VALIDATOR
    return value if known else None


def _max_age(headers: MultiMapping[str]) -> int | None:
    """Seconds this answer stays fresh (RFC 9111, 4.2.1): max-age less the time it has been in caches on its way (5.1), else
    Expires after Date, or after now where the server names no date (RFC 9110, 6.6.1)."""
    control = ", ".join(headers.getall("Cache-Control", ())).lower()
    if "no-store" in control or "no-cache" in control:
        return None
    if control and (found := re.search(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,10})", control)):
        age = headers.get("Age", "").strip()
        known = int(age[:10]) if age.isdecimal() else 0
        return max(0, min(int(found[1]) - known, MAX_WAIT))
    if "Expires" not in headers:
        return None
    if (expires := _date(headers["Expires"])) is None:
        return None
    date = _date(headers.get("Date")) or datetime.now(UTC)
    return max(0, min(int((expires - date).total_seconds()), MAX_WAIT))


def _retry_after(headers: Mapping[str, str]) -> int | None:
    """Seconds (RFC 9110, 10.2.3), from a number or from a date, which is measured against the server's own Date."""
    value = headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return min(int(value[:10]), MAX_WAIT)
    when = _date(value)
    if when is None:
        return None
    wait = (when - (_date(headers.get("Date")) or datetime.now(UTC))).total_seconds()
    return max(0, min(int(wait), MAX_WAIT))


def _date(value: str | None) -> datetime | None:
    try:
        when = parsedate_to_datetime(value or "")
    except (ValueError, OverflowError):
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _size(count: int) -> str:
    return f"{count / 1024 / 1024:g} MB" if count >= 1024 * 1024 else f"{count / 1024:g} KB"
