"""What it costs to tell many chats the same: an alert and a briefing for 300 chats beside those for one, in CPU time.

Fails where 300 chats cost more than MOST times one: what they share is composed once.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import time
from datetime import timedelta

from bot import app as apps
from bot.config import Config, StorageConfig
from bot.model import Chat, Entry, EntryIntent, PollIntent, Schedule, Source, Subscription
from handlers.sandbox import scenario
from tests.bench.__main__ import Clock

CHATS, ROUNDS = 300, 5
MOST = {"alert": 20, "briefing": 15}  # times what it costs for one chat


async def cost(chats: int) -> dict[str, float]:
    """Seconds of CPU until the alerts on a piece of news, and then until the briefings, are owed to so many chats."""
    items = [item for item in scenario.load().items if item.at <= scenario.DEFAULT_NOW]
    clock = Clock(scenario.DEFAULT_NOW - timedelta(minutes=1))
    async with apps.build(Config(storage=StorageConfig(path=":memory:")), clock=clock, inline=True) as app:
        store = app.store
        source = await store.add_source(Source(url="https://a.example/feed", name="A"), clock.time)

        async def told(entries: list[Entry]) -> None:
            intents = tuple(EntryIntent(entry=entry, digest=entry.id, revision=1) for entry in entries)
            await store.apply_polls([PollIntent(source=source, due=None, entries=intents, at=clock.time)])

        await told([Entry(id=item.id, title=item.title, text=item.text, published=item.at) for item in items])
        while await app.pipeline.analyse():
            pass
        for id in range(1, chats + 1):
            await store.save_chat(Chat(id=id, kind="private"))
            await store.save_subscription(
                Subscription(chat=id, topic="kabul", schedule=Schedule(kind="now"), created=clock.time), None
            )
        title = "Blast in a Kabul market kills nine, police say"
        await told([Entry(id="blast", title=title, text="Police in Kabul said so.", published=clock.time)])
        begin = time.process_time()
        await app.pipeline.analyse()
        alert = time.process_time() - begin
        assert (await store.counts())["deliveries"] == chats
        clock.time = scenario.DEFAULT_NOW
        for id in range(1, chats + 1):
            await store.save_subscription(
                Subscription(chat=id, topic="kabul", schedule=Schedule(kind="daily"), created=clock.time), clock.time
            )
        begin = time.process_time()
        while await app.pipeline.brief():
            pass
        return {"alert": alert, "briefing": time.process_time() - begin}


async def main() -> None:
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    await cost(1)  # what is read once is read
    runs = [(await cost(1), await cost(CHATS)) for _ in range(ROUNDS)]
    failed = False
    for what, most in MOST.items():
        one, many = (statistics.median(run[n][what] for run in runs) for n in (0, 1))
        failed |= many > most * one
        print(f"{what:10}  {many * 1000:5.0f} ms for {CHATS} chats: {many / one:.1f} times one chat's (at most {most})")
    sys.exit(failed)


if __name__ == "__main__":
    asyncio.run(main())
