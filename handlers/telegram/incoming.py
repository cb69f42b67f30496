"""Updates in: read where they can be read, and worked on chat by chat."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from copy import deepcopy
from functools import cache
from ssl import SSLContext
from typing import Any
from weakref import WeakValueDictionary

import httpx
from telegram import Update
from telegram.ext import BaseUpdateProcessor
from telegram.request import HTTPXRequest

log = logging.getLogger(__name__)

AT_ONCE = 64  # updates in work at the same time, each chat's own in order
WAITING = 10_000  # ... and that wait: more stay with Telegram


class InChatOrder(BaseUpdateProcessor):
    """Chats side by side, each chat's updates in the order they came. `done` is told each update's id when it is dealt with."""

    def __init__(self, done: Callable[[int], None]) -> None:
        super().__init__(WAITING)
        self.slots = asyncio.Semaphore(AT_ONCE)
        self.locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self.done = done

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        chat = update.effective_chat if isinstance(update, Update) else None
        lock = self.locks.setdefault(chat.id if chat else 0, asyncio.Lock())
        async with lock, self.slots:  # who waits for their own chat's turn takes nobody's place
            await coroutine
        if isinstance(update, Update):
            self.done(update.update_id)

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass


@cache
def trusted() -> SSLContext:
    """The certificates that Telegram's is checked by, read once: each request object would read them again, and that takes
    longer than all else that it does."""
    return httpx.create_ssl_context()


class Requests(HTTPXRequest):
    """As python-telegram-bot makes them, with certificates that all share."""

    def __init__(self, **options: Any) -> None:
        super().__init__(httpx_kwargs={"verify": trusted()}, **options)


class Polling(Requests):
    """Requests for updates. One that python-telegram-bot cannot read (of a server older or newer than itself) becomes one that
    says nothing: it would be asked for again and again, and hold up all behind it."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        answer = HTTPXRequest.parse_json_payload(payload)
        if isinstance(updates := answer.get("result"), list):
            answer["result"] = [
                update if readable(update) else {"update_id": update["update_id"]} for update in updates
            ]
        return answer


def readable(update: dict[str, Any]) -> bool:
    try:
        Update.de_json(deepcopy(update), None)
    except Exception:
        log.exception("an update was skipped: %.2000r", update)
        return False
    return True
