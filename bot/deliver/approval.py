"""What is put to a channel's approver before it is posted, and what is said where a post is not taken back (pure)."""

from __future__ import annotations

import re

from msgspec.structs import replace

from bot.model import Button, Chat, Delivery, Line, Message, Run
from bot.words import isolated, say

_MARKED = re.compile(r"[○●◐] (.+?)(?: · .*)?$", re.MULTILINE)
_RECALL = re.compile(r"recall:\d+ (\d+)")


def put(chat: Chat, delivery: Delivery, to: str = "") -> Message:
    """The message as it is to be posted in the channel, with buttons that post or drop it. `to` stands before what they hold,
    where it has to name the channel."""
    head = Line((Run(say("to_approve", title=chat.title or str(chat.id)), "bold"),))
    decide = (
        Button(say("post_button"), f"{to}post:{delivery.id}"),
        Button(say("drop_button"), f"{to}drop:{delivery.id}"),
    )
    return replace(delivery.message, lines=(head, Line(), *delivery.message.lines), buttons=(decide,))


def headline(message: Message) -> str:
    """The line by which a post is known: its first with a status, without who says so, or its first."""
    marked = _MARKED.search(message.text)
    return marked[1] if marked else message.text.partition("\n")[0]


def recall(post: int, asker: int) -> str:
    """The occasion of taking this delivery back; it names the private chat of whoever asked there for another chat."""
    return f"recall:{post} {asker}" if asker else f"recall:{post}"


def asked_in(chat: Chat, delivery: Delivery) -> int | None:
    """The chat in which it was asked to take a post of this chat back. None where that is not known: not in a channel, all of
    whose readers would hear of it."""
    private = _RECALL.fullmatch(delivery.occasion)
    return int(private[1]) if private else None if chat.kind == "channel" else delivery.chat


def refused(chat: Chat, post: Message) -> Message:
    """That a post of the chat could not be taken back."""
    text = say("recall_refused", post=isolated(headline(post)), title=isolated(chat.title or str(chat.id)))
    return Message(lines=(Line((Run(text),)),))
