"""Numbers in words -> values, with those in digits among them. English words are composed by rules of our own (fractions,
scales, decimals); other languages in `foreign`."""

from __future__ import annotations

import re

from bot.understand.figures import foreign
from bot.understand.figures.digits import NEGATIVE, digits, negated
from bot.understand.figures.number import LONGEST_RUN, Number, Token
from bot.understand.figures.shares import article_start, free, leading_fraction, plain_fraction, ratios, with_fraction
from bot.understand.figures.words import ONES, ORDINALS, PLURAL_FRACTIONS, SCALES, TENS

_WORD = re.compile(r"[^\W\d_]+")
_JOIN = re.compile(
    r"(?P<and>[ ]*,?[ ]and[ ](?:an?[ ])?|-and-(?:an?-)?)|(?P<a>[ ]an?[ ]|-an?-)|(?P<of>[ ]of[ ]an?[ ])|(?P<hyphen>[ ]?-[ ]?)"
    r"|(?P<space>[ \u00a0]{1,4})"
)
_POINT = re.compile(r"[ ]point[ ]")
_FEW = re.compile(r"\b(?:several|few|many|couple(?: of)?)[ ]$", re.IGNORECASE)

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
        return foreign.read(plain, lang, found)
    return _compose(plain, _words(plain, found))


def _words(plain: str, in_digits: list[Number]) -> list[Number | Token]:
    tokens: list[Number | Token] = [
        number
        if number.ordinal or number.pending or number.value < 0 or plain[number.end - 1].isalpha()
        else Token(number.start, number.end, "num", number.value, number.digits)
        for number in in_digits
    ]
    for match in _WORD.finditer(plain):
        if (entry := _LEXICON.get(match[0].lower())) and not _names(plain, match):
            tokens.append(Token(match.start(), match.end(), *entry))
    tokens.sort(key=lambda token: token[0])
    return tokens


# Number words that are part of a name or of a set phrase. Those that count ("the Six Counties") are not to be listed.
_NAMES = re.compile(
    r"(?:Five Eyes|Six Nations|Seven Sisters|Four Seasons|Three Gorges|Three Mile Island|Ten Commandments|Five Star Movement|"
    r"Ten Downing Street|"
    r"(?i:zero)[- ](?i:tolerance|sum|hour|emissions?|carbon|covid(?!-?19)|gravity)|"
    r"(?i:one|two|three|four|five|six|seven)-(?i:way|off|sided|faced|wheel|star|figure)|"
    r"(?i:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(?i:somethings?))\b"
)
_NAMED = re.compile(
    r"\b(?:World War|Formula|Air Force|Square|Big|Group of|Number|Day|Year|Phase|Part|Chapter|Article|Route|Radio|Channel) $"
)
_NO_ZERO = re.compile(r"\b(?:net|ground|sub|patient|below|above|near|day|absolute)[ -]$", re.IGNORECASE)


def _names(plain: str, word: re.Match[str]) -> bool:
    """Whether a number word belongs to a name: "Big Three", "Five Eyes", "ground zero"."""
    if _NAMES.match(plain, word.start()):
        return True
    before = plain[max(0, word.start() - 10) : word.start()]
    if before.lower() == "parts per ":
        return True
    if word[0].lower() == "zero":
        return bool(_NO_ZERO.search(before))
    return word[0][0].isupper() and bool(_NAMED.search(before))


def _gap(plain: str, left: Token, right: Token) -> str | None:
    match = _JOIN.fullmatch(plain, left.end, right.start)
    return match.lastgroup if match else None


def _compose(plain: str, tokens: list[Number | Token]) -> list[Number]:
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
            and isinstance(follower := tokens[at + len(run)], Token)
        ):
            gap = _gap(plain, run[-1], follower)
            if gap is None or (gap == "hyphen" and "num" in (run[-1].kind, follower.kind) and follower.kind != "scale"):
                break
            if gap == "and" and _between(plain, run[0].start):
                break
            run.append(follower)
            gaps.append(gap)
        done = 0
        while done < len(run):
            number, used = _parse(plain, run[done:], ["", *gaps[done + 1 :]])
            left = result[-1] if result else None
            if number and number.ordinal and done and left and left.end + 1 == number.start and free(plain, number.end):
                result[-1] = Number(left.start, number.end, left.value / number.value)  # "one one hundred fifth"
            elif number is not None:
                result.append(negated(plain, number) if number.value >= 0 and not number.digits else number)
            done += max(1, used)
        at += len(run)
    return ratios(plain, _decimals(plain, result))


