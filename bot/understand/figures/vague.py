"""Vague quantities: "dozens of people", "several hundred"."""

from __future__ import annotations

import re

from bot.model import Field, Figure
from bot.understand.figures.bounds import bound
from bot.understand.figures.context import counted, state_around

# Vague quantities: what a reader would grant them at least and at most. Our own choice, stated in the docs.
_FEW = r"(?:(?P<few>several|a few|many|a couple(?: of)?) )"
_VAGUE_EN = re.compile(
    rf"\b(?:{_FEW}?(?P<tens>tens|dozens|hundreds|thousands|scores)(?: and \2)? of (?P<of>thousands|millions|billions)"
    rf"|{_FEW.replace('few>', 'few2>')}(?P<one>dozen|hundred|thousand|million)\b"
    r"|(?P<bare>dozens|scores(?= of| more (?:were|are|people)| (?:were |are |have been )?(?:killed|dead|injured|wounded|missing|"
    r"arrested|hurt|feared))|hundreds|thousands|millions|billions))",
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
# "miles": Spanish thousands, before "de" alone.
_ENGLISH_VAGUE = {
    "dozens", "dozen", "scores", "tens", "hundreds", "hundred", "thousands", "thousand", "millions", "million", "billions",
    "miles",
}  # fmt: skip
_VAGUE_OTHER = re.compile(
    r"(?<!\w)(?:"
    + "|".join(sorted(set(_VAGUE) - _ENGLISH_VAGUE, key=len, reverse=True))
    + r"|miles(?= de))(?![\w\u200c])",
    re.IGNORECASE,
)
_OF = re.compile(r" of (?=\w)")


def vague(field: Field, text: str, plain: str, taken: list[tuple[int, int]], lang: str) -> list[Figure]:
    """Vague quantities outside of what is `taken`, each with a low and a high."""
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
