"""The live window: the items of the last days, indexed for finding what a new one is like. Mutable, deterministic, no clock."""

from __future__ import annotations

import heapq
from array import array
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.model import Story
from bot.understand.stories.abroad import Abroad
from bot.understand.stories.features import Features, Form
from bot.understand.stories.sametext import Copies, Prints
from bot.understand.stories.similarity import Frequencies

# Items kept for a term, the newest: more of them are of little weight, and cost per item stays as it is when the window grows.
POSTINGS = 80
# A term's count is kept as a byte, in parts of one: the scale cancels in a cosine, and what is above 4 is as good as 4.
COUNT = 64
# That many items of the newest times do not move the window: a few wrong dates ("2099") must not empty it.
WRONG_DATES = 3


class Doc:
    """An item as the window keeps it: packed, some 1.2 KB with its prints, for there are a hundred thousand of them."""

    __slots__ = (
        "_acting",
        "_named",
        "_terms",
        "areas",
        "counts",
        "days",
        "form",
        "id",
        "issue",
        "items",
        "length",
        "outlet",
        "prints",
        "quake",
        "root",
        "scene",
        "series",
        "slot",
        "spot",
        "story",
        "time",
        "towns",
        "wording",
    )

    def __init__(self, id: str, slot: int, time: datetime | None, found: Features, prints: Prints) -> None:
        self.id = id
        self.slot = slot
        self.time = time
        # actors first, then the other names, then the rest: one packed row instead of three sets
        ordered = sorted(found.terms, key=lambda term: (term not in found.actors, term not in found.names))
        self._terms = array("I", ordered).tobytes()
        self._acting, self._named = len(found.actors), len(found.names)
        self.counts = bytes(min(255, round(COUNT * found.terms[term])) for term in ordered)
        self.length, self.items = 0.0, 0  # of the weighted vector, once it was asked for
        self.days = found.days
        self.issue = found.issue
        self.towns = found.towns
        self.scene = found.scene
        self.form: Form = found.form
        self.spot, self.quake, self.areas = found.spot, found.quake, found.areas
        self.wording, self.series, self.outlet = found.wording, found.series, found.outlet
        self.prints = prints
        self.root: str | None = None  # id of the first item with the same text
        self.story = ""

    @property
    def terms(self) -> memoryview:
        """Hashes, four bytes each."""
        return memoryview(self._terms).cast("I")

    @property
    def names(self) -> memoryview:
        return self.terms[: self._named]

    @property
    def actors(self) -> memoryview:
        return self.terms[: self._acting]


class Live:
    """A story with items in the window."""

    __slots__ = ("first", "gone", "id", "last", "slots", "version")

    def __init__(self, id: str, version: int = 0) -> None:
        self.id = id
        self.version = version
        self.slots: list[int] = []  # in the order of arrival
        self.gone = 0  # items that the window has left behind
        self.first: datetime | None = None
        self.last: datetime | None = None

    def value(self, unknown: datetime) -> Story:
        """As others see it; `unknown` stands where none of its items has a time."""
        size = len(self.slots) + self.gone
        return Story(
            id=self.id,
            version=self.version,
            first_seen=self.first or unknown,
            last_seen=self.last or unknown,
            size=size,
        )


