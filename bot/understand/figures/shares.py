"""Numbers that are shares: "two thirds", "half a million", "three and a fifth", "one in five"; and ordinals in words."""

from __future__ import annotations

import re

from bot.understand.figures.number import Number, Token
from bot.understand.figures.words import UNITS

_WORD = re.compile(r"[^\W\d_]+")
_RATIO = re.compile(r"[ ](?:(over)|(out of(?: every)?|in(?: every)?))[ ]|-(in)-")
_ARTICLE = re.compile(r"\b(an?)[ ]$", re.IGNORECASE)


def free(plain: str, end: int) -> bool:
    """Whether a fraction may end here: no noun follows that an ordinal could belong to."""
    after = plain[end : end + 4]
    return not after.strip() or after[0] in ".,;:!?)" or after == " of "


def article_start(plain: str, start: int) -> int:
    """Where "a" or "an" before `start` begins; `start` where none stands there."""
    match = _ARTICLE.search(plain[max(0, start - 4) : start])
    return start - len(match[0]) if match else start


# "first class", "second-hand", "third party" put nothing in an order.
_FIXED = re.compile(
    r"[ -](?:world|class|aid|lady|ladies|gentleman|name|hand|person|party|parties|responders?|minister|degree)\b",
    re.IGNORECASE,
)


# "half an hour", "a quarter of a mile", "half a percent"; "half-mile". A share of such a unit is a quantity in it.
_OF_UNIT = re.compile(r"(?: of)? (?:an?|one)(?= ([a-z]+))")
_UNIT = re.compile(r"[ -]([a-z]+)")
# What follows a second of time: "a second later".
_TIME = re.compile(
    r"[ ]*(?:$|[.,;:!?)])|[ ](?:ago|later|of|(?:or|and)\b(?! (?:third|fourth|fifth))|in|before|after|per|"
    r"to|that|for|at|on|is|was|with|from|"
    r"by|too|longer|when|as)\b"
)
_NO_ORDINAL = re.compile(
    r"(?:\d|\b(?:per|every|each|split|last|any|this|that|[a-z]+(?:ty|teen|one|two|three|five|six|ten)))[ -]$", re.I
)


_BY_HALF = re.compile(
    r"by half(?= ?(?:$|[.,;:)]|(?:since|after|in|to|over|on|from|and|this|last|within)\b))", re.IGNORECASE
)
_BY = re.compile(r"by an? \w+ (?:to|in|on|and|from|since|over|after|this|last)\b.*", re.IGNORECASE)


def _in_unit(plain: str, end: int) -> int:
    """The end of "of a" in "a quarter of a mile", so that the unit follows; `end` where no unit follows."""
    match = _OF_UNIT.match(plain, end)
    return match.end() if match and match[1] in UNITS else end


def leading_fraction(plain: str, run: list[Token], gaps: list[str], article: bool) -> tuple[Number | None, int]:
    """ "half a million", "a quarter", "a third of", "half an hour", "twentieth"."""
    first = run[0]
    word = plain[first.start : first.end].lower()
    start = article_start(plain, first.start)
    share = word in ("half", "quarter")
    if word == "half" and _BY_HALF.match(plain, max(0, first.start - 3)):
        return Number(first.start, first.end, 0.5), 1
    scaled = len(run) > 1 and run[1].kind in ("scale", "dozen", "hundred")
    if scaled and ((share and gaps[1] != "and") or (article and gaps[1] == "of" and word != "second")):
        return Number(start, run[1].end, run[1].value / first.value), 2
    if first.kind == "frac":
        return None, 1
    after = plain[first.end : first.end + 5]
    of = after.startswith((" of ", " of")) or (word == "half" and after.startswith((" the", " all")))
    is_free = (
        of or not after.strip() or after[0] in ".,;:!?)" or _BY.fullmatch(plain[max(0, start - 3) : first.end + 6])
    )
    if (share or article) and word != "second" and (end := _in_unit(plain, first.end)) > first.end:
        return Number(start, end, 1 / first.value), 1
    if share and (unit := _UNIT.match(plain, first.end)) and unit[1] in UNITS and unit[1] not in _WHOLE_UNITS:
        return Number(start, first.end, 1 / first.value), 1
    if word == "second":
        return _second(plain, first), 1
    if (article and (is_free or (word == "half" and len(run) == 1))) or (word == "half" and of):
        return Number(start, first.end, 1 / first.value), 1
    if share or article or (first.value <= 3 and _FIXED.match(plain, first.end)):
        return None, 1
    return Number(first.start, first.end, first.value, ordinal=True), 1


