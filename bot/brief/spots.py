"""Stories -> where they happen, for a map; and which pictures there is something for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from bot.brief.buttons import View
from bot.brief.groups import Group, when
from bot.brief.pictures import geography
from bot.model import Article, BriefStory, FigureSeries, Place, Topic
from bot.words import say

UP_FRONT = (
    300  # characters of a text in which it says where it happened; farther down other places are named in passing
)
MOST_PLACES = 3  # of one story: what happened in more places happened in none of them
NEAREST = 300.0  # km to the town that a point without a name is called after
HEADLINE = 2  # times that a place in a headline counts


class Site(Struct, frozen=True):
    """A place of a story, with the articles that name it, oldest first."""

    place: Place
    articles: tuple[Article, ...]
    mentions: int


def topic_places(topic: Topic) -> frozenset[int]:
    """The geonameids of the places that a topic is about."""
    return frozenset(
        int(term[2:]) for term in topic.terms() if term.startswith("p:") and term[2:].lstrip("-").isdigit()
    )


def topic_countries(topic: Topic) -> frozenset[str]:
    """The codes of the countries that a topic is about."""
    return frozenset(term[2:] for term in topic.terms() if term.startswith("c:"))


def _named(article: Article, own: frozenset[str], outlets: Collection[str] = ()) -> Iterator[Place]:
    """Places that an article names up front and that can be shown as a point: no demonyms, no continents, not the whole
    country that the topic is, and no outlets ("Meridian Wire" is not in Meridian)."""
    for place in article.places:
        up_front = place.field == "title" or place.start < UP_FRONT
        if place.kind == "place" and place.country and up_front:
            country = geography.countries().get(place.geonameid)
            if (country is None or country not in own) and not _is_outlet(article, place, outlets):
                yield place


def _is_outlet(article: Article, place: Place, outlets: Collection[str]) -> bool:
    body = article.title if place.field == "title" else article.text
    for name in outlets:
        start = place.start - name.find(place.text)
        if place.text != name and place.text in name and start >= 0 and body.startswith(name, start):
            return True
    return False


def comparable(series: FigureSeries) -> bool:
    """Whether at least two items gave at least two values of it: then there is something to draw."""
    items = {id for value in series.values for id in value.evidence}
    return len(series.values) > 1 and len(items) > 1


def _spots(article: Article, own: frozenset[str], outlets: Collection[str]) -> list[Place]:
    """Where an article is on the map: the places that it names, or where its source says that it is if it names none nearer than
    a country."""
    found = list(_named(article, own, outlets))
    if article.lat is None or article.lon is None or any(p.geonameid not in geography.countries() for p in found):
        return found
    return [_unnamed(article.lat, article.lon)]


def _unnamed(lat: float, lon: float) -> Place:
    """A point without a name, called after the town that is nearest. What lies within some 10 km is one."""
    lat, lon = round(lat, 1), round(lon, 1)
    town = min(geography.towns(), key=lambda town: geography.distance((lat, lon), (town.lat, town.lon)))
    near = geography.distance((lat, lon), (town.lat, town.lon)) <= NEAREST
    name = say("map_near", town=town.name) if near else say("map_point", lat=f"{lat:g}", lon=f"{lon:g}")
    # no id of any gazetteer: theirs are above zero, our own places' a few below it
    ident = -1_000_000_000 - round((lat + 90) * 10) * 10_000 - round((lon + 180) * 10)
    return Place(field="title", start=0, end=0, text="", name=name, country="", lat=lat, lon=lon, geonameid=ident)


def sites(topic: Topic, group: Group, outlets: Collection[str]) -> list[Site]:
    """Where a story happens: the places that most of its articles name up front. A country counts where no place in it does."""
    own = topic_countries(topic)
    found: dict[int, list[tuple[Place, Article]]] = {}
    weight: Counter[int] = Counter()
    for article in group.shown:
        for place in _spots(article, own, outlets):
            if all(known is not article for _, known in found.setdefault(place.geonameid, [])):
                found[place.geonameid].append((place, article))
            weight[place.geonameid] += HEADLINE if place.field == "title" else 1
    whole = geography.countries()
    finer = {places[0][0].country for id, places in found.items() if id not in whole}
    kept = [id for id in found if id not in whole or whole[id] not in finer]
    kept.sort(key=lambda id: (-weight[id], id))
    return [Site(found[id][0][0], tuple(article for _, article in found[id]), weight[id]) for id in kept[:MOST_PLACES]]


def offered(topic: Topic, shown: Iterable[Article], figures: Iterable[FigureSeries]) -> tuple[View, ...]:
    """The pictures there is something for: a map where one of the articles names a place, a chart where one of the figures can
    be compared."""
    own, shown = topic_countries(topic), list(shown)
    outlets = {article.outlet for article in shown if article.outlet}
    located = any(_spots(article, own, outlets) for article in shown)
    views: list[tuple[View, bool]] = [("map", located), ("figures", any(map(comparable, figures)))]
    return tuple(view for view, there in views if there)


def offered_with(
    topic: Topic, articles: Iterable[Article], stories: Iterable[BriefStory], *, as_of: datetime, window: timedelta
) -> tuple[View, ...]:
    """The same for a briefing: from the articles that it was composed of and the stories that it tells."""
    shown = (a for a in articles if timedelta() <= as_of - when(a, as_of) <= window and topic.matches(a))
    return offered(topic, shown, (series for story in stories for series in story.figures))


def offered_for(topic: Topic, groups: Iterable[Group]) -> tuple[View, ...]:
    """The same for a view."""
    groups = list(groups)
    shown = (article for group in groups for article in group.shown)
    return offered(topic, shown, (count.series for group in groups for count in group.counts))
