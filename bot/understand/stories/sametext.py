"""Same text: wire copies, excerpts and republished items, found by shared runs of words.

A text is the set of its 5-word shingles (Broder 1997). Two texts are the same where at least half of the shorter one's
shingles stand in the other: containment, not Jaccard, so that a wire lead inside a long story counts. Candidates come from
winnowing (Schleimer, Wilkerson, Aiken 2003): of every few neighbouring shingles the one with the least hash is indexed, so any
shared run of RUN + WORDS words or more is met, and the index stays small.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence

import xxhash

from bot import cues
from bot.model import Article
from bot.understand import gazetteer

WORDS = 5  # of a shingle: shorter ones are common phrases, longer ones break at each edit
RUN = 8  # neighbouring shingles of which one is indexed
CONTAINED = 0.5  # of the shorter text's shingles
FEWEST = 12  # shingles (16 words): what is shorter counts only where it is the same letter for letter
MOST = 3_000  # words of a text that count: the time an item takes is bounded
KEPT = 600  # shingles kept of a text, the same for every text by their hash, to compare it with later ones
LEAD = 64  # shingles of a text's beginning in which every fingerprint is indexed: copies mostly share the lead ...
REST = 12  # ... and so many of what follows: the index stays small where texts are long
TRIED = 8  # candidates compared, those with most shared fingerprints first
DENIES, GRANTS = 1, 2  # what is said in a text: flags
# Two reports may have all words in common but these ("denied", "admitted that oil had leaked"), and are then no copies.
_DENYING = frozenset(map(gazetteer.word, cues.forms(cues.DENY)))
_GRANTING = frozenset(map(gazetteer.word, cues.forms(cues.CONFIRM)))
_STATING = frozenset(map(gazetteer.word, cues.forms(cues.SAY) | cues.forms(cues.CLAIM)))
_TELLING = _DENYING | _STATING
BESIDE = 2  # words on either side of a verb of saying, by which its like is known in another text
NOTE = 60  # words of the longest text that may be a note under any headline: "A version of this appeared in our newsletter"
BEGINNING = 4  # letters by which a headline's word is known again in the text, whatever its ending
TOLD = 2  # of its words that a text has which tells of it
SAME_HEADLINE = 0.5  # of the shorter headline's words


class Prints:
    """What is kept of a text to tell it from others."""

    __slots__ = ("_found_by", "_headline", "_shingles", "_verbs", "exact", "level", "marks", "note", "sides")

    def __init__(
        self,
        shingles: list[int],
        level: int,
        marks: list[int],
        found_by: list[int],
        exact: int,
        sides: int,
        verbs: list[int],
        headline: list[int],
        note: bool,
    ) -> None:
        self._shingles = array("I", shingles).tobytes()  # packed: a hundred thousand texts are kept
        self._found_by = array("I", found_by).tobytes()
        self._verbs = array("I", verbs).tobytes()
        self._headline = array("I", headline).tobytes()
        self.note = note  # a short text that tells nothing of its headline
        self.level = level
        self.marks: Sequence[int] = marks  # all fingerprints, to find others by; forgotten once the text is indexed
        self.exact = exact  # of outlet, title and text; 0 where there are too few words to mean anything
        self.sides = sides  # DENIES, GRANTS, both or none

    @property
    def shingles(self) -> memoryview:
        """Hashes of those of the text's that divide by 2 ** level, each once."""
        return memoryview(self._shingles).cast("I")

    @property
    def found_by(self) -> memoryview:
        """The fingerprints that are indexed."""
        return memoryview(self._found_by).cast("I")

    @property
    def verbs(self) -> memoryview:
        """Of each verb of saying the hash of the words around it, and in its last bit whether it denies."""
        return memoryview(self._verbs).cast("I")

    @property
    def headline(self) -> memoryview:
        """Hashes of the beginnings of the headline's words."""
        return memoryview(self._headline).cast("I")


def tokens(text: str) -> list[str]:
    """The words, normalised; in scripts without spaces the characters."""
    found: list[str] = []
    for match in gazetteer.WORD.finditer(text):
        if gazetteer.unspaced(match[0]):
            found += match[0]
        else:
            found.append(gazetteer.word(match[0]))
        if len(found) >= MOST:
            break
    return found[:MOST]


