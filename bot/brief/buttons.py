"""What a briefing's buttons carry: "more:24h kabul", "follow:kabul". The part before the colon is the command's name."""

from __future__ import annotations

from base64 import b32hexencode
from hashlib import blake2b
from typing import Literal

View = Literal[
    "more", "timeline", "sources", "follow",
    "map", "figures",  # pictures, and each of them drawn anew in light or in dark
    "map-light", "map-dark", "figures-light", "figures-dark",
]  # fmt: skip
LIMIT = 64  # bytes of UTF-8 in a button: core.telegram.org/bots/api#inlinekeyboardbutton
# A topic up to this long fits behind every command that a button gives ("schedule:hourly "); of a longer one its digest goes.
LONG = 40
DIGEST = 8  # bytes: that two of a million topics share one has odds of some 1 in 10^7


def button_data(view: View, window: str, query: str) -> str:
    """The string that comes back when the button is pressed; a long topic's has its digest instead."""
    topic = carried(query)
    return f"{view}:{topic}" if view == "follow" else f"{view}:{window} {topic}"


def carried(query: str) -> str:
    """The topic as a button carries it: itself, or "~" and its digest where it is longer than LONG bytes."""
    written = query.encode("utf-8", "surrogatepass")
    if len(written) <= LONG:
        return query
    return "~" + b32hexencode(blake2b(written, digest_size=DIGEST).digest()).decode().rstrip("=").lower()
