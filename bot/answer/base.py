"""What the families of commands share."""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime

from msgspec import Struct, field
from msgspec.structs import replace

from bot.brief.buttons import LONG, carried, unfollowed
from bot.errors import QueryError, UserError
from bot.model import Button, Chat, Command, Line, Message, Reply, Run, Topic
from bot.ports import Clock, Store, Workers
from bot.understand import topics
from bot.web import Web
from bot.words import day_month, nearest, one_of, say, zone_time


class Context(Struct, frozen=True):
    store: Store
    clock: Clock
    web: Web
    workers: Workers
    tries: dict[int, deque[datetime]] = field(default_factory=dict)  # when a chat had addresses looked up
    offers: dict[str, str] = field(
        default_factory=dict
    )  # addresses too long for a button, by what stands there instead


Handler = Callable[[Context, Command], Awaitable[Reply]]


def message(text: str, *rows: tuple[Button, ...]) -> Message:
    """A message of plain lines."""
    return Message(lines=tuple(Line((Run(line),) if line else ()) for line in text.split("\n")), buttons=rows)


def reply(text: str, *rows: tuple[Button, ...]) -> Reply:
    return Reply(messages=(message(text, *rows),))


def local(chat: Chat, time: datetime, now: datetime) -> str:
    """A time as the chat reads it: "07:30", "tomorrow 07:30", "Mon 16 Aug 07:30"."""
    there = time.astimezone(chat.zone)
    days = (there.date() - now.astimezone(chat.zone).date()).days
    clock = f"{there:%H:%M}"
    if days in (0, 1):
        return say("tomorrow" if days else "today", time=clock)
    return f"{one_of('weekdays', there.weekday())} {day_month(there)} {clock}"


def paused_text(chat: Chat, now: datetime) -> str:
    """What is said of a chat that is paused: until when, and what ends it."""
    if chat.paused_until is None:
        return say("paused")
    return say("paused_until", until=local(chat, chat.paused_until, now), zone=zone_time(chat.timezone))


# Directions of characters that stand where they are written, one beside the other: letters, digits, signs, spaces.
_PLAIN = frozenset({"L", "EN", "ES", "ET", "CS", "ON", "WS"})
POINTED = 30  # characters of a topic around the place that is pointed at: a phone's line in a fixed-width font


_PIECE = re.compile(r'[^\s()"]+|.')  # of a topic, as far as one thing is wrong with it


def pointed(error: QueryError) -> Message:
    """What is wrong with a topic, and below it the topic with a mark under the place. Where letters run from right to left or
    are of double width nobody can tell under which of them a mark would stand: there the piece is marked on both sides."""
    query, column = error.query, error.column
    lines = [Line((Run(str(error)),))]
    plain = all(unicodedata.east_asian_width(c) not in "WF" and unicodedata.bidirectional(c) in _PLAIN for c in query)
    if error.whole:
        return Message(lines=tuple(lines))
    if plain:
        start = max(0, min(column - POINTED // 2, len(query) - POINTED))
        shown = ("…" if start else "") + query[start : start + POINTED] + ("…" if len(query) > start + POINTED else "")
        mark = " " * (column - 1 - start + bool(start)) + "^"
        lines += [Line((Run(text, "code"),)) for text in (shown, mark)]
    elif piece := _PIECE.search(query, column - 1):
        before, after = query[: piece.start()], query[piece.end() :]
        runs = Run(before), Run(f"‹{piece[0]}›", "bold"), Run(after)
        lines.append(Line(tuple(run for run in runs if run.text)))
    return Message(lines=tuple(lines))


# Soft hyphens and spaces of no width, pasted along in the midst of words. Joiners are not: Persian and Hindi write with them.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060"))


async def topic_of(context: Context, query: str) -> Topic:
    """The topic of a query, of a question ("any news from Kabul?"), or of what a button carries in its place. Raises UserError
    for one that cannot be read, or that nobody follows or was told of any more."""
    if re.fullmatch(r"~[0-9a-v]{13}", query):
        known = await context.store.long_topics(LONG)
        query = next((long for long in known if carried(long) == query), "")
        if not query:
            raise UserError(say("button_gone"))
        return topics.stored(query)
    query = " ".join(query.translate(_UNSEEN).split())
    return topics.parse(topics.subject(query) or query)


async def settled(context: Context, chat: Chat) -> Chat:
    """The chat as stored; one that is new, or was gone and writes again, is stored first. A person's language is kept, so that
    what is pushed to them later is in it, until /language says otherwise."""
    stored = await context.store.chat(chat.id)
    heard = stored is not None and not nearest(stored.language) and chat.language
    if stored is None or stored.gone or heard or (chat.title and stored.title != chat.title):
        base = stored or chat
        language = base.language if nearest(base.language) else chat.language
        stored = replace(base, kind=chat.kind, title=chat.title or base.title, gone=False, language=language)
        await context.store.save_chat(stored)
    return stored


async def offered_to(context: Context, chat: int, message: Message) -> Message:
    """The message as this chat gets it: it is not offered what it follows."""
    return unfollowed(message, [s.topic for s in await context.store.subscriptions(chat)])
