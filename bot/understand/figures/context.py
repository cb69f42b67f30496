"""What stands around a number in the news: bounds, units, currencies, what is counted, and digits that count nothing."""

from __future__ import annotations

import re

from bot.understand.figures.words import (
    COUNTED,
    CURRENCIES,
    CURRENCY_NATIONS,
    CURRENCY_SYMBOLS,
    DOLLARS,
    ISO_CURRENCIES,
    KILLING,
    MONTHS,
    NOT_PLURAL,
    ONES,
    ORDINALS,
    STATES,
    STOP,
    UNITS,
)

# Digits that count nothing: addresses, dates, times of day, telephone numbers, names of machines, roads and resolutions, code.
BLOCKED = re.compile(
    r"https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,253}|@\w+|#\w+"
    r"|\+?(?<!\d)\d+(?:-\d+){2,}(?:/\d+)?"
    r"|\b\d{1,4}[./]\d{1,2}[./]\d{2,4}\b|\b9/11\b|\b24/7\b|\b7/7\b"
    r"|\b\d{1,2}:\d{2}(?::\d{2})?\b|\b\d{1,2}(?:[.:]\d{2})?[ ]?(?:a\.m|p\.m|am|pm)\b|\b\d{1,2}(?:\.\d{2})? Uhr\b|"
    r"\b\d{1,2}h\d{2}\b"
    r"|\b(?i:MONTHS)\.? \d{1,2}(?:st|nd|rd|th)?(?:[-–]\d{1,2})?(?:,? (?:19|20)\d\d)?\b(?![,.]\d)"
    r"|\b\d{1,2}(?:st|nd|rd|th|\.|er|º)?(?:[-–]\d{1,2}\.?)? (?:of |de )?(?i:MONTHS)\b\.?(?:,? (?:de )?\d{4}\b)?"
    r"|\b(?i:MONTHS)[ ](?:19|20)\d\d\b|\b(?i:mid|late|early)-(?:19|20)\d\d\b"
    r"|\b[A-Za-z]+\d*-\d+\w*\b|(?<![A-Za-z])[A-Z]{1,2}\d{1,3}\b"
    r"|\b(?:19|20)\d\d[-–/](?:(?:19|20)\d\d|\d\d)\b(?! (?:people|troops))|\b(?:19|20)?\d0[’']?s\b|[’']\d\ds?\b"
    r"|\b(?:Flight|Article|Section|Chapter|Page|Route|Highway|Boeing|Airbus|Resolution|Room|Phase|Windows|Formula|"
    r"Channel|Apollo|Title"
    r"|World War|Category|No|Nr|Nos|Unit|Gate|Terminal|Platform|Season|Episode|Volume|Vol|Part|Type|Mark|Model|"
    r"Code|Level|Stage|Day|Area"
    r"|Artikel|Article|Paragraf|§)\.? \d+(?:\.\d+)*\b"
    r"|\b\d+(?:\.\d+){2,}\b|\b[2-6]G\b|(?:<>|=<)[ ]?\d+|\b\d+x\d+\b".replace("MONTHS", MONTHS)
)
# Letters right after digits that are no unit make a code ("24703L202", "13F").
CODE = re.compile(r"[A-Za-z]+\d*")

