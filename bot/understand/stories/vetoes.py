"""What speaks against two like texts telling one event: other towns, other days, other names.

A vector does not see names: "explosion in Kabul" and "explosion in Baghdad" are nearly one vector. Each rule compares the item
with what most of a story's items agree on, and needs both sides to say something of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from bot.understand.stories.features import Issue

DAYS_APART = 21  # between dates given in full: later reports and anniversaries name the day of the event as well
OTHER_DAYS = 0.8  # of the likeness is left where they lie further apart
OTHER_COUNTRIES = (
    0.25  # ... where they lie in different countries: one side may name the capital where it was announced
)
OTHER_TOWNS = 0.8  # of the likeness is left where towns differ within one country: an event has suburbs and a capital
OTHER_SCENES = 0.3  # ... where headlines name other towns: they name the place where it happened
# ... where headlines are alike but for the day ("Forecast for 8 November"): issues of a series, as like as they are
OTHER_ISSUE = 0.0
OTHER_ACTORS = (
    0.6  # of the likeness is left where titles name other people or bodies, of whom the other side says nothing
)
OTHER_NAMES = 0.3  # of the likeness is lost where every leading name differs


def days_left(item: Iterable[int], story: Iterable[int]) -> float:
    """What is left of the likeness: less than 1.0 where both give full dates (ordinals) and the nearest lie too far apart."""
    apart = [abs(a - b) for a in item for b in story]
    return OTHER_DAYS if apart and min(apart) > DAYS_APART else 1.0


def towns_left(item: Mapping[int, str], core: Mapping[int, str], all_towns: Iterable[int]) -> float:
    """What is left of the likeness: 1.0 where towns do not differ.

    `core` are the towns that most of the story's items name, `all_towns` (ids) those that any of them names.
    """
    if not item or not core or not item.keys().isdisjoint(all_towns):
        return 1.0
    if set(item.values()).isdisjoint(core.values()):
        return OTHER_COUNTRIES
    return OTHER_TOWNS


def scenes_left(item: Set[int], story: Sequence[Set[int]]) -> float:
    """What is left of the likeness: less than 1.0 where the item's headline names a town, most of the story's headlines do, and
    none of theirs lies in or around it."""
    named = [scene for scene in story if scene]
    if not item or 2 * len(named) <= len(story) or any(not item.isdisjoint(scene) for scene in named):
        return 1.0
    return OTHER_SCENES


def issue_left(item: Issue | None, story: Sequence[Issue | None]) -> float:
    """What is left of the likeness: less than 1.0 where a headline of the story is the item's but for the days it names, and none
    of those name one of its days: another issue of a series."""
    others = [days for issue in story if item and issue and issue[0] == item[0] for days in issue[1]]
    return OTHER_ISSUE if item and others and item[1].isdisjoint(others) else 1.0


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
