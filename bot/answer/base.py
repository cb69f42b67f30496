"""What the families of commands share."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from bot.model import Button, Chat, Command, Line, Message, Reply, Run
from bot.ports import Clock, Store, Workers


class Context(Struct, frozen=True):
    store: Store
    clock: Clock
    workers: Workers


Handler = Callable[[Context, Command], Awaitable[Reply]]


def message(text: str, *rows: tuple[Button, ...]) -> Message:
    """A message of plain lines."""
    return Message(lines=tuple(Line((Run(line),) if line else ()) for line in text.split("\n")), buttons=rows)


def reply(text: str, *rows: tuple[Button, ...]) -> Reply:
    return Reply(messages=(message(text, *rows),))


def local(chat: Chat, time: datetime, now: datetime) -> str:
    """A time as the chat reads it: "07:30", "tomorrow 07:30", "Mon 16 Aug 07:30"."""
    there = time.astimezone(ZoneInfo(chat.timezone))
    days = (there.date() - now.astimezone(ZoneInfo(chat.timezone)).date()).days
    clock = f"{there:%H:%M}"
    if days in (0, 1):
        return ("today ", "tomorrow ")[days] + clock
    return f"{there:%a} {there.day} {there:%b} {clock}"


async def settled(context: Context, chat: Chat) -> Chat:
    """The chat as stored; one that is new, or was gone and writes again, is stored first."""
    stored = await context.store.chat(chat.id)
    if stored is None or stored.gone or (chat.title and stored.title != chat.title):
        base = stored or chat
        stored = replace(base, kind=chat.kind, title=chat.title or base.title, gone=False)
        await context.store.save_chat(stored)
    return stored
