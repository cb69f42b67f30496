"""Logging for all faces: to stderr, without the token."""

from __future__ import annotations

import logging
import re

# httpx logs each request's address at INFO, and the bot's token is part of it
QUIET = ("httpx", "httpcore", "apscheduler", "telegram", "aiohttp.access", "asyncio")
TOKEN = re.compile(r"(?<!\d)\d{5,}:[A-Za-z0-9_-]{20,}")  # <bot id>:<secret>, as @BotFather gives it


class WithoutToken(logging.Formatter):
    """Writes any bot token as <token>, in tracebacks too."""

    def format(self, record: logging.LogRecord) -> str:
        return TOKEN.sub("<token>", super().format(record))


def configure(verbose: bool = False, quiet: bool = False) -> None:
    """Logs to stderr from INFO on: from DEBUG on where `verbose`, from WARNING on where `quiet`."""
    level = logging.DEBUG if verbose else logging.WARNING if quiet else logging.INFO
    handler = logging.StreamHandler()
    handler.setFormatter(WithoutToken("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    # a turn that is skipped because the last one still works is made up for by the next
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    # prints a traceback for each 502 of Telegram's; the outcome of every call is ours to tell
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)
    # prints one where its last look at Telegram is cut off as the bot stops: what it had not dealt with comes again
    logging.getLogger("telegram.ext.Updater").setLevel(logging.CRITICAL)
