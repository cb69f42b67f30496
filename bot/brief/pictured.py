"""The views that are pictures: Map and Figures. Each is a plan of what to draw, and a caption that says the same in words."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from msgspec import Struct
from msgspec.structs import replace

from bot.brief import layout, lexicon, trust
from bot.brief.buttons import View
from bot.brief.facts.counts import FEWEST
from bot.brief.figures import Count, Reading, in_words
from bot.brief.groups import Group, grouped
from bot.brief.independence import outlet
from bot.brief.layout import safe
from bot.brief.lines import Candidate, candidates, is_digest
from bot.brief.offers import reader
from bot.brief.pictures import charts, maps
from bot.brief.pictures.charts import ChartPlan, Mark, Panel
from bot.brief.pictures.geography import countries
from bot.brief.pictures.letters import has_glyphs, is_arabic
from bot.brief.pictures.maps import MapPlan, Spot
from bot.brief.select import ONE_SIDE, judged
from bot.brief.spots import Site, comparable, offered_for, sites, topic_countries, topic_places
from bot.brief.units import called
from bot.brief.window import format_window
from bot.model import Article, Button, Line, Message, Run, Status, Topic
from bot.words import count, day_month, direction, isolated, say

CAPTION = 1_024  # UTF-16 units: core.telegram.org/bots/api#sendphoto
MOST_TOLD = 5  # places in a caption: more, and a phone shows no more of the picture
SAID = 80  # characters of what is told of a place
NAMED, WHOLE = 1.6, 1.3  # what a line gains by naming the place, and by being no longer than that
SPEAKER = 28  # characters of who said a number; longer ones are told by their outlet
MOST_COUNTS = 8  # that are listed where nothing can be drawn
MOST_NUMBERS = 5  # of one count in a caption: the newest
MOST_ARTICLES = 4  # on one place that lines are taken from: the newest
# What names nobody: then the outlet is who said it.
NOBODY = re.compile(
    r"(?:he|she|they|it|who|which|i|we|one|some|many|others|(?:a|one|the) (?:source|person|report|study))",
    re.IGNORECASE,
)


class Pictured(Struct, frozen=True, kw_only=True):
    """`message` has the caption and the buttons; without a plan there is nothing to draw, and it says so."""

    message: Message
    plan: MapPlan | ChartPlan | None


# --- map ---


class Told(Struct, frozen=True):
    """What is told of a place: the line, how sure it is, and whose it is."""

    text: str
    status: Status
    article: Article


def map_view(
    topic: Topic,
    articles: Sequence[Article],
    *,
    as_of: datetime,
    window: timedelta,
    zone: tzinfo,
    dark: bool,
    now: datetime | None = None,
) -> Pictured:
    """Where the stories of the window happen: a numbered sign for each place, and below it what is told of each."""
    groups = grouped(topic, articles, as_of=as_of, window=window, new=None)
    is_readable = reader(topic, groups)
    weightiest: dict[int, tuple[Site, Group]] = {}  # of those that the reader can read, else of all
    spots: dict[int, Spot] = {}
    outlets = {article.outlet for group in groups for article in group.shown if article.outlet}

    def told_to(group: Group) -> bool:
        return any(is_readable(article.title or article.text, article) for article in group.shown)

    for group in groups:  # the weightiest first
        found = sites(topic, group, outlets)
        for site in found:
            id = site.place.geonameid
            if id not in weightiest or (not told_to(weightiest[id][1]) and told_to(group)):
                weightiest[id] = site, group
            before = spots.get(id)
            written = before is not None and is_arabic(before.names[0])
            spots[id] = Spot(
                id=id,
                names=before.names if before and written else (_name(topic, site),),
                country=site.place.country,
                lat=site.place.lat,
                lon=site.place.lon,
                weight=group.salience * site.mentions / found[0].mentions + (before.weight if before else 0.0),
                status="reported",
                stories=(before.stories if before else frozenset()) | {group.id},
            )
    # A country as such has its point in the middle of it: no place for news where others are told to the town.
    finer = {spot.country for spot in spots.values() if spot.id not in countries()}
    located = [spot for spot in spots.values() if spot.id not in countries() or spot.country not in finer]
    plan = maps.plan(
        sorted(located, key=lambda spot: (-spot.weight, spot.id)),
        title=_title(topic),
        note=_note(as_of, window, zone),
        places=topic_places(topic),
        countries=topic_countries(topic),
        circles=topic.circles,
    )
    entries: list[Line] = []
    foot: list[Line] = []
    left = 0
    if plan is not None:
        told = {spot.id: _told(*weightiest[spot.id], is_readable) for spot in plan.spots}
        plan = replace(plan, spots=tuple(replace(spot, status=told[spot.id].status) for spot in plan.spots))
        groups_at = {id: group for id, (_, group) in weightiest.items()}
        for n, spot in enumerate(plan.spots, 1):
            names, other = _apart(spot, groups_at, told_to) if n == 1 else (spot.names[:2], None)
            more = len(spot.stories) - 1 - bool(other)
            entries.append(_place_line(n, names, told[spot.id], more, as_of, zone))
            if other:
                line = _told(*weightiest[other.id], is_readable)
                entries.append(_place_line(n, other.names, line, 0, as_of, zone))
        beyond = ", ".join(safe(spot.names[0], 24) for spot in plan.beyond[:4])
        foot = [_plain(say("beyond_more" if len(plan.beyond) > 4 else "beyond", names=beyond))] if beyond else []
        left = len(entries[MOST_TOLD:]) + plan.left
    head = layout.heading(topic, as_of, window, zone, "map", now)
    buttons = _rows(topic, groups, window, "map", as_of, dark, drawn=plan is not None)
    return _captioned(
        plan, head, entries[:MOST_TOLD], foot, left, say("no_place") if groups else say("nothing_found"), buttons
    )


def _apart(
    spot: Spot, weightiest: Mapping[int, Group], told_to: Callable[[Group], bool]
) -> tuple[tuple[str, ...], Spot | None]:
    """The names to tell a spot by, and, of the places put together with it, one of which there is another story to tell: what
    happens in the next town is told, though its sign would lie on the capital's."""
    own = weightiest[spot.id]
    other = next((s for s in spot.beside if weightiest[s.id] is not own and told_to(weightiest[s.id])), None)
    if other is None:
        return spot.names[:2], None
    same = [name for one in spot.beside if weightiest[one.id] is own for name in one.names]
    return tuple(dict.fromkeys([spot.names[0], *same]))[:2], other