# What "half" right before it does not halve: "in the first half minutes later", a batsman's "half century".
_WHOLE_UNITS = frozenset(["years", "months", "days", "weeks", "hours", "seconds", "minutes", "second", "century"])


def _second(plain: str, token: Token) -> Number | None:
    """ "a second wave" is an ordinal, "a second later" and "per second" are of time."""
    before = plain[max(0, token.start - 12) : token.start]
    timely = _TIME.match(plain, token.end) and not before.lower().endswith("the ")
    if timely or _NO_ORDINAL.search(before) or _FIXED.match(plain, token.end):
        return None
    return Number(token.start, token.end, token.value, ordinal=True)


def plain_fraction(plain: str, run: list[Token], gaps: list[str]) -> tuple[Number, int] | None:
    """A fraction without "and", as far as its words go: "four one hundredths", "one hundred thirty fifths" (100/35).

    The denominator takes all words that make one number with its last, but begins with no bare "hundred", and leaves a numerator.
    """
    k = next((at for at, token in enumerate(run) if token.kind == "frac"), 0)
    if not k or run[0].digits or any(gap not in ("space", "hyphen") for gap in gaps[1 : k + 1]):
        return None
    last = plain[run[k].start : run[k].end].lower()
    for split in range(1, k + 1):
        if run[split - 1].kind == "ten" and run[split].value < 10 and gaps[split] == "hyphen" and split < k:
            continue  # "thirty-two fifths" has no "two fifths" in it
        numerator, denominator = _composed(run[:split]), _composed(run[split : k + 1])
        if numerator is None or denominator is None or (split < k and run[split].value in (100.0, 1e3, 1e6, 1e9, 1e12)):
            continue
        if last in ("seconds", "firsts") and (denominator < 20 or gaps[k] != "hyphen"):
            return None  # "thirty seconds" are of time
        if numerator >= denominator == 4 and k == 1:
            return None  # "four quarters" are three months each
        value, end, taken = numerator / denominator, run[k].end, k + 1
        if taken < len(run) and run[taken].kind in ("scale", "hundred") and gaps[taken] in ("space", "a", "of"):
            return Number(article_start(plain, run[0].start), run[taken].end, value * run[taken].value), taken + 1
        start = article_start(plain, run[0].start) if run[0].kind in ("hundred", "scale") else run[0].start
        return Number(start, _in_unit(plain, end), value), taken
    return None


def _composed(tokens: list[Token]) -> float | None:
    """The one number that the words make, None where they make two."""
    total, current, scale = 0.0, 0.0, float("inf")
    for at, token in enumerate(tokens):
        value, tens_open = token.value, current % 10 == 0 and current % 100 >= 20
        if value >= 1000:
            if value >= scale or (at and not current):
                if at and not current and tokens[at - 1].value >= 1000:  # "a hundred thousand million"
                    total *= value
                    continue
                return None
            total, current, scale = total + (current or 1) * value, 0.0, value
        elif value == 100:
            if at and not 0 < current < 100:
                return None
            current = (current or 1) * 100
        elif token.kind in ("num", "dozen") or (current % 100 and not (tens_open and 0 < value < 10)):
            return None
        else:
            current += value
    return total + current


