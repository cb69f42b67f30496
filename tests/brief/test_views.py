"""The views behind a briefing's buttons."""

import re
from datetime import timedelta

import pytest
from msgspec.structs import replace
from test_compose import DAY, KABUL, brief, check

from bot.brief import views
from bot.brief.compose import LONGEST


def test_more_tells_every_story(week, kabul, now) -> None:
    message = views.more(kabul, week, as_of=now, window=DAY, zone=KABUL)
    assert all(word in message.text for word in ("Kandahar", "3,000", "Traders"))
    assert [b.data for b in message.buttons[0]] == ["timeline:24h@g5vi0 kabul", "sources:24h@g5vi0 kabul"]


@pytest.mark.parametrize("view", [views.more, views.timeline, views.sources])
def test_a_view_of_another_day_says_which(view, week, kabul, now) -> None:
    def head(later):
        return view(kabul, week, as_of=now, window=DAY, zone=KABUL, now=now + later).text.splitlines()[0]

    assert "as of 22:30 Kabul" in head(timedelta(hours=1))
    assert "as of 13 Aug 22:30 Kabul" in head(timedelta(hours=2))  # it is tomorrow there


def test_the_timeline_goes_by_day_oldest_first(week, kabul, now) -> None:
    week[0] = replace(week[0], published=now - timedelta(hours=23))
    text = views.timeline(kabul, week, as_of=now, window=DAY, zone=KABUL).text
    assert text.index("Thursday, 12 August") < text.index("23:30 ") < text.index("Friday, 13 August")
    assert text.index("Friday, 13 August") < text.index("18:30 ") < text.index("20:30 ")
    assert "◐" in text


def test_a_months_timeline_has_every_day(article, kabul, now) -> None:
    quiet = [
        article(f"q{day}", f"Market number {day} of Kabul opens for trade", story=f"q{day}", hours=24 * day)
        for day in range(1, 29)
    ]
    loud = [
        article(f"l{n}", f"Blast {n} kills {n} soldiers at Kabul gate {n}", story=f"l{n}", hours=n / 5)
        for n in range(60)
    ]
    text = views.timeline(kabul, quiet + loud, as_of=now, window=timedelta(days=30), zone=KABUL).text
    assert len(text) <= views.LONGEST
    assert sum(f"Market number {day} of" in text for day in range(1, 29)) == 28
    assert re.search(r"\nand \d+ lesser entries$", text)
    assert len(brief(kabul, quiet + loud, now, window=timedelta(days=30)).text) <= LONGEST


def test_sources_show_which_count_as_one(article, kabul, now) -> None:
    items = [
        article("1", "Kabul airport gate closed", wire="Coastline"),
        article("2", "Gate of Kabul airport closed", wire="Coastline", outlet="Valley Times"),
        article("3", "Kabul airport shuts a gate", outlet="Lake News"),
    ]
    message = views.sources(kabul, items, as_of=now, window=DAY, zone=KABUL)
    assert "2 independent sources, 3 items" in message.text
    assert "Harbour Post, Valley Times - count as one" in message.text
    assert "• 21:30 Valley Times: Gate of Kabul airport closed (Coastline text)" in message.text
    assert "1." not in message.text  # would be taken for the briefing's [1]
    assert {run.url for line in message.lines for run in line.runs if run.url} == {a.link for a in items}


def test_the_head_counts_the_sources_that_the_sources_view_lists(article, kabul, now) -> None:
    """Not those that say something else in the same story; and those that bear a line out."""
    fire = "Fire at a market of Kabul kills 12 traders"
    items = [
        article("1", fire, hours=3),
        article("2", "Twelve traders killed by the fire at a Kabul market", outlet="Valley Times", hours=40),
        article("3", "Insurers fear a hard winter", outlet="Lake News", hours=2),
    ]
    briefing = brief(kabul, items, now)
    assert "2 sources agree" in briefing.text
    assert briefing.text.splitlines()[1] == "1 story, 2 independent sources"
    listed = views.sources(kabul, items, as_of=now, window=DAY, zone=KABUL).text
    assert "2 independent sources, 2 items" in listed
    assert "Valley Times" in listed
    assert "Insurers" not in listed


def test_views_of_nothing_say_so(kabul, now) -> None:
    for view in (views.more, views.timeline, views.sources):
        nothing = view(kabul, [], as_of=now, window=DAY, zone=KABUL)
        assert "Quiet" in nothing.text
        assert [button.label for row in nothing.buttons for button in row] == ["Follow kabul"]


def test_views_of_very_much_fit_in_one_message(article, kabul, now) -> None:
    many = [
        article(
            str(n),
            f"Blast number {n} kills {n} at gate {n * 7} of Kabul and closes road {n * 3}",
            story=str(n),
            hours=n / 5,
        )
        for n in range(100)
    ]
    for view in (views.more, views.timeline, views.sources):
        assert len(view(kabul, many, as_of=now, window=DAY, zone=KABUL).text) <= views.LONGEST
    check(brief(kabul, many, now), many, kabul)
