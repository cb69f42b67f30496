"""/timezone, /language, /quiet, /pause and /resume."""

from __future__ import annotations

import difflib
import re
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from msgspec.structs import replace

from bot.answer.base import Context, message, reply, settled
from bot.answer.follow import reschedule
from bot.brief import alerts
from bot.deliver.quiet import parse_quiet, quiet_since, quiet_until
from bot.deliver.schedule import next_due
from bot.errors import UsageError
from bot.model import Button, Chat, Command, Reply
from bot.understand import gazetteer, topics
from bot.words import LANGUAGES, nearest, say, speaking, spoken, zone_time


@cache
def zones() -> dict[str, str]:
    """Time zones by what a user may write: the full name or its last part, casefolded."""
    full = {
        name.casefold(): name for name in available_timezones() - {"localtime", "Factory"}
    }  # of this machine, of none
    # not those of Etc: its GMT+3 lies three hours west, where people who write GMT+3 mean east
    named = sorted(name for name in full.values() if "/" in name and not name.startswith("Etc/"))
    cities = {name.rpartition("/")[2].casefold(): name for name in named}
    return {**cities, **full}


_OFFSET = re.compile(r"(?:utc|gmt)?_?([+\-−])_?(\d{1,2})(?::?(\d{2}))?")
BESIDE = 3  # buttons of languages in a row: a phone shows their names whole
_CONTINENTS = ("Europe", "Asia", "Africa", "America", "Australia", "Pacific", "Atlantic")


def zones_at(asked: str, now: datetime) -> list[str] | None:
    """Zones, at most one a continent and three in all, whose clocks are now as far from UTC as "utc+3" or "+04:30" says; None
    where it says no distance."""
    match = _OFFSET.fullmatch(asked)
    if not match:
        return None
    ahead = timedelta(hours=int(match[2]), minutes=int(match[3] or 0)) * (1 if match[1] == "+" else -1)
    found: dict[str, str] = {}
    for name in sorted(available_timezones()):
        continent, _, city = name.partition("/")
        if continent in _CONTINENTS and city and now.astimezone(ZoneInfo(name)).utcoffset() == ahead:
            found.setdefault(continent, name)
    return [found[continent] for continent in _CONTINENTS if continent in found][:3]


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
    name = zones().get(asked)
    if name is None:
        close = difflib.get_close_matches(asked, zones(), n=1, cutoff=0.7)
        near = say("near_topics", near=zones()[close[0]]) if close else ""
        raise UsageError(say("no_timezone", zone=command.args.strip(), near=near))
    moved = replace(chat, timezone=name)
    await context.store.save_chat(moved)
    await reschedule(context, moved)
    await let_go(context, chat)
    return reply(say("timezone", zone=name, now=f"{now.astimezone(ZoneInfo(name)):%H:%M}"))


@cache
def named() -> dict[str, str]:
    """Our languages by their names, in their own words and in English; Dari is Persian."""
    own = {gazetteer.normal(name): code for code, name in LANGUAGES.items()}
    return own | {name: code for name, code in topics.LANGUAGE_NAMES.items() if code in LANGUAGES}


async def language(context: Context, command: Command) -> Reply:
    chat = await settled(context, command.chat)
    asked = command.args.strip().casefold()
    if not asked:
        choice = [Button(name, f"language:{code}") for code, name in LANGUAGES.items()]
        rows = [tuple(choice[n : n + BESIDE]) for n in range(0, len(choice), BESIDE)]
        return reply(say("language_is", language=LANGUAGES[spoken()]), *rows)
    chosen = named().get(gazetteer.normal(asked)) or nearest(asked)
    if not chosen:
        raise UsageError(say("not_spoken", name=command.args.strip()[:40], names=", ".join(LANGUAGES.values())))
    await context.store.save_chat(replace(chat, language=chosen))
    with speaking(chosen):
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
    chat = await settled(context, command.chat)
    await context.store.save_chat(replace(chat, paused=True))
    return reply(say("paused"))


async def resume(context: Context, command: Command) -> Reply:
    chat = await settled(context, command.chat)
    if not chat.paused:
        return reply(say("not_paused"))
    await context.store.save_chat(replace(chat, paused=False))
    now = context.clock.now()
    await context.store.retry_anew(chat.id, now - alerts.WINDOW, now)
    return reply(say("resumed"))
