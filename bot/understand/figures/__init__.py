"""Figures: the numbers of a news item, with bounds, units and what is counted.

A number in words or digits becomes a value; "at least 60" is a bound, "60 to 80" a range, "dozens" a vague quantity with a
low and a high of our own choosing. Dates, times, codes and scores are left out. Ordinals come with the unit "ordinal", so that
who compares counts can leave them aside.
"""

from __future__ import annotations

import re

from bot.model import Field, Figure
from bot.understand.figures.bounds import bound, bound_after
from bot.understand.figures.codes import BLOCKED, CODE
from bot.understand.figures.context import counted, is_year, state_around
from bot.understand.figures.digits import NEGATIVE, PLAIN
from bot.understand.figures.joined import MAGNITUDE, compound, ranged, shared_scale
from bot.understand.figures.number import Number, Quantity
from bot.understand.figures.numerals import numbers
from bot.understand.figures.units import currency_after, currency_before, old_after, unit_after
from bot.understand.figures.vague import vague
from bot.understand.figures.words import TIME_UNITS, UNITS

__all__ = ["find"]


UNSPACED = "\u0e00"  # from Thai on: scripts that write a number next to a word
_DIGIT = re.compile(r"\d")


def find(field: Field, text: str, lang: str) -> tuple[Figure, ...]:
    """The figures of one field, in order of place; offsets are code points of `text`. `lang` is ISO 639-1.

    A range has low and high and value None, a bound value and low (or high), a vague quantity ("dozens") low and high alone.
    """
    plain = text.translate(PLAIN)
    code = lang.split("-")[0].lower()
    blocked = [match.span() for match in BLOCKED.finditer(plain)] if _DIGIT.search(plain) else []
    quantities: list[Quantity] = []
    for number in numbers(plain, code, blocked):
        quantity = _quantity(plain, number, code, quantities[-1].end if quantities else 0)
        if quantity and not (quantities and quantity.start < quantities[-1].end):
            quantities.append(quantity)
    taken = [(quantity.start, quantity.end) for quantity in quantities]
    figures = [*_assemble(field, text, plain, quantities, code), *vague(field, text, plain, taken, code)]
    kept: list[Figure] = []
    for figure in sorted(figures, key=lambda figure: figure.start):
        # elsewhere any word may be what is counted, a number word too: "300 mil" read as French
        if code == "en" or not kept or kept[-1].end <= figure.start:
            kept.append(figure)
    return tuple(kept)


# "fell to - 20 degrees"; "a record - 49C - was" has a dash.
_BELOW_ZERO = re.compile(
    r"\b(?:to|of|at|from|is|was|are|between|and|convert|near|below|above|reached|hit|around|about|than) (?P<sign>- )$",
    re.IGNORECASE,
)
_ZERO = re.compile(r"[ ]below (?:zero|freezing)\b", re.IGNORECASE)
_CLOCK = re.compile(r"[ ]?o[’']clock\b", re.IGNORECASE)
# "a mile and a half", "an hour and a quarter"
_ONE_AND = re.compile(r"\b(?:an?|one)[ ](?P<unit>[a-z]+)[ ]and[ ]$", re.IGNORECASE)


# "yüzde 40", "%40" in Turkish and Persian, "百分之40"
_PERCENT_BEFORE = re.compile(r"(?:\byüzde[ ]|(?<![\d%] )(?<![\w%])%[ ]?|百分之)$", re.IGNORECASE)
# "trois heures et demie", "due ore e mezza"
_AND_A_HALF = re.compile(r"[ ](?:et|y|e|i|og|och|и|і|و)[ ](?:demie?|medi[ao]|mezz[ao]|mei[ao]|pół|halv|نیم|نصف)\b")


