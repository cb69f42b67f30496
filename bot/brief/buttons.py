"""What a briefing's buttons carry: "more:24h kabul", "follow:kabul". The part before the colon is the command's name."""

from __future__ import annotations

from typing import Literal

View = Literal[
    "more", "timeline", "sources", "follow",
    "map", "figures",  # pictures, and each of them drawn anew in light or in dark
    "map-light", "map-dark", "figures-light", "figures-dark",
]  # fmt: skip
LIMIT = 64  # bytes of UTF-8: Telegram's on callback_data


def button_data(view: View, window: str, query: str) -> str | None:
    """The string that comes back when the button is pressed; None where it would be too long: then there is no button."""
    data = f"{view}:{query}" if view == "follow" else f"{view}:{window} {query}"
    return data if len(data.encode("utf-8", "surrogatepass")) <= LIMIT else None
