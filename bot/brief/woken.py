"""Whether an alert tells a chat anything that has not woken it before, in whatever words, story or language."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Iterable, Sequence, Set
from datetime import datetime, timedelta

from msgspec import Struct

from bot.brief import lexicon
from bot.brief.select import ALIKE
from bot.model import Delivery, Heard, Message, Status

WINDOW = timedelta(hours=24)  # what is older is no alert
RECENT = timedelta(hours=12)  # an event that was told since then is known, whatever story tells it again
SURER = ("claimed", "reported", "confirmed")  # each adds to the one before
DOUBT = ("disputed", "denied", "corrected")  # which is news beside all of them
GONE, PERHAPS = "gone ", "gone, perhaps "  # as facts have it
# A toll is news again once it has at least doubled and grown by ten: that is another disaster than the one told of. Each step on
# the way would wake people all night.
GROWN, GROWN_BY = 2, 10
# Share of a line's words: what a story turns to has its names and what it turns on in common with what was told.
SAID = 2 / 3
# How much news must weigh: a headline that names the topic has 1.8, with "killed" 3.1, by two sources 4.0 (groups.weight_of). On
# a quiet topic all is news; the more often a chat was woken by it in the last 24 hours, the heavier must be what wakes it again.
LEAST, MORE = 1.0, 0.55
EVENT = 1.0  # what it gains by the fate of a town or a person that was not told


class Known(Struct, frozen=True):
    """What has woken a chat: when, what it heard by that, and what it reads in its place by now."""

    at: datetime
    heard: Heard
    now: Heard

    @property
    def status(self) -> Status:
        """How surely it has woken the chat, with what is written over it: who woke to a claim has woken to nothing sure."""
        return self.heard.status if self.heard.status == "claimed" else self.now.status


def known(before: Iterable[Delivery]) -> list[Known]:
    """What has woken a chat, or is to, by the deliveries of its alerts; of one that is made anew the last counts, and what could
    not be told anew stands as it was."""
    told = {one.id or -n: one for n, one in enumerate(before, 1) if one.heard}
    sent = [one for one in told.values() if one.state != "failed"]
    anew = {one.answers: one.heard for one in sent if one.instead}
    return [Known(one.due, one.heard, anew.get(one.id) or one.heard) for one in sent if one.heard and not one.instead]


class Alert(Struct, frozen=True):
    """`heard` is what a chat has heard of that was sent it; `events` are those that its first line tells, and `weight` is how
    much that weighs; `only_events`: it tells nothing else. `borne_out` are the words in which others say the same, `witnesses`
    the ids of the articles that say any of its lines, `members` of all of its story. `fresh`: something of its story has just
    come in. `otherwise` is the alert that something else leads that has just come in, if anything. `again` says what an earlier
    alert of its story told as it stands now, and what is heard by that: None where that is as it was, or where the alert was
    sent and its lines are no longer to be found; one that was not (`unsent`) has no lines then."""

    message: Message
    heard: Heard
    article: str  # the id of the one that its first line is from
    events: frozenset[str] = frozenset()
    weight: float = math.inf
    fresh: bool = True
    only_events: bool = False
    borne_out: tuple[frozenset[str], ...] = ()
    witnesses: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    otherwise: Callable[[], Alert | None] = lambda: None
    again: Callable[[Heard, bool], tuple[Message, Heard] | None] = lambda told, unsent: None

    @property
    def occasion(self) -> str:
        """ "s7:reported:123:9f3c01aa": of a story, in a status, by an article, which a revision may let tell something else."""
        lines = zlib.crc32("\n".join(self.heard.lines).encode())
        return f"{self.heard.story}:{self.heard.status}:{self.article}:{lines:08x}"

    @property
    def rank(self) -> tuple[bool, float]:
        """Where it stands among others of one time: what can be read first, then what weighs most."""
        return self.heard.foreign, -self.weight

    def is_of(self, told: Heard, stories: Set[str]) -> bool:
        """Whether what was told is of its story: as one of these, or by an article that has come to it since."""
        return told.story in stories or not self.members.isdisjoint(told.articles)

    def is_news(self, stories: Set[str], before: Sequence[Delivery], now: datetime) -> bool:
        """Whether it is to be sent to a chat that was sent, or is owed, the alerts `before`, of these stories (its own and those
        that have become part of it) and of others."""
        if not self.fresh:
            return False
        told = known(before)
        own = [one for one in told if self._is_told(one, stories)]
        others = [one for one in told if one.at > now - RECENT and one not in own]
        grown = bool(own) and _has_grown(max(one.now.killed for one in own), self.heard.killed)
        if grown or self._settles(own):
            return True
        another = bool(self.events) and not self._all_told(own, others)
        if self.weight + EVENT * another < LEAST + MORE * math.log2(1 + self._woken(told, now)):
            return False
        if another:
            return True
        if self.events and (self.only_events or not own):
            return False
        if own and (self.heard.foreign or self.heard.lang not in {one.now.lang or self.heard.lang for one in own}):
            return False  # what it adds to a story told in another language nobody can tell
        return not self._repeats(own)

    def _is_told(self, one: Known, stories: Set[str]) -> bool:
        """Whether its story was told: also where what was told in another language bears out one of its lines."""
        if self.is_of(one.heard, stories) or self.is_of(one.now, stories):
            return True
        if one.now.lang == self.heard.lang or (one.now.foreign and not self.heard.foreign):
            return False
        return not self.witnesses.isdisjoint((*one.heard.articles, *one.now.articles))

    def _woken(self, told: Sequence[Known], now: datetime) -> int:
        """How often its topic has woken the chat lately."""
        return sum(one.heard.topic == self.heard.topic for one in told if one.at > now - WINDOW)

    def _settles(self, own: Sequence[Known]) -> bool:
        """Whether its story was told otherwise: doubt is news, and so is what ends it, or lifts a claim; but not what is written
        over what was told. That it is doubted does not say by whom, and what they say: unless that is the same again. What is
        corrected is news to whoever was told it, if nothing tells them so."""
        status, told = self.heard.status, {one.heard.status for one in own}
        if not own or status in told:
            return False
        if status == "corrected":
            mended = (zip(one.now.articles, (one.now.status, *one.now.further), strict=False) for one in own)
            quoted = any(self.article in (one.heard.articles or (self.article,)) for one in own)
            return quoted and not any((self.article, status) in lines for lines in mended)
        if status in DOUBT:
            return not (self.only_events and self._all_told(own, ()))
        told |= {one.now.status if self.heard.foreign else one.status for one in own}
        return status in SURER[1:] and told <= {"claimed", *DOUBT}

    def _all_told(self, own: Sequence[Known], others: Iterable[Known]) -> bool:
        """Whether its events were told, as surely: that its own story is confirmed by now is told in the first alert's place.
        Who has left is known by one of the names; in a script without capitals any word may be one, and is compared with names
        only."""
        told: set[str] = set()
        for one in (*own, *others):
            sure = one.now.status in SURER[1:] and self.heard.status in SURER
            if one in own:
                known = sure or self.heard.status in (one.heard.status, one.now.status)
            elif self.heard.foreign and not one.now.foreign:  # it adds nothing that can be read
                known = sure
            else:
                known = _as_sure(one.status, self.heard.status) and (self.heard.foreign or not one.now.foreign)
            if known:
                told |= one.now.events
        gone = {event for event in self.events if event.startswith((GONE, PERHAPS))}
        named = any(event.replace(PERHAPS, GONE) in told for event in gone)
        named = named or any(event.replace(GONE, PERHAPS) in told for event in gone if event.startswith(GONE))
        return (named or gone <= told) and self.events - gone <= told

    def _repeats(self, own: Sequence[Known]) -> bool:
        """Whether its first line says what a told one said, or the headline over that: so much of its words was there, or
        half of them, with its numbers, and so much of a sentence that bears it out. Where nobody knows any more what was said, it
        does."""
        if own and not any(one.heard.lines for one in own):
            return True
        topic = lexicon.word_set(self.heard.topic)
        first = lexicon.word_set(self.heard.lines[0]) - topic if self.heard.lines else frozenset()
        heard = {line for one in own for at in (one.heard, one.now) for line in (*at.lines, *at.heads)}
        told = [lexicon.word_set(line) for line in heard]
        return any(_says(first, line) for line in told) or any(
            _says(words - topic, line)
            and _says(first, line, ALIKE)
            and not any(word[0].isdigit() for word in first - line)
            for words in self.borne_out
            for line in told
        )


def _says(words: Set[str], line: Set[str], share: float = SAID) -> bool:
    """Whether so many of the words stand in a line that it says them."""
    return len(words & line) >= share * len(words) > 0


def _has_grown(told: int, now: int) -> bool:
    return now >= GROWN * told and now >= told + GROWN_BY


def _as_sure(told: Status, now: Status) -> bool:
    """Whether nothing is gained by the status `now` of what was told with another."""
    return told == now or (told in SURER and now in SURER[: SURER.index(told)])
