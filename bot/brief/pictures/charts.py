"""A chart of what is counted: who said which number when. What it shows is decided here, without drawing; see charting.py."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from bot.words import say, thousands

MOST_PANELS = 3  # counts in one picture: more would be too low to read
MOST_MARKS = 40  # of one count: the newest


class Mark(Struct, frozen=True, kw_only=True):
    """One number that somebody gave. Of a range `low` and `high` are its ends; of a bound the open end is None."""

    at: datetime
    value: float
    low: float | None
    high: float | None
    who: str
    disputed: bool = False

    @property
    def words(self) -> str:
        """ "at least 60", "60 to 80", "1,200"."""
        if self.low is not None and self.high is not None:
            return (
                number(self.low)
                if self.low == self.high
                else say("range", low=number(self.low), high=number(self.high))
            )
        return say("at_least" if self.high is None else "at_most", number=number(self.value))

    @property
    def short(self) -> str:
        """The same as a chart has room for: "60+", "60–80"."""
        if self.low is not None and self.high is not None:
            return number(self.low) if self.low == self.high else f"{number(self.low)}–{number(self.high)}"
        return say("at_least_short" if self.high is None else "at_most_short", number=number(self.value))


class Panel(Struct, frozen=True, kw_only=True):
    """One thing that is counted: "killed", of the story with this headline; marks in the order of their times."""

    what: str
    story: str
    marks: tuple[Mark, ...]

    @property
    def disputed(self) -> tuple[Mark, ...]:
        return tuple(mark for mark in self.marks if mark.disputed)

    @property
    def grown(self) -> tuple[Mark, ...]:
        """The marks by which the count rose: the first, and each that is wholly above the one before."""
        path: list[Mark] = []
        for mark in self.marks:
            if mark.disputed:
                continue
            if not path or (mark.at > path[-1].at and _floor(mark) > _ceiling(path[-1])):
                path.append(mark)
        return tuple(path)

    @property
    def verdict(self) -> str:
        """The panel in words: "disputed: 60 or 85", "rose from 13 to 60", "between 55 and 60"."""
        if self.disputed:
            values = sorted({mark.value for mark in self.disputed})
            if len(values) == 1:
                return say("disputed")
            shown = values if len(values) <= 3 else (values[0], values[-1])
            return say("disputed_values", values=say("or").join(map(number, shown)))
        if len(self.grown) > 1:
            first, last = (m.words if None in (m.low, m.high) else m.short for m in (self.grown[0], self.grown[-1]))
            return say("rose", first=first, last=last)  # "from 60–80 to 90", for "from 60 to 80 to 90" is a riddle
        values = [mark.value for mark in self.marks]
        return say("between", low=number(min(values)), high=number(max(values)))


class ChartPlan(Struct, frozen=True, kw_only=True):
    title: str
    note: str
    zone: str  # IANA: times on the axis are its
    panels: tuple[Panel, ...]
    alt: str


def number(value: float) -> str:
    """ "1,234,567", "3.5"; in powers of ten only where nobody counts any more."""
    if abs(value) >= 1e15:
        return f"{value:.3g}"
    return thousands(f"{value:,.0f}") if abs(value) >= 1000 else f"{value:.4g}"


def _floor(mark: Mark) -> float:
    return 0.0 if mark.low is None else mark.low  # "at most 100" is above nothing


def _ceiling(mark: Mark) -> float:
    return mark.value if mark.high is None else mark.high


def plan(panels: Sequence[Panel], *, title: str, note: str, zone: str) -> ChartPlan | None:
    """The chart of these counts, the most important first; None where none has two numbers to compare."""
    shown = []
    for panel in panels:
        marks = [m for m in panel.marks if math.isfinite(m.value) and m.value >= 0]
        marks.sort(key=lambda m: (m.at, m.value, m.who))
        if len({mark.value for mark in marks}) >= 2 and max(mark.value for mark in marks) > 0:
            shown.append(Panel(what=panel.what, story=panel.story, marks=tuple(marks[-MOST_MARKS:])))
    shown = shown[:MOST_PANELS]
    if not shown:
        return None
    told = [say("chart_alt_panel", what=p.what, count=len(p.marks), verdict=p.verdict) for p in shown]
    alt = say("chart_alt", title=title, panels="; ".join(told))
    return ChartPlan(title=title, note=note, zone=zone, panels=tuple(shown), alt=alt)
