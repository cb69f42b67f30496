from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.deliver.quiet import parse_quiet, pause_end, quiet_since, quiet_until
from bot.errors import UsageError
from bot.words import speaking


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("22:00-07:00", ("22:00", "07:00")),
        ("22 - 7", ("22:00", "07:00")),
        ("10pm to 7am", ("22:00", "07:00")),
        ("13:00 14:30", ("13:00", "14:30")),
        ("off", None),
        ("from 22 to 7", ("22:00", "07:00")),
        ("von 22:00 bis 07:00 Uhr", ("22:00", "07:00")),
        ("22h à 7h30", ("22:00", "07:30")),
        ("с 22 до 7", ("22:00", "07:00")),
        ("۲۲ تا ۷", ("22:00", "07:00")),
        ("aus", None),
        ("выкл", None),
    ],
)
def test_what_people_write(text, hours):
    assert parse_quiet(text) == hours


@pytest.mark.parametrize("text", ["", "22:00", "22:00-22:00", "late-early", "1-2-3", "22 to 123", "tonight"])
def test_what_is_no_span_is_answered_with_the_form(text):
    with pytest.raises(UsageError, match="22:00-07:00"):
        parse_quiet(text)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2021-08-13T17:29", None),  # 21:59 in Kabul
        ("2021-08-13T17:30", "2021-08-14T02:30"),
        ("2021-08-14T02:29", "2021-08-14T02:30"),
        ("2021-08-14T02:30", None),
    ],
)
def test_over_midnight(now, until):
    ends = quiet_until(("22:00", "07:00"), ZoneInfo("Asia/Kabul"), datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert ends == (datetime.fromisoformat(until).replace(tzinfo=UTC) if until else None)


def test_within_a_day_and_none():
    noon = datetime(2021, 8, 13, 12, 15, tzinfo=UTC)
    assert quiet_until(("12:00", "13:00"), UTC, noon) == datetime(2021, 8, 13, 13, tzinfo=UTC)
    assert quiet_until(("13:00", "14:00"), UTC, noon) is None
    assert quiet_until(None, UTC, noon) is None


@pytest.mark.parametrize("now", ["2021-10-31T00:10", "2021-10-31T00:29", "2021-10-31T01:10", "2021-10-31T01:29"])
@pytest.mark.parametrize("start", ["22:00", "02:05"])
def test_an_end_in_the_hour_that_comes_twice_lies_ahead(now, start):
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)  # 02:10 or 02:29 in Berlin, each for the first and second time
    assert quiet_until((start, "02:30"), ZoneInfo("Europe/Berlin"), at) == at.replace(minute=30)


@pytest.mark.parametrize(
    ("now", "began"),
    [
        ("2021-08-13T23:00", "2021-08-13T20:00"),
        ("2021-08-14T01:00", "2021-08-13T20:00"),
        ("2021-08-13T20:00", "2021-08-13T20:00"),
    ],
)
def test_when_quiet_began(now, began):
    zone = ZoneInfo("Europe/Berlin")  # 22:00 there is 20:00 UTC
    at = [datetime.fromisoformat(time).replace(tzinfo=UTC) for time in (now, began)]
    assert quiet_since(("22:00", "07:00"), zone, at[0]) == at[1]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("2h", "2021-08-13T20:00"),
        ("for 30 minutes", "2021-08-13T18:30"),
        ("3 days", "2021-08-16T18:00"),
        ("1w", "2021-08-20T18:00"),
        ("until monday", "2021-08-15T19:30"),  # midnight in Kabul
        ("till Mon 8:00", "2021-08-16T03:30"),
        ("friday", "2021-08-19T19:30"),  # it is Friday
        ("tomorrow", "2021-08-13T19:30"),
        ("until tomorrow 8 am", "2021-08-14T03:30"),
        ("23:00", "2021-08-13T18:30"),
        ("until 22:00", "2021-08-14T17:30"),
    ],
)
def test_the_end_of_a_pause(text, ends):
    now = datetime(2021, 8, 13, 18, tzinfo=UTC)
    assert pause_end(text, ZoneInfo("Asia/Kabul"), now) == datetime.fromisoformat(ends).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["kabul", "now", "hourly", "0h", "until", "tomorrow kabul", "2h kabul", "99", "off", "-"]
)
def test_what_is_no_end_of_a_pause_is_answered_with_the_form(text):
    with pytest.raises(UsageError, match="/pause 2h"):
        pause_end(text, UTC, datetime(2021, 8, 13, 18, tzinfo=UTC))


def test_a_day_that_ends_a_pause_is_read_in_the_language_that_is_spoken():
    with speaking("ru"):
        assert pause_end("понедельник 09:00", UTC, datetime(2021, 8, 13, tzinfo=UTC)) == datetime(
            2021, 8, 16, 9, tzinfo=UTC
        )
