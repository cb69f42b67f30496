"""What speaks against two like texts telling one event: other towns, other days, other names.

A vector does not see names: "explosion in Kabul" and "explosion in Baghdad" are nearly one vector. Each rule compares the item
with what most of a story's items agree on, and needs both sides to say something of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from datetime import datetime, timedelta

from bot.understand import places
from bot.understand.places import nearby
from bot.understand.stories.features import Features, Issue, Town
from bot.understand.stories.window import Doc

NOTHING_SHARED = (
    0.4  # of a short item's likeness is left where it shares words with the story and no name, or a name alone
)
AGAIN = timedelta(
    hours=1
)  # a post that comes back word for word later than this tells of another event: an alarm a night
FAR = 200  # km: two agencies may put a quake that far apart, and a storm's areas lie closer
CLOCKS = timedelta(minutes=5)  # by which the time that agencies give for a quake may differ
STRONGER = 0.5  # in magnitude: what comes later and is not stronger by that is an aftershock
WEEK = 7  # days between dates without a year, from which they lie apart: "the crash of 1 November", "... 15 November"
OTHER_DAYS = (
    0.8  # of the likeness is left where they do. Dates with a year say less: later reports and trials name older ones
)
OTHER_COUNTRIES = 0.4  # ... where places lie in other countries: one side may name the capital where it was announced
OTHER_TOWNS = 0.8  # of the likeness is left where towns differ within one country: an event has suburbs and a capital
OTHER_SCENES = 0.4  # ... where headlines name other towns: they name the place where it happened
# ... where headlines are alike but for the day ("Forecast for 8 November"): issues of a series, as like as they are
OTHER_ISSUE = 0.0
OTHER_ACTORS = (
    0.6  # of the likeness is left where titles name other people or bodies, of whom the other side says nothing
)
OTHER_NAMES = 0.25  # of the likeness is lost where every leading name differs


def year_days_left(item: Iterable[int], story: Iterable[int]) -> float:
    """What is left of the likeness: less than 1.0 where both name days of the year (from 1 to 366) and the nearest lie too far
    apart. The last of a year and the first of the next are neighbours."""
    apart = [min(abs(a - b), 366 - abs(a - b)) for a in item for b in story]
    return OTHER_DAYS if apart and min(apart) > WEEK else 1.0


def towns_left(
    item: Sequence[Town], story: Sequence[Sequence[Town]], item_says: Set[int], story_says: Set[int]
) -> float:
    """What is left of the likeness: less than 1.0 where most of the story's items name a place, the item names one, and they are
    others. None are where one lies in or around another, or one side says the name of the other's (`item_says`, `story_says`:
    hashes of its words): "Georgia" is taken for a state here and a country there, and "Gigante" for a town."""
    named = Counter(town for towns in story for town in {town[0]: town for town in towns}.values())
    core = [town for town, n in named.items() if 2 * n >= len(story)]
    if not item or not core or _meet({t[0] for t in item}, {t[0] for t in named}):
        return 1.0
    if any(_said(town, story_says) for town in item) or any(_said(town, item_says) for town in core):
        return 1.0
    return OTHER_COUNTRIES if {t[1] for t in item}.isdisjoint(t[1] for t in core) else OTHER_TOWNS


def _meet(some: Set[int], others: Set[int]) -> bool:
    """True where a place of one side is one of the other's, or lies in or around it."""
    return (
        not some.isdisjoint(others)
        or any(not others.isdisjoint(places.related(id)) for id in some)
        or any(not some.isdisjoint(places.related(id)) for id in others)
    )


def _said(town: Town, words: Set[int]) -> bool:
    return bool(town[2]) and all(word in words for word in town[2])


