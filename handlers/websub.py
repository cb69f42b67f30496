"""Where WebSub hubs call: a small server behind the operator's reverse proxy."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Literal, Protocol

from aiohttp import web

from bot.config import PollingConfig
from bot.errors import UserError

MAX_BYTES = 10 * 1024 * 1024  # of a push: the fetcher's own limit for a polled body
SECONDS = 20.0  # for a body to arrive
ANSWERS = {"taken": 202, "gone": 410, "busy": 503}  # W3C WebSub, section 7


class Engine(Protocol):
    """What the server asks of the app."""

    async def hub_verifies(self, token: str, mode: str, topic: str, lease: str | None) -> bool: ...
    async def hub_sends(
        self, token: str, body: Callable[[], Awaitable[bytes]], content_type: str | None, signature: str | None
    ) -> Literal["taken", "gone", "busy"]: ...


def server(engine: Engine) -> web.Application:
    async def verify(request: web.Request) -> web.Response:
        query = request.query
        mode = query.get("hub.mode", "")
        known = await engine.hub_verifies(
            request.match_info["token"], mode, query.get("hub.topic", ""), query.get("hub.lease_seconds")
        )
        # text/plain: what stands in a challenge is no page of ours
        return web.Response(text=query.get("hub.challenge", "")) if known else web.Response(status=404)

    async def receive(request: web.Request) -> web.Response:
        async def body() -> bytes:
            try:
                async with asyncio.timeout(SECONDS):
                    return await request.read()  # aiohttp answers 413 beyond client_max_size
            except TimeoutError:
                raise web.HTTPRequestTimeout from None

        headers = request.headers
        outcome = await engine.hub_sends(
            request.match_info["token"], body, headers.get("Content-Type"), headers.get("X-Hub-Signature")
        )
        return web.Response(status=ANSWERS[outcome], headers={"Retry-After": "60"} if outcome == "busy" else None)

    app = web.Application(client_max_size=MAX_BYTES)
    app.router.add_get("/{path:.*}websub/{token:[A-Za-z0-9_-]{1,100}}", verify)
    app.router.add_post("/{path:.*}websub/{token:[A-Za-z0-9_-]{1,100}}", receive)
    return app


async def start(engine: Engine, config: PollingConfig) -> web.AppRunner:
    """Listens; `await runner.cleanup()` ends it. Raises UserError where the port cannot be opened."""
    runner = web.AppRunner(server(engine), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, config.push_listen, config.push_port).start()
    except OSError as error:
        await runner.cleanup()
        where = f"{config.push_listen}:{config.push_port}"
        raise UserError(f"{where} cannot be opened ({error.strerror}); set another [polling] push_port") from None
    return runner
