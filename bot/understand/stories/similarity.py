"""How alike an item and a story are: TF-IDF cosine, document frequencies from the live window.

A term's frequency starts from a prior, as if PRIOR items had been seen: all are alike rare until the window shows otherwise.
The numbers were chosen by hand among a few values, by how labelled news streams were grouped.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Protocol

PRIOR = 100  # items
SEEN = 2.0  # of them that would have the term
LEAST = 0.05  # of any weight: the window's most frequent words
STALE = 1.25  # an item's length is computed anew once the window has grown or shrunk by that factor

_LOGS = [math.log(n / 2) if n else 0.0 for n in range(20_000)]


def log(n: float) -> float:
    """math.log of a multiple of a half, from a table where it is small."""
    i = int(n * 2)
    return _LOGS[i] if i < len(_LOGS) else math.log(n)


class Frequencies:
    """In how many live items a term stands."""

    def __init__(self) -> None:
        self.items = 0
        self._count: dict[int, int] = {}

    def add(self, terms: Iterable[int]) -> None:
        self.items += 1
        for term in terms:
            self._count[term] = self._count.get(term, 0) + 1

    def remove(self, terms: Iterable[int]) -> None:
        self.items -= 1
        for term in terms:
            left = self._count[term] - 1
            if left:
                self._count[term] = left
            else:
                del self._count[term]

    def weight(self, term: int) -> float:
        """Inverse document frequency."""
        return max(LEAST, log(self.items + PRIOR) - log(self._count.get(term, 0) + SEEN))


class Vector(Protocol):
    """An item's terms with their counts; `length` is that of the weighted vector when `items` were in the window."""

    @property
    def terms(self) -> Iterable[int]: ...

    counts: bytes
    length: float
    items: int


class Vectors:
    """Cosines under one state of the frequencies."""

    def __init__(self, frequencies: Frequencies) -> None:
        self._frequencies = frequencies
        self._weights: dict[int, float] = {}

    def weight(self, term: int) -> float:
        weight = self._weights.get(term)
        if weight is None:
            weight = self._weights[term] = self._frequencies.weight(term)
        return weight

    def query(self, terms: Iterable[int], counts: Iterable[float]) -> dict[int, float]:
        """What each term of another item adds to its cosine with this one, a count and that item's length aside."""
        weighted = [
            (term, count * weight, weight)
            for term, count in zip(terms, counts, strict=True)
            if (weight := self.weight(term))
        ]
        length = math.sqrt(sum(x * x for _, x, _ in weighted)) or 1.0
        return {term: x * weight / length for term, x, weight in weighted}

    def cosine(self, query: Mapping[int, float], other: Vector) -> float:
        """Of the item that the query was made of, and another."""
        items = self._frequencies.items
        if not other.length or not other.items <= items * STALE <= other.items * STALE * STALE:
            other.length = math.sqrt(
                sum((n * self.weight(t)) ** 2 for t, n in zip(other.terms, other.counts, strict=True))
            )
            other.items = items
        if not other.length:
            return 0.0
        found, dot = query.get, 0.0
        for term, count in zip(other.terms, other.counts, strict=True):
            weight = found(term)
            if weight is not None:
                dot += weight * count
        return dot / other.length
