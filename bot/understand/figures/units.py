"""Currencies and units around a number."""

from __future__ import annotations

import re

from bot.understand.figures.words import (
    CURRENCIES,
    CURRENCY_NATIONS,
    CURRENCY_PREFIXES,
    CURRENCY_SYMBOLS,
    DOLLARS,
    ISO_CURRENCIES,
    UNITS,
)

# Written right behind the number.
_UNSPACED_NAMES = {
    "美元": "USD", "美金": "USD", "ドル": "USD", "달러": "USD", "欧元": "EUR", "歐元": "EUR", "ユーロ": "EUR",
    "유로": "EUR", "英镑": "GBP", "英鎊": "GBP", "ポンド": "GBP", "日元": "JPY", "人民币": "CNY",
    "人民幣": "CNY", "卢布": "RUB", "盧布": "RUB", "ルーブル": "RUB", "원": "KRW", "रुपये": "INR",
    "रुपए": "INR", "डॉलर": "USD", "روپے": "PKR",
}  # fmt: skip
_ISO = "|".join(sorted(ISO_CURRENCIES))
_SYMBOL = "".join(re.escape(symbol) for symbol in CURRENCY_SYMBOLS if len(symbol) == 1)
# A letter alone must touch the sign, or be "c": "A$5", but "A $5 fine".
_WHOSE = "|".join(
    re.escape(whose) + ("" if len(whose) == 1 and whose != "c" else "[ ]?")
    for whose in sorted(DOLLARS, key=len, reverse=True)
)
_PREFIX = "|".join(map(re.escape, sorted(CURRENCY_PREFIXES, key=len, reverse=True)))
_CURRENCY_BEFORE = re.compile(
    rf"(?:(?:(?<![A-Za-z.'’])(?P<whose>{_WHOSE}))?(?P<symbol>[{_SYMBOL}])"
    rf"|(?<![A-Za-z])(?P<iso>{_ISO})\$?|(?<![\w.'’])(?-i:(?P<prefix>{_PREFIX})\.?))[ ]?-?$",
    re.IGNORECASE,
)
_CURRENCY_AFTER = re.compile(
    rf"[ ]?(?:(?P<whose>US|AU|CA|HK|NZ)\$(?!\d)|(?P<word>{'|'.join(_UNSPACED_NAMES)})|"
    rf"(?P<symbol>[{_SYMBOL}]|ரூ)(?![ ]?\d(?!\d?[ ]cents?\b))"
    rf"|(?P<mega>[MBKk])?(?P<iso>{_ISO}|(?<=[\dm])(?:usd|eur|gbp|aud|cad|nzd|inr|rmb|cny|chf|jpy))\b"
    r"(?:[ ](?P<scale>million|billion|trillion)\b)?)"
)
_MEGA = {"M": 1e6, "B": 1e9, "K": 1e3, "k": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}


def currency_before(plain: str, start: int, floor: int) -> tuple[int, str]:
    """Where the currency before `start` (and not before `floor`) begins, and its ISO code; (start, "") where there is none."""
    match = _CURRENCY_BEFORE.search(plain[max(floor, start - 10) : start])
    if not match:
        return start, ""
    if match["iso"]:
        code = match["iso"].upper()
        if not (
            match["iso"].isupper() or code in ("USD", "RMB", "EUR", "GBP", "AUD", "NZD", "CAD", "INR", "AFN", "CNY")
        ):
            return start, ""
        return start - len(match[0]), "CNY" if code == "RMB" else code
    if match["prefix"]:
        alone = len(match["prefix"]) == 1 and len(match[0]) > 1  # "R 500"
        return (start, "") if alone else (start - len(match[0]), CURRENCY_PREFIXES[match["prefix"]])
    code = CURRENCY_SYMBOLS[match["symbol"]]
    if match["whose"] and match["symbol"] == "$":
        return start - len(match[0]), DOLLARS[match["whose"].strip().lower()]
    length = len(match[0]) - (match.start("symbol") - match.start())
    return start - length, code


def currency_after(plain: str, end: int) -> tuple[int, str, float]:
    """Where the currency after `end` ends, its code, and what multiplies the value ("30 MUSD", "75 USD million")."""
    match = _CURRENCY_AFTER.match(plain, end)
    if not match:
        return end, "", 1.0
    if match["whose"]:
        return match.end(), DOLLARS[match["whose"].lower()], 1.0
    if match["word"]:
        return match.end(), _UNSPACED_NAMES[match["word"]], 1.0
    if match["symbol"]:
        return match.end(), CURRENCY_SYMBOLS[match["symbol"]], 1.0
    code = "CNY" if match["iso"].upper() == "RMB" else match["iso"].upper()
    factor = _MEGA.get(match["mega"] or "", 1.0) * _MEGA.get(match["scale"] or "", 1.0)
    return match.end(), code, factor


