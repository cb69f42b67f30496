"""What goes into a model and what comes out of it, the same for each."""

from __future__ import annotations

from typing import Any

from bot.model import Meaning

MOST = 127  # of an int8
CHARS = 2_000  # of a text that count: the time it takes is bounded; models themselves read some 500 tokens


def readable(text: str) -> str:
    """The text as models can take it: valid UTF-8 of bounded length, without a NUL, at which a C string ends; empty where
    it is blank."""
    return text[:CHARS].encode("utf-8", "replace").decode().replace("\0", " ").strip()


def meanings(model: str, rows: Any) -> list[Meaning | None]:
    """Each row of a matrix of floats as int8, its greatest value scaled to 127: the direction is what counts, and rounding
    turns it by less than a degree. None for a row of zeros, or one with what is no number."""
    found: list[Meaning | None] = []
    for row in rows:
        most = float(abs(row).max())
        fine = 0 < most < float("inf")
        found.append(Meaning(model, (row * (MOST / most)).round().astype("int8").tobytes()) if fine else None)
    return found
