"""Wire agency: whose copy an item is, where the item says so in a dateline, a byline or a credit line.

A mention ("a resident told AFP") is no wire copy: only the fixed places and forms that newsrooms use for credits count.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.catalog import agencies

# A dateline stands in the first lines, a credit in the last ones; what lies between is the story itself.
HEAD = 1000
TAIL = 400
_DASH = "[-–—―:]"


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...], re.Pattern[str]]:
    """Patterns for the head of a text, for its tail, and for a title; group 1 is the agency as written."""
    forms = sorted(agencies(), key=len, reverse=True)
    agency = "(" + "|".join(map(re.escape, forms)) + r")(?!\w)"
    long = "(" + "|".join(re.escape(form) for form in forms if len(form) > 3) + r")(?!\w)"
    more = r"(?:[ ]?[/,&،][ ]?[^()\[\]/\n]{1,40}){0,3}"  # "(dpa/AFP)", "(پژواک، ۲۲ اسد ۱۴۰۰)"
    line = re.MULTILINE
    head = (
        # KABUL (Reuters) - ...   NEW YORK, Nov. 19 (UPI) — ...   BEIJING, Aug. 13 (Xinhua) --   کابل (پژواک):
        re.compile(rf"^[^\n()\[\]]{{0,60}}[(\[][ ]?{agency}{more}[ ]?[)\]][.,]?(?:[ ]*{_DASH}|[ ]*$)", line),
        # MOSCOW, August 13. /TASS/.
        re.compile(rf"^[^\n/]{{0,60}}/{agency}/", line),
        # МОСКВА, 13 авг — РИА Новости.   KABUL, Aug 13, AFP -   Reuters - ...
        re.compile(rf"^[\w ]{{1,30}},[\w ,.]{{1,25}}(?:[-–—,][ ])?{agency}(?:\.[ \n]|[ ]*[-–—])", line),
        re.compile(rf"^{agency}[ ]*[-–—][ ]?", line),
        # КАБУЛ. 13 серпня. Укрінформ.   新华社喀布尔8月13日电
        re.compile(rf"^[\w ]{{1,30}}\. \d{{1,2}} \w{{3,9}}\. {agency}\.", line),
        re.compile(rf"^({'|'.join(map(re.escape, forms))})[^\s，。]{{0,20}}\d{{1,2}}月\d{{1,2}}日[电電讯訊]", line),
        # By KATHY EXAMPLE, Associated Press   AFP (alone on a line)
        re.compile(rf"^By [^\n]{{0,80}}?\b{agency}(?: [Ww]riters?| [Jj]ournalists?| [Cc]orrespondent)?[ ]*$", line),
        re.compile(rf"^{long}[ ]*$", line),
    )
    tail = (
        # (AFP)   [Reuters]   — AFP   /dpa   © 2021 AFP   (with AFP)   (Reuters, AP) at the end of the text
        re.compile(
            rf"[(\[](?:[Ww]ith )?(?:(?:inputs?|files?|reporting|material) (?:from|by) )?(?:the )?{agency}{more}[)\]][.\s]*\Z"
        ),
        re.compile(rf"(?:^|\s)[-–—/|][ ]?{agency}[.\s]*\Z"),
        re.compile(rf"(?:©|\(c\)|[Cc]opyright)[ ]?(?:(?:19|20)\d\d,?[ ]?)?(?:by )?(?:The )?{agency}"),
        re.compile(rf"(?:^|[.!?”\"\n][ ]*)(?:With|with|By) (?:inputs? from |reporting by )?(?:the )?{agency}[.\s]*\Z"),
        re.compile(rf"\b(?:Source|Quelle|Quellen|Fuente|Fonte|Источник|منبع)[ ]?:[ ]?{agency}"),
        re.compile(rf"^{agency}\.?[ ]*$", line),
        re.compile(
            rf"{long}(?: (?:writers?|journalists?|reporters?)[^\n]{{0,120}})? contributed to this (?:report|story)"
        ),
        re.compile(
            rf"\bThis (?:article|story|report) (?:was|is) (?:written|provided|originally published) by (?:the )?{agency}"
        ),
    )
    return head, tail, re.compile(rf"\s(?:[-–—|]|\()[ ]?(?:by )?{long}\)?\s*\Z")


# The sign-off of Reuters' own copies; the names of many reporters may push its beginning out of the tail.
_SIGN_OFF = re.compile(r"(?:\((?:\w+ )?[Rr]eporting by [^()]{1,300}?[;,.]?|;) ?[Ee]diting by [^()]{1,200}\)")

_ANY_DATELINE = re.compile(
    r"[A-Z][A-Z .'’-]{2,40}, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2}\.? [A-Z][a-z]{2,8})"
    r" \(((?:[A-Z][\w'’-]*[ ]?){1,4})\)[ ]*[-–—―]"
)


def agency(title: str, text: str) -> str | None:
    """The agency whose copy this is, by its name in bot/data/agencies.txt or a full dateline; None where none is named."""
    head, tail, end_of_title = _patterns()
    begin, end = text[:HEAD], text[-TAIL:]
    for pattern in head:
        if found := pattern.search(begin):
            return agencies()[found[1]]
    for pattern in tail:
        if found := pattern.search(end):
            return agencies()[found[1]]
    if _SIGN_OFF.search(end):
        return "Reuters"
    if found := end_of_title.search(title):
        return agencies()[found[1]]
    # a full dateline credits whoever stands in it, known or not
    return found[1] if (found := _ANY_DATELINE.match(begin)) else None
