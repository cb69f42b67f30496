"""Where labels go, and at which values an axis has its marks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from bot.words import day_month

GAP = 5.0  # pixels between a point's mark and its label


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, x: float, y: float) -> bool:
        return self.left < x < self.right and self.top < y < self.bottom

    def within(self, other: Box) -> bool:
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


def around(x: float, y: float, radius: float, width: float, height: float) -> Iterator[Box]:
    """Where a label of this size may stand beside a round mark, the best first: right, then above or below to the right, left,
    over and under it (after Imhof, Positioning Names on Maps, 1975)."""
    near, slant = radius + GAP, 0.75 * radius + GAP
    for dx, dy in (
        (near, -height / 2),
        (slant, -height - 0.3 * radius),
        (slant, 0.3 * radius),
        (-near - width, -height / 2),
        (-slant - width, -height - 0.3 * radius),
        (-slant - width, 0.3 * radius),
        (-width / 2, -near - height),
        (-width / 2, near),
    ):
        yield Box(x + dx, y + dy, x + dx + width, y + dy + height)


def free(candidates: Iterator[Box], taken: Sequence[Box], bounds: Box) -> Box | None:
    """The first of the candidates that lies within the bounds and on nothing else."""
    return next((box for box in candidates if box.within(bounds) and not any(box.meets(t) for t in taken)), None)


def round_length(most: float) -> float:
    """The largest of 1, 2, 5, 10, 20 ... that is not more than this."""
    power = 10.0 ** math.floor(math.log10(most))
    return next(step * power for step in (5, 2, 1) if step * power <= most * (1 + 1e-9))


def value_ticks(highest: float, most: int = 4) -> list[float]:
    """Round values from 0 to the first that is not below `highest`, at most `most` steps (Heckbert, Nice Numbers for Graph
    Labels, 1990)."""
    if not 1e-9 < highest < math.inf:
        return [0.0, 1.0]
    least = highest / most
    power = 10.0 ** math.floor(math.log10(least))
    step = next(s * power for s in (1, 2, 5, 10) if s * power >= least * (1 - 1e-9))
    return [n * step for n in range(math.ceil(highest / step - 1e-9) + 1)]


_STEPS = [timedelta(minutes=m) for m in (5, 15, 30)] + [timedelta(hours=h) for h in (1, 2, 3, 6, 12)]
_DAYS = (1, 2, 5, 7, 14)
MOST_TICKS = 5  # of an axis of time, about


def time_ticks(start: datetime, end: datetime, zone: tzinfo) -> list[tuple[datetime, str]]:
    """Round local times within [start, end], each with its words: "14:00", and "13 Aug" where a day begins."""
    span = end - start
    first = start.astimezone(zone)
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    for step in _STEPS:
        if span / step <= MOST_TICKS:
            found = []
            at = midnight
            while at <= end:
                if at >= start:
                    at_midnight = (at.hour, at.minute) == (0, 0)
                    found.append((at, day_month(at) if at_midnight else f"{at:%H:%M}"))
                at = (at.astimezone(start.tzinfo) + step).astimezone(zone)
            return found
    days = next((d for d in _DAYS if span / timedelta(days=d) <= MOST_TICKS), math.ceil(span.days / MOST_TICKS))
    ticks = [midnight + timedelta(days=days * n) for n in range(1, MOST_TICKS + 2)]
    return [(at, day_month(at)) for at in ticks if at <= end]
