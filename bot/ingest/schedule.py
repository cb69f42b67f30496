"""When to look again, and what a poll leaves of a source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import blake2b
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from bot.model import Entry, EntryIntent, Feed, Fetched, FetchProblem, Hurry, PollIntent, Source

FUTURE_SLACK = timedelta(days=1)  # wrong zones and clocks reach no further; a later date is a mistake
MAX_DOUBLINGS = 16  # any interval has met the limit by then
JITTER = 0.2  # of the delay, so that sources that failed together do not come back together
RHYTHM_ENTRIES = 10  # the newest ones, whose times show how often something new comes; fewer than 3 show nothing
QUIET = 4  # default intervals: a quiet source is still looked at this often, because news breaks in quiet places
PUSHED = 3  # intervals between polls of a source whose hub sends what is new; below SILENT_POLLS of bot/desk.py
HOUR = 3_600  # seconds
_PLAIN_HOST = re.compile(r"https?://([a-z0-9.-]+)(?::[0-9]+)?/")  # urlsplit takes twenty times as long
# seconds between polls for each second of CPU that reading a feed takes: a source has a 300th of a core at most, so that a
# few that are made to take long cannot keep the others waiting. Honest feeds of 500 KB take .3 s, damaged ones 1 s.
PER_SECOND = 300
LATE = 1.5  # intervals after the last poll; then the source has lost its place and is given a new one


class Limits(Struct, frozen=True, kw_only=True):
    """Seconds between polls of one source."""

    min_interval: int = 300
    max_interval: int = 86_400
    default: int = 900


def host(url: str) -> str:
    """The host's name, as two addresses of one host share it; the address itself where it is none."""
    if plain := _PLAIN_HOST.match(url):
        return plain[1].rstrip(".")
    try:
        return (urlsplit(url).hostname or url).rstrip(".")
    except ValueError:
        return url


def body_digest(body: bytes) -> str:
    """32 hex digits; the same for the same bytes."""
    return blake2b(body, digest_size=16).hexdigest()


def unchanged(source: Source, fetched: Fetched) -> bool:
    """True where the answer is what was parsed last time (304, or the same bytes): nothing is left to do but after_poll.
    A 304 for what was never read is an empty answer."""
    return source.digest is not None and (fetched.status == 304 or source.digest == body_digest(fetched.body))


def after_poll(
    source: Source,
    result: Fetched | FetchProblem,
    feed: Feed | None,
    intents: Iterable[EntryIntent],
    now: datetime,
    limits: Limits,
) -> PollIntent:
    """The source's new state, when it is due again, and its new entries, dated as `dated` has it.

    `feed` is None where nothing was parsed, because the fetch failed or `unchanged` said so. A feed of kind "" is a
    failure with its first problem as the reason; the validators of the last good body then stay, so that a bad one is
    never taken for known (but a page that names its feed, given instead of it, is left for that). Failures double the
    delay up to limits.max_interval; 410 ends the source.

    The interval of a success is the longest of three, within the limits: half the mean time between the newest
    entries (`rhythm`; the default where that cannot be told), the feed's own ttl (in the default's place where the
    rhythm is not known) and the answer's max_age; longer where reading it takes long (PER_SECOND). Where nothing was
    parsed, `slowed` stands for the first two. See `spread` for when that is, and `hurried` for when it is sooner.
    """
    if isinstance(result, FetchProblem):
        return _failed(source, result.text, now, limits, result.retry_after, result.gone)
    if feed is not None and not feed.kind and feed.alternate and not (source.succeeded or source.failures):
        # somebody pasted a page's address: its feed is what they mean. Once only: a page behind it is a failure
        moved = replace(source, url=feed.alternate[0], failures=1, polled=now)
        return PollIntent(source=moved, due=now, at=now)
    cost = int(PER_SECOND * feed.took) if feed else 0
    cost = cost if cost > limits.min_interval else 0  # as nearly always: nothing of a machine's noise is stored then
    if feed is not None and not feed.kind:
        reason = next(iter(feed.problems), "The answer could not be read.")
        return _failed(source, reason, now, limits, cost)
    if feed is None and not unchanged(source, result):
        return _failed(source, "The answer could not be read.", now, limits)
    pace = slowed(source, now, limits)
    known = replace(source, etag=result.etag or source.etag, last_modified=result.last_modified or source.last_modified)
    if feed is not None:
        own = rhythm(feed.entries, now, limits)
        pace = max(own, feed.ttl or 0) if own else feed.ttl or limits.default
        known = replace(
            source,
            etag=result.etag,
            last_modified=result.last_modified,
            digest=body_digest(result.body),
            kind=feed.kind,
            name=source.name or feed.title or urlsplit(result.url).hostname or source.url,
            lang=source.lang or feed.lang,
            hub=feed.hub,
            topic=feed.topic,
        )
    wait = max(result.max_age or 0, cost)
    interval = _within(max(pace, wait), limits)
    after = replace(
        known,
        url=result.moved_to or source.url,
        interval=interval,
        pace=pace,
        failures=0,
        problem=None,
        wait=wait,
        failing_since=None,
        reported=False,
        polled=now,
        succeeded=now,
    )
    entries = dated(intents, now)
    delay = spread(source, interval, now, limits)
    if source.pushed_until and now < source.pushed_until and not entries:
        # its hub sends what is new; where a poll found something that it had not sent, it does not
        delay = timedelta(seconds=min(PUSHED * interval, limits.max_interval))
    if (soon := hurried(after, now, limits)) < interval:
        delay = min(delay, timedelta(seconds=soon))
    return PollIntent(source=after, due=now + delay, entries=entries, at=now)


