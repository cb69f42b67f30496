"""Between what is owed and a message in a chat: races, floods, moves and quiet hours, with the whole bot over real HTTP."""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta
from itertools import pairwise

import pytest
from msgspec.structs import replace
from talk import START, talk
from telegram import Chat, Message, Update

from bot import desk
from bot.brief import compose
from bot.model import Chat as Room
from bot.model import Delivery, Line, Run, SendResult
from bot.model import Message as Words
from bot.pipeline.base import LEASE, SENDERS
from handlers.telegram import incoming, surface


class Between:
    """A Surface that runs something, once, before or after a message goes out."""

    def __init__(self, chat, *, before=None, after=None):
        self.pipeline, self.surface, self.before, self.after = chat.app.pipeline, chat.face, before, after
        self.pipeline.surface = self

    async def send(self, to, message, thread, answers=None):
        self.pipeline.surface = self.surface
        if self.before:
            await self.before()
        result = await self.surface.send(to, message, thread, answers)
        if self.after:
            await self.after()
        return result


async def test_a_group_that_moves_loses_nothing_of_what_is_in_the_senders_hand():
    async with talk() as chat:
        await chat.say("/follow kabul now", "group")
        await chat.say("/quiet 18:00-20:00", "group")  # alerts are held, and due together
        for n, title in enumerate(("Blast in Kabul market kills nine", "Flood cuts the road from Kabul to the north",
                                   "Kabul airport closes to all flights")):  # fmt: skip
            chat.feeds.tell("Harbour Post", title, "", START + timedelta(minutes=10 * n + 10))
        await chat.run(minutes=100)
        group = chat.sandbox.chats["group"]
        owed = await chat.app.store.owed(group)
        assert len(owed) == 3
        allowed, chat.sandbox.allowed_updates = chat.sandbox.allowed_updates, ["callback_query"]
        chat.sandbox.migrate(group)  # the bot hears of it by its own push first
        chat.sandbox.allowed_updates = allowed
        assert len(await chat.run(hours=3)) == 3


class OneSlowChat:
    """A Surface on which one chat's messages take until `answers` is set; the others' are counted."""

    def __init__(self, slow):
        self.slow, self.answers, self.sent, self.most, self.now = slow, asyncio.Event(), [], 0, 0

    async def send(self, to, message, thread, answers=None):
        self.now += 1
        self.most = max(self.most, self.now)
        if to == self.slow:
            await self.answers.wait()
        await asyncio.sleep(0)
        self.now -= 1
        self.sent.append((to, message.lines[0].runs[0].text))
        return SendResult(outcome="sent", message_id=1)


async def owe(chat, *owed):
    """Messages to chats: (chat id, text)."""
    for to, text in owed:
        if not await chat.app.store.chat(to):
            await chat.app.store.save_chat(Room(id=to, kind="private"))
        lines = (Line((Run(text),)),)
        delivery = Delivery(
            chat=to, subscription=0, occasion=text, message=Words(lines=lines), priority=0, due=chat.clock.now()
        )
        await chat.app.store.owe([delivery], (), 0, None)


async def test_a_chat_to_which_sending_takes_long_holds_up_no_other_and_keeps_its_order(monkeypatch):
    monkeypatch.setattr("bot.pipeline.send.ROUND", 0.05)
    async with talk() as chat:
        pipeline = chat.app.pipeline
        pipeline.surface = phone = OneSlowChat(slow=1)
        await owe(chat, *((1, f"slow {n}") for n in range(3)), (2, "first"))
        await pipeline.send()
        chat.clock.time += 3 * LEASE  # nobody else takes it up meanwhile
        await owe(chat, (1, "slow 3"), *((to, f"second of {to}") for to in range(2, 100)))
        for _ in range(3):
            await pipeline.send()
        assert [to for to, _ in phone.sent] == [2, *range(2, 100)]
        assert [owed.state for owed in await chat.app.store.owed(1)] == ["owed"] * 4
        assert 2 <= phone.most <= SENDERS
        phone.answers.set()
        await pipeline.run_due()
        assert [text for to, text in phone.sent if to == 1] == [f"slow {n}" for n in range(4)]
        assert not await chat.app.store.owed(1)


