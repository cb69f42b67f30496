"""Articles -> Stories: one pass, streaming, deterministic. Same text first, then the same event.

A new item is compared with the live stories that share its rarest terms: the mean of its likeness to the story's best and to
its average item (similarity.py), less what speaks against it (vetoes.py). Over THRESHOLD it joins the likeliest story, else it
begins one. Where it is as near to two stories that are like each other, it has shown them to be one: they merge.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from msgspec.structs import replace

from bot.model import Article, Story, StoryChange
from bot.understand.stories import sametext, vetoes
from bot.understand.stories.features import Features, features
from bot.understand.stories.meaning import Query
from bot.understand.stories.sametext import Prints, prints
from bot.understand.stories.senses import Bag
from bot.understand.stories.similarity import Vectors
from bot.understand.stories.window import Doc, Live, Window

__all__ = ["Window", "place", "restore"]

THRESHOLD = 0.20  # likeness from which an item tells a story's event
BRIDGE = 0.40  # likeness to each of two stories from which an item shows them to be one ...
MERGE = 0.1  # ... where their own items are that much alike on average
BEST = 0.5  # weight of the best item against the average one: a story's new turn resembles its last report most
DECAY = 0.03  # of the likeness a day between an item and the story's nearest: stories fade
LOOKED_UP = 400  # entries of the index read for an item, rarest terms first
NEAR = 12  # items compared in full, those that share most
CHECKED = frozenset({4, 5, 6, 8, 10, 13, 16, 20})  # sizes at which a story is looked at for being two
APART = 0.5  # ... which it is where items of two groups are that much less alike than those within
MEMBERS = 8  # of a story that an item is compared with, the newest
UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)  # of a story whose items have no time


def place(window: Window, article: Article) -> StoryChange:
    """The article with its story and duplicate_of, what that changed, and which earlier articles moved.

    What comes later never changes what was returned. An id that the window holds is revised: it may change its story.
    """
    found, marks = features(article), prints(article)
    before = window.doc(article.id)
    if before is not None:
        window.remove(before)
    time = window.tell_time(article.published)
    copied = _same_text(window, article.id, marks)
    vectors = Vectors(window.frequencies)
    meant = window.abroad.query(article)
    moved: dict[str, str] = {}
    changed: dict[str, None] = {}
    alone = copied is not None or found.form == "scrap"
    ranked = [] if alone else _ranked(window, found, time, vectors, meant)
    if copied is not None:
        story = copied.story
    elif not ranked:
        story = _new_id(window, article.id)
    else:
        story = ranked[0][1]
        if found.form == "news" and (bridged := _bridged(window, ranked, vectors, meant)):
            story, gone = bridged
            moved = _merge(window, story, gone)
            changed[gone] = None
    root = (copied.root or copied.id) if copied is not None else None
    doc = window.add(article.id, time, found, marks, story, root)
    window.abroad.add(doc.slot, article, meant)
    changed[story] = None
    if len(window.stories[story].slots) in CHECKED and not window.stories[story].gone:
        apart = _split(window, story, vectors)
        if apart:
            fresh = _new_id(window, window.docs[apart[0]].id)
            for id in _move(window, apart, story, fresh):
                moved[id] = fresh
            changed[fresh] = None
            story = moved.pop(article.id, story)
    if before is not None and before.story != story:
        changed[before.story] = None
    stories = [_risen(window, id) for id in changed]
    for value in stories:
        if not window.stories[value.id].slots:
            window.retire(value.id)
    window.expire()
    return StoryChange(article=replace(article, story=story, duplicate_of=root), stories=tuple(stories), moved=moved)


def _bridged(
    window: Window, ranked: list[tuple[float, str]], vectors: Vectors, meant: Query | Bag | None
) -> tuple[str, str] | None:
    """The two likeliest stories of an item, the older first, where it shows that they are one."""
    if len(ranked) < 2 or ranked[1][0] < BRIDGE or not all(_tells_in(window, id, meant) for _, id in ranked[:2]):
        return None
    keep, gone = _older(window, ranked[0][1], ranked[1][1])
    return (keep, gone) if _are_one(window, keep, gone, vectors) else None


def restore(window: Window, articles: Iterable[Article], stories: Iterable[Story] = ()) -> None:
    """Takes stored articles in, in the order they were placed, with the story and duplicate_of they have. `stories` give the
    versions to go on from; without them a story's version is the number of its articles."""
    for article in articles:
        if article.story is None:
            continue
        before = window.doc(article.id)
        if before is not None:
            window.remove(before)
        time = window.tell_time(article.published)
        doc = window.add(article.id, time, features(article), prints(article), article.story, article.duplicate_of)
        window.abroad.add(doc.slot, article)
        window.stories[article.story].version += 1
        window.expire()
    for story in stories:
        live = window.stories.get(story.id)
        if live is not None:
            live.version = max(live.version, story.version)
            live.gone = max(live.gone, story.size - len(live.slots))
            if live.first is not None and live.last is not None:  # of what has left since, too
                live.first, live.last = min(live.first, story.first_seen), max(live.last, story.last_seen)


