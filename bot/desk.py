"""The news desk: reads from storage what a briefing needs and composes it. Used by answer (on demand) and pipeline (pushes)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.model import Article, Health, Source, Topic
from bot.ports import NewsStore
from bot.understand import topics

ARCHIVE = timedelta(days=30)  # how far back a briefing can look: the stories' own window
SILENT_POLLS = 4  # so many polls missed in a row, and a source counts as not heard from
SILENT_AFTER = timedelta(hours=1)  # but not before


async def gather(store: NewsStore, topic: Topic, since: datetime, until: datetime) -> list[Article]:
    """All articles, oldest first, of every story that has an article on the topic published in [since, until]."""
    found = await store.articles(since, until, topics.anchors(topic))
    stories = {article.story for article in found if article.story and topic.matches(article)}
    return await store.story_articles(stories, until) if stories else []


async def on_topic(store: NewsStore, topic: Topic, as_of: datetime, window: timedelta) -> tuple[Topic, list[Article]]:
    """Like gather() over the window; where that is empty, the last month, so that silence can say when news was last heard.
    With the topic as it is to be understood now: a capital may stand for its country (see topics.focused)."""
    if country := topics.country_of_capital(topic):
        topic = topics.focused(topic, country, await store.articles(as_of - window, as_of, {country}))
    found = await gather(store, topic, as_of - window, as_of)
    return topic, found or await gather(store, topic, as_of - ARCHIVE, as_of)


def new_since(articles: Sequence[Article], told: datetime | None) -> frozenset[str] | None:
    """Ids of the articles that a chat told at that time has not heard of; None (all are new) where it was never told."""
    if told is None:
        return None
    return frozenset(a.id for a in articles if (a.seen or a.published or told) > told)


def health(sources: Sequence[Source], now: datetime) -> Health:
    """Which of the sources have not answered for several of their own intervals. One never polled yet is not silent."""
    polled = [source for source in sources if source.polled and not source.ended]
    late = [
        source
        for source in polled
        if now - (source.succeeded or datetime.min.replace(tzinfo=now.tzinfo))
        > max(SILENT_POLLS * timedelta(seconds=source.interval), SILENT_AFTER)
    ]
    ended = [source for source in sources if source.ended]
    return Health(
        sources=len(polled) + len(ended),
        silent=tuple((source.name or source.url, source.succeeded) for source in late + ended),
    )
