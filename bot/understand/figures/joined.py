"""Two numbers that are one figure: ranges, and a unit with its parts ("5 feet 2 inches", "3 dollars 50 cents")."""

from __future__ import annotations

import re

from bot.understand.figures.bounds import grew
from bot.understand.figures.context import counted, is_year
from bot.understand.figures.number import Quantity

_RANGE = re.compile(
    r"[ ]?[-–—~〜～][ ]?|-?[ -](?:to|or)[ -]|[ ](?:bis|oder|à|ou|a|do|till|til|tot|ila|ile|hingga|sampai|до|تا|یا|إلى|से|سے)[ ]|"
    r"至|到|から|에서 ?"
)
_AND = re.compile(
    r"[ ](?:and|und|et|y|e|en|och|og|i|dan|и|і|та|و|او|اور|और)[ ](?:(?:gli|i|le|l[ao]s|[ao]s|de|die|les)[ ])?|[ ]و"
)
_BETWEEN = re.compile(
    r"(?:\bbetween(?: the ages? of)?|\bages of|\bzwischen|\bentre(?: l[ae]s| los| [ao]s)?|"
    r"\btra(?: i| gli| le)?|\btussen(?: de)?|\bmellan|\bmellem|\bmellom|\bmiędzy|\bantara|"
    r"между|між|بین|بين) $",
    re.IGNORECASE,
)
# ... and what says so behind them
_AMONG = re.compile(r"[ ](?:ترمنځ|تر منځ|کے درمیان|के बीच|arasında)")
_FROM = re.compile(r"\b(\w+)?[ ,]*\bfrom $", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:by|(?<!make )(?<!makes )(?<!made )up|down|rose|fell|gained|lost|added|jumped|dropped|climbed|slipped|rises|falls) "
    r"(?:about |around |some |nearly |almost )?$",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:rose|risen|rises?|rising|grew|grown|grow\w*|increas\w+|fell|fall\w*|fallen|drop\w*|climb\w*|jump\w*|up|down|rais\w+|cut\w*|"
    r"lower\w*|declin\w+|decreas\w+|reduc\w+|revis\w+|slash\w*|expand\w*|doubl\w+|plung\w+|surg\w+|soar\w*|slip\w*|went)\b[^.;]{0,40}$",
    re.IGNORECASE,
)

# The strength of an earthquake, which counts nothing: "M 5.4 - 23 km SSE of Arequipa", "magnitude 7.1 strikes"
MAGNITUDE = re.compile(
    r"(?:(?<!\w)M[wbl]? ?|\b(?:mag(?:nitud[eo]?\w*|\.)?|магнитуд\w+|st[äa]rke|بزرگی|قوة)(?: (?:of|de|von))? ?)$",
    re.IGNORECASE,
)

# How many of the smaller unit make one of the larger.
_PARTS = {("foot", "inch"): 12, ("lb", "oz"): 16, ("stone", "lb"): 14}
_PART_GAPS = ("", "and", "-", "-and")
# "6ft 2in", "6' 2\"", "six foot two.", "6-foot-2"
_INCH = re.compile(r"[ -]?(?:in|inch|inches)\b|[\"”″]|''|’’|′′")
_AND_A_HALF = re.compile(r"a (?:half|quarter)\b(?! (?:of|the)\b)")
_ENDS = re.compile(r"[ ]?(?:$|[.,;:)!?](?!\d)|(?:tall|high|long)\b)")


