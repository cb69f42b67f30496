"""The Map: where the stories happen, and what is told of each place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from msgspec import Struct
from msgspec.structs import replace

from bot.brief import layout, lexicon, trust
from bot.brief.compose import LONGEST
from bot.brief.groups import Group, grouped
from bot.brief.independence import outlet
from bot.brief.layout import safe
from bot.brief.lines import Candidate, candidates
from bot.brief.offers import Offer, offers, reader
from bot.brief.pictured import caption
from bot.brief.pictured.caption import Pictured
from bot.brief.pictures import maps
from bot.brief.pictures.geography import countries
from bot.brief.pictures.letters import has_glyphs, is_arabic
from bot.brief.pictures.maps import Spot
from bot.brief.select import ONE_SIDE, judged, pick
from bot.brief.spots import Site, sites, topic_countries, topic_places
from bot.brief.units import called
from bot.model import Article, Line, Run, Status, Topic
from bot.words import count, direction, isolated, say

MOST_TOLD = 5  # places in a caption: more, and a phone shows no more of the picture
SAID = 80  # characters of what is told of a place
NAMED, WHOLE = 1.6, 1.3  # what a line gains by naming the place, and by being no longer than that
MOST_ARTICLES = 4  # on one place that lines are taken from: the newest


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

    def told_to(group: Group) -> bool:
        return any(is_readable(article.title or article.text, article) for article in group.shown)

    spots, weightiest = _spots(topic, groups, told_to)
    # A country as such has its point in the middle of it: no place for news where others are told to the town.
    finer = {spot.country for spot in spots if spot.id not in countries()}
    located = [spot for spot in spots if spot.id not in countries() or spot.country not in finer]
    plan = maps.plan(
        sorted(located, key=lambda spot: (-spot.weight, spot.id)),
        title=caption.title(topic),
        note=caption.note(as_of, window, zone),
        places=topic_places(topic),
        countries=topic_countries(topic),
        circles=topic.circles,
    )
    entries: list[Line] = []
    foot: list[Line] = []
    left = 0
    if plan is not None:
        lines = offers(topic, groups)

        def told_at(spot: Spot) -> Told:
            site, group = weightiest[spot.id]
            return _lead(site, group, lines) or _told(site, group, is_readable)

        told = {spot.id: told_at(spot) for spot in plan.spots}
        plan = replace(plan, spots=tuple(replace(spot, status=told[spot.id].status) for spot in plan.spots))
        groups_at = {id: group for id, (_, group) in weightiest.items()}
        for n, spot in enumerate(plan.spots, 1):
            names, other = _apart(spot, groups_at, told_to) if n == 1 else (spot.names[:2], None)
            more = len(spot.stories) - 1 - bool(other)
            entries.append(_place_line(n, names, told[spot.id], more, as_of, zone))
            if other:
                entries.append(_place_line(n, other.names, told_at(other), 0, as_of, zone))
        beyond = ", ".join(safe(spot.names[0], 24) for spot in plan.beyond[:4])
        foot = [caption.plain(say("beyond_more" if len(plan.beyond) > 4 else "beyond", names=beyond))] if beyond else []
        left = len(entries[MOST_TOLD:]) + plan.left
    head = layout.heading(topic, as_of, window, zone, "map", now)
    buttons = caption.rows(topic, groups, window, "map", as_of, dark, drawn=plan is not None)
    return caption.captioned(plan, head, entries[:MOST_TOLD], foot, left, _why_none(topic, groups), buttons)


def _spots(
    topic: Topic, groups: Sequence[Group], told_to: Callable[[Group], bool]
) -> tuple[list[Spot], dict[int, tuple[Site, Group]]]:
    """Where something happens, with all of its stories; and by place the weightiest story there, of those that the reader can
    read, else of all. `groups`: the weightiest first."""
    weightiest: dict[int, tuple[Site, Group]] = {}
    spots: dict[int, Spot] = {}
    outlets = {article.outlet for group in groups for article in group.shown if article.outlet}
    for group in groups:
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
    return list(spots.values()), weightiest


def _why_none(topic: Topic, groups: Sequence[Group]) -> str:
    """Why there is no map: no news, none that names a place, or none that names one in the topic's own country."""
    if not groups:
        return say("nothing_found")
    own = topic_countries(topic)
    places = (p for group in groups for article in group.shown for p in article.places)
    return say("no_place_within" if any(p.country in own for p in places) else "no_place")


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


def _lead(site: Site, group: Group, lines: Sequence[Offer]) -> Told | None:
    """The line with which a briefing tells the story, as sure as it is there, where that names the place."""
    for first in pick([offer for offer in lines if offer.group is group], lambda _: LONGEST, most=1):
        line = first.candidate
        return Told(_short(line.text), first.verdict.status, line.article) if _names(line, site) else None
    return None


def _names(line: Candidate, site: Site) -> bool:
    """Whether the place's name is in the line."""
    spans = (p for p in line.article.places if p.geonameid == site.place.geonameid and p.field == line.field)
    return any(line.start <= span.start < line.start + len(line.quote) for span in spans)


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
    worth = line.grade * (2.0 + lexicon.severity(line.quote, line.article.lang))
    worth *= (NAMED if _names(line, site) else 1.0) * (WHOLE if len(line.text) <= SAID else 1.0)
    worth *= ONE_SIDE if trust.is_party(outlet(line.article)) else 1.0
    published = line.article.told or datetime.min.replace(tzinfo=UTC)
    return worth, published, line.article.id, -line.start


def _place_line(number: int, names: Sequence[str], told: Told, more: int, as_of: datetime, zone: tzinfo) -> Line:
    """ "1 ● Kabul: US sends 3,000 troops · BBC 13:23 (+2 stories)"."""
    words = "" if told.status in ("confirmed", "reported") else f"{say(told.status)} · "
    time = layout.clock(told.article.told, as_of, zone)
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
