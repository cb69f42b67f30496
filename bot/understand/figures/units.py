"""Currencies and units around a number."""

from __future__ import annotations

import re

from bot.understand.figures.words import CURRENCIES, CURRENCY_NATIONS, CURRENCY_SYMBOLS, DOLLARS, ISO_CURRENCIES, UNITS

_ISO = "|".join(sorted(ISO_CURRENCIES))
_SYMBOL = "".join(re.escape(symbol) for symbol in CURRENCY_SYMBOLS if len(symbol) == 1)
_WHOSE = "|".join(map(re.escape, sorted(DOLLARS, key=len, reverse=True)))
_CURRENCY_BEFORE = re.compile(
    rf"(?:(?:(?<![A-Za-z.])(?P<whose>{_WHOSE})[ ]?)?(?P<symbol>[{_SYMBOL}])"
    rf"|(?<![A-Za-z])(?P<iso>{_ISO})\$?)[ ]?-?$",
    re.IGNORECASE,
)
_CURRENCY_AFTER = re.compile(
    rf"[ ]?(?:(?P<symbol>[{_SYMBOL}]|ரூ)(?![ ]?\d)"
    rf"|(?P<mega>[MBKk])?(?P<iso>{_ISO})\b(?:[ ](?P<scale>million|billion|trillion)\b)?)"
)
_MEGA = {"M": 1e6, "B": 1e9, "K": 1e3, "k": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}


def currency_before(plain: str, start: int) -> tuple[int, str]:
    """Where the currency before `start` begins, and its ISO code; (start, "") where there is none."""
    match = _CURRENCY_BEFORE.search(plain[max(0, start - 10) : start])
    if not match:
        return start, ""
    if match["iso"]:
        code = match["iso"].upper()
        if not (
            match["iso"].isupper() or code in ("USD", "RMB", "EUR", "GBP", "AUD", "NZD", "CAD", "INR", "AFN", "CNY")
        ):
            return start, ""
        return start - len(match[0]), "CNY" if code == "RMB" else code
    code = CURRENCY_SYMBOLS[match["symbol"]]
    if match["whose"] and match["symbol"] == "$":
        return start - len(match[0]), DOLLARS[match["whose"].lower()]
    length = len(match[0]) - (match.start("symbol") - match.start())
    return start - length, code


def currency_after(plain: str, end: int) -> tuple[int, str, float]:
    """Where the currency after `end` ends, its code, and what multiplies the value ("30 MUSD", "75 USD million")."""
    match = _CURRENCY_AFTER.match(plain, end)
    if not match:
        return end, "", 1.0
    if match["symbol"]:
        return match.end(), CURRENCY_SYMBOLS[match["symbol"]], 1.0
    code = "CNY" if match["iso"] == "RMB" else match["iso"]
    factor = _MEGA.get(match["mega"] or "", 1.0) * _MEGA.get(match["scale"] or "", 1.0)
    return match.end(), code, factor


_UNIT_WORD = re.compile(
    r"(?P<gap>[ \u00a0]?[-–]?[ ]?(?:(?<= )d['’]|"
    r"(?<= )de )?)(?P<open>[({])?(?P<word>[^\W\d_]+(?:[/²³][a-z]+)?[23²³]?|%|°[CFcf]?|º)"
)
_MODIFIERS = {"square": "2", "sq": "2", "cubic": "3", "metric": "", "nautical": "nautical ", "short": "", "long": ""}
_PER_HOUR = re.compile(r"[ ](?:an|per)[ ]hour\b")
_AFTER_DEGREES = re.compile(r"[ ](celsius|celcius|fahrenheit|farenheit|c|f)\b", re.IGNORECASE)
_OLD = re.compile(r"[- ]old\b|[ ]of age\b")
_SHORT_UNITS = frozenset(
    {"m", "g", "t", "l", "km", "kg", "cm", "mm", "dm", "mg", "ml", "kb", "mb", "gb", "tb", "ha", "hp", "nm", "gal"}
)
_CASED = {"V", "W"}
_PERCENT = re.compile(
    r"[ \u00a0-]?(?:%|p(?:er|our|or)[ ]?c(?:i)?ent(?:age|o)?s?(?! of \d)\b(?P<point>[- ](?:age )?points?)?|"
    r"(?:percentage|pct|pc)\b(?P<pts> points?)?)",
    re.I,
)


_BASIS_POINTS = re.compile(r"[ -]basis[ -]points?\b", re.IGNORECASE)
# 5' 10" tall, a 12" pipe, 8 in. of snow
_MARKS = re.compile(
    r"['’′](?=[ ]?\d{1,2}[\"”″])|[\"”″](?=[ ](?:tall|long|wide|deep|pipe|screen|of)\b)|″|[ ]in\.(?=[ ])"
)


