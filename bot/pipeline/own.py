"""Alerts for chats with own sources: to them a story is what everybody's sources and their own say together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime

from msgspec.structs import replace

from bot import desk
from bot.brief import alerts as briefs
from bot.brief import facts
from bot.deliver.outbox import EXPIRY
from bot.deliver.quiet import quiet_until
from bot.model import Article, Chat, Delivery, Message, Subscription, Topic
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
    wide: Mapping[str, Topic],
    told: Set[tuple[str, str, str]],
    now: datetime,
) -> list[Delivery]:
    """What the articles, not written yet, make us owe to these chats. `wide` has the topics that stand for more now, `told` the
    topics, stories and articles of the last alerts."""
    owed: list[Delivery] = []
    for id in sorted(chats):
        chat = await shared.store.chat(id)
        if chat is None or not chat.reached:
            continue
        sources = {source.id for source in await shared.store.read_for(id) if source.own}
        readable = [a for a in placed if a.own is None or a.own in sources]
        found: list[tuple[briefs.Alert, Subscription, set[str]]] = []
        for subscription in await shared.store.subscriptions(id):
            if subscription.schedule.kind != "now":
                continue
            topic = wide.get(subscription.topic) or topics.stored(subscription.topic)
            news = {a.id for a in fresh if (a.own is None or a.own in sources) and topic.matches(a)}
            heard = {one for query, *of in told if query == subscription.topic for one in of}  # stories and articles
            about = [
                a
                for a in readable
                if a.id in news or (heard and (not heard.isdisjoint((a.story, a.id)) or a.own or facts.opening(a)))
            ]
            if not about:
                continue
            beside = [*await desk.beside(shared.store, about, now, id), *readable]
            theirs = [a for a in readable if a.own is None or topic.matches(a)]
            articles = await gathered(shared, topic, theirs, moved, touched, id, now)
            there = [a for a in articles if not a.duplicate_of]
            ids = {a.id for a in about}
            elsewhere = briefs.told_elsewhere((a for a in there if a.id in ids), beside) if heard else {}
            again = heard & set().union((a.story for a in there if a.id in ids), *elsewhere.values())
            hit = [a.story for a in there if a.id in news or a.story in again or a.id in heard & ids]
            for story in dict.fromkeys(hit):
                members = [a for a in articles if a.story == story]
                if alert := composed(chat, topic, members, now, beside, news, only_again=chat.rests(now)):
                    # what began as a story of an own source may be one of everybody's by now: the chat has heard of it
                    begun = {f"s{a.id}" for a in members if a.own is not None}
                    begun |= {story or "", *await parts(shared, story or "", members, merged)}
                    found.append((alert, subscription, begun))
                await asyncio.sleep(0)  # what is to be sent or answered meanwhile goes first
        owed += await owing(shared, chat, found, now)
    return owed


def composed(
    chat: Chat,
    topic: Topic,
    members: Sequence[Article],
    now: datetime,
    beside: Sequence[Article],
    news: set[str],
    *,
    only_again: bool,
) -> briefs.Alert | None:
    """The alert on a story, of these members, for chats like this one, or None where there is none to be made. `only_again`: one
    that only knows how what was told of it stands now."""
    try:
        with speaking(chat.language):
            topic = replace(topic, title=topics.stored(topic.query).title)
            return briefs.alert(
                topic, members, as_of=now, zone=chat.zone, beside=beside, fresh=news, only_again=only_again
            )
    except Exception:
        log.exception("no alert could be made of story %s", members[0].story)
        return None


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


async def owing(
    shared: Shared, chat: Chat, found: Sequence[tuple[briefs.Alert, Subscription, set[str]]], now: datetime
) -> list[Delivery]:
    """The deliveries of these alerts, each with its stories, that tell the chat what it has not heard yet, what weighs most
    first; each goes on from the last that the chat was sent of its stories. What was told of them in the last 24 hours and is
    confirmed by now, or denied, is told anew in its place, and that wakes nobody."""
    owed: list[Delivery] = []
    topics_now = {alert.heard.topic for alert, *_ in found}
    ranked = sorted(found, key=lambda one: one[0].rank)
    known = [await shared.store.alerted(chat.id, stories, now - briefs.WINDOW) for _, _, stories in ranked]
    of_story = [told_of(alert, stories, before) for (alert, _, stories), before in zip(ranked, known, strict=True)]
    due = quiet_until(chat.quiet, chat.zone, now) or now
    # a chat hears of a thing once, however many of its topics it touches
    like = Delivery(
        chat=chat.id, subscription=0, occasion="", message=Message(lines=()), priority=0, due=due, expires=now + EXPIRY
    )
    with speaking(chat.language):
        # first of all: what that tells wakes nobody
        for (alert, subscription, _), told in zip(ranked, of_story, strict=True):
            done = {one.answers if one.instead else one.id for one in owed}
            there = [one for one in told if one.id not in done]
            try:
                anew = mended(alert, there, told, replace(like, thread=subscription.thread), topics_now)
                owed += [one for one in anew if one.state != "failed" or one.id not in shared.under_way]
            except Exception:  # a bug there must hold up no news
                log.exception("what chat %s was told of story %s was not told anew", chat.id, alert.heard.story)
        for (alert, subscription, stories), before, told in zip(ranked, known, of_story, strict=True):
            try:
                news: briefs.Alert | None = alert
                while news and not news.is_news(stories, [*before, *owed], now):
                    news = news.otherwise()
            except Exception:
                log.exception("chat %s was not told what story %s tells", chat.id, alert.heard.story)
                continue
            if news:
                answers = max((one.id for one in told if not one.instead), default=None)
                owed.append(
                    replace(
                        like,
                        occasion=news.occasion,
                        message=news.message,
                        heard=news.heard,
                        thread=subscription.thread,
                        answers=answers,
                    )
                )
    return owed


def told_of(alert: briefs.Alert, stories: Set[str], before: Sequence[Delivery]) -> list[Delivery]:
    """What was told of the alert's story, as one of these or by what it quotes, with all that was put in its place."""
    ids = {one.answers if one.instead else one.id for one in before if one.heard and alert.is_of(one.heard, stories)}
    return [one for one in before if one.heard and (one.answers if one.instead else one.id) in ids]


def mended(
    alert: briefs.Alert, there: Sequence[Delivery], told: Sequence[Delivery], like: Delivery, topics_now: Set[str]
) -> list[Delivery]:
    """Of what was told and is still `there`, what has another status now, to take its place: itself where it was not sent yet
    (given up where nothing is left to tell), else a delivery that is otherwise `like` the alert's. What was told on a topic is
    told anew on it, as long as it is one of those that are asked for now."""
    now_told = {one.answers: one.heard for one in told if one.instead}
    found = []
    for one in there:
        heard = now_told.get(one.id, one.heard)
        if one.instead or heard is None or one.due <= like.due - briefs.WINDOW or one.state in ("dropped", "recalled"):
            continue
        if heard.topic in topics_now and heard.topic != alert.heard.topic:
            continue
        if heard.articles and alert.members.isdisjoint(heard.articles):
            continue  # they have moved to another story
        unsent = one.state in ("owed", "held")
        if again := alert.again(heard, unsent):
            message, heard = again
            if unsent and not message.lines:
                found.append(replace(one, state="failed", problem="taken back"))
                continue
            if unsent:
                found.append(replace(one, message=message, heard=heard))
                continue
            times = sum(other.instead and other.answers == one.id for other in told)
            occasion = f"{heard.story}:{heard.status}:{one.id} anew {times}"
            found.append(replace(like, occasion=occasion, message=message, heard=heard, answers=one.id, instead=True))
    return found
