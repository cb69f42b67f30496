"""`make bench`: how fast, as ratios in one run. Machines are noisy: nothing here fails on an absolute time.

cold start   `sitrep demo --say "/latest kabul"`, process start to transcript, beside importing python-telegram-bot alone
/latest      inside the bot with 25,000 items stored, beside reading and decoding the same rows and nothing else
"""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import app as apps
from bot import desk
from bot.config import Config, StorageConfig
from bot.model import Article, Chat, Command, Entry, EntryIntent, PollIntent, Source
from bot.understand import topics

SHARED = Path(__file__).parents[3] / "shared" / "data" / "news" / "2021.items.jsonl.gz"
ITEMS = 25_000


class Clock:
    def __init__(self, now):
        self.time = now

    def now(self):
        return self.time


def stored_items():
    """25,000 entries: real ones where the measuring data is there, else the scenario's, repeated over a year."""
    if SHARED.exists():
        with gzip.open(SHARED, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines][:ITEMS]
        return [
            Entry(id=r["id"], title=r.get("title") or "", text=r.get("text") or "", link=r.get("link"),
                  published=datetime.fromisoformat(r["published"]), lang="en")
            for r in rows
        ]  # fmt: skip
    from handlers.sandbox import scenario

    story = scenario.load()
    return [
        Entry(id=f"{n}", title=item.title, text=item.text, published=item.at - timedelta(days=n // len(story.items)))
        for n in range(ITEMS)
        for item in (story.items[n % len(story.items)],)
    ]


async def latest(folder: Path) -> None:
    entries = stored_items()
    now = datetime(2021, 8, 31, 20, tzinfo=UTC) if SHARED.exists() else entries[0].published + timedelta(days=2)
    config = Config(storage=StorageConfig(path=str(folder / "bench.db")))
    async with apps.build(config, clock=Clock(now), inline=True) as app:
        source = await app.store.add_source(Source(url="https://a.example/feed", name="A"), now)
        began = time.perf_counter()
        for start in range(0, len(entries), 500):
            intents = tuple(EntryIntent(entry=e, digest=e.id, revision=1) for e in entries[start : start + 500])
            await app.store.apply_polls([PollIntent(source=source, due=None, entries=intents, at=now)])
        polled = time.perf_counter()
        while await app.pipeline.analyse():
            pass
        analysed = time.perf_counter()
        count = (await app.store.counts())["articles"]
        print(f"stored      {count:,} items: entries {len(entries) / (polled - began):,.0f}/s, "
              f"understood and grouped {len(entries) / (analysed - polled):,.0f}/s")  # fmt: skip
        chat = Chat(id=7, kind="private")
        for query in ("kabul", "afghanistan 7d", "covid 24h", "ida"):
            asked, read = [], []
            topic = topics.parse(query.split()[0])
            window = timedelta(days=7 if "7d" in query else 1)
            for _ in range(20):
                start = time.perf_counter()
                await app.answer(Command(chat=chat, name="latest", args=query))
                asked.append(time.perf_counter() - start)
                start = time.perf_counter()
                rows: list[Article] = await desk.gather(app.store, topic, now - window, now)
                read.append(time.perf_counter() - start)
            a, r = statistics.median(asked) * 1000, statistics.median(read) * 1000
            print(f"/latest {query:15} {a:6.1f} ms ({max(asked) * 1000:.1f} at most), "
                  f"{a / r:4.1f} times reading its {len(rows)} articles alone")  # fmt: skip


def cold_start() -> None:
    def run(*command: str) -> float:
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return time.perf_counter() - start

    sitrep = str(Path(sys.executable).with_name("sitrep"))
    whole = [run(sitrep, "demo", "--say", "/latest kabul") for _ in range(5)]
    peer = [run(sys.executable, "-c", "import telegram.ext") for _ in range(5)]
    a, b = statistics.median(whole), statistics.median(peer)
    print(
        f"cold start  to the first answer, all news polled: {a:.2f} s, {a / b:.1f} times importing telegram.ext alone"
    )


if __name__ == "__main__":
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    cold_start()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(latest(Path(folder)))
