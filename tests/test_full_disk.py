"""The disk is full in the middle of a stage: one line says what to do, and once there is room all goes on; nothing is lost,
nothing comes twice. SQLite's own limit of pages stands for the disk: the same error, SQLITE_FULL, at any page we like."""

import asyncio
import logging
import pickle
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
from msgspec.structs import replace

from bot import app as apps
from bot.adapters.sqlite import open_store
from bot.adapters.workers import InlineWorkers
from bot.config import Config, StorageConfig
from bot.errors import StorageError
from bot.ingest.schedule import Limits
from bot.model import Chat, Delivery, Fetched, Line, Message, Run, Schedule, SendResult, Source, Subscription
from bot.pipeline import LEASE, Pipeline

NOW = datetime(2021, 8, 13, 18, tzinfo=UTC)
SOURCES = 12
ENTRIES = 20
ROOM = [0, 1, 2, 3, 5, 8, 13, 30]  # pages until the disk is full


class Clock:
    def __init__(self):
        self.time = NOW

    def now(self):
        return self.time


class Feeds:
    """A Fetcher whose feeds have ENTRIES items each, and keep what they are asked for."""

    async def fetch(self, request):
        items = "".join(
            f"<item><title>Report {n}: the road to Kabul is closed</title><guid>{request.url}/{n}</guid>"
            f"<pubDate>Fri, 13 Aug 2021 {n % 17:02}:00:00 GMT</pubDate><description>{'Lorries wait. ' * 40}</description></item>"
            for n in range(ENTRIES)
        )
        body = f"<rss version='2.0'><channel><title>Post</title>{items}</channel></rss>".encode()
        if request.etag == '"1"':
            return Fetched(url=request.url, status=304, etag='"1"')
        return Fetched(url=request.url, status=200, body=body, etag='"1"')

    async def close(self):
        pass


class Remembering(InlineWorkers):
    """Workers that do the same work once: each test reads the same feeds and understands the same entries, and what comes of that
    goes into storage, which is what is tested here."""

    done: ClassVar[dict[bytes, bytes]] = {}

    async def run(self, function, *args, timeout):
        work = pickle.dumps((function, args))  # as a process is told, and tells
        if work not in self.done:
            self.done[work] = pickle.dumps(function(*args))
        return pickle.loads(self.done[work])


class Phone:
    """A Surface that remembers."""

    def __init__(self):
        self.got = []

    async def send(self, chat, message, thread, answers=None):
        if thread is not None:
            return SendResult(outcome="thread_closed")
        self.got.append((chat, message.lines[0].runs[0].text))
        return SendResult(outcome="sent", message_id=len(self.got))


async def fill(store, room):
    """Leaves room for so many pages more."""
    pages = await store.writer.call(lambda: store.writer.db.execute("PRAGMA page_count").fetchone()[0])
    await store.writer.call(lambda: store.writer.db.execute(f"PRAGMA max_page_count = {pages + room}").fetchone())


async def empty(store):
    await store.writer.call(lambda: store.writer.db.execute("PRAGMA max_page_count = 1000000000").fetchone())


@pytest.fixture
async def store(tmp_path):
    made = await open_store(tmp_path / "bot.db")
    yield made
    await made.close()


@pytest.fixture
async def pipeline(store):
    made = Pipeline(store, Feeds(), Remembering(), Clock(), Phone(), limits=Limits())
    for n in range(SOURCES):
        await store.add_source(Source(url=f"https://outlet{n}.example/feed", name=f"Outlet {n}"), NOW)
    return made


async def drained(pipeline, stage):
    """Runs the stage until nothing is left, after the lease of what failed."""
    pipeline.clock.time += LEASE + timedelta(seconds=1)
    while await stage():
        pass


@pytest.mark.parametrize("room", ROOM)
async def test_polling(pipeline, room):
    await fill(pipeline.store, room)
    with pytest.raises(StorageError, match="disk is full: make room"):
        await pipeline.poll()
    before = (await pipeline.store.counts())["entries"]
    assert before % ENTRIES == 0  # each feed whole, or not at all
    known = [source for source in await pipeline.store.sources() if source.etag]
    assert len(known) * ENTRIES == before  # what was not written is asked for in full again
    await empty(pipeline.store)
    await drained(pipeline, pipeline.poll)
    assert (await pipeline.store.counts())["entries"] == SOURCES * ENTRIES
    revisions = await pipeline.store.read(lambda db: db.execute("SELECT max(revision) FROM entries").fetchone()[0])
    assert revisions == 1


