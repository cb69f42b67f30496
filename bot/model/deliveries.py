"""What is owed to a chat, and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from bot.model.briefings import Status
from bot.model.messages import Message


class Heard(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an alert tells a chat of. It stays with its delivery, so that nobody is woken by the same again."""

    story: str
    status: Status  # of its first line
    further: tuple[Status, ...] = ()  # of the others
    topic: str = ""  # Topic.query
    lines: tuple[str, ...] = ()  # as told
    articles: tuple[str, ...] = ()  # the ids of those that these are from
    heads: tuple[str, ...] = ()  # of the articles that these are from
    events: frozenset[str] = frozenset()  # what they tell of towns and people: "taken Qalat, AF"
    killed: int = 0  # the highest toll that they give
    lang: str = ""  # of the first
    foreign: bool = False  # whoever asked may not be able to read it

    @property
    def keys(self) -> list[tuple[str, str, str]]:
        """Its topic and story with each of its articles: "" where it is not known which."""
        return [(self.topic, self.story, article) for article in self.articles or ("",)]


PAUSED = "paused"  # the problem of a delivery to a chat that was


class Delivery(Struct, frozen=True, kw_only=True):
    """A message owed to a chat: the outbox row. (chat, subscription, occasion, part) is unique."""

    id: int = 0
    chat: int
    subscription: int  # 0: not from a subscription
    occasion: str  # what made it due: "2021-08-14T07:30+04:30"; an alert's begins with its story, "s7:"
    part: int = 0
    message: Message
    priority: int = 1  # 0 alert, 1 all else: lower goes first
    due: datetime
    expires: datetime | None = None  # later than this it is not worth sending
    attempts: int = 0
    # "held": put to the channel's approver, who has not decided yet; "dropped": decided against; "recalled": sent, and deleted
    state: Literal["owed", "held", "sent", "failed", "dropped", "recalled"] = "owed"
    sent_as: int | None = None  # Telegram's message id
    problem: str | None = None
    thread: int | None = None  # its subscription's
    heard: Heard | None = None  # of an alert
    answers: int | None = None  # the delivery that it goes on from: sent as a reply to that
    instead: bool = False  # ... or, without a sound, in its place; without lines that is deleted
    approved: bool = False

    @property
    def recalls(self) -> bool:
        """Whether it deletes what it answers."""
        return self.instead and not self.message.lines


class SendResult(Struct, frozen=True, kw_only=True):
    """What became of one try to send, by remedy."""

    outcome: Literal["sent", "retry", "chat_gone", "migrated", "thread_closed", "refused"]
    message_id: int | None = None
    retry_after: float | None = None  # seconds
    new_chat: int | None = None
    problem: str | None = None
