"""What wakes somebody who follows a query at once: the days of our labelled queries, replayed through the real pipeline."""

from __future__ import annotations

import asyncio
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot import app as apps
from bot.config import Config, StorageConfig
from bot.model import Chat, Entry, EntryIntent, PollIntent, Schedule, Source, Subscription
from tests.quality import days

DAY = timedelta(hours=24)
POLL = timedelta(minutes=15)  # how late news is read at most
TELLS = 0.6  # share of a span's words, as the scorer of briefings has it
WORD = re.compile(r"\w{3,}")

Row = dict[str, Any]
Told = dict[str, list[tuple[datetime, list[str]]]]  # query -> when a chat that follows it was woken, and by which lines


class Clock:
    def __init__(self, time: datetime) -> None:
        self.time = time

    def now(self) -> datetime:
        return self.time


async def replay(items: Sequence[Row], queries: Sequence[str]) -> Told:
    """What chats are sent, of which each follows one of the queries from the first item on; what is told anew in its place wakes
    nobody and is left out."""
    clock = Clock(datetime.fromisoformat(items[0]["published"]))
    told: Told = {query: [] for query in queries}
    async with apps.build(Config(storage=StorageConfig(path=":memory:")), clock=clock, inline=True) as app:
        outlets = sorted({item["outlet"] for item in items})
        sources = {
            name: await app.store.add_source(Source(url=f"https://{n}.example/feed", name=name), clock.time)
            for n, name in enumerate(outlets)
        }
        for id, query in enumerate(queries, 1):
            await app.store.save_chat(Chat(id=id, kind="private"))
            at_once = Subscription(chat=id, topic=query, schedule=Schedule(kind="now"), created=clock.time)
            await app.store.save_subscription(at_once, None)
        seen: set[int] = set()
        left = list(items)
        while left:
            clock.time = datetime.fromisoformat(left[0]["published"]) + POLL
            count = sum(datetime.fromisoformat(item["published"]) <= clock.time for item in left)
            polled, left = left[:count], left[count:]
            for name, source in sources.items():
                intents = tuple(intent(item) for item in polled if item["outlet"] == name)
                await app.store.apply_polls([PollIntent(source=source, due=None, entries=intents, at=clock.time)])
            while await app.pipeline.analyse():
                pass
            for id, query in enumerate(queries, 1):
                owed = [one for one in await app.store.owed(id) if one.id not in seen and one.heard]
                told[query] += [(clock.time, list(one.heard.lines)) for one in owed if one.heard and not one.instead]
                seen |= {one.id for one in owed}
    return told


def intent(item: Row) -> EntryIntent:
    entry = Entry(
        id=item["id"],
        title=item["title"],
        text=item.get("text") or "",
        link=item.get("link"),
        published=datetime.fromisoformat(item["published"]),
    )
    return EntryIntent(entry=entry, digest=item["id"], revision=1)


def tells(line: str, span: str) -> bool:
    needed = set(WORD.findall(span.lower()))
    return bool(needed) and len(needed & set(WORD.findall(line.lower()))) >= TELLS * len(needed)


def measured(news: Sequence[Row]) -> dict[bool, dict[str, float]]:
    """Whether held out -> of the 24 hours before each query's time: how much of what is vital was told, what share of the alerts
    told something vital that none before had, or nothing that anybody labelled, or nothing new; how many they were."""
    by_id = {row["id"]: row for row in news}
    stretches: defaultdict[str, list[Row]] = defaultdict(list)
    for query in days.labels("queries.json"):
        stretches[query["first"]].append(query)
    recalls: dict[bool, list[float]] = {False: [], True: []}
    kinds: dict[bool, Counter[str]] = {False: Counter(), True: Counter()}
    for first, queries in stretches.items():
        items = days.between(news, first, max(query["as_of"] for query in queries)[:10])
        told = asyncio.run(replay(items, sorted({query["query"] for query in queries})))
        for query in queries:
            as_of = datetime.fromisoformat(query["as_of"])
            alerts = [lines for at, lines in told[query["query"]] if as_of - DAY < at <= as_of + POLL]
            nuggets = days.nuggets(query, by_id)["nuggets"]
            vital = {n for n, nugget in enumerate(nuggets) if nugget["importance"] == "vital"}
            known: set[int] = set()
            for lines in alerts:
                now = {
                    n
                    for n, nugget in enumerate(nuggets)
                    for span in nugget["spans"]
                    if any(tells(line, span["quote"]) for line in lines)
                }
                new = now - known
                kind = "vital" if new & vital else "other" if new else "again" if now else "nothing"
                kinds[query["held_out"]][kind] += 1
                known |= now
            recalls[query["held_out"]].append(len(known & vital) / len(vital) if vital else 1.0)
    return {held_out: shares(kinds[held_out], recalls[held_out]) for held_out in (False, True)}


def shares(kinds: Counter[str], recalls: Sequence[float]) -> dict[str, float]:
    count = kinds.total()
    return {
        "vital told": sum(recalls) / len(recalls),
        "tell a vital": kinds["vital"] / count,
        "tell nothing": kinds["nothing"] / count,
        "repeats": kinds["again"] / count,
        "a day": count / len(recalls),
    }
