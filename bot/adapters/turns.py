"""Turns: what is had by one at a time, each host by itself. Like a dictionary of asyncio.Lock, of which each takes four times
as long for a host that nobody waits for, as nearly all are."""

from __future__ import annotations

import asyncio
from collections import deque


class Turns:
    def __init__(self) -> None:
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}  # by what is held, first come first

    async def take(self, name: str) -> None:
        """Returns when it is ours; give() it back. One that is cancelled while it waits holds nothing."""
        waiting = self._waiting.get(name)
        if waiting is None:
            self._waiting[name] = deque()
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():  # it had just become ours
                self.give(name)
            raise

    def give(self, name: str) -> None:
        """Whoever waits longest has it next."""
        waiting = self._waiting[name]
        while waiting:
            turn = waiting.popleft()
            if not turn.done():  # cancelled
                turn.set_result(None)
                return
        del self._waiting[name]