class Timed:
    """A surface that writes down when it was given what."""

    def __init__(self, clock):
        self.clock, self.sent = clock, []

    async def send(self, to, message, thread, answers=None):
        self.sent.append((to, message.text, (self.clock.now() - START).total_seconds()))
        return SendResult(outcome="sent", message_id=len(self.sent))


async def test_a_burst_to_one_chat_is_paced_in_its_order_and_holds_up_no_other():
    async with talk() as chat:
        chat.app.pipeline.surface = phone = Timed(chat.clock)
        await owe(chat, *((1, f"m{n}") for n in range(8)), *((2, f"o{n}") for n in range(3)))
        await chat.app.store.save_chat(Room(id=-3, kind="group"))
        await owe(chat, *((-3, f"g{n}") for n in range(7)))
        await chat.app.pipeline.run_due()
        assert [len([1 for to, _, _ in phone.sent if to == room]) for room in (1, 2, -3)] == [5, 3, 5]
        await owe(chat, (1, "new"))  # while others wait
        await chat.app.pipeline.run_due()
        assert "new" not in [text for _, text, _ in phone.sent]
        await chat.run(seconds=20)
        assert [(text, at) for to, text, at in phone.sent if to == 1][4:] == [
            ("m4", 0), ("m5", 1), ("m6", 2), ("m7", 3), ("new", 4)
        ]  # fmt: skip
        assert [at for to, _, at in phone.sent if to == -3] == [0, 0, 0, 0, 0, 4, 8]
        assert await chat.app.store.owed(1) == await chat.app.store.owed(-3) == []


async def test_fifty_briefings_at_once_come_in_a_minute(monkeypatch):
    monkeypatch.setattr("bot.pipeline.send.PACED", 0)  # what is over is forgotten at once
    async with talk() as chat:
        chat.app.pipeline.surface = phone = Timed(chat.clock)
        await owe(chat, *((1, f"{n:02}") for n in range(50)))
        await chat.run(minutes=1)
        assert [text for _, text, _ in phone.sent] == [f"{n:02}" for n in range(50)]
        assert phone.sent[-1][2] == 45
        chat.clock.time += timedelta(minutes=1)
        await owe(chat, (2, "x"))
        await chat.run(seconds=1)
        assert chat.app.pipeline.paces.keys() == {2}


async def test_what_is_being_sent_at_the_end_gets_its_time_and_is_given_up_then(monkeypatch):
    monkeypatch.setattr("bot.pipeline.send.ROUND", 0.01)
    async with talk() as chat:
        pipeline, store = chat.app.pipeline, chat.app.store
        pipeline.surface = phone = OneSlowChat(slow=1)
        await owe(chat, (1, "given up"))
        await pipeline.send()
        await pipeline.finish(0.01)
        assert phone.sent == []
        await pipeline.send()
        await store.take_over()  # as the next start does
        await pipeline.send()
        asyncio.get_running_loop().call_soon(phone.answers.set)
        await pipeline.finish(20.0)
        assert phone.sent == [(1, "given up")]


async def test_a_briefing_that_is_being_sent_is_not_told_by_the_next_as_well():
    async with talk() as chat:
        await chat.say("/follow kabul hourly")
        chat.feeds.tell("Harbour Post", "Blast in Kabul market kills nine", "", START + timedelta(minutes=30))
        chat.sandbox.faults.add("sendMessage", kind="429", retry_after=3600, times=1)
        await chat.run(hours=1, minutes=30)  # tried at 19:00, and again at 20:00, when the next is due
        pipeline = chat.app.pipeline
        chat.clock.time = START + timedelta(hours=2, seconds=30)
        Between(chat, before=pipeline.brief)
        await pipeline.send()
        [(_, message)] = chat.heard()
        assert "Blast" in message["text"]
        assert [text for _, _, text in await chat.run(hours=2) if "Blast" in text] == []


