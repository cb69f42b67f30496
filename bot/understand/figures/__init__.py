"""Figures: the numbers of a news item, with bounds, units and what is counted.

A number in words or digits becomes a value; "at least 60" is a bound, "60 to 80" a range, "dozens" a vague quantity with a
low and a high of our own choosing. Dates, times, codes and scores are left out. Ordinals come with the unit "ordinal", so that
who compares counts can leave them aside.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.model import Field, Figure
from bot.understand.figures.bounds import bound, bound_after
from bot.understand.figures.context import BLOCKED, CODE, counted, state_around
from bot.understand.figures.digits import PLAIN
from bot.understand.figures.number import Number
from bot.understand.figures.numerals import numbers
from bot.understand.figures.units import currency_after, currency_before, old_after, unit_after
from bot.understand.figures.words import COUNTED, TIME_UNITS, UNITS

__all__ = ["find"]


_DIGIT = re.compile(r"\d")


class _Quantity(NamedTuple):
    """A number with its currency and unit; `start` and `end` cover them."""

    start: int
    end: int
    number: Number
    value: float
    unit: str


def find(field: Field, text: str, lang: str) -> tuple[Figure, ...]:
    """The figures of one field, in order of place; offsets are code points of `text`. `lang` is ISO 639-1.

    A range has low and high and value None, a bound value and low (or high), a vague quantity ("dozens") low and high alone.
    """
    plain = text.translate(PLAIN)
    code = lang.split("-")[0].lower()
    blocked = [match.span() for match in BLOCKED.finditer(plain)] if _DIGIT.search(plain) else []
    quantities: list[_Quantity] = []
    for number in numbers(plain, code, blocked):
        quantity = _quantity(plain, number, code)
        if quantity and not (quantities and quantity.start < quantities[-1].end):
            quantities.append(quantity)
    figures = [*_assemble(field, text, plain, quantities, code), *_vague(field, text, plain, quantities, code)]
    return tuple(sorted(figures, key=lambda figure: figure.start))


_BELOW_ZERO = re.compile(r"(?<=[ ])- $")


def _quantity(plain: str, number: Number, lang: str) -> _Quantity | None:
    start, code = currency_before(plain, number.start)
    value, end, unit = number.value, number.end, code
    if number.ordinal:
        return _Quantity(start, end, number, value, "ordinal")
    if number.digits and not code and plain[number.start - 1 : number.start].isalpha():
        return None  # "C17"
    if number.pending:
        end, value, unit = _million_or_metre(plain, number, code, lang)
        return _Quantity(start, end, number, value, unit)
    if not code:
        end, unit, factor = currency_after(plain, end)
        value *= factor
    if not unit:
        end, unit = unit_after(plain, end, value)
    elif code:  # "$ 10 dollars"
        repeated, again = unit_after(plain, end, value)
        end = repeated if again == "USD" == unit else end
    if unit in ("C", "F", "degree") and value > 0 and (sign := _BELOW_ZERO.search(plain[max(0, start - 3) : start])):
        start, value = start - len(sign[0]), -value
    if number.digits and end == number.end and (tail := CODE.match(plain, end)) and tail[0].lower() not in UNITS:
        return None  # "24703L202"
    return _Quantity(start, end, number, value, unit)


_HAVE = re.compile(r"[ ](?:have|has|had|are|were|more|in|of)\b")


def _million_or_metre(plain: str, number: Number, code: str, lang: str) -> tuple[int, float, str]:
    if code:
        return number.end, number.value * 1e6, code
    after, unit = unit_after(plain, number.end, number.value)
    if unit in ("t", "barrel", "l", "gallon", "acre", "hectare") or unit.isupper():
        return after, number.value * 1e6, unit
    if counted(plain, number.end, None, lang)[1] or _HAVE.match(plain, number.end):
        return number.end, number.value * 1e6, ""
    return number.end, number.value, "m"


def _is_year(plain: str, quantity: _Quantity, kind: str) -> bool:
    """Four bare digits from 1900 to 2100 are a year, unless a count noun or a bound says otherwise."""
    number = quantity.number
    if quantity.unit or not re.fullmatch(r"(?:19|20)\d\d|2100", number.digits) or number.end - number.start != 4:
        return False
    following = re.match(r" ([a-z]+)", plain[number.end : number.end + 20])
    return kind in ("", "about") and not (following and following[1] in COUNTED)


_RANGE = re.compile(r"[ ]?[-–—~][ ]?|[ ](?:to|or|bis|oder|à|ou|a|до|تا|یا)[ ]")
_AND = re.compile(r"[ ](?:and|und|et|y|и|و)[ ]")
_BETWEEN = re.compile(r"(?:\bbetween|\bzwischen|\bentre|между|بین) $", re.IGNORECASE)
_FROM = re.compile(r"\b(\w+)?[ ,]*\bfrom $", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:rose|risen|rises?|rising|grew|grown|grow\w*|increas\w+|fell|fall\w*|fallen|drop\w*|climb\w*|jump\w*|up|down|rais\w+|cut\w*|"
    r"lower\w*|declin\w+|decreas\w+|reduc\w+|revis\w+|slash\w*|expand\w*|doubl\w+|plung\w+|surg\w+|soar\w*|slip\w*|went)\b[^.;]{0,40}$",
    re.IGNORECASE,
)


def _assemble(field: Field, text: str, plain: str, quantities: list[_Quantity], lang: str) -> list[Figure]:
    result: list[Figure] = []
    at = 0
    while at < len(quantities):
        quantity = quantities[at]
        follower = quantities[at + 1] if at + 1 < len(quantities) else None
        if follower and (joined := _compound(plain, quantity, follower)):
            quantity, at = joined, at + 1
            follower = quantities[at + 1] if at + 1 < len(quantities) else None
        if follower and (ranged := _range(plain, quantity, follower)) is not None:
            at += 2
            if ranged == "score":
                continue
            result.append(_ranged(field, text, plain, quantity, follower, lang))
            continue
        start, kind = bound(plain, quantity.start, lang)
        if kind == "low" and quantity.unit in TIME_UNITS and plain[start : start + 4].lower() == "over":
            start, kind = quantity.start, ""  # "over 3 years": how long, not how much
        if not _is_year(plain, quantity, kind):
            result.append(_single(field, text, plain, quantity, start, kind, lang))
        at += 1
    return result


_COMPOUND = {("foot", "inch"): 1 / 12, ("lb", "oz"): 1 / 16}
_INCH = re.compile(r"[ ]?(?:in|inch|inches)\b")


def _compound(plain: str, left: _Quantity, right: _Quantity) -> _Quantity | None:
    """ "5 feet 2 inches", "3 dollars 50 cents", "15 dollars and 50" as one quantity; None where they are two."""
    gap = plain[left.end : right.start]
    if left.unit == "foot" and gap.strip(" ,") == "" and right.unit in ("", "inch") and right.value < 12:
        end = right.end if right.unit else (inch.end() if (inch := _INCH.match(plain, right.end)) else 0)
        if end:
            return left._replace(end=end, value=left.value + right.value / 12)
    money = len(left.unit) == 3 and left.unit.isupper()
    if money and 0 < right.value < 100 and right.value == int(right.value) and left.value == int(left.value):
        cents = right.unit == "cent" and gap.strip(" ,") in ("", "and")
        bare = not right.unit and gap == " and " and not re.match(r"\s*[\w%$]", plain[right.end :])
        if cents or bare:
            return left._replace(end=right.end, value=left.value + right.value / 100)
    return None


def _range(plain: str, left: _Quantity, right: _Quantity) -> str | None:
    """ "range", "score" ("2-1": counts nothing), or None where the two stand alone."""
    gap = plain[left.end : right.start]
    if left.number.ordinal or right.number.ordinal or right.start < left.end:
        return None
    low = left.value * _shared_scale(left, right)
    before = plain[max(0, left.start - 60) : left.start]
    if _AND.fullmatch(gap):
        return "range" if _BETWEEN.search(before) and low < right.value else None
    if not _RANGE.fullmatch(gap):
        return None
    tight = gap in ("-", "–")
    if tight and not left.number.digits:
        return None
    if tight and low >= right.value and not (left.unit or right.unit) and right.value < 1000:
        return "score"
    if gap.strip() in ("or", "oder", "ou", "o") and low * 3 < right.value:
        return None  # "10 or 100": no range
    if low >= right.value or (left.unit and right.unit and left.unit != right.unit):
        return None
    if tight and right.value < 10 and not right.unit and counted(plain, right.end, None, "en")[1] is None:
        return "score"
    if (
        gap.strip() in ("to", "bis", "до")
        and _FROM.search(before)
        and _CHANGE.search(before[: before.lower().rfind("from")])
    ):
        return None  # "rose from 60 to 80"
    if _is_year(plain, left, "") and _is_year(plain, right, ""):
        return "score"
    return "range"


def _shared_scale(left: _Quantity, right: _Quantity) -> float:
    """ "1.5-2 million": the scale of the right number where the left has none."""
    if not (left.number.digits and right.number.digits) or left.value >= right.value:
        return 1.0
    try:
        bare = float(right.number.digits.replace(",", "").replace(" ", ""))
        plain_left = float(left.number.digits.replace(",", "").replace(" ", ""))
    except ValueError:
        return 1.0
    if bare <= 0 or plain_left != left.value or left.unit not in ("", right.unit) or plain_left >= bare:
        return 1.0
    return right.value / bare if right.value / bare >= 1000 else 1.0


def _ranged(field: Field, text: str, plain: str, left: _Quantity, right: _Quantity, lang: str) -> Figure:
    start = left.start
    if match := re.search(
        r"(?:\b(?:between|from|zwischen|von|entre|de)|между|от|بین|از) $", plain[max(0, start - 9) : start], re.I
    ):
        start -= len(match[0])
    start, _ = bound(plain, start, lang)
    end, what = (right.end, None) if right.unit else counted(plain, right.end, None, lang)
    if right.unit in TIME_UNITS and (old := old_after(plain, right.end)) > right.end:
        end, what = old, "age"
    what = what or (None if right.unit else state_around(plain, start, end))
    return Figure(
        field=field,
        start=start,
        end=end,
        text=text[start:end],
        value=None,
        low=left.value * _shared_scale(left, right),
        high=right.value,
        unit=right.unit or left.unit or None,
        what=what,
    )


_NAME_COMMA = re.compile(r"[A-Z][\w’'-]+, $")
_AGED = re.compile(r"\b(?:aged?|alter|aged about) $", re.IGNORECASE)


def _single(field: Field, text: str, plain: str, quantity: _Quantity, start: int, kind: str, lang: str) -> Figure:
    end, unit, value = quantity.end, quantity.unit, quantity.value
    what: str | None = None
    if unit in TIME_UNITS and (old := old_after(plain, end)) > end:
        end, what = old, "age"
    elif not unit and value == int(value) and 5 <= value <= 115 and _age(plain, quantity):
        unit, what = "year", "age"
    after = ""
    if not unit:
        end, after = bound_after(plain, end)
        if lang == "en" or plain[end : end + 1] != "-":
            end, what = counted(plain, end, value, lang)
        what = what or state_around(plain, start, end)
    elif what is None:
        end, after = bound_after(plain, end)
    kind = after or kind
    return Figure(
        field=field,
        start=start,
        end=end,
        text=text[start:end],
        value=value,
        low=value if kind == "low" else None,
        high=value if kind == "high" else None,
        unit=unit or None,
        what=what,
    )


def _age(plain: str, quantity: _Quantity) -> bool:
    before = plain[max(0, quantity.start - 24) : quantity.start]
    return bool(_AGED.search(before)) or (
        plain[quantity.end : quantity.end + 1] == ","
        and bool(_NAME_COMMA.search(before))
        and bool(quantity.number.digits)
    )


# Vague quantities: what a reader would grant them at least and at most. Our own choice, stated in the docs.
_FEW = r"(?:(?P<few>several|a few|many|a couple(?: of)?) )"
_VAGUE_EN = re.compile(
    rf"\b(?:{_FEW}?(?P<tens>tens|dozens|hundreds|thousands|scores)(?: and \2)? of (?P<of>thousands|millions|billions)"
    rf"|{_FEW.replace('few>', 'few2>')}(?P<one>dozen|hundred|thousand|million)\b"
    r"|(?P<bare>dozens|scores(?= of)|hundreds|thousands|millions|billions))",
    re.IGNORECASE,
)
_VAGUE: dict[str, tuple[float, float]] = {
    "dozens": (24, 99), "dozen": (24, 60), "scores": (40, 99), "tens": (20, 99), "hundreds": (200, 999), "hundred": (200, 900),
    "thousands": (2e3, 9999), "thousand": (2e3, 9e3), "millions": (2e6, 99e6), "million": (2e6, 9e6), "billions": (2e9, 99e9),
    "dutzende": (24, 99), "dutzenden": (24, 99), "hunderte": (200, 999), "hunderten": (200, 999), "tausende": (2e3, 9999),
    "tausenden": (2e3, 9999), "zehntausende": (2e4, 99999), "zehntausenden": (2e4, 99999), "hunderttausende": (2e5, 999999),
    "dizaines": (20, 99), "centaines": (200, 999), "milliers": (2e3, 9999), "decenas": (20, 99), "docenas": (24, 99),
    "cientos": (200, 999), "centenares": (200, 999), "miles": (2e3, 9999), "десятки": (20, 99), "десятков": (20, 99),
    "сотни": (200, 999), "сотен": (200, 999), "тысячи": (2e3, 9999), "ده‌ها": (20, 99), "دهها": (20, 99), "صدها": (200, 999),
    "هزاران": (2e3, 9999), "میلیون‌ها": (2e6, 99e6), "میلیونها": (2e6, 99e6), "لسګونه": (20, 99), "سلګونه": (200, 999),
    "زرګونه": (2e3, 9999), "عشرات": (20, 99), "مئات": (200, 999), "آلاف": (2e3, 9999), "decine": (20, 99),
    "centinaia": (200, 999),
    "migliaia": (2e3, 9999), "dezenas": (20, 99), "centenas": (200, 999), "milhares": (2e3, 9999),
    "tientallen": (20, 99), "honderden": (200, 999), "duizenden": (2e3, 9999),
}  # fmt: skip
_ENGLISH_VAGUE = {
    "dozens",
    "dozen",
    "scores",
    "tens",
    "hundreds",
    "hundred",
    "thousands",
    "thousand",
    "millions",
    "million",
} | {
    "billions",
    "miles",  # Spanish thousands, before "de" alone
}
_VAGUE_OTHER = re.compile(
    r"(?<!\w)(?:"
    + "|".join(sorted(set(_VAGUE) - _ENGLISH_VAGUE, key=len, reverse=True))
    + r"|miles(?= de))(?![\w\u200c])",
    re.IGNORECASE,
)
_OF = re.compile(r" of (?=\w)")


def _vague(field: Field, text: str, plain: str, quantities: list[_Quantity], lang: str) -> list[Figure]:
    taken = [(quantity.start, quantity.end) for quantity in quantities]
    result = []
    for match in (_VAGUE_EN if lang == "en" else _VAGUE_OTHER).finditer(plain):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        if lang == "en" and match["tens"]:
            factor = {"thousands": 1e3, "millions": 1e6, "billions": 1e9}[match["of"].lower()]
            low, high = (_round(bound) * factor for bound in _VAGUE[match["tens"].lower()])
        else:
            low, high = _VAGUE[((match["one"] or match["bare"]) if lang == "en" else match[0]).lower()]
        start, _ = bound(plain, match.start(), lang)
        end, what = counted(plain, match.end(), None, lang)
        result.append(
            Figure(
                field=field,
                start=start,
                end=end,
                text=text[start:end],
                value=None,
                low=low,
                high=high,
                what=what or state_around(plain, start, end),
            )
        )
    return result


def _round(value: float) -> float:
    return value + 1 if value in (99, 999, 9999) else value