def scenes_left(item: Set[int], story: Sequence[Set[int]], towns: Sequence[Town], story_says: Set[int]) -> float:
    """What is left of the likeness: less than 1.0 where the item's headline names a town, most of the story's headlines do, none
    of theirs lies in or around it, and the story's items do not say its name. `towns` are those that the item names."""
    named = [scene for scene in story if scene]
    if not item or 2 * len(named) <= len(story) or any(not item.isdisjoint(scene) for scene in named):
        return 1.0
    return 1.0 if any(town[0] in item and _said(town, story_says) for town in towns) else OTHER_SCENES


def issue_left(item: Issue | None, story: Sequence[Issue | None]) -> float:
    """What is left of the likeness: less than 1.0 where a headline of the story is the item's but for the days it names, and none
    of those name one of its days: another issue of a series."""
    others = [days for issue in story if item and issue and issue[0] == item[0] for days in issue[1]]
    return OTHER_ISSUE if item and others and item[1].isdisjoint(others) else 1.0


def again_left(item: Features, time: datetime | None, story: Iterable[Doc]) -> float:
    """What is left of the likeness: nothing where the outlet posted the very same words in the story, longer ago than AGAIN, or
    the same of other places: "Air raid alert in Kharkiv region", at two and at five, and "in Sumy region". Nothing either where
    it is an alert for other areas."""
    towns = {town[0] for town in item.towns}
    for doc in story:
        if item.wording and item.wording == doc.wording and time and doc.time and abs(time - doc.time) >= AGAIN:
            return 0.0
        if item.series and item.series == doc.series and not _meet(towns, {town[0] for town in doc.towns}):
            return 0.0
        if item.areas and doc.areas and item.outlet == doc.outlet and item.areas.isdisjoint(doc.areas):
            return 0.0
    return 1.0


def bare_left(item: Features, story: Sequence[Doc]) -> float:
    """What is left of the likeness: less than 1.0 where the item is short, the story is its own outlet's alone, and they do not
    share both a name or place and a word of what happened. "Yellow snow warning" is put like "Yellow wind warning", and much
    happens in Kharkiv region."""
    if not item.short or not item.outlet or any(doc.outlet != item.outlet for doc in story):
        return 1.0
    told = not item.plain or any(word in doc.terms for word in item.plain for doc in story)
    named = any(name in doc.terms for name in item.names for doc in story)
    named = named or _meet({t[0] for t in item.towns}, {t[0] for doc in story for t in doc.towns})
    near = item.spot and any(doc.spot and nearby.kilometres(*item.spot, *doc.spot) <= FAR for doc in story)
    return 1.0 if told and (named or near) else NOTHING_SHARED


def spots_left(item: Features, time: datetime | None, story: Iterable[Doc]) -> float:
    """What is left of the likeness: nothing where the source puts the item far from all of the story's that are put somewhere, or
    where it is a quake stronger than the story's, at another time: that is no aftershock."""
    located = [doc for doc in story if doc.spot]
    if item.spot is None or not located:
        return 1.0
    if all(doc.spot and nearby.kilometres(*item.spot, *doc.spot) > FAR for doc in located):
        return 0.0
    quakes = [doc for doc in located if doc.quake]
    if item.quake is None or not quakes or any(time and doc.time and abs(time - doc.time) <= CLOCKS for doc in quakes):
        return 1.0
    return float(item.quake <= max(doc.quake or 0.0 for doc in quakes) + STRONGER)


def names_left(shared: float, theirs: float, ours: float) -> float:
    """What is left of the likeness, from the weights of the story's leading names that the item has, of those that it lacks,
    and of the item's names that no item of the story has."""
    other = min(theirs, ours)
    return 1.0 - OTHER_NAMES * other / (other + shared) if other else 1.0


def actors_left(ours: Set[int], story_says: Set[int], theirs: Set[int], item_says: Set[int]) -> float:
    """What is left of the likeness: less than 1.0 where both sides' titles name someone, and neither side names the other's."""
    if ours and theirs and ours.isdisjoint(story_says) and theirs.isdisjoint(item_says):
        return OTHER_ACTORS
    return 1.0
