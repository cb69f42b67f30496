"""Forms sent by POST: the rare request (to a WebSub hub), with the checks of the usual one and a connection of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from bot.adapters import http
from bot.model import Fetched, FetchProblem, FetchRequest

if TYPE_CHECKING:
    from aiohttp.abc import AbstractResolver

REDIRECTS = (307, 308)  # those that keep a POST a POST


class FormFetcher(http.HttpFetcher):
    """The fetcher, which also sends forms."""

    async def fetch(self, request: FetchRequest) -> Fetched | FetchProblem:
        """A POST where the request has a form, else as HttpFetcher does."""
        if not request.form:
            return await super().fetch(request)
        from aiohttp.resolver import ThreadedResolver

        resolver = self._resolver or ThreadedResolver()
        checked = resolver if request.allow_private else cast("AbstractResolver", http.PublicResolver(resolver))
        return await post(request, self._headers, checked, self._timeout)


async def post(
    request: FetchRequest, headers: Mapping[str, str], resolver: AbstractResolver, timeout: float
) -> Fetched | FetchProblem:
    """The answer's status, a Fetched where it is any 2xx; its body is not read. `resolver` decides which names are reached;
    literal addresses are checked here, after each redirect too. Never raises for what the network does."""
    import aiohttp
    from yarl import URL

    host = "The server"
    try:
        url = URL(request.url.strip())
        async with (
            asyncio.timeout(timeout),
            aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(resolver=resolver, force_close=True),
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=False,
            ) as session,
        ):
            for _ in range(http.MAX_REDIRECTS + 1):
                host = url.host or host
                if text := http.refusal(url, request.allow_private):
                    return FetchProblem(url=request.url, text=text)
                async with session.post(url, data=request.form, headers=headers, allow_redirects=False) as response:
                    location = response.headers.get("Location")
                    if response.status not in REDIRECTS or not location:
                        return answered(request, host, response.status)
                    url = url.join(URL(location.strip())).with_fragment(None)
    except TimeoutError:
        text = f"{host} does not answer (timed out after {timeout:g} s)."
    except (aiohttp.ClientError, http.PrivateAddressError, OSError, ValueError) as error:
        text = http.PRIVATE if is_private(error) else f"{host} cannot be asked ({type(error).__name__})."
    else:
        text = f"{host} redirects more than {http.MAX_REDIRECTS} times."
    return FetchProblem(url=request.url, text=text)


def answered(request: FetchRequest, host: str, status: int) -> Fetched | FetchProblem:
    if 200 <= status < 300:
        return Fetched(url=request.url, status=status)
    return FetchProblem(url=request.url, text=f"{host} answered {status} to a form.", status=status)


def is_private(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, http.PrivateAddressError):
            return True
        error = getattr(error, "os_error", None) or error.__cause__
    return False
