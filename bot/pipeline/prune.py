"""What is older than anything can reach is forgotten, some at a time."""

from __future__ import annotations

from datetime import timedelta

from bot.pipeline.base import Shared

# Three times what a briefing looks back (30 days), so that a story that goes on keeps its beginning, and an operator can
# still look into what was sent.
KEEP = timedelta(days=90)
LEAP = timedelta(days=1)  # between two looks: the clock was set, or the bot was away
STEADY = timedelta(
    hours=1
)  # ... after which it is trusted, and old things are forgotten: what a wrong one forgets is lost
SOME = 500  # entries in one transaction: it holds up other writing for some hundredths of a second


async def prune(shared: Shared) -> int:
    """Forgets some of what is older than KEEP; returns how much, 0 where all is done."""
    now = shared.clock.now()
    if shared.looked is None or not timedelta() <= now - shared.looked <= LEAP:
        shared.steady = now
    shared.looked = now
    return await shared.store.prune(now - KEEP, SOME) if now - shared.steady >= STEADY else 0