async def test_what_is_set_while_a_push_finds_the_chat_gone_stays_set():
    async with talk() as chat:
        await chat.say("/follow kabul hourly")
        room = chat.sandbox.chats["person"]

        async def back():
            chat.sandbox.unblock()
            await chat.say("/timezone Asia/Kabul")

        chat.sandbox.allowed_updates = ["message"]  # that it was blocked the bot learns from its push
        chat.sandbox.block()
        Between(chat, after=back)
        await chat.run(hours=1)
        stored = await chat.app.store.chat(room)
        assert (stored.gone, stored.timezone) == (True, "Asia/Kabul")


async def test_what_the_first_briefing_could_not_tell_the_next_does():
    async with talk() as chat:
        group = chat.sandbox.migrate(chat.sandbox.chats["group"])
        await chat.say("/follow kabul daily 19:00", "group")
        chat.sandbox.set_member(group, chat.sandbox.bot_id, "restricted", rights=())
        chat.feeds.tell(
            "Meridian Wire", "Flood cuts the road from Kabul to the north", "", START + timedelta(minutes=5)
        )
        assert await chat.run(hours=20) == []
        chat.sandbox.set_member(group, chat.sandbox.bot_id, "member")
        [(_, _, text)] = await chat.run(hours=6)
        assert text.startswith("KABUL · last 30 h")
        assert "Flood" in text


async def test_a_first_briefing_reaches_no_further_back_for_having_been_waited_for():
    async with talk() as chat:
        chat.feeds.tell("Harbour Post", "Kabul bank opens", "", START - timedelta(hours=20))
        await chat.run(hours=1)
        await chat.say("/follow kabul daily 08:00")
        [(_, _, text)] = await chat.run(hours=20)
        assert text.startswith("KABUL · last 24 h")


