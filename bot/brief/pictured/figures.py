"""Figures: who said which number when."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo

from msgspec.structs import replace

from bot.brief import layout
from bot.brief.facts.counts import FEWEST
from bot.brief.figures import Count, Reading, in_words
from bot.brief.groups import Group, grouped
from bot.brief.independence import outlet
from bot.brief.layout import safe
from bot.brief.lines import is_digest
from bot.brief.offers import reader
from bot.brief.pictured import caption
from bot.brief.pictured.caption import Pictured
from bot.brief.pictures import charts
from bot.brief.pictures.charts import Mark, Panel
from bot.brief.spots import comparable
from bot.brief.units import called
from bot.model import Article, Line, Run, Topic
from bot.words import direction, isolated, say

SPEAKER = 28  # characters of who said a number; longer ones are told by their outlet
MOST_COUNTS = 8  # that are listed where nothing can be drawn
MOST_NUMBERS = 5  # of one count in a caption: the newest
# What names nobody: then the outlet is who said it.
NOBODY = re.compile(
    r"(?:he|she|they|it|who|which|i|we|one|some|many|others|(?:a|one|the) (?:source|person|report|study))",
    re.IGNORECASE,
)


def figures_view(
    topic: Topic,
    articles: Sequence[Article],
    *,
    as_of: datetime,
    window: timedelta,
    zone: tzinfo,
    dark: bool,
    now: datetime | None = None,
) -> Pictured:
    """Who said which number when: a chart of the counts with most to tell, and below it the same in words."""
    groups = grouped(topic, articles, as_of=as_of, window=window, new=None)
    found: list[tuple[tuple[bool, int, int], Panel]] = []
    links: dict[tuple[datetime, str], str | None] = {}
    for n, group in enumerate(groups):
        known = {article.id: article for article in group.members}
        for counted in group.counts:
            if not comparable(counted.series):
                continue
            marks = _marks(counted, known, links)
            voices = len({reading.origin for reading in counted.readings})
            panel = Panel(what=safe(in_words(counted.what), 40), story=_headline(group), marks=tuple(marks))
            found.append(((not counted.disputed, -voices, n), panel))
    found.sort(key=lambda one: one[0])
    # of one thing counted of several parties only one panel is shown where they would say the same
    panels = {(panel.what, panel.story, panel.verdict): panel for _, panel in reversed(found) if panel.marks}
    plan = charts.plan(
        list(panels.values())[::-1],
        title=caption.title(topic),
        note=caption.note(as_of, window, zone),
        zone=str(getattr(zone, "key", None) or "UTC"),
    )
    if plan:
        entries = [line for panel in plan.panels for line in _panel_lines(panel, links, as_of, zone)]
    else:
        entries = _counted_once(groups, reader(topic, groups), as_of, zone)
    head = layout.heading(topic, as_of, window, zone, "figures", now)
    buttons = caption.rows(topic, groups, window, "figures", as_of, dark, drawn=plan is not None)
    why = say("no_figures") if groups else say("nothing_found")
    return caption.captioned(plan, head, entries, [], 0, why, buttons)


def _counted_once(
    groups: Sequence[Group], is_readable: Callable[[str, Article], bool], as_of: datetime, zone: tzinfo
) -> list[Line]:
    """ "troops: 3,000 · John Kirby, Meridian Wire 13:23 - US sends ...": what the weightiest stories count, where nothing can be
    compared. Each by its newest number, no two of one thing or one item alike, and none that is told of everything."""
    lines: list[Line] = []
    told: set[tuple[str, str]] = set()
    for group in groups:
        known = {a.id: a for a in group.shown if is_readable(a.title or a.text, a) and not is_digest(a)}
        for counted in group.counts:
            readings = [reading for reading in counted.readings if reading.article in known][-1:]
            for mark in _marks(replace(counted, readings=tuple(readings)), known, {}):
                article, what = known[readings[0].article], safe(in_words(counted.what), 40)
                alike = {(what, mark.words), (article.id, mark.words)}
                if mark.value < FEWEST or not told.isdisjoint(alike):
                    continue
                told |= alike
                number = Run(f"{direction()}• {isolated(what)}: {isolated(mark.words)} · ")
                behind = f" {layout.moment(mark.at, as_of, zone)} - {isolated(safe(called(article), 60))}"
                lines.append(Line((number, Run(isolated(mark.who), url=article.link), Run(behind))))
    return [caption.plain(say("counted_once")), *lines[:MOST_COUNTS]] if lines else []


def _marks(count: Count, known: Mapping[str, Article], links: dict[tuple[datetime, str], str | None]) -> list[Mark]:
    """A count's readings as marks: of each independent source every number that it had not given before."""
    marks: list[Mark] = []
    disputed = {_number(reading) for reading in count.readings if reading.article in count.disputed}
    given: set[tuple[str, tuple[float, ...], float, float]] = set()
    for reading in _said_once(count.readings):
        if _number(reading) in given or reading.article not in known:
            continue
        given.add(_number(reading))
        article = known[reading.article]
        at_least, at_most = math.isinf(reading.high), math.isinf(reading.low)
        low, high = reading.values[0], reading.values[-1]
        mark = Mark(
            at=reading.at,
            value=(low + high) / 2,
            low=None if at_most else low,
            high=None if at_least else high,
            who=_speaker(article, reading),
            disputed=_number(reading) in disputed,
        )
        links.setdefault((mark.at, mark.who), article.link)
        marks.append(mark)
    return marks