_UNIT_WORD = re.compile(
    r"(?P<gap>[ \u00a0]?[-–]?[ ]?(?:(?<= )d['’]|(?<= )de )?)(?P<open>[({])?"
    r"(?P<word>(?<=\d)ft(?=\d{1,2}(?:in)?\b)|(?:[^\W\d_]|[\u0900-\u0963])+(?:[/²³][a-z]+|3/s)?(?:\^?[23](?!\w)|[²³]|(?![\d^]))|%|°[CFcf]?|º|℃|℉)"
)
_MODIFIERS = {
    "square": "2",
    "sq": "2",
    "cubic": "3",
    "cu": "3",
    "metric": "",
    "nautical": "nautical ",
    "short": "",
    "long": "",
    "fl": "fl ",
    "fluid": "fl ",
    "light": "light ",
}
# "تن" is a tonne, and who was killed, hurt or arrested: "۴۰ تن کشته شدند"
_PERSONS = re.compile(
    r"(?: (?!و )\w+){0,2} (?:کشته|زخمی|مجروح|جان باخت|جان خود|مفقود|ناپدید|بازداشت|دستگیر|شهید|آواره)"
)
# ... or who is counted before: "شمار قربانیان به ۴۰ تن رسید"
_VICTIMS = re.compile(r"(?:قربانی|کشته|زخمی|جان[ \u200c]?باخت|تلفات|مجروح)\w*[^.؛!؟\n]{0,60}$")
_POWERS = {"2": "2", "3": "3", "²": "2", "³": "3"}
_MODIFIED = re.compile(r"\.?[- ]([a-z]+)", re.IGNORECASE)
_PER = re.compile(r"[ ](?:an?|per)[ ](hour|second|minute)\b")
_SPEEDS = {("mile", "hour"): "mph", ("km", "hour"): "km/h"}
_LENGTHS = {"mile": "mile", "km": "km", "m": "m", "foot": "ft", "yard": "yd", "m3": "m3", "foot3": "ft3"}
_AFTER_DEGREES = re.compile(r"[. ] ?(celsius|celcius|centigrade|fahrenheit|farenheit|c|f)\b", re.IGNORECASE)
# "38C", "104F", and at the end of a phrase "-5 C". Below 20 F letters of seats and forms are likelier ("13F").
_HEAT = re.compile(r"([CF])(?![\w’'])(?!-\w)|[ ]([CF])(?=[ ]?(?:$|[.,;:)!?/])|[ ](?:in|on|at|and|or|to|by)\b)")
# "20p a minute", "50c a litre"; "30c" where warmth is spoken of
_SMALL = re.compile(r"[ ]?([cfp])(?![\w’'-]|\.\w)|[ ]?¢")
_LINES = frozenset(
    [144, 240, 360, 480, 576, 720, 1080, 1440, 2160, 4320]
)  # "1080p" is a picture, "310p" a share's price
# "a 12 V battery": the capital alone, before another word or the end
_VOLT = re.compile(r"[ \u00a0-]?V(?=[ ][a-z]|[ ]?(?:$|[,;:)])|\.$)")
_WARMTH = re.compile(
    r"\b(?:temperatures?|degrees?|weather|hot|cold|warm|thermostat|celsius|fahrenheit)\b", re.IGNORECASE
)
_HEAT_RANGE = {"C": (-95.0, 61.0), "F": (20.0, 140.0)}
_OLD = re.compile(r"[- ]olds?\b|[ ]of age\b")
_SHORT_UNITS = frozenset(
    {"m", "g", "t", "l", "km", "kg", "cm", "mm", "dm", "mg", "ml", "kb", "mb", "gb", "tb", "ha", "hp", "nm", "gal"}
)
_PARTS_PER = re.compile(r"[ ]parts?[ ](?:per|in an?|in every)[ ](million|billion|trillion)\b", re.IGNORECASE)
_PERCENT = re.compile(
    r"[ \u00a0-]?(?:%|p(?:er|our|or)[ ]?c(?:i)?ent(?:age|o)?s?\b(?P<point>[- ](?:age )?points?)?|"
    r"(?:في|ب)[ ]?ال(?:مئة|مائة)|प्रतिशत|फीसदी|फ़ीसदी|відсотк\w+|proc\.|فی صد|فیصده|"
    r"(?:percentage|pct|pc)\b(?P<pts> points?)?)",
    re.I,
)


# "60-jähriger", "60-летний", "60 yaşındaki", "60 सालہ", "60岁": how old, or how long
_AGED = re.compile(
    r"-(?:jährig\w*|jarigen?\b|jarig\b|letni\w*|lat(?:ek|ka|k[ęi]|kiem|ków)\b|летн\w+|річн\w+)|"
    r"[ ](?:yaş(?:ında|lı|lar)\w*|ساله|کلن\w*|کلنې|سالہ|वर्षीय)(?!\w)|\u200c?ساله(?!\w)|[岁歲歳]|세(?![대기])"
)
_BASIS_POINTS = re.compile(r"[ -]basis[ -]points?\b", re.IGNORECASE)
# 5' 10" tall, a 12" pipe, 8 in. of snow
_MARKS = re.compile(
    r"['’′](?=[ ]?\d{1,2}[\"”″]|\d{1,2}\b(?!['’′\d])|[ ]tall\b)|"
    r"[\"”″](?=[ ](?:tall|long|wide|deep|pipe|screen|of)\b)|″|[ ]in\.(?=[ ])"
)


