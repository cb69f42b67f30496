"""Whether two sentences tell the same, or one denies what the other tells."""

from __future__ import annotations

import re
from functools import lru_cache

from bot import cues
from bot.brief import facts, lexicon
from bot.brief.lines import Candidate, Unit
from bot.brief.trust.endings import is_over
from bot.brief.trust.signs import is_plan
from bot.model import Article

ALIKE = 0.5  # share of the shorter line's content words that another source must have to say the same
SHARED = 3  # and at least so many words
PLAIN = 0.4  # share of the line's words other than names and numbers
ON_ONE = 0.4  # share of the shorter one's content words where two sentences are on one thing, whatever they say of it
NEAR = 1.25  # how far over a bound ("more than 200") a count may be that bears it out
DENIED = 2  # words that a line and its denial share at least

_COUNT = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\w.])|(?<![\w.,])\d{2,}(?![\w,]|\.\d)")
_BOUND = re.compile(rf"\b(?:more than|over|at least|upwards of) ({_COUNT.pattern})", re.IGNORECASE)
_ALL = re.compile(r"^\W*all\b|\ball (?:of|the|its|embassy|staff)\b", re.IGNORECASE)
# Who denies that it closes does not deny that it stays open.
_STAYS = re.compile(
    r"\b(?:stay(?:s|ed|ing)?|remain(?:s|ed|ing)?|keeps?|kept|continu\w+|goes on|still)\b", re.IGNORECASE
)
_ENDS = re.compile(
    r"\b(?:clos(?:e|es|ed|ing)|shut\w*|leav(?:e|es|ing)|left|evacuat\w+|withdraw\w*|f[ae]ll(?:s|en|ing)?|end(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
# "Seven died, some of whom fell from a plane": what is told in passing, of nobody knows how many, vouches for no line about it.
_IN_PASSING = re.compile(
    r",? (?:(?:some|many|several) of (?:whom|which)|among them (?:some|many|several))\b[^.;]*", re.IGNORECASE
)
# "New virus variant: ...": the subject, of which others tell other things
_LABEL = re.compile(r"^[^:.]{3,45}: (?=.{15})")
_MEANWHILE = re.compile(r"\bas (?=[A-Z])")  # "Army chief replaced as Taliban seize more cities": the news is before it
_DAY = re.compile(
    r"\b(?:late |early |on )*(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:'s)?(?: (?:morning|night|evening|afternoon))?\b",
    re.IGNORECASE,
)
_DENIED = re.compile(rf"{lexicon.DENIAL.pattern}|{cues.abroad('denied')}", re.IGNORECASE)
_NAME = re.compile(r"(?<!^)(?<![.!?:“‘\"'•] )(?<![“‘\"'])\b[A-Z][\w’'-]+")


def tell_the_same(candidate: Candidate, line: Unit, said: str, mine: facts.Told, article: Article, unit: Unit) -> bool:
    """Whether another's sentence tells what a line tells: by a fact that both tell, or by the words of what is said."""
    theirs = facts.told(article, unit)
    if facts.agree(mine, theirs):
        return not _planned_only(said, unit.text) and is_over(line.text) == is_over(unit.text)
    if facts.decides(mine, theirs) and not lexicon.ATTEMPTS.isdisjoint(lexicon.word_set(unit.text)):
        return False  # who tells of the attack on a town does not say that it fell
    return (
        not (unit.field == "title" and lexicon.GUIDE.search(unit.text))
        and says_the_same(said, _IN_PASSING.sub(" ", spoken(article, unit)))
        and not _planned_only(said, unit.text)
        and is_over(line.text) == is_over(unit.text)
        and not _elsewhere(candidate.article, line, article, unit)
    )


def says_the_same(text: str, other: str) -> bool:
    """Whether another source's sentence tells what this line tells: half of the words and of those that are no names, a
    number of the line's, and no other people or places only."""
    mine, theirs = lexicon.word_set(text), lexicon.word_set(other)
    both = mine & theirs
    if len(both) < SHARED or len(both) < ALIKE * min(len(mine), len(theirs)):
        return False
    numbers = _numbers(mine)
    if numbers and numbers.isdisjoint(theirs) and not _within(text, other):
        return False
    names, others = _names(text), _names(other)
    plain = lexicon.word_set(_LABEL.sub("", text)) - names - numbers
    if plain and len(plain & theirs) < PLAIN * len(plain):
        return False
    # a name that opens one of the two cannot be told from a word by its capital
    return not names or not others or not names.isdisjoint(theirs) or not others.isdisjoint(mine)


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word[0].isdigit())


