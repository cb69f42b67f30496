"""One short push for a story that just broke, or whose status changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from datetime import datetime, timedelta, tzinfo

from msgspec import Struct

from bot.brief import facts, layout, tolls
from bot.brief.compose import arranged
from bot.brief.groups import grouped
from bot.brief.select import Pick, offers, pick
from bot.brief.window import format_window
from bot.model import Article, BriefStory, Message, Status, Topic
from bot.words import say

WINDOW = timedelta(hours=24)  # what is older is no alert
RECENT = timedelta(hours=12)  # an event that was told since then is known, whatever story tells it again
LONGEST = 420  # characters: what a phone shows of a push when it is pulled open
SURER = ("claimed", "reported", "confirmed")  # each adds to the one before; doubt is news beside all
GONE, PERHAPS = "gone ", "gone, perhaps "  # as facts have it
# A toll is news again once it has at least doubled and grown by ten: that is another disaster than the one told of. Each step on
# the way would wake people all night.
GROWN, GROWN_BY = 2, 10
KILLED = "killed"
CLEAR = 0.5  # how well its first line must read: a question or a teaser wakes nobody


class Alert(Struct, frozen=True):
    """`status` is the story's, `events` what its first line tells ("taken Qalat, AF"): a town's fate, somebody's leaving.
    `foreign`: whoever asked may not be able to read that line. `killed`: the highest toll that its lines give, or 0."""

    message: Message
    status: Status
    events: frozenset[str] = frozenset()
    foreign: bool = False
    killed: int = 0

    def occasion(self, story: str) -> str:
        """What a chat that has been told this, of the story of this id, has heard of: "s7:reported:taken Qalat, AF",
        "s7:reported::killed 60"."""
        events = ";".join(sorted(self.events))
        more = [
            *(["foreign"] if events and self.foreign else []),
            *([f"{KILLED} {self.killed}"] if self.killed else []),
        ]
        return ":".join([story, self.status, *([events] if events or more else []), *more])

    def is_news(self, stories: Set[str], heard: Iterable[str]) -> bool:
        """Whether it is to be sent to a chat that has heard of these occasions; `stories` are its own and those that have become
        part of it. It is news where the story was not told yet, has another status, tells another event, or of many more dead;
        but not where other stories, which can be read, told its events as surely: one event is a story in each language."""
        told: set[str] = set()
        again = False
        known = [occasion.split(":") for occasion in heard]
        own = [parts for parts in known if parts[0] in stories]
        if own and _has_grown(max(map(_toll, own)), self.killed):
            return True
        for story, status, events, *more in ((*parts, "", "") for parts in known):
            same = story in stories and status == self.status
            again |= same
            if same or (_as_sure(status, self.status) and (self.foreign or "foreign" not in more)):
                told.update(events.split(";"))
        return not _all_told(self.events, told) if self.events else not again


def _toll(occasion: Sequence[str]) -> int:
    """The toll that was told then, by the parts of the occasion; 0 where none was."""
    numbers = [part.removeprefix(f"{KILLED} ") for part in occasion[3:] if part.startswith(f"{KILLED} ")]
    return max((int(number) for number in numbers if number.isdecimal()), default=0)


def _has_grown(told: int, now: int) -> bool:
    return now >= GROWN * told and now >= told + GROWN_BY


def _as_sure(told: str, now: Status) -> bool:
    """Whether nothing is gained by the status `now` of what was told with another."""
    return told == now or (told in SURER and now in SURER[: SURER.index(told)])


def _all_told(events: Set[str], told: Set[str]) -> bool:
    """Whether these events were told. Who has left is known by one of the names; in a script without capitals any word may be
    one, and is compared with names only."""
    gone = {event for event in events if event.startswith((GONE, PERHAPS))}
    named = any(event.replace(PERHAPS, GONE) in told for event in gone)
    named = named or any(event.replace(GONE, PERHAPS) in told for event in gone if event.startswith(GONE))
    return (named or gone <= told) and events - gone <= told


def alert(
    topic: Topic,
    articles: Sequence[Article],
    *,
    as_of: datetime,
    zone: tzinfo,
    beside: Sequence[Article] = (),
    fresh: Set[str] = frozenset(),
) -> Alert | None:
    """The push for a story, of which `articles` are all: what happened, its status, who says so, when. What is `beside` them may
    bear it out; `fresh` are the ids of those that have just come in. None where nothing of the story is on the topic in the last
    24 hours, or where it is opinion, a teaser, or too thin to stand alone."""
    groups = grouped(topic, articles, as_of=as_of, window=WINDOW, new=None, beside=beside)[:1]
    if not groups or groups[0].salience < 1.0:
        return None
    title = layout.topic_title(topic)

    def written(picked: list[Pick]) -> tuple[list[BriefStory], str]:
        stories, (lines, _) = arranged(groups, picked, as_of, zone)
        if not stories:
            return [], ""
        head = f"{title} · {say(stories[0].status)} · {as_of.astimezone(zone):%H:%M} {layout.zone_name(zone)}"
        return stories, "\n".join([head, lines[0].removeprefix("1 "), *lines[1:]])

    picked = pick(offers(topic, groups), lambda picks: LONGEST - len(written(picks)[1]), most=2)
    if not picked or picked[0].candidate.grade < CLEAR:
        return None
    # another event that has just come in leads: the dusk's fall of a town, not the dawn's attack on it
    first = _events(picked[0])
    picked.sort(key=lambda one: one.candidate.article.id not in fresh or _events(one) <= first)
    stories, text = written(picked)
    shown = layout.buttons(format_window(WINDOW), topic, layout.TEXTS, as_of)[:1]
    message = Message(lines=layout.styled(text, stories), buttons=shown)
    killed = max(tolls.killed(one.candidate, one.group.counts) for one in picked)
    return Alert(message, stories[0].status, _events(picked[0]), not picked[0].readable, killed)


def _events(told: Pick) -> frozenset[str]:
    """The events that a line tells; that a city is the last one follows from them."""
    line = told.candidate
    found = facts.events(facts.told(line.article, line.part))
    found = frozenset(event for event in found if event[0] != facts.LAST) or found
    return frozenset(f"{kind} {what}" for kind, what in found)
