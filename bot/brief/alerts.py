"""One short push for news that just broke: a story's first, what it has turned to since, what was claimed and is confirmed or
denied."""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Callable, Iterable, Sequence, Set
from datetime import datetime, timedelta, tzinfo
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from bot.brief import facts, layout, lexicon, tolls
from bot.brief.compose import arranged
from bot.brief.groups import grouped, weight_of
from bot.brief.lines import candidates
from bot.brief.offers import offers
from bot.brief.select import Pick, judged, pick
from bot.brief.trust import is_correction
from bot.brief.window import format_window
from bot.model import Article, BriefStory, Delivery, Heard, Message, Status, Topic
from bot.words import say

WINDOW = timedelta(hours=24)  # what is older is no alert
RECENT = timedelta(hours=12)  # an event that was told since then is known, whatever story tells it again
LONGEST = 420  # characters: what a phone shows of a push when it is pulled open
SURER = ("claimed", "reported", "confirmed")  # each adds to the one before
DOUBT = ("disputed", "denied", "corrected")  # which is news beside all of them
GONE, PERHAPS = "gone ", "gone, perhaps "  # as facts have it
# A toll is news again once it has at least doubled and grown by ten: that is another disaster than the one told of. Each step on
# the way would wake people all night.
GROWN, GROWN_BY = 2, 10
SAID = (
    2 / 3
)  # share of a line's words: what a story turns to has its names and what it turns on in common with what was told
CLEAR = 0.5  # how well its first line must read: a question or a teaser wakes nobody
# How much news must weigh: a headline that names the topic has 1.8, with "killed" 3.1, by two sources 4.0 (groups.weight_of). On
# a quiet topic all is news; the more often a chat was woken by it in the last 24 hours, the heavier must be what wakes it again.
LEAST, MORE = 1.0, 0.55
EVENT = 1.0  # what it gains by the fate of a town or a person that was not told
FOREIGN = 0.5  # what it weighs where whoever asked may not be able to read it, if it is no town's or person's fate

_NUMBERED = re.compile(r"(?<=^\u200f)1 |^1 ")  # there is but one; where lines run from the right, their mark stays


class Alert(Struct, frozen=True):
    """`heard` is what a chat has heard of that was sent it; `events` are those that its first line tells, and `weight` is how
    much that weighs; `fresh`: something of its story has just come in. `otherwise` is the alert that something else leads that
    has just come in, if anything. `again` says what an earlier alert of its story told as it stands now, and what is heard by
    that: None where that is as it was, or no longer to be found."""

    message: Message
    heard: Heard
    article: str  # the id of the one that its first line is from
    events: frozenset[str] = frozenset()
    weight: float = math.inf
    fresh: bool = True
    otherwise: Callable[[], Alert | None] = lambda: None
    again: Callable[[Heard], tuple[Message, Heard] | None] = lambda told: None

    @property
    def occasion(self) -> str:
        """ "s7:reported:123:9f3c01aa": of a story, in a status, by an article, which a revision may let tell something else."""
        lines = zlib.crc32("\n".join(self.heard.lines).encode())
        return f"{self.heard.story}:{self.heard.status}:{self.article}:{lines:08x}"

    @property
    def rank(self) -> tuple[bool, float]:
        """Where it stands among others of one time: what can be read first, then what weighs most."""
        return self.heard.foreign, -self.weight

    def is_news(self, stories: Set[str], before: Sequence[Delivery], now: datetime) -> bool:
        """Whether it is to be sent to a chat that was sent, or is owed, the alerts `before`, of these stories (its own and those
        that have become part of it) and of others."""
        known = [(one.due, one.heard) for one in before if one.heard and not one.instead]
        own = [heard for _, heard in known if heard.story in stories]
        if not self.fresh:
            return False
        if own and (_has_grown(self._killed(stories, before), self.heard.killed) or self._settles(own)):
            return True
        recent = [heard for at, heard in known if at > now - RECENT and heard.story not in stories]
        another = bool(self.events) and not self._all_told(own, recent)
        if self.weight + EVENT * another < LEAST + MORE * math.log2(1 + self._woken(known, now)):
            return False
        if another:
            return True
        if self.events and not own:
            return False  # another story told them
        if own and (self.heard.foreign or self.heard.lang not in {one.lang or self.heard.lang for one in own}):
            return False  # what it adds to a story told in another language nobody can tell
        return not self._repeats(own)

    def _killed(self, stories: Set[str], before: Sequence[Delivery]) -> int:
        """The highest toll that was told of these stories, as it stands now: one that was taken back was none."""
        anew = {one.answers: one.heard for one in before if one.instead}
        last = (
            anew.get(one.id, one.heard)
            for one in before
            if one.heard and not one.instead and one.heard.story in stories
        )
        return max((one.killed for one in last if one), default=0)

    def _woken(self, known: Sequence[tuple[datetime, Heard]], now: datetime) -> int:
        """How often its topic has woken the chat lately."""
        return sum(heard.topic == self.heard.topic for at, heard in known if at > now - WINDOW)

    def _settles(self, own: Sequence[Heard]) -> bool:
        """Whether its story was told otherwise: doubt is news, and so is what ends it, or lifts a claim."""
        status, told = self.heard.status, {one.status for one in own}
        if status in told:
            return False
        return status in DOUBT or (status in SURER[1:] and told <= {"claimed", *DOUBT})

    def _all_told(self, own: Sequence[Heard], others: Iterable[Heard]) -> bool:
        """Whether its events were told, as surely: that its own story is confirmed by now is told in the first alert's place.
        Who has left is known by one of the names; in a script without capitals any word may be one, and is compared with names
        only."""
        told: set[str] = set()
        for one in (*own, *others):
            if one in own:
                known = one.status == self.heard.status or (one.status in SURER[1:] and self.heard.status in SURER)
            elif self.heard.foreign and not one.foreign:  # it adds nothing that can be read
                known = one.status in SURER[1:] and self.heard.status in SURER
            else:
                known = _as_sure(one.status, self.heard.status) and (self.heard.foreign or not one.foreign)
            if known:
                told |= one.events
        gone = {event for event in self.events if event.startswith((GONE, PERHAPS))}
        named = any(event.replace(PERHAPS, GONE) in told for event in gone)
        named = named or any(event.replace(GONE, PERHAPS) in told for event in gone if event.startswith(GONE))
        return (named or gone <= told) and self.events - gone <= told

    def _repeats(self, heard: Sequence[Heard]) -> bool:
        """Whether its first line says what a told one said, or the headline over that: so much of its words was there. Where
        nobody knows any more what was said, it does."""
        if heard and not any(one.lines for one in heard):
            return True
        topic = lexicon.word_set(self.heard.topic)
        words = lexicon.word_set(self.heard.lines[0]) - topic if self.heard.lines else frozenset()
        return any(
            len(words & lexicon.word_set(line)) >= SAID * len(words) > 0
            for one in heard
            for line in (*one.lines, *one.heads)
        )


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


