"""What a sentence tells, in any language: a town taken, somebody gone, so many of something. Sentences that share such a fact say
the same however they word it: places and numbers are known by what they mean, names by their consonants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache

from msgspec import Struct

from bot import senses
from bot.brief.facts.counts import FAR, counted
from bot.brief.facts.meant import homes, meant, on, places_in
from bot.brief.facts.people import ELECTED, OF_PEOPLE, befell, gone
from bot.brief.facts.towns import LAST, OF_TOWNS, fought, moved, taken, where
from bot.brief.pictures.geography import countries
from bot.brief.units import Unit, first_units
from bot.model import Article, Place

__all__ = [
    "DECIDED",
    "ELECTED",
    "LAST",
    "OF_PEOPLE",
    "Fact",
    "Told",
    "Witness",
    "adds_nothing",
    "agree",
    "counterparts",
    "decides",
    "deniers",
    "events",
    "index",
    "like",
    "of_one_place",
    "opening",
    "refuters",
    "retells",
    "shared",
    "tellers",
    "told",
    "witnesses",
]

Fact = tuple[str, str | int | float]

DECIDED: Fact = ("a vote decided", "")  # known of whole articles only, and none by which two sentences tell the same
TELLING = 100  # a count that is hardly ever told of two things on one day
LEADING = 6  # of an article's places, those that it is about
AT_ONCE = timedelta(hours=48)  # reports of one event in different stories are no further apart
OPENING = 4  # sentences of an article that are held against those of other stories
LEAD = 80  # characters of datelines and labels before the first sentence

_WHY = re.compile(r"\b(?:blam\w+|accus\w+|plot|conspir\w+)\b", re.IGNORECASE)  # what is new is why, not that
_EVENTS = OF_TOWNS | OF_PEOPLE | {"gone", "gone, perhaps"}


class Told(Struct, frozen=True):
    """The facts of a sentence, and the places that it names; those of its article where it names none."""

    facts: frozenset[Fact]
    places: frozenset[str]
    around: frozenset[str]  # the places that its article is about
    land: str = ""  # the country that all of these lie in,
    wide: bool = False  # ... of which they name no part


class Witness(Struct, frozen=True):
    """A sentence that tells a fact."""

    article: Article
    unit: Unit
    told: Told


@lru_cache(maxsize=4096)  # a line is held against the same sentences as the next one of its story
def told(article: Article, unit: Unit) -> Told:
    """The facts of one of the article's sentences, or of a part of it."""
    places = places_in(article, unit)
    found: set[Fact] = set()
    if not _WHY.search(unit.text):
        found |= taken(article, unit, places) | fought(unit, places) | moved(article, unit, places)
        found |= gone(article, unit, places) | befell(unit, places) | counted(article, unit)
    around = frozenset(where(p) for p in article.places[:LEADING])
    named = frozenset(where(p) for p in places if p.kind == "place")
    leading = article.places[:LEADING]
    lands = {p.country or "" for p in leading}
    wide = all(p.geonameid in countries() for p in leading)
    return Told(frozenset(found), named or around, around, lands.pop() if len(lands) == 1 else "", wide)


def of_one_place(one: Article, unit: Unit, other: Article, sentence: Unit) -> bool:
    """Whether each place that a sentence names is one of another's, lies in one of these, or holds one: Houston, in Texas. Of a
    sentence that names none, those of its article."""
    mine, theirs = _named(one, unit), _named(other, sentence)
    return bool(mine) and all(
        any(a.geonameid == b.geonameid or _holds(a, b, other) or _holds(b, a, one) for b in theirs) for a in mine
    )


def _named(article: Article, unit: Unit) -> list[Place]:
    return [p for p in places_in(article, unit) or article.places[:LEADING] if p.kind == "place"]


