"""Updates in by webhook: Telegram calls, and is known by the secret that it was told."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web
from telegram import Bot, Update

from bot.config import TelegramConfig

log = logging.getLogger(__name__)


async def served(config: TelegramConfig, bot: Bot, take: Callable[[Update], Awaitable[None]]) -> web.AppRunner:
    """A server that hands each update on; who does not know the secret is refused. It runs until it is cleaned up."""

    async def receive(request: web.Request) -> web.Response:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode(), config.webhook_secret.encode()):
            return web.Response(status=403)
        try:
            sent = await request.json()
        except ValueError:
            return web.Response(status=400)
        try:
            update = Update.de_json(sent, bot)
        except (ValueError, TypeError, KeyError, AttributeError):
            # of a server newer than the library: refused, it would be sent again and hold up all behind it
            log.warning("an update from Telegram cannot be read and is left out")
            return web.Response()
        await take(update)
        return web.Response()

    server = web.Application()
    server.router.add_post("/{path:.*}", receive)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, config.webhook_listen, config.webhook_port).start()
    return runner
