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
        # another story told the event
        ("reported", FELL, [f"s2:reported:{FELL}"], False),
        ("reported", FELL, [f"s2:confirmed:{FELL}"], False),
        ("confirmed", FELL, [f"s2:reported:{FELL}"], True),
        ("reported", FELL, [f"s2:claimed:{FELL}"], True),
        ("disputed", FELL, [f"s2:confirmed:{FELL}"], True),
        ("reported", FELL, [f"s2:disputed:{FELL}"], True),
        ("disputed", FELL, [f"s2:disputed:{FELL}"], False),
        ("reported", FELL, [f"s2:reported:taken Farah, AF;{FELL}"], False),
        ("reported", f"taken Farah, AF;{FELL}", [f"s2:reported:{FELL}"], True),
        ("reported", FELL, [f"s2:reported:not {FELL}"], True),
        ("reported", FELL, ["source:7:1:2021-08-13T18:00Z"], True),
        # ... in a script that the topic is not in
        ("reported", FELL, [f"s2:confirmed:{FELL}:foreign"], True),
        ("reported", FELL, [f"s1:reported:{FELL}:foreign"], False),
        # who has left, by one of the names; "for", which may be a name, is none
        ("reported", "gone gn;gone srf", ["s2:reported:gone gn"], False),
        ("reported", "gone gn", ["s2:reported:gone gn;gone srf"], False),
        ("reported", "gone gn", ["s2:reported:gone slh"], True),
        ("reported", "gone, perhaps br;gone, perhaps gn", ["s2:reported:gone gn"], False),
        ("reported", "gone gn", ["s2:reported:gone, perhaps br;gone, perhaps gn"], False),
        ("reported", "gone, perhaps br;gone, perhaps slh", ["s2:reported:gone, perhaps br;gone, perhaps gn"], True),
        ("reported", "gone, perhaps br;gone, perhaps gn", ["s2:reported:gone, perhaps br;gone, perhaps gn"], False),
        ("reported", f"gone gn;{FELL}", ["s2:reported:gone gn"], True),
    ],
)
def test_an_alert_tells_a_story_a_status_or_an_event_that_was_not_told(status, event, heard, news) -> None:
    alert = Alert(Message(lines=()), status, frozenset(filter(None, event.split(";"))))
    assert alert.is_news({"s0", "s1"}, heard) == news


def test_what_cannot_be_read_tells_nothing_to_whoever_asked() -> None:
    alert = Alert(Message(lines=()), "reported", frozenset({"gone gn", FELL}), foreign=True)
    assert alert.occasion("s2") == f"s2:reported:gone gn;{FELL}:foreign"
    assert not alert.is_news({"s1"}, [alert.occasion("s2")])
    assert not alert.is_news({"s1"}, [f"s2:reported:gone gn;{FELL}"])


@pytest.mark.parametrize(
    ("killed", "event", "heard", "news"),
    [
        (60, "", ["s1:reported::killed 9"], True),
        (18, "", ["s1:reported::killed 9"], False),  # doubled, but by nine
        (19, "", ["s1:reported::killed 9"], True),
        (75, "", ["s1:reported::killed 60"], False),
        (75, "", ["s1:reported::killed 9", "s1:confirmed::killed 60"], False),  # in whatever status it was told
        (120, "", ["s1:reported::killed 9", "s0:reported::killed 60"], True),
        (9, "", ["s1:reported"], False),
        (10, "", ["s1:reported"], True),  # no toll was told
        (0, "", ["s1:reported::killed 60"], False),
        (60, FELL, [f"s1:reported:{FELL}:killed 9"], True),
        (60, FELL, [f"s1:reported:{FELL}:foreign:killed 60"], False),
        (60, FELL, [f"s2:confirmed:{FELL}:killed 9"], False),  # another story: it may count otherwise
        (9, FELL, [f"s2:reported:{FELL}:foreign:killed 9"], True),
    ],
)
def test_a_toll_that_has_grown_by_much_is_told(killed, event, heard, news) -> None:
    alert = Alert(Message(lines=()), "reported", frozenset(filter(None, [event])), killed=killed)
    assert alert.is_news({"s0", "s1"}, heard) == news
    assert not killed or not alert.is_news({"s1"}, [alert.occasion("s1")])