def unit_after(plain: str, end: int, value: float) -> tuple[int, str]:
    """Where the unit after `end` ends, and its name: "%", an ISO currency, "km", "hour" ...; (end, "") where there is none."""
    if sign := _sign_after(plain, end, value):
        return sign
    match = _UNIT_WORD.match(plain, end)
    if not match:
        return end, ""
    word, at = match["word"].lower().replace("^", ""), match.end()
    if word in ("degree", "degrees", "deg", "°", "º"):
        if scale := _AFTER_DEGREES.match(plain, at):
            return scale.end(), scale[1][0].upper()
        return at, "degree"
    power = ""
    if word in _MODIFIERS and (follower := _MODIFIED.match(plain, at)):
        modified = follower[1].lower()
        if modified in UNITS or modified == "m":
            power, word, at = _MODIFIERS[word], modified, follower.end()
    unit = "m" if word == "m" and power in _POWERS else UNITS.get(word)  # "20 sq m"; a bare "m" may be a million
    if unit is None and word[-1] in _POWERS and (base := UNITS.get(word[:-1])):  # "ft2"
        unit = base + _POWERS[word[-1]]
    if word == "in" and not match["gap"] and not match["open"]:
        unit = "inch"  # "6ft 2in"
    if unit is None:
        return _currency_words(plain, end, value)
    if word == "تن" and (_PERSONS.match(plain, at) or _VICTIMS.search(plain[max(0, end - 80) : end])):
        return end, ""
    if len(word) <= 2 and word not in ("%", "km", "kg") and match["gap"].strip() and word in _SHORT_UNITS:
        return end, ""  # "5 - m"
    if match["open"]:
        at += plain[at : at + 1] in (")", "}")
    if unit == "turn" and value not in (0.5, 0.25, 1.5):
        return end, ""
    if power == "nautical ":
        unit = "nautical mile"
    elif power == "fl ":
        unit = "fl oz" if unit == "oz" else unit
    elif power == "light ":
        unit = "light year" if unit == "year" else unit
    elif power:
        unit += power
    if unit in _LENGTHS and (speed := _PER.match(plain, at)):
        return speed.end(), _SPEEDS.get((unit, speed[1]), f"{_LENGTHS[unit]}/{speed[1][0]}")
    return at, unit


def _sign_after(plain: str, end: int, value: float) -> tuple[int, str] | None:
    """The same of what is no word of its own: per cent, degrees, marks and single letters. None where there is none, so that it
    may be a word; (end, "") where it is neither."""
    if percent := _PERCENT.match(plain, end):
        return percent.end(), "percentage point" if percent["point"] or percent["pts"] else "%"
    if basis := _BASIS_POINTS.match(plain, end):
        return basis.end(), "bp"
    if aged := _AGED.match(plain, end):
        return aged.end(), "year"
    if marks := _MARKS.match(plain, end):
        return marks.end(), "foot" if marks[0] in "'’′" else "inch"
    if parts := _PARTS_PER.match(plain, end):
        return parts.end(), f"pp{parts[1][0].lower()}"
    if heat := _HEAT.match(plain, end):
        scale_of = heat[1] or heat[2]
        low, high = _HEAT_RANGE[scale_of]
        return (heat.end(), scale_of) if low < value < high or value < 0 or value % 1 else (end, "")
    if small := _SMALL.match(plain, end):
        letter = small[1] or "¢"
        if letter not in "p¢" and _WARMTH.search(plain, max(0, end - 80), end + 80):
            return small.end(), letter.upper()
        if letter == "¢":
            return small.end(), "cent"
        if letter == "p" and small.end() == end + 1 and 0 < value < 10_000 and value not in _LINES:
            return small.end(), "penny"
        if letter == "c" and small.end() == end + 1 and 0 < value < 100:
            return small.end(), "cent"
    if volt := _VOLT.match(plain, end):
        return volt.end(), "V"
    return None


_CURRENCY_WORD = re.compile(r"[ \u00a0-](?:d['’]|d[ei] )?([^\W\d_]+(?:\.[a-z]\.?)?)")


_STERLING = re.compile(r"[ ]sterling\b", re.IGNORECASE)


def _currency_words(plain: str, end: int, value: float) -> tuple[int, str]:
    """ "dollars", "Australian dollars", "Swiss francs"; pounds below a thousand are of weight unless a fraction of money."""
    at = end
    nation = ""
    for _ in range(3):
        match = _CURRENCY_WORD.match(plain, at)
        if not match:
            return end, ""
        word = match[1].lower()
        if code := CURRENCIES.get(word):
            if (
                code == "GBP"
                and word.startswith("pound")
                and not nation
                and not _STERLING.match(plain, match.end())
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