@pytest.mark.parametrize(
    ("schedule", "away", "span"), [("hourly", 12, "last 17 h"), ("daily 19:00", 72, "last 4 days")]
)
async def test_what_a_source_published_while_it_was_away_is_told_once_it_is_back(schedule, away, span):
    async with talk() as chat:
        await chat.say(f"/follow kabul {schedule}")
        await chat.run(hours=26)
        chat.feeds.broken.add("Harbour Post")
        now = chat.clock.now()
        chat.feeds.tell("Harbour Post", "Blast in Kabul market kills nine", "", now + timedelta(minutes=20))
        for n in range(away // 2):  # the other goes on, so that the chat is told of something
            text = f"Kabul bakers protest over flour prices, day {n}"
            chat.feeds.tell(
                "Meridian Wire", text, f"Bakers of street {n} in Kabul said so.", now + timedelta(hours=2 * n)
            )
        await chat.run(hours=away)
        chat.feeds.broken.clear()
        [told] = [text for _, _, text in await chat.run(days=4) if "Blast" in text]
        assert told.startswith(f"KABUL · {span}")


@pytest.mark.parametrize("zone", ["Mars/Phobos", "../etc", "Europe"])
async def test_a_chat_with_a_time_zone_that_is_unknown_here_stops_nobody(zone):
    async with talk() as chat:
        for room in ("person", "group"):
            await chat.say("/follow airport now", room)
            await chat.say("/follow kabul daily 20:00", room)
        stored = await chat.app.store.chat(chat.sandbox.chats["person"])
        await chat.app.store.save_chat(replace(stored, timezone=zone))
        chat.feeds.tell("Harbour Post", "Blast at Kabul airport kills nine", "", START + timedelta(minutes=10))
        pushed = await chat.run(hours=3)
        assert len({room for _, room, _ in pushed}) == 2
        assert len(pushed) == 4
        assert zone in await chat.say("/timezone")
        assert "Asia/Kabul" in await chat.say("/timezone kabul")


def blast(chat, minutes):
    chat.feeds.tell("Harbour Post", "Blast at Kabul airport kills nine", "", START + timedelta(minutes=minutes))


async def hours(chat, span=20):
    return [f"{time:%H:%M}" for time, _, _ in await chat.run(hours=span)]


async def test_what_is_tried_again_waits_for_the_end_of_quiet_hours():
    async with talk() as chat:
        await chat.say("/quiet 22:00-06:00")
        await chat.say("/follow kabul daily 21:55")
        chat.sandbox.faults.add("sendMessage", kind="429", retry_after=7200, times=1)
        assert await hours(chat) == ["06:00"]


async def test_of_what_comes_at_once_at_the_end_of_quiet_hours_the_first_alone_has_a_sound():
    async with talk() as chat:
        await chat.say("/follow kabul now")
        await chat.say("/quiet 19:00-06:00")
        told = [
            "Blast at Kabul airport kills nine",
            "Flood in Kabul drowns ninety",
            "Gunmen kill 30 in a Kabul hospital",
        ]
        for n, title in enumerate(told):
            chat.feeds.tell("Harbour Post", title, "", chat.clock.now() + timedelta(hours=2 + n))
        chat.feeds.tell("Meridian Wire", "Earthquake near Kabul kills 400", "", chat.clock.now() + timedelta(hours=13))
        events = chat.sandbox.subscribe()
        chat.sandbox.faults.add("sendMessage", kind="500", times=1)  # what did not come has not been heard
        assert [at.hour for at, _, _ in await chat.run(hours=14)] == [6, 6, 6, 7]
        came = [events.get_nowait() for _ in range(events.qsize())]
        assert [event["silent"] for event in came if event["type"] == "message"] == [False, True, True, False]


async def test_quiet_hours_that_begin_while_something_waits_hold_it():
    async with talk() as chat:
        await chat.say("/follow airport now")
        blast(chat, 10)
        chat.sandbox.faults.add("sendMessage", kind="429", retry_after=7200, times=1)
        await chat.run(hours=1)
        await chat.say("/quiet 19:00-06:00")
        assert await hours(chat) == ["06:00"]


@pytest.mark.parametrize(
    ("first", "then", "comes"),
    [("17:00-23:00", "off", "19:40"), ("17:00-19:20", "17:00-23:00", "19:20"), ("17:00-20:00", "17:00-23:00", "23:00")],
)
async def test_quiet_hours_that_change_twice_hold_by_the_last(first, then, comes):
    async with talk() as chat:
        await chat.say("/quiet 17:00-19:00")
        await chat.say("/follow airport now")
        blast(chat, 10)
        await chat.run(minutes=40)
        await chat.say(f"/quiet {first}")
        pushed = [f"{time:%H:%M}" for time, _, _ in await chat.run(minutes=60)]
        await chat.say(f"/quiet {then}")
        assert [*pushed, *await hours(chat)] == [comes]


@pytest.mark.parametrize(
    ("followed", "zone", "comes"),
    [
        ("airport now", "America/New_York", "20:00"),  # 16:00 there
        ("kabul daily 19:00", "America/New_York", "20:00"),
        ("airport now", "Europe/London", "05:00"),  # their 06:00
        ("kabul daily 19:00", "Europe/London", "05:00"),
    ],
)
async def test_what_is_held_follows_the_chats_clock(followed, zone, comes):
    async with talk() as chat:
        await chat.say("/quiet 17:00-06:00")
        await chat.say(f"/follow {followed}")
        blast(chat, 10)
        assert await chat.run(hours=2) == []
        await chat.say(f"/timezone {zone}")
        assert (await hours(chat, 16))[:1] == [comes]


async def test_quiet_hours_that_come_and_go_send_no_briefing_twice():
    async with talk() as chat:
        await chat.say("/follow kabul daily 19:00")
        assert len(await chat.run(minutes=90)) == 1
        await chat.say("/quiet 18:30-20:00")
        await chat.say("/quiet off")
        assert await chat.run(hours=5) == []


async def test_what_waits_is_not_told_once_it_is_unfollowed():
    async with talk() as chat:
        await chat.say("/quiet 17:00-06:00")
        await chat.say("/follow airport now")
        await chat.say("/follow kandahar now")
        blast(chat, 10)
        await chat.run(hours=2)
        await chat.say("/unfollow kandahar")
        assert (
            len(await chat.app.store.owed(chat.sandbox.chats["person"])) == 1
        )  # the airport's, as far as anybody can tell
        await chat.say("/unfollow airport")
        assert await chat.run(hours=20) == []


async def test_a_briefing_that_waits_is_not_told_once_it_is_unfollowed_and_is_when_followed_again():
    async with talk() as chat:
        await chat.say("/follow kabul hourly")
        blast(chat, 10)
        chat.sandbox.faults.add("sendMessage", kind="429", retry_after=1800, times=1)
        await chat.run(hours=1, minutes=5)
        await chat.say("/unfollow kabul")
        assert await chat.run(hours=1) == []
        await chat.say("/follow kabul hourly")
        assert len(await chat.run(hours=2)) == 1


async def read(chat):
    """All sources, now, and what they say is understood."""
    await chat.app.store.make_due("poll", chat.clock.now())
    for stage in (chat.app.pipeline.poll, chat.app.pipeline.analyse):
        while await stage():
            pass


async def test_what_is_understood_while_briefings_are_composed_is_told_once(monkeypatch):
    async with talk() as chat:
        await chat.say("/follow kabul hourly")
        on_topic, hits = desk.on_topic, []

        async def slow(store, topic, now, window, room=None):  # other stages go on meanwhile
            if not hits:
                hits.append(now)
                chat.feeds.tell("Harbour Post", "Blast in Kabul market kills nine", "", now - timedelta(minutes=1))
                chat.clock.time += timedelta(seconds=5)
                await read(chat)
            return await on_topic(store, topic, now, window, room)

        monkeypatch.setattr(desk, "on_topic", slow)
        told = [text for _, _, text in await chat.run(hours=3)]
        assert ["Blast" in text for text in told] == [False, True]


async def test_each_of_many_briefings_is_as_of_when_it_is_composed(monkeypatch):
    async with talk() as chat:
        await chat.say("/follow kabul daily 19:00")
        await chat.say("/follow kandahar daily 19:00")
        on_topic = desk.on_topic

        async def slow(store, topic, now, window, room=None):
            chat.clock.time += timedelta(minutes=2)
            return await on_topic(store, topic, now, window, room)

        monkeypatch.setattr(desk, "on_topic", slow)
        firsts = [text.split("\n")[0] for _, _, text in await chat.run(hours=2)]
        assert [first[-9:] for first in firsts] == ["19:00 UTC", "19:02 UTC"]


async def test_an_answer_that_overtakes_a_briefing_counts():
    async with talk() as chat:
        await chat.say("/follow kabul daily 19:00")
        await chat.run(minutes=30)
        store, owe = chat.app.store, chat.app.store.owe

        async def late(*owed):
            store.owe = owe
            chat.feeds.tell("Harbour Post", "Blast in Kabul market kills nine", "", chat.clock.now())
            chat.clock.time += timedelta(seconds=2)
            await read(chat)
            chat.clock.time += timedelta(seconds=2)
            assert "Blast" in await chat.say("/latest kabul")
            await owe(*owed)

        store.owe = late
        await chat.run(minutes=31)
        assert "Nothing new since 19:00" in await chat.say("/latest kabul")


async def test_an_answer_waits_for_what_is_being_written(tmp_path):
    async with talk(database=tmp_path / "bot.db") as chat:
        await chat.say("/follow kabul hourly")
        await chat.run(hours=1, minutes=5)
        chat.feeds.tell("Harbour Post", "Blast in Kabul market kills nine", "", chat.clock.now())
        store, pipeline, free = chat.app.store, chat.app.pipeline, threading.Event()
        await store.make_due("poll", chat.clock.now())
        while await pipeline.poll():
            pass
        apply, handed_over = store.apply_analysis, asyncio.Event()

        async def slow(intent):
            busy = asyncio.ensure_future(store.write(lambda db: free.wait(20)))
            await asyncio.sleep(0)
            writing = asyncio.ensure_future(apply(intent))
            await asyncio.sleep(0)
            handed_over.set()
            await asyncio.gather(busy, writing)

        store.apply_analysis = slow
        analysing = asyncio.ensure_future(pipeline.analyse())
        await handed_over.wait()
        written, read_for = store.written, store.read_for

        async def waits():
            free.set()
            await written()

        async def has_looked(chat):  # ... where it does not wait
            free.set()
            return await read_for(chat)

        store.written, store.read_for = waits, has_looked
        chat.clock.time += timedelta(seconds=1)
        told = await chat.say("/latest kabul")
        await analysing
        told += "".join(text for _, _, text in await chat.run(hours=3))
        assert "Blast" in told


async def test_a_chat_that_must_wait_is_sent_nothing_meanwhile_and_then_all_in_order():
    async with talk(interval=60) as chat:
        await chat.say("/follow kabul now")
        fault = chat.sandbox.faults.add("sendMessage", kind="429", retry_after=3600, times=2)
        for n, title in enumerate(("Blast in Kabul market kills nine", "Flood cuts the road from Kabul to the north",
                                   "Gunmen kidnap two engineers in Kabul")):  # fmt: skip
            chat.feeds.tell("Harbour Post", title, "", START + timedelta(minutes=20 + 10 * n))
        assert await chat.run(minutes=75) == []
        assert fault.hits == 1
        pushed = await chat.run(hours=2)
        assert fault.hits == 2
        told = [text.split("\n")[1] for _, _, text in pushed]
        assert [line.split()[1] for line in told] == ["Blast", "Flood", "Gunmen"]


@pytest.mark.parametrize("kind", ["502", "429"])
async def test_an_answer_that_telegram_refuses_is_given_again(kind, monkeypatch):
    monkeypatch.setattr(surface, "AGAIN_AFTER", (0.0, 0.0))
    async with talk() as chat:
        chat.sandbox.faults.add("sendMessage", kind=kind, times=1, retry_after=0)
        assert "KABUL" in await chat.say("/latest kabul")


async def test_what_an_answer_told_that_never_came_is_told_by_the_next_briefing(monkeypatch):
    monkeypatch.setattr(surface, "AGAIN_AFTER", (0.0, 0.0))
    async with talk() as chat:
        await chat.say("/follow kabul hourly")
        chat.sandbox.faults.add("sendMessage", kind="502", times=3)
        assert await chat.say("/latest kabul") == ""
        assert any("KABUL" in text for _, _, text in await chat.run(hours=2))
    async with talk() as chat:
        await chat.say("/follow kabul hourly")
        assert "KABUL" in await chat.say("/latest kabul")
        assert not await chat.run(hours=2)


async def test_a_button_whose_waiting_state_does_not_end_is_answered_all_the_same():
    async with talk() as chat:
        await chat.say("/start")
        chat.sandbox.faults.add("answerCallbackQuery", kind="502", times=1)
        assert "KABUL" in await chat.press("Latest on Kabul")


async def test_whether_somebody_may_do_this_could_not_be_asked():
    async with talk() as chat:
        chat.sandbox.faults.add("getChatMember", kind="502", times=1)
        assert "went wrong on my side" in await chat.say("/follow kabul", "group")


async def test_a_chat_that_waits_for_its_turn_takes_nobodys_place():
    done, order = [], incoming.InChatOrder(lambda id: done.append(id))
    blocked = asyncio.Event()

    def update(id, chat):
        message = Message(id, START, Chat(chat, "private"))
        return Update(id, message=message)

    async def work(event=None):
        if event:
            await event.wait()

    tasks = [
        asyncio.create_task(order.process_update(update(n, 7), work(blocked if n == 1 else None)))
        for n in range(1, 2 * incoming.AT_ONCE)
    ]
    await asyncio.sleep(0)
    await order.process_update(update(1_000, 8), work())
    assert done == [1_000]
    blocked.set()
    await asyncio.gather(*tasks)
    assert done == [1_000, *range(1, 2 * incoming.AT_ONCE)]


async def test_a_briefing_that_cannot_be_composed_is_tried_less_and_less_often_and_comes_once_it_can(monkeypatch):
    tries, composed = [], compose.compose

    def fails(*args, **named):
        tries.append(named["as_of"])
        raise RuntimeError("a bug")

    async with talk() as chat:
        await chat.say("/follow kabul")
        await chat.say("/schedule daily 07:30")
        monkeypatch.setattr(compose, "compose", fails)
        assert await chat.run(hours=14) == []  # from 18:00 to half an hour after it is due
        waits = [later - one for one, later in pairwise(tries)]
        assert [wait // timedelta(minutes=1) for wait in waits] == [5, 10]
        monkeypatch.setattr(compose, "compose", composed)
        assert len(await chat.run(hours=2)) == 1
