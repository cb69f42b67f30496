"""What does not stand by itself: it needs the sentence before it, its writer, or another time."""

from __future__ import annotations

import re

from bot import cues
from bot.brief.lexicon.stems import words

# A sentence that starts so needs what stood before it.
DANGLING = re.compile(
    r"^\W*(?:the )?(?:\w+ ){1,2}(?:comes|came) (?:after|days|hours|as|amid)\b"
    r"|^\W*the (?:\w+ ){1,2}follow(?:s|ed) (?:an?|the|days|weeks)\b"
    r"|^\W*(?:he|she|they|it|its|his|her|their|them|this|that|these|those|but|and|so|however|meanwhile|also|there|such|"
    r"now(?=,)|now (?:he|she|they|it)\b|the (?:former|latter|pair|duo|trio|couple)\b|"
    r"(?:\w+ ){1,3}(?:minutes|hours|days|weeks|months|years) (?:later|earlier)\b|"
    r"in return|in response|as a result|instead|in addition(?! to)|moreover|furthermore|nevertheless|nonetheless|by contrast|"
    r"something|someone|er|sie|es|dies|da(?:mit|bei|zu|durch|nach|gegen|rauf|raufhin|runter)|außerdem|zudem|"
    r"jedoch|allerdings|(?:el|ell)[ao]s?|esto|además|sin embargo|ils?|elles?|cel(?:a|ui-ci|le-ci)|par ailleurs|cependant|"
    r"он[аио]?|это|однако|кроме того|при этом|він|вон[аио]|це|однак|крім того|при цьому|او|آنها|این|وی|به گفته (?:او|وی))\b"
    # who backs "the claim": it stands in the sentence before
    r"|\b(?:back|confirm|repeat|support|den|reject|dismiss|disput)(?:s|ed|ied|ies|es)? (?:the|this|that|these|those) "
    r"(?:claims?|reports?|accounts?|allegations?)\b(?! (?:that|of|about|by|from|in|on)\b)",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\W*")


def dangles(text: str, lang: str | None) -> bool:
    """Whether a sentence starts so that it needs what stood before it."""
    opening = cues.of("dangling", lang)
    start = _OPENS.match(text)
    return bool(DANGLING.search(text) or (opening and start and opening.match(text, start.end())))


# "The jury found him guilty", "At 21, he led a strike", "The 35-year-old ...": who is meant stands in a sentence before, unless
# this one names or introduces somebody.
HIM = re.compile(
    r"^\W*(?:(?!An? )[A-Z]?[a-z]*(?: (?!an? )[a-z\d][\w’'-]*)* him\b|(?:At|In|On|By)(?: [a-z\d][\w’'-]*){1,6},"
    r"(?: and [a-z ]{1,40},)? (?:he|she)\b|The \d+-year-old\b)"
)
# The writer's own person: a column, not news.
FIRST_PERSON = re.compile(
    r"(?:^\W*|[,;:–—-] |\b(?:and|but|that|when|as|if|what|why|how|because|than) )I\b(?! ?[A-Z.])"
    r"|\bI(?:'|’)(?:m|ve|d|ll)\b|\bmy\b|^\W*My\b"
)
_I = frozenset(
    ("i", "ich", "je", "j’", "j'", "yo", "eu", "io", "ik", "я", "ben", "أنا", "من", "زه", "میں", "मैं", "मैंने", "我")
)


def is_writer(speaker: str) -> bool:
    """Whether who says it is the writer: "I think that"."""
    return speaker.lower() in _I


def speaks_of_self(text: str, lang: str | None) -> bool:
    """Whether a text is told in its writer's own person."""
    own = cues.of("own", lang)
    return bool(own.search(text) if own else FIRST_PERSON.search(text))


# A sentence that opens in a time gone by.
ONCE = re.compile(
    r"^\W*(?:last (?:year|spring|summer|autumn|fall|winter|decade|century)\b"
    r"|(?:when\b[^,.]*\b)?(?:back )?in (?P<year>(?:1[5-9]|20)\d\d),)",
    re.IGNORECASE,
)
# What had been before, or has been going on, is not the news; what is told in passing of somebody does not make it old.
BACKGROUND = re.compile(
    r"(?<!\bwho )(?<!\bwhich )(?<!\bthat )\bhad (?:already |earlier |just )?(?:been|\w{2,}ed)\b"
    r"|\b(?:has|have) (?:long )?been (?!being\b)\w{2,}ing\b"
    rf"|^\W*{cues.abroad('background')}",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = re.compile(
    rf"\b(?:on|of) (?:(?P<month>{_MONTH}) (?P<day>\d{{1,2}})|(?P<before>\d{{1,2}}) (?P<behind>{_MONTH}))\b"
)


def dates(text: str) -> list[tuple[int, int]]:
    """(month, day) of each date without a year that the text says something happened on: "on March 23"."""
    return [
        (_MONTHS.index((found["month"] or found["behind"])[:3].lower()) + 1, int(found["day"] or found["before"]))
        for found in _DATE.finditer(text)
    ]


HE_SAID = re.compile(r"\b(?:he|she|they|it) (?:also |later )?(?:said|says|added|told|wrote|tweeted|claimed|warned)\b")
# ... where it stands at the end: "..., he said".
HE_SAID_LAST = re.compile(rf"[,،]?\s+{HE_SAID.pattern}\W*$")
# Who says it was named before.
PRONOUN = words("he she they it we i who his her their er sie او وی آنها ایشان وی‌")
