from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deliver.schedule import describe, next_due, parse_schedule, parse_time, split_schedule
from bot.errors import UsageError
from bot.model import Schedule

BERLIN = ZoneInfo("Europe/Berlin")
KABUL = ZoneInfo("Asia/Kabul")


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "schedule"),
    [
        ("now", Schedule(kind="now")),
        ("at once", Schedule(kind="now")),
        ("Hourly", Schedule(kind="hourly")),
        ("every hour", Schedule(kind="hourly")),
        ("daily 07:30", Schedule(kind="daily", at="07:30")),
        ("daily at 7.30 pm", Schedule(kind="daily", at="19:30")),
        ("daily", Schedule(kind="daily", at="08:00")),
        ("07:30", Schedule(kind="daily", at="07:30")),
        ("every day 12 am", Schedule(kind="daily", at="00:00")),
        ("weekly monday 07:30", Schedule(kind="weekly", at="07:30", weekday=0)),
        ("weekly", Schedule(kind="weekly")),
        ("fridays at 18:00", Schedule(kind="weekly", at="18:00", weekday=4)),
        ("sun 9", Schedule(kind="weekly", at="09:00", weekday=6)),
        ("off", Schedule(kind="none")),
        ("every morning at 7", Schedule(kind="daily", at="07:00")),
        ("daily 7h30", Schedule(kind="daily", at="07:30")),
        ("daily 9 uhr", Schedule(kind="daily", at="09:00")),
        ("every morning", Schedule(kind="daily", at="08:00")),
        ("daily at noon", Schedule(kind="daily", at="12:00")),
        ("weekly friday evening", Schedule(kind="weekly", at="18:00", weekday=4)),
    ],
)
def test_what_people_write(text, schedule):
    assert parse_schedule(text) == schedule


@pytest.mark.parametrize(
    "text", ["", "foo", "daily 25:00", "daily 07:61", "weekly blursday", "every", "daily 07:30 sharp"]
)
def test_what_is_no_schedule_is_answered_with_the_form(text):
    with pytest.raises(UsageError, match="daily 07:30"):
        parse_schedule(text)


@pytest.mark.parametrize("text", ["24:00", "13 pm", "0 am", "7:5", "half seven", "-1"])
def test_no_time_of_day(text):
    with pytest.raises(UsageError):
        parse_time(text)


@pytest.mark.parametrize(
    ("args", "parts"),
    [
        ("daily 07:30", ("", "daily 07:30")),
        ("kabul daily 07:30", ("kabul", "daily 07:30")),
        ("new zealand now", ("new zealand", "now")),
        ("kabul 07:30", ("kabul", "07:30")),
        ("kabul", ("kabul", "")),
        ("explosion at kabul", ("explosion at kabul", "")),
        ("daily mail", ("daily mail", "")),
        ("daily mail hourly", ("daily mail", "hourly")),
        ("kabul every morning", ("kabul", "every morning")),
        ("kabul daily at midnight", ("kabul", "daily at midnight")),
        ("explosion at midnight", ("explosion at midnight", "")),
        ("monday protests weekly friday 9:00", ("monday protests", "weekly friday 9:00")),
        ("kabul daily 25:00", ("kabul", "daily 25:00")),  # wrong, but meant as one
        ("kabul every 5 minutes", ("kabul", "every 5 minutes")),
        ("", ("", "")),
        ("daily 8:00 18:00", ("", "daily 8:00 18:00")),
        ("kabul daily 8:00 and 18:00", ("kabul", "daily 8:00 18:00")),
        ("kabul every monday and friday 9:00", ("kabul", "every monday friday 9:00")),
        ("weekdays 8:00", ("", "weekdays 8:00")),
        ("every weekday 7:30", ("", "every weekday 7:30")),
        ("kabul each morning 7:30", ("kabul", "each morning 7:30")),
        ("kabul every second day at 7", ("kabul", "every second day at 7")),
        ("19:30", ("", "19:30")),
        ("7.30", ("", "7.30")),
        ("7h30", ("", "7h30")),
        ("7:30pm", ("", "7:30pm")),
        ("7 PM", ("", "7 PM")),
        ("kabul 7:30 pm", ("kabul", "7:30 pm")),
        ("kabul 8am", ("kabul", "8am")),
        ("8am and 6pm", ("", "8am 6pm")),
        ("kabul 8:00, 18:00", ("kabul", "8:00 18:00")),
        ("kabul 7", ("kabul 7", "")),
        ("every vote counts in kabul", ("every vote counts in kabul", "")),
        ("kabul twice daily", ("kabul", "twice daily")),
        ("arts and crafts daily", ("arts and crafts", "daily")),
    ],
)
def test_topic_and_schedule_part(args, parts):
    assert split_schedule(args) == parts