def _same_text(window: Window, id: str, marks: Prints) -> Doc | None:
    """The earliest live item whose text this is, or None."""
    first: Doc | None = None
    for slot in window.copies.candidates(marks):
        doc = window.docs[slot]
        if doc.root == id:  # a copy of what is revised here
            continue
        exact = marks.exact != 0 and doc.prints.exact == marks.exact
        if (exact or sametext.containment(marks, doc.prints) >= sametext.CONTAINED) and (
            first is None or doc.slot < first.slot
        ):
            first = doc
    return first


def _ranked(
    window: Window, item: Features, time: datetime | None, vectors: Vectors, meant: Query | Bag | None
) -> list[tuple[float, str]]:
    """Stories that the item may belong to, with its likeness to each, the likeliest first."""
    weights = sorted(((vectors.weight(term), term) for term in item.terms), reverse=True)
    shared: defaultdict[int, float] = defaultdict(float)
    read = 0
    for weight, term in weights:
        slots = window.recent(term)
        for slot in slots:
            shared[slot] += weight
        read += len(slots)
        if read >= LOOKED_UP:
            break
    near = {slot for _, slot in heapq.nlargest(NEAR, zip(shared.values(), shared.keys(), strict=True))}
    if meant is not None:
        near.update(slot for slot in window.abroad.near(meant) if window.docs[slot].form not in ("digest", "scrap"))
    query = vectors.query(item.terms.keys(), item.terms.values())

    def alike(slots: Iterable[int]) -> dict[int, float]:
        return window.abroad.blended(meant, {slot: vectors.cosine(query, window.docs[slot]) for slot in slots})

    likeness: dict[str, dict[int, float]] = defaultdict(dict)
    for slot, like in alike(sorted(near)).items():
        likeness[window.docs[slot].story][slot] = like
    found = []
    for story, known in likeness.items():
        best = max(known.values())
        if best < THRESHOLD:
            continue
        members = list(window.members(story, MEMBERS))
        known |= alike(doc.slot for doc in members if doc.slot not in known)
        # the likeness across languages is of another kind: where there are items of the same, they tell what is usual
        kin = [doc for doc in members if not window.abroad.foreign(meant, doc.slot)]
        mean = sum(known[doc.slot] for doc in kin or members) / len(kin or members)
        like = BEST * max(best, *known.values()) + (1 - BEST) * mean
        if like < THRESHOLD:
            continue
        left = _left(item, members, kin, vectors) * _faded(time, window.stories[story])
        left *= vetoes.again_left(item, time, members)
        left *= vetoes.spots_left(item, time, members)
        left *= vetoes.bare_left(item, members)
        if like * left >= THRESHOLD:
            found.append((like * left, story))
    return sorted(found, key=lambda pair: (-pair[0], pair[1]))


def _tells_in(window: Window, story: str, meant: Query | Bag | None) -> bool:
    """Whether a story has an item of a language: who is like two stories in another shows nothing of these two."""
    return any(not window.abroad.foreign(meant, doc.slot) for doc in window.members(story, MEMBERS))


def _split(window: Window, story: str, vectors: Vectors) -> list[int]:
    """Slots of the items that tell another event than the rest, in the order of arrival; none where all tell one.

    Average linkage, down to two groups: they are two events where items of different groups are much less alike than items
    of either group are among themselves.
    """
    slots = window.stories[story].slots
    docs = [window.docs[slot] for slot in slots]
    size = len(docs)
    alike = [[0.0] * size for _ in docs]
    for a in range(size):
        query = vectors.query(docs[a].terms, docs[a].counts)
        by_words = {docs[b].slot: vectors.cosine(query, docs[b]) for b in range(a)}
        found = window.abroad.blended(window.abroad.query_of(docs[a].slot), by_words)
        for b in range(a):
            alike[a][b] = alike[b][a] = found[docs[b].slot]
    groups = [[a] for a in range(size)]

    def between(one: list[int], other: list[int]) -> float:
        return sum(alike[a][b] for a in one for b in other) / (len(one) * len(other))

    def within(one: list[int]) -> float:
        return sum(alike[a][b] for a in one for b in one if a < b) / (len(one) * (len(one) - 1) / 2)

    while len(groups) > 2:
        _, x, y = max((between(groups[x], groups[y]), -x, -y) for y in range(len(groups)) for x in range(y))
        groups[-x] += groups.pop(-y)
    one, other = groups
    if min(len(one), len(other)) < 2 or between(one, other) >= APART * min(within(one), within(other)):
        return []
    # the larger group keeps the story, of like ones the earlier
    less = min(one, other, key=lambda g: (len(g), -min(g)))
    return [slots[a] for a in sorted(less)]