_BOUNDS: dict[str, tuple[str, str, str]] = {  # lower, upper, about
    "en": (
        r"at least|at the least|no fewer than|no less than|not less than|a minimum of|minimum of|well over|"
        r"just over|more than|over|"
        r"upwards of|above|exceeding|in excess of|greater than|higher than|larger than|no lower than|surpass(?:ed|"
        r"ing)?|>=?",
        r"at most|no more than|not more than|up to|as many as|as much as|fewer than|less than|under|below|"
        r"a maximum of|maximum of|"
        r"just under|smaller than|lower than|<=?",
        r"about|around|some|roughly|approximately|an estimated|estimated|nearly|almost|close to|circa|ca\.|~",
    ),
    "de": (
        r"mindestens|wenigstens|über|mehr als|zumindest",
        r"höchstens|bis zu|weniger als|maximal|unter",
        r"etwa|rund|ca\.|circa|ungefähr|knapp|fast|gut",
    ),
    "fr": (
        r"au moins|plus de|plus d['’]",
        r"au plus|jusqu['’]à|moins de|moins d['’]",
        r"environ|près de|quelque|quelques",
    ),
    "es": (
        r"al menos|por lo menos|más de|mas de",
        r"hasta|como máximo|menos de",
        r"unos|unas|alrededor de|cerca de|casi",
    ),
    "it": (r"almeno|più di|oltre", r"fino a|meno di|al massimo", r"circa|quasi|intorno a"),
    "pt": (r"pelo menos|ao menos|mais de", r"até|menos de|no máximo", r"cerca de|quase|aproximadamente"),
    "nl": (
        r"minstens|ten minste|zeker|meer dan|ruim",
        r"hoogstens|maximaal|minder dan|tot",
        r"ongeveer|circa|zo'n|bijna",
    ),
    "ru": (
        r"не менее|как минимум|по меньшей мере|минимум|более|больше|свыше",
        r"до|не более|максимум|менее",
        r"около|примерно|почти|порядка",
    ),
    "uk": (r"щонайменше|не менше|понад|більше|більш як", r"до|не більше|менше", r"близько|приблизно|майже"),
    "fa": (
        r"دست[‌ ]?کم|حداقل|بیش از|بیشتر از|اضافه از",
        r"حداکثر|کمتر از|تا",
        r"حدود|نزدیک به|در حدود|تقریبا|تقریباً",
    ),
    "ps": (r"لږ تر لږه|له", r"تر", r"شاوخوا|نږدې|څه باندې"),
    "ar": (r"ما لا يقل عن|أكثر من|على الأقل", r"أقل من|ما يصل إلى|لا يزيد عن", r"نحو|حوالي|قرابة|زهاء"),
    "tr": (r"en az", r"en fazla|en çok", r"yaklaşık"),
}
_BOUNDS["prs"] = _BOUNDS["fa"]
_COMPILED = {
    lang: tuple(re.compile(rf"(?:(?<=\W)|^)(?:{words})[ \u00a0]?$", re.IGNORECASE) for words in bounds)
    for lang, bounds in _BOUNDS.items()
}
_BOUND_AFTER = re.compile(
    r"(?P<low>\+(?!\w)|,? (?:or|and|oder|ou|o|или|и) (?:more|greater|higher|above|over|mehr|plus|más|более|"
    r"выше)\b(?: than)?(?! than \d))"
    r"|(?P<high>,? or (?:less|fewer|lower|below)\b)",
    re.IGNORECASE,
)


def bound(plain: str, start: int, lang: str) -> tuple[int, str]:
    """Where the qualifier before `start` begins, and its kind: "low", "high", "about" or ""."""
    patterns = _COMPILED.get(lang, _COMPILED["en"])
    kind = ""
    for _ in range(2):  # "at least some 60"
        before = plain[max(0, start - 24) : start]
        for name, pattern in zip(("low", "high", "about"), patterns, strict=True):
            if (name == "about" or kind in ("", "about")) and (match := pattern.search(before)):
                # "no more than" was read as "more than"
                if name == "low" and before[: match.start()].rstrip().lower().endswith(("no", "not")):
                    continue
                start -= len(match[0])
                kind = name if name != "about" or not kind else kind
                break
        else:
            break
    return start, kind


def bound_after(plain: str, end: int) -> tuple[int, str]:
    """Where "or more" after `end` ends, and "low" or "high"; (end, "") where there is none."""
    match = _BOUND_AFTER.match(plain, end)
    return (match.end(), match.lastgroup or "") if match else (end, "")


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


def unit_after(plain: str, end: int, value: float) -> tuple[int, str]:
    """Where the unit after `end` ends, and its name: "%", an ISO currency, "km", "hour" ...; (end, "") where there is none."""
    if percent := _PERCENT.match(plain, end):
        return percent.end(), "percentage point" if percent["point"] or percent["pts"] else "%"
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


