"""When to look again, and what a poll leaves of a source."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from bot.ingest.schedule import JITTER, Limits, after_poll, body_digest, rhythm, unchanged
from bot.model import Entry, EntryIntent, Feed, Fetched, FetchProblem, Source

NOW = datetime(2021, 8, 13, 12, tzinfo=UTC)
LIMITS = Limits(min_interval=300, max_interval=7_200, default=900)
SOURCE = Source(
    id=3,
    url="https://hkc.example/rss",
    digest=body_digest(b"old"),
    etag='"1"',
    failures=2,
    problem="down",
    polled=NOW - timedelta(seconds=905),
)
FEED = Feed(kind="rss", title="Hindukush Courier", lang="en")


def ok(**fields: object) -> Fetched:
    return Fetched(**{"url": SOURCE.url, "status": 200, "body": b"new", "etag": '"2"', **fields})


def seconds(source: Source, result: Fetched | FetchProblem, feed: Feed | None) -> float | None:
    due = after_poll(source, result, feed, (), NOW, LIMITS).due
    return due and (due - NOW).total_seconds()


def test_success_renews_the_source() -> None:
    intents = (EntryIntent(entry=Entry(id="1", title="t"), digest="d", revision=1),)
    poll = after_poll(SOURCE, ok(last_modified="Fri", moved_to="https://new.example/rss"), FEED, intents, NOW, LIMITS)
    after = poll.source
    assert (after.name, after.kind, after.lang, after.etag, after.last_modified) == (
        "Hindukush Courier", "rss", "en", '"2"', "Fri",
    )  # fmt: skip
    assert (after.url, after.digest) == ("https://new.example/rss", body_digest(b"new"))
    assert (after.failures, after.problem, after.polled, after.succeeded) == (0, None, NOW, NOW)
    assert (poll.entries, poll.at, poll.due) == (intents, NOW, NOW + timedelta(seconds=900))


def test_names_given_by_people_stay() -> None:
    after = after_poll(replace(SOURCE, name="HKC", lang="fa"), ok(), FEED, (), NOW, LIMITS).source
    assert (after.name, after.lang) == ("HKC", "fa")
    nameless = after_poll(SOURCE, ok(), Feed(kind="rss"), (), NOW, LIMITS).source
    assert nameless.name == "hkc.example"


@pytest.mark.parametrize(
    ("ttl", "max_age", "expected"),
    [
        (None, None, 900),
        (600, None, 600),
        (60, None, 300),
        (1_800, None, 1_800),
        (None, 60, 900),
        (None, 3_600, 3_600),
        (600, 1_000, 1_000),
        (100_000, None, 7_200),
        (None, 10**9, 7_200),
    ],
)
def test_interval(ttl: int | None, max_age: int | None, expected: int) -> None:
    assert seconds(SOURCE, ok(max_age=max_age), replace(FEED, ttl=ttl)) == expected


@pytest.mark.parametrize(("took", "expected"), [(0.9, 600), (8, 2_400), (15, 4_500), (60, 7_200)])
def test_what_takes_long_to_read_is_read_less_often(took: float, expected: int) -> None:
    """Whether it could be read or not, and also where a followed story that breaks would have it read sooner."""
    hot = replace(SOURCE, hot=NOW, failures=0)
    assert seconds(hot, ok(), replace(FEED, ttl=600, took=took)) == (expected if expected > 600 else 300)
    poll = after_poll(SOURCE, ok(), replace(FEED, ttl=600, took=took), (), NOW, LIMITS)
    assert (poll.source.interval, poll.source.wait > 0) == (expected, expected > 600)
    problem = Feed(kind="", problems=("It took over 15 s to read, so it was given up.",), took=took)
    failed = seconds(replace(SOURCE, failures=0), ok(), problem)
    assert failed == expected if expected > 900 else 900 <= failed <= 900 * (1 + JITTER)


def test_unchanged_costs_nothing() -> None:
    slow = replace(SOURCE, interval=1_800)
    for answer in (ok(status=304, body=b"", etag=None), ok(body=b"old", etag='"9"')):
        assert unchanged(slow, answer)
        poll = after_poll(slow, answer, None, (), NOW, LIMITS)
        assert poll.due == NOW + timedelta(seconds=1_800 + 905 // 20)
        assert poll.source.digest == SOURCE.digest
        assert poll.source.etag == (answer.etag or SOURCE.etag)
        assert (poll.source.failures, poll.source.succeeded) == (0, NOW)
    assert not unchanged(slow, ok())
    assert not unchanged(replace(slow, digest=None), ok())


def test_the_servers_wish_lasts_as_long_as_it_says_so() -> None:
    source, waits = replace(SOURCE, interval=300, pace=300, digest="d"), []
    for max_age in (7_200, 60, None):
        source = replace(source, polled=NOW)  # no time passes: what is silent slows down for another reason
        source = after_poll(source, ok(status=304, body=b"", max_age=max_age), None, (), NOW, LIMITS).source
        waits.append(source.interval)
    assert waits == [7_200, 300, 300]
    before = replace(SOURCE, interval=7_200, wait=86_400, polled=NOW)  # stored before there was a pace
    assert after_poll(before, ok(status=304, body=b""), None, (), NOW, LIMITS).source.interval == 900


@pytest.mark.parametrize(("pace", "ends"), [(60, 3_600), (300, 3_600), (0, 3_600), (5_000, 5_000)])
def test_a_source_that_falls_silent_slows_down_as_its_rhythm_would(pace: int, ends: int) -> None:
    """With ten entries, two of its paces apart, then 304 alone."""
    entries = [Entry(id=str(n), published=NOW - timedelta(seconds=2 * pace * n)) for n in range(1, 11)]
    source, now = replace(SOURCE, interval=max(pace, 300), pace=pace, polled=NOW), NOW
    for _ in range(100):
        now += timedelta(seconds=source.interval)
        poll = after_poll(source, ok(status=304, body=b""), None, (), now, LIMITS)
        assert poll.source.interval >= source.interval
        source = poll.source
        if 0 < pace < 3_600:
            assert source.pace == pytest.approx(rhythm(entries, now, LIMITS), rel=0.02)
    assert source.interval == ends
    turned_back = after_poll(replace(source, polled=now + timedelta(days=9)), ok(status=304), None, (), now, LIMITS)
    assert turned_back.source.interval == ends


def test_something_new_brings_the_pace_back() -> None:
    slow = replace(SOURCE, interval=3_600, pace=3_600)
    assert after_poll(slow, ok(), replace(FEED, ttl=600), (), NOW, LIMITS).source.pace == 600


def test_failures_double_with_the_same_jitter_each_time() -> None:
    problem = FetchProblem(url=SOURCE.url, text="hkc.example does not answer.")
    source, delays = replace(SOURCE, failures=0), []
    for _ in range(8):
        poll = after_poll(source, problem, None, (), NOW, LIMITS)
        assert poll == after_poll(source, problem, None, (), NOW, LIMITS)
        source = poll.source
        delays.append((poll.due - NOW).total_seconds())
    for number, delay in enumerate(delays):
        full = 900 * 2**number
        assert min(full, 7_200) <= delay <= min(full * (1 + JITTER), 7_200)
    assert (source.failures, source.problem, source.etag) == (8, problem.text, SOURCE.etag)
    assert source.succeeded is None
    assert source.polled == NOW
    others = {seconds(replace(SOURCE, id=n, failures=0), problem, None) for n in range(20)}
    assert len(others) > 10


@pytest.mark.parametrize(("asked", "expected"), [(5_000, 5_000), (10**8, 7_200)])
def test_retry_after(asked: int, expected: int) -> None:
    problem = FetchProblem(url=SOURCE.url, text="429", retry_after=asked)
    assert seconds(replace(SOURCE, failures=0), problem, None) == expected


def test_gone_is_the_end() -> None:
    poll = after_poll(SOURCE, FetchProblem(url=SOURCE.url, text="gone", gone=True), None, (), NOW, LIMITS)
    assert (poll.due, poll.source.ended, poll.source.problem) == (None, True, "gone")


@pytest.mark.parametrize("feed", [Feed(kind="", problems=("This is an HTML page, not a feed.",)), Feed(kind=""), None])
def test_nothing_readable_is_a_failure_and_keeps_the_last_validators(feed: Feed | None) -> None:
    after = after_poll(SOURCE, ok(), feed, (), NOW, LIMITS).source
    assert (after.failures, after.etag, after.digest) == (3, SOURCE.etag, SOURCE.digest)
    assert after.problem == (feed.problems[0] if feed and feed.problems else "The answer could not be read.")


def test_dates_beyond_tomorrow_are_mistakes() -> None:
    far = NOW + timedelta(days=40)
    intent = EntryIntent(entry=Entry(id="1", published=far, updated=NOW), digest="d", revision=1)
    (entry,) = (found.entry for found in after_poll(SOURCE, ok(), FEED, [intent], NOW, LIMITS).entries)
    assert (entry.published, entry.updated) == (None, NOW)


@pytest.mark.parametrize("ahead", [timedelta(minutes=2), timedelta(hours=20)])
def test_a_date_a_little_ahead_is_now(ahead: timedelta) -> None:
    # it had been kept as it was: then no alert was made of the news, and no briefing told it as new
    intent = EntryIntent(entry=Entry(id="1", published=NOW + ahead, updated=NOW + ahead), digest="d", revision=1)
    (entry,) = (found.entry for found in after_poll(SOURCE, ok(), FEED, [intent], NOW, LIMITS).entries)
    assert (entry.published, entry.updated) == (NOW, NOW)
