from datetime import UTC, datetime, timedelta

import pytest

from bot.desk import AHEAD, told_at
from bot.model import Told

NOW = datetime(2021, 8, 13, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ahead", "counts"),
    [
        (timedelta(hours=-9), True),
        (timedelta(), True),
        (timedelta(minutes=1), True),  # told while this briefing was composed
        (AHEAD, True),
        (AHEAD + timedelta(seconds=1), False),
        (timedelta(days=400), False),
    ],
)
def test_told_counts_unless_by_a_clock_that_was_far_ahead(ahead, counts):
    heard = Told(chat=7, topic="kabul", at=NOW + ahead)
    assert told_at(heard, NOW) == (heard.at if counts else None)
    assert told_at(None, NOW) is None
