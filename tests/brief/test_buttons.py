import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.brief.buttons import LONG, button_data, carried, opened, unfollowed
from bot.model import LONGEST_DATA, Button, Message
from handlers.telegram.updates import Asked, pressed, to_link

NOW = datetime(2021, 8, 13, 18, 0, 42, tzinfo=UTC)
MINUTE = NOW.replace(second=59, microsecond=999_999)


@pytest.mark.parametrize(
    ("view", "window", "query", "data"),
    [
        ("more", "24h", "kabul", "more:24h@g5vi0 kabul"),
        ("timeline", "3d", "place:kabul -cricket", "timeline:3d@g5vi0 place:kabul -cricket"),
        ("sources", "24h", "", "sources:24h@g5vi0 "),
        ("map-dark", "24h", "a@b c", "map-dark:24h@g5vi0 a@b c"),
        ("follow", "24h", "kabul", "follow:kabul"),
    ],
)
def test_data_names_the_view_the_window_the_minute_and_the_topic(view, window, query, data) -> None:
    assert button_data(view, window, query, NOW) == data
    asked = pressed(data)
    assert asked.name == view
    assert asked.args == query if view == "follow" else opened(asked.args) == (window, MINUTE, query)


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ("24h kabul", ("24h", None, "kabul")),  # as buttons were before
        ("24h kabul@g5vi0", ("24h", None, "kabul@g5vi0")),
        ("24h ", ("24h", None, "")),
        ("24h@ kabul", ("24h", None, "kabul")),
        ("24h@G5VI0 kabul", ("24h", None, "kabul")),
        ("24h@-5vi0 kabul", ("24h", None, "kabul")),
        ("24h@g5vi0g5vi0 kabul", ("24h", None, "kabul")),
        ("24h@٣٣٣٣٣ kabul", ("24h", None, "kabul")),
        ("", ("", None, "")),
    ],
)
def test_what_holds_no_instant_is_of_none(args, expected) -> None:
    assert opened(args) == expected


def test_a_time_before_all_minutes_is_carried_as_none() -> None:
    assert opened(pressed(button_data("more", "24h", "kabul", datetime(1969, 7, 20, tzinfo=UTC))).args)[1] is None


def test_a_long_topic_goes_by_its_digest() -> None:
    for query in ("کابل " * 12, "x" * (LONG + 1)):
        data = button_data("more", "24h", query, NOW)
        assert data == f"more:24h@g5vi0 {carried(query)}"
        assert re.fullmatch(r"~[0-9a-v]{13}", carried(query))
        assert to_link("a_bot_of_ours", Asked("latest", carried(query)))
    assert to_link("a_bot_of_ours", Asked("latest", "x" * LONG))
    assert carried("x" * 41) != carried("x" * 42)
    assert len(button_data("figures-light", "719h", "x" * LONG, NOW)) == LONGEST_DATA


VIEWS = ["more", "timeline", "sources", "follow", "map", "figures", "map-dark", "figures-light"]


@given(
    st.sampled_from(VIEWS),
    st.sampled_from(["1h", "24h", "30d", "719h"]),
    st.text(max_size=40),
    st.datetimes(datetime(1970, 1, 2), datetime(2083, 1, 1), timezones=st.just(UTC)),
)
@settings(max_examples=100)
def test_data_fits_telegram_and_reads_back(view, window, query: str, now) -> None:
    data = button_data(view, window, query, now)
    assert len(data.encode("utf-8", "surrogatepass")) <= LONGEST_DATA
    asked = pressed(data)
    assert asked.name == view
    if view == "follow":
        assert asked.args == carried(query)
        return
    span, instant, topic = opened(asked.args)
    assert (span, topic) == (window, carried(query))
    assert timedelta() <= instant - now < timedelta(minutes=1)


def test_what_is_followed_is_not_offered() -> None:
    long = "x" * (LONG + 1)
    rows = (
        (Button("More", "more:24h@g5vi0 kabul"),),
        (Button("F", "follow:kabul"),),
        (Button("L", f"follow:{carried(long)}"),),
    )
    message = Message(lines=(), buttons=rows)
    assert unfollowed(message, []).buttons == rows
    assert unfollowed(message, ["kabul"]).buttons == (rows[0], rows[2])
    assert unfollowed(message, [long, "kabul", "herat"]).buttons == rows[:1]