_STRONG = re.compile(r"-(strong)[ ]([A-Za-z]+)|-[a-z]{3,}\b", re.IGNORECASE)
_NOUN_STEP = re.compile(r"[ \u00a0](?:of (?:the |its |their |his |her )?)?([A-Za-z][\w’'-]*(?:\.[A-Z]\.?)*)")
_PASSIVE = re.compile(r"[ ](?:others? )?(?:were|are|was|have been|has been|had been|being)[ ](?:\w+ly[ ])?(\w+)")
_WORD_BEFORE = re.compile(rf"\b({'|'.join(KILLING)})(?: and (?:wound|injur)\w+)?[ ]$", re.IGNORECASE)


def _plural(word: str) -> bool:
    lower = word.lower()
    if lower in COUNTED:
        return True
    return (
        len(word) > 3
        and lower.endswith("s")
        and not lower.endswith(("ss", "us", "is", "'s", "’s"))
        and lower not in NOT_PLURAL
        and not word.isupper()
    )


def counted(plain: str, end: int, value: float | None, lang: str) -> tuple[int, str | None]:
    """Where the noun that is counted ends, and the noun; (end, None) where none follows."""
    if lang not in ("en", ""):
        return _counted_elsewhere(plain, end, lang)
    if (
        (strong := _STRONG.match(plain, end))
        and strong[0][1:].lower() not in ONES
        and strong[0][1:].lower() not in ORDINALS
    ):
        return strong.end(), (strong[2] or strong[0][1:]).lower()
    at = end
    for step in range(5):
        match = _NOUN_STEP.match(plain, at)
        if not match or (step and match[0][1:4] == "of "):
            break
        word, lower = match[1], match[1].lower()
        if lower in STATES:
            return (match.end(), lower) if step == 0 else (end, None)
        if lower in STOP or (lower.endswith(("’s", "'s")) and step):
            break
        if _plural(word):
            after = _NOUN_STEP.match(plain, match.end())
            if after and after[1].lower() in COUNTED and after[1].lower() not in STATES and match[0].find(" of ") < 0:
                return after.end(), after[1]
            return match.end(), word
        if value == 1 and step == 0 and lower.isalpha():
            follower = _NOUN_STEP.match(plain, match.end())
            if not follower or follower[1].lower() in STOP:
                return match.end(), word
        at = match.end()
    return end, None


# Words that open no noun phrase, in the languages read by word order alone.
_STOP_ELSEWHERE = frozenset(
    [
        "de",
        "des",
        "du",
        "d",
        "en",
        "a",
        "à",
        "al",
        "et",
        "y",
        "e",
        "o",
        "u",
        "ou",
        "da",
        "do",
        "di",
        "del",
        "della",
        "dei",
        "und",
        "oder",
        "von",
        "der",
        "die",
        "das",
        "in",
        "im",
        "am",
        "mit",
        "für",
        "van",
        "het",
        "een",
        "op",
        "le",
        "la",
        "les",
        "los",
        "las",
        "il",
        "lo",
        "gli",
        "pour",
        "por",
        "para",
        "per",
        "con",
        "avec",
        "sur",
        "и",
        "в",
        "на",
        "с",
        "из",
        "по",
        "за",
        "к",
        "от",
        "از",
        "در",
        "به",
        "و",
        "را",
        "که",
        "با",
        "بر",
        "تا",
        "د",
        "په",
        "له",
        "ته",
        "او",
        "چې",
        "من",
        "في",
        "على",
        "إلى",
        "عن",
        "mais",
        "pero",
        "aber",
    ]
)
_ANY_WORD = re.compile(r"[ \u00a0]([^\W\d_][\w\u200c-]*)")


def _counted_elsewhere(plain: str, end: int, lang: str) -> tuple[int, str | None]:
    at = end
    for _ in range(3):
        match = _ANY_WORD.match(plain, at)
        if not match or match[1].lower() in _STOP_ELSEWHERE:
            if match and match[1] in ("de", "d", "of") and at == end:
                at = match.end()
                continue
            return end, None
        if lang != "de" or match[1][0].isupper():
            return match.end(), match[1]
        at = match.end()
    return end, None


def state_around(plain: str, start: int, end: int) -> str | None:
    """ "killed" from "killing 13" or "13 were killed"; None where neither stands there."""
    passive = _PASSIVE.match(plain, end)
    if passive and passive[1].lower() in STATES:
        return passive[1].lower()
    before = _WORD_BEFORE.search(plain[max(0, start - 40) : start])
    return KILLING.get(before[1].lower()) if before else None
