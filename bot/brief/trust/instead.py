"""Whether two sentences tell the same of two things, or of two the other way round: "roof collapse kills 20" and "bus crash kills
20", "Mali beat Ghana" and "Ghana beat Mali"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from bot.brief import lexicon
from bot.brief.spoken import by_country, deed
from bot.brief.trust.verbs import plain
from bot.brief.units import Unit, first_units
from bot.model import Article

LONGEST = 3  # words that stand in another's place at most
ALIKE = 0.6  # share of the longer sentence's words that stand in both in one order, where one thing stands in another's place
ROOT = 5  # letters that a suspicion and a suspect have in common
APART = 8  # words from one to another that it does something to, at most

# Words that carry no meaning and yet tell the first from the last, some from all.
_SETS_APART = frozenset({"first", "last", "all", "some", "most", "against", "half", "only"})
# Where, when of a day, and why: outlets say it differently of one thing.
_WHERE_WHEN_WHY = """inside outside near across around along behind beside toward towards off today yesterday tomorrow week night
    morning evening afternoon because due reason cause owing despite wegen raison causa debido"""
_SKIPPED = lexicon.STOP.union(_WHERE_WHEN_WHY.split()) - _SETS_APART
# In front of a name: "President Ghani", "Ashraf Ghani".
_TITLE = re.compile(
    r"\b(?:(?:(?:Vice |Former |Ex-)?President|(?:Prime |Foreign |Interior |Defen[cs]e |Finance |Health )?Minister|Premier|King|"
    r"Chancellor|Queen|Pope|Governor|Mayor|Senator|General|Gen\.|Colonel|Judge|Justice|Secretary|Sheikh|Mullah|Dr\.?|Mr\.?|"
    r"Mrs\.?|Ms\.?) )+(?=[A-Z])"
)
# Two words of a row in the same place tell one thing.
_ONE_MEANING = """slam condemn criticise criticize denounce blast decry attack rebuke| welcome hail praise applaud|
    urge call ask beg plead appeal press| vow pledge promise swear| announce reveal unveil present introduce launch|
    order tell instruct command| warn caution| reject dismiss rebuff refuse| approve back endorse pass clear adopt|
    block ban bar prohibit outlaw halt stop| quit resign| fire sack oust remove dismiss| shut close| scrap abolish axe drop|
    hit strike batter rock lash pound| jail imprison| free release| arrest detain| start begin open| end finish|
    rise climb grow increase jump soar surge| fall drop slump plunge decline sink| return back resume|
    find discover locate recover| name appoint pick choose| say tell report confirm| win clinch claim take secure|
    buy acquire purchase| build erect| send deploy dispatch| leave flee quit exit| damage destroy wreck|
    lawmaker deputy mp parliamentarian| plane aircraft jet airliner| boat ship vessel| car vehicle| boy child teenager|
    police officer| storm cyclone hurricane typhoon| fire blaze wildfire| crash collision accident| town city village|
    road highway motorway| leader chief head boss president| firm company maker| people person resident| student pupil|
    lorry truck"""
# What two do with each other, whoever is named first.
_MUTUAL = frozenset(map(plain, ("meet", "marry", "face", "clash", "fight", "play", "draw", "agree", "join", "versus")))
_SMALL = frozenset(("a", "an", "the", "of", "its", "his", "her", "their", "rival"))
_HELPING = frozenset(
    (
        "to",
        "will",
        "would",
        "could",
        "may",
        "might",
        "has",
        "have",
        "had",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
    )
)


def are_of_another(own: Article, line: Unit, article: Article, unit: Unit) -> bool:
    """Whether two sentences, or the headlines or first sentences of the articles that both open, tell the same of something else,
    or of two the other way round."""
    openings = zip(_openings(own, line), _openings(article, unit), strict=False)
    return any(
        _stands_for_another(own, one, article, two)
        or _do_to_each_other(by_country(own, one, one.text), by_country(article, two, two.text))
        for one, two in ((line, unit), *openings)
    )


def _openings(article: Article, unit: Unit) -> tuple[Unit, ...]:
    """The headline and the first sentence of the article that a unit opens; none where it has no headline."""
    opening = tuple(first for first in first_units(article) if first.number == 0)
    return opening if unit.number == 0 and len(opening) > 1 else ()


def _stands_for_another(own: Article, line: Unit, article: Article, unit: Unit) -> bool:
    """Whether two sentences of almost the same words have, in one place, other ones, of which the other article knows nothing:
    "roof collapse kills 20", "bus crash kills 20"."""
    mine, theirs = (_sequence(by_country(*of, deed(*of))) for of in ((own, line), (article, unit)))
    if theirs < mine:  # what is matched depends on the order
        mine, theirs, own, article = theirs, mine, article, own
    codes = SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    if sum(end - start for kind, start, end, _, _ in codes if kind == "equal") < ALIKE * max(len(mine), len(theirs)):
        return False
    return any(
        kind == "replace"
        and max(end - start, to - from_) <= LONGEST
        and _all_words(article).isdisjoint(mine[start:end])
        and _all_words(own).isdisjoint(theirs[from_:to])
        and not mean_one(mine[start:end], theirs[from_:to])
        for kind, start, end, from_, to in codes
    )


@lru_cache(maxsize=4096)
def _all_words(article: Article) -> frozenset[str]:
    by_countries = (by_country(article, unit, unit.text) for unit in first_units(article))
    return frozenset(word for text in (article.title, article.text, *by_countries) for word in _sequence(text))


@lru_cache(maxsize=8192)
def _sequence(text: str) -> tuple[str, ...]:
    """The stems of the words that carry meaning, or set apart, in order."""
    words = lexicon.WORD.findall(_TITLE.sub("", text).lower())
    return tuple(plain(word) for word in words if word[0].isdigit() or word in _SETS_APART or _has_meaning(word))


def _has_meaning(word: str) -> bool:
    return len(word) > 2 and word not in _SKIPPED and word not in lexicon.CALENDAR


def mean_one(here: Iterable[str], there: Iterable[str]) -> bool:
    """Whether a stem of the one means what a stem of the other does."""
    rows, there = _rows(), list(there)
    return any(
        a[:ROOT] == b[:ROOT] or not rows.get(a, frozenset()).isdisjoint(rows.get(b, frozenset()))
        for a in here
        for b in there
    )


@lru_cache(maxsize=1)
def _rows() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, row in enumerate(_ONE_MEANING.split("|")):
        for word in row.split():
            found.setdefault(plain(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def _do_to_each_other(text: str, other: str) -> bool:
    """Whether one does in the one sentence to another what the other does to it in the second."""
    mine, theirs = _all_in_order(text), _all_in_order(other)
    at = {word: place for place, word in enumerate(theirs)}
    return any(
        _is_one_deed(mine[first + 1 : second], theirs[at[mine[second]] + 1 : at[mine[first]]])
        for first in range(len(mine))
        for second in range(first + 2, min(first + APART, len(mine)))
        if _can_do(mine[first], at) and _can_do(mine[second], at) and 1 < at[mine[first]] - at[mine[second]] < APART
    )


def _can_do(word: str, at: dict[str, int]) -> bool:
    return len(word) > 2 and word in at and word not in lexicon.STOP


def _is_one_deed(between: tuple[str, ...], swapped: tuple[str, ...]) -> bool:
    """Whether what stands between two is the same verb, in the same voice, with the same prepositions."""
    deeds = [next((word for word in words if word not in _HELPING), "") for words in (between, swapped)]
    small = [{word for word in words if word in lexicon.STOP - _HELPING} for words in (between, swapped)]
    return deeds[0] == deeds[1] and len(deeds[0]) > 2 and deeds[0] not in _MUTUAL and small[0] == small[1]


@lru_cache(maxsize=8192)
def _all_in_order(text: str) -> tuple[str, ...]:
    words = lexicon.WORD.findall(text.lower())
    return tuple(word if word in lexicon.STOP else plain(word) for word in words if word not in _SMALL)
