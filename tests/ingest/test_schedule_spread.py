"""How a source's rhythm and ten thousand sources' places in time are found."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from bot.ingest.schedule import JITTER, LATE, QUIET, Limits, after_poll, host, rhythm, spread
from bot.model import Entry, Feed, Fetched, FetchProblem, Source

NOW = datetime(2021, 8, 13, 12, tzinfo=UTC)
LIMITS = Limits(min_interval=300, max_interval=7_200, default=900)
SOURCE = Source(id=3, url="https://hkc.example/rss", polled=NOW - timedelta(seconds=905))


def every(minutes: float, count: int = 20, last: float = 0) -> tuple[Entry, ...]:
    """Entries so many minutes apart, the newest `last` minutes old."""
    return tuple(Entry(id=str(n), published=NOW - timedelta(minutes=last + minutes * n)) for n in range(count))


@pytest.mark.parametrize(
    ("entries", "seconds"),
    [
        (every(30, last=30), 900),
        (every(2, last=2), 60),
        (every(30, last=330), 1_800),  # nothing for five hours
        (every(30, last=30)[::-1], 900),
        (every(30, 200, last=30), 900),
        ((*every(30, last=30), Entry(id="x", published=NOW - timedelta(days=900))), 900),  # pinned long ago
        (every(24 * 60, last=60), QUIET * 900),
        (every(30, 2), None),
        (every(0), None),  # all stamped with the time of the build
        (every(-60), None),  # times to come show nothing
        ((Entry(id="1"), Entry(id="2"), Entry(id="3")), None),
        ((), None),
    ],
)
def test_rhythm(entries: tuple[Entry, ...], seconds: int | None) -> None:
    assert rhythm(entries, NOW, LIMITS) == seconds


@pytest.mark.parametrize(
    ("minutes", "ttl", "max_age", "expected"),
    [
        (30, None, None, 900),
        (60, None, None, 1_800),
        (60, 600, None, 1_800),
        (60, 3_000, None, 3_000),
        (60, None, 2_400, 2_400),
        (1, None, None, 300),
        (1, None, 10**9, 7_200),
    ],
)
def test_the_longest_wish_wins_within_the_limits(
    minutes: int, ttl: int | None, max_age: int | None, expected: int
) -> None:
    feed = Feed(kind="rss", ttl=ttl, entries=every(minutes, last=minutes))
    answer = Fetched(url=SOURCE.url, status=200, body=b"new", max_age=max_age)
    poll = after_poll(SOURCE, answer, feed, (), NOW, LIMITS)
    assert poll.due == NOW + timedelta(seconds=expected)
    assert poll.source.interval == expected


@pytest.mark.parametrize("polled", [None, NOW - timedelta(days=1)])
def test_ten_thousand_sources_that_were_due_together_are_spread(polled: datetime | None) -> None:
    delays = [
        spread(replace(SOURCE, id=id, polled=polled), 900, NOW, LIMITS).total_seconds() for id in range(1, 10_001)
    ]
    assert min(delays) >= 900
    assert max(delays) <= 1_800
    assert max(Counter(delays).values()) < 40  # 11 on average
    by_minute = Counter(int(delay // 60) for delay in delays)
    assert len(by_minute) == 15
    assert max(by_minute.values()) < 1.2 * min(by_minute.values())


def test_a_source_keeps_its_place() -> None:
    assert spread(SOURCE, 900, NOW, LIMITS) == timedelta(seconds=900)
    almost = replace(SOURCE, polled=NOW - timedelta(seconds=LATE * 900))
    assert spread(almost, 900, NOW, LIMITS) == timedelta(seconds=900)


def test_at_the_longest_interval_there_is_room_below_it_only() -> None:
    delays = {spread(replace(SOURCE, id=id, polled=None), 7_200, NOW, LIMITS).total_seconds() for id in range(1, 500)}
    assert len(delays) > 300
    assert max(delays) <= 7_200
    assert min(delays) >= 7_200 * (1 - JITTER)


def test_a_new_source_that_fails_is_tried_again_soon() -> None:
    problem = FetchProblem(url=SOURCE.url, text="hkc.example does not answer.")
    due = after_poll(replace(SOURCE, polled=None), problem, None, (), NOW, LIMITS).due
    assert timedelta(seconds=900) <= due - NOW <= timedelta(seconds=900 * (1 + JITTER))


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://A.Example/rss", "a.example"),
        ("http://a.example.:8080/x", "a.example"),
        ("http://user@a.example/", "a.example"),
        ("http://user:1@a.example/", "a.example"),
        ("http://a.example:80", "a.example"),
        ("http://a.example:80@b.example/", "b.example"),
        ("http://[::1]/", "::1"),
        ("http://[oops/", "http://[oops/"),
        ("no address", "no address"),
    ],
)
def test_host(url: str, name: str) -> None:
    assert host(url) == name