def _name(topic: Topic, site: Site) -> str:
    """The place's name: for a topic in Arabic script as the news write it so, else the gazetteer's, which is in Latin letters."""
    if is_arabic(topic.query):
        for article in reversed(site.articles):
            for place in article.places:
                if place.geonameid == site.place.geonameid and is_arabic(place.text) and has_glyphs(place.text):
                    return safe(place.text, 40)
    return safe(site.place.name, 40)


def _told(site: Site, group: Group, is_readable: Callable[[str, Article], bool]) -> Told:
    """The line that tells most of the place, rather with its name in it, judged by all that is known of its story. Of a story
    that is told in the reader's language too, a line in that."""
    readable = {article.id: article for article in group.shown if is_readable(article.title or article.text, article)}
    articles = [a for a in site.articles if a.id in readable] or list(readable.values()) or site.articles
    offered = [line for article in articles[-MOST_ARTICLES:] for line in candidates(article)]
    line = max(offered, key=lambda line: _worth(line, site), default=None)
    if line is None:
        article = articles[-1]
        return Told(_short(called(article)) or say("no_text"), "reported", article)
    return Told(_short(line.text), judged(group, line).status, line.article)


def _short(text: str) -> str:
    """The text, cut between two words where it is long."""
    cut = safe(text, SAID)
    return cut if len(text) <= SAID or " " not in cut else cut.rpartition(" ")[0].rstrip(" ,;:-–") + "…"


def _worth(line: Candidate, site: Site) -> tuple[float, datetime, str, int]:
    """What ranks lines on a place: well formed and severe, with its name in it, short enough to be told whole; the newer one."""
    spans = (p for p in line.article.places if p.geonameid == site.place.geonameid and p.field == line.field)
    named = any(line.start <= span.start < line.start + len(line.quote) for span in spans)
    worth = line.grade * (2.0 + lexicon.severity(line.quote, line.article.lang))
    worth *= (NAMED if named else 1.0) * (WHOLE if len(line.text) <= SAID else 1.0)
    worth *= ONE_SIDE if trust.is_party(outlet(line.article)) else 1.0
    published = line.article.published or datetime.min.replace(tzinfo=UTC)
    return worth, published, line.article.id, -line.start