def compound(plain: str, left: Quantity, right: Quantity) -> Quantity | None:
    """ "5 feet 2 inches", "3 dollars 50 cents", "15 dollars and 50", "two years and a half" as one; None where they are two."""
    gap = plain[left.end : right.start].strip(" ,." if left.unit == "foot" else " ,")
    if right.number.ordinal or right.value < 0 or gap not in _PART_GAPS:
        return None
    if parts := _PARTS.get((left.unit, right.unit)):
        return left._replace(end=right.end, value=left.value + right.value / parts) if right.value < parts else None
    if left.unit == "foot" and not right.unit and left.value < 30 and right.value < 12 and gap in ("", "-"):
        inch = _INCH.match(plain, right.end)
        if inch or plain[left.end - 1] in "'’′" or _ENDS.match(plain, right.end):
            end = inch.end() if inch else right.end
            return left._replace(end=end, value=left.value + right.value / 12)
        return None
    if left.unit and right.value in (0.5, 0.25) and gap == "and" and _AND_A_HALF.match(plain, right.start):
        return left._replace(end=right.end, value=left.value + right.value)
    return _money(plain, left, right, gap)


def _money(plain: str, left: Quantity, right: Quantity, gap: str) -> Quantity | None:
    unit = "GBP" if left.unit == "lb" and right.unit == "penny" else left.unit
    if not (len(unit) == 3 and unit.isupper() and 0 < right.value < 100):
        return None
    if right.value != int(right.value) or left.value != int(left.value):
        return None
    cents = right.unit in ("cent", "penny")
    bare = not right.unit and gap == "and" and not re.match(r"\s*[\w%$]", plain[right.end :])
    if cents or bare:
        return left._replace(end=right.end, value=left.value + right.value / 100, unit=unit)
    return None


def ranged(plain: str, left: Quantity, right: Quantity) -> str | None:
    """ "range", "score" ("2-1", "1996-2001": counts nothing), or None where the two stand alone."""
    gap = plain[left.end : right.start]
    if left.number.ordinal or right.number.ordinal or right.start < left.end:
        return None
    low = left.value * shared_scale(left, right)
    before = plain[max(0, left.start - 60) : left.start]
    if _AND.fullmatch(gap):
        if not (_BETWEEN.search(before) or _AMONG.match(plain, right.end)) or low >= right.value:
            return None
        return "score" if is_year(plain, left, "") and is_year(plain, right, "") else "range"
    if not _RANGE.fullmatch(gap) or (gap[:1] == " " and MAGNITUDE.search(before[-16:])):
        return None
    tight = gap in ("-", "–")
    if tight and not left.number.digits:
        return None
    if tight and low >= right.value and not (left.unit or right.unit) and right.value < 1000:
        return "score"
    word = gap.strip(" -")
    if word in ("or", "oder", "ou", "o") and low * 3 < right.value:
        return None  # "10 or 100": no range
    if word not in ("-", "–", "to", "or", "") and not tight and grew(before):
        return None  # "subió de 20 a 30"
    if low >= right.value or (left.unit and right.unit and left.unit != right.unit):
        return None
    if tight and right.value < 10 and not right.unit and counted(plain, right.end, None, "en")[1] is None:
        return "score"
    if word in ("to", "bis", "до") and (_is_change(before) or (_BY.search(before) and low * 2.5 < right.value)):
        return None  # "rose from 60 to 80"; "rose by 20 to 80", but "by two to three days"
    if is_year(plain, left, "") and is_year(plain, right, ""):
        return "score"
    return "range"


def _is_change(before: str) -> bool:
    return bool(_FROM.search(before) and _CHANGE.search(before[: before.lower().rfind("from")]))


def shared_scale(left: Quantity, right: Quantity) -> float:
    """ "1.5-2 million": the scale of the right number where the left has none."""
    if not (left.number.digits and right.number.digits) or left.value >= right.value:
        return 1.0
    try:
        bare = float(right.number.digits.replace(",", "").replace(" ", ""))
        plain_left = float(left.number.digits.replace(",", "").replace(" ", ""))
    except ValueError:
        return 1.0
    units_agree = not left.unit or not right.unit or left.unit == right.unit  # "$5-10 million"
    if bare <= 0 or plain_left != left.value or not units_agree or plain_left >= bare:
        return 1.0
    return right.value / bare if right.value / bare >= 1000 else 1.0
