"""Draws a ChartPlan: a panel for each count over one axis of time."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from functools import partial
from itertools import chain, pairwise
from zoneinfo import ZoneInfo

from bot.brief.pictures.canvas import Canvas, fitted, width_of
from bot.brief.pictures.charts import ChartPlan, Mark, Panel, number
from bot.brief.pictures.maps import HEAD, WIDTH
from bot.brief.pictures.palette import Palette
from bot.brief.pictures.placing import Box, around, free, time_ticks, value_ticks

TITLE, NOTE, WHAT, LABEL, TICK = 50, 34, 42, 34, 31  # pixels high
SIDE = 28.0
PLOT = {1: 560.0, 2: 320.0, 3: 250.0}  # height of a panel's plot, by the number of panels
STEPS = {1: 4, 2: 3, 3: 3}  # of the axis of values, at most
ABOVE, AXIS = 76.0, 62.0  # room over a plot for what it counts, and under it for its axis of time
RADIUS = 11.0
ARROW = 36.0  # from a bound to where the number may be
TALLEST_SPACE = 40.0  # of free room over the highest value, for its label
EVEN = timedelta(hours=1)  # around the marks where all are of one moment


def draw(plan: ChartPlan, colours: Palette) -> bytes:
    """The chart as a PNG of 1,280 pixels' width."""
    tall = PLOT[len(plan.panels)]
    each = ABOVE + tall + AXIS
    canvas = Canvas(WIDTH, round(HEAD + each * len(plan.panels)), colours.paper)
    later: list[Callable[[], None]] = []  # the words, written when all shapes are drawn
    for n, panel in enumerate(plan.panels):
        top = HEAD + each * n + ABOVE
        values = value_ticks(max(max(mark.value, mark.high or 0.0) for mark in panel.marks), STEPS[len(plan.panels)])
        left = SIDE + max(width_of(number(value), TICK) for value in values) + 16
        area = Box(left, top, WIDTH - SIDE - RADIUS, top + tall)
        later += _Panel(canvas, panel, values, area, ZoneInfo(plan.zone), colours).drawn()
    for write in later:
        write()
    note = width_of(plan.note, NOTE)
    canvas.text(WIDTH - SIDE, HEAD / 2, plan.note, NOTE, colours.faint, anchor="rm")
    title = fitted(plan.title, TITLE, WIDTH - 3 * SIDE - note, bold=True)
    canvas.text(SIDE, HEAD / 2, title, TITLE, colours.ink, bold=True)
    return canvas.png(plan.alt)


