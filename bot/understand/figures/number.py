"""A number as it stands in a text, and with its unit."""

from __future__ import annotations

from typing import NamedTuple

LONGEST_RUN = 24  # words of one number: the longest that anybody writes is half of it
# Chinese, Japanese and Korean words that scale what stands before them.
MYRIADS = {"万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8, "만": 1e4, "억": 1e8}


class Number(NamedTuple):
    """Characters of a number. `digits` is what stood there in digits before any scale, "" where it is in words."""

    start: int
    end: int
    value: float
    digits: str = ""
    ordinal: bool = False
    pending: str = ""  # "m" after digits: million or metre, the context decides


class Token(NamedTuple):
    """A word that may be part of a number, or digits among such words."""

    start: int
    end: int
    kind: str  # "num" "one" "ten" "hundred" "scale" "dozen" "frac" (plural) "ord" (singular)
    value: float
    digits: str = ""


class Quantity(NamedTuple):
    """A number with its currency and unit; `start` and `end` cover them."""

    start: int
    end: int
    number: Number
    value: float
    unit: str
