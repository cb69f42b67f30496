"""Numbers in words -> values, with those in digits among them. English words are composed by rules of our own (fractions,
scales, decimals); other languages by text2num where it has them, by additive tables for Persian and Russian."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.understand.figures import foreign
from bot.understand.figures.digits import NEGATIVE, digits, negated
from bot.understand.figures.number import Number
from bot.understand.figures.words import ONES, ORDINALS, PLURAL_FRACTIONS, SCALES, TENS


class _Token(NamedTuple):
    start: int
    end: int
    kind: str  # "num" "one" "ten" "hundred" "scale" "dozen" "frac" (plural) "ord" (singular)
    value: float
    digits: str = ""


LONGEST_RUN = 24  # words of one number: the longest that anybody writes is half of it
_WORD = re.compile(r"[^\W\d_]+")
_JOIN = re.compile(
    r"(?P<and>[ ]*,?[ ]and[ ](?:an?[ ])?)|(?P<a>[ ](?:of[ ])?an?[ ])|(?P<hyphen>[ ]?-[ ]?)|(?P<space>[ \u00a0]{1,4})"
)
_POINT = re.compile(r"[ ]point[ ]")
_RATIO = re.compile(r"[ ](?:(over)|(out of(?: every)?|in(?: every)?))[ ]")
_FEW = re.compile(r"\b(?:several|few|many|couple(?: of)?)[ ]$", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(an?)[ ]$", re.IGNORECASE)

_LEXICON: dict[str, tuple[str, float]] = (
    {word: ("one", value) for word, value in ONES.items()}
    | {word: ("ten", value) for word, value in TENS.items()}
    | {
        word: ("dozen" if value == 12 else "hundred" if value == 100 else "scale", value)
        for word, value in SCALES.items()
    }
    | {word: ("ord", value) for word, value in ORDINALS.items()}
    | {word: ("frac", value) for word, value in PLURAL_FRACTIONS.items()}
)


def numbers(plain: str, lang: str, blocked: list[tuple[int, int]]) -> list[Number]:
    """Numbers in order of place. `plain` is the text after `PLAIN`; nothing inside a blocked stretch is read."""
    found = digits(plain, lang, blocked)
    if foreign.has(lang):
        return foreign.merge(foreign.with_scales(plain, found), foreign.in_words(plain, lang))
    return _compose(plain, _words(plain, found))


def _words(plain: str, in_digits: list[Number]) -> list[Number | _Token]:
    tokens: list[Number | _Token] = [
        number
        if number.ordinal or number.pending or number.value < 0 or plain[number.end - 1].isalpha()
        else _Token(number.start, number.end, "num", number.value, number.digits)
        for number in in_digits
    ]
    for match in _WORD.finditer(plain):
        if entry := _LEXICON.get(match[0].lower()):
            tokens.append(_Token(match.start(), match.end(), *entry))
    tokens.sort(key=lambda token: token[0])
    return tokens


def _gap(plain: str, left: _Token, right: _Token) -> str | None:
    match = _JOIN.fullmatch(plain, left.end, right.start)
    return match.lastgroup if match else None


def _compose(plain: str, tokens: list[Number | _Token]) -> list[Number]:
    result: list[Number] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if isinstance(token, Number):
            result.append(token)
            at += 1
            continue
        run = [token]
        gaps: list[str] = [""]
        while (
            len(run) < LONGEST_RUN
            and at + len(run) < len(tokens)
            and isinstance(follower := tokens[at + len(run)], _Token)
        ):
            gap = _gap(plain, run[-1], follower)
            if gap is None or (gap == "hyphen" and "num" in (run[-1].kind, follower.kind)):
                break
            if gap == "and" and _between(plain, run[0].start):
                break
            run.append(follower)
            gaps.append(gap)
        done = 0
        while done < len(run):
            number, used = _parse(plain, run[done:], ["", *gaps[done + 1 :]])
            left = result[-1] if result else None
            if (
                number
                and number.ordinal
                and done
                and left
                and left.end + 1 == number.start
                and _free(plain, number.end)
            ):
                result[-1] = Number(left.start, number.end, left.value / number.value)  # "one one hundred fifth"
            elif number is not None:
                result.append(negated(plain, number) if number.value >= 0 and not number.digits else number)
            done += max(1, used)
        at += len(run)
    return _ratios(plain, _decimals(plain, result))


def _between(plain: str, start: int) -> bool:
    return plain[max(0, start - 18) : start].lower().rstrip().endswith(("between", "between the"))


def _parse(plain: str, run: list[_Token], gaps: list[str]) -> tuple[Number | None, int]:
    """The longest number at the head of the run, and how many tokens it takes."""
    first = run[0]
    article = bool(_ARTICLE.search(plain[max(0, first.start - 3) : first.start]))
    if first.kind in ("frac", "ord"):
        return _leading_fraction(plain, run, gaps, article)
    if first.kind in ("hundred", "scale", "dozen"):
        plural = plain[first.start : first.end].lower().endswith("s") and first.kind != "dozen"
        few = _FEW.search(plain[max(0, first.start - 14) : first.start])
        if few or plural or plain[first.end - 1] == "s" or len(plain[first.start : first.end]) < 4:
            return None, 1  # "hundreds": vague, found elsewhere; "mn" without digits: no number
    total = current = 0.0
    last, last_scale, split, used = "", 0.0, 0, 0
    # Value and scale left of the last "and", for "twenty and three fifths".
    before_and: tuple[float, float] | None = None
    for k, (token, gap) in enumerate(zip(run, gaps, strict=True)):
        if (k and gap == "a") or (gap == "and" and token.kind in ("hundred", "scale", "dozen")):
            break
        if gap == "and":
            before_and, split = (total + current, last_scale if last == "scale" else 0), k
            fraction = any(t.kind == "frac" or t.kind == "ord" for t in run[k : k + 3])
            if last not in ("hundred", "scale") and not fraction:
                break
            small = token.value < 100 and token.value == int(token.value)
            if token.kind == "num" and not (last == "hundred" and small) and not fraction:
                break
        if token.kind in ("one", "ten", "num"):
            fits = k == 0 or gap == "and" or last in ("hundred", "scale")
            if token.kind == "num" and k and gap != "and":
                fits = last in ("hundred", "scale") and k + 1 < len(run) and run[k + 1].kind in ("hundred", "scale")
            if last == "ten" and token.kind == "one" and 0 < token.value < 10:
                fits = True
            if (
                not fits
                and token.kind == "ten"
                and k + 1 < len(run)
                and run[k + 1].kind == "frac"
                and run[k + 1].value < 10
            ):
                share = (total + current) / (token.value + run[k + 1].value)  # "three twenty-firsts"
                return Number(first.start, run[k + 1].end, share, first.digits), k + 2
            if not fits or (k and token.value == 0):
                break
            current += token.value
        elif token.kind == "hundred":
            if k and not 0 < current < 100:
                break
            current = (current or 1) * 100
        elif token.kind == "dozen":
            return Number(first.start, token.end, (total + current or 1) * 12, first.digits), k + 1
        elif token.kind == "scale":
            if last == "scale" and not current:
                total *= token.value
            elif k and last_scale and token.value >= last_scale:
                break
            else:
                total += (current or 1) * token.value
            current, last_scale = 0.0, token.value
        else:  # "frac" or "ord": ends the number
            return _with_fraction(plain, run, gaps, k, total + current, before_and, split, article)
        last, used = token.kind, k + 1
    value = total + current
    end = run[used - 1].end
    start = first.start
    if article and first.kind in ("hundred", "scale", "dozen"):
        start = _article_start(plain, first.start)
    if value == 1 and first.kind == "one" and not _counts(plain, end) and not NEGATIVE.search(plain[:start][-10:]):
        return None, used
    return Number(start, end, value, first.digits), used


def _free(plain: str, end: int) -> bool:
    """Whether a fraction may end here: no noun follows that an ordinal could belong to."""
    after = plain[end : end + 4]
    return not after.strip() or after[0] in ".,;:!?)" or after == " of "


def _article_start(plain: str, start: int) -> int:
    match = _ARTICLE.search(plain[max(0, start - 3) : start])
    return start - len(match[0]) if match else start


_NO_COUNT = re.compile(
    r"[ ]*(?:$|[.?!;:])|[ ](?:of|is|was|can|could|that|who|which|you|he|she|they|we|it|i|to|and|or|in|at|on|has|had|will|would|"
    r"should|might|may|another|must|does|did|more than|by|with|from|for|about|thing)\b",
    re.IGNORECASE,
)


def _counts(plain: str, end: int) -> bool:
    """ "one" counts before a noun ("one soldier"), is a pronoun elsewhere ("this one is")."""
    return not _NO_COUNT.match(plain, end) or not plain[:end].rstrip("onONeE").strip()


# "first class", "second-hand", "third party" put nothing in an order.
_FIXED = re.compile(
    r"[ -](?:class|aid|lady|ladies|gentleman|name|hand|person|party|parties|responders?|minister|degree)\b"
)


def _leading_fraction(plain: str, run: list[_Token], gaps: list[str], article: bool) -> tuple[Number | None, int]:
    """ "half a million", "a quarter of a million", "a quarter", "a third of", "twentieth"."""
    first = run[0]
    word = plain[first.start : first.end].lower()
    start = _article_start(plain, first.start) if article else first.start
    if (
        word in ("half", "quarter")
        and len(run) > 1
        and run[1].kind in ("scale", "dozen", "hundred")
        and gaps[1] in ("a", "space", "hyphen")
    ):
        return Number(start, run[1].end, run[1].value / first.value), 2
    after = plain[first.end : first.end + 5]
    of = after.startswith((" of ", " of")) or (word == "half" and after.startswith((" the", " all")))
    free = of or not after.strip() or after[0] in ".,;:!?)"
    if first.kind == "frac":
        return None, 1
    if (article and (free or (word == "half" and len(run) == 1))) or (word == "half" and of):
        return Number(start, first.end, 1 / first.value), 1
    if (
        word in ("half", "quarter")
        or article
        or (word == "second" and plain[first.start - 4 : first.start].lower() != "the ")
    ):
        return None, 1
    if first.value <= 3 and _FIXED.match(plain, first.end):
        return None, 1
    return Number(first.start, first.end, first.value, ordinal=True), 1


def _with_fraction(
    plain: str,
    run: list[_Token],
    gaps: list[str],
    k: int,
    value: float,
    before_and: tuple[float, float] | None,
    split: int,
    article: bool,
) -> tuple[Number | None, int]:
    """A number that ends in a fraction or ordinal at run[k]: "three fifths", "twenty-first", "two hundred and six tenths"."""
    first, part = run[0], run[k]
    whole, scale = 0.0, 0.0
    start = _article_start(plain, first.start) if article else first.start
    if before_and and gaps[k] == "and":  # "three and a fifth", "3 million and a half", "two and a half million"
        if plain[part.end - 4 : part.end].lower() not in ("half", "rter") and part.value > 100:
            return Number(first.start, run[k - 1].end, value, first.digits), k
        scale = run[k - 1].value if run[k - 1].kind == "scale" else 0.0
        if not scale and k + 1 < len(run) and run[k + 1].kind == "scale":
            return Number(start, run[k + 1].end, (value + 1 / part.value) * run[k + 1].value, first.digits), k + 2
        whole, numerator, denominator = value, 1.0, part.value
    else:
        if before_and and split < k:
            whole, scale = before_and
        numerator, denominator = value - whole, part.value
        if run[k - 1].kind == "ten" and part.value < 10 and part.kind in ("frac", "ord"):
            tens = run[k - 1].value
            if part.kind == "ord" and not (article and k == 1 and _free(plain, part.end)):
                return Number(start, part.end, value + part.value, ordinal=True), k + 1
            if numerator > tens or (article and k == 1):
                numerator, denominator = numerator - tens or 1.0, tens + part.value
    fraction_alone = article and k == 1 and part.value < 10 and _free(plain, part.end)  # "a twenty-first"
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
    if taken < len(run) and run[taken].kind in ("scale", "hundred") and gaps[taken] in ("space", "a"):
        fraction, end, taken = fraction * run[taken].value, run[taken].end, taken + 1
    elif scale:
        fraction *= scale
    return Number(start, end, whole + fraction, first.digits), taken


def _decimals(plain: str, found: list[Number]) -> list[Number]:
    """Joins "five point five" and "nine point nought four"."""
    result: list[Number] = []
    for number in found:
        left = result[-1] if result else None
        if (
            left
            and not number.ordinal
            and not number.digits
            and not left.digits
            and _POINT.fullmatch(plain, left.end, number.start)
        ):
            result[-1] = _pointed(left, number)
        elif (
            left
            and not number.ordinal
            and not number.digits
            and "point" in plain[left.start : left.end]
            and plain[left.end : number.start] in (" ", "-")
            and number.value < 10
        ):
            decimals = f"{left.value:.10f}".rstrip("0").split(".")[1] if left.value % 1 else "0"
            result[-1] = left._replace(
                end=number.end, value=_after_point(float(int(left.value)), decimals + str(int(number.value)))
            )
        else:
            result.append(number)
    return result


def _pointed(left: Number, number: Number) -> Number:
    """ "two" and "five million" of "two point five million"."""
    scale = next((s for s in (1e12, 1e9, 1e6, 1e3) if number.value >= s and number.value / s < 100), 1.0)
    scale = scale if number.value >= 1000 else 1.0
    decimals = number.value / scale
    if decimals != int(decimals):
        return left._replace(end=number.end, value=_after_point(left.value, str(int(number.value))))
    return left._replace(end=number.end, value=_after_point(left.value, str(int(decimals))) * scale)


def _after_point(whole: float, decimals: str) -> float:
    sign = "-" if whole < 0 else ""
    return float(f"{sign}{int(abs(whole))}.{decimals}")


_TIME_AFTER = re.compile(r"[ ]?-?(?:second|minute|hour|day|week|month|year|decade)s?\b", re.IGNORECASE)


def _ratios(plain: str, found: list[Number]) -> list[Number]:
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
                and 0 < left.value < number.value <= 1000
                and left.value < 100
                and not _TIME_AFTER.match(plain, number.end)
            ):
                result[-1] = Number(left.start, number.end, left.value / number.value, left.digits)
                continue
        result.append(number)
    return result
