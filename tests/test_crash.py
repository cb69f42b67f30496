"""kill -9 at any moment, then start again: subscriptions, schedules and what was owed are all there."""

import asyncio
import os
import random
import signal
import subprocess
import sys
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from talk import START, Feeds, Hand

from bot import app as apps
from bot.config import Config, StorageConfig
from bot.model import Chat, Delivery, Line, Message, Run, SendResult
from handlers.sandbox import Sandbox

SITREP = str(Path(sys.executable).with_name("sitrep"))


class Wall:
    def now(self):
        return datetime.now(UTC)


async def heard(events, wanted):
    """The next message of the bot that holds `wanted`."""
    async with asyncio.timeout(60):
        while True:
            event = await events.get()
            if event["type"] == "message" and event.get("from_bot") and wanted in event["message"].get("text", ""):
                return event["message"]["text"]


async def test_killed_at_any_moment(tmp_path):
    sandbox = Sandbox(Wall())
    feeds = Feeds(Wall(), ["Harbour Post"])
    sandbox.mount(feeds.routes)
    await sandbox.start()
    config = tmp_path / "config.toml"
    config.write_text(
        f'[telegram]\nbase_url = "{sandbox.base_url}"\n'
        f'[storage]\npath = "{tmp_path / "bot.db"}"\n'
        "[polling]\nallow_private = true\ninterval = 1\nmin_interval = 1\n"
        f'[[sources]]\nurl = "http://127.0.0.1:{sandbox.port}/world/0.xml"\nname = "Harbour Post"\n'
    )
    environ = {**os.environ, "SITREP_TELEGRAM_TOKEN": Sandbox.TOKEN}
    events = sandbox.subscribe()
    log = (tmp_path / "log").open("ab")

    async def start():
        return await asyncio.create_subprocess_exec(
            SITREP, "run", "-c", str(config), env=environ, stdout=log, stderr=subprocess.STDOUT
        )

    bot = None
    try:
        places = ["kabul", "herat", "kandahar", "ghazni"]
        for n, place in enumerate(places):
            bot = await start()
            sandbox.say(1001, f"/follow {place} now")
            await heard(events, f"Following {place.capitalize()}")
            # news that is owed to the chat: Telegram is down while it breaks, and the bot dies with it undelivered
            fault = sandbox.faults.add("sendMessage", kind="502", times=10_000)
            title = f"Explosion {n} reported in {place.capitalize()}, {n + 2} killed"
            feeds.tell("Harbour Post", title, "", datetime.now(UTC) - timedelta(minutes=1), id=f"e{n}")
            moment = ("at once", "served", "tried")[n % 3]
            if moment == "served":  # the bot has just been given it: somewhere between reading and owing
                async with asyncio.timeout(30):
                    await feeds.served(title)
            elif moment == "tried":  # owed, and tried in vain
                async with asyncio.timeout(30):
                    await sandbox.until(lambda fault=fault: fault.hits > 0)
            bot.send_signal(signal.SIGKILL)
            await bot.wait()
            sandbox.faults.clear()
            bot = await start()
            assert title in (await heard(events, title)).replace("\n", " ")
            bot.send_signal(signal.SIGKILL)
            await bot.wait()
        bot = await start()
        sandbox.say(1001, "/topics")
        topics = await heard(events, "Followed here")
        assert [line.split(" -")[0].casefold() for line in topics.splitlines()[1:]] == places
        bot.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(bot.wait(), 30) == 0
        log.close()
        written = (tmp_path / "log").read_text()
        assert Sandbox.TOKEN not in written
        assert "Traceback" not in written
    finally:
        if bot and bot.returncode is None:
            bot.kill()
            await bot.wait()
        log.close()
        await sandbox.close()


CHATS, STEPS, CRASHES = 200, 30, (7, 16, 23)


