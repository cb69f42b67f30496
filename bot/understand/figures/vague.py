"""Vague quantities: "dozens of people", "several hundred"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.model import Field, Figure
from bot.understand.figures import foreign
from bot.understand.figures.bounds import bound
from bot.understand.figures.context import counted, state_around
from bot.understand.figures.words import UNSPACED_VAGUE, VAGUE

_FEW = r"(?:(?P<few>several|a few|many|a couple(?: of)?) )"
_VAGUE_EN = re.compile(
    rf"\b(?:{_FEW}?(?P<tens>tens|dozens|hundreds|thousands|scores)(?: and \2)? of (?P<of>thousands|millions|billions)"
    rf"|{_FEW.replace('few>', 'few2>')}(?P<one>dozen|hundred|thousand|million)\b"
    r"|(?P<bare>dozens|scores(?= of| more (?:were|are|people)| (?:were |are |have been )?(?:killed|dead|injured|wounded|missing|"
    r"arrested|hurt|feared))|hundreds|thousands|millions|billions))",
    re.IGNORECASE,
)
# "miles": Spanish thousands, before "de" alone.
_ENGLISH_VAGUE = {
    "dozens", "dozen", "scores", "tens", "hundreds", "hundred", "thousands", "thousand", "millions", "million", "billions",
    "miles",
}  # fmt: skip
_VAGUE_OTHER = re.compile(
    r"(?:(?<!\w)|(?<=\b[وبلف]))(?:"  # "and" is one with the word in Arabic
    + "|".join(sorted(set(VAGUE) - _ENGLISH_VAGUE - set(UNSPACED_VAGUE), key=len, reverse=True))
    + r"|miles(?= de))(?![\w\u200c])|"
    + "|".join(UNSPACED_VAGUE),
    re.IGNORECASE,
)
# "сотни тысяч", "decenas de miles", "عشرات الآلاف", "数十万"
_TIMES: dict[str, float] = {
    **dict.fromkeys(
        ("тысяч", "тисяч", "tysięcy", "miles", "milliers", "migliaia", "milhares", "الآلاف", "آلاف", "الاف", "هزار", "زره",
         "ribu", "tusen", "tusinder", "duizenden"), 1e3,
    ),
    **dict.fromkeys(
        ("миллионов", "мільйонів", "milionów", "millones", "millions", "milioni", "milhões", "الملايين", "ملايين", "میلیون",
         "juta", "miljoner", "millioner", "miljoenen"), 1e6,
    ),
    "ہزار": 1e3, "हजार": 1e3, "हज़ार": 1e3, "लाख": 1e5, "लाखों": 1e5, "万": 1e4, "萬": 1e4, "만": 1e4, "亿": 1e8, "億": 1e8,
}  # fmt: skip
_TIMES_AFTER = re.compile(
    rf"(?:[ \u00a0](?:d[ei] )?|(?<=[十百千십백천]))({'|'.join(_TIMES)})(?:(?<=[万萬亿億만])|(?![\w\u200c]))",
    re.IGNORECASE,
)
_FEW_DOZEN = 60.0  # "several dozen" at most; of hundreds and more nine


def vague(field: Field, text: str, plain: str, taken: list[tuple[int, int]], lang: str) -> list[Figure]:
    """Vague quantities outside of what is `taken`, each with a low and a high."""
    result = []
    used = {at for start, end in taken for at in range(start, end)}
    for start, end, low, high in sorted(_english(plain) if lang == "en" else _elsewhere(plain, lang)):
        span = range(start, end)
        if not used.isdisjoint(span):
            continue
        used.update(span)
        start, _ = bound(plain, start, lang)
        end, what = counted(plain, end, None, lang)
        what = what or state_around(plain, start, end)
        result.append(
            Figure(field=field, start=start, end=end, text=text[start:end], value=None, low=low, high=high, what=what)
        )
    return result


def _english(plain: str) -> Iterator[tuple[int, int, float, float]]:
    for match in _VAGUE_EN.finditer(plain):
        if match["tens"]:
            factor = {"thousands": 1e3, "millions": 1e6, "billions": 1e9}[match["of"].lower()]
            low, high = (_round(bound) * factor for bound in VAGUE[match["tens"].lower()])
        else:
            low, high = VAGUE[(match["one"] or match["bare"]).lower()]
        yield *match.span(), low, high


def _elsewhere(plain: str, lang: str) -> Iterator[tuple[int, int, float, float]]:
    few = foreign.several(lang)
    for match in few[0].finditer(plain) if few else ():
        scale = few[1].scale(match[2].lower()) if few else 0.0
        yield *match.span(), 2 * scale, _FEW_DOZEN if scale == 12 else 9 * scale
    for match in _VAGUE_OTHER.finditer(plain):
        low, high = VAGUE[match[0].lower()]
        end = match.end()
        if then := _TIMES_AFTER.match(plain, end):
            factor = _TIMES[then[1].lower()]
            low, high, end = _round(low) * factor, _round(high) * factor, then.end()
        yield match.start(), end, low, high


def _round(value: float) -> float:
    return value + 1 if value in (99, 999, 9999) else value
