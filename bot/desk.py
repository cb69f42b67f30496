"""The news desk: reads from storage what a briefing needs and composes it. Used by answer (on demand) and pipeline (pushes)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.brief.groups import towns
from bot.model import Article, Health, Source, Told, Topic
from bot.ports import NewsStore
from bot.understand import topics
from bot.understand.stories.joined import joined

ARCHIVE = timedelta(days=30)  # how far back a briefing can look: the stories' own window
SAME_DAYS = timedelta(
    hours=72
)  # what else was said of a town: the last day's reports, and those 48 hours before (bot/brief/facts)
OWN = 300  # articles of a chat's own sources that are grouped for one answer, the newest: more is no briefing
# a clock that is set back by more was wrong altogether; time stands for less (bot/pipeline/ticks.py)
AHEAD = timedelta(minutes=15)
SILENT_POLLS = 4  # so many polls missed in a row, and a source counts as not heard from
SILENT_AFTER = timedelta(hours=1)  # but not before


async def gather(
    store: NewsStore, topic: Topic, since: datetime, until: datetime, chat: int | None = None
) -> list[Article]:
    """All articles, oldest first, of every story that has an article on the topic published in [since, until]. With `chat`
    also what its own sources say on the topic, grouped with the rest for this answer alone."""
    found = await store.articles(since, until, topics.anchors(topic))
    stories = {article.story for article in found if article.story and topic.matches(article)}
    known = await store.story_articles(stories, until) if stories else []
    theirs = await own(store, topic, since, until, chat) if chat is not None else []
    return await grouped(known, theirs) if theirs else known


async def grouped(known: Sequence[Article], theirs: Sequence[Article]) -> list[Article]:
    """joined(), on a thread: half a second at most, which nobody else should wait for."""
    return await asyncio.to_thread(joined, known, theirs)


async def own(store: NewsStore, topic: Topic, since: datetime, until: datetime, chat: int) -> list[Article]:
    """What the chat's own sources say on the topic, oldest first, not grouped."""
    found = await store.own_articles(chat, since, until, topics.anchors(topic), OWN)
    return [article for article in found if topic.matches(article)]


async def on_topic(
    store: NewsStore, topic: Topic, as_of: datetime, window: timedelta, chat: int | None
) -> tuple[Topic, list[Article]]:
    """Like gather() over the window, with what lies beside; where that is empty, the last month, so that silence can say when
    news was last heard.
    With the topic as it is to be understood now: a capital may stand for its country (see topics.focused)."""
    for country in topics.capitals(topic):
        topic = topics.focused(topic, country, await store.articles(as_of - window, as_of, {country}))
    found = await gather(store, topic, as_of - window, as_of, chat)
    if not found:
        return topic, await gather(store, topic, as_of - ARCHIVE, as_of, chat)
    there = {a.id for a in found}
    near = await beside(store, (a for a in found if topic.matches(a)), as_of, chat)
    return topic, found + [a for a in near if a.id not in there]


async def beside(store: NewsStore, told: Iterable[Article], until: datetime, chat: int | None = None) -> list[Article]:
    """What any story, or with `chat` also its own sources, says on the same days of the towns that these articles name: it may
    bear out what they tell, or deny it."""
    since = until - SAME_DAYS
    named = towns(a for a in told if a.told and a.told >= since)
    if not named:
        return []
    theirs = [] if chat is None else await store.own_articles(chat, since, until, named, OWN)
    return await store.articles(since, until, named) + theirs


def told_at(heard: Told | None, now: datetime) -> datetime | None:
    """When a chat was last told; None where it never was, or where a clock that was far ahead says so: nothing would be new."""
    return heard.at if heard and heard.at <= now + AHEAD else None


def known_at(articles: Iterable[Article], now: datetime) -> list[Article]:
    """Without what was understood since: a chat that counts as told at that time is told of it next, as new."""
    return [a for a in articles if not (a.seen and now < a.seen <= now + AHEAD)]


def new_since(articles: Sequence[Article], told: datetime | None) -> frozenset[str] | None:
    """Ids of the articles that a chat told at that time has not heard of; None (all are new) where it was never told."""
    if told is None:
        return None
    return frozenset(a.id for a in articles if (a.seen or a.published or told) > told)


async def earlier(
    store: NewsStore, topic: Topic, since: datetime, until: datetime, chat: int | None = None
) -> list[Article]:
    """The news on the topic whose words were published in [since, until), the chat's own sources' too."""
    if since >= until:
        return []
    found = await store.articles(since, until, topics.anchors(topic))
    theirs = [] if chat is None else await own(store, topic, since, until, chat)
    return [a for a in [*(a for a in found if topic.matches(a)), *theirs] if (a.told or until) < until]


def missed(found: Sequence[Article], told: datetime | None) -> datetime | None:
    """When the oldest of these was told that a chat told at that time has not heard of; None where there is none."""
    new = new_since(found, told)
    times = (a.told for a in found if new is None or a.id in new)
    return min((time for time in times if time), default=None)


def told_until(health: Health, now: datetime) -> datetime:
    """Up to when a briefing of now tells: where no source answers, what has come since they last did is still to be told."""
    answers = [last for _, last in health.silent if last]
    return max(answers) if answers and len(health.silent) >= health.sources else now


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
