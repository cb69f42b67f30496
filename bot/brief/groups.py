"""Articles -> the stories of a briefing, in the order of their weight."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from bot.brief import facts, figures, lexicon
from bot.brief.facts import Fact, Witness
from bot.brief.independence import origins
from bot.brief.lines import is_digest, is_opinion
from bot.brief.pictures.geography import countries
from bot.brief.units import Unit
from bot.model import Article, Topic

MOST_STORIES = 30  # that are looked at closely: more would not fit, and the answer must come at once
MOST_OTHERS = 1_000  # articles of further stories that are asked whether they tell the same, the newest
SHORT = 5  # characters of a term that is too short to tell by how a word begins
MOST_ARTICLES = 6  # of one story that tell how heavy it is, the newest
RECENT = timedelta(hours=12)  # the time in which most of a story's newness is gone, in a day
OPENING = 0.3  # what it counts to be named in the lead, beside in the headline
LEAD = 400  # characters of it
OPENS = 300  # characters of a text that are weighed with its headline
COUNTRY = 0.6  # what it counts that only the country is named, where the topic is a town
FAR = 0.75  # what a story weighs that nowhere names the topic up front
EXTREME = 4.0  # how heavy an alert weighs that calls itself so: words alone come to 3.75
SEVERE, VOICES, NEAR = (
    0.45,
    0.9,
    0.8,
)  # what a story gains by each step of severity, by twice the sources, by being on the topic
LEADS = 0.2  # ... and one article by each step of its lead's: that also tells what went before
LASTING = 0.5  # what it counts to be told on twice as many days
STALE = 0.6  # what a story still weighs long after


_WORD = re.compile(r"[^\W\d_]{3,}")


class Group(Struct):
    """A story with what is on the topic and in the window."""

    id: str
    members: list[Article]  # all up to now, oldest first
    shown: list[Article]  # on topic and in the window, oldest first
    as_of: datetime
    new: bool
    fresh: frozenset[str]  # of those shown, the ids that the chat was not told
    voices: Mapping[str, str]
    counts: list[figures.Count]
    salience: float = 0.0
    elsewhere: Mapping[Fact, Sequence[Witness]] = {}  # who tells what in the other stories
    origins: Mapping[str, str] = {}  # the voices of all stories


def when(article: Article, as_of: datetime) -> datetime:
    """When its words were published, or first read; now where neither is known."""
    return article.told or as_of


def days_ago(article: Article, as_of: datetime) -> int:
    """How many whole days before `as_of`."""
    return (as_of - when(article, as_of)) // timedelta(days=1)


def towns(articles: Iterable[Article]) -> frozenset[str]:
    """The terms of the places smaller than a country that articles name."""
    return frozenset(
        f"p:{place.geonameid}"
        for article in articles
        for place in article.places
        if place.kind == "place" and place.geonameid not in countries()
    )


def grouped(
    topic: Topic,
    articles: Sequence[Article],
    *,
    as_of: datetime,
    window: timedelta,
    new: frozenset[str] | None,
    beside: Sequence[Article] = (),
) -> list[Group]:
    """The stories with something on the topic in the window, those with something new first, then by weight. What `articles`
    has of others, and all that is `beside` them, is not told, but may bear out what is, or deny it."""
    stories: dict[str, list[Article]] = {}
    for article in {a.id: a for a in articles if when(a, as_of) <= as_of}.values():
        stories.setdefault(article.story or f"item {article.id}", []).append(article)
    found = []
    everything = [a for members in stories.values() for a in members]
    known = origins([*everything, *beside])
    for id, members in stories.items():
        members.sort(key=lambda a: (when(a, as_of), a.id))
        shown = [a for a in members if as_of - when(a, as_of) <= window and topic.matches(a)]
        if shown:
            fresh = frozenset(a.id for a in shown if new is None or a.id in new)
            voices = {a.id: known[a.id] for a in members}
            found.append(Group(id, members, shown, as_of, bool(fresh), fresh, voices, [], origins=known))
    # what the papers say of many things is told only where nobody else says anything
    found = [group for group in found if not all(is_digest(a) for a in group.shown)] or found
    for group in found:
        group.salience = salience(topic, group, as_of, window)
    found.sort(key=_first)
    looked_at, rest = found[:MOST_STORIES], found[MOST_STORIES:]
    close = {a.id for group in looked_at for a in group.members}
    named = towns(a for group in looked_at for a in group.shown)
    others = {a.id: a for a in [*beside, *everything] if a.id not in close and not named.isdisjoint(a.terms)}
    newest = sorted(others.values(), key=lambda a: (when(a, as_of), a.id))[-MOST_OTHERS:]
    elsewhere = facts.index([*(a for group in looked_at for a in group.members), *newest])
    for group in looked_at:
        group.counts = figures.counts(group.members, group.voices, as_of)
        group.elsewhere = elsewhere
        told = max(facts.tellers(a, elsewhere, known) for a in group.shown[-MOST_ARTICLES:])
        group.salience = salience(topic, group, as_of, window, told)
    return sorted(looked_at, key=_first) + rest


def _first(group: Group) -> tuple[bool, float, str]:
    """What is new goes first, then what weighs most."""
    return not group.new, -group.salience, group.id


def names(topic: Topic, article: Article) -> float:
    """How plainly an article is about the topic: 1 where its headline names it, or the first line of a post, in whatever script,
    .3 where its lead does."""
    field, start = ("title", 0) if article.title else ("text", article.text.index(article.head))
    title = _named(topic, article, article.head, field, start, start + len(article.head))
    return title or OPENING * _named(topic, article, article.text[:LEAD], "text", 0, LEAD)


def says_topic(topic: Topic, article: Article, unit: Unit) -> bool:
    """Whether one of its sentences names the topic."""
    return _named(topic, article, unit.text, unit.field, unit.start, unit.end) > 0


def _named(topic: Topic, article: Article, text: str, field: str, start: int, end: int) -> float:
    """1 where a part of an article names the topic, a little less where only the country of a capital is named, else 0."""
    if not lexicon.word_set(topic.names).isdisjoint(lexicon.content_words(text)):
        return 1.0
    terms = topic.terms()
    same = tuple(term[2:] for term in terms if term.startswith("w:") and len(term) > SHORT)
    if same and any(word.startswith(same) for word in _WORD.findall(text.casefold())):
        return 1.0  # quakes, where it is earthquakes
    inside = [p for p in article.places if p.field == field and start <= p.start < end]
    if any(f"p:{place.geonameid}" in terms for place in inside):
        return 1.0
    if any(f"c:{place.country}" in terms for place in inside):
        return COUNTRY if any(term.startswith("p:") for term in terms) else 1.0
    return 0.0


def salience(topic: Topic, group: Group, as_of: datetime, window: timedelta, told: tuple[int, int] = (0, 0)) -> float:
    """How much a story weighs: severity of its words, independent sources (`told`: so many, in so many articles, tell its event,
    in other stories and languages too), size, how recent, how near to the topic."""
    heads = group.shown[-MOST_ARTICLES:]
    severe = max(_severity(a, f"{a.title} {a.text[:OPENS]}") for a in heads)
    sources = max(told[0], len({group.voices[a.id] for a in group.shown}))
    age = (as_of - when(group.shown[-1], as_of)) / max(RECENT, window / 4)  # of a month, last week is no old story
    near = sum(names(topic, a) for a in heads) / len(heads)
    weight = 1.0 + SEVERE * severe + VOICES * math.log2(sources) + 0.3 * math.log2(max(told[1], len(group.shown)))
    weight += NEAR * near
    weight += LASTING * math.log2(len({days_ago(a, as_of) for a in group.shown}))
    weight *= FAR + (1 - FAR) * near
    weight *= STALE + (1 - STALE) * math.exp(-max(0.0, age))
    if all(is_opinion(a) for a in heads):
        weight *= 0.3
    soft = all(lexicon.is_soft(f"{a.title} {a.text[:OPENS]}") for a in heads)
    if soft and not lexicon.SOFT.search(topic.names):
        weight *= 0.5
    return weight


def weight_of(topic: Topic, article: Article, sources: int) -> float:
    """How much what an article says on top weighs by itself, whatever its story has grown to: so many independent `sources`
    bear it out."""
    near = names(topic, article)
    severe = SEVERE * _severity(article, article.head) + LEADS * _severity(article, article.text[:OPENS])
    return (1.0 + severe + VOICES * math.log2(max(1, sources)) + NEAR * near) * (FAR + (1 - FAR) * near)


def _severity(article: Article, text: str) -> float:
    """How heavy a part of it weighs; an alert that calls itself extreme more than any words."""
    return EXTREME * ("v:extreme" in article.terms) or lexicon.severity(text, article.lang)