def _quantity(plain: str, number: Number, lang: str, floor: int) -> Quantity | None:
    """The number with what stands around it, none of it before `floor`; None where it counts nothing."""
    if number.ordinal:
        return Quantity(number.start, number.end, number, number.value, "ordinal")
    start, code = currency_before(plain, number.start, floor)
    value, end, unit = number.value, number.end, code
    before = plain[number.start - 1 : number.start]
    if number.digits and before.isalpha() and before < UNSPACED and not _glued(plain, number, code, lang):
        return None  # "C17"
    if number.pending:
        end, value, unit = _million_or_metre(plain, number, code, lang)
        return Quantity(start, end, number, value, unit)
    sign = NEGATIVE.search(plain[max(0, start - 10) : start]) if code else None
    if sign and start - len(sign[0]) >= floor:  # "-$5", "minus $5"
        start, value = start - len(sign[0].lstrip()), -value
    elif code and plain[number.start - 1 : number.start] == "-":  # "$-5"
        value = -value
    if not code:
        end, unit, factor = currency_after(plain, end)
        value *= factor
    if not unit and (percent := _PERCENT_BEFORE.search(plain[max(floor, start - 6) : start])):
        return Quantity(start - len(percent[0]), end, number, value, "%")
    if not unit:
        end, unit = unit_after(plain, end, value)
        if lang == "da" and unit == "NOK":
            unit = "DKK"
        if lang != "en" and unit in TIME_UNITS and (half := _AND_A_HALF.match(plain, end)):
            end, value = half.end(), value + 0.5
    elif code:  # "$ 10 dollars"
        repeated, again = unit_after(plain, end, value)
        end = repeated if again == "USD" == unit else end
    if unit in ("C", "F", "degree") and value > 0:
        if sign := _BELOW_ZERO.search(plain[max(0, start - 12) : start]):
            start, value = start - len(sign["sign"]), -value
        elif below := _ZERO.match(plain, end):
            end, value = below.end(), -value
    if not unit and ((below := _ZERO.match(plain, end)) or _CLOCK.match(plain, end)):
        return Quantity(start, below.end(), number, -value, "degree") if below and value > 0 else None
    if number.digits and end == number.end and (tail := CODE.match(plain, end)) and tail[0].lower() not in UNITS:
        return None  # "24703L202"
    if (
        not unit
        and value in (0.5, 0.25)
        and (one := _ONE_AND.search(plain[max(floor, start - 24) : start]))
        and (named := UNITS.get(one["unit"].lower()))
    ):
        return Quantity(start - len(one[0]), end, number, 1 + value, named)
    return Quantity(start, end, number, value, unit)


_ARABIC_PREFIX = re.compile(
    r"(?<!\w)[ولبفك]{1,2}ـ?$"
)  # and, for, with, then, like: written with the number behind them


def _glued(plain: str, number: Number, code: str, lang: str) -> bool:
    """Whether letters right before the digits belong to the quantity: "Rs500", "USD5", with a scale "R5bn"; "6ft2in"."""
    if lang == "ar" and _ARABIC_PREFIX.search(plain[max(0, number.start - 3) : number.start]):
        return True
    if plain[number.start - 2 : number.start] == "ft":  # "6ft2in"
        return True
    letter_alone = not plain[number.start - 2 : number.start - 1].isalpha()
    return bool(code) and (not letter_alone or number.value >= 1e6 or number.pending == "m")


_MONEY_TO = re.compile(r"[$£€¥₹] ?[\d.,]+(?:m|bn)?(?:[-–]| to )$")
# "a city of 3m", "a population of nearly 3m"
_PEOPLED = re.compile(
    r"\b(?:(?:city|cities|town|metropolis|country|countries|nation|state|region|province|island|capital|community)s? of|"
    r"(?:population|workforce|electorate|audience|crowd)s? (?:of|is|was|reached))"
    r"(?: (?:about|around|some|only|just|nearly|almost|over|under|roughly|(?:more|fewer|less) than|at least|an estimated))* $"
)
# "ran the 100m", "the women's 200m"; "the 100m in 9.8 seconds"
_RAN = re.compile(
    r"\b(?:ran|runs?|running|swam|swims?|swimming|sprint(?:s|ed|ing)?|(?:wo)?men[’']s)(?: (?:the|a|an|his|her|their|in the))? $"
)
_TIMED = re.compile(
    r"[ ]in (?:(?!for)[a-z]+ ){0,2}(?:\d+[.:]\d\d\b(?! [a-z]+s\b)|\d+(?:\.\d+)?(?:s| ?secs?| ?seconds)\b)"
)
_HAVE = re.compile(r"[ ](?:have|has|had|are|were|more|in|of)\b")
_MEASURED = re.compile(
    r"[ -](?:high|tall|long|wide|deep|thick|away|apart|above|below|high-\w+|"
    r"of (?:snow|rain|water|rope|cable|road|track|fabric|mud)|"
    r"(?:sprint|final|race|hurdle|freestyle|butterfly|backstroke|breaststroke|dash|relay|medley|heat|sprinter|hurdler|semi-?final|champion|pool|wave|tower|cliff|drop)s?)\b"
)


def _million_or_metre(plain: str, number: Number, code: str, lang: str) -> tuple[int, float, str]:
    if code:
        return number.end, number.value * 1e6, code
    if _MONEY_TO.search(plain[max(0, number.start - 16) : number.start]):
        return number.end, number.value * 1e6, ""  # "£10-15m"
    after, unit, _ = currency_after(plain, number.end)  # "3m USD"
    if not unit:
        after, unit = unit_after(plain, number.end, number.value)
    if unit in ("t", "barrel", "l", "gallon", "acre", "hectare") or unit.isupper():
        return after, number.value * 1e6, unit
    if _MEASURED.match(plain, number.end) or _TIMED.match(plain, number.end):
        return number.end, number.value, "m"
    before = plain[max(0, number.start - 60) : number.start]
    many = counted(plain, number.end, None, lang)[1] or _PEOPLED.search(before)
    if many or (_HAVE.match(plain, number.end) and not _RAN.search(before)):
        return number.end, number.value * 1e6, ""
    return number.end, number.value, "m"


