"""Signs that two sentences tell two things, however many words they share: a prisoner freed and one jailed, what is done and what
is to be, what one asks or denies, what was years ago."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from bot.brief import lexicon

# Words that carry no meaning and yet tell the first from the last, some from all.
_SETS_APART = frozenset({"first", "last", "all", "some", "most", "against"})
# Where, roughly, and when of a day: outlets differ in them on one thing.
_WHERE_AND_WHEN = """inside outside near across around along behind beside toward towards off
    today yesterday tomorrow week night morning evening afternoon"""
_SKIPPED = lexicon.STOP.union(_WHERE_AND_WHEN.split())
_WORD = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]+(?:[-'’\u200c][^\W\d_]+)*")
_NOT = re.compile(
    r"\b(?:not(?! to\b)|never|no|nor|nicht|kein\w*|nie|pas|jamais|nunca|не|нет|ні|никогда|değil|لم|لن|ليس)\b|n['’]t\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"[?؟]\W*$|\b(?:whether|if|in case)\b", re.IGNORECASE)
_ON = r"a|one|two|three|four|five|six|seven|eight|nine|ten|twenty|\d+"
_LOOKS_BACK = re.compile(
    rf"\b(?:19|20)\d\d\b|\b(?:{_ON}) years? (?:ago|on|since|after)\b|\banniversar\w+\b|"
    r"\b(?:marks?|remember(?:s|ed)?|commemorat\w+)\b",
    re.IGNORECASE,
)
# What is to be done, or may be: "to visit", "will not close", "could soon be freed".
_TO_BE = re.compile(
    r"\b(?:to|will|would|could|may|might|must|should|can|cannot|shall)\s+(?:not\s+|soon\s+|be\s+|have\s+)*([a-z]{3,})\b(?!\s+of\b)"
)
_NO_VERBS = lexicon.STOP | frozenset(("least", "two", "three", "six", "ten"))
_DAY = re.compile(r"\b((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|"
                  r"September|October|November|December)\b")  # fmt: skip

# Forms of verbs of the news that no ending explains, by the plain one. Ours, from common knowledge.
_FORMS = """arise arose arisen| be was were been| bear bore borne| beat beaten| become became| begin began begun| bind bound| bite
    bit bitten| blow blew blown| break broke broken| bring brought| build built| burn burnt| buy bought| catch caught|
    choose chose chosen| come came| cling clung| creep crept| deal dealt| dig dug| do did done| draw drew drawn| drink
    drank drunk| drive drove driven| eat ate eaten| fall fell fallen| feed fed| feel felt| fight fought| find found| flee
    fled| fly flew flown| forbid forbade forbidden| forget forgot forgotten| freeze froze frozen| get got gotten| give
    gave given| go went gone| grow grew grown| hang hung| have had| hear heard| hide hid hidden| hold held| keep kept|
    know knew known| lay laid| lead led| leave left| lend lent| light lit| lose lost| make made| mean meant| meet met|
    overcome overcame| overthrow overthrew overthrown| pay paid| ride rode ridden| ring rang rung| rise rose risen| run
    ran| say said| see saw seen| seek sought| sell sold| send sent| shake shook shaken| shine shone| shoot shot| show
    shown| shrink shrank shrunk| sing sang sung| sink sank sunk| sit sat| sleep slept| slide slid| speak spoke spoken|
    spend spent| spring sprang sprung| stand stood| steal stole stolen| stick stuck| strike struck stricken| swear swore
    sworn| sweep swept| swim swam swum| take took taken| teach taught| tear tore torn| tell told| think thought| throw
    threw thrown| understand understood| undergo underwent undergone| wake woke woken| wear wore worn| win won|
    withdraw withdrew withdrawn| withhold withheld| write wrote written| die dying| lie lying lain"""
_PLAIN_FORM = {form: forms.split()[0] for forms in _FORMS.split("|") for form in forms.split()}


def tell_two(text: str, other: str, whole: str, other_whole: str) -> bool:
    """Whether one of two sentences, of which `text` and `other` are what is said, tells another thing: the `whole` sentences have
    the days and the questions, too."""
    return (
        _one_has(_NOT, text, other)
        or _one_has(_ASKS, whole, other_whole)
        or _one_has(_LOOKS_BACK, whole, other_whole)
        or _is_to_be_in_one(text, other)
        or _are_on_other_days(whole, other_whole)
        or _differ_in_a_word(text, other)
    )


def _one_has(sign: re.Pattern[str], text: str, other: str) -> bool:
    return bool(sign.search(text)) != bool(sign.search(other))


def _is_to_be_in_one(text: str, other: str) -> bool:
    """Whether a word of both stands in one only as what is to be, and in the other as what was done: "Merkel to visit Schuld",
    "Merkel visited Schuld". That she visits it may be either."""
    (mine, done), (theirs, theirs_done) = _to_be(text), _to_be(other)
    return bool((mine - done) & (theirs_done - theirs) or (theirs - theirs_done) & (done - mine))


@lru_cache(maxsize=8192)
def _to_be(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of what is to be by a text, and of what was done."""
    to_be = frozenset(_stem(word) for word in _TO_BE.findall(text) if word not in _NO_VERBS)
    words = _WORD.findall(_TO_BE.sub(" ", text).lower())
    return to_be, frozenset(_stem(word) for word in words if word.endswith("ed") or _PLAIN_FORM.get(word, word) != word)


def _are_on_other_days(text: str, other: str) -> bool:
    """Whether both tell of what is to be, and name days or months, and none in common."""
    if not (_to_be(text)[0] and _to_be(other)[0]):
        return False
    mine, theirs = set(_DAY.findall(text)), set(_DAY.findall(other))
    return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


def _differ_in_a_word(text: str, other: str) -> bool:
    """Whether all words of the shorter but one are the other's, too, which has in its place another, or two: "Court jails Doe in
    Leeds", "Court frees Doe in Leeds"."""
    mine, theirs = _sequence(text), _sequence(other)
    my_own, their_own = set(mine) - set(theirs), set(theirs) - set(mine)
    if 1 not in (len(my_own), len(their_own)) or not my_own or not their_own:
        return False
    return any(
        len(here) + len(there) <= 3 and my_own.issuperset(here) and their_own.issuperset(there)
        for here, there in _replaced(mine, theirs)
    )  # fmt: skip


def _replaced(mine: tuple[str, ...], theirs: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for kind, start, end, from_, to in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if kind == "replace":
            yield mine[start:end], theirs[from_:to]


@lru_cache(maxsize=8192)
def _sequence(text: str) -> tuple[str, ...]:
    """The stems of the words that carry meaning, or set apart, in order."""
    return tuple(
        _stem(word)
        for word in _WORD.findall(text.lower())
        if word[0].isdigit() or word in _SETS_APART or (len(word) > 2 and word not in _SKIPPED)
    )


def _stem(word: str) -> str:
    return lexicon.stem(_PLAIN_FORM.get(word, word))