def with_fraction(
    plain: str,
    run: list[Token],
    gaps: list[str],
    k: int,
    value: float,
    before_and: tuple[float, float] | None,
    split: int,
    article: bool,
) -> tuple[Number | None, int]:
    """A number that ends in a fraction or ordinal at run[k]: "three fifths", "twenty-first", "two hundred and six tenths"."""
    first, part = run[0], run[k]
    word = plain[part.start : part.end].lower()
    if word in ("second", "seconds") and (value == 1 or article or word == "seconds") and gaps[k] != "and":
        return Number(first.start, run[k - 1].end, value, first.digits), k  # of time
    if value == 1 and part.value >= 100 and _ITS.search(plain[max(0, first.start - 6) : first.start]):
        return Number(first.start, part.end, part.value, ordinal=True), k + 1  # "the one hundredth goal"
    if (
        word == "quarter" and value == 3 and k == 1 and gaps[k] in ("space", "hyphen")
    ):  # "three-quarter million", "three quarter mile"
        if len(run) > 2 and run[2].kind == "scale" and gaps[2] in ("space", "hyphen"):
            return Number(first.start, run[2].end, 0.75 * run[2].value), 3
        if (unit := _UNIT.match(plain, part.end)) and unit[1] in UNITS:
            return Number(first.start, part.end, 0.75), 2
    whole, scale = 0.0, 0.0
    start = article_start(plain, first.start) if article else first.start
    hundreds = value >= 100 and value % 100 == 0 and article_start(plain, part.start) == part.start
    if gaps[k] == "and" and part.kind == "ord" and hundreds and word not in ("half", "quarter"):
        return Number(start, part.end, value + part.value, ordinal=True), k + 1  # "two hundred and fifth"
    if before_and and gaps[k] == "and":  # "three and a fifth", "3 million and a half", "two and a half million"
        if plain[part.end - 4 : part.end].lower() not in ("half", "rter") and part.value > 100:
            return Number(first.start, run[k - 1].end, value, first.digits), k
        scale = run[k - 1].value if run[k - 1].kind == "scale" else 0.0
        dozen = run[k + 1 : k + 2] and run[k + 1].kind == "dozen" and gaps[k + 1] == "space"  # "two and a half dozen"
        if not scale and k + 1 < len(run) and (dozen or run[k + 1].kind == "scale"):
            return Number(start, run[k + 1].end, (value + 1 / part.value) * run[k + 1].value, first.digits), k + 2
        whole, numerator, denominator = value, 1.0, part.value
    else:
        if before_and and split < k:
            whole, scale = before_and
        numerator, denominator = value - whole, part.value
        if run[k - 1].kind == "ten" and part.value < 10 and part.kind in ("frac", "ord"):
            tens = run[k - 1].value
            if part.kind == "ord" and not (article and k == 1 and free(plain, part.end)):
                return Number(start, part.end, value + part.value, ordinal=True), k + 1
            if numerator > tens or (article and k == 1):
                numerator, denominator = numerator - tens or 1.0, tens + part.value
    fraction_alone = article and k == 1 and part.value < 10 and free(plain, part.end)  # "a twenty-first"
    if part.kind == "ord" and value != 1 and not fraction_alone and not (before_and and numerator == 1):
        if gaps[k] == "and":
            return Number(first.start, run[k - 1].end, value, first.digits), k
        if part.value in (2, 4) or first.digits:
            return Number(first.start, run[k - 1].end, value, first.digits), k
        ordinal = value * part.value if part.value >= 100 else value + part.value
        return Number(first.start, part.end, ordinal, ordinal=True), k + 1
    if first.digits and part.kind == "frac" and not plain[part.start : part.end].startswith("quarter") and k == 1:
        return Number(first.start, run[k - 1].end, value, first.digits), k + 1
    if denominator == 0:
        return None, k + 1
    if not whole and numerator >= denominator == 4 and k == 1:  # "four quarters" are three months each
        return Number(first.start, run[0].end, value, first.digits), k + 1
    fraction = numerator / denominator
    taken, end = k + 1, part.end
    if taken < len(run) and run[taken].kind in ("scale", "hundred") and gaps[taken] in ("space", "a", "of"):
        if whole < 1000 and not scale:  # "two and three quarters million"
            whole *= run[taken].value
        fraction, end, taken = fraction * run[taken].value, run[taken].end, taken + 1
    elif scale:
        fraction *= scale
    elif whole and fraction >= 1:
        whole /= denominator  # "one hundred and thirty fifths" are 130/5
    return Number(start, end if whole else _in_unit(plain, end), whole + fraction, first.digits), taken


_ITS = re.compile(r"\b(?:the|its|his|her|their|our|my)[ ]$", re.IGNORECASE)


_TIME_AFTER = re.compile(r"[ ]?-?(?:second|minute|hour|day|week|month|year|decade)s?\b", re.IGNORECASE)


def ratios(plain: str, found: list[Number]) -> list[Number]:
    """Joins "one in five", "two out of three", "1 over 3" into shares."""
    result: list[Number] = []
    for number in found:
        left = result[-1] if result else None
        link = (
            _RATIO.fullmatch(plain, left.end, number.start)
            if left and not left.ordinal and not number.ordinal
            else None
        )
        if left and link and number.value > 0 and not left.pending:
            end_of_phrase = not _WORD.match(plain, number.end + 1)
            if (link[1] and end_of_phrase and left.value > 0) or (
                not link[1]
                and 0 < left.value < number.value
                and (number.value <= 1000 or (left.value == 1 and number.value > 2100))
                and left.value < 100
                and not _TIME_AFTER.match(plain, number.end)
            ):
                result[-1] = Number(left.start, number.end, left.value / number.value, left.digits)
                continue
        result.append(number)
    return result