def prints(article: Article) -> Prints:
    """Of the text, with the title where the text alone is too short."""
    words = tokens(article.text)
    title = tokens(article.title)
    # one word of text is as good as none: the same headline comes back for other news ("Live updates")
    same = f"{article.outlet}\n{' '.join(title)}\n{' '.join(words)}" if len(title) + len(words) >= 4 and title else ""
    exact = xxhash.xxh3_64_intdigest(same.encode()) if same else 0
    headline = _beginnings(title)
    told = headline & _beginnings(words)
    note = bool(headline) and len(words) <= NOTE and len(told) < min(TOLD, len(headline))
    if len(words) < FEWEST + WORDS - 1:
        words = title + words
    hashes = [
        xxhash.xxh3_64_intdigest(" ".join(words[i : i + WORDS]).encode()) & 0xFFFFFFFF
        for i in range(len(words) - WORDS + 1)
    ]
    level, kept = 0, set(hashes)
    while len(kept) > KEPT:
        level += 1
        kept = {h for h in kept if not h & ((1 << level) - 1)}
    marks, found_by = _winnow(hashes)
    sides = DENIES * (not _DENYING.isdisjoint(words)) | GRANTS * (not _GRANTING.isdisjoint(words))
    return Prints(sorted(kept), level, marks, found_by, exact, sides, _verbs(words), sorted(headline), note)


def _beginnings(words: Iterable[str]) -> frozenset[int]:
    """Hashes of the first letters of the words that mean something."""
    return frozenset(
        xxhash.xxh3_64_intdigest(word[:BEGINNING].encode()) & 0xFFFFFFFF
        for word in words
        if (len(word) >= BEGINNING or not word.isascii()) and word not in gazetteer.lexicon("function words")
    )


def _verbs(words: Sequence[str]) -> list[int]:
    found = []
    for at, word in enumerate(words):
        if word in _TELLING:
            denies = word in _DENYING
            around = [*words[max(0, at - BESIDE) : at], "", *words[at + 1 : at + 1 + BESIDE]]
            found.append(xxhash.xxh3_64_intdigest(" ".join(around).encode()) & 0xFFFFFFFE | denies)
    return found


def _winnow(hashes: Sequence[int]) -> tuple[list[int], list[int]]:
    """The least hash of each RUN neighbours, each once; and those of them to be found by."""
    chosen: dict[int, int] = {}
    if len(hashes) >= FEWEST:
        for i in range(len(hashes) - RUN + 1):
            chosen.setdefault(min(hashes[i : i + RUN]), i)
    lead = [mark for mark, at in chosen.items() if at < LEAD]
    rest = sorted(mark for mark, at in chosen.items() if at >= LEAD)
    return list(chosen), lead + rest[:REST]


def containment(a: Prints, b: Prints) -> float:
    """Share of the shorter text's shingles that stand in the other, from 0 to 1; 0 where it is too short to tell, or where one
    denies and the other admits, or denies with the same words around it what the other says, or where it is a note under two
    headlines."""
    if a.note and b.note and not _one_headline(a, b):
        return 0.0
    if a.sides | b.sides == DENIES | GRANTS and not a.sides & b.sides:
        return 0.0
    if (a.sides ^ b.sides) & DENIES and not {verb ^ 1 for verb in a.verbs}.isdisjoint(b.verbs):
        return 0.0
    level = max(a.level, b.level)
    left, right = _at(a, level), _at(b, level)
    shorter = min(len(left), len(right))
    # at a higher level fewer are left of as many words
    if shorter < max(4, FEWEST >> level):
        return 0.0
    return len(left & right) / shorter


def _one_headline(a: Prints, b: Prints) -> bool:
    ours, theirs = set(a.headline), set(b.headline)
    return len(ours & theirs) >= SAME_HEADLINE * min(len(ours), len(theirs))


def _at(found: Prints, level: int) -> set[int]:
    mask = (1 << level) - 1 if level > found.level else 0
    return {h for h in found.shingles if not h & mask}


class Copies:
    """Which live text was last to have a fingerprint. A slot is the window's number of a text."""

    def __init__(self) -> None:
        self._marked: dict[int, int] = {}
        self._exact: dict[int, int] = {}

    def add(self, slot: int, found: Prints) -> None:
        # the newest holder: it is the last to leave the window, and its own root is known
        self._marked.update(dict.fromkeys(found.found_by, slot))
        if found.exact:
            self._exact[found.exact] = slot
        found.marks = ()

    def remove(self, slot: int, found: Prints) -> None:
        for mark in found.found_by:
            if self._marked.get(mark) == slot:
                del self._marked[mark]
        if self._exact.get(found.exact) == slot:
            del self._exact[found.exact]

    def candidates(self, found: Prints) -> Iterable[int]:
        """Slots of texts that may be the same, the likeliest first."""
        exact = self._exact.get(found.exact) if found.exact else None
        if exact is not None:
            yield exact
        votes = Counter(slot for mark in found.marks if (slot := self._marked.get(mark)) is not None)
        for slot, _ in sorted(votes.items(), key=lambda v: (-v[1], v[0]))[:TRIED]:
            if slot != exact:
                yield slot
