"""Is a story breaking? Several independent voices within the hour say so; one outlet's many updates do not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.model import Article

SPAN = timedelta(hours=1)
ITEMS = 3  # within the span
VOICES = 2  # houses that they come from


def breaking(members: Iterable[Article], now: datetime) -> list[Article]:
    """The story's items of the last hour where it is breaking, else none."""
    recent = [a for a in members if a.published and now - SPAN <= a.published <= now and not a.duplicate_of]
    voices = {a.family or a.outlet for a in recent}
    return recent if len(recent) >= ITEMS and len(voices) >= VOICES else []
