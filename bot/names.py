"""Names of people and bodies, as they are written in any script."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from anyascii import anyascii

LONG = 3  # consonants that make a name: two are shared by too many
ALIKE = 0.8  # share of the letters that must be the same, in order, where there are only two
ENDING = 1  # consonants that a case, or a plural, may add or take: "Байденом", "талибы"
PAST = "l"  # is none of them, but a verb's: "погибло" is not Pogba


@lru_cache(maxsize=50_000)
def bones(name: str) -> str:
    """The consonants of a name, doubled ones once: the same of Idriss Déby and Idris Deby, of Biden, Байден and بایدن."""
    return re.sub(r"[^bcdfgjklmnpqrstvxz]|(.)(?=\1)", "", anyascii(name).lower())


def same(one: str, other: str) -> bool:
    """Whether two words of different scripts may be one name."""
    a, b = sorted((bones(one), bones(other)), key=len)
    if len(a) >= LONG:
        return b.startswith(a) and len(b) - len(a) <= ENDING and b[len(a) :] != PAST
    return len(a) == LONG - 1 and spelt(one, other)


def spelt(one: str, other: str) -> bool:
    """Whether two words may be one name in two spellings: Gani and Ghani, but not Merkel and Markle."""
    a, b = bones(one), bones(other)
    return len(a) >= LONG - 1 and a == b and SequenceMatcher(None, _plain(one), _plain(other)).ratio() >= ALIKE


def _plain(name: str) -> str:
    return anyascii(name).lower().replace("h", "")
