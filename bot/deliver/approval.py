"""What is put to a channel's approver before it is posted (pure)."""

from __future__ import annotations

from msgspec.structs import replace

from bot.model import Button, Chat, Delivery, Line, Message, Run
from bot.words import say


def put(chat: Chat, delivery: Delivery, to: str = "") -> Message:
    """The message as it is to be posted in the channel, with buttons that post or drop it. `to` stands before what they hold,
    where it has to name the channel."""
    head = Line((Run(say("to_approve", title=chat.title or str(chat.id)), "bold"),))
    decide = (
        Button(say("post_button"), f"{to}post:{delivery.id}"),
        Button(say("drop_button"), f"{to}drop:{delivery.id}"),
    )
    return replace(delivery.message, lines=(head, Line(), *delivery.message.lines), buttons=(decide,))
