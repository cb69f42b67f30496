"""Alerts for chats with own sources: to them a story is what everybody's sources and their own say together."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec.structs import replace

from bot import desk
from bot.brief import alerts as briefs
from bot.deliver.outbox import EXPIRY
from bot.deliver.quiet import quiet_until
from bot.model import Article, Chat, Delivery, Message, Topic
from bot.pipeline.base import Shared
from bot.understand import topics
from bot.words import speaking

log = logging.getLogger(__name__)


async def alerts(
    shared: Shared,
    chats: Iterable[int],
    fresh: Sequence[Article],
    placed: Sequence[Article],
    moved: dict[str, str],
    touched: set[str],
    merged: frozenset[str],
    now: datetime,
) -> list[Delivery]:
    """What the articles, not written yet, make us owe to these chats."""
    owed: list[Delivery] = []
    for id in sorted(chats):
        chat = await shared.store.chat(id)
        if chat is None or not chat.hears:
            continue
        sources = {source.id for source in await shared.store.read_for(id) if source.own}
        readable = [a for a in placed if a.own is None or a.own in sources]
        for subscription in await shared.store.subscriptions(id):
            if subscription.schedule.kind != "now":
                continue
            topic = topics.stored(subscription.topic)
            news = {a.id for a in fresh if (a.own is None or a.own in sources) and topic.matches(a)}
            if not news:
                continue
            about = (a for a in readable if a.id in news)
            beside = [*await desk.beside(shared.store, about, now, id), *readable]
            theirs = [a for a in readable if a.own is None or topic.matches(a)]
            articles = await gathered(shared, topic, theirs, moved, touched, id, now)
            alerts = await told(shared, chat, topic, articles, news, merged, now, beside, owed)
            owed += [replace(alert, thread=subscription.thread) for alert in alerts]
    return owed


async def told(
    shared: Shared,
    chat: Chat,
    topic: Topic,
    articles: Sequence[Article],
    news: set[str],
    merged: frozenset[str],
    now: datetime,
    beside: Sequence[Article],
    before: Sequence[Delivery],
) -> list[Delivery]:
    """One alert for each of the stories that the news is in; what is `beside` them may bear them out. What is owed from `before`
    is not written yet."""
    owed: list[Delivery] = []
    for story in dict.fromkeys(a.story for a in articles if a.id in news and not a.duplicate_of):
        members = [a for a in articles if a.story == story]
        try:
            zone = chat.zone
            with speaking(chat.language):
                alert = briefs.alert(
                    topics.stored(topic.query), members, as_of=now, zone=zone, beside=beside, fresh=news
                )
        except Exception:
            log.exception("no alert could be made of story %s", story)
            continue
        if alert is None:
            continue
        # what began as a story of an own source may be one of everybody's by now: the chat has heard of it
        begun = {f"s{a.id}" for a in members if a.own is not None}
        begun |= {story or "", *await parts(shared, story or "", members, merged)}
        if await is_news(shared, chat, alert, begun, [*before, *owed], now):
            owed.append(delivery(chat, alert.occasion(story or ""), alert.message, now))
    return owed


async def gathered(
    shared: Shared,
    topic: Topic,
    placed: Sequence[Article],
    moved: dict[str, str],
    touched: set[str],
    chat: int,
    now: datetime,
) -> list[Article]:
    """As desk.gather() for the time of an alert, with `placed` on top, which is not written yet. Own articles from further
    back, too: a story of theirs is known by its first one, and the chat must not hear of it anew when that is a day old."""
    since = now - briefs.WINDOW
    public = {a.id: a for a in await desk.gather(shared.store, topic, since, now)}
    hit = {a.story for a in placed if a.story and topic.matches(a)}
    stored = await shared.store.story_articles({story for story in hit if story} | touched, now)
    stories_there = {moved.get(a.id, a.story) for a in public.values()} | hit
    public |= {a.id: a for a in stored if moved.get(a.id, a.story) in stories_there}
    public = {id: replace(a, story=moved.get(id, a.story)) for id, a in public.items()}
    public |= {a.id: a for a in placed if a.story in stories_there and a.own is None}
    own = {a.id: a for a in await desk.own(shared.store, topic, now - desk.ARCHIVE, now, chat)}
    own |= {a.id: a for a in placed if a.own is not None}
    return await desk.grouped(list(public.values()), list(own.values()))


async def parts(shared: Shared, story: str, members: Iterable[Article], merged: frozenset[str]) -> list[str]:
    """The stories that have become part of this one: whoever heard of them has heard of it. A story's id is made of that of its
    first article, which is here where it was merged away, now (`merged`) or before."""
    begun = [f"s{a.id}" for a in members if f"s{a.id}" != story]
    return [known.id for known in await shared.store.stories(begun) if not known.size or known.id in merged]


async def is_news(
    shared: Shared, chat: Chat, alert: briefs.Alert, stories: set[str], owed: Iterable[Delivery], now: datetime
) -> bool:
    """Whether the chat has not heard yet what the alert tells, of any of these stories; `owed` is not written yet."""
    heard = await shared.store.alerted(chat.id, stories, now - briefs.RECENT)
    return alert.is_news(stories, heard | {delivery.occasion for delivery in owed if delivery.chat == chat.id})


def delivery(chat: Chat, occasion: str, message: Message, now: datetime) -> Delivery:
    return Delivery(
        chat=chat.id,
        subscription=0,  # a chat hears of a story once, however many of its topics it touches
        occasion=occasion,
        message=message,
        priority=0,
        due=quiet_until(chat.quiet, chat.zone, now) or now,
        expires=now + EXPIRY,
    )
