"""What a number counts, and digits that count nothing."""

from __future__ import annotations

import re

from bot.understand.figures.words import COUNTED, KILLING, MONTHS, NOT_PLURAL, ONES, ORDINALS, STATES, STOP

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
