"""Number words of languages other than English: by text2num where it has them, by additive tables for Persian and Russian."""

from __future__ import annotations

import re

from bot.understand.figures.number import Number
from bot.understand.figures.words import FOREIGN_SCALES, PERSIAN, RUSSIAN

TEXT2NUM_LANGS = frozenset({"fr", "es", "de", "pt", "it", "nl"})
_WORD = re.compile(r"[^\W\d_]+")


def has(lang: str) -> bool:
    """Whether numbers of this language are read here."""
    return lang in TEXT2NUM_LANGS or lang in ("fa", "prs", "ps", "ar", "ru", "uk", "tr")


def with_scales(plain: str, found: list[Number]) -> list[Number]:
    result = []
    for number in found:
        gap = 1 if plain[number.end : number.end + 1] in (" ", "\u00a0") else 0
        match = _WORD.match(plain, number.end + gap)
        if match and not number.ordinal and (scale := FOREIGN_SCALES.get(match[0].lower())):
            end = match.end() + (
                plain[match.end() : match.end() + 2] == ". " and len(match[0]) <= 4
            )  # "тыс. солдат", "Mrd. Euro"
            number = number._replace(end=end, value=round(number.value * scale, 6), pending="")
        result.append(number)
    return result


class _Text2NumToken:
    """What text2num's find_numbers asks of a token."""

    __slots__ = ("match",)

    def __init__(self, match: re.Match[str]) -> None:
        self.match = match

    def text(self) -> str:
        return self.match[0]

    def nt_separated(self, previous: object) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return self.match[0][0].isdigit()


_PIECE = re.compile(r"\d+|[^\W\d_]+|\s+|[^\w\s]|_")


def in_words(plain: str, lang: str) -> list[Number]:
    if lang in TEXT2NUM_LANGS:
        from text_to_num import find_numbers  # loaded where it is needed: a cold start has no use for it

        tokens = [_Text2NumToken(match) for match in _PIECE.finditer(plain)]
        return [
            Number(tokens[o.start].match.start(), tokens[o.end - 1].match.end(), float(o.value))
            for o in find_numbers(tokens, lang, 0.0)
            if not o.is_ordinal and o.value >= 2 and not tokens[o.start].match[0].isdigit()
        ]
    table = RUSSIAN if lang in ("ru", "uk") else PERSIAN if lang in ("fa", "prs") else {}
    return _additive(plain, table) if table else []


def _additive(plain: str, table: dict[str, int]) -> list[Number]:
    """Words of a table that follow each other (Persian: joined by "و") add up; scale words multiply."""
    result: list[Number] = []
    start = end = -1
    total = current = last = 0.0
    for match in _WORD.finditer(plain):
        word = match[0].lower()
        value, scale = table.get(word), FOREIGN_SCALES.get(word)
        joined = start >= 0 and plain[end : match.start()] in (" ", " و ", "\u200c")
        if start >= 0 and not (joined and (scale or (value and value < last))):
            if not (joined and word == "و" and end):
                if total + current >= 2:
                    result.append(Number(start, end, total + current))
                start, total, current, last = -1, 0.0, 0.0, 0.0
            else:
                continue
        if value and plain[match.end() : match.end() + 1] != "\u200c":
            start = match.start() if start < 0 else start
            current, last, end = current + value, value, match.end()
        elif scale and start >= 0:
            total, current, last, end = total + (current or 1) * scale, 0.0, scale, match.end()
    if start >= 0 and total + current >= 2:
        result.append(Number(start, end, total + current))
    return result


def merge(digits: list[Number], words: list[Number]) -> list[Number]:
    taken = {at for number in digits for at in range(number.start, number.end)}
    return sorted(digits + [number for number in words if not taken.intersection(range(number.start, number.end))])
