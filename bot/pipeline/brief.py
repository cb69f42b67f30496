"""Subscriptions due -> briefing -> delivery owed."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from msgspec.structs import replace

from bot import desk
from bot.brief import compose, layout, spots
from bot.brief.buttons import unfollowed
from bot.brief.window import whole
from bot.deliver.outbox import EXPIRY
from bot.deliver.quiet import quiet_until
from bot.deliver.schedule import next_due
from bot.errors import StorageError
from bot.model import Chat, Delivery, Subscription, Told
from bot.pipeline.base import BATCH, LEASE, Shared
from bot.understand import topics
from bot.words import speaking

log = logging.getLogger(__name__)

WINDOWS = {"hourly": timedelta(hours=6), "daily": timedelta(hours=24), "weekly": timedelta(days=7)}
# ... and how far back at most where something was not told yet: read late, or come in quiet hours or while the bot was down
FARTHEST = {"hourly": timedelta(hours=24), "daily": timedelta(days=7), "weekly": timedelta(days=30)}
MOMENT = timedelta(seconds=5)


async def brief(shared: Shared) -> int:
    """Composes the briefings that are due and owes them; returns how many subscriptions were looked at."""
    now = shared.clock.now()
    keys = await shared.store.claim("brief", now, lease=LEASE, limit=BATCH)
    for key in keys:
        subscription = await shared.store.subscription(int(key))
        chat = await shared.store.chat(subscription.chat) if subscription else None
        if subscription is None or chat is None:
            continue
        try:
            with speaking(chat.language):
                await brief_one(shared, subscription, chat, shared.clock.now())
        except StorageError:
            raise
        except Exception:  # it comes back when its lease ends; the others do not wait for it
            log.exception("the briefing for subscription %s failed", subscription.id)
    return len(keys)


async def brief_one(shared: Shared, subscription: Subscription, chat: Chat, now: datetime) -> None:
    zone = chat.zone
    due = next_due(subscription.schedule, zone, now)
    if not chat.hears or subscription.schedule.kind not in WINDOWS:
        return await shared.store.owe((), (), subscription.id, due)
    if quiet_ends := quiet_until(chat.quiet, zone, now):
        return await shared.store.release("brief", [str(subscription.id)], quiet_ends)
    unsent = [owed for owed in await shared.store.owed(chat.id) if owed.subscription == subscription.id]
    if shared.under_way & {owed.id for owed in unsent}:  # what it tells is told, or still to be told: soon we know
        return await shared.store.release("brief", [str(subscription.id)], now + MOMENT)
    for owed in unsent:  # for an hour at least: this one tells all of it
        await shared.store.settle(replace(owed, state="failed", problem="a later briefing tells it"), None)
    await shared.store.written()  # what was understood before `now` counts as told
    topic = topics.stored(subscription.topic)
    window = WINDOWS[subscription.schedule.kind]
    topic, articles = await desk.on_topic(shared.store, topic, now, window, chat.id)
    told = desk.told_at(await shared.store.told(chat.id, subscription.topic), now)
    since = now - FARTHEST[subscription.schedule.kind]
    if told is None:  # this is the first, or those before it failed: what the first was to tell is to be told
        since = max(since, (next_due(subscription.schedule, zone, subscription.created) or now) - window)
    if oldest := await desk.missed(shared.store, topic, since, now - window, told, chat.id):
        window = whole(now - oldest)
        topic, articles = await desk.on_topic(shared.store, topics.stored(subscription.topic), now, window, chat.id)
    articles = desk.known_at(articles, now)
    new = desk.new_since(articles, told)
    health = desk.health(await shared.store.read_for(chat.id), now)
    briefing = compose.compose(
        topic,
        articles,
        as_of=now,
        window=window,
        new=new,
        zone=zone,
        health=health,
        told=told,
    )
    if subscription.schedule.kind == "hourly" and not any(story.new for story in briefing.stories):
        return await shared.store.owe((), (), subscription.id, due)  # an hourly word that nothing happened is noise
    offered = spots.offered_with(topic, articles, briefing.stories, as_of=now, window=window)
    delivery = Delivery(
        chat=chat.id,
        subscription=subscription.id,
        occasion=now.astimezone(zone).isoformat(timespec="minutes"),
        message=unfollowed(layout.message(briefing, topic, offered), (subscription.topic,)),
        due=now,
        expires=now + EXPIRY,
        thread=subscription.thread,
    )
    heard = Told(chat=chat.id, topic=subscription.topic, at=desk.told_until(health, now))
    return await shared.store.owe((delivery,), (heard,), subscription.id, due)
