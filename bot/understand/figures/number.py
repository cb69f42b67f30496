"""A number as it stands in a text."""

from __future__ import annotations

from typing import NamedTuple


class Number(NamedTuple):
    """Characters of a number. `digits` is what stood there in digits before any scale, "" where it is in words."""

    start: int
    end: int
    value: float
    digits: str = ""
    ordinal: bool = False
    pending: str = ""  # "m" after digits: million or metre, the context decides
