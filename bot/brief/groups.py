"""Articles -> the stories of a briefing, in the order of their weight."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from bot.brief import facts, figures, lexicon
from bot.brief.facts import Fact, Witness
from bot.brief.independence import origins
from bot.brief.lines import is_opinion
from bot.model import Article, Topic

MOST_STORIES = 30  # that are looked at closely: more would not fit, and the answer must come at once
MOST_ARTICLES = 6  # of one story that lines are taken from
RECENT = timedelta(hours=12)  # the time in which most of a story's newness is gone
FAR = 0.85  # what a story weighs that nowhere names the topic up front
STALE = 0.6  # what a story still weighs long after


class Group(Struct):
    """A story with what is on the topic and in the window."""

    id: str
    members: list[Article]  # all up to now, oldest first
    shown: list[Article]  # on topic and in the window, oldest first
    new: bool
    fresh: frozenset[str]  # of those shown, the ids that the chat was not told
    voices: Mapping[str, str]
    counts: list[figures.Count]
    salience: float = 0.0
    elsewhere: Mapping[Fact, Sequence[Witness]] = {}  # who tells what in the other stories
    origins: Mapping[str, str] = {}  # the voices of all stories


def when(article: Article, as_of: datetime) -> datetime:
    """When it was published, or first read; now where neither is known."""
    return article.published or article.seen or as_of


def grouped(
    topic: Topic,
    articles: Sequence[Article],
    *,
    as_of: datetime,
    window: timedelta,
    new: frozenset[str] | None,
    families: Mapping[str, str] | None = None,
) -> list[Group]:
    """The stories with something on the topic in the window, those with something new first, then by weight."""
    stories: dict[str, list[Article]] = {}
    for article in {a.id: a for a in articles if when(a, as_of) <= as_of}.values():
        stories.setdefault(article.story or f"item {article.id}", []).append(article)
    found = []
    everything = [a for members in stories.values() for a in members]
    known = origins(everything, families)
    for id, members in stories.items():
        members.sort(key=lambda a: (when(a, as_of), a.id))
        shown = [a for a in members if as_of - when(a, as_of) <= window and topic.matches(a)]
        if shown:
            fresh = frozenset(a.id for a in shown if new is None or a.id in new)
            voices = {a.id: known[a.id] for a in members}
            found.append(Group(id, members, shown, bool(fresh), fresh, voices, [], origins=known))
    for group in found:
        group.salience = salience(topic, group, as_of)
    found.sort(key=lambda g: (not g.new, -g.salience, g.id))
    elsewhere = facts.index(a for group in found[:MOST_STORIES] for a in group.members)
    for group in found[:MOST_STORIES]:
        group.counts = figures.counts(group.members, group.voices, as_of)
        group.elsewhere = elsewhere
    return found


def _names(topic: Topic, article: Article) -> float:
    """How plainly an article is about the topic: 1 where its headline names it, in whatever script, .3 where its lead does."""
    words = lexicon.word_set(topic.title)
    terms = topic.terms()
    for worth, field, text in ((1.0, "title", article.title), (0.3, "text", article.text[:400])):
        if not words.isdisjoint(lexicon.content_words(text)):
            return worth
        if any(p.field == field and p.start < 400 and f"p:{p.geonameid}" in terms for p in article.places):
            return worth
    return 0.0


def salience(topic: Topic, group: Group, as_of: datetime) -> float:
    """How much a story weighs: severity of its words, independent sources, size, how recent, how near to the topic."""
    heads = group.shown[-MOST_ARTICLES:]
    severe = max(lexicon.severity(f"{a.title} {a.text[:300]}") for a in heads)
    sources = len({group.voices[a.id] for a in group.shown})
    age = (as_of - when(group.shown[-1], as_of)) / RECENT
    near = sum(_names(topic, a) for a in heads) / len(heads)
    weight = 1.0 + 0.45 * severe + 0.7 * math.log2(sources) + 0.3 * math.log2(len(group.shown)) + 0.8 * near
    weight *= FAR + (1 - FAR) * near
    weight *= STALE + (1 - STALE) * math.exp(-max(0.0, age))
    if all(is_opinion(a) for a in heads):
        weight *= 0.3
    if all(lexicon.SOFT.search(a.title + " " + a.text[:300]) for a in heads) and not lexicon.SOFT.search(topic.title):
        weight *= 0.5
    return weight
