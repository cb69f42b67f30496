"""The machine's clock was far ahead, and is right again."""

from __future__ import annotations

import logging
from datetime import datetime

from bot import desk
from bot.deliver.schedule import next_due
from bot.model import Source
from bot.pipeline.base import Shared

log = logging.getLogger(__name__)


def was_ahead(sources: list[Source], now: datetime) -> bool:
    """Whether storage was last written by a clock that was ahead: sources are polled all the time."""
    return any(source.polled and source.polled > now + desk.AHEAD for source in sources)


async def set_right(shared: Shared) -> None:
    """Nothing waits for the time that the clock had shown, and nothing that came while it did is lost."""
    now = shared.clock.now()
    zones = {chat.id: chat.zone for chat in await shared.store.chats()}
    dues = {
        one.id: due
        for one in await shared.store.subscriptions()
        if one.chat in zones and (due := next_due(one.schedule, zones[one.chat], now))
    }
    await shared.store.set_right(now, now + desk.AHEAD, dues)
    shared.waits.clear()
    shared.window = None  # it holds what is understood anew
    log.warning("what was written while the clock was ahead is set right")