def _has_grown(told: int, now: int) -> bool:
    return now >= GROWN * told and now >= told + GROWN_BY


def _as_sure(told: Status, now: Status) -> bool:
    """Whether nothing is gained by the status `now` of what was told with another."""
    return told == now or (told in SURER and now in SURER[: SURER.index(told)])


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
    groups = grouped(topic, articles, as_of=as_of, window=WINDOW, new=None, beside=beside)[:1]
    if not groups or groups[0].salience < 1.0:
        return None
    title = layout.topic_title(topic)

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
    def again(told: Heard) -> tuple[Message, Heard] | None:
        picks = list(filter(None, map(_stands, told.lines, told.articles)))
        if len(picks) < len(told.lines):
            return None
        if not any(map(_is_other, (told.status, *told.further), (one.verdict.status for one in picks))):
            return None
        # two lines of one article are one where it has corrected itself
        now = list({(one.candidate.article.id, one.candidate.text): one for one in picks}.values())
        heard = replace(
            told,
            status=now[0].verdict.status,
            further=tuple(one.verdict.status for one in now[1:]),
            lines=tuple(one.candidate.text for one in now),
            articles=tuple(one.candidate.article.id for one in now),
            killed=max(tolls.killed(one.candidate, one.group.counts) for one in now),
        )
        return message(now), heard

    @cache
    def _stands(line: str, article: str) -> Pick | None:
        """A line that was told as it stands now; where its article has corrected it, what it tells in its place."""
        theirs = [c for one in groups[0].shown if one.id == article for c in candidates(one)]
        found = next((c for c in theirs if c.text == line), None) or next(filter(is_correction, theirs), None)
        return Pick(groups[0], found, judged(groups[0], found)) if found else None

    if only_again:
        heard = Heard(story=groups[0].id, status="reported", topic=topic.query)
        return Alert(Message(lines=()), heard, "", fresh=False, again=again)
    pool = offers(topic, groups, beside=beside)
    picked = pick([one for one in pool if one.candidate.article.id in fresh], room, most=2) or pick(pool, room, most=2)
    if not picked or picked[0].candidate.grade < CLEAR:
        return None
    lead = picked[0].candidate
    [story], _ = written(picked)
    events = _events(picked[0])
    weight = min(1.0, lead.grade) * weight_of(topic, lead.article, picked[0].verdict.sources)
    weight *= 1.0 if picked[0].readable or events else FOREIGN
    heard = Heard(
        story=groups[0].id,
        status=story.status,
        further=tuple(bullet.status for bullet in story.bullets[1:]),
        topic=topic.query,
        lines=tuple(bullet.text for bullet in story.bullets),
        articles=tuple(bullet.evidence[0].id for bullet in story.bullets),
        heads=tuple({one.candidate.article.id: one.candidate.article.head for one in picked}.values()),
        events=frozenset().union(*map(_events, picked)),
        killed=max(tolls.killed(one.candidate, one.group.counts) for one in picked),
        lang=lead.article.lang,
        foreign=not picked[0].readable,
    )
    just_in = {article.id for article in groups[0].shown} & fresh

    @cache
    def otherwise() -> Alert | None:
        rest = just_in - {lead.article.id}
        found = alert(topic, articles, as_of=as_of, zone=zone, beside=beside, fresh=rest) if rest else None
        return found if found and found.article in rest else None

    return Alert(message(picked), heard, lead.article.id, events, weight, bool(just_in), otherwise, again)


def _events(told: Pick) -> frozenset[str]:
    """The events that a line tells; that a city is the last one follows from them."""
    line = told.candidate
    found = facts.events(facts.told(line.article, line.part))
    found = frozenset(event for event in found if event[0] != facts.LAST) or found
    return frozenset(f"{kind} {what}" for kind, what in found)