def _said_once(readings: Sequence[Reading]) -> list[Reading]:
    """Of a number that one source gave twice at one time, "29" and "at least 29", the bound: a title leaves it out."""
    kept: dict[tuple[str, datetime, tuple[float, ...]], Reading] = {}
    for reading in readings:
        key = reading.origin, reading.at, reading.values
        if key not in kept or math.isinf(reading.high - reading.low):
            kept[key] = reading
    return list(kept.values())


def _number(reading: Reading) -> tuple[str, tuple[float, ...], float, float]:
    """Whose number it is, and which."""
    return reading.origin, reading.values, reading.low, reading.high


def _speaker(article: Article, reading: Reading) -> str:
    """Who gave the number, where the text says so in few words; else the outlet."""
    for said in article.attributions:
        covers = any(s.field == reading.field and s.start <= reading.start < s.end for s in said.content)
        if covers and said.source:
            name = safe(said.source[0].text, SPEAKER + 1)
            if len(name) <= SPEAKER and not NOBODY.fullmatch(name):
                return f"{name}, {safe(outlet(article), 16)}" if len(name) <= 16 else name
    return safe(outlet(article), layout.LONGEST_OUTLET)


def _headline(group: Group) -> str:
    article = group.shown[-1]
    return safe(called(article), 120)


def _panel_lines(
    panel: Panel, links: Mapping[tuple[datetime, str], str | None], as_of: datetime, zone: tzinfo
) -> list[Line]:
    """ "killed: rose from 13 to 60 - Explosion at ...", then a line for each number, the newest last."""
    title = Run(f"{direction()}{isolated(panel.what)}: {panel.verdict}", "bold")
    lines = [Line((title, Run(f" - {isolated(safe(panel.story, 60))}")))]
    marks = panel.marks
    if len(marks) > MOST_NUMBERS:  # the first tells where it began
        marks = (marks[0], *marks[-MOST_NUMBERS + 1 :])
    for mark in marks:
        time = layout.moment(mark.at, as_of, zone)
        sign = "◐ " if mark.disputed else ""
        who = Run(isolated(mark.who), url=links.get((mark.at, mark.who)))
        lines.append(Line((Run(f"{direction()}{time} · {sign}{isolated(mark.words)} · "), who)))
    return lines