class _Panel:
    """One panel while it is drawn: its shapes at once, its words later, and what is taken of its room."""

    def __init__(
        self, canvas: Canvas, panel: Panel, values: Sequence[float], area: Box, zone: tzinfo, colours: Palette
    ) -> None:
        self.canvas, self.panel, self.values, self.area = canvas, panel, values, area
        self.zone, self.colours = zone, colours
        self.start, self.end = _span(panel.marks)
        self.taken: list[Box] = []
        self.later: list[Callable[[], None]] = []

    def across(self, at: datetime) -> float:
        left = self.area.left + 24
        return left + (self.area.right - left) * ((at - self.start) / (self.end - self.start))

    def up(self, value: float) -> float:
        room = self.area.bottom - self.area.top - TALLEST_SPACE
        return self.area.bottom - room * max(0.0, min(1.0, value / self.values[-1]))

    def drawn(self) -> list[Callable[[], None]]:
        """Draws the shapes, and returns what writes the words."""
        self.axes()
        self.growth()
        for mark in self.panel.disputed:  # a dispute: as levels across, that cannot all be right
            ends = (self.area.left, self.up(mark.value)), (self.area.right, self.up(mark.value))
            self.canvas.dashed(*ends, self.colours.doubt, 3.0)
        for mark in self.panel.marks:
            self.mark(mark)
        for mark in _in_order_of_need(self.panel):
            self.label(mark)
        self.heading()
        return self.later

    def axes(self) -> None:
        area, colours = self.area, self.colours
        for value in self.values:
            y, wide = self.up(value), width_of(number(value), TICK)
            self.canvas.line([(area.left, y), (area.right, y)], colours.rule, 2.0)
            self.later.append(
                partial(self.canvas.text, area.left - 12, y, number(value), TICK, colours.faint, anchor="rm")
            )
            self.taken.append(Box(area.left - 12 - wide, y - TICK / 2, area.left - 4, y + TICK / 2))
        written = 0.0
        for at, words in time_ticks(self.start, self.end, self.zone):
            x, half = self.across(at), width_of(words, TICK) / 2
            self.canvas.line([(x, area.bottom), (x, area.bottom + 8)], colours.faint, 2.0)
            if x - half > written + 12 and x + half <= WIDTH - 4:
                self.later.append(
                    partial(self.canvas.text, x, area.bottom + 30, words, TICK, colours.faint, anchor="mm")
                )
                written = x + half

    def growth(self) -> None:
        """Growth is in steps, for a number holds until there is a new one."""
        path = [(self.across(mark.at), self.up(mark.value)) for mark in self.panel.grown]
        if len(path) < 2:
            return
        stairs = [path[0]]
        for x, y in path[1:]:
            stairs += [(x, stairs[-1][1]), (x, y)]
        self.canvas.line(stairs, self.colours.sure, 5.0)
        self.taken += [
            Box(min(a[0], b[0]) - 3, min(a[1], b[1]) - 3, max(a[0], b[0]) + 3, max(a[1], b[1]) + 3)
            for a, b in pairwise(stairs)
        ]

    def mark(self, mark: Mark) -> None:
        """A disc, filled where it is disputed or a step of growth, with its bound or range as a whisker."""
        x, y = self.across(mark.at), self.up(mark.value)
        colour = self.colours.doubt if mark.disputed else self.colours.sure
        low = self.up(mark.low) if mark.low is not None else min(y + ARROW, self.area.bottom)
        high = self.up(mark.high) if mark.high is not None else max(y - ARROW, self.area.top)
        if mark.low != mark.high:
            self.canvas.line([(x, low), (x, high)], colour, 4.0)
            for tip, known, out in ((low, mark.low, 1), (high, mark.high, -1)):
                if known is None:  # an arrow to where the number may be
                    self.canvas.polygon([(x - 9, tip), (x + 9, tip), (x, tip + out * 14)], colour)
                else:
                    self.canvas.line([(x - 10, tip), (x + 10, tip)], colour, 4.0)
            self.taken.append(Box(x - 10, min(low, high) - 14, x + 10, max(low, high) + 14))
        self.canvas.disc(x, y, RADIUS + 3, self.colours.paper)
        self.canvas.disc(x, y, RADIUS, colour)
        if not (mark.disputed or mark in self.panel.grown):  # it agrees with what was said
            self.canvas.disc(x, y, RADIUS - 4, self.colours.paper)
        self.taken.append(_disc(x, y, RADIUS))

    def label(self, mark: Mark) -> None:
        """Writes a mark's number and who gave it where there is room; where there is none, nothing."""
        colours = self.colours
        words = f"\u200e{mark.short} {fitted(mark.who, LABEL, WIDTH / 3, bold=True)}"
        size = width_of(words, LABEL, True) + 4, LABEL * 1.15
        x, y = self.across(mark.at), self.up(mark.value)
        others = [
            _disc(self.across(other.at), self.up(other.value), 2 * RADIUS)
            for other in self.panel.marks
            if other is not mark
        ]
        near = chain.from_iterable(around(x, y, far * RADIUS, *size) for far in (1, 3, 5))
        bounds = Box(4, self.area.top - 8, WIDTH - 6, self.area.bottom - 2)
        box = free(near, [*self.taken, *(disc for disc in others if not disc.holds(x, y))], bounds)
        if not box:
            return
        foot = min(max(x, box.left), box.right), min(max(y, box.top), box.bottom)
        far = math.dist((x, y), foot)
        if far > 2 * RADIUS:  # a line leads from the mark to words that do not touch it
            edge = RADIUS / far
            self.canvas.line([(x + (foot[0] - x) * edge, y + (foot[1] - y) * edge), foot], colours.faint, 2.0)
        self.taken.append(box)
        self.canvas.rectangle(box, colours.paper)
        middle = (box.top + box.bottom) / 2
        colour = colours.doubt if mark.disputed else colours.ink
        self.later.append(
            partial(self.canvas.text, box.left + 2, middle, words, LABEL, colour, bold=True, halo=colours.paper)
        )

    def heading(self) -> None:
        """What is counted, whether they agree, and in which story."""
        panel, colours = self.panel, self.colours
        y = self.area.top - ABOVE / 2 - 4
        wide = width_of(panel.verdict, LABEL, True)
        what = fitted(panel.what, WHAT, max(WIDTH / 4, WIDTH - 2 * SIDE - 24 - wide), bold=True)
        colour = colours.doubt if panel.disputed else colours.sure if len(panel.grown) > 1 else colours.faint
        self.later.append(partial(self.canvas.text, SIDE, y, what, WHAT, colours.ink, bold=True))
        after = SIDE + width_of(what, WHAT, True) + 24
        self.later.append(
            partial(
                self.canvas.text,
                after,
                y,
                fitted(panel.verdict, LABEL, WIDTH - after - SIDE, True),
                LABEL,
                colour,
                bold=True,
            )
        )
        story = fitted(panel.story, TICK, WIDTH - after - wide - 24 - SIDE)
        if len(story) > 12:
            self.later.append(partial(self.canvas.text, after + wide + 24, y, story, TICK, colours.faint))


def _disc(x: float, y: float, radius: float) -> Box:
    return Box(x - radius, y - radius, x + radius, y + radius)


def _in_order_of_need(panel: Panel) -> list[Mark]:
    """What must be labelled first: what is disputed, the newest, the oldest, the steps of growth, then the others."""
    first = [*reversed(panel.disputed), panel.marks[-1], panel.marks[0], *reversed(panel.grown)]
    return list(dict.fromkeys([*first, *reversed(panel.marks)]))


def _span(marks: Sequence[Mark]) -> tuple[datetime, datetime]:
    """From the first mark to a little after the last."""
    start, end = min(mark.at for mark in marks).astimezone(UTC), max(mark.at for mark in marks).astimezone(UTC)
    if end - start < EVEN:
        start, end = start - EVEN / 2, end + EVEN / 2
    return start, end + (end - start) / 5  # room for the words beside the last