class Telegram:
    """A Surface on a bad day. `got` is what came to each chat, `uncertain` how often what came was not acknowledged."""

    def __init__(self, seed):
        self.chance, self.got, self.uncertain = random.Random(seed), defaultdict(list), 0
        self.moved, self.blocked, self.bad, self.until_crash = {}, set(), True, None
        self.crashed = asyncio.Event()

    async def send(self, chat, message, thread, answers=None):
        await asyncio.sleep(0)
        if self.crashed.is_set():
            await asyncio.Event().wait()  # who has crashed sends no more
        if chat in self.blocked:
            return SendResult(outcome="chat_gone", problem="bot was blocked by the user")
        if chat in self.moved:
            return SendResult(outcome="migrated", new_chat=self.moved[chat])
        drawn = self.chance.random() if self.bad else 1.0
        if drawn < 0.08:
            return SendResult(outcome="retry", retry_after=self.chance.randint(1, 600), problem="Too Many Requests")
        if drawn < 0.2:
            return SendResult(outcome="retry", problem="Bad Gateway")
        self.got[chat].append(message.lines[0].runs[0].text)
        if self.until_crash is not None:
            self.until_crash -= 1
            if self.until_crash <= 0:
                self.crashed.set()
                await asyncio.Event().wait()  # nobody hears of it
        if drawn < 0.25:
            self.uncertain += 1
            return SendResult(outcome="retry", problem="Timed out")
        return SendResult(outcome="sent", message_id=1)


async def steps(app, clock, telegram, told, numbers, crash_at):
    """Owes each chat now and then a message and sends what is due; until all steps are done, or the crash."""
    for n in numbers:
        telegram.until_crash = 20 if n == crash_at else None
        chance = telegram.chance
        for room in chance.sample(range(1, CHATS + 1), CHATS // 4):
            text = f"message {len(told[room])}"
            told[room].append(text)
            message = Message(lines=(Line((Run(text),)),))
            owed = Delivery(chat=room, subscription=0, occasion=f"{room} {text}", message=message, due=clock.time)
            await app.store.owe((owed,), (), 0, None)
        if n % 5 == 1:
            for room in chance.sample(range(1, CHATS + 1), 3):
                telegram.moved.setdefault(room, -1_000_000 - room)
            telegram.blocked.add(chance.choice([room for room in range(1, CHATS + 1) if room not in telegram.moved]))
        sending = asyncio.create_task(app.pipeline.run_due())
        crash = asyncio.create_task(telegram.crashed.wait())
        await asyncio.wait({sending, crash}, return_when=asyncio.FIRST_COMPLETED)
        crash.cancel()
        if telegram.crashed.is_set():
            telegram.uncertain += len(app.pipeline.under_way)
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
            await app.pipeline.finish(0.0)
            return
        await sending
        clock.time += timedelta(seconds=chance.randint(1, 300))


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_bad_day_of_telegrams_with_crashes_loses_nothing_and_keeps_the_order(tmp_path, seed):
    clock, telegram, told = Hand(START), Telegram(seed), defaultdict(list)
    config = Config(storage=StorageConfig(path=str(tmp_path / "bot.db")))
    numbers = iter(range(STEPS))
    for crash_at in (*CRASHES, None):
        telegram.crashed.clear()
        async with apps.build(config, telegram, clock=clock, inline=True) as app:
            if crash_at == CRASHES[0]:
                for room in range(1, CHATS + 1):
                    await app.store.save_chat(Chat(id=room, kind="group"))
            await steps(app, clock, telegram, told, numbers, crash_at)
            if crash_at is None:
                telegram.bad, telegram.until_crash = False, None
                while (due := await app.store.next_due()) is not None:
                    clock.time = max(clock.time, due)
                    await app.pipeline.run_due()
    assert telegram.uncertain > len(CRASHES)
    repeated = 0
    for room in range(1, CHATS + 1):
        came = telegram.got[room] + telegram.got[telegram.moved.get(room, 0)]
        firsts = list(dict.fromkeys(came))
        repeated += len(came) - len(firsts)
        if room in telegram.blocked:
            assert firsts == told[room][: len(firsts)]
        else:
            assert firsts == told[room]
    assert repeated <= telegram.uncertain
