"""What a briefing's buttons carry: "more:24h@g5vi0 kabul", "follow:kabul". The part before the colon is the command's name.
After the span stands the minute that the message is of, as a number of base 36: what is pressed under it is of then."""

from __future__ import annotations

import re
from base64 import b32hexencode
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Literal

from msgspec.structs import replace

from bot.model import Message

View = Literal[
    "more", "timeline", "sources", "follow",
    "map", "figures",  # pictures, and each of them drawn anew in light or in dark
    "map-light", "map-dark", "figures-light", "figures-dark",
]  # fmt: skip
# A topic up to this long fits behind every command that a button gives ("figures-light:719h@g5vi0 " is the longest); of a
# longer one its digest goes.
LONG = 39
DIGEST = 8  # bytes: that two of a million topics share one has odds of some 1 in 10^7


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def button_data(view: View, window: str, query: str, as_of: datetime) -> str:
    """The string that comes back when the button is pressed; a long topic's has its digest instead."""
    topic = carried(query)
    return f"{view}:{topic}" if view == "follow" else f"{view}:{window}@{_minute(as_of)} {topic}"


def unfollowed(message: Message, followed: Collection[str]) -> Message:
    """The message without buttons to follow what is followed already."""
    taken = {f"follow:{carried(query)}" for query in followed}
    rows = (tuple(button for button in row if button.data not in taken) for row in message.buttons)
    return replace(message, buttons=tuple(row for row in rows if row))


def opened(args: str) -> tuple[str, datetime | None, str]:
    """The span, the instant and the topic behind a view's name. The instant is the last of its minute, so that nothing is
    missing that the message had; None where there is none that can be read: buttons of before had none."""
    before, _, topic = args.partition(" ")
    span, _, minute = before.partition("@")
    if not re.fullmatch("[0-9a-z]{1,6}", minute):
        return span, None, topic
    return span, EPOCH + (int(minute, 36) + 1) * MINUTE - timedelta.resolution, topic


def _minute(instant: datetime) -> str:
    """Minutes since 1970 in base 36: five digits until 2084."""
    left, digits = (instant - EPOCH) // MINUTE, ""
    while left > 0:
        left, digit = divmod(left, 36)
        digits = DIGITS[digit] + digits
    return digits


def carried(query: str) -> str:
    """The topic as a button carries it: itself, or "~" and its digest where it is longer than LONG bytes."""
    written = query.encode("utf-8", "surrogatepass")
    if len(written) <= LONG:
        return query
    return "~" + b32hexencode(blake2b(written, digest_size=DIGEST).digest()).decode().rstrip("=").lower()
