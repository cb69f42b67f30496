"""Own articles among everybody's: grouped for one answer, without a trace."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from bot.model import Item
from bot.understand.article import article
from bot.understand.stories import Window, place
from bot.understand.stories.joined import MOST, joined

NOW = datetime(2021, 8, 13, 18, tzinfo=UTC)
TROOPS = [
    "Pentagon sends 3,000 troops to Kabul to fly out embassy staff",
    "US to fly embassy staff out of Kabul with 3,000 troops",
    "3,000 US troops fly to Kabul to help embassy staff leave",
]
RAIN = ["Rain floods two suburbs of Nairobi", "Floods after heavy rain in two Nairobi suburbs"]


def told(id, title, minutes, own=None):
    made = article(
        Item(id=str(id), title=title, text=title + ".", published=NOW + timedelta(minutes=minutes), lang="en")
    )
    return replace(made, own=own)


def placed(*articles):
    window = Window()
    return [place(window, one).article for one in articles]


def stories(articles):
    return {one.id: one.story for one in articles}


def test_they_join_what_they_tell_and_else_begin_their_own():
    known = placed(told(1, TROOPS[0], 0), told(3, RAIN[0], 2))
    found = joined(known, [told(2, TROOPS[1], 1, own=7), told(10, "Museum opens in Lisbon", 3, own=7)])
    assert [one.id for one in found] == ["1", "2", "3", "10"]
    by_id = stories(found)
    assert by_id["2"] == by_id["1"] == known[0].story
    assert by_id["10"] == "s10"
    assert by_id["3"] == known[1].story
    assert [one.own for one in found] == [None, 7, None, 7]


def test_nothing_of_it_stays():
    known = placed(told(1, TROOPS[0], 0), told(3, RAIN[0], 2))
    before = list(known)
    one = joined(known, [told(2, TROOPS[1], 1, own=7)])
    assert joined(known, [told(2, TROOPS[1], 1, own=7)]) == one
    assert known == before
    assert joined(known, []) == known


def test_they_find_each_other_and_come_in_any_order():
    own = [told(5, RAIN[1], 5, own=8), told(4, RAIN[0], 4, own=7)]
    assert len(set(stories(joined([], own)).values())) == 1
    assert joined([], own) == joined([], own[::-1])


def test_a_copy_of_what_everybody_has_is_a_copy():
    known = placed(told(9, TROOPS[0], 5))
    copy = replace(told(2, TROOPS[0], 0, own=7), text=known[0].text * 3)
    assert {one.id: one.duplicate_of for one in joined(known, [copy])} == {"2": "9", "9": None}


def test_many_known_ones_are_all_returned():
    known = [replace(told(n, f"Report number {n} from Herat", n), story=f"s{n}") for n in range(1, MOST + 20)]
    found = joined(known, [told(9_999, RAIN[0], 0, own=7)])
    assert len(found) == len(known) + 1
    assert stories(found)["1"] == "s1"
