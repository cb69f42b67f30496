"""Subscriptions due -> briefing -> delivery owed."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Hashable
from datetime import datetime, timedelta
from typing import TypeVar, cast

from msgspec.structs import replace

from bot import desk
from bot.brief import compose, layout, spots
from bot.brief.buttons import unfollowed
from bot.brief.window import whole
from bot.deliver.outbox import EXPIRY
from bot.deliver.quiet import quiet_until
from bot.deliver.schedule import next_due
from bot.errors import StorageError
from bot.model import Article, Chat, Delivery, Health, Message, Subscription, Told, Topic
from bot.pipeline.base import BATCH, LEASE, Shared
from bot.understand import topics
from bot.words import speaking

log = logging.getLogger(__name__)

T = TypeVar("T")
Made = dict[Hashable, object]

WINDOWS = {"hourly": timedelta(hours=6), "daily": timedelta(hours=24), "weekly": timedelta(days=7)}
# ... and how far back at most where something was not told yet: read late, or come in quiet hours or while the bot was down
FARTHEST = {"hourly": timedelta(hours=24), "daily": timedelta(days=7), "weekly": timedelta(days=30)}
MOMENT = timedelta(seconds=5)
LATEST = timedelta(hours=1)  # until the next try at a briefing that cannot be composed


async def brief(shared: Shared) -> int:
    """Composes the briefings that are due and owes them, a topic at a time: chats that are to be told the same are told what was
    composed once. Returns how many subscriptions were looked at."""
    now = shared.clock.now()
    keys = await shared.store.claim("brief", now, lease=LEASE, limit=BATCH)
    by_topic: dict[str, list[Subscription]] = {}
    for key in keys:
        if subscription := await shared.store.subscription(int(key)):
            by_topic.setdefault(subscription.topic, []).append(subscription)
    with_own = await shared.store.chats_with_own() if keys else set()
    for followed in by_topic.values():
        now = shared.clock.now()
        await shared.store.written()  # what was understood before `now` counts as told
        made: Made = {}
        for subscription in followed:
            chat = await shared.store.chat(subscription.chat)
            if chat is None:
                continue
            try:
                with speaking(chat.language):
                    await brief_one(shared, subscription, chat, chat.id if chat.id in with_own else None, now, made)
                shared.puts_off.pop(subscription.id, None)
            except StorageError:
                raise
            except Exception:  # a bug; it is tried again, less and less often, and the others do not wait for it
                log.exception("the briefing for subscription %s failed", subscription.id)
                wait = shared.puts_off.get(subscription.id, LEASE)
                shared.puts_off[subscription.id] = min(2 * wait, LATEST)
                await shared.store.release("brief", [str(subscription.id)], now + wait)
    return len(keys)


async def once(made: Made, key: Hashable, make: Callable[[], Awaitable[T]]) -> T:
    """What was made under this key, or is now."""
    if key not in made:
        made[key] = await make()
    return cast("T", made[key])


async def brief_one(
    shared: Shared, subscription: Subscription, chat: Chat, reader: int | None, now: datetime, made: Made
) -> None:
    """`reader` is the chat where it has sources of its own. `made` holds what was read and composed of this topic as of `now`."""
    store, zone, kind = shared.store, chat.zone, subscription.schedule.kind
    due = next_due(subscription.schedule, zone, now)
    if not chat.hears(now) or kind not in WINDOWS:
        return await store.owe((), (), subscription.id, due)
    if quiet_ends := quiet_until(chat.quiet, zone, now):
        return await store.release("brief", [str(subscription.id)], quiet_ends)
    unsent = [one for one in await store.owed(chat.id) if one.subscription == subscription.id and not one.approved]
    if shared.under_way & {owed.id for owed in unsent}:  # what it tells is told, or still to be told: soon we know
        return await store.release("brief", [str(subscription.id)], now + MOMENT)
    for owed in unsent:  # for an hour at least: this one tells all of it
        await store.settle(replace(owed, state="failed", problem="a later briefing tells it"), None)
    for held in await store.unapproved(chat.id) if chat.approver else ():
        if held.subscription == subscription.id:
            await store.decide(held.id, "held", "failed", None)

    async def on_topic() -> tuple[Topic, list[Article]]:
        topic, found = await desk.on_topic(store, topics.stored(subscription.topic), now, window, reader)
        return topic, desk.known_at(found, now)

    async def earlier() -> list[Article]:
        return await desk.earlier(store, topic, since, now - window, reader)

    async def healthy() -> Health:
        return desk.health(await store.read_for(reader), now)

    async def composed() -> tuple[bool, Message]:
        briefing = compose.compose(
            topic, articles, as_of=now, window=window, new=new, zone=zone, health=health, told=told
        )
        offered = spots.offered_with(topic, articles, briefing.stories, as_of=now, window=window)
        return any(story.new for story in briefing.stories), layout.message(briefing, topic, offered)

    window = WINDOWS[kind]
    topic, articles = await once(made, ("on topic", window, reader), on_topic)
    told = desk.told_at(await store.told(chat.id, subscription.topic), now)
    since = now - FARTHEST[kind]
    if told is None:  # this is the first, or those before it failed: what the first was to tell is to be told
        since = max(since, (next_due(subscription.schedule, zone, subscription.created) or now) - window)
    if oldest := desk.missed(await once(made, ("earlier", since, window, reader), earlier), told):
        window = whole(now - oldest)
        topic, articles = await once(made, ("on topic", window, reader), on_topic)
    new = desk.new_since(articles, told)
    health = await once(made, ("health", reader), healthy)
    told = told and told.replace(second=0, microsecond=0)  # as it is written
    same = (window, reader, new, told, chat.language, chat.timezone)  # to such chats the same is to be told
    is_news, message = await once(made, same, composed)
    if kind == "hourly" and not is_news:
        return await store.owe((), (), subscription.id, due)  # an hourly word that nothing happened is noise
    delivery = Delivery(
        chat=chat.id,
        subscription=subscription.id,
        occasion=now.astimezone(zone).isoformat(timespec="minutes"),
        message=unfollowed(message, (subscription.topic,)),
        due=now,
        expires=now + EXPIRY,
        thread=subscription.thread,
    )
    heard = Told(chat=chat.id, topic=subscription.topic, at=desk.told_until(health, now))
    return await store.owe((delivery,), (heard,), subscription.id, due)