def _move(window: Window, slots: list[int], old: str, new: str) -> list[str]:
    """Moves these items to a new story; returns their ids."""
    there = window.story(new)
    here = window.stories[old]
    here.slots = [slot for slot in here.slots if slot not in set(slots)]
    there.slots = list(slots)
    for live in (here, there):
        times = [time for slot in live.slots if (time := window.docs[slot].time) is not None]
        live.first, live.last = min(times, default=None), max(times, default=None)
    for slot in slots:
        window.docs[slot].story = new
    return [window.docs[slot].id for slot in slots]


def _left(item: Features, members: list[Doc], kin: list[Doc], vectors: Vectors) -> float:
    """What the vetoes leave of the likeness to a story with these members; `kin` are those in the item's language."""
    says = {term for doc in members for term in doc.terms} if item.towns else set()
    left = vetoes.towns_left(item.towns, [doc.towns for doc in members], item.terms.keys(), says)
    left *= vetoes.scenes_left(item.scene, [doc.scene for doc in members], item.towns, says)
    left *= vetoes.year_days_left(item.days, {day for doc in members for day in doc.days})
    left *= vetoes.issue_left(item.issue, [doc.issue for doc in members])
    if not kin:
        return left
    most = len(kin) / 2
    counts: defaultdict[int, int] = defaultdict(int)
    actors: defaultdict[int, int] = defaultdict(int)
    every: set[int] = set()
    for doc in kin:
        for name in doc.actors:
            actors[name] += 1
        every.update(doc.terms)
        for name in doc.names:
            counts[name] += 1
    leading = {name for name, n in actors.items() if n >= most}
    left *= vetoes.actors_left(item.actors, every, leading, item.terms.keys())
    shared = theirs = 0.0
    for name, n in counts.items():
        if n >= most:
            weight = vectors.weight(name) * n / len(kin)
            if name in item.terms:
                shared += weight
            else:
                theirs += weight
    ours = sum(vectors.weight(name) for name in item.names if name not in every)
    return left * vetoes.names_left(shared, theirs, ours)


def _faded(time: datetime | None, live: Live) -> float:
    if time is None or live.last is None or live.first is None:
        return 1.0
    gap = max((time - live.last).total_seconds(), (live.first - time).total_seconds(), 0.0)
    return max(0.0, 1.0 - DECAY * gap / 86_400)


def _older(window: Window, one: str, other: str) -> tuple[str, str]:
    """The larger story, of like ones the older, and the other."""
    a, b = window.stories[one], window.stories[other]
    size_a, size_b = len(a.slots) + a.gone, len(b.slots) + b.gone
    return (one, other) if (-size_a, a.slots[0]) <= (-size_b, b.slots[0]) else (other, one)


def _are_one(window: Window, keep: str, gone: str, vectors: Vectors) -> bool:
    if window.stories[gone].gone:  # what has left the window could not move with the rest
        return False
    ours, theirs = list(window.members(keep, MEMBERS)), list(window.members(gone, MEMBERS))
    total = 0.0
    for doc in theirs:
        query = vectors.query(doc.terms, doc.counts)
        by_words = {other.slot: vectors.cosine(query, other) for other in ours}
        total += sum(window.abroad.blended(window.abroad.query_of(doc.slot), by_words).values())
    return total / (len(ours) * len(theirs)) >= MERGE


def _merge(window: Window, keep: str, gone: str) -> dict[str, str]:
    """Moves every item of `gone`; returns their ids with the story that they belong to now."""
    live, other = window.stories[keep], window.stories[gone]
    moved = {}
    for slot in other.slots:
        doc = window.docs[slot]
        doc.story = keep
        moved[doc.id] = keep
    live.slots = sorted(live.slots + other.slots)
    other.slots = []
    for at in (other.first, other.last):
        if at is not None:
            live.first = min(live.first or at, at)
            live.last = max(live.last or at, at)
    return moved


def _new_id(window: Window, article: str) -> str:
    """Made of its first article's id; that of a story which lives on without that article is not taken again."""
    id, n = f"s{article}", 1
    while id in window.stories and window.stories[id].slots:
        n += 1
        id = f"s{article}.{n}"
    return id


def _risen(window: Window, id: str) -> Story:
    live = window.stories[id]
    live.version += 1
    return live.value(window.newest or UNKNOWN)
