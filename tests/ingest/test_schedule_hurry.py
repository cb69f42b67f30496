"""More often while a followed story breaks, within what operator and server allow."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from bot.ingest.schedule import Limits, after_poll, hurried, hurry
from bot.model import Fetched, Source

NOW = datetime(2021, 8, 13, 18, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LIMITS = Limits(min_interval=300, max_interval=86_400, default=900)
SOURCE = Source(id=7, url="https://lake.example/feed", interval=3_600, polled=NOW - 20 * MINUTE)


@pytest.mark.parametrize(
    ("since", "own", "wait", "seconds"),
    [
        (None, 3_600, 0, 3_600),
        (0, 3_600, 0, 300),
        (59, 3_600, 0, 300),
        (60, 3_600, 0, 600),
        (125, 3_600, 0, 1_200),
        (180, 3_600, 0, 2_400),
        (240, 3_600, 0, 3_600),
        (60 * 24 * 365, 3_600, 0, 3_600),
        (-5, 3_600, 0, 3_600),  # a clock set back
        (0, 300, 0, 300),
        (0, 120, 0, 120),
        (0, 3_600, 900, 900),  # the server asks for more
        (0, 3_600, 7_200, 3_600),  # its wish beyond the operator's limit is in the interval already
    ],
)
def test_it_decays(since, own, wait, seconds):
    hot = None if since is None else NOW - since * MINUTE
    assert hurried(replace(SOURCE, hot=hot, interval=own, wait=wait), NOW, LIMITS) == seconds


def test_the_next_look_is_soon_and_not_sooner_than_allowed():
    assert hurry(SOURCE, NOW, LIMITS).due == NOW  # the last look was longer ago than min_interval
    assert hurry(replace(SOURCE, polled=NOW - MINUTE), NOW, LIMITS).due == NOW + 4 * MINUTE
    assert hurry(replace(SOURCE, polled=NOW - MINUTE, wait=1_200), NOW, LIMITS).due == NOW + 19 * MINUTE
    assert hurry(replace(SOURCE, polled=None), NOW, LIMITS).due == NOW + 5 * MINUTE


def test_a_poll_keeps_the_pace_and_remembers_the_servers_wish():
    known = replace(SOURCE, digest="d", hot=NOW - 10 * MINUTE, succeeded=NOW - 20 * MINUTE)
    poll = after_poll(known, Fetched(url=known.url, status=304), None, (), NOW, LIMITS)
    assert (poll.due, poll.source.interval) == (NOW + 5 * MINUTE, 3_600)
    poll = after_poll(known, Fetched(url=known.url, status=304, max_age=1_000), None, (), NOW, LIMITS)
    assert (poll.due, poll.source.wait) == (NOW + timedelta(seconds=1_000), 1_000)
    calm = after_poll(replace(known, hot=None), Fetched(url=known.url, status=304), None, (), NOW, LIMITS)
    assert calm.due == NOW + 60 * MINUTE
