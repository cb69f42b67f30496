"""What a number counts: the noun after it, or a word of harm around it."""

from __future__ import annotations

import re

from bot.understand.figures.number import Quantity
from bot.understand.figures.words import (
    COUNTED,
    KILLING,
    NOT_PLURAL,
    ONES,
    ORDINALS,
    STATES,
    STOP,
    STOP_ELSEWHERE,
    VERBS,
)

_STRONG = re.compile(r"-(strong)[ ]([A-Za-z]+)|-[a-z]{3,}\b", re.IGNORECASE)
_LOOSE = re.compile(r"-odd\b|[ ]or so\b", re.IGNORECASE)  # "20-odd people", "a dozen or so rebels"
_NOUN_STEP = re.compile(r"[ \u00a0](?:of (?:the |its |their |his |her )?)?([A-Za-z][\w’'-]*(?:\.[A-Z]\.?)*)")
_PASSIVE = re.compile(r"[ ](?:others? )?(?:were|are|was|have been|has been|had been|being)[ ](?:\w+ly[ ])?(\w+)")
_WORD_BEFORE = re.compile(rf"\b({'|'.join(KILLING)})(?: and (?:wound|injur)\w+)?[ ]$", re.IGNORECASE)


def _plural(word: str) -> bool:
    lower = word.lower()
    if lower in COUNTED:
        return True
    return (
        len(word) > 3
        and lower.endswith("s")
        and not lower.endswith(("ss", "us", "is", "'s", "’s"))
        and lower not in NOT_PLURAL
        and not word.isupper()
    )


def counted(plain: str, end: int, value: float | None, lang: str) -> tuple[int, str | None]:
    """Where the noun that is counted ends, and the noun; (end, None) where none follows."""
    if lang not in ("en", ""):
        return _counted_elsewhere(plain, end, lang)
    if loose := _LOOSE.match(plain, end):
        end = loose.end()
    if (
        (strong := _STRONG.match(plain, end))
        and strong[0][1:].lower() not in ONES
        and strong[0][1:].lower() not in ORDINALS
    ):
        return strong.end(), (strong[2] or strong[0][1:]).lower()
    at = end
    for step in range(5):
        match = _NOUN_STEP.match(plain, at)
        if not match or (step and match[0][1:4] == "of "):
            break
        word, lower = match[1], match[1].lower()
        if lower in STATES:
            return (match.end(), lower) if step == 0 else (end, None)
        if lower in STOP or (lower.endswith(("’s", "'s")) and step):
            break
        if _plural(word):
            after = _NOUN_STEP.match(plain, match.end())
            if after and after[1].lower() in COUNTED and after[1].lower() not in STATES and match[0].find(" of ") < 0:
                return after.end(), after[1]
            return match.end(), word
        if value == 1 and step == 0 and lower.isalpha():
            follower = _NOUN_STEP.match(plain, match.end())
            if not follower or follower[1].lower() in STOP or follower[1].lower() in VERBS:
                return match.end(), word
        at = match.end()
    return end, None


# Vowel signs of Indic scripts are no letters to Python.
_ANY_WORD = re.compile(r"[ \u00a0]((?!و\d)[^\W\d_][\w\u200c\u0900-\u0963\u0970-\u0dff-]*)")
# People, dead, wounded, households, buildings: what Chinese and Japanese count with.
_CJK_COUNTED = re.compile(r"(?:多|余|餘)?[名个個]?(人|死|伤|傷|户|戶|棟|世帯|명)")


def _counted_elsewhere(plain: str, end: int, lang: str) -> tuple[int, str | None]:
    at = end
    if lang in ("zh", "ja", "ko"):
        match = _CJK_COUNTED.match(plain, end)
        return (match.end(), match[1]) if match else (end, None)
    for _ in range(3):
        match = _ANY_WORD.match(plain, at)
        if not match or match[1].lower() in STOP_ELSEWHERE:
            if match and match[1] in ("de", "d", "of") and at == end:
                at = match.end()
                continue
            return end, None
        if lang != "de" or match[1][0].isupper():
            return match.end(), match[1]
        at = match.end()
    return end, None


def state_around(plain: str, start: int, end: int) -> str | None:
    """ "killed" from "killing 13" or "13 were killed"; None where neither stands there."""
    passive = _PASSIVE.match(plain, end)
    if passive and passive[1].lower() in STATES:
        return passive[1].lower()
    before = _WORD_BEFORE.search(plain[max(0, start - 40) : start])
    return KILLING.get(before[1].lower()) if before else None


def is_year(plain: str, quantity: Quantity, kind: str) -> bool:
    """Four bare digits from 1900 to 2100 are a year, unless a count noun or a bound of the `kind` says otherwise."""
    number = quantity.number
    if quantity.unit or not re.fullmatch(r"(?:19|20)\d\d|2100", number.digits) or number.end - number.start != 4:
        return False
    following = re.match(r"(?: (?:more|other|extra|additional|further))? ([a-z]+)", plain[number.end : number.end + 32])
    return kind in ("", "about") and not (following and following[1] in COUNTED)
