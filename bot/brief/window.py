"""Spans of time as users write them: "1h", "24h", "3d", up to 30 days."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta

from bot.errors import UserError
from bot.words import say

SHORTEST = timedelta(hours=1)  # sources are asked every 15 minutes or so: less than an hour tells nothing
LONGEST = timedelta(days=30)  # as long as stories live

_UNITS = {
    "h": timedelta(hours=1),
    "hour": timedelta(hours=1),
    "hours": timedelta(hours=1),
    "hr": timedelta(hours=1),
    "hrs": timedelta(hours=1),
    "d": timedelta(days=1),
    "day": timedelta(days=1),
    "days": timedelta(days=1),
    "w": timedelta(weeks=1),
    "week": timedelta(weeks=1),
    "weeks": timedelta(weeks=1),
}


_NUMBERED = r"-?\d[\d.,]*\s*(?:hours?|hrs?|h|days?|d|weeks?|w)"
_SPAN = re.compile(
    rf"(?:^|\s)(?:(?:in|over|during|for|within)\s+)?"
    rf"((?:(?:the\s+)?(?:last|past)\s+)?{_NUMBERED}|(?:the\s+)?(?:last|past)\s+(?:hour|day|week))[?؟]*$",
    re.IGNORECASE,
)


def split_window(text: str) -> tuple[str, str]:
    """What stands before a span and the span: "kabul last 3 days" -> ("kabul", "last 3 days"); ("kabul", "") without one."""
    text = " ".join(text.split())
    found = _SPAN.search(text)
    return (text[: found.start()], found[1]) if found else (text, "")


def parse_window(text: str) -> timedelta:
    """The span, 1 hour to 30 days, in the digits of any script. Raises UserError, with the right form, for anything else."""
    plain = "".join(str(unicodedata.decimal(c, c)) for c in text.casefold())
    plain = re.sub(r"^\s*(?:the\s+)?(?:last|past)\s+(?=(\d)?)", lambda found: "" if found[1] else "1 ", plain)
    match = re.fullmatch(r"\s*(\d{1,4})\s*([a-z]+)\s*", plain, re.ASCII)
    unit = _UNITS.get(match[2]) if match else None
    if match is None or unit is None:
        shown = " ".join(text.split())[:40]
        raise UserError(say("no_span", text=shown, form=say("span_form")))
    span = int(match[1]) * unit
    if not SHORTEST <= span <= LONGEST:
        key = "span_short" if span < SHORTEST else "span_long"
        raise UserError(say(key, span=f"{match[1]}{match[2]}", form=say("span_form")))
    return span


def whole(span: timedelta) -> timedelta:
    """The span in whole hours, beyond two days in whole days, rounded up: as a briefing can say it."""
    unit = timedelta(hours=1) if span <= timedelta(hours=48) else timedelta(days=1)
    return -(-span // unit) * unit


def format_window(window: timedelta) -> str:
    """ "24h", "3d": days where they are whole and more than one, hours otherwise (rounded up)."""
    hours = max(1, -(-int(window.total_seconds()) // 3600))
    return f"{hours // 24}d" if hours > 24 and hours % 24 == 0 else f"{hours}h"
