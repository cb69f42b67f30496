"""An item that its source writes anew has the time of its new words; the whole bot, over real HTTP."""

from datetime import timedelta

import pytest
from talk import START, talk

from bot.model import Article
from bot.pipeline.analyse import revised

LATER = START + timedelta(hours=2)


def read(title, published=START, at=None):
    return Article(id="1", title=title, published=published, revised=at)


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (read("Five dead at the gate"), None, None),
        (read("Seven dead at the gate"), read("Five dead at the gate"), LATER),
        (read("Five dead, at the gate."), read("Five dead at the gate"), None),  # a comma more
        (read("Seven dead, at the gate"), read("Seven dead at the gate", at=START), START),
        (
            read("Seven dead at the gate"),
            read("Seven dead at the gate", at=LATER + timedelta(days=9)),
            LATER,
        ),  # by a clock that was ahead
        (read("Seven dead at the gate", LATER), read("Five dead at the gate"), None),  # its source dates it anew
    ],
)
def test_when_an_item_was_revised(now, before, expected):
    assert revised(now, before, LATER) == expected


async def test_a_line_has_the_time_of_its_words():
    async with talk() as chat:
        at = START + timedelta(minutes=10)
        chat.feeds.tell("Harbour Post", "Five people killed in bus crash near Kabul", "", at, id="bus")
        await chat.run(hours=1)
        assert f"Harbour Post {at:%H:%M}" in await chat.say("/latest kabul")
        chat.feeds.items["Harbour Post"].clear()
        chat.feeds.tell("Harbour Post", "Seven people killed in bus crash near Kabul", "", at, id="bus")
        await chat.run(hours=2)
        told = await chat.say("/latest kabul")
        assert "Seven people killed" in told
        assert f"Harbour Post {at:%H:%M}" not in told
        assert f"Harbour Post {at + timedelta(hours=1):%H}:" in told


async def test_a_window_finds_it_by_the_time_of_its_words():
    async with talk() as chat:
        at = START + timedelta(minutes=10)
        chat.feeds.tell("Harbour Post", "Five people killed in bus crash near Kabul", "", at, id="bus")
        await chat.say("/follow kabul")
        await chat.say("/schedule daily 07:30")
        chat.feeds.tell("Meridian Wire", "Rain floods two streets in Kabul", "", START + timedelta(hours=39))
        await chat.run(hours=40)
        assert "bus crash" not in await chat.say("/latest kabul")
        chat.feeds.items["Harbour Post"].clear()
        chat.feeds.tell("Harbour Post", "Seven people killed in bus crash near Kabul", "", at, id="bus")
        await chat.run(hours=2)
        assert "Seven people killed" in await chat.say("/latest kabul", "group")  # which was told nothing before
        ((_, _, briefing),) = await chat.run(hours=24)
        assert "last 24 h" in briefing
        assert "Seven people killed" in briefing
