"""How far a line can be trusted, by the rules of docs/trust.md."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from bot.brief import lexicon
from bot.brief.figures import Count
from bot.brief.lines import Candidate, Unit, units
from bot.model import Article, Status

ALIKE = 0.5  # share of the shorter line's content words that another source must have to say the same
SHARED = 3  # and at least so many words
PLAIN = 0.4  # share of the line's words other than names and numbers
MOST_MEMBERS = 40  # of one story that are asked: the newest
MOST_UNITS = 12  # sentences of each


class Verdict(Struct, frozen=True):
    """A line's status, and who else says so or denies it: one article for each independent source, with its sentence."""

    status: Status
    support: tuple[tuple[Article, str], ...] = ()
    sources: int = 1  # independent ones that say it, the line's own included


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word[0].isdigit())


def _first_units(article: Article) -> Iterator[Unit]:
    for number, unit in enumerate(units(article)):
        if number >= MOST_UNITS:
            return
        yield unit


_NAME = re.compile(r"(?<!^)(?<![.!?:“‘\"'•] )(?<![“‘\"'])\b[A-Z][\w’'-]+")


@lru_cache(maxsize=8192)
def _names(text: str) -> frozenset[str]:
    """Stems of the words with a capital inside a sentence; none where every word has one, as in some headlines."""
    found = [name for name in _NAME.findall(text) if name.lower() not in lexicon.CALENDAR]
    if len(found) > 0.6 * len(re.findall(r"\w{3,}", text)):
        return frozenset()
    return frozenset(stem for name in found for stem in lexicon.content_words(name))


def says_the_same(text: str, other: str) -> bool:
    """Whether another source's sentence tells what this line tells: half of the words and of those that are no names, a
    number of the line's, and no other people or places only."""
    mine, theirs = lexicon.word_set(text), lexicon.word_set(other)
    both = mine & theirs
    if len(both) < SHARED or len(both) < ALIKE * min(len(mine), len(theirs)):
        return False
    numbers = _numbers(mine)
    if numbers and numbers.isdisjoint(theirs):
        return False
    names, others = _names(text), _names(other)
    plain = mine - names - numbers
    if plain and len(plain & theirs) < PLAIN * len(plain):
        return False
    return not names or not others or not names.isdisjoint(others)


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


def contradicts(text: str, denial: str) -> bool:
    """Whether a sentence that denies something denies this line: they share enough of their words."""
    mine, theirs = lexicon.word_set(text), lexicon.word_set(denial)
    both = mine & theirs
    return len(both) >= 2 and len(both) >= 0.4 * min(len(mine), len(theirs))


def is_claim(candidate: Candidate) -> bool:
    """One side says so, or the source itself does not vouch for it."""
    if candidate.cue in ("claimed", "hedged"):
        return True
    if lexicon.HEDGED.search(candidate.unit.text):
        return True
    return _party_on_fight(candidate.unit.text, candidate.speaker)


def _party_on_fight(sentence: str, speaker: str | None) -> bool:
    return bool(speaker and lexicon.PARTY.search(speaker) and lexicon.FIGHT.search(sentence))


def is_denial(candidate: Candidate) -> bool:
    if candidate.cue is not None:
        return candidate.cue == "denied"
    return bool(lexicon.DENIAL.search(candidate.text))


def is_correction(candidate: Candidate) -> bool:
    return candidate.cue == "corrected" or bool(
        lexicon.CORRECTION.search(candidate.article.title) or lexicon.CORRECTION.search(candidate.unit.text)
    )


def judge(
    candidate: Candidate, members: Sequence[Article], voices: Mapping[str, str], counts: Sequence[Count]
) -> Verdict:
    """The line's status within its story. `members` are all of the story's articles, `voices` their independent origins."""
    own = voices[candidate.article.id]
    support: dict[str, tuple[Article, str]] = {}
    against: dict[str, tuple[Article, str]] = {}
    vouching: set[str] = set()
    denial = is_denial(candidate)
    claim = is_claim(candidate)
    for article in members[-MOST_MEMBERS:]:
        voice = voices[article.id]
        for unit in _first_units(article):
            if article.id == candidate.article.id and unit.text == candidate.unit.text:
                continue
            denies = bool(lexicon.DENIAL.search(unit.text))
            if denies and not denial:
                if contradicts(candidate.text, unit.text):
                    against.setdefault(voice, (article, unit.text))
                continue
            if voice == own or denies != denial or not says_the_same(candidate.text, unit.text):
                continue
            if _elsewhere(candidate.article, candidate.unit, article, unit):
                continue
            if voice not in support:
                support[voice] = (article, unit.text)
            if not lexicon.HEDGED.search(unit.text) and not (claim and _attributed(unit.text, candidate.speaker)):
                vouching.add(voice)
    agreeing = tuple(support[voice] for voice in sorted(vouching, key=lambda v: _when(support[v][0])))
    if is_correction(candidate):
        return Verdict("corrected")
    if denial:
        return Verdict("denied", tuple(support.values()), 1 + len(support))
    if against:
        return Verdict("disputed", tuple(against.values()))
    if any(candidate.article.id in count.disputed and _has_reading(count, candidate) for count in counts):
        return Verdict("disputed", _rivals(candidate, members, counts))
    if claim:
        # the side's own word does not count: two others must say it
        return Verdict("confirmed", agreeing, len(vouching)) if len(vouching) >= 2 else Verdict("claimed", agreeing)
    if vouching:
        return Verdict("confirmed", agreeing, 1 + len(vouching))
    return Verdict("reported")


def _when(article: Article) -> tuple[float, str]:
    return (article.published.timestamp() if article.published else 0.0, article.id)


def _attributed(text: str, speaker: str | None) -> bool:
    """Whether another source's sentence only passes on what the same speaker, or a party, says."""
    if speaker and re.findall(r"\w+", speaker.lower())[-1:] and re.findall(r"\w+", speaker.lower())[-1] in text.lower():
        return True
    return bool(
        re.search(r"\b(?:said|says|claim\w*|according to|spokes\w+|tweeted)\b", text) and lexicon.PARTY.search(text)
    )


def _has_reading(count: Count, candidate: Candidate) -> bool:
    end = candidate.start + len(candidate.quote)
    return any(
        r.article == candidate.article.id and r.field == candidate.field and candidate.start <= r.start < end
        for r in count.readings
    )


def _rivals(
    candidate: Candidate, members: Sequence[Article], counts: Sequence[Count]
) -> tuple[tuple[Article, str], ...]:
    """One sentence of each other article whose figure contradicts the line's."""
    ids = {id for count in counts if _has_reading(count, candidate) for id in count.disputed} - {candidate.article.id}
    found = []
    for article in members:
        if article.id in ids:
            starts = {(r.field, r.start) for count in counts for r in count.readings if r.article == article.id}
            for unit in units(article):
                if any(f == unit.field and unit.start <= s < unit.start + len(unit.text) for f, s in starts):
                    found.append((article, unit.text))
                    break
    return tuple(found)


def story_status(verdicts: Sequence[Verdict]) -> Status:
    """A story's status: a dispute or a correction in any of its lines, else what its first line has."""
    statuses = [verdict.status for verdict in verdicts]
    for status in ("disputed", "corrected"):
        if status in statuses:
            return status
    return statuses[0]
