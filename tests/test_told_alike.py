"""Chats that are to be told the same are told what was composed once; whoever is to be told something else is told that."""

from __future__ import annotations

from datetime import timedelta

import pytest
from talk import START, talk

from bot.brief import alerts, compose
from bot.model import Chat, Schedule, Subscription, Told

ZONES = ("UTC", "Asia/Kabul", "America/New_York")
LANGUAGES = ("en", "de", "fa")


class Counted:
    """How often a function is called."""

    def __init__(self, monkeypatch, module, name):
        self.function, self.calls = getattr(module, name), 0
        monkeypatch.setattr(module, name, self)

    def __call__(self, *args, **named):
        self.calls += 1
        return self.function(*args, **named)


async def follow(chat, rooms, schedule, due=None):
    for id, zone, language in rooms:
        await chat.app.store.save_chat(Chat(id=id, kind="private", timezone=zone, language=language))
        subscription = Subscription(chat=id, topic="kabul", schedule=schedule, created=START)
        await chat.app.store.save_subscription(subscription, due)


def blast(chat):
    chat.feeds.tell("Harbour Post", "Blast in Kabul market kills nine", "", START + timedelta(minutes=10))


def rooms(count, zones=ZONES, languages=LANGUAGES):
    return [(5000 + n, zones[n % len(zones)], languages[n // len(zones) % len(languages)]) for n in range(count)]


async def read(chat, at):
    """The news is read and understood, and nothing is sent."""
    chat.clock.time = at
    await chat.app.store.make_due("poll", at)
    for stage in (chat.app.pipeline.poll, chat.app.pipeline.analyse):
        while await stage():
            pass


async def owed(chat, room):
    return [line for delivery in await chat.app.store.owed(room) for line in delivery.message.lines]


async def alone(room, stage):
    """What one chat is owed where there is no other."""
    async with talk() as chat:
        await stage(chat, [room])
        return await owed(chat, room[0])


async def alerted(chat, all_rooms):
    await follow(chat, all_rooms, Schedule(kind="now"))
    blast(chat)
    await read(chat, START + timedelta(minutes=15))


async def briefed(chat, all_rooms):
    due = START + timedelta(hours=1)
    await follow(chat, all_rooms, Schedule(kind="daily", at="19:00"), due)
    blast(chat)
    await read(chat, due)
    for id, _, _ in all_rooms:  # a third of them heard of some before; of all, one
        if id % 3 == 0:
            at = START + timedelta(minutes=2 if id % 2 else 20)
            await chat.app.store.save_told(Told(chat=id, topic="kabul", at=at + timedelta(seconds=id % 7)))
    while await chat.app.pipeline.brief():
        pass


@pytest.mark.parametrize(
    ("stage", "module", "name", "times"), [(alerted, alerts, "alert", 9), (briefed, compose, "compose", 27)]
)
async def test_it_is_composed_once_for_all_who_are_to_be_told_the_same(monkeypatch, stage, module, name, times):
    async with talk() as chat:
        composed = Counted(monkeypatch, module, name)
        everybody = rooms(90)
        await stage(chat, everybody)
        assert 0 < composed.calls <= times
        monkeypatch.undo()
        for room in everybody[::7]:
            assert await owed(chat, room[0]) == await alone(room, stage)


async def test_a_chat_with_a_source_of_its_own_is_told_of_it_and_no_other_is():
    async with talk(outlets=("Harbour Post", "Meridian Wire", "Mine")) as chat:
        await follow(chat, rooms(3, ZONES[:1], LANGUAGES[:1]), Schedule(kind="daily", at="19:00"), START)
        store = chat.app.store
        [mine] = [source for source in await store.sources() if source.name == "Mine"]
        await store.remove_source(mine.url)
        await store.add_own_source(mine, 5001, START)
        chat.feeds.tell("Mine", "Flood cuts the road from Kabul to the north", "", START - timedelta(minutes=1))
        await read(chat, START)
        while await chat.app.pipeline.brief():
            pass
        told = {id: str(await owed(chat, id)) for id in (5000, 5001, 5002)}
        assert [("Flood" in text) for text in told.values()] == [False, True, False]
        assert told[5000] == told[5002]