def unit_after(plain: str, end: int, value: float) -> tuple[int, str]:
    """Where the unit after `end` ends, and its name: "%", an ISO currency, "km", "hour" ...; (end, "") where there is none."""
    if percent := _PERCENT.match(plain, end):
        return percent.end(), "percentage point" if percent["point"] or percent["pts"] else "%"
    if basis := _BASIS_POINTS.match(plain, end):
        return basis.end(), "bp"
    if marks := _MARKS.match(plain, end):
        return marks.end(), "foot" if marks[0] in "'’′" else "inch"
    match = _UNIT_WORD.match(plain, end)
    if not match:
        return end, ""
    word, at = match["word"].lower(), match.end()
    if word in ("degree", "degrees", "deg", "°", "º"):
        if scale := _AFTER_DEGREES.match(plain, at):
            return scale.end(), scale[1][0].upper()
        return at, "degree"
    power = ""
    if (
        word in _MODIFIERS
        and (follower := re.compile(r"[- ]([a-z]+)", re.I).match(plain, at))
        and follower[1].lower() in UNITS
    ):
        power, word, at = _MODIFIERS[word], follower[1].lower(), follower.end()
    unit = UNITS.get(word)
    if unit is None:
        return _currency_words(plain, end, value)
    if len(word) <= 2 and word not in ("%", "km", "kg") and match["gap"].strip() and word in _SHORT_UNITS:
        return end, ""  # "5 - m"
    if match["open"]:
        at += plain[at : at + 1] in (")", "}")
    if unit == "turn" and value not in (0.5, 0.25, 1.5):
        return end, ""
    if power == "nautical ":
        unit = "nautical mile"
    elif power:
        unit += power
    if unit in ("mile", "km") and (speed := _PER_HOUR.match(plain, at)):
        return speed.end(), "mph" if unit == "mile" else "km/h"
    return at, unit


_CURRENCY_WORDS = re.compile(r"[ \u00a0-]((?:[A-Za-z.]+ ){0,2}?)([^\W\d_]+)")


def _currency_words(plain: str, end: int, value: float) -> tuple[int, str]:
    """ "dollars", "Australian dollars", "Swiss francs"; pounds below a thousand are of weight unless a fraction of money."""
    at = end
    nation = ""
    for _ in range(3):
        match = re.compile(r"[ \u00a0-]([^\W\d_]+(?:\.[a-z]\.?)?)").match(plain, at)
        if not match:
            return end, ""
        word = match[1].lower()
        if code := CURRENCIES.get(word):
            if (
                code == "GBP"
                and word.startswith("pound")
                and not nation
                and (value < 1000 or plain[end : end + 1] == "-")
            ):
                return match.end(), "lb"
            return match.end(), _NATIONAL.get((nation, code), code)
        if word not in CURRENCY_NATIONS:
            return end, ""
        nation, at = nation or word, match.end()
    return end, ""


_NATIONAL = {
    ("australian", "USD"): "AUD", ("canadian", "USD"): "CAD", ("hong", "USD"): "HKD", ("new", "USD"): "NZD",
    ("singapore", "USD"): "SGD", ("egyptian", "GBP"): "EGP", ("syrian", "GBP"): "SYP", ("lebanese", "GBP"): "LBP",
    ("pakistani", "INR"): "PKR", ("sri", "INR"): "LKR", ("nepalese", "INR"): "NPR", ("norwegian", "SEK"): "NOK",
    ("danish", "NOK"): "DKK", ("belgian", "CHF"): "BEF", ("french", "CHF"): "FRF", ("cfa", "CHF"): "XOF",
    ("belarusian", "RUB"): "BYN", ("saudi", "IRR"): "SAR", ("yemeni", "IRR"): "YER", ("omani", "IRR"): "OMR",
    ("argentine", "MXN"): "ARS", ("philippine", "MXN"): "PHP", ("chilean", "MXN"): "CLP", ("colombian", "MXN"): "COP",
    ("north", "KRW"): "KPW", ("syrian", "TRY"): "SYP", ("lebanese", "TRY"): "LBP", ("kuwaiti", "IQD"): "KWD",
    ("jordanian", "IQD"): "JOD", ("serbian", "IQD"): "RSD", ("moroccan", "AED"): "MAD",
}  # fmt: skip


def old_after(plain: str, end: int) -> int:
    """Where "-old" or "of age" after a time unit ends; `end` where there is none."""
    match = _OLD.match(plain, end)
    return match.end() if match else end
