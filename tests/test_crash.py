"""kill -9 at any moment, then start again: subscriptions, schedules and what was owed are all there."""

import asyncio
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from talk import Feeds

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