def _within(text: str, other: str) -> bool:
    """Whether the other's count bears out a bound of this one, being close to it: "more than 200", 216. Who gives the bound does
    not bear out the count. Tolls rise: two of them are two reports."""
    if not lexicon.HARMED.isdisjoint(lexicon.word_set(text)):
        return False
    counts = [_value(number) for number in _COUNT.findall(_BOUND.sub(" ", other))]
    return any(bound <= count <= NEAR * bound for bound in map(_value, _BOUND.findall(text)) for count in counts)


def _value(number: str) -> int:
    return int(re.sub(r"\D", "", number))


@lru_cache(maxsize=8192)
def _names(text: str) -> frozenset[str]:
    """Stems of the words with a capital inside a sentence; none where every word has one, as in some headlines."""
    found = [name for name in _NAME.findall(text) if name.lower() not in lexicon.CALENDAR]
    if len(found) > 0.6 * len(re.findall(r"\w{3,}", text)):
        return frozenset()
    return frozenset(stem for name in found for stem in lexicon.content_words(name))


def _planned_only(text: str, other: str) -> bool:
    """Whether only one of two sentences tells of a plan, or of all where the other knows of some."""
    return is_plan(text) != is_plan(other) or bool(_ALL.search(text)) != bool(_ALL.search(other))


def _elsewhere(one: Article, unit: Unit, other: Article, sentence: Unit) -> bool:
    """Whether two sentences name places, and none in common."""
    mine, theirs = _places(one, unit), _places(other, sentence)
    return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


def _places(article: Article, unit: Unit) -> frozenset[str]:
    """Words of the places that a sentence names; Kabul airport is in Kabul."""
    return frozenset(
        word
        for place in article.places
        if place.kind == "place"
        and place.field == unit.field
        and unit.start <= place.start < unit.start + len(unit.text)
        for word in lexicon.content_words(f"{place.name} {place.text}")
    )


def on_one_subject(text: str, other: str) -> bool:
    """Whether a plan and a deed are about one thing, the numbers apart."""
    return _on_one_thing(text, other, SHARED)


def on_what_is_off(text: str, other: str) -> bool:
    """Whether what was to come by one sentence is what another calls off: few words are left of a strike but who and what."""
    return _on_one_thing(text, other, DENIED)


def contradicts(text: str, denial: str) -> bool:
    """Whether a sentence that denies something denies this line: they share enough of their words, and it does not deny the
    opposite."""
    denied = "".join(_DENIED.split(denial, maxsplit=1)[1:])
    mine, theirs = _numbers(lexicon.word_set(text)), _numbers(lexicon.word_set(denied))
    # that there are 100 dead is denied, not that there are 20
    another = bool(mine) and bool(theirs) and mine.isdisjoint(theirs)
    return not another and _on_one_thing(text, denial, DENIED) and not _denies_opposite(text, denial)


def bears_out(text: str, denial: str) -> bool:
    """Whether a sentence that denies something denies the opposite of this line: "stays open", "denied that it was closing"."""
    return _on_one_thing(text, denial, DENIED) and _denies_opposite(text, denial)


def _on_one_thing(text: str, other: str, fewest: int) -> bool:
    mine, theirs = lexicon.word_set(text), lexicon.word_set(other)
    return len(mine & theirs) >= max(fewest, ON_ONE * min(len(mine), len(theirs)))


def _denies_opposite(text: str, denial: str) -> bool:
    word = lexicon.DENIAL.search(denial)
    if word is None or _ENDS.search(text) or not _STAYS.search(text):
        return False
    denied = re.split(r"[,;]|\band\b|\bbut\b", denial[word.end() :], maxsplit=1)[0]
    return bool(_ENDS.search(denied)) and not _STAYS.search(denied)


def spoken(article: Article, unit: Unit) -> str:
    """The sentence without who says it, how, and on which day: what two reports of one thing have in common."""
    gone = [
        (max(0, span.start - unit.start), span.end - unit.start)
        for attribution in article.attributions
        for span in (*attribution.source, *attribution.cue)
        if span.field == unit.field and span.start < unit.start + len(unit.text) and unit.start < span.end
    ]
    kept = "".join(" " if any(a <= at < b for a, b in gone) else char for at, char in enumerate(unit.text))
    kept = _DAY.sub(" ", kept)
    main = _MEANWHILE.split(kept, maxsplit=1)[0]
    if unit.field == "title" and len(lexicon.word_set(main)) >= SHARED:
        kept = main
    return kept if len(lexicon.word_set(kept)) >= SHARED else unit.text
