"""Words as they are compared: without their endings, and those of one meaning as one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOP = words(
    """a an the of in on at to for from by with about into onto over under up down out off as and or but nor so than then that
    this these those it its he she they them his her their we our us you your i me my who whom whose which what when where why
    how is are was were be been being am has have had do does did will would can could may might must shall should not no
    there here also just very more most some any all such own same other another each both few many much after before while
    during since until through between against among within without again once ever never still yet now one said says say
    told tells tell mr mrs ms new first last according
    der die das ein eine und oder aber von vom zu zum zur mit bei auf aus für im am an in den dem des sich ist sind war
    waren hat haben wird werden nach vor über als auch nicht dass wie sie er es seine ihre
    le la les un une des du de et ou à au aux en dans sur pour par avec est sont a été ont que qui se ne pas
    el los las una del y o con por para es son fue han que se no su sus
    و در به از که این آن را با است برای تا هم یا اما نیز شد شده می بر کرد کرده های ها
    د په چې او ته له دی ده کې یې هم نه سره
    في من على إلى عن أن إن ما لا هذا هذه التي الذي قد كان
    и в на с по из от за для не что это как о об при к у но а"""
)
_NUMBERS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty"""
NUMBER_WORDS = {word: str(value) for value, word in enumerate(_NUMBERS.split()) if value > 1}
# Words that news uses for one thing, so that a line told in other words is known again. Each row counts as its first word.
_SAME = """
    killed kill kills killing dead death deaths die dies died dying slain fatal fatalities
    wounded wound wounds injured injure injures injuries hurt
    captured capture captures capturing hands fall falls fell fallen falling seize seized seizes seizing overrun overran
        conquered conquer take takes took taken taking
    flee flees fled fleeing refuge displaced escape escapes escaped escaping
    leave leaves left leaving depart departs departed departing departure withdraw withdraws withdrew withdrawn withdrawal
        withdrawals pullout exit
    taliban militants militant insurgents insurgent
    rocket rockets missile missiles
    blast blasts explosion explosions explode explodes exploded bomb bombs bombing bombings
    evacuate evacuates evacuated evacuating evacuation evacuations airlift airlifts airlifted
    troops soldiers soldier
    quake earthquake temblor tremor
    flood floods flooding flooded inundated
    plane planes aircraft jet jets
    us america american americans
    uk britain british
"""
CALENDAR = words(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december"""
)
_NEGATION = words(
    "not never nicht kein keine keinen cannot isn't wasn't aren't won't didn't doesn't isn’t wasn’t won’t didn’t"
)
# Latin letters without their accents.
_PLAIN = {
    chr(code): base for code in range(0xC0, 0x250) if (base := unicodedata.normalize("NFKD", chr(code))[0]).isascii()
}
WORD = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]+(?:[-'’\u200c][^\W\d_]+)*")


def _ending_off(word: str) -> str:
    word = re.sub(r"['’](?:s|re|ve|ll)?$|['’]s$", "", word)
    for ending in ("ing", "ed", "es", "s"):
        if word.isascii() and len(word) - len(ending) >= 3 and word.endswith(ending) and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    if not word.isascii():
        return word[:7]
    word = word.rstrip("e")
    return word[: 9 if word.endswith("iv") else 7]  # an executive is no execution


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    rows = [row.split() for row in _SAME.replace("\n        ", " ").strip().splitlines()]
    return {_ending_off(word): _ending_off(row[0]) for row in rows for word in row}


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """The word without its endings, cut to seven letters, or the word that news uses for the same: good enough to tell that
    two lines speak of one thing. `word` is lower case."""
    word = NUMBER_WORDS.get(word, word)
    if word[0].isdigit():
        return word.replace(",", "").rstrip(".")
    if not word.isascii():  # Moïse is Moise in another newsroom
        word = "".join(_PLAIN.get(letter, letter) for letter in word)
    short = _ending_off(word) or word
    return _classes().get(short, short)


def content_words(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order; numbers as digits."""
    return [
        "not" if word in _NEGATION else stem(word)
        for word in WORD.findall(text.lower())
        if word in _NEGATION
        or (word not in STOP and (len(word) > 2 or word[0].isdigit() or word in ("us", "uk", "eu", "un")))
    ]


@lru_cache(maxsize=16384)
def word_set(text: str) -> frozenset[str]:
    """The different ones of `content_words`."""
    return frozenset(content_words(text))


def script(text: str) -> str:
    """The script that most letters of the text are in, as Unicode names it ("LATIN", "ARABIC", "CYRILLIC", "CJK" ...); ""
    where it has no letters."""
    return _script(text[:200])


@lru_cache(maxsize=16384)  # each briefing and each alert asks for all that it may tell
def _script(text: str) -> str:
    found = Counter(unicodedata.name(c, "").partition(" ")[0] for c in text if c.isalpha())
    return min(found, key=lambda name: (-found[name], name)) if found else ""
