"""Deliveries due -> the surface -> settled, or due again."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime

from msgspec.structs import replace

from bot.deliver.outbox import after_send, expired
from bot.deliver.quiet import quiet_until
from bot.errors import StorageError
from bot.model import Delivery, Line, Message, Run
from bot.pipeline.base import BATCH, LEASE, Shared, each
from bot.words import say, speaking

log = logging.getLogger(__name__)

SENDERS = 8  # chats written to at the same time: one slow chat holds up no other


async def send(shared: Shared) -> int:
    """Sends what is owed and due, chats side by side, each chat's in order; returns how many deliveries. Nothing is sent
    while storage cannot be told of it (a full disk): it would be sent again."""
    while shared.unsettled:
        await shared.store.settle(*shared.unsettled[0])
        del shared.unsettled[0]
    keys = await shared.store.claim("send", shared.clock.now(), lease=LEASE, limit=BATCH)
    by_chat: dict[int, list[Delivery]] = {}
    for delivery in await shared.store.deliveries(keys):
        by_chat.setdefault(delivery.chat, []).append(delivery)
    slots = asyncio.Semaphore(SENDERS)

    async def one(deliveries: list[Delivery]) -> None:
        async with slots:
            waits = shared.waits.pop(deliveries[0].chat, None)
            if waits and waits > shared.clock.now():
                shared.waits[deliveries[0].chat] = waits
                await shared.store.release("send", [str(delivery.id) for delivery in deliveries], waits)
                return
            for n, delivery in enumerate(deliveries):
                if shared.unsettled:
                    return
                due = await send_one(shared, delivery)
                if due is not None and due > shared.clock.now():
                    # the chat must wait: so must what comes after, in its order
                    await shared.store.release("send", [str(later.id) for later in deliveries[n + 1 :]], due)
                    return

    await each(one(deliveries) for deliveries in by_chat.values())
    return len(keys)


async def send_one(shared: Shared, delivery: Delivery) -> datetime | None:
    """Returns when it is due again, or None."""
    shared.under_way.add(delivery.id)
    try:
        return await send_now(shared, delivery)
    finally:
        shared.under_way.discard(delivery.id)


async def send_now(shared: Shared, delivery: Delivery) -> datetime | None:
    now = shared.clock.now()
    # as it stands now: while those before it were sent, its chat may have moved, or a later briefing come to tell it
    delivery = next(iter(await shared.store.deliveries([str(delivery.id)])), delivery)
    if delivery.state != "owed":
        return None
    chat = await shared.store.chat(delivery.chat)
    if chat is None or not chat.hears or expired(delivery, now):
        why = "expired" if expired(delivery, now) else "paused" if chat and chat.paused else "chat is gone"
        await shared.store.settle(replace(delivery, state="failed", problem=why), None)
        return None
    if quiet_ends := quiet_until(chat.quiet, chat.zone, now):
        await shared.store.release("send", [str(delivery.id)], quiet_ends)
        return quiet_ends
    result = await shared.surface.send(delivery.chat, delivery.message, delivery.thread)
    closed = delivery.thread if result.outcome == "thread_closed" else None
    if closed is not None:
        with speaking(chat.language):
            told = await saying_so(shared, delivery)
        result = await shared.surface.send(delivery.chat, told, None)
    if result.outcome == "migrated" and result.new_chat is not None:
        await shared.store.migrate_chat(delivery.chat, result.new_chat)
    if result.outcome == "chat_gone":
        now_there = await shared.store.chat(delivery.chat)  # what was set meanwhile stands
        await shared.store.save_chat(replace(now_there or chat, gone=True))
    settled, due = after_send(delivery, result, shared.clock.now())
    if due and result.retry_after is not None:
        shared.waits[delivery.chat] = due
    try:
        await shared.store.settle(settled, due)
    except StorageError:
        shared.unsettled.append((settled, due))
        raise
    if closed is not None and settled.state == "sent":
        await shared.store.leave_thread(delivery.chat, closed)
    if settled.state == "failed":
        log.warning("delivery %s to chat %s failed: %s", delivery.id, delivery.chat, result.problem)
    return due


async def saying_so(shared: Shared, delivery: Delivery) -> Message:
    """The message, and where it is the first of its thread to come to General instead, a line that says so."""
    message, followed = delivery.message, await shared.store.subscriptions(delivery.chat)
    if not any(one.thread == delivery.thread for one in followed):  # said, and left since
        return message
    return replace(message, lines=(*message.lines, Line(), Line((Run(say("thread_closed")),))))
