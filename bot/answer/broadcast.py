"""/approval, /preview, /recall and /log: what goes out to many is looked at first, can be taken back, and is accounted for."""

from __future__ import annotations

import re
from datetime import timedelta

from msgspec.structs import replace

from bot.answer.base import Context, local, message, paused_text, reply, settled
from bot.answer.news import latest
from bot.deliver import approval as waiting
from bot.errors import UsageError
from bot.model import Act, Button, Chat, Command, Delivery, Message, Reply
from bot.words import MARKS, count, isolated, nearest, say, speaking, spoken

# "A message can only be deleted if it was sent less than 48 hours ago": core.telegram.org/bots/api#deletemessage
RECALLABLE = timedelta(hours=48)
OFFERED = 5  # posts that can be taken back: what is to be taken back has just gone out
POSTED = 1_000  # that may be: a button stays while others are posted, and nobody posts more than one in three minutes
LABEL = 40  # characters of a post on a button: a phone shows no more
LISTED = 20  # changes in one answer
NOTED = 120  # characters of a change


def title_of(chat: Chat) -> str:
    return isolated(chat.title or str(chat.id))


def in_line(text: str) -> str:
    """A text that cannot pass for another line, nor turn one around."""
    return " ".join(text.translate(MARKS).split())


def in_private(command: Command) -> None:
    """Raises UsageError where all readers of a channel would see the answer."""
    if command.chat.kind == "channel" and not command.asker:
        raise UsageError(say("where_private", name=command.name))


def in_shared(command: Command) -> None:
    """Raises UsageError in a private chat, for what only chats of many have, and as in_private."""
    in_private(command)
    if command.chat.kind == "private" and not command.press:
        raise UsageError(say("for_shared", name=command.name))


async def settings_of(context: Context, chat: Chat) -> object:
    """All that a command may change in a chat: equal where nothing was."""
    sources = [source.url for source in await context.store.read_for(chat.id) if source.own]
    return await settled(context, chat), await context.store.subscriptions(chat.id), sources


async def noted(context: Context, command: Command, what: str) -> None:
    """Keeps who has done what in the chat."""
    act = Act(chat=command.chat.id, at=context.clock.now(), by=in_line(command.by), what=in_line(what)[:NOTED])
    await context.store.note(act)


async def approval(context: Context, command: Command) -> Reply:
    """/approval on: what is to be posted in a channel is put to whoever says so first. What waits already is put to them, too."""
    chat = await settled(context, command.chat)
    asked = command.args.strip().casefold()
    if chat.kind != "channel" or not command.asker:
        raise UsageError(say("approval_where"))
    if asked not in ("", "on", "off"):
        raise UsageError(say("how_approval"))
    if asked:
        chat = replace(chat, approver=command.asker if asked == "on" else 0)
        await context.store.save_chat(chat)
    held = await context.store.unapproved(chat.id)
    key = {"on": "approval_on", "off": "approval_off"}.get(
        asked, "approval_is_on" if chat.approver else "approval_is_off"
    )
    text = say(key, title=title_of(chat), waiting=count(len(held), "message"))
    return Reply(messages=(message(text), *(waiting.put(chat, one) for one in held[:OFFERED])))


async def preview(context: Context, command: Command) -> Reply:
    """The briefing on what is followed there as it would be now. It counts as told to nobody."""
    in_private(command)
    if not await context.store.subscriptions(command.chat.id):
        return reply(say("follows_nothing"))
    chat = await settled(context, command.chat)
    with speaking(nearest(chat.language) or spoken()):  # as its readers would have it
        found = await latest(context, replace(command, press=False))
    return replace(found, messages=tuple(replace(one, buttons=()) for one in found.messages), told=None)


async def post(context: Context, command: Command) -> Reply:
    """By button: what waits goes out."""
    return await decided(context, command, "owed", "post_done")


async def drop(context: Context, command: Command) -> Reply:
    """By button: what waits does not."""
    return await decided(context, command, "dropped", "drop_done")


async def decided(context: Context, command: Command, state: str, key: str) -> Reply:
    chat = await settled(context, command.chat)
    delivery = await delivery_of(context, command)
    goes, now = state == "owed", context.clock.now()
    if goes and chat.rests(now):
        text = paused_text(chat, now)
    elif delivery is None or not await context.store.decide(
        delivery.id, "held", state, now if goes else None, approved=goes
    ):
        text = say("decided")
    else:
        await noted(context, command, f"/{command.name} {waiting.headline(delivery.message)}")
        text = say(key, title=title_of(chat))
    return Reply(messages=(message(text),), notice=text)


async def delivery_of(context: Context, command: Command) -> Delivery | None:
    """The chat's delivery that a button names."""
    id = command.args.strip()
    found = await context.store.deliveries([id]) if re.fullmatch(r"[0-9]{1,18}", id) else []
    return next((one for one in found if one.chat == command.chat.id), None)


async def recall(context: Context, command: Command) -> Reply:
    """The last posts, to be taken back; or by button the one that is."""
    in_shared(command)
    chat = await settled(context, command.chat)
    now = context.clock.now()
    last = await context.store.posted(chat.id, now - RECALLABLE, POSTED if command.press else OFFERED)
    if not command.press:
        rows = [
            (Button(f"{local(chat, one.due, now)} {waiting.headline(one.message)}"[:LABEL], f"recall:{one.id}"),)
            for one in last
        ]
        return reply(say("recall_which" if last else "recall_none", title=title_of(chat)), *rows)
    delivery = await delivery_of(context, command)
    if delivery is None or delivery.id not in {one.id for one in last}:
        text = say("recall_gone")
    elif any(one.recalls and one.answers == delivery.id for one in await context.store.owed(chat.id)):  # pressed twice
        text = say("decided")
    else:
        gone = Delivery(
            chat=chat.id,
            subscription=0,
            occasion=waiting.recall(delivery.id, command.asker),
            message=Message(lines=()),
            priority=0,
            due=now,
            thread=command.thread,
            answers=delivery.id,
            instead=True,
        )
        await context.store.owe([gone], (), 0, None)
        await noted(context, command, f"/recall {waiting.headline(delivery.message)}")
        text = say("recall_done", title=title_of(chat))
    return Reply(messages=(message(text),), notice=text)


async def log(context: Context, command: Command) -> Reply:
    """Who has changed what, the last first."""
    in_shared(command)
    chat = await settled(context, command.chat)
    now = context.clock.now()
    acts = await context.store.acts(chat.id, LISTED)
    lines = [f"{local(chat, act.at, now)} {isolated(act.by or '?')}: {isolated(act.what)}" for act in acts]
    return reply("\n".join([say("log_head" if acts else "log_none", title=title_of(chat)), *lines]))