def _assemble(field: Field, text: str, plain: str, quantities: list[Quantity], lang: str) -> list[Figure]:
    result: list[Figure] = []
    quantities = _sized(plain, quantities)
    at = 0
    while at < len(quantities):
        quantity = quantities[at]
        follower = quantities[at + 1] if at + 1 < len(quantities) else None
        if follower and (joined := compound(plain, quantity, follower)):
            quantity, at = joined, at + 1
            follower = quantities[at + 1] if at + 1 < len(quantities) else None
        if follower and (kind := ranged(plain, quantity, follower)) is not None:
            at += 2
            if kind == "score":
                continue
            result.append(_ranged(field, text, plain, quantity, follower, lang))
            continue
        start, kind = (quantity.start, "") if quantity.number.ordinal else bound(plain, quantity.start, lang)
        if kind == "low" and quantity.unit in TIME_UNITS and plain[start : start + 4].lower() == "over":
            start, kind = quantity.start, ""  # "over 3 years": how long, not how much
        if not is_year(plain, quantity, kind):
            result.append(_single(field, text, plain, quantity, start, kind, lang))
        at += 1
    return result


_BY = re.compile(r"[ -]by[ -]")
_LENGTHS = frozenset(["foot", "inch", "yard", "mile", "mm", "cm", "m", "km"])


def _sized(plain: str, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities; "10" of "10 by 12 feet" has the unit of "12 feet"."""
    result = list(quantities)
    for at in range(len(result) - 2, -1, -1):
        left, right = result[at], result[at + 1]
        if not left.unit and right.unit in _LENGTHS and _BY.fullmatch(plain, left.end, right.start):
            result[at] = left._replace(unit=right.unit)
    return result


_FROM = re.compile(
    r"(?:\b(?:between|from|zwischen|von|entre|de|da|tra|od|från|fra|tussen|mellan|mellem|mellom|między|antara)|"
    r"между|от|від|між|بین|از|بين|من) $",
    re.IGNORECASE,
)


def _ranged(field: Field, text: str, plain: str, left: Quantity, right: Quantity, lang: str) -> Figure:
    start = left.start
    if match := _FROM.search(plain[max(0, start - 9) : start]):
        start -= len(match[0])
    start, _ = bound(plain, start, lang)
    end, what = (right.end, None) if right.unit else counted(plain, right.end, None, lang)
    if right.unit in TIME_UNITS and (old := old_after(plain, right.end)) > right.end:
        end, what = old, "age"
    unit = right.unit or left.unit
    if not unit and right.value <= 115 and _AGED.search(plain[max(0, start - 16) : start]):
        unit, what = "year", "age"
    what = what or (None if unit else state_around(plain, start, end))
    return Figure(
        field=field,
        start=start,
        end=end,
        text=text[start:end],
        value=None,
        low=left.value * shared_scale(left, right),
        high=right.value,
        unit=unit or None,
        what=what,
    )


_PERSONS = (
    "man|woman|boy|girl|teenager|student|father|mother|husband|wife|son|daughter|brother|sister|officer|soldier|actor|actress|singer|"
    "striker|midfielder|defender|goalkeeper|president|journalist|farmer|teacher|driver|doctor|nurse|suspect|victim|resident|refugee|"
    "migrant|pilot|leader|lawyer"
)
_YO = re.compile(r"y/?o$", re.IGNORECASE)
_NAME_COMMA = re.compile(rf"(?:[A-Z][\w’'-]+|\b(?:{_PERSONS})), $")
_AGED = re.compile(r"\b(?:aged?|ages|alter|aged about|age of|aged between|ages of)(?: between)? $", re.IGNORECASE)


def _single(field: Field, text: str, plain: str, quantity: Quantity, start: int, kind: str, lang: str) -> Figure:
    end, unit, value = quantity.end, quantity.unit, quantity.value
    what: str | None = None
    if unit in TIME_UNITS and ((old := old_after(plain, end)) > end or _YO.search(plain, quantity.start, end)):
        end, what = old, "age"
    elif not unit and value == int(value) and 5 <= value <= 115 and _age(plain, quantity):
        unit, what = "year", "age"
    after = ""
    strength = not unit and value < 10 and bool(MAGNITUDE.search(plain[max(0, quantity.start - 16) : quantity.start]))
    if not unit and not strength:
        end, after = bound_after(plain, end)
        if lang == "en" or plain[end : end + 1] != "-":
            end, what = counted(plain, end, value, lang)
        what = what or state_around(plain, start, end)
        if not after:  # "60 people or more"
            end, after = bound_after(plain, end)
    else:
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


def _age(plain: str, quantity: Quantity) -> bool:
    before = plain[max(0, quantity.start - 24) : quantity.start]
    return bool(_AGED.search(before)) or (
        plain[quantity.end : quantity.end + 1] == ","
        and bool(_NAME_COMMA.search(before))
        and bool(quantity.number.digits)
    )