def _between(plain: str, start: int) -> bool:
    return plain[max(0, start - 18) : start].lower().rstrip().endswith(("between", "between the"))


def _parse(plain: str, run: list[Token], gaps: list[str]) -> tuple[Number | None, int]:
    """The longest number at the head of the run, and how many tokens it takes."""
    first = run[0]
    article = article_start(plain, first.start) < first.start
    if first.kind in ("frac", "ord"):
        return leading_fraction(plain, run, gaps, article)
    if share := plain_fraction(plain, run, gaps):
        return share
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
        if (k and gap in ("a", "of")) or (gap == "and" and token.kind in ("hundred", "scale", "dozen")):
            break
        if gap == "and" and token.kind == "num" and token.value < 1 and last in ("num", "one", "ten"):  # "12 and 1/2"
            return Number(first.start, token.end, total + current + token.value, first.digits), k + 1
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
            if not fits or (k and token.value == 0):
                break
            current += token.value
        elif token.kind == "hundred":
            if k and not 0 < current < 100:
                break
            current = (current or 1) * 100
        elif token.kind == "dozen":
            start = article_start(plain, first.start) if k == 0 else first.start
            return Number(start, token.end, (total + current or 1) * 12, first.digits), k + 1
        elif token.kind == "scale":
            if last == "scale" and not current:
                total *= token.value
            elif k and last_scale and token.value >= last_scale:
                break
            else:
                total += (current or 1) * token.value
            current, last_scale = 0.0, token.value
        else:  # "frac" or "ord": ends the number
            return with_fraction(plain, run, gaps, k, total + current, before_and, split, article)
        last, used = token.kind, k + 1
    value = total + current
    end = run[used - 1].end
    start = first.start
    if article and first.kind in ("hundred", "scale", "dozen"):
        start = article_start(plain, first.start)
    if value == 1 and first.kind == "one" and _PRONOUN.search(plain[max(0, start - 10) : start]):
        return None, used
    if value == 1 and first.kind == "one" and not _counts(plain, end) and not NEGATIVE.search(plain[:start][-10:]):
        return None, used
    return Number(start, end, value, first.digits), used


_NO_COUNT = re.compile(
    r"[ ]*(?:$|[.?!;:])|[ ](?:of|is|was|can|could|that|who|which|you|he|she|they|we|it|i|to|and|or|in|at|on|has|had|will|would|"
    r"should|might|may|another|must|does|did|more than|by|with|from|for|about|thing)\b",
    re.IGNORECASE,
)


_PRONOUN = re.compile(r"\b(?:no|any|every|number)[ -]$", re.IGNORECASE)


_THEN = re.compile(r"[ ](?:(?:in|out of)(?: every)?|or|to|over)[ ](?:an?[ ])?(\d|[a-z]+)", re.IGNORECASE)
_AT_ONE = re.compile(r"\bat one (?:point|time|stage)", re.IGNORECASE)


def _counts(plain: str, end: int) -> bool:
    """ "one" counts before a noun ("one soldier"), is a pronoun elsewhere ("this one is")."""
    if not plain[: end - 3].strip() and (not plain[end:].strip() or plain.startswith(" of ", end)):
        return True  # nothing but "one"; "One of the dead"
    if (then := _THEN.match(plain, end)) and (then[1].isdigit() or _LEXICON.get(then[1].lower(), ("ord",))[0] != "ord"):
        return True  # "one in five", "one or two"
    return not _NO_COUNT.match(plain, end) and not _AT_ONE.search(plain[max(0, end - 6) : end + 6])


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