@pytest.mark.parametrize(
    ("schedule", "zone", "after", "due"),
    [
        (Schedule(kind="daily", at="07:30"), KABUL, "2021-08-13T18:00", "2021-08-14T03:00"),
        (Schedule(kind="daily", at="07:30"), KABUL, "2021-08-14T03:00", "2021-08-15T03:00"),
        (Schedule(kind="daily", at="07:30"), BERLIN, "2021-03-27T12:00", "2021-03-28T05:30"),  # summer time began
        (
            Schedule(kind="daily", at="02:30"),
            BERLIN,
            "2021-03-27T12:00",
            "2021-03-28T01:30",
        ),  # the hour that is skipped
        (
            Schedule(kind="daily", at="02:30"),
            BERLIN,
            "2021-10-30T12:00",
            "2021-10-31T00:30",
        ),  # the hour that comes twice
        (Schedule(kind="daily", at="02:30"), BERLIN, "2021-10-31T00:30", "2021-11-01T01:30"),  # ... speaks once
        (Schedule(kind="weekly", at="07:30", weekday=0), BERLIN, "2021-08-13T18:00", "2021-08-16T05:30"),
        (Schedule(kind="weekly", at="07:30", weekday=4), BERLIN, "2021-08-13T05:30", "2021-08-20T05:30"),
        (Schedule(kind="hourly"), BERLIN, "2021-08-13T18:00", "2021-08-13T19:00"),
        (Schedule(kind="hourly"), KABUL, "2021-08-13T18:10", "2021-08-13T18:30"),  # a full hour in Kabul
    ],
)
def test_next_due(schedule, zone, after, due):
    assert next_due(schedule, zone, utc(after)) == utc(due)


@pytest.mark.parametrize("kind", ["none", "now"])
def test_no_times_of_its_own(kind):
    assert next_due(Schedule(kind=kind), KABUL, utc("2021-08-13T18:00")) is None


zones = st.sampled_from(
    ["UTC", "Asia/Kabul", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia"]
)
schedules = st.builds(
    lambda kind, hour, minute, weekday: Schedule(kind=kind, at=f"{hour:02}:{minute:02}", weekday=weekday),
    st.sampled_from(["hourly", "daily", "weekly"]),
    st.integers(0, 23),
    st.integers(0, 59),
    st.integers(0, 6),
)


@given(schedules, zones, st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)))
def test_always_ahead_and_once_a_period(schedule, zone, after):
    after = after.replace(tzinfo=UTC)
    first = next_due(schedule, ZoneInfo(zone), after)
    second = next_due(schedule, ZoneInfo(zone), first)
    span = {"hourly": timedelta(hours=1), "daily": timedelta(days=1), "weekly": timedelta(days=7)}[schedule.kind]
    assert after < first <= after + span + timedelta(hours=25)
    assert abs(second - first - span) <= timedelta(hours=24 if zone == "Pacific/Apia" else 1)


@pytest.mark.parametrize("text", ["now", "hourly", "daily 07:30", "weekly tuesday 21:05", "off"])
def test_described_in_words(text):
    assert describe(parse_schedule(text))