class Window:
    """The live state of stories. Items leave it `days` behind the newest, and the oldest first above `limit` items."""

    def __init__(self, days: int = 30, limit: int = 100_000) -> None:
        self.days = days
        self.limit = limit
        self.docs: dict[int, Doc] = {}  # by slot
        self.slots: dict[str, int] = {}  # by item id
        self.stories: dict[str, Live] = {}
        self._retired: dict[str, int] = {}  # versions, by story id
        self.frequencies = Frequencies()
        self.copies = Copies()
        self.abroad = Abroad()
        self.newest: datetime | None = None
        self._postings: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
        self._next = 0
        self._by_age: list[tuple[datetime, int]] = []
        self._newest_few: list[datetime] = []  # a heap of WRONG_DATES

    def doc(self, id: str) -> Doc | None:
        slot = self.slots.get(id)
        return None if slot is None else self.docs[slot]

    def story(self, id: str) -> Live:
        """The live story of this id, made where there is none."""
        live = self.stories.get(id)
        if live is None:
            live = self.stories[id] = Live(id, self._retired.pop(id, 0))
        return live

    def retire(self, id: str) -> None:
        """Forgets a story without live items but for its version, from which it goes on if its article comes back."""
        self._retired[id] = self.stories.pop(id).version
        if len(self._retired) > self.limit:
            del self._retired[next(iter(self._retired))]

    def tell_time(self, published: datetime | None) -> datetime | None:
        """The item's time; the newest seen where it has none."""
        if published is None:
            return self.newest
        if self.newest is None or published > self.newest:
            self.newest = published
        few = self._newest_few
        (heapq.heappush if len(few) < WRONG_DATES else heapq.heappushpop)(few, published)
        return published

    def horizon(self) -> datetime | None:
        """Items of before have left; None where there are none yet, or nothing is before."""
        if len(self._newest_few) < WRONG_DATES:
            return None
        try:
            return self._newest_few[0] - timedelta(days=self.days)
        except OverflowError:  # of the first days that there are: a machine's way to say that it knows no date
            return None

    def add(self, id: str, time: datetime | None, found: Features, prints: Prints, story: str, root: str | None) -> Doc:
        """Takes the item in. It must not be there."""
        doc = Doc(id, self._next, time, found, prints)
        self._next += 1
        doc.story, doc.root = story, root
        self.docs[doc.slot] = doc
        self.slots[id] = doc.slot
        self.frequencies.add(found.terms)
        self.copies.add(doc.slot, prints)
        if doc.form not in ("digest", "scrap"):  # never a bridge
            for term in found.terms:
                postings = self._postings[term]
                postings.append(doc.slot)
                if len(postings) > 2 * POSTINGS:
                    del postings[:POSTINGS]
        live = self.story(story)
        live.slots.append(doc.slot)
        if time is not None:
            live.first = min(live.first or time, time)
            live.last = max(live.last or time, time)
            heapq.heappush(self._by_age, (time, doc.slot))
        return doc

    def remove(self, doc: Doc) -> None:
        """Takes the item out of everything but its story's record of times."""
        del self.docs[doc.slot], self.slots[doc.id]
        self.frequencies.remove(doc.terms)
        self.copies.remove(doc.slot, doc.prints)
        heir = self._copy_of(doc)
        if heir is not None:
            self.copies.add(heir.slot, heir.prints)
        self.abroad.remove(doc.slot)
        for term in doc.terms:
            postings = self._postings.get(term)
            if postings and postings[0] <= doc.slot:
                # what leaves is mostly the oldest, which stands in front
                alive = next((i for i, slot in enumerate(postings) if slot in self.docs), len(postings))
                del postings[:alive]
                if not postings:
                    del self._postings[term]
        self.stories[doc.story].slots.remove(doc.slot)

    def _copy_of(self, doc: Doc) -> Doc | None:
        """The newest other item with the text that this one copied: it is the one to find the text by once this has gone. Copies
        stand in one story, but where a revision has moved one."""
        if doc.root is None:  # its text is found by its copies already
            return None
        for slot in reversed(self.stories[doc.story].slots):
            other = self.docs.get(slot)
            if other is not None and doc.root in (other.root, other.id):
                return other
        return None

    def expire(self) -> None:
        """Lets go of what is too old or too much."""
        horizon = self.horizon()
        ages = self._by_age
        while ages and ((horizon is not None and ages[0][0] < horizon) or len(self.docs) > self.limit):
            self._let_go(heapq.heappop(ages)[1])
        if len(self.docs) > self.limit:  # none has a time
            for slot in list(self.docs)[: len(self.docs) - self.limit]:
                self._let_go(slot)

    def _let_go(self, slot: int) -> None:
        doc = self.docs.get(slot)
        if doc is None:  # a revision took its place
            return
        self.remove(doc)
        live = self.stories[doc.story]
        live.gone += 1
        if not live.slots:
            del self.stories[live.id]

    def recent(self, term: int) -> list[int]:
        """Slots of the newest live items with this term, the newest first; at most POSTINGS."""
        docs = self.docs
        return [slot for slot in self._postings.get(term, ())[: -POSTINGS - 1 : -1] if slot in docs]

    def members(self, story: str, most: int) -> Iterable[Doc]:
        """The story's newest items, digests left out where others are there."""
        docs = [self.docs[slot] for slot in self.stories[story].slots[-most:]]
        return [doc for doc in docs if doc.form != "digest"] or docs
