"""One short push for news that just broke: a story's first, what it has turned to since, what was claimed and is confirmed or
denied."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence, Set
from datetime import datetime, tzinfo
from functools import cache, cached_property, partial
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from bot.brief import facts, layout, lexicon, tolls, trust
from bot.brief.compose import arranged
from bot.brief.groups import Group, grouped, weight_of
from bot.brief.independence import outlet
from bot.brief.lines import Candidate, candidates
from bot.brief.offers import Offer, offers, reader
from bot.brief.select import Pick, judged, pick
from bot.brief.window import format_window
from bot.brief.woken import DOUBT, SURER, WINDOW, Alert
from bot.model import Article, BriefStory, Clause, Heard, Message, Status, Topic
from bot.words import say

__all__ = ["WINDOW", "Alert", "alert", "told_elsewhere"]

LONGEST = 420  # characters: what a phone shows of a push when it is pulled open
CLEAR = 0.5  # how well its first line must read: a question or a teaser wakes nobody
FOREIGN = 0.5  # what it weighs where whoever asked may not be able to read it, if it is no town's or person's fate

_NUMBERED = re.compile(r"(?<=^\u200f)1 |^1 ")  # there is but one; where lines run from the right, their mark stays

Again: TypeAlias = Callable[[Heard, bool], tuple[Message, Heard] | None]  # as Alert has it


def told_elsewhere(articles: Iterable[Article], beside: Iterable[Article]) -> dict[str, set[str]]:
    """Story -> the other stories of what is `beside` in which an event is told that an article of the story opens with: it may be
    confirmed by now what they told."""
    known = facts.index(beside)
    found: dict[str, set[str]] = {}
    for article in articles:
        opening = facts.counterparts(facts.opening(article))
        told = (witness.article.story for fact in opening for witness in known.get(fact, ()))
        if article.story and (others := {story for story in told if story} - {article.story}):
            found.setdefault(article.story, set()).update(others)
    return found


def alert(
    topic: Topic,
    articles: Sequence[Article],
    *,
    as_of: datetime,
    zone: tzinfo,
    beside: Sequence[Article] = (),
    fresh: Set[str] = frozenset(),
    only_again: bool = False,
) -> Alert | None:
    """The push for a story, of which `articles` are all: what happened, its status, who says so, when. It tells what is `fresh`,
    the ids of those that have just come in, where that says anything; what is `beside` them may bear it out. None where nothing
    of the story is on the topic in the last 24 hours, or where it is opinion, a teaser, or too thin to stand alone.
    `only_again`: one that tells nothing, but knows `again`, which costs much less."""
    about = (
        replace(topic, clauses=(Clause(all=()),)) if only_again else topic
    )  # what was told may be off the topic by now
    groups = grouped(about, articles, as_of=as_of, window=WINDOW, new=None, beside=beside)
    if not groups or (groups[0].salience < 1.0 and not only_again):
        return None
    matter = Matter(topic, layout.topic_title(topic), groups[0], articles, beside, as_of, zone)
    again = cache(partial(_again, matter, cache(partial(_stands, matter))))
    return _silent(matter, again) if only_again else _telling(matter, again, fresh)


class Matter(Struct, frozen=True, dict=True):
    """What an alert is made of: a story as it stands on a topic at an instant, all its articles, and what is beside them."""

    topic: Topic
    title: str
    group: Group
    articles: Sequence[Article]
    beside: Sequence[Article]
    as_of: datetime
    zone: tzinfo

    @property
    def members(self) -> frozenset[str]:
        return frozenset(article.id for article in self.articles)

    @cached_property
    def there(self) -> dict[str, Article]:
        """The articles that lines may be from; one that has moved to another story is beside."""
        return {article.id: article for article in (*self.beside, *self.articles)}

    @cached_property
    def is_readable(self) -> Callable[[str, Article], bool]:
        return reader(self.topic, [self.group], self.beside)

    def offers(self) -> list[Offer]:
        return offers(self.topic, [self.group], beside=self.beside)

    def seen(self, candidate: Candidate) -> Pick:
        """A line of any of its articles, as it stands."""
        group = _joined(self.group, candidate.article)
        readable = self.is_readable(candidate.quote, candidate.article)
        return Pick(group, candidate, judged(group, candidate), readable)

    def written(self, picked: Sequence[Pick]) -> tuple[list[BriefStory], str]:
        """The story, of one line or two, and the text; of neither line, nothing."""
        stories, (lines, _) = arranged([self.group], picked, self.as_of, self.zone)
        if not stories:
            return [], ""
        time = f"{self.as_of.astimezone(self.zone):%H:%M} {layout.zone_name(self.zone)}"
        head = f"{self.title} · {say(stories[0].status)} · {time}"
        return stories, "\n".join([head, _NUMBERED.sub("", lines[0], count=1), *lines[1:]])

    def room(self, picked: Sequence[Pick]) -> int:
        """How many characters are left when these are told."""
        return LONGEST - len(self.written(picked)[1])

    def message(self, picked: Sequence[Pick]) -> Message:
        stories, text = self.written(picked)
        shown = layout.buttons(format_window(WINDOW), self.topic, layout.TEXTS, self.as_of)[:1]
        return Message(lines=layout.styled(text, stories), buttons=shown)


# --- what it tells ---


def _silent(matter: Matter, again: Again) -> Alert:
    """An alert that tells nothing, but knows how what was told of its story stands now."""
    heard = Heard(story=matter.group.id, status="reported", topic=matter.topic.query)
    return Alert(Message(lines=()), heard, "", fresh=False, members=matter.members, again=again)


def _telling(matter: Matter, again: Again, fresh: Set[str]) -> Alert | None:
    """The alert that what is fresh leads, where that says anything; None where nothing of the story can stand alone."""
    pool = matter.offers()
    new = [one for one in pool if one.candidate.article.id in fresh]
    picked = pick(new, matter.room, most=2) or pick(pool, matter.room, most=2)
    if not picked or picked[0].candidate.grade < CLEAR:
        return None
    lead = picked[0]
    article = lead.candidate.article.id
    just_in = {one.id for one in matter.group.shown} & fresh
    return Alert(
        matter.message(picked),
        _heard(matter.group.id, matter.topic.query, _as_shown(matter, picked)),
        article,
        _events(lead),
        _weight(matter.topic, lead),
        bool(just_in),
        only_events=_only_events(lead),
        borne_out=tuple(lexicon.word_set(quote) for _, quote in lead.verdict.support if lead.heard),
        witnesses=frozenset(witness.id for one in picked for witness in one.heard),
        members=matter.members,
        otherwise=cache(partial(_otherwise, matter, again, just_in - {article})),
        again=again,
    )


def _otherwise(matter: Matter, again: Again, rest: Set[str]) -> Alert | None:
    """The alert that one of the rest of what has just come in leads, if any can."""
    found = _telling(matter, again, rest) if rest else None
    return found if found and found.article in rest else None


def _as_shown(matter: Matter, picked: Sequence[Pick]) -> list[Pick]:
    """The lines in the order in which they are told."""
    [story], _ = matter.written(picked)
    order = [bullet.text for bullet in story.bullets]
    return sorted(picked, key=lambda one: order.index(one.candidate.text))


def _weight(topic: Topic, lead: Pick) -> float:
    """How much its first line weighs; less where whoever asked may not be able to read it, but for a fate."""
    weight = min(1.0, lead.candidate.grade) * weight_of(topic, lead.candidate.article, lead.verdict.sources)
    return weight * (1.0 if lead.readable or _events(lead) else FOREIGN)


# --- what was told, as it stands now ---


def _again(
    matter: Matter, stands: Callable[[str, str], Pick | None], told: Heard, unsent: bool = False
) -> tuple[Message, Heard] | None:
    """What an earlier alert told as it stands now, and what is heard by that: as Alert has it. `unsent`: it is made of what its
    articles still say, whatever that is; without lines where that is nothing."""
    picks = list(filter(None, map(stands, told.lines, told.articles)))
    if unsent:
        if not all(id in matter.there for id in told.articles):
            return None
        picks = [one for one in picks if not _is_left_behind(one)] or _instead_of(matter, told)
        if not picks:
            return Message(lines=()), told
    elif len(picks) < len(told.lines):
        return None
    return None if _is_as_told(picks, told) else _told_anew(matter, picks, told, unsent)


def _stands(matter: Matter, line: str, article: str) -> Pick | None:
    """A line that was told as it stands now; where its article has corrected it, what it tells in its place."""
    theirs = candidates(matter.there[article]) if article in matter.there else []
    found = next((c for c in theirs if c.text == line), None) or next(filter(trust.is_correction, theirs), None)
    return matter.seen(found) if found else None


def _instead_of(matter: Matter, told: Heard) -> list[Pick]:
    """What the articles of a line that is gone tell now."""
    pool = [one for one in matter.offers() if one.candidate.article.id in told.articles]
    picks = pick(pool, matter.room, most=2)
    return picks if picks and picks[0].candidate.grade >= CLEAR else []


def _is_as_told(picks: Sequence[Pick], told: Heard) -> bool:
    """Whether the same lines stand as they did."""
    if tuple(one.candidate.text for one in picks) != told.lines:
        return False
    return not any(map(_is_other, (told.status, *told.further), (one.verdict.status for one in picks)))


def _is_other(told: Status, now: Status) -> bool:
    """Whether what was told is surer now, or doubted otherwise; that a source is gone unsays nothing."""
    return told != now and (now in DOUBT or told in DOUBT or SURER.index(now) > SURER.index(told))


def _told_anew(matter: Matter, picks: Sequence[Pick], told: Heard, unsent: bool) -> tuple[Message, Heard]:
    """The message of these lines, and what is heard by it besides what was."""
    if told.foreign:
        picks = sorted((_readable(matter, one, told) or one for one in picks), key=lambda one: not one.readable)
    # two lines of one article are one where it has corrected itself
    now = list({(one.candidate.article.id, one.candidate.text): one for one in picks}.values())
    heard = _heard(told.story, told.topic, now)
    heads = tuple(dict.fromkeys((*told.heads, *heard.heads)))
    events = heard.events if unsent else told.events  # what it tells besides by now has woken nobody
    return matter.message(now), replace(heard, heads=heads, events=events, foreign=told.foreign and heard.foreign)


def _readable(matter: Matter, one: Pick, told: Heard) -> Pick | None:
    """What bears out a line that cannot be read, in words that can: of all such, what tells least besides."""
    if one.readable:
        return None
    found = [
        other
        for article in one.heard
        for other in map(matter.seen, candidates(article))
        if other.readable
        and other.candidate.grade >= CLEAR
        and other.verdict.status == "confirmed"
        and one.candidate.article.id in {article.id for article in other.heard}
    ]
    return min(found, key=lambda other: (len(_events(other) - told.events), -other.candidate.grade), default=None)


# --- lines ---


def _heard(story: str, topic: str, picks: Sequence[Pick]) -> Heard:
    """What is heard by these lines, in their order."""
    return Heard(
        story=story,
        status=picks[0].verdict.status,
        further=tuple(one.verdict.status for one in picks[1:]),
        topic=topic,
        lines=tuple(one.candidate.text for one in picks),
        articles=tuple(one.candidate.article.id for one in picks),
        heads=tuple({one.candidate.article.id: one.candidate.article.head for one in picks}.values()),
        events=frozenset().union(*map(_events, picks)),
        killed=max(tolls.killed(one.candidate, one.group.counts) for one in picks),
        lang=picks[0].candidate.article.lang,
        foreign=not picks[0].readable,
    )


def _joined(group: Group, article: Article) -> Group:
    """The group with an article that has moved to another story, or bears out from there what it tells."""
    if article.id in group.voices:
        return group
    voice = group.origins.get(article.id, outlet(article).casefold())
    return replace(group, members=[*group.members, article], voices={**group.voices, article.id: voice})


def _is_left_behind(told: Pick) -> bool:
    """Whether its own source has taken a line back since, or what came later has overtaken it."""
    return trust.is_overtaken(told.candidate, told.group.members, told.group.origins, told.group.elsewhere)


def _only_events(told: Pick) -> bool:
    """Whether a line tells of the fate of towns and people, and nothing else: no number, and nobody harmed."""
    found = facts.told(told.candidate.article, told.candidate.part)
    events = replace(found, facts=facts.events(found))
    return facts.retells(found, events) and lexicon.HARMED.isdisjoint(told.candidate.words)


def _events(told: Pick) -> frozenset[str]:
    """The events that a line tells; that a city is the last one follows from them."""
    line = told.candidate
    found = facts.events(facts.told(line.article, line.part))
    found = frozenset(event for event in found if event[0] != facts.LAST) or found
    return frozenset(f"{kind} {what}" for kind, what in found)
