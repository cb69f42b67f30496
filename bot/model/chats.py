"""Chats: their settings, what they follow, and what they were told."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

ChatKind = Literal["private", "group", "channel"]


class Schedule(Struct, frozen=True, kw_only=True):
    """When a subscription speaks, in its chat's time zone. `at` is HH:MM; `weekday` is 0 (Monday) to 6."""

    kind: Literal["none", "now", "hourly", "daily", "weekly"] = "none"
    at: str = "08:00"
    weekday: int = 0


TERMINAL = 0  # the chat of `sitrep ask`: nobody's on Telegram


class Chat(Struct, frozen=True, kw_only=True):
    id: int
    kind: ChatKind
    title: str = ""
    timezone: str = "UTC"  # IANA
    quiet: tuple[str, str] | None = None  # HH:MM from, HH:MM to, local
    schedule: Schedule = Schedule(kind="daily")  # what a new subscription gets
    paused: bool = False
    paused_until: datetime | None = None  # when that ends by itself
    gone: bool = False  # blocked the bot, or was deleted
    dark: bool = False  # pictures for a dark screen
    approver: int = 0  # of a channel: the person's chat to which what is to be posted is put first; 0: nobody's
    language: str = ""  # ISO 639-1, that we speak there; "": English, or that of who asks

    @property
    def zone(self) -> ZoneInfo:
        """Its clock; UTC's where this machine knows no such zone: it was set on another, or by one that is no more."""
        try:
            return ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return ZoneInfo("UTC")

    @property
    def reached(self) -> bool:
        """Whether what it was told can be written over: in a pause that waits for its end."""
        return not self.gone and self.id != TERMINAL

    def rests(self, now: datetime) -> bool:
        """Whether it is paused."""
        return self.paused and (self.paused_until is None or now < self.paused_until)

    def hears(self, now: datetime) -> bool:
        """Whether anything is pushed to it."""
        return self.reached and not self.rests(now)


class Subscription(Struct, frozen=True, kw_only=True):
    """A chat follows a topic. `id` is given by storage; (chat, topic) is unique."""

    id: int = 0
    chat: int
    topic: str  # Topic.query
    schedule: Schedule
    created: datetime
    thread: int | None = None  # the topic of a forum in which it was followed; None: General, or no forum


class Told(Struct, frozen=True, kw_only=True):
    """What a chat was last told on a topic."""

    chat: int
    topic: str
    at: datetime  # articles seen later are new to it


class Act(Struct, frozen=True, kw_only=True):
    """What somebody has changed in a chat, or decided for it."""

    chat: int
    at: datetime
    by: str  # a name, as Telegram has it
    what: str  # as a command: "/follow kabul"
