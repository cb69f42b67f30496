"""Whether an alert tells a chat anything that it has not heard."""

import pytest

from bot.brief.alerts import Alert
from bot.model import Message

FELL = "taken Qalat, AF"


@pytest.mark.parametrize(
    ("status", "event", "heard", "news"),
    [
        ("reported", "", [], True),
        ("reported", "", ["s2:reported"], True),
        ("reported", "", ["s1:reported"], False),
        ("confirmed", "", ["s1:reported"], True),
        ("reported", "", ["s0:reported"], False),  # s0 has become part of s1
        ("reported", FELL, ["s1:reported"], True),
        ("reported", FELL, ["s1:reported", f"s1:reported:{FELL}"], False),
        ("confirmed", FELL, [f"s1:reported:{FELL}"], True),
        ("reported", FELL, ["s1:reported:taken Farah, AF"], True),
        # what leads is no event, but the story was told: by the fall of the town
        ("reported", "", [f"s1:reported:{FELL}"], False),
        ("confirmed", "", [f"s1:reported:{FELL}"], True),
    ],
)
def test_an_alert_tells_a_story_a_status_or_an_event_that_was_not_told(status, event, heard, news) -> None:
    assert Alert(Message(lines=()), status, event).is_news({"s0", "s1"}, heard) == news
