"""Number words of languages other than English: by text2num where it has them, by our own table, by Chinese characters."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from bot.understand.figures.number import LONGEST_RUN, MYRIADS, Number
from bot.understand.figures.words import VAGUE

TEXT2NUM_LANGS = frozenset({"fr", "es", "de", "pt", "it", "nl"})
_SPELLED = frozenset({"zh", "ja", "ko"})  # what multiplies is one character, and no space parts words
_SAME = {"prs": "fa", "nb": "no", "nn": "no", "ms": "id"}
_NEEDS_OF = frozenset({"fr", "es", "pt", "it"})  # "une dizaine de": without "de" it is a name or an age
# Vowel signs of Indic scripts are no letters to Python; "п'ять" is one word.
_LETTERS = "(?:[^\\W\\d_]|[\u0900-\u0963\u0970-\u0dff])+"
_WORD = re.compile(rf"{_LETTERS}(?:['’]{_LETTERS})?")
_AND = frozenset({" ", "\u00a0", "-", "\u200c", " و ", " او "})
_HALF_GAP = re.compile(r"[ \u00a0](?:(?:et|y|e|und|en|i|og|och|и|і|с|з|و)[ ](?:een[ ]|en[ ]|un[ea]?[ ]|uma[ ])?)?")
# "a las dos y media" is a time of day.
_CLOCK = re.compile(r"\b(?:las?|alle|às|klo?|kl\.|kello)[ ]$", re.IGNORECASE)
_UNITS = (1e12, 1e9, 1e7, 1e6, 1e5, 1e3)


def _form(word: str) -> str:
    """The word as the table has it: "करोड़" with its dot as a letter of its own or not."""
    return unicodedata.normalize("NFC", word.lower().replace("i\u0307", "i"))  # "İki" begins a Turkish sentence


class Words(NamedTuple):
    """The number words of a language: kind and value of each, and what else the table says of it."""

    kinds: dict[str, tuple[str, float]]
    counted: frozenset[str]
    several: tuple[str, ...]
    one_and: tuple[str, ...]
    shares: dict[str, float]

    def scale(self, word: str) -> float:
        """What the word multiplies by, 0 where it does not."""
        kind, value = self.kinds.get(word, ("", 0.0))
        return value if kind.endswith("*") else 0.0


@cache
def _table() -> dict[str, Words]:
    kinds: dict[str, dict[str, tuple[str, float]]] = {}
    listed: dict[tuple[str, str], list[str]] = {}
    shares: dict[str, dict[str, float]] = {}
    for line in files("bot.understand").joinpath("data/number_words.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            lang, kind, value, *words = line.split()
            if kind in ("w", "f", "o"):
                listed[lang, kind] = [word.replace("~", " ") for word in words]
            elif kind == "=":
                shares.setdefault(lang, {}).update((word.replace("~", " "), 1 / float(value)) for word in words)
            else:
                kinds.setdefault(lang, {}).update((word, (kind, float(value))) for word in words)
    for lang, between in (("sv", ""), ("no", ""), ("da", "og")):
        kinds[lang] |= _glued(kinds[lang], between)
    return {
        lang: Words(
            words,
            frozenset(listed.get((lang, "w"), ())),
            tuple(listed.get((lang, "f"), ())),
            tuple(listed.get((lang, "o"), ())),
            shares.get(lang, {}),
        )
        for lang, words in kinds.items()
    }


def _glued(words: dict[str, tuple[str, float]], between: str) -> dict[str, tuple[str, float]]:
    """ "tjugotre", "treogtyve": tens and ones written as one word."""
    ones = {word: value for word, (kind, value) in words.items() if kind == "+" and 2 <= value < 10}
    one = {"sv": "ett", "no": "en", "da": "en"}
    tens = {word: value for word, (kind, value) in words.items() if kind == "+" and 20 <= value < 100}
    ones |= dict.fromkeys(one.values(), 1.0)
    return {
        (f"{small}{between}{ten}" if between else f"{ten}{small}"): ("+", tens[ten] + ones[small])
        for ten in tens
        for small in ones
    }


def has(lang: str) -> bool:
    """Whether numbers of this language are read here."""
    return _SAME.get(lang, lang) in _table() or lang in _SPELLED


def several(lang: str) -> tuple[re.Pattern[str], Words] | None:
    """What finds "several thousand" in a language: the words that say several as group 1, what multiplies as group 2."""
    return _several(_SAME.get(lang, lang))


@cache
def _several(lang: str) -> tuple[re.Pattern[str], Words] | None:
    words = _table().get(lang)
    if not words or not words.several:
        return None
    scales = sorted((word for word in words.kinds if words.scale(word)), key=len, reverse=True)
    found = rf"(?<!\w)({'|'.join(words.several)})[ \u00a0]({'|'.join(map(re.escape, scales))})(?![\w\u200c])"
    return re.compile(found, re.IGNORECASE), words


def read(plain: str, lang: str, in_digits: list[Number]) -> list[Number]:
    """All numbers of a text in order of place: `in_digits` with the words of scale behind them, and those in words."""
    lang = _SAME.get(lang, lang)
    if lang in _SPELLED:
        return _merged(_spelled_scales(plain, in_digits), _spelled(plain))
    words = _table()[lang]
    in_words = [*_additive(plain, lang, words), *(_text2num(plain, lang) if lang in TEXT2NUM_LANGS else ())]
    in_words += _shares(plain, lang)
    first, then = ([_scaled(plain, words, number) for number in numbers] for numbers in (in_digits, in_words))
    counts = [one for one in then if not (_is_time(plain, words, one) or _is_several(plain, words, one))]
    return _summed(plain, _merged(first, _longest(counts)))


def _shares(plain: str, lang: str) -> list[Number]:
    """ "ein Drittel", "треть": shares that are a phrase of their own."""
    found = _share_pattern(lang)
    shares = _table()[lang].shares
    return [Number(*match.span(), shares[_form(match[0])]) for match in found.finditer(plain)] if found else []


# "un quart de finale", "un quarto uomo" are no shares
_SHARE_OF = {
    "de": r"(?=[ ](?:de[rs]|aller|von|davon|mehr|weniger)\b|[ ]?(?:$|[.,;]))",  # "ein Viertel in Kabul" is a part of a town
    "ar": r"(?![ ](?:ال)?(?:نهائي|سنوي))",
    "fa": r"(?![ ]نهایی)",
    "fr": r"(?=[ ](?:des|du|de l)|[ ]d['’](?!heure)|[ ]?(?:$|[.,;]))",
    "it": r"(?=[ ]d(?:i|el|ei|egli|ella|elle|ell['’])(?!\w)(?! finale)|[ ]?(?:$|[.,;]))",
}


@cache
def _share_pattern(lang: str) -> re.Pattern[str] | None:
    phrases = "|".join(sorted(_table()[lang].shares, key=len, reverse=True))
    found = rf"(?<!\w)(?:{phrases})(?!\w){_SHARE_OF.get(lang, '')}"
    return re.compile(found, re.IGNORECASE) if phrases else None


def _summed(plain: str, numbers: list[Number]) -> list[Number]:
    """ "12 тысяч 130" and "3 millones 200 mil" as one number each."""
    result: list[Number] = []
    for number in numbers:
        left = result[-1] if result else None
        if (
            left
            and not (left.ordinal or number.ordinal)
            and plain[left.end - 1].isalpha()
            and plain[left.end : number.start] == " "
            and number.digits
            and number.value == int(number.value) >= 100
            and any(left.value >= unit > number.value and left.value % unit == 0 for unit in (1e9, 1e6, 1e3))
        ):
            result[-1] = left._replace(end=number.end, value=left.value + number.value)
        else:
            result.append(number)
    return result


def _merged(first: list[Number], then: list[Number]) -> list[Number]:
    taken = {at for number in first for at in range(number.start, number.end)}
    return sorted(first + [number for number in then if not taken.intersection(range(number.start, number.end))])


def _longest(numbers: list[Number]) -> list[Number]:
    """Of those that overlap the longest; between equals the first."""
    kept: list[Number] = []
    taken: set[int] = set()
    for number in sorted(numbers, key=lambda number: number.start - number.end):
        span = range(number.start, number.end)
        if taken.isdisjoint(span):
            kept.append(number)
            taken.update(span)
    return kept


def _scaled(plain: str, words: Words, number: Number) -> Number:
    """The number with the scale and the half behind it: "2,5 Millionen", "deux millions et demi", "iki buçuk milyon"."""
    if number.ordinal:
        return number
    for _ in range(2):
        gap = 1 if plain[number.end : number.end + 1] in (" ", "\u00a0", "\u200c") else 0
        match = _WORD.match(plain, number.end + gap)
        if match and (scale := words.scale(_form(match[0]))):
            dot = plain[match.end() : match.end() + 2] == ". " and len(match[0]) <= 4  # "тыс. солдат", "Mrd. Euro"
            number = number._replace(end=match.end() + dot, value=round(number.value * scale, 6), pending="")
        joined = _HALF_GAP.match(plain, number.end)
        half = _WORD.match(plain, joined.end()) if joined else None
        if (
            half
            and number.value == int(number.value)
            and (part := words.kinds.get(_form(half[0]), ("", 0.0)))[0] == "/"
        ):
            return number._replace(end=half.end(), value=number.value / part[1]) if number.value < part[1] else number
        if not half or words.kinds.get(_form(half[0]), ("",))[0] != "h":
            break
        unit = next((unit for unit in _UNITS if number.value >= unit and number.value % unit == 0), 1.0)
        number = number._replace(end=half.end(), value=number.value + unit / 2)
    return number


def _is_time(plain: str, words: Words, number: Number) -> bool:
    """ "a las dos y media": a time of day."""
    last = _WORD.findall(plain[number.start : number.end])[-1:]
    halved = last and words.kinds.get(_form(last[0]), ("",))[0] == "h"
    return bool(halved and _CLOCK.search(plain[max(0, number.start - 8) : number.start]))


def _is_several(plain: str, words: Words, number: Number) -> bool:
    """ "mehrere tausend": vague, and found as that elsewhere."""
    first = _WORD.match(plain, number.start)
    before = plain[max(0, number.start - 20) : number.start].lower().rstrip(" \u00a0")
    return bool(first and words.scale(_form(first[0])) and words.several and before.endswith(words.several))


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


def _text2num(plain: str, lang: str) -> list[Number]:
    from text_to_num import find_numbers  # loaded where it is needed: a cold start has no use for it

    tokens = [_Text2NumToken(match) for match in _PIECE.finditer(plain)]
    return [
        Number(tokens[o.start].match.start(), tokens[o.end - 1].match.end(), float(o.value))
        for o in find_numbers(tokens, lang, 0.0)
        if not o.is_ordinal
        and o.value >= 2
        and not tokens[o.start].match[0].isdigit()
        and not (o.end - o.start == 1 and _form(tokens[o.start].text()) in VAGUE)  # "miles de personas"
    ]


def _additive(plain: str, lang: str, words: Words) -> list[Number]:
    """Words of the table that follow each other (Persian and Arabic: joined by "و") add up; scales multiply."""
    tokens = [
        (match, *kind)
        for match in _WORD.finditer(plain)
        if (kind := words.kinds.get(word := _form(match[0])))
        or (lang == "ar" and word[0] == "و" and (kind := words.kinds.get(word[1:])))
    ]
    result: list[Number] = []
    at = 0
    while at < len(tokens):
        number, used = _parse(plain, lang, words, tokens[at : at + LONGEST_RUN])
        result += [number] if number else []
        at += used
    return result


def _parse(
    plain: str, lang: str, words: Words, tokens: list[tuple[re.Match[str], str, float]]
) -> tuple[Number | None, int]:
    """The number at the head of the tokens, None where there is none, and how many of them it takes."""
    first, kind, value = tokens[0]
    if not _opens(plain, lang, words, first, kind, value) or (
        plain[first.end() : first.end() + 1] == "\u200c"
        and (len(tokens) == 1 or tokens[1][0].start() != first.end() + 1)
    ):
        return None, 1
    start, more = first.start(), value if kind == "p" else 0.0
    half = kind == "h"
    if half and (before := _ends(plain, start, words.one_and)):
        start, more = start - len(before), 1.0
    # what is done below the scale, what the next word may still multiply, and the value of the last word
    total, below, part, last = 0.0, 0.0, 0.0, 1e18
    used, end = 0, start
    for match, kind, value in tokens:
        if used and plain[end : match.start()] not in _AND:
            break
        if kind.endswith("*"):
            if used and not part and (last <= value or value >= 1000) and not below:
                break
            if value < 1000:  # hundreds and dozens stay below the scale before
                below, part, last = below + (part or 1.0) * value, 0.0, value
            else:
                total, below, part, last = total + (below + part or 1.0) * value, 0.0, 0.0, value
        elif used and (half or kind in ("h", "p", "/")):
            break
        elif kind != "p":
            after_ones = kind == "^" and 0 < part < 10 and last < 10
            if used and not (value < last or after_ones):
                break
            part, last, more = part + value + more, value, 0.0
        used, end = used + 1, match.end()
    value = total + below + part
    if value < 1.5 or more or (half and used < 2 and value < 1.5):
        return None, 1
    return Number(start + (lang == "ar" and _form(first[0]) not in words.kinds), end, value), used


def _ends(plain: str, start: int, phrases: tuple[str, ...]) -> str:
    """Which of the phrases stands right before `start`, with its space; "" where none does."""
    before = plain[max(0, start - 16) : start].lower()
    found = next((phrase for phrase in phrases if before.endswith(f"{phrase} ")), "")
    return plain[start - len(found) - 1 : start] if found and not before[: -len(found) - 1][-1:].isalpha() else ""


def _opens(plain: str, lang: str, words: Words, match: re.Match[str], kind: str, value: float) -> bool:
    """Whether a number may begin with the word."""
    if kind in ("c", "*", "/"):
        return False
    follower = _WORD.match(plain, match.end() + 1)
    before = plain[max(0, match.start() - 24) : match.start()].lower().split()[-1:]
    if kind.endswith("*") and before and before[0] in VAGUE:
        return False
    if kind.startswith("n"):
        return follower is not None and _form(follower[0]) in words.counted | words.kinds.keys()
    if kind != "1*":
        return True
    followed = follower is not None and _form(follower[0]).startswith(("de", "di", "d'", "d’"))
    return value >= 1e6 or lang not in _NEEDS_OF or followed


_CHARS = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_TENS = {"十": 10, "百": 100, "千": 1000, "백": 100, "천": 1000}
# Behind what is counted only: most of these characters are parts of other words as well. "十月" is a month, "十三日" a date.
_SPELLED_NUMERAL = re.compile(
    r"(?<=百分之)([一二两兩三四五六七八九十百][零〇一二两兩三四五六七八九十百]*)|"
    r"(?<![第周期数數几幾上成])([一二两兩三四五六七八九十百千][零〇一二两兩三四五六七八九十百千万萬亿億]*)"
    r"(?=[多余餘]?(?:[名位个個]|人(?![工民口类類间間生权權])|死|伤|傷|架|辆|輛|艘|岁|歳|歲|天|小时|小時|時間|户|戶|棟|世帯|枚|台|隻|件|公里|吨|噸|元|円|美元|ドル))"
)
# "三分之一": of three parts one
_SPELLED_SHARE = re.compile(r"([二两三四五六七八九十])分之([一二两三四五六七八九])")
_LONGEST_DIGITS = 1  # digits in a row without a ten or more between them are a year or a name ("九一一")
_DIGITS_RUN = re.compile(rf"[零〇一二两兩三四五六七八九]{{{_LONGEST_DIGITS + 1},}}$")


def _spelled(plain: str) -> list[Number]:
    return [
        Number(*match.span(), value)
        for match in _SPELLED_NUMERAL.finditer(plain)
        if not _DIGITS_RUN.match(match[0]) and (value := _spelled_value(match[0])) >= 2
    ] + [
        Number(*match.span(), _spelled_value(match[2]) / whole)
        for match in _SPELLED_SHARE.finditer(plain)
        if (whole := _spelled_value(match[1])) > 1
    ]


def _spelled_value(chars: str) -> float:
    """ "二十三" -> 23, "三百五十万" -> 3,500,000."""
    total = section = digit = 0.0
    for char in chars:
        if char in _CHARS:
            digit = _CHARS[char]
        elif char in _TENS:
            section, digit = section + (digit or 1) * _TENS[char], 0.0
        else:
            total, section, digit = _with_myriad(total, section + digit, MYRIADS[char]), 0.0, 0.0
    return total + section + digit


def _with_myriad(total: float, section: float, unit: float) -> float:
    return (total + section) * unit if total and total < unit else total + section * unit


def _spelled_scales(plain: str, found: list[Number]) -> list[Number]:
    """ "3千万" and "2万5千" as one number each."""
    result: list[Number] = []
    for number in found:
        if ten := _TENS.get(plain[number.end : number.end + 1]):
            myriad = MYRIADS.get(plain[number.end + 1 : number.end + 2], 1.0)
            number = number._replace(end=number.end + 1 + (myriad > 1), value=number.value * ten * myriad)
        left = result[-1] if result else None
        if (
            left
            and plain[left.end : number.start] in ("", " ")
            and plain[left.end - 1] in (*_TENS, *MYRIADS)
            and number.value < left.value
        ):
            result[-1] = left._replace(end=number.end, value=left.value + number.value)
        else:
            result.append(number)
    return result
