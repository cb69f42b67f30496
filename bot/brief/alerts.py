"""One short push for news that just broke: a story's first, what it has turned to since, what was claimed and is confirmed or
denied."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence, Set
from datetime import datetime, tzinfo
from functools import cache

from msgspec.structs import replace

from bot.brief import facts, layout, lexicon, tolls, trust
from bot.brief.compose import arranged
from bot.brief.groups import Group, grouped, weight_of
from bot.brief.independence import outlet
from bot.brief.lines import Candidate, candidates
from bot.brief.offers import offers, reader
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


def _is_other(told: Status, now: Status) -> bool:
    """Whether what was told is surer now, or doubted otherwise; that a source is gone unsays nothing."""
    return told != now and (now in DOUBT or told in DOUBT or SURER.index(now) > SURER.index(told))


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
    everything = replace(topic, clauses=(Clause(all=()),))
    about = everything if only_again else topic  # what was told may be off the topic by now
    groups = grouped(about, articles, as_of=as_of, window=WINDOW, new=None, beside=beside)[:1]
    if not groups or (groups[0].salience < 1.0 and not only_again):
        return None
    title = layout.topic_title(topic)
    members = frozenset(article.id for article in articles)

    def written(picked: list[Pick]) -> tuple[list[BriefStory], str]:
        """The story, of one line or two, and the text; of neither line, nothing."""
        stories, (lines, _) = arranged(groups, picked, as_of, zone)
        if not stories:
            return [], ""
        head = f"{title} · {say(stories[0].status)} · {as_of.astimezone(zone):%H:%M} {layout.zone_name(zone)}"
        return stories, "\n".join([head, _NUMBERED.sub("", lines[0], count=1), *lines[1:]])

    def room(picked: list[Pick]) -> int:
        return LONGEST - len(written(picked)[1])

    def message(picked: list[Pick]) -> Message:
        stories, text = written(picked)
        shown = layout.buttons(format_window(WINDOW), topic, layout.TEXTS, as_of)[:1]
        return Message(lines=layout.styled(text, stories), buttons=shown)

    @cache
    def there() -> dict[str, Article]:
        """The articles that lines may be from; one that has moved to another story is beside."""
        return {article.id: article for article in (*beside, *articles)}

    @cache
    def is_readable() -> Callable[[str, Article], bool]:
        return reader(topic, groups, beside)

    def seen(candidate: Candidate) -> Pick:
        group = _joined(groups[0], candidate.article)
        readable = is_readable()(candidate.quote, candidate.article)
        return Pick(group, candidate, judged(group, candidate), readable)

    @cache
    def again(told: Heard, unsent: bool = False) -> tuple[Message, Heard] | None:
        """`unsent`: it is made of what its articles still say, whatever that is; without lines where that is nothing."""
        picks = list(filter(None, map(stands, told.lines, told.articles)))
        if unsent:
            if not all(id in there() for id in told.articles):
                return None
            picks = [one for one in picks if not _is_left_behind(one)] or instead_of(told)
            if not picks:
                return Message(lines=()), told
        elif len(picks) < len(told.lines):
            return None
        as_told = tuple(one.candidate.text for one in picks) == told.lines
        if as_told and not any(map(_is_other, (told.status, *told.further), (one.verdict.status for one in picks))):
            return None
        if told.foreign:
            picks = sorted((readable(one, told) or one for one in picks), key=lambda one: not one.readable)
        # two lines of one article are one where it has corrected itself
        now = list({(one.candidate.article.id, one.candidate.text): one for one in picks}.values())
        heard = _heard(told.story, told.topic, now)
        heads = tuple(dict.fromkeys((*told.heads, *heard.heads)))
        events = heard.events if unsent else told.events  # what it tells besides by now has woken nobody
        return message(now), replace(heard, heads=heads, events=events, foreign=told.foreign and heard.foreign)

    @cache
    def stands(line: str, article: str) -> Pick | None:
        """A line that was told as it stands now; where its article has corrected it, what it tells in its place."""
        theirs = candidates(there()[article]) if article in there() else []
        found = next((c for c in theirs if c.text == line), None) or next(filter(trust.is_correction, theirs), None)
        return seen(found) if found else None

    def instead_of(told: Heard) -> list[Pick]:
        """What the articles of a line that is gone tell now."""
        pool = [one for one in offers(topic, groups, beside=beside) if one.candidate.article.id in told.articles]
        picks = pick(pool, room, most=2)
        return picks if picks and picks[0].candidate.grade >= CLEAR else []

    def readable(one: Pick, told: Heard) -> Pick | None:
        """What bears out a line that cannot be read, in words that can: of all such, what tells least besides."""
        if one.readable:
            return None
        found = [
            other
            for article in one.heard
            for other in map(seen, candidates(article))
            if other.readable
            and other.candidate.grade >= CLEAR
            and other.verdict.status == "confirmed"
            and one.candidate.article.id in {article.id for article in other.heard}
        ]
        return min(found, key=lambda other: (len(_events(other) - told.events), -other.candidate.grade), default=None)

    if only_again:
        heard = Heard(story=groups[0].id, status="reported", topic=topic.query)
        return Alert(Message(lines=()), heard, "", fresh=False, members=members, again=again)
    pool = offers(topic, groups, beside=beside)
    picked = pick([one for one in pool if one.candidate.article.id in fresh], room, most=2) or pick(pool, room, most=2)
    if not picked or picked[0].candidate.grade < CLEAR:
        return None
    lead = picked[0].candidate
    [story], _ = written(picked)
    order = [bullet.text for bullet in story.bullets]
    shown = sorted(picked, key=lambda one: order.index(one.candidate.text))
    heard = _heard(groups[0].id, topic.query, shown)
    events = _events(picked[0])
    weight = min(1.0, lead.grade) * weight_of(topic, lead.article, picked[0].verdict.sources)
    weight *= 1.0 if picked[0].readable or events else FOREIGN
    just_in = {article.id for article in groups[0].shown} & fresh

    @cache
    def otherwise() -> Alert | None:
        rest = just_in - {lead.article.id}
        found = alert(topic, articles, as_of=as_of, zone=zone, beside=beside, fresh=rest) if rest else None
        return found if found and found.article in rest else None

    return Alert(
        message(picked),
        heard,
        lead.article.id,
        events,
        weight,
        bool(just_in),
        only_events=_only_events(picked[0]),
        borne_out=tuple(lexicon.word_set(quote) for _, quote in picked[0].verdict.support if picked[0].heard),
        witnesses=frozenset(article.id for one in picked for article in one.heard),
        members=members,
        otherwise=otherwise,
        again=again,
    )


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
