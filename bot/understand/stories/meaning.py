"""Likeness by meaning: items of any language, compared by the vectors that a model of meaning gave them.

A model's vectors of one language lie together, and all texts of one stream have much in common; so each vector is compared
less the mean of its language in the window. Vectors are kept of the newest items only: other languages tell an event within days.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.model import Article, Figure, Meaning, Place
from bot.understand import places
from bot.understand.stories import dates

LEAD = 240  # characters of the text that are looked at beside the title: what happened stands there
RECENT = 8_192  # items whose vectors are kept, the newest: 12 MB of 384 dimensions, about a ms to look through
PRIOR = 5.0  # vectors of the whole window that a language's mean begins with
LANGUAGES = 64  # told apart; no stream has more
NEAR = 12  # items looked at for an item, those that say the likest

# Likeness on the scale of that by words, where 0.2 tells one event. Set on our own pairs of languages, with room on both sides.
ABROAD = 0.55  # of the cosine between items of two languages, who share no words. Within one language words tell more
PLACE = 0.05  # is added to that cosine where both name one place below a country ...
FIGURE = 0.08  # ... and where both have one unusual figure
FEW = 4  # figures below are too usual to tell anything
OTHER_LANDS = 0.4  # of the likeness is left where both name countries and none of them is the same
OTHER_DAYS = 0.3  # ... where both name days with their year, the nearest more than DAYS_APART from each other
DAYS_APART = 2
OTHER_FIGURES = 0.85  # ... where both have figures and none is the same: counts grow, so this alone decides nothing


def gist(article: Article) -> str:
    """What of an article its meaning is made of: title and lead."""
    return ". ".join(part for part in (article.title, article.text[:LEAD]) if part)


class Facts:
    """What title and lead name that is the same in every language: places below a country (geonameids, with what they lie in),
    countries, figures, and days given with their year (ordinals)."""

    __slots__ = ("countries", "days", "figures", "places")

    def __init__(self, title: str, lead: str, near: Sequence[Place], figures: Sequence[Figure]) -> None:
        self.places = frozenset(id for p in near if p.kind == "place" for id in places.around(p.geonameid))
        self.countries = frozenset(p.country for p in near)
        self.days = dates.find(f"{title}\n{lead}")[1]
        self.figures = frozenset(f.value for f in figures if f.value is not None and f.value >= FEW)

    @classmethod
    def of(cls, article: Article) -> Facts:
        """Those of an article's title and lead."""
        near = [p for p in article.places if p.field == "title" or p.start < LEAD]
        counted = [f for f in article.figures if f.field == "title" or f.start < LEAD]
        return cls(article.title, article.text[:LEAD], near, counted)

    def likeness(self, other: Facts, by_meaning: float, by_words: float) -> float:
        """The likeness to an item of another language, from that by meaning and that by words: less where these facts differ."""
        like = max(by_meaning * self._left(other), by_words)
        if self.days and other.days and min(abs(a - b) for a in self.days for b in other.days) > DAYS_APART:
            like *= OTHER_DAYS
        return like

    def shared(self, other: Facts) -> float:
        """What places and figures that both name add to the cosine of vectors, which do not see them."""
        places = 0.0 if self.places.isdisjoint(other.places) else PLACE
        return places + (0.0 if self.figures.isdisjoint(other.figures) else FIGURE)

    def _left(self, other: Facts) -> float:
        left = 1.0
        if self.figures and other.figures and self.figures.isdisjoint(other.figures):
            left *= OTHER_FIGURES
        if self.countries and other.countries and self.countries.isdisjoint(other.countries):
            left *= OTHER_LANDS
        return left


class Query:
    """An item to compare others with."""

    __slots__ = ("facts", "lang", "vector")

    def __init__(self, vector: Any, lang: int, facts: Facts) -> None:
        self.vector = vector  # less the mean of its language, of unit length
        self.lang = lang
        self.facts = facts