def _holds(wide: Place, place: Place, article: Article) -> bool:
    """Whether a place lies in a wider one, which is not named beside it: an article's terms have what contains its places."""
    if wide.country != place.country or wide.geonameid == place.geonameid:
        return False
    beside = any(p.geonameid == wide.geonameid for p in article.places)
    return wide.geonameid in countries() or (f"p:{wide.geonameid}" in article.terms and not beside)


def agree(one: Told, other: Told, overlap: bool = False) -> bool:
    """Whether two sentences share a fact, and do not name different places; `overlap` where those of one lie in the other's."""
    both = shared(one, other)
    if any(kind in OF_TOWNS | OF_PEOPLE for kind, _ in both):
        return True  # the town is in the fact, or both names
    if not both:
        return False
    if overlap or not one.places or not other.places or not one.places.isdisjoint(other.places):
        return True
    # 640 of one kind are hardly ever told of two things at once, nor are 19 dead together with 140 hurt
    telling = len(both) > 1 or any(isinstance(n, float) and n >= TELLING for _, n in both)
    one_land = one.land == other.land != "" and (one.wide or other.wide)  # "in Turkey", and "in Van"
    return telling and (one_land or not one.around.isdisjoint(other.around))


def shared(one: Told, other: Told) -> frozenset[Fact]:
    """The facts of another sentence that this one tells, too."""
    return counterparts(one.facts) & other.facts


def counterparts(facts: Iterable[Fact]) -> frozenset[Fact]:
    """The facts that other sentences may tell of the same."""
    found: set[Fact] = set()
    for kind, value in facts:
        if kind == "gone":
            found |= {("gone", value), ("gone, perhaps", value)}
        else:
            found.add(("gone" if kind == "gone, perhaps" else kind, value))
    return frozenset(found)


def retells(one: Told, other: Told) -> bool:
    """Whether a sentence tells of no event but those that another tells: a town's fate, somebody's leaving. Numbers alone are
    no event: 13 are killed, and 13 are mourned. How far away it was is none either."""
    known = counterparts(other.facts)
    return bool(events(one) & known) and all(fact in known for fact in one.facts if fact[0] not in (LAST, FAR))


def adds_nothing(one: Told, others: Iterable[Told]) -> bool:
    """Whether a sentence tells facts, and none but those that others tell of the same place."""
    known = {fact for other in others if agree(one, other) for fact in counterparts(other.facts)}
    return bool(known) and all(fact in known for fact in one.facts if fact[0] != FAR)


def decides(one: Told, other: Told) -> bool:
    """Whether a sentence tells that a town has fallen that another names and tells no event of."""
    return not events(other) and any(kind in ("taken", "entered") and town in other.places for kind, town in one.facts)


def events(told: Told) -> frozenset[Fact]:
    """Those of its facts that are events: a town's fate, somebody's leaving."""
    return frozenset(fact for fact in told.facts if fact[0].removeprefix("not ") in _EVENTS)


def tellers(article: Article, known: Mapping[Fact, Sequence[Witness]], voices: Mapping[str, str]) -> tuple[int, int]:
    """(Independent sources, articles) that tell the event that the article opens with, in whatever story or language; of several
    events, the one that most tell."""
    told = [{witness.article.id for witness in known.get(fact, ())} for fact in sorted(opening(article), key=str)]
    return max(((len({voices[id] for id in ids}), len(ids)) for ids in told), default=(0, 0))


def opening(article: Article) -> frozenset[Fact]:
    """The events that the article opens with."""
    first = (one.told for one in _all_told(article) if one.unit.number == 0 and one.unit.start < LEAD)
    return frozenset().union(*map(events, first))


