"""How fast one chat is written to: in bursts, and after them no faster than Telegram asks for (pure).

"In a single chat, avoid sending more than one message per second ... In a group, bots are not able to send more than 20 messages
per minute": core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.model import ChatKind

BURST = 5  # messages that may come at once: Telegram lets short bursts pass, and few chats are ever owed more
PRIVATE = timedelta(seconds=1)
SHARED = timedelta(seconds=4)  # of groups and channels: with a burst no more than 20 in any minute


def slot(kind: ChatKind, free: datetime | None, now: datetime) -> tuple[datetime | None, datetime]:
    """When the next message to a chat may be sent, None for now, and when all that was sent to it will have had its time, which
    is asked with the next (`free`; None where nothing was sent). A clock that was set back makes nobody wait."""
    pace = PRIVATE if kind == "private" else SHARED
    if free is None or not timedelta() < free - now <= BURST * pace:
        return None, now + pace
    wait = free - (BURST - 1) * pace
    return (wait, free) if wait > now else (None, free + pace)
