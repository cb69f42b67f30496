"""/start, /help, /sources and /status: what I am, whom I read, how I am doing."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot import desk
from bot.answer.base import Context, local, message, reply, settled
from bot.answer.follow import listed
from bot.brief.buttons import unfollowed
from bot.model import Button, Chat, Command, Reply, Source
from bot.troubles import told
from bot.words import count, isolated, say, since

NAMED = 10  # silent sources that /status names; /sources has all
LISTED = 40  # sources in one answer: a message holds about that many lines
RECENT = timedelta(hours=1)  # a source is asked every 15 minutes or so, one that seldom changes every hour

HELPS = {"topic": "help_topics", "group": "start_group", "channel": "help_channel", "@": "help_channel"}


async def start(context: Context, command: Command) -> Reply:
    """What I am; to a chat that knows me, what it follows."""
    chat = await settled(context, command.chat)
    own = await context.store.subscriptions(chat.id)
    followed = "\n\n" + listed(chat, own, context.clock.now()) if own else ""
    if chat.kind != "private":
        return reply(say("start_channel" if chat.kind == "channel" else "start_group") + followed)
    row = (Button(say("latest_kabul"), "latest:kabul"), Button(say("follow_kabul"), "follow:kabul"))
    clock = "\n\n" + say("clock_hint") if chat.timezone == "UTC" else ""
    shown = message(say("start") + followed + clock, row)
    return Reply(messages=(unfollowed(shown, [s.topic for s in own]),))


async def show_help(context: Context, command: Command) -> Reply:
    """/help; /help topics for the words that a topic can be made of, of groups and of channels; /help follow for a command."""
    asked, text = command.args.strip().lstrip("/").casefold(), say("help")
    if key := next((key for word, key in HELPS.items() if asked.startswith(word)), ""):
        return reply(say(key))
    if asked and (found := "\n".join(on_command(asked, text))):
        return reply("\n".join(on_command(asked, say("help_channel"))) if "@channel" in found else found)
    return reply(text if command.chat.kind == "private" else text + "\n\n" + say("help_group"))


def on_command(name: str, text: str) -> list[str]:
    """The lines of a help that tell of this command."""
    return [line for line in text.split("\n") if re.search(rf"/{re.escape(name)}\b", line)]


async def more(context: Context, command: Command) -> Reply:
    return reply(say("say_more", button=say("view_more")))


async def who(context: Context, command: Command) -> Reply:
    return reply(say("say_more", button=say("view_sources")))


async def fine(context: Context, command: Command) -> Reply:
    return reply(say("fine"))


async def welcome(context: Context, command: Command) -> Reply:
    return reply(say("welcome"))


async def wordless(context: Context, command: Command) -> Reply:
    return reply(say("wordless"))


async def legend(context: Context, command: Command) -> Reply:
    """What the signs before a line mean: the last line of the help."""
    return reply(say("help").rpartition("\n")[2])


async def list_sources(context: Context, command: Command) -> Reply:
    sources = await context.store.read_for(command.chat.id)
    if not sources:
        return reply(say("no_sources"))
    now = context.clock.now()

    def line(source: Source) -> str:
        name = isolated(source.name or source.url)  # else a Persian name turns the whole line around
        if source.own:
            name = say("added_here", name=name)
        if source.polled is None:
            return say("source_new", name=name)
        heard = since(now - source.succeeded) if source.succeeded else None
        if source.problem:
            last = heard or say("never")
            return say("source_bad", name=name, problem=told(source.problem).rstrip(".") + ".", last=last)
        return say("source_ok", name=name, ago=heard)

    # the troubled ones first: those are what one asks for; of those that do as they should, the names say enough
    ordered = sorted(sources, key=lambda s: (s.problem is None, not s.own, (s.name or s.url).casefold()))[:LISTED]
    well = [s for s in ordered if not s.own and not s.problem and s.succeeded and now - s.succeeded < RECENT]
    own = sum(source.own for source in sources)
    head = say("sources_own" if own else "sources", count=count(len(sources), "source"), own=own)
    lines = [head, *(line(source) for source in ordered if source not in well)]
    if well:
        lines.append(say("sources_well", names=", ".join(isolated(source.name or source.url) for source in well)))
    if len(sources) > LISTED:
        lines.append(say("source_more", count=len(sources) - LISTED))
    return reply("\n".join(lines))


def resting(chat: Chat, now: datetime) -> str:
    """What /status says of a pause: when it ends, and what ends it; "" where there is none."""
    if not chat.rests(now):
        return ""
    if chat.paused_until is None:
        return say("status_paused")
    return say("status_paused_until", until=local(chat, chat.paused_until, now))


async def status(context: Context, command: Command) -> Reply:
    chat = await settled(context, command.chat)
    counts = await context.store.counts()
    sources = await context.store.read_for(chat.id)
    now = context.clock.now()
    polled = max((s.polled for s in sources if s.polled), default=None)
    own = len(await context.store.subscriptions(chat.id))
    owed = len(await context.store.owed(chat.id))
    unread = sum(source.polled is None for source in sources)
    text = say(
        "status",
        articles=count(counts["articles"], "item"),
        sources=count(sum(source.succeeded is not None for source in sources), "source"),
        stories=count(counts["stories"], "story"),
        polled=since(now - polled) if polled else say("never"),
        subscriptions=count(own, "topic"),
        zone=chat.timezone,
        quiet=say("status_quiet", start=chat.quiet[0], end=chat.quiet[1]) if chat.quiet else "",
        paused=resting(chat, now),
        owed=say("status_owed", count=count(owed, "message")) if owed else "",
    )
    silent = desk.health(sources, now).silent
    if silent:
        more = [say("source_more", count=len(silent) - NAMED)] if len(silent) > NAMED else []
        text += say("status_silent", names=", ".join([*(name for name, _ in silent[:NAMED]), *more]))
    if unread:
        text += say("status_unread", sources=count(unread, "source"))
    return reply(text)