def index(articles: Iterable[Article]) -> dict[Fact, list[Witness]]:
    """Who tells a fact, or opens with who has won a vote, of all these articles. Copies of a text are left out: they tell nothing
    of their own."""
    found: dict[Fact, list[Witness]] = {}
    for article in articles:
        if not article.duplicate_of:
            for witness in _all_told(article):
                for fact in witness.told.facts:
                    found.setdefault(fact, []).append(witness)
            for unit in _opening_units(article):
                for key in bearings(article, unit):
                    found.setdefault(key, []).append(Witness(article, unit, told(article, unit)))
            if results := _results(article):
                found.setdefault(DECIDED, []).extend(results)
    return found


@lru_cache(maxsize=8192)
def _results(article: Article) -> tuple[Witness, ...]:
    """Of the headline and the first sentence those that tell who has won a vote."""
    opening = (unit for unit in first_units(article) if unit.number == 0)
    return tuple(Witness(article, unit, told(article, unit)) for unit in opening if ELECTED.search(unit.text))


@lru_cache(maxsize=8192)
def _all_told(article: Article) -> tuple[Witness, ...]:
    """The article's sentences that tell facts."""
    return tuple(Witness(article, unit, facts) for unit in first_units(article) if (facts := told(article, unit)).facts)


def witnesses(one: Article, facts: Told, known: Mapping[Fact, Sequence[Witness]]) -> list[Witness]:
    """The other articles' sentences that tell one of these facts, of the same place and time."""
    found = {
        (witness.article.id, witness.unit.start, witness.unit.field): witness
        for witness in _elsewhere(one, counterparts(facts.facts), known)
        if agree(facts, witness.told)
    }
    return list(found.values())


def like(one: Article, line: Unit, known: Mapping[Fact, Sequence[Witness]]) -> list[Witness]:
    """The other articles' sentences that may mean the same: they have a deed, and whom or where, in common."""
    found = {
        (witness.article.id, witness.unit.start, witness.unit.field): witness
        for witness in _elsewhere(one, bearings(one, line, near=True), known)
    }
    return list(found.values())


def bearings(article: Article, unit: Unit, near: bool = False) -> frozenset[Fact]:
    """By what a sentence is found by those that may mean the same: each of its deeds, with each name, place and number, and
    each of its things with those that it names itself; with `near` also what may tell its deeds as well, and things only where it
    has no deed."""
    means = meant(article, unit)
    kin = senses.kin() if near else {}
    deeds = means.deeds.union(*(kin.get(deed, ()) for deed in means.deeds))
    own = means.names | means.towns | means.spelt | means.lands | {f"{number:g}" for number in means.numbers}
    things = means.things - senses.broad() if not near or not meant(article, unit, news=True).deeds else frozenset()
    return frozenset(
        ("means", f"{sense} {name}")
        for some, at in ((deeds, own | on(article) | homes(article)), (things, own))
        for sense in some
        for name in at
    )


def _opening_units(article: Article) -> Iterator[Unit]:
    return (unit for unit in first_units(article) if unit.number < OPENING)


def deniers(one: Article, facts: Told, known: Mapping[Fact, Sequence[Witness]]) -> list[Witness]:
    """The other articles' sentences that deny one of these facts, from the same days."""
    return list(_elsewhere(one, {(f"not {kind}", value) for kind, value in facts.facts}, known))


def refuters(one: Article, facts: Told, known: Mapping[Fact, Sequence[Witness]]) -> list[Witness]:
    """The other articles' sentences that tell what this one denies, from the same days."""
    meant = {(kind.removeprefix("not "), value) for kind, value in facts.facts if kind.startswith("not ")}
    return list(_elsewhere(one, meant, known))


def _elsewhere(one: Article, facts: Iterable[Fact], known: Mapping[Fact, Sequence[Witness]]) -> Iterator[Witness]:
    """The other articles' sentences that tell one of these facts, from the same days."""
    for fact in sorted(facts, key=str):
        for witness in known.get(fact, ()):
            if witness.article.id != one.id and _at_once(one, witness.article):
                yield witness


def _at_once(one: Article, other: Article) -> bool:
    return not one.published or not other.published or abs(one.published - other.published) <= AT_ONCE
