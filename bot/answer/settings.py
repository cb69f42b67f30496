"""/timezone, /language, /quiet, /pause and /resume."""

from __future__ import annotations

import difflib
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from bot.answer.base import Context, message, paused_text, reply, settled
from bot.answer.follow import listed, reschedule
from bot.answer.zones import zones, zones_at, zones_called, zones_of_place
from bot.brief import alerts
from bot.brief.window import parse_window, split_window
from bot.deliver.quiet import UNTIL, parse_quiet, pause_end, quiet_since, quiet_until
from bot.deliver.schedule import next_due
from bot.errors import UsageError
from bot.model import Button, Chat, Command, Reply
from bot.understand import gazetteer, topics
from bot.words import LANGUAGES, nearest, say, speaking, spoken, zone_time

BESIDE = 3  # buttons of languages in a row: a phone shows their names whole


async def timezone(context: Context, command: Command) -> Reply:
    chat = await settled(context, command.chat)
    now = context.clock.now()
    asked = command.args.strip().casefold().replace(" ", "_")
    if not asked:
        return reply(say("timezone_is", zone=chat.timezone, now=f"{now.astimezone(chat.zone):%H:%M}"))
    there = zones_at(asked, now)
    if there is not None:
        near = say("near_topics", near=say("or").join(there)) if there else ""
        raise UsageError(say("no_offset", zone=command.args.strip(), near=near))
    found = zones_called(command.args, now) or zones_of_place(command.args, now)
    name = zones().get(asked) or (found[0] if len(found) == 1 else None)
    if name is None and found:
        raise UsageError(say("several_zones", place=command.args.strip(), zones=say("or").join(found)))
    if name is None:
        close = difflib.get_close_matches(asked, zones(), n=1, cutoff=0.7)
        near = say("near_topics", near=zones()[close[0]]) if close else ""
        raise UsageError(say("no_timezone", zone=command.args.strip(), near=near))
    moved = replace(chat, timezone=name)
    await context.store.save_chat(moved)
    await reschedule(context, moved)
    await let_go(context, chat)
    text = say("timezone", zone=name, now=f"{now.astimezone(ZoneInfo(name)):%H:%M}")
    own = [s for s in await context.store.subscriptions(chat.id) if next_due(s.schedule, moved.zone, now)]
    return reply(text + ("\n\n" + listed(moved, own, now) if own else ""))


@cache
def named() -> dict[str, str]:
    """Our languages by their names, in their own words and in English; Dari is Persian."""
    own = {gazetteer.normal(name): code for code, name in LANGUAGES.items()}
    own[gazetteer.normal("دری")] = "fa"
    return own | {name: code for name, code in topics.LANGUAGE_NAMES.items() if code in LANGUAGES}


def language_buttons() -> list[tuple[Button, ...]]:
    choice = [Button(name, f"language:{code}") for code, name in LANGUAGES.items()]
    return [tuple(choice[n : n + BESIDE]) for n in range(0, len(choice), BESIDE)]


async def language(context: Context, command: Command) -> Reply:
    chat = await settled(context, command.chat)
    asked = command.args.strip().casefold()
    if not asked:
        return reply(say("language_is", language=LANGUAGES[spoken()]), *language_buttons())
    chosen = named().get(gazetteer.normal(asked)) or nearest(asked)
    if not chosen:
        text = say("not_spoken", name=command.args.strip()[:40], names=", ".join(LANGUAGES.values()))
        return reply(text, *language_buttons())
    await context.store.save_chat(replace(chat, language=chosen))
    with speaking(spoken() if command.channel else chosen):  # to whoever asks in another chat, in that one's
        text = say("language", language=LANGUAGES[chosen])
        return Reply(messages=(message(text),), notice=text) if command.press else reply(text)


async def quiet(context: Context, command: Command) -> Reply:
    chat = await settled(context, command.chat)
    if not command.args.strip():
        if chat.quiet is None:
            return reply(say("quiet_none"))
        return reply(say("quiet_is", start=chat.quiet[0], end=chat.quiet[1], zone=zone_time(chat.timezone)))
    hours = parse_quiet(command.args)
    await context.store.save_chat(replace(chat, quiet=hours))
    await let_go(context, chat)
    if hours is None:
        return reply(say("quiet_off"))
    return reply(say("quiet", start=hours[0], end=hours[1], zone=zone_time(chat.timezone)))


async def let_go(context: Context, before: Chat) -> None:
    """What the chat's quiet hours held back, as they were, is due: pipeline holds it anew where they go on."""
    now = context.clock.now()
    if before.quiet is None or quiet_until(before.quiet, before.zone, now) is None:
        return
    for delivery in await context.store.owed(before.id):
        await context.store.settle(delivery, now)
    began = quiet_since(before.quiet, before.zone, now)
    for subscription in await context.store.subscriptions(before.id):
        told = await context.store.told(before.id, subscription.topic)
        since = max([began, subscription.created, *([told.at] if told and told.at <= now else [])])
        due = next_due(subscription.schedule, before.zone, since)
        if due and due <= now:
            await context.store.save_subscription(subscription, now)


async def pause(context: Context, command: Command) -> Reply:
    """/pause, or with an end: /pause 2h."""
    chat, now = await settled(context, command.chat), context.clock.now()
    until = paused_until(command.args, chat, now) if command.args.strip() else None
    chat = replace(chat, paused=True, paused_until=until)
    await context.store.save_chat(chat)
    return reply(paused_text(chat, now))


def paused_until(text: str, chat: Chat, now: datetime) -> datetime:
    """When a pause ends, by a span in any of our languages, too: "2 Tage"."""
    try:
        return pause_end(text, chat.zone, now)
    except UsageError:
        beside, span = split_window(UNTIL.sub("", text.strip().casefold(), count=1))
        if beside or not any(c.isdigit() and int(c) for c in span):
            raise
        return now + parse_window(span)


async def resume(context: Context, command: Command) -> Reply:
    chat = await settled(context, command.chat)
    if not chat.rests(context.clock.now()):
        return reply(say("not_paused"))
    await context.store.save_chat(replace(chat, paused=False, paused_until=None))
    now = context.clock.now()
    await context.store.retry_anew(chat.id, now - alerts.WINDOW, now)
    return reply(say("resumed"))