def hurried(source: Source, now: datetime, limits: Limits) -> int:
    """Seconds between polls of a source, shorter than its interval where it carries a followed story that is breaking:
    limits.min_interval in the hour after it last did, doubling with each hour until its own interval is met. Never less
    than the server asks for."""
    if source.hot is None or now < source.hot:
        return source.interval
    hours = min(int((now - source.hot).total_seconds() // HOUR), MAX_DOUBLINGS)
    return min(source.interval, max(limits.min_interval << hours, source.wait))


def hurry(source: Source, now: datetime, limits: Limits) -> Hurry:
    """The source carries such a story now: when to look again at the latest."""
    soon = (source.polled or now) + timedelta(seconds=hurried(replace(source, hot=now), now, limits))
    return Hurry(source=source.id, at=now, due=max(now, soon))


def rhythm(entries: Iterable[Entry], now: datetime, limits: Limits) -> int | None:
    """Seconds between polls that suit how often entries come: half their mean distance, so that one is read within a
    quarter of it on average; at most QUIET default intervals. None where too few have a time that is not in the future."""
    newest = sorted({time for entry in entries if (time := entry.published) and time <= now}, reverse=True)
    newest = newest[:RHYTHM_ENTRIES]
    if len(newest) < 3:
        return None
    # the time since the last one counts as a distance, too: a source that fell silent slows down (`slowed` goes on)
    mean = (now - newest[-1]).total_seconds() / len(newest)
    return min(int(mean / 2), QUIET * limits.default)


def slowed(source: Source, now: datetime, limits: Limits) -> int:
    """The pace of a source in which nothing changed since its last poll: slower by what `rhythm` would find, in which that
    time counts as a distance between RHYTHM_ENTRIES and half the mean is taken; at most QUIET default intervals."""
    pace = source.pace
    if not pace:  # stored before paces were: the interval, where that is not the server's wish
        pace = limits.default if source.wait >= source.interval else source.interval
    silent = (now - source.polled).total_seconds() if source.polled else 0.0
    return max(pace, min(pace + int(silent / (2 * RHYTHM_ENTRIES)), QUIET * limits.default))


def spread(source: Source, interval: int, now: datetime, limits: Limits) -> timedelta:
    """How long until a source that answered is due again.

    Usually its interval, so that it keeps its place in time. After its first poll, and after one that came late (the bot
    was down, or failing): one to two intervals, by its id, so that sources that were due together, added from one file
    or after a restart, are spread evenly from then on.
    """
    if source.polled and (now - source.polled).total_seconds() <= LATE * source.interval:
        return timedelta(seconds=interval)
    longest = min(2 * interval, limits.max_interval)
    shortest = min(interval, int(longest * (1 - JITTER)))  # at the operator's limit there is room below it only
    return timedelta(seconds=shortest + int((longest - shortest) * _share(source.id, 0)))


def _failed(
    source: Source, reason: str, now: datetime, limits: Limits, retry_after: int | None = None, gone: bool = False
) -> PollIntent:
    failures = source.failures + 1
    since = source.failing_since or now
    after = replace(source, failures=failures, problem=reason, failing_since=since, polled=now, ended=gone)
    doubled = _within(source.interval, limits) * 2 ** min(failures - 1, MAX_DOUBLINGS)
    delay = max(doubled * (1 + JITTER * _share(source.id, failures)), retry_after or 0)
    due = None if gone else now + timedelta(seconds=_within(int(delay), limits))
    return PollIntent(source=after, due=due, at=now)


def _within(seconds: int, limits: Limits) -> int:
    return max(limits.min_interval, min(seconds, limits.max_interval))


def _share(source: int, failures: int) -> float:
    """A number in [0, 1) that is always the same for this source and count: jitter without chance."""
    mark = blake2b(f"{source}:{failures}".encode(), digest_size=4).digest()
    return int.from_bytes(mark, "big") / 2**32


def dated(intents: Iterable[EntryIntent], now: datetime) -> tuple[EntryIntent, ...]:
    """The intents, with no date that is still to come: within a day it stands for now, beyond it for none."""
    return tuple([replace(intent, entry=_come(intent.entry, now)) for intent in intents])


def _come(entry: Entry, now: datetime) -> Entry:
    """What was read has been written: where its date lies ahead, a clock or a zone is wrong, and as of that date no briefing
    would look at it yet, nor any alert."""

    def known(time: datetime | None) -> datetime | None:
        return min(time, now) if time and time <= now + FUTURE_SLACK else None

    return replace(entry, published=known(entry.published), updated=known(entry.updated))
