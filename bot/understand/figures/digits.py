"""Numbers in digits -> values: groups, decimals, fractions, powers, "1.2m", ordinals."""

from __future__ import annotations

import re
from bisect import bisect_right

from bot.understand.figures.number import MYRIADS, Number
from bot.understand.figures.words import SUFFIXES

# Arabic and Persian digits, their separators, and dashes, one code point each, so that offsets stay.
PLAIN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٬٫٪％−", "01234567890123456789,.%%-")
_COMMA_CODES = "de es it pt nl id tr da el ro hr sr sl az fr ru uk pl cs sk sv nb no fi bg hu be"
COMMA_LANGS = frozenset(_COMMA_CODES.split())  # where 3.000 is three thousand
MAX_VALUE = 1e18  # longer digit strings are codes, not counts
MAX_POWER = 1e50  # but "6.02x10^23" is a number

_GROUPS = r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)"
_DOT = re.compile(
    rf"(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d{{1,3}}(?:['’]\d{{3}})+(?!\d)|\d{{1,2}}(?:,\d\d)+,\d{{3}}(?!\d)|{_GROUPS}|\d+)(?:\.\d+)?|(?<![\w.])\.\d+"
)
# "20,000" and "1,234,567" are English thousands also where a comma begins the decimals: nobody writes three noughts there.
_THOUSANDS = r"[1-9]\d{0,2}(?:,\d{3})*,(?:000|\d{3},\d{3})(?![\d,])"
_COMMA = re.compile(rf"{_THOUSANDS}|(?:\d{{1,3}}(?:\.\d{{3}})+(?!\d)|{_GROUPS}|\d+)(?:,\d+|\.\d{{1,2}}(?![\d.]))?")
_DECIMAL_COMMA = re.compile(r",\d{1,2}(?![\d,]|[ ]?\d)")
_VULGAR = {
    "½": 1 / 2,
    "¼": 1 / 4,
    "¾": 3 / 4,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "⅛": 1 / 8,
    "⅜": 3 / 8,
    "⅝": 5 / 8,
    "⅞": 7 / 8,
    "⅕": 1 / 5,
}
_VULGAR_SIGN = re.compile(f"[{''.join(_VULGAR)}]")
_FRACTION = re.compile(r"(\d{1,4})[ ]?/[ ]?(\d{1,3})(?![\d/])")
_MIXED = re.compile(r"(?:[ ]{1,2}|-)(\d{1,3})[ ]?/[ ]?(\d{1,3})(?![\d/])")
_RAISED = "[⁺⁻]?[⁰¹²³⁴-⁹]{1,3}"
_RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_POWER = re.compile(
    rf"\^([+-]*)(\d{{1,3}})|[eE]([+-]?\d{{1,3}})\b|[ ]?[x×·][ ]?10(?:\^([+-]?\d{{1,3}})|({_RAISED}))|"
    rf"(?<=10)(?<![\d.,]10)({_RAISED})"
)
_SUFFIX = re.compile(r"[ ]?(k|K|M|mn|mln|mil|b|B|bn|bln|tn|tln|trn)\b(?!/)|(G|T)\b(?=[ ]*$|[ ]?[.,;)])")
_SUFFIX_ELSEWHERE = re.compile(r"[ ]?(k|K|M|bn)\b(?!/)")  # "mil" is a million in English alone
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_METRE = re.compile(r"[ ]?m\b(?![²2/])")
NEGATIVE = re.compile(r"(?:\b(?:minus|negative)[ ]|(?:(?<![\w.,)%$£€-])(?<!\d )|(?<=\^))-)$|^[ ]*-[ ]$", re.IGNORECASE)


def _inside(blocked: list[tuple[int, int]], start: int) -> bool:
    at = bisect_right(blocked, (start, 1 << 60)) - 1
    return at >= 0 and start < blocked[at][1]


def digits(plain: str, lang: str, blocked: list[tuple[int, int]]) -> list[Number]:
    """Numbers written in digits, in order of place; nothing inside a blocked stretch is read."""
    comma = lang in COMMA_LANGS
    result = []
    at = 0
    pattern = _COMMA if comma else _DOT
    while match := pattern.search(plain, at):
        start, end = match.span()
        at = end
        if _inside(blocked, start):
            continue
        written = match[0]
        value, raised = _value(written, comma), None
        if (
            not comma
            and written.isdigit()
            and (decimal := _DECIMAL_COMMA.match(plain, end))
            and plain[start - 1 : start] != ","
        ):
            end = decimal.end()
            written = plain[start:end]
            value = float(written.replace(",", "."))
        if fraction := _FRACTION.match(plain, start):
            over = int(fraction[2])
            if over == 0 or (int(fraction[1]) >= over and over > 10) or over > 100:
                at = fraction.end()
                continue
            value, end = int(fraction[1]) / over, fraction.end()
        elif (mixed := _MIXED.match(plain, end)) and 0 < int(mixed[1]) < int(mixed[2]):
            value, end = value + int(mixed[1]) / int(mixed[2]), mixed.end()
        elif power := _POWER.match(plain, end):
            if (raised := _power(value, power)) is None:
                at = power.end()
                continue
            value, end = raised, power.end()
        elif (part := plain[end : end + 2].lstrip()[:1]) in _VULGAR:
            value, end = value + _VULGAR[part], plain.index(part, end) + 1
        number = Number(start, end, value, written)
        if ordinal := _ORDINAL.match(plain, end):
            number = number._replace(end=ordinal.end(), ordinal=True)
        elif suffix := (_SUFFIX if lang in ("en", "") else _SUFFIX_ELSEWHERE).match(plain, end):
            number = number._replace(end=suffix.end(), value=round(value * SUFFIXES[suffix[suffix.lastindex or 0]], 6))
        elif cjk := MYRIADS.get(plain[end : end + 1]):
            number = number._replace(end=end + 1, value=value * cjk)
        elif metre := _METRE.match(plain, end):
            number = number._replace(end=metre.end(), pending="m")
        at = max(at, number.end)
        if abs(number.value) <= (MAX_POWER if raised else MAX_VALUE):
            result.append(negated(plain, number))
    for match in _VULGAR_SIGN.finditer(plain):
        at = match.start()
        if not plain[max(0, at - 2) : at].rstrip()[-1:].isdigit():
            result.append(Number(at, at + 1, _VULGAR[match[0]], match[0]))
    return sorted(result)


def _value(digits: str, comma: bool) -> float:
    compact = re.sub(r"[ \u00a0\u202f\u2009'’]", "", digits)
    if comma and not re.fullmatch(_THOUSANDS, compact):
        if "," in compact or re.fullmatch(r"\d{1,3}(?:\.\d{3})+", compact):
            compact = compact.replace(".", "")
        return float(compact.replace(",", "."))
    return float(compact.replace(",", ""))


def _power(value: float, power: re.Match[str]) -> float | None:
    try:
        if power[2] is not None:
            sign = -1 if power[1].count("-") % 2 else 1
            return float(value ** (sign * int(power[2])))
        if power[6]:
            return float(f"1e{power[6].translate(_RAISED_DIGITS)}")
        return value * 10.0 ** int((power[3] or power[4] or power[5]).translate(_RAISED_DIGITS))
    except (OverflowError, ZeroDivisionError):
        return None


def negated(plain: str, number: Number) -> Number:
    """The number with the minus before it, where one stands there."""
    before = plain[max(0, number.start - 10) : number.start]
    sign = NEGATIVE.search(before)
    if not sign or (number.start > 10 and sign[0].startswith(" ")):
        return number
    return number._replace(start=number.start - len(sign[0].lstrip()), value=-number.value)
