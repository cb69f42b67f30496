"""Articles that only some may read, placed among everybody's without a trace: what they touch is a copy that is thrown away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from bot.model import Article
from bot.understand.stories import place, restore
from bot.understand.stories.window import Window

MOST = 500  # of the known articles, the newest, that new ones are compared with: they cost a millisecond each
UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)


def joined(known: Sequence[Article], more: Iterable[Article]) -> list[Article]:
    """All of them, oldest first, as if `more` had come after `known`, whose articles have their stories: the new ones join
    these or begin stories of their own. Deterministic; an article that is in both counts as in `more`."""
    later = sorted(more, key=when)
    ids = {article.id for article in later}
    found = {article.id: article for article in sorted(known, key=when) if article.id not in ids}
    if not later:
        return list(found.values())
    window = Window()
    restore(window, list(found.values())[-MOST:])
    for article in later:
        change = place(window, article)
        found[article.id] = change.article
        for id, story in change.moved.items():
            found[id] = replace(found[id], story=story)
    return sorted(found.values(), key=when)


def when(article: Article) -> tuple[datetime, int, str]:
    return article.published or UNKNOWN, len(article.id), article.id
