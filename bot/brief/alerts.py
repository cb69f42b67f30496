"""One short push for a story that just broke, or whose status changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from datetime import datetime, timedelta, tzinfo

from msgspec import Struct

from bot.brief import facts, layout
from bot.brief.compose import arranged
from bot.brief.groups import grouped
from bot.brief.select import Pick, offers, pick
from bot.brief.window import format_window
from bot.model import Article, BriefStory, Message, Status, Topic
from bot.words import say

WINDOW = timedelta(hours=24)  # what is older is no alert
RECENT = timedelta(hours=12)  # an event that was told since then is known, whatever story tells it again
LONGEST = 420  # characters: what a phone shows of a push when it is pulled open
CLEAR = 0.5  # how well its first line must read: a question or a teaser wakes nobody


class Alert(Struct, frozen=True):
    """`status` is the story's, `event` what its first line tells ("taken Qalat, AF"), if it is one: a town's fate, somebody's
    leaving."""

    message: Message
    status: Status
    event: str = ""

    def occasion(self, story: str) -> str:
        """What a chat that has been told this, of the story of this id, has heard of."""
        return f"{story}:{self.status}" + (f":{self.event}" if self.event else "")

    def is_news(self, stories: Set[str], heard: Iterable[str]) -> bool:
        """Whether it is to be sent to a chat that has heard of these occasions; `stories` are its own and those that have become
        part of it. It is news where the story was not told yet, has another status, or tells another event."""
        for occasion in heard:
            story, status, event = (*occasion.split(":"), "")[:3]
            if story in stories and status == self.status and self.event in ("", event):
                return False
        return True


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
    title = layout.isolated(layout.safe(topic.title, layout.LONGEST_TITLE).upper()) or say("news").upper()

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
    first = _event(picked[0])
    picked.sort(key=lambda one: one.candidate.article.id not in fresh or _event(one) in ("", first))
    stories, text = written(picked)
    shown = layout.buttons(format_window(WINDOW), topic, layout.TEXTS)[:1]
    return Alert(Message(lines=layout.styled(text, stories), buttons=shown), stories[0].status, _event(picked[0]))


def _event(told: Pick) -> str:
    """The event that a line tells, "" for none; of several always the same."""
    line = told.candidate
    found = facts.events(facts.told(line.article, line.part))
    return min((f"{kind} {what}" for kind, what in found), default="")
