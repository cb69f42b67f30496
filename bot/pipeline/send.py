"""Deliveries due -> the surface -> settled, or due again."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta

from msgspec.structs import replace

from bot.deliver import approval
from bot.deliver.outbox import after_send, expired
from bot.deliver.pace import slot
from bot.deliver.quiet import quiet_until
from bot.errors import StorageError
from bot.model import PAUSED, Chat, ChatKind, Delivery, Line, Message, Run, SendResult
from bot.pipeline.base import BATCH, LEASE, Shared
from bot.words import say, speaking

log = logging.getLogger(__name__)

UNASKED = timedelta(minutes=15)  # until an approver who could not be asked is asked again
PACED = (
    1_000  # chats of which it is remembered when they were written to, before those whose time is over are forgotten
)
AT_ONCE = timedelta(seconds=5)  # between two messages that come together: a group has one every four
ROUND = 1.0  # seconds: a chat that takes longer goes on by itself, and the next round leaves it alone


async def send(shared: Shared) -> int:
    """Sends what is owed and due, chats side by side, each chat's in order; 0 where nothing is due and nobody was done with.
    Nothing is sent while storage cannot be told of it (a full disk): it would be sent again."""
    done = let_go(shared)
    while shared.unsettled:
        await shared.store.settle(*shared.unsettled[0])
        del shared.unsettled[0]
    keys = await shared.store.claim_deliveries(
        shared.clock.now(), lease=LEASE, limit=BATCH - len(shared.sending), busy=shared.sending
    )
    by_chat: dict[int, list[Delivery]] = {}
    for delivery in await shared.store.deliveries(keys):
        by_chat.setdefault(delivery.chat, []).append(delivery)
    for chat, deliveries in by_chat.items():
        shared.sending[chat] = asyncio.create_task(send_to(shared, chat, deliveries))
    if shared.sending:
        await asyncio.wait(shared.sending.values(), timeout=ROUND)
    return done + len(keys) + let_go(shared)


def let_go(shared: Shared) -> int:
    """Forgets the chats that are done with; returns how many. One that raised (a bug, or storage) has stopped no other; the
    first error is raised."""
    done = [shared.sending.pop(chat) for chat, task in list(shared.sending.items()) if task.done()]
    for error in [task.exception() for task in done if not task.cancelled()]:
        if error:
            raise error
    return len(done)


async def finish(shared: Shared, timeout: float | None) -> None:
    """Waits for what is being sent; what takes longer than `timeout` seconds is given up, and sent again after the next start."""
    if shared.sending:
        _, late = await asyncio.wait(shared.sending.values(), timeout=timeout)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def send_to(shared: Shared, chat: int, deliveries: list[Delivery]) -> None:
    """Sends these to one chat, in their order."""
    async with shared.slots:
        now = shared.clock.now()
        asked = shared.waits.pop(chat, now)
        waits = max(asked, await shared.store.waits(chat, now) or now)
        if waits > now:
            shared.waits[chat] = asked
            await shared.store.release("send", [str(delivery.id) for delivery in deliveries], waits)
            return
        kind = room.kind if (room := await shared.store.chat(chat)) else "private"
        for n, delivery in enumerate(deliveries):
            if shared.unsettled:
                return
            if turn := in_turn(shared, chat, kind):
                shared.waits[chat] = turn  # what becomes due meanwhile does not overtake
                await shared.store.release("send", [str(later.id) for later in deliveries[n:]], turn)
                return
            due = await send_one(shared, delivery)
            if due is not None:
                # the chat must wait, or has moved: so must what comes after, in its order
                await shared.store.release("send", [str(later.id) for later in deliveries[n + 1 :]], due)
                return


def in_turn(shared: Shared, chat: int, kind: ChatKind) -> datetime | None:
    """When the next message to a chat may be sent; None for now, and then it counts as sent."""
    now = shared.clock.now()
    turn, shared.paces[chat] = slot(kind, shared.paces.get(chat), now)
    if len(shared.paces) > PACED:
        shared.paces = {id: free for id, free in shared.paces.items() if free > now}
    return turn


async def send_one(shared: Shared, delivery: Delivery) -> datetime | None:
    """Returns when it is due again, or None where it is settled."""
    shared.under_way.add(delivery.id)
    try:
        return await send_now(shared, delivery)
    finally:
        shared.under_way.discard(delivery.id)


async def send_now(shared: Shared, delivery: Delivery) -> datetime | None:
    now, before = shared.clock.now(), delivery
    # as it stands now: while those before it were sent, its chat may have moved, or a later briefing come to tell it
    delivery = next(iter(await shared.store.deliveries([str(delivery.id)])), delivery)
    if delivery.state != "owed":
        return None
    if delivery.chat != before.chat:  # where it may be being written to already
        await shared.store.release("send", [str(delivery.id)], now)
        return now
    chat = await shared.store.chat(delivery.chat)
    too_late = expired(delivery, now) and not delivery.approved  # who has let it wait wants it all the same
    rests = chat is not None and chat.rests(now)
    if chat and rests and chat.paused_until and delivery.instead and not (delivery.recalls or too_late):
        await shared.store.release("send", [str(delivery.id)], chat.paused_until)  # what turned is edited then
        return None  # what comes after need not wait
    if chat is None or not (chat.hears(now) or (delivery.recalls and not chat.gone)) or too_late:
        why = "expired" if too_late else PAUSED if rests else "chat is gone"
        await shared.store.settle(replace(delivery, state="failed", problem=why), None)
        if chat and delivery.recalls:
            await tell_refused(shared, chat, delivery)
        return None
    if (quiet_ends := quiet_until(chat.quiet, chat.zone, now)) and not (delivery.recalls or delivery.approved):
        await shared.store.release("send", [str(delivery.id)], quiet_ends)
        return quiet_ends
    if chat.approver and not (delivery.approved or delivery.instead):
        await put_to_approver(shared, chat, delivery)
        return None  # what comes after need not wait
    result = await handed_over(shared, delivery)
    closed = delivery.thread if result.outcome == "thread_closed" and not delivery.instead else None
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
        if delivery.recalls:
            await tell_refused(shared, chat, delivery)
    return due


def follows(shared: Shared, chat: int) -> bool:
    """Whether another message has just come to a chat: of several at once, as at the end of quiet hours, the first alone has a
    sound."""
    last = shared.came.get(chat)
    return last is not None and timedelta() <= shared.clock.now() - last <= AT_ONCE


async def handed_over(shared: Shared, delivery: Delivery) -> SendResult:
    """What became of it at the surface, as a reply to the message of the delivery that it answers, or in the place of that."""
    answered = await shared.store.deliveries([str(delivery.answers)]) if delivery.answers else []
    place = next((one.sent_as for one in answered if one.chat == delivery.chat and one.state == "sent"), None)
    if not delivery.instead:
        in_thread = place if all(one.thread == delivery.thread for one in answered) else None
        message = replace(delivery.message, silent=delivery.message.silent or follows(shared, delivery.chat))
        result = await shared.surface.send(delivery.chat, message, delivery.thread, in_thread)
        if result.outcome == "sent":
            now = shared.clock.now()
            if len(shared.came) > PACED:
                shared.came = {id: at for id, at in shared.came.items() if now - at <= AT_ONCE}
            shared.came[delivery.chat] = now
        return result
    if place is None:
        return SendResult(outcome="refused", problem="what it was to take the place of is not there")
    if delivery.recalls:
        return await shared.surface.delete(delivery.chat, place)
    return await shared.surface.edit(delivery.chat, place, delivery.message)


async def put_to_approver(shared: Shared, chat: Chat, delivery: Delivery) -> None:
    """Shows a channel's approver what is to be posted in it, or where they cannot be asked any more, another who has linked it;
    the delivery then waits for what they say. It is held first: a full disk must not ask again and again."""
    if not await shared.store.decide(delivery.id, "owed", "held", None):
        return
    for person in dict.fromkeys([chat.approver, *await shared.store.managers(chat.id)]):
        if not await shared.surface.administers(chat.id, person):
            continue
        there = await shared.store.chat(person)
        with speaking(there.language if there else chat.language):
            asked = approval.put(chat, delivery, f"{chat.id} ")
        if there and quiet_until(there.quiet, there.zone, shared.clock.now()):
            asked = replace(asked, silent=True)  # it comes all the same: the post waits for it
        if (await shared.surface.send(person, asked, None)).outcome == "sent":
            return
    log.warning("nobody could be asked about delivery %s to %s", delivery.id, chat.title or chat.id)
    await shared.store.decide(delivery.id, "held", "owed", shared.clock.now() + UNASKED)


async def tell_refused(shared: Shared, chat: Chat, delivery: Delivery) -> None:
    """Tells whoever wanted a post taken back, where they asked, that it was not."""
    where = approval.asked_in(chat, delivery)
    posted = await shared.store.deliveries([str(delivery.answers)])
    if where is None or not posted:
        return
    there = await shared.store.chat(where)
    with speaking(there.language if there else chat.language):
        told = approval.refused(chat, posted[0].message)
    thread = delivery.thread if where == chat.id else None
    result = await shared.surface.send(where, told, thread)
    if result.outcome != "sent":
        log.warning("chat %s was not told that a post was not taken back: %s", where, result.problem)


async def saying_so(shared: Shared, delivery: Delivery) -> Message:
    """The message, and where it is the first of its thread to come to General instead, a line that says so."""
    message, followed = delivery.message, await shared.store.subscriptions(delivery.chat)
    if not any(one.thread == delivery.thread for one in followed):  # said, and left since
        return message
    return replace(message, lines=(*message.lines, Line(), Line((Run(say("thread_closed")),))))
