"""How alike an item and a story are: TF-IDF cosine, document frequencies from the live window.

A word's frequency starts from a prior by its kind, as if PRIOR items had been seen: a word that is written as a name is rare
until the window shows otherwise, the usual words of a language are not. Numbers were set by hand on the general shape of news.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping

PRIOR = 100  # items
NAME, WORD, USUAL = 1.0, 3.0, 10.0  # of PRIOR items that would have the word
NAMED = 1.0  # of a name against another word as rare: more would glue what happens to one person
LEAST = 0.05  # of any weight: the window's most frequent words

_LOGS = [math.log(n / 2) if n else 0.0 for n in range(20_000)]


def log(n: float) -> float:
    """math.log of a multiple of a half, from a table where it is small."""
    i = int(n * 2)
    return _LOGS[i] if i < len(_LOGS) else math.log(n)


class Frequencies:
    """In how many live items a term stands, and in how many of them as a name."""

    def __init__(self) -> None:
        self.items = 0
        self._count: dict[int, int] = {}
        self._named: dict[int, int] = {}

    def add(self, terms: Mapping[int, float], names: frozenset[int]) -> None:
        self.items += 1
        for term in terms:
            self._count[term] = self._count.get(term, 0) + 1
        for term in names:
            self._named[term] = self._named.get(term, 0) + 1

    def remove(self, terms: array[int], names: array[int]) -> None:
        self.items -= 1
        for counts, gone in ((self._count, terms), (self._named, names)):
            for term in gone:
                left = counts[term] - 1
                if left:
                    counts[term] = left
                else:
                    del counts[term]

    def weight(self, term: int, usual: frozenset[int]) -> float:
        """Inverse document frequency, heavier for a name."""
        count = self._count.get(term, 0)
        named = self._named.get(term, 0) * 2 >= count > 0
        prior = NAME if named else USUAL if term in usual else WORD
        weight = log(self.items + PRIOR) - log(count + prior)
        return max(LEAST, weight * NAMED if named else weight)


class Vectors:
    """Cosines between an item and others, under one state of the frequencies."""

    def __init__(self, frequencies: Frequencies, usual: frozenset[int]) -> None:
        self._frequencies = frequencies
        self._usual = usual
        self._weights: dict[int, float] = {}

    def weight(self, term: int) -> float:
        weight = self._weights.get(term)
        if weight is None:
            weight = self._weights[term] = self._frequencies.weight(term, self._usual)
        return weight

    def unit(self, terms: Mapping[int, float]) -> dict[int, float]:
        vector = {term: count * self.weight(term) for term, count in terms.items()}
        length = math.sqrt(sum(x * x for x in vector.values())) or 1.0
        return {term: x / length for term, x in vector.items()}

    def cosine(self, unit: Mapping[int, float], terms: array[int], counts: array[float]) -> float:
        """Of a unit vector and an item's terms."""
        weights, dot, square = self._weights, 0.0, 0.0
        for term, count in zip(terms, counts, strict=True):
            weight = weights.get(term)
            if weight is None:
                weight = self.weight(term)
            x = count * weight
            square += x * x
            y = unit.get(term)
            if y is not None:
                dot += x * y
        return dot / math.sqrt(square) if square else 0.0