def _place_line(number: int, names: Sequence[str], told: Told, more: int, as_of: datetime, zone: tzinfo) -> Line:
    """ "1 ● Kabul: US sends 3,000 troops · BBC 13:23 (+2 stories)"."""
    words = "" if told.status in ("confirmed", "reported") else f"{say(told.status)} · "
    time = layout.clock(told.article.published, as_of, zone)
    further = f" (+{count(more, 'story')})" if more > 0 else ""
    return Line(
        (
            Run(f"{direction()}{number} {layout.MARKS[told.status]} "),
            Run(", ".join(isolated(safe(name, 24)) for name in names), "bold"),
            Run(f": {isolated(told.text)} · {words}"),
            Run(isolated(safe(outlet(told.article), layout.LONGEST_OUTLET)), url=told.article.link),
            Run(f"{' ' * bool(time)}{time}{further}"),
        )
    )


# --- figures ---


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
        title=_title(topic),
        note=_note(as_of, window, zone),
        zone=str(getattr(zone, "key", None) or "UTC"),
    )
    if plan:
        entries = [line for panel in plan.panels for line in _panel_lines(panel, links, as_of, zone)]
    else:
        entries = _counted_once(groups, reader(topic, groups), as_of, zone)
    head = layout.heading(topic, as_of, window, zone, "figures", now)
    buttons = _rows(topic, groups, window, "figures", as_of, dark, drawn=plan is not None)
    why = say("no_figures") if groups else say("nothing_found")
    return _captioned(plan, head, entries, [], 0, why, buttons)


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
    return [_plain(say("counted_once")), *lines[:MOST_COUNTS]] if lines else []


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


# --- both ---


def _title(topic: Topic) -> str:
    """What stands over a picture: the topic, in letters that can be drawn."""
    title = topic.title if has_glyphs(topic.title) else topic.english or topic.title
    return safe(title, layout.LONGEST_TITLE) or say("news")


def _note(as_of: datetime, window: timedelta, zone: tzinfo) -> str:
    local = as_of.astimezone(zone)
    return say(
        "picture_note",
        span=layout.window_words(window),
        time=f"{day_month(local)} {local:%H:%M}",
        zone=layout.zone_name(zone),
    )


def _captioned(
    plan: MapPlan | ChartPlan | None,
    head: str,
    entries: Sequence[Line],
    foot: Sequence[Line],
    left: int,
    why: str,
    buttons: tuple[tuple[Button, ...], ...],
) -> Pictured:
    """The picture with its caption: the heading, as many of the entries as there is room for, how many are not told (`left` of
    them were never tried), the foot. Without a plan the heading is followed by why there is none."""
    title = [Line((Run(head, "bold"),)), *([] if plan else [_plain(why)])]
    lines = _fitted(title, entries, foot, left)
    return Pictured(message=Message(lines=lines, buttons=buttons), plan=plan)


def _plain(text: str) -> Line:
    return Line((Run(text),))


def _rows(
    topic: Topic,
    groups: Sequence[Group],
    window: timedelta,
    shown: View,
    as_of: datetime,
    dark: bool,
    *,
    drawn: bool,
) -> tuple[tuple[Button, ...], ...]:
    """The other views, and the same picture for the other kind of screen."""
    texts = layout.TEXTS if groups else ()
    others = [view for view in offered_for(topic, groups) if view != shown]
    themes: dict[View, tuple[View, View]] = {
        "map": ("map-light", "map-dark"),
        "figures": ("figures-light", "figures-dark"),
    }
    theme = [themes[shown][not dark]] if drawn else []
    return layout.buttons(format_window(window), topic, [*texts, *others, *theme], as_of)


def _units(line: Line) -> int:
    return sum(2 if c > "\uffff" else 1 for c in line.text) + 1


def _fitted(head: Sequence[Line], entries: Sequence[Line], foot: Sequence[Line], left: int) -> tuple[Line, ...]:
    """The lines, as many of the entries as a caption holds; how many are not told is said, `left` among them."""
    room = CAPTION - sum(_units(line) for line in [*head, *foot]) - 40
    kept: list[Line] = []
    for line in entries:
        if _units(line) > room:
            break
        room -= _units(line)
        kept.append(line)
    left += len(entries) - len(kept)
    more = [_plain(say("source_more", count=left))] if left else []
    return (*head, *kept, *more, *foot)