@pytest.mark.parametrize("room", ROOM)
async def test_analysing(pipeline, room):
    await pipeline.store.save_chat(Chat(id=7, kind="private"))
    follow = Subscription(chat=7, topic="kabul", schedule=Schedule(kind="now"), created=NOW)
    await pipeline.store.save_subscription(follow, None)
    while await pipeline.poll():
        pass
    await fill(pipeline.store, room)
    with pytest.raises(StorageError, match="disk is full: make room"):
        await pipeline.analyse()
    counts = await pipeline.store.counts()
    assert (counts["articles"], counts["stories"], counts["deliveries"]) == (0, 0, 0)  # all of a batch, or nothing
    await empty(pipeline.store)
    await drained(pipeline, pipeline.analyse)
    counts = await pipeline.store.counts()
    assert counts["articles"] == SOURCES * ENTRIES
    owed = await pipeline.store.owed(7)
    assert len({delivery.occasion for delivery in owed}) == len(owed) > 0
    sizes = await pipeline.store.read(lambda db: db.execute("SELECT sum(size) FROM stories").fetchone()[0])
    assert sizes == SOURCES * ENTRIES  # each article is in one story


def owed(chat, n):
    message = Message(lines=(Line((Run(f"message {n}"),)),))
    return Delivery(chat=chat, subscription=0, occasion=f"o{n}", message=message, priority=0, due=NOW)


async def test_sending(pipeline, monkeypatch):
    """What was sent while it could not be written is written first of all later, and not sent again."""
    store, phone = pipeline.store, pipeline.surface
    for chat in range(1, 31):
        await store.save_chat(Chat(id=chat, kind="private"))
        await store.owe([owed(chat, n) for n in range(2)], (), 0, None)
    settle, room = store.settle, 25

    async def while_there_is_room(delivery, due):
        nonlocal room
        room -= 1
        if room < 0:
            await fill(store, 0)
            await store.writer.run(lambda db: db.execute("CREATE TABLE filler AS SELECT randomblob(100000)"))
        await settle(delivery, due)

    monkeypatch.setattr(store, "settle", while_there_is_room)
    with pytest.raises(StorageError, match="disk is full: make room"):
        await pipeline.send()
    sent = len(phone.got)
    assert 25 < sent < 40  # those that were on their way; then no more
    for _ in range(3):  # ticks, also after the lease
        with pytest.raises(StorageError):
            await pipeline.send()
        pipeline.clock.time += LEASE
    assert len(phone.got) == sent
    room = 10**9
    await empty(store)
    await drained(pipeline, pipeline.send)
    assert sorted(phone.got) == sorted((chat, f"message {n}") for chat in range(1, 31) for n in range(2))


async def test_what_went_outside_of_its_closed_thread_is_not_sent_again(pipeline, monkeypatch):
    store, phone = pipeline.store, pipeline.surface
    await store.save_chat(Chat(id=7, kind="group"))
    follow = Subscription(chat=7, topic="kabul", schedule=Schedule(kind="now"), created=NOW, thread=9)
    await store.save_subscription(follow, None)
    await store.owe([replace(owed(7, 0), thread=9)], (), 0, None)

    async def full(chat, thread):
        raise StorageError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(store, "leave_thread", full)
        with pytest.raises(StorageError):
            await pipeline.send()
    await drained(pipeline, pipeline.send)
    assert phone.got == [(7, "message 0")]


async def test_the_log_says_it_once_and_when_it_is_over(store, caplog):
    """The running bot, with ticks of a moment."""
    clock, stop = Clock(), asyncio.Event()
    config = Config(storage=StorageConfig(path="unused"))
    caplog.set_level(logging.WARNING, "bot.pipeline.ticks")
    tries = asyncio.Semaphore(0)

    async with apps.build(config, clock=clock, fetcher=Feeds(), store=store, inline=True) as app:
        poll = app.pipeline.poll

        async def watched():
            clock.time += LEASE  # what failed is due again
            try:
                return await poll()
            finally:
                tries.release()

        app.pipeline.poll = watched
        for n in range(SOURCES):
            await store.add_source(Source(url=f"https://outlet{n}.example/feed"), NOW)
        await fill(store, 0)
        running = asyncio.create_task(app.run(stop, {"poll": 0.01, "analyse": 60, "brief": 60, "send": 60}))
        async with asyncio.timeout(60):
            for _ in range(4):
                await tries.acquire()
            await empty(store)
            while (await store.counts())["entries"] < SOURCES * ENTRIES or "works again" not in caplog.text:
                await tries.acquire()
        stop.set()
        await running
    said = [record for record in caplog.records if record.name == "bot.pipeline.ticks"]
    assert [record.levelname for record in said] == ["ERROR", "WARNING"]
    assert "disk is full: make room" in said[0].message
    with suppress(StorageError):
        await store.close()
