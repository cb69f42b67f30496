"""Likeness across languages without a model: by the senses of words (bot/senses/), by names' consonants, places and figures.

Only items of different languages are compared so; within one, words tell more. Kept are the newest items, and what they say is
looked at once an item of another language comes near them in time: who reads one language pays nothing for it.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cached_property
from itertools import islice

from bot import senses
from bot.model import Article
from bot.names import LONG, bones
from bot.senses.spelling import WORD
from bot.understand.stories.features import hashed
from bot.understand.stories.meaning import FEW, LEAD, Facts
from bot.understand.stories.similarity import log

RECENT = 8_192  # items that are kept, the newest
POSTINGS = 60  # of a term that are looked at, the newest
WITHIN = timedelta(days=3)  # other languages tell an event within days: items farther apart are not compared
LAST = 8  # items of a language whose times tell whether it is near
NEAR = 12  # items looked at for an item, those that share most
PRIOR = 20  # items as if seen before, so that the first ones can be weighed
TITLE = 1.5  # what is said in the title counts as that many of the lead
BROAD = 0.5  # of a sense that all news has
LAND = 0.5  # of a country: most of the day's news may name it
# Of the cosine, on the scale of that by words, where .2 tells one event. Set on our own pairs of languages.
ABROAD = 0.52

_SMALL = 3  # letters of a name


class Bag:
    """What an item says that is the same in every language: the weight of each term, and which of them are names. Both are found
    once they are asked for: a window of one language never does."""

    def __init__(self, article: Article) -> None:
        self.lang, self.time = article.lang, article.published
        self._title, self._lead = article.title, article.text[:LEAD]
        self._places = tuple(p for p in article.places if p.field == "title" or p.start < LEAD)
        self._figures = tuple(f for f in article.figures if f.field == "title" or f.start < LEAD)

    @cached_property
    def facts(self) -> Facts:
        """What both languages write alike."""
        return Facts(self._title, self._lead, self._places, self._figures)

    @property
    def terms(self) -> dict[int, float]:
        return self._found[0]

    @property
    def names(self) -> frozenset[int]:
        return self._found[1]

    @cached_property
    def _found(self) -> tuple[dict[int, float], frozenset[int]]:
        terms: defaultdict[int, float] = defaultdict(float)
        names: set[int] = set()

        def take(term: str, weight: float) -> int:
            key = hashed(term)
            terms[key] = max(terms[key], weight)
            return key

        broad = senses.broad()
        named = _named(f"{self._title}\n{self._lead}")
        for text, weight in ((self._title, TITLE), (self._lead, 1.0)):
            said = senses.said(text, self.lang)
            for one in said:
                take(f"s:{one.sense}", weight * (BROAD if one.sense in broad else 1.0))
            inside = [(one.start, one.end) for one in said]
            for word in WORD.finditer(text):
                if word[0] in named and not any(a <= word.start() < b for a, b in inside):
                    names.add(take(f"n:{bones(word[0])}", weight))
            for number in senses.numbers(text):
                if number >= FEW:
                    take(f"#:{number:g}", weight)
        for place in self._places:
            weight = TITLE if place.field == "title" else 1.0
            names.add(take(f"n:{bones(place.text)}", weight))
            take(f"c:{place.country}", weight * LAND)
            if place.kind == "place":
                take(f"p:{place.geonameid}", weight)
        for value in self.facts.figures:
            take(f"#:{value:g}", 1.0)
        return dict(terms), frozenset(names)


def _named(text: str) -> set[str]:
    """The words that may be names: those with a capital, in scripts without capitals all."""
    words = {word for word in WORD.findall(text) if len(word) >= _SMALL}
    small = {word for word in words if word[0].islower()}
    return {word for word in words - small if word.lower() not in small and len(bones(word)) >= LONG}


def _close(one: datetime | None, other: datetime | None) -> bool:
    return one is None or other is None or abs(one - other) <= WITHIN


class Bags:
    """The newest items, by slot."""

    def __init__(self) -> None:
        self._bags: dict[int, Bag] = {}  # the oldest first
        self._count: defaultdict[str, int] = defaultdict(int)  # of items, by language
        # By language the times of the newest items; several, for one may be dated in another year.
        self._last: defaultdict[str, deque[datetime | None]] = defaultdict(lambda: deque(maxlen=LAST))
        self._waiting: deque[int] = deque(maxlen=RECENT)  # slots whose terms nobody has asked for yet
        self._indexed: set[int] = set()  # ... and those that have them below
        self._postings: defaultdict[int, deque[int]] = defaultdict(lambda: deque(maxlen=4 * POSTINGS))
        self._counts: defaultdict[int, int] = defaultdict(int)

    def add(self, slot: int, bag: Bag) -> None:
        """Takes an item in; the oldest one leaves where there is no room."""
        self._bags[slot] = bag
        self._count[bag.lang] += 1
        self._last[bag.lang].append(bag.time)
        self._waiting.append(slot)
        while len(self._bags) > RECENT:
            self.remove(next(iter(self._bags)))

    def remove(self, slot: int) -> None:
        """Forgets an item, where it is known."""
        bag = self._bags.pop(slot, None)
        if bag is None:
            return
        self._count[bag.lang] -= 1
        if slot not in self._indexed:
            return
        self._indexed.remove(slot)
        for term in bag.terms:
            self._counts[term] -= 1
            if not self._counts[term]:
                del self._counts[term], self._postings[term]

    def _index(self, time: datetime | None) -> None:
        """Takes in the terms of the items that wait near this time; those that are long past are not asked for again."""
        later = []
        for slot in self._waiting:
            bag = self._bags.get(slot)
            if bag is None:
                continue
            if _close(bag.time, time):
                self._indexed.add(slot)
                for term in bag.terms:
                    self._postings[term].append(slot)
                    self._counts[term] += 1
            elif bag.time and time and bag.time > time:
                later.append(slot)
        self._waiting.clear()
        self._waiting.extend(later)

    def of(self, slot: int) -> Bag | None:
        """The item there, where it is known."""
        return self._bags.get(slot)

    def near(self, bag: Bag) -> list[int]:
        """Slots of the NEAR items in other languages that share most."""
        if not any(
            count and lang != bag.lang and any(_close(time, bag.time) for time in self._last[lang])
            for lang, count in self._count.items()
        ):
            return []
        self._index(bag.time)
        shared: defaultdict[int, float] = defaultdict(float)
        for term, weight in bag.terms.items():
            worth = weight * self._weight(term)
            for slot in islice(reversed(self._postings.get(term, ())), POSTINGS):
                other = self._bags.get(slot)
                if other is not None and other.lang != bag.lang and _close(other.time, bag.time):
                    shared[slot] += worth
        return sorted(sorted(shared, key=lambda slot: (-shared[slot], slot))[:NEAR])

    def likeness(self, bag: Bag, slot: int, by_words: float) -> float:
        """The likeness to an item here of another language; that by words where it is of the same."""
        other = self._bags.get(slot)
        if other is None or other.lang == bag.lang:
            return by_words
        return bag.facts.likeness(other.facts, ABROAD * self._cosine(bag, other), by_words)

    def _cosine(self, one: Bag, other: Bag) -> float:
        """Of both, names apart that only one has: spellings differ."""
        product = self._product(one.terms, other.terms, one.terms.keys() & other.terms.keys())
        norms = 1.0
        for bag, rest in ((one, other), (other, one)):
            kept = [term for term in bag.terms if term not in bag.names or term in rest.terms]
            norms *= self._product(bag.terms, bag.terms, kept)
        return float(product / norms**0.5) if norms > 0 else 0.0

    def _product(self, one: dict[int, float], other: dict[int, float], terms: Iterable[int]) -> float:
        return sum(one[term] * other[term] * self._weight(term) ** 2 for term in sorted(terms))

    def _weight(self, term: int) -> float:
        """Inverse document frequency."""
        return max(0.0, log(len(self._indexed) + PRIOR) - log(self._counts.get(term, 0) + 1))