class Meanings:
    """The vectors of the newest items, by slot. One model at a time: the first vector of another one replaces what was there."""

    def __init__(self) -> None:
        self._model = ""
        self._forget(0)

    def _forget(self, dimensions: int) -> None:
        """Empties it, for vectors of so many dimensions."""
        self._row: dict[int, int] = {}  # by slot
        self._facts: dict[int, Facts] = {}  # by slot
        self._code: dict[str, int] = {}  # of each language
        self._next = 0
        self._means: Any = None  # of each language; None: to be computed
        if dimensions:
            import numpy as np

            self._rows = np.zeros((RECENT, dimensions), dtype=np.float32)  # of unit length
            self._slots = np.full(RECENT, -1)  # whose each row is; -1: nobody's
            self._langs = np.zeros(RECENT, dtype=np.intp)  # of each row
            self._sums = np.zeros((LANGUAGES, dimensions))  # of each language's vectors
            self._counts = np.zeros(LANGUAGES)

    def add(self, slot: int, article: Article) -> None:
        """Takes an item in, where it has a meaning; the oldest one leaves where there is no room."""
        if article.meaning is None:
            return
        vector = _unit(article.meaning)
        if article.meaning.model != self._model:
            self._model = article.meaning.model
            self._forget(len(vector))
        row, code = self._next, self._coded(article.lang)
        self._next = (row + 1) % RECENT
        self.remove(int(self._slots[row]))
        self._rows[row], self._slots[row], self._langs[row] = vector, slot, code
        self._row[slot], self._facts[slot] = row, Facts.of(article)
        self._sums[code] += vector
        self._counts[code] += 1
        self._means = None

    def remove(self, slot: int) -> None:
        """Forgets an item, where it is known."""
        row = self._row.pop(slot, None)
        if row is None:
            return
        del self._facts[slot]
        self._sums[self._langs[row]] -= self._rows[row]
        self._counts[self._langs[row]] -= 1
        self._rows[row], self._slots[row] = 0.0, -1
        self._means = None

    def query(self, article: Article) -> Query | None:
        """The item as others are compared with it; None where it has no meaning, or there is nothing to compare."""
        if article.meaning is None or article.meaning.model != self._model:
            return None
        code = self._coded(article.lang)
        return Query(_centred(_unit(article.meaning), self._centres()[code]), code, Facts.of(article))

    def query_of(self, slot: int) -> Query | None:
        """The same of an item that is here."""
        row = self._row.get(slot)
        if row is None:
            return None
        code = int(self._langs[row])
        return Query(_centred(self._rows[row], self._centres()[code]), code, self._facts[slot])

    def near(self, query: Query) -> list[int]:
        """Slots of the NEAR items that say the likest."""
        import numpy as np

        centres = self._centres()
        close = self._rows @ query.vector - (centres @ query.vector)[self._langs]
        close[self._slots < 0] = -np.inf
        slots = self._slots[np.argpartition(-close, NEAR)[:NEAR]]
        return sorted(slots[slots >= 0].tolist())

    def foreign(self, query: Query | None, slot: int) -> bool:
        """True where the item is known to be in another language: what hangs on words says nothing then."""
        row = self._row.get(slot)
        return query is not None and row is not None and self._langs[row] != query.lang

    def blended(self, query: Query | None, by_words: dict[int, float]) -> dict[int, float]:
        """The likeness to items, by slot: that by words, to those of another language by meaning as well."""
        if query is None:
            return by_words
        rows = {
            slot: row
            for slot in by_words
            if (row := self._row.get(slot)) is not None and self._langs[row] != query.lang
        }
        if not rows:
            return by_words
        import numpy as np

        at = list(rows.values())
        vectors = self._rows[at] - self._centres()[self._langs[at]]
        cosines = vectors @ query.vector / np.maximum(np.linalg.norm(vectors, axis=1), 1e-9)
        found = dict(by_words)
        for slot, cosine in zip(rows, cosines.tolist(), strict=True):
            other = self._facts[slot]
            by_meaning = ABROAD * (cosine + query.facts.shared(other))
            found[slot] = query.facts.likeness(other, by_meaning, by_words[slot])
        return found

    def _coded(self, lang: str) -> int:
        """The language's number; the rarest of more than LANGUAGES share one."""
        return self._code.setdefault(lang, min(len(self._code), LANGUAGES - 1))

    def _centres(self) -> Any:
        """What is taken from each language's vectors: their mean, that of all vectors where there are few."""
        if self._means is None:
            total = self._sums.sum(axis=0) / max(1.0, self._counts.sum())
            means = (self._sums + PRIOR * total) / (self._counts + PRIOR)[:, None]
            self._means = means.astype(self._rows.dtype)
        return self._means


def _unit(meaning: Meaning) -> Any:
    import numpy as np

    vector = np.frombuffer(meaning.vector, dtype=np.int8).astype(np.float32)
    return vector / np.linalg.norm(vector)


def _centred(vector: Any, mean: Any) -> Any:
    centred = vector - mean
    return centred / max(float((centred @ centred) ** 0.5), 1e-9)
