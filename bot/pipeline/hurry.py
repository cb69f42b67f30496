"""Sources that carry a followed story while it breaks are looked at more often."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.ingest import schedule
from bot.model import Article, Hurry
from bot.pipeline.base import Shared, catch_up, members_of
from bot.understand.stories.breaking import SPAN, breaking


async def hurries(
    shared: Shared, placed: Sequence[Article], moved: dict[str, str], touched: set[str], now: datetime
) -> tuple[Hurry, ...]:
    """Which sources to look at sooner for what these articles, not written yet, have shown."""
    fresh = {a.story for a in placed if a.story and a.published and now - SPAN <= a.published <= now}
    if not fresh:
        return ()
    stories = await members_of(shared, fresh, placed, moved, touched, now)
    recent = [found for members in stories.values() if (found := breaking(members.values(), now))]
    if not recent:
        return ()
    followed = {s.topic for s in await shared.store.subscriptions() if s.schedule.kind != "none"}
    await catch_up(shared.hurrying, followed)
    ids = [a.id for found in recent if any(shared.hurrying.matching(a) for a in found) for a in found]
    sources = {source.id: source for source in (await shared.store.origins(ids)).values()}
    return tuple(schedule.hurry(source, now, shared.limits) for source in sources.values())
