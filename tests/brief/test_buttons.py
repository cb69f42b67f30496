import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.brief.buttons import button_data, carried
from handlers.telegram.updates import Asked, pressed, to_link


@pytest.mark.parametrize(
    ("view", "window", "query", "data"),
    [
        ("more", "24h", "kabul", "more:24h kabul"),
        ("timeline", "3d", "place:kabul -cricket", "timeline:3d place:kabul -cricket"),
        ("sources", "24h", "", "sources:24h "),
        ("follow", "24h", "kabul", "follow:kabul"),
    ],
)
def test_data_names_the_view_the_window_and_the_topic(view, window, query, data) -> None:
    assert button_data(view, window, query) == data
    assert pressed(data) == Asked(view, query if view == "follow" else f"{window} {query}")


def test_a_long_topic_goes_by_its_digest() -> None:
    for query in ("کابل " * 12, "x" * 41):
        data = button_data("more", "24h", query)
        assert data == f"more:24h {carried(query)}"
        assert re.fullmatch(r"~[0-9a-v]{13}", carried(query))
        assert to_link("a_bot_of_ours", Asked("latest", carried(query)))
    assert to_link("a_bot_of_ours", Asked("latest", "x" * 40))
    assert carried("x" * 41) != carried("x" * 42)
    assert button_data("more", "24h", "x" * 40) == "more:24h " + "x" * 40


@given(st.sampled_from(["more", "timeline", "sources", "follow"]), st.text(max_size=40))
@settings(max_examples=100)
def test_data_fits_telegram_and_reads_back(view, query: str) -> None:
    data = button_data(view, "24h", query)
    assert len(data.encode("utf-8", "surrogatepass")) <= 64
    assert pressed(data) == Asked(view, carried(query) if view == "follow" else f"24h {carried(query)}")
