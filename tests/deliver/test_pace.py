from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deliver.pace import BURST, PRIVATE, SHARED, slot

NOW = datetime(2021, 8, 13, 18, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def sent(kind, asked):
    """When messages go out that are asked for at these times, in seconds, each as soon as it may and after those before it."""
    free, at, times = None, NOW, []
    for seconds in asked:
        at = max(at, NOW + seconds * SECOND)
        wait, free = slot(kind, free, at)
        if wait:
            assert wait > at
            at = wait
            wait, free = slot(kind, free, at)
            assert wait is None  # who has waited has their turn
        times.append((at - NOW) / SECOND)
    return times


@pytest.mark.parametrize(
    ("kind", "asked", "times"),
    [
        ("private", [0] * 8, [0, 0, 0, 0, 0, 1, 2, 3]),
        ("private", [0, 0, 0, 0, 0, 60], [0, 0, 0, 0, 0, 60]),
        ("private", [0] * 5 + [2] * 3, [0] * 5 + [2, 2, 3]),
        ("private", range(9), list(range(9))),
        ("group", [0] * 7, [0, 0, 0, 0, 0, 4, 8]),
        ("channel", [0] * 6, [0, 0, 0, 0, 0, 4]),
    ],
)
def test_a_burst_and_then_the_pace(kind, asked, times):
    assert sent(kind, asked) == times


@given(st.sampled_from(["private", "group", "channel"]), st.lists(st.integers(0, 300), max_size=120).map(sorted))
def test_telegrams_limits_are_kept_whatever_is_asked(kind, asked):
    times = sent(kind, asked)
    assert times == sorted(times)
    minute = [sum(begin <= time < begin + 60 for time in times) for begin in times]
    assert max(minute, default=0) <= (60 + BURST if kind == "private" else 20)
    pace = (PRIVATE if kind == "private" else SHARED) / SECOND
    assert all(late - early >= pace for early, late in zip(times, times[BURST:], strict=False))


@pytest.mark.parametrize("back", [timedelta(minutes=1), timedelta(days=400)])
def test_a_clock_that_was_set_back_makes_nobody_wait(back):
    _, free = slot("private", None, NOW)
    assert slot("private", free, NOW - back) == (None, NOW - back + PRIVATE)
