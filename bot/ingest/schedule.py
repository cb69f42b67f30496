"""When to look again, and what a poll leaves of a source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import blake2b
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from bot.model import Entry, EntryIntent, Feed, Fetched, FetchProblem, PollIntent, Source

FUTURE_SLACK = timedelta(days=1)  # wrong zones and clocks reach no further; a later date is a mistake
MAX_DOUBLINGS = 16  # any interval has met the limit by then
JITTER = 0.2  # of the delay, so that sources that failed together do not come back together


class Limits(Struct, frozen=True, kw_only=True):
    """Seconds between polls of one source."""

    min_interval: int = 300
    max_interval: int = 86_400
    default: int = 900


def body_digest(body: bytes) -> str:
    """32 hex digits; the same for the same bytes."""
    return blake2b(body, digest_size=16).hexdigest()


def unchanged(source: Source, fetched: Fetched) -> bool:
    """True where the answer is what was parsed last time (304, or the same bytes): nothing is left to do but after_poll."""
    return fetched.status == 304 or (source.digest is not None and source.digest == body_digest(fetched.body))


def after_poll(
    source: Source,
    result: Fetched | FetchProblem,
    feed: Feed | None,
    intents: Iterable[EntryIntent],
    now: datetime,
    limits: Limits,
) -> PollIntent:
    """The source's new state, when it is due again, and its new entries (dates beyond tomorrow removed).

    `feed` is None where nothing was parsed, because the fetch failed or `unchanged` said so. A feed of kind "" is a
    failure with its first problem as the reason; the validators of the last good body then stay, so that a bad one
    is never taken for known. Failures double the delay up to limits.max_interval; 410 ends the source.
    """
    if isinstance(result, FetchProblem):
        return _failed(source, result.text, now, limits, result.retry_after, result.gone)
    if feed is not None and not feed.kind:
        reason = next(iter(feed.problems), "The answer could not be read.")
        return _failed(source, reason, now, limits)
    if feed is None and not unchanged(source, result):
        return _failed(source, "The answer could not be read.", now, limits)
    base = source.interval
    known = replace(source, etag=result.etag or source.etag, last_modified=result.last_modified or source.last_modified)
    if feed is not None:
        base = feed.ttl or limits.default
        known = replace(
            source,
            etag=result.etag,
            last_modified=result.last_modified,
            digest=body_digest(result.body),
            kind=feed.kind,
            name=source.name or feed.title or urlsplit(result.url).hostname or source.url,
            lang=source.lang or feed.lang,
        )
    interval = _within(max(base, result.max_age or 0), limits)
    after = replace(
        known,
        url=result.moved_to or source.url,
        interval=interval,
        failures=0,
        problem=None,
        polled=now,
        succeeded=now,
    )
    entries = tuple(replace(intent, entry=_not_beyond(intent.entry, now + FUTURE_SLACK)) for intent in intents)
    return PollIntent(source=after, due=now + timedelta(seconds=interval), entries=entries, at=now)


def _failed(
    source: Source, reason: str, now: datetime, limits: Limits, retry_after: int | None = None, gone: bool = False
) -> PollIntent:
    failures = source.failures + 1
    after = replace(source, failures=failures, problem=reason, polled=now, ended=gone)
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


def _not_beyond(entry: Entry, limit: datetime) -> Entry:
    return replace(
        entry,
        published=entry.published if entry.published and entry.published <= limit else None,
        updated=entry.updated if entry.updated and entry.updated <= limit else None,
    )
