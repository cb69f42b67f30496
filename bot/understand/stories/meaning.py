"""Likeness by meaning: items of any language, compared by the vectors that a model of meaning gave them.

A model's vectors of one language lie together, and all texts of one stream have much in common; so each vector is compared
less the mean of its language in the window. Vectors are kept of the newest items only: other languages tell an event within days.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.model import Article, Meaning

LEAD = 240  # characters of the text that are looked at beside the title: what happened stands there
RECENT = 8_192  # items whose vectors are kept, the newest: 12 MB of 384 dimensions, about a ms to look through
PRIOR = 3.0  # vectors of the whole window that a language's mean begins with


def gist(article: Article) -> str:
    """What of an article its meaning is made of: title and lead."""
    return ". ".join(part for part in (article.title, article.text[:LEAD]) if part)


class Meanings:
    """The vectors of the newest items, by slot. One model at a time: the first vector of another one replaces what was there."""

    def __init__(self) -> None:
        self._model = ""
        self._rows: Any = None  # RECENT x dimensions, float32, of unit length
        self._slots: list[int] = []  # whose each row is, -1: nobody's
        self._langs: Any = None  # of each row, as a number
        self._row: dict[int, int] = {}  # by slot
        self._next = 0
        self._lang: dict[str, int] = {}
        self._sums: Any = None  # of each language's vectors
        self._counts: Any = None
        self._means: Any = None  # None: to be computed

    def add(self, slot: int, lang: str, meaning: Meaning | None) -> None:
        """Takes an item in; the oldest one leaves where there is no room."""
        if meaning is None:
            return
        import numpy as np

        vector = self._unit(meaning)
        if meaning.model != self._model:
            self.__init__()  # type: ignore[misc]
            self._model = meaning.model
            self._rows = np.zeros((RECENT, len(vector)), dtype=np.float32)
            self._slots, self._langs = [-1] * RECENT, np.zeros(RECENT, dtype=np.intp)
            self._sums, self._counts = np.zeros((0, len(vector))), np.zeros(0)
        code = self._lang.setdefault(lang, len(self._lang))
        if code == len(self._counts):
            self._sums = np.vstack([self._sums, np.zeros(len(vector))])
            self._counts = np.append(self._counts, 0.0)
        row = self._next
        self._next = (row + 1) % RECENT
        if self._slots[row] >= 0:
            self.remove(self._slots[row])
        self._rows[row], self._slots[row], self._langs[row], self._row[slot] = vector, slot, code, row
        self._sums[code] += vector
        self._counts[code] += 1
        self._means = None

    def remove(self, slot: int) -> None:
        """Forgets an item, where it is known."""
        row = self._row.pop(slot, None)
        if row is None:
            return
        code = self._langs[row]
        self._sums[code] -= self._rows[row]
        self._counts[code] -= 1
        self._rows[row], self._slots[row] = 0.0, -1
        self._means = None

    def query(self, lang: str, meaning: Meaning | None) -> Any:
        """What to compare others with, or None where there is nothing to compare."""
        if meaning is None or meaning.model != self._model:
            return None
        return self._centred(self._unit(meaning), self._mean(self._lang.get(lang, -1)))

    def query_of(self, slot: int) -> Any:
        """The same of an item that is here, or None."""
        row = self._row.get(slot)
        return None if row is None else self._centred(self._rows[row], self._mean(self._langs[row]))

    def near(self, query: Any, most: int) -> list[int]:
        """Slots of the items that say the likest."""
        import numpy as np

        means = self._all_means()
        close = self._rows @ query - (means @ query)[self._langs]
        rows = np.argpartition(-close, most)[:most] if most < len(close) else np.arange(len(close))
        return sorted(slot for row in rows if (slot := self._slots[row]) >= 0)

    def cosines(self, query: Any, slots: Iterable[int]) -> dict[int, float]:
        """The cosine with each of these items that is known here."""
        rows = {slot: row for slot in slots if (row := self._row.get(slot)) is not None}
        if not rows:
            return {}
        import numpy as np

        at = list(rows.values())
        vectors = self._rows[at] - self._all_means()[self._langs[at]]
        found = vectors @ query / np.maximum(np.linalg.norm(vectors, axis=1), 1e-9)
        return dict(zip(rows, map(float, found), strict=True))

    def _all_means(self) -> Any:
        import numpy as np

        if self._means is None:
            total = self._sums.sum(axis=0) / max(1.0, self._counts.sum())
            # one row more, for a language that is not here yet
            sums, counts = np.vstack([self._sums, np.zeros(len(total))]), np.append(self._counts, 0.0)
            self._means = ((sums + PRIOR * total) / (counts + PRIOR)[:, None]).astype(np.float32)
        return self._means

    def _mean(self, code: int) -> Any:
        return self._all_means()[code]

    @staticmethod
    def _unit(meaning: Meaning) -> Any:
        import numpy as np

        vector = np.frombuffer(meaning.vector, dtype=np.int8).astype(np.float32)
        return vector / np.linalg.norm(vector)

    @staticmethod
    def _centred(vector: Any, mean: Any) -> Any:
        import numpy as np

        centred = vector - mean
        return centred / max(float(np.linalg.norm(centred)), 1e-9)
