import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from contract.store_contract import (
    FEED,
    HOUR,
    NOW,
    StoreContract,
    analysed,
    article,
    claim,
    delivery,
    intent,
    polled,
    story,
    subscribed,
)
from sqlite_utils import Database

from bot.adapters.sqlite import codec, files, in_use, lock, migrations, open_store, restore, retention
from bot.errors import StorageError, UserError
from bot.model import AnalysisIntent, Article, Chat, Entry, Heard, PollIntent, Push, Source, Told


class TestInFile(StoreContract):
    @pytest.fixture
    async def store(self, tmp_path):
        store = await open_store(tmp_path / "a" / "b" / "sitrep.db")
        yield store
        await store.close()


class TestInMemory(StoreContract):
    @pytest.fixture
    async def store(self):
        store = await open_store(":memory:")
        yield store
        await store.close()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "sitrep.db"


@pytest.fixture
async def store(path):
    store = await open_store(path)
    yield store
    await store.close()


def one_line(error: pytest.ExceptionInfo) -> str:
    line = str(error.value)
    assert "\n" not in line
    assert line.endswith(".")
    return line


async def filled(path: Path) -> None:
    store = await open_store(path)
    await polled(store, Entry(id="a", title="A"))
    await claim(store, "analyse")
    await analysed(store, article("1"), deliveries=(delivery(),))
    await store.close()


# --- the connection ---


async def test_settings(store):
    def pragma(name):
        return lambda db: db.execute(f"PRAGMA {name}").fetchone()[0]

    for run in (store.read, store.write):
        assert await run(pragma("journal_mode")) == "wal"
        assert await run(pragma("foreign_keys")) == 1
        assert await run(pragma("busy_timeout")) == 10_000
    assert await store.write(pragma("synchronous")) == 1
    with pytest.raises(StorageError):
        await store.read(lambda db: db.execute("DELETE FROM work"))  # it is for reading


async def test_reading_does_not_wait_for_writing(store):
    await store.save_chat(Chat(id=1, kind="private"))
    begun, go_on = threading.Event(), threading.Event()

    def slow(db):
        db.execute("DELETE FROM chats")
        begun.set()
        assert go_on.wait(10)

    writing = asyncio.create_task(store.write(slow))
    await asyncio.to_thread(begun.wait, 10)
    try:
        assert await store.chat(1)
    finally:
        go_on.set()
    await writing
    assert await store.chat(1) is None


async def test_an_error_comes_through_and_is_rolled_back(store):
    def fails(db):
        db.execute("INSERT INTO chats (id, body) VALUES (1, '')")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store.write(fails)
    with pytest.raises(sqlite3.IntegrityError):
        await store.write(lambda db: db.execute("INSERT INTO entry_revisions VALUES (1, 1, '', 0, '')"))
    assert await store.chats() == []


async def test_closing_finishes_what_is_queued_and_ends_the_threads(path):
    store = await open_store(path)
    writes = [asyncio.create_task(store.save_chat(Chat(id=n, kind="private"))) for n in range(1, 51)]
    await asyncio.sleep(0)  # they are queued
    await store.close()
    await asyncio.gather(*writes)
    with pytest.raises(StorageError):
        await store.chats()
    assert not [t for t in threading.enumerate() if t.name.startswith("sqlite")]
    store = await open_store(path)
    assert len(await store.chats()) == 50
    await store.close()


def test_one_store_serves_several_loops(path):
    store = asyncio.run(open_store(path))
    asyncio.run(store.save_chat(Chat(id=1, kind="private")))
    assert asyncio.run(store.chat(1))
    asyncio.run(store.close())


async def test_a_full_disk(store):
    await store.write(lambda db: db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}"))
    source = await store.add_source(Source(url=FEED), NOW)
    entries = tuple(intent(Entry(id=str(n), text="x" * 10_000)) for n in range(50))
    with pytest.raises(StorageError) as error:
        await store.apply_polls([PollIntent(source=source, due=NOW, entries=entries, at=NOW)])
    assert "full" in one_line(error)
    assert await store.known_entries(source.id, ["0"]) == {}
    assert await store.sources() == [source]


async def test_earlier_revisions_of_an_entry_are_kept_and_those_of_a_story_are_not(store):
    source = await polled(store, Entry(id="a", title="One"))
    for revision in (2, 3):
        entry = intent(Entry(id="a", title=f"Revision {revision}"), revision)
        await store.apply_polls([PollIntent(source=source, due=None, entries=(entry,), at=NOW + revision * HOUR)])
    kept = await store.read(lambda db: list(db.query("SELECT revision, body FROM entry_revisions ORDER BY revision")))
    assert [row["revision"] for row in kept] == [1, 2]
    assert b"One" in kept[0]["body"]
    rows = []
    for version in (1, 2, 3):
        await analysed(store, article("1"), stories=(story("s", version, version),))
        rows.append(await store.read(lambda db: sum(table.count for table in db.tables)))
    assert rows == rows[:1] * 3  # a story that never ends does not grow


async def test_topics_are_the_queries_followed(store):
    def topics(db):
        return [query for (query,) in db.execute("SELECT query FROM topics ORDER BY query")]

    await subscribed(store, 1, "kabul")
    await subscribed(store, 2, "kabul")
    await subscribed(store, 2, "ida")
    assert await store.read(topics) == ["ida", "kabul"]
    await store.remove_subscription(1, "kabul")
    await store.remove_subscription(2, "ida")
    assert await store.read(topics) == ["kabul"]


async def test_searches_use_their_indexes(store):
    plans = {
        "SELECT key FROM work WHERE kind = 'send' AND due <= 9 AND (leased_until IS NULL OR leased_until <= 9)"
        " ORDER BY priority, due, key LIMIT 9": "work_claim",
        "SELECT story, body FROM articles WHERE published BETWEEN 1 AND 2 ORDER BY published, id": "articles_published",
        "SELECT published, id, story, body FROM articles WHERE story = 's' AND published <= 2": "articles_story",
        "SELECT published, article FROM article_terms WHERE term = 't' AND published BETWEEN 1 AND 2": "PRIMARY KEY",
        "SELECT id FROM deliveries WHERE chat = 1 AND state = 'owed'": "deliveries_owed",
        "SELECT id FROM entries WHERE body != x'' AND changed < 9 ORDER BY changed LIMIT 9": "entries_kept",
        "SELECT id FROM stories WHERE last_seen < 9": "stories_last_seen",
        "SELECT id FROM deliveries WHERE state != 'owed' AND due < 9 LIMIT 9": "deliveries_done",
        "SELECT id, body FROM sources WHERE removed": "sources_removed",
    }
    for sql, index in plans.items():
        plan = await store.read(lambda db, sql=sql: [r["detail"] for r in db.query("EXPLAIN QUERY PLAN " + sql)])
        assert index in plan[0]
        if "LIMIT" in sql:
            assert len(plan) == 1  # no sorting


async def test_only_what_a_feed_may_still_list_stays_known(store, monkeypatch):
    monkeypatch.setattr(retention, "IDENTITIES", 3)
    names = [f"e{n}" for n in range(10)]
    source = await polled(store, *(Entry(id=name, title="T") for name in names))
    other = await polled(store, Entry(id="other", title="T"), url="https://other.example/feed")
    keys = await store.claim("analyse", NOW, lease=HOUR, limit=100)
    await analysed(store, *(article(key) for key in keys))
    while await store.prune(NOW + HOUR, 4):
        pass
    assert sorted(await store.known_entries(source.id, names)) == names[-3:]
    assert sorted(await store.known_entries(other.id, ["other"])) == ["other"]
    tables = ("entry_revisions", "articles", "article_terms")
    left = await store.read(lambda db: [db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables])
    assert left == [0, 0, 0]


async def test_a_file_does_not_grow_where_as_much_is_forgotten_as_comes(store):
    source = await polled(store)
    pages = []
    for day in range(12):
        at = NOW + 24 * HOUR * day
        entries = tuple(intent(Entry(id=f"{day}-{n}", text="x" * 2_000), digest="d" * 32) for n in range(50))
        await store.apply_polls([PollIntent(source=source, due=None, entries=entries, at=at)])
        keys = await store.claim("analyse", at, lease=HOUR, limit=100)
        await analysed(store, *(article(key, at) for key in keys))
        while await store.prune(at - 48 * HOUR, 20):
            pass
        pages.append(await store.read(lambda db: db.execute("PRAGMA page_count").fetchone()[0]))
    assert pages[-1] < 1.2 * pages[4]


# --- versions ---


def made_until(path, step: str) -> Database:
    db = Database(path)
    migrations.steps.apply(db, stop_before=step)
    return db


# A row for each table, as it was written when its table was new: fields that came later are missing.
OLD_ROWS = {
    "sources": {"id": 3, "url": FEED, "body": f'{{"id":3,"url":"{FEED}","name":"Harbour Post"}}'},
    "entries": {"id": 7, "source": 3, "entry": "a", "revision": 2, "digest": "d", "fetched": 1, "changed": 2}
    | {"body": '{"id":"a","title":"Herat falls"}'},
    "entry_revisions": {"entry": 7, "revision": 1, "digest": "c", "changed": 1, "body": '{"id":"a"}'},
    "articles": {"id": 7, "published": 5, "story": "s7"}
    | {"body": '{"id":"7","title":"Herat falls","terms":["herat"]}'},
    "article_terms": {"term": "herat", "published": 5, "article": 7},
    "stories": {"id": "s7", "version": 1, "first_seen": 5, "last_seen": 5, "size": 1},
    "chats": {"id": -1005, "body": '{"id":-1005,"kind":"group","title":"Desk"}'},
    "chat_moves": {"old": -5, "new": -1005},
    "links": {"user": 1, "channel": -1005},
    "topics": {"query": "herat"},
    "subscriptions": {"id": 2, "chat": -1005, "topic": "herat", "schedule": '{"kind":"now"}', "created": 1},
    "briefings_told": {"chat": -1005, "topic": "herat", "at": 9},
    "deliveries": {
        "id": 4,
        "chat": -1005,
        "subscription": 0,
        "occasion": "s7:reported",
        "part": 0,
        "message": '{"lines":[]}',
    }
    | {"priority": 0, "due": 1, "attempts": 0, "state": "owed"},
    "work": {"kind": "analyse", "key": 7, "priority": 0, "due": 1},
    "source_chats": {"chat": -1005, "source": 3, "added": 1},
    "acts": {"id": 1, "chat": -1005, "at": 1, "by": "Mara", "what": "/follow herat"},
    "pushes": {"source": 3, "token": "t", "body": '{"source":3,"hub":"h","topic":"t","token":"t","secret":"s"}'},
}
STEPS = [step.name for step in migrations.steps._migrations]


def old_rows(db: Database) -> dict[str, dict[str, object]]:
    """One row for each table that there is, in the order of their references."""
    return {table: row for table, row in OLD_ROWS.items() if table in db.table_names()}


@pytest.mark.parametrize("step", STEPS[1:])
async def test_an_old_database_is_migrated_with_all_that_it_holds(path, step):
    old = made_until(path, step)
    held = old_rows(old)
    for table, row in held.items():
        marks = ", ".join("?" * len(row))
        values = [value.encode() if key in ("body", "message", "schedule") else value for key, value in row.items()]
        old.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", values)
    old.close()
    store = await open_store(path)

    def still(db):
        return {table: dict(next(iter(db.query(f"SELECT * FROM {table}")))) for table in held}

    for table, row in (await store.read(still)).items():
        kept = {key: value.decode() if isinstance(value, bytes) else value for key, value in row.items()}
        assert kept | held[table] == kept
    assert await store.read(lambda db: list(db.query("PRAGMA foreign_key_check"))) == []
    assert await store.sources() == [Source(id=3, url=FEED, name="Harbour Post")]
    assert [(item.title, item.outlet) for item, _ in await store.items(["7"])] == [("Herat falls", "Harbour Post")]
    assert [a.id for a in await store.articles(codec.EPOCH, NOW, ["herat"])] == ["7"]
    assert [s.id for s in await store.stories(["s7"])] == ["s7"]
    if "chats" in held:
        assert await store.chats() == [Chat(id=-1005, kind="group", title="Desk")] == await store.linked(1)
        assert await store.topics_at_once() == ["herat"]
        assert await store.told(-1005, "herat")
    if "deliveries" in held:
        assert [d.occasion for d in await store.owed(-1005)] == ["s7:reported"]
        if STEPS.index(step) <= STEPS.index("alerts_that_go_on"):
            assert [d.heard for d in await store.alerted(-1005, ["s7"], NOW)] == [Heard(story="s7", status="reported")]
        assert await claim(store, "analyse") == ["7"]
    if "pushes" in held:
        assert (await store.push(3)).hub == "h"
    while await store.prune(NOW, 10):  # what came with later steps works on it, too
        pass
    assert bool(await store.articles(codec.EPOCH, NOW)) == ("work" in held)  # it awaits its analysis
    await store.close()


def test_the_newest_shape_has_no_table_without_an_old_row(path):
    db = made_until(path, "")
    assert {name for name in db.table_names() if not name.startswith(("_", "sqlite_"))} == set(OLD_ROWS)
    db.close()


async def test_a_step_that_fails_leaves_the_old_database(path, monkeypatch):
    await filled(path)
    steps = migrations.Migrations("sitrep")
    steps._migrations = list(migrations.steps._migrations)

    @steps()
    def broken(db):
        db.execute("DROP TABLE article_terms")
        raise sqlite3.OperationalError("no such thing")

    monkeypatch.setattr(migrations, "steps", steps)
    with pytest.raises(sqlite3.OperationalError):
        await open_store(path)
    monkeypatch.undo()
    store = await open_store(path)
    assert await store.articles(NOW, NOW, ["kabul"])
    await store.close()


async def test_a_newer_database_is_refused(path):
    await filled(path)
    db = Database(path)
    db["_sqlite_migrations"].insert({"migration_set": "sitrep", "name": "from_the_future", "applied_at": "2031"})
    db.close()
    before = path.read_bytes()
    with pytest.raises(StorageError) as error:
        await open_store(path)
    assert "newer version" in one_line(error)
    assert path.read_bytes() == before
    assert not in_use(path)


async def test_another_programs_database_is_refused_and_left_alone(path):
    db = Database(path)
    db["notes"].insert({"text": "mine"})
    db.close()
    before = path.read_bytes()
    with pytest.raises(StorageError) as error:
        await open_store(path)
    assert "another program" in one_line(error)
    assert path.read_bytes() == before


@pytest.mark.parametrize("exclusive", [True, False])
async def test_a_damaged_file(path, exclusive):
    path.write_bytes(b"This was never a database. " * 500)
    with pytest.raises(StorageError) as error:
        await open_store(path, exclusive=exclusive)
    assert "damaged" in one_line(error)
    assert not in_use(path)
    assert not [t for t in threading.enumerate() if t.name.startswith("sqlite")]


async def test_damage_that_shows_later(path):
    await filled(path)
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))
    with pytest.raises(StorageError) as error:  # noqa: PT012 - it may show at once, or only when the pages are read
        store = await open_store(path)
        try:
            await store.counts()
            await store.articles(NOW, NOW)
        finally:
            await store.close()
    assert "damaged" in one_line(error)


async def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file" / "sitrep.db", tmp_path):
        with pytest.raises(StorageError) as error:
            await open_store(place)
        one_line(error)


# --- one owner ---


async def test_only_one_owner(path):
    assert not in_use(path)
    store = await open_store(path)
    assert in_use(path)
    with pytest.raises(StorageError) as error:
        await open_store(path)
    assert f"in use by another sitrep (process {os.getpid()})" in one_line(error)
    beside = await open_store(path, exclusive=False)
    await beside.add_source(Source(url=FEED), NOW)
    assert len(await store.sources()) == 1
    await beside.close()
    assert in_use(path)
    await store.close()
    assert not in_use(path)


@pytest.mark.parametrize(
    ("occasion", "heard"),
    [
        ("s7:confirmed", Heard(story="s7", status="confirmed")),
        ("s7:reported:taken Qalat, AF", Heard(story="s7", status="reported", events=frozenset({"taken Qalat, AF"}))),
        ("s7:reported:gone Doe;taken Qalat:foreign:killed 60",
         Heard(story="s7", status="reported", events=frozenset({"gone Doe", "taken Qalat"}), foreign=True, killed=60)),
        ("s7:reported::killed 60", Heard(story="s7", status="reported", killed=60)),
        ("source:7:2021-08-13", None),
    ],
)  # fmt: skip
def test_the_key_of_an_older_alert_says_what_was_heard(occasion, heard):
    assert migrations.heard_before(occasion) == heard


async def test_beside_an_owner_nothing_is_migrated(path):
    made_until(path, "outbox_and_work").close()
    held = lock.take(path)
    with pytest.raises(StorageError) as error:
        await open_store(path, exclusive=False)
    assert "in use" in one_line(error)
    lock.release(held)
    store = await open_store(path, exclusive=False)
    assert await store.next_due() is None
    await store.close()


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_child_does_not_keep_the_lock(path):
    held = lock.take(path)
    hold, end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(end)
        os.read(hold, 1)
        os._exit(0)
    os.close(hold)
    try:
        lock.release(held)
        # the child may not have run yet: it lets go as its first act, so taking succeeds within a moment
        for _ in range(1000):
            if not in_use(path):
                break
            os.sched_yield()
        os.kill(child, 0)  # still there
    finally:
        os.close(end)
        os.waitpid(child, 0)
    lock.release(lock.take(path))


# --- backup and restore ---


async def test_backup_and_restore(path, tmp_path):
    copy = tmp_path / "copy.db"
    store = await open_store(path)
    await subscribed(store, 1, "kabul")
    await store.backup(copy)
    assert sorted(p.name for p in tmp_path.iterdir() if "copy" in p.name) == ["copy.db"]
    await subscribed(store, 1, "ida")
    with pytest.raises(StorageError) as error:
        restore(copy, path)
    assert "in use" in one_line(error)
    assert len(await store.subscriptions()) == 2
    await store.close()
    restore(copy, path)
    assert not in_use(path)
    store = await open_store(path)
    assert [s.topic for s in await store.subscriptions()] == ["kabul"]
    await store.close()


async def test_a_backup_holds_own_sources_and_subscriptions_to_hubs(path, tmp_path):
    store = await open_store(path)
    own = await store.add_own_source(Source(url=FEED), -5, NOW)
    held = Push(source=own.id, hub="https://hub.example", topic=FEED, token="t", secret="s")
    await store.save_push(held, NOW)
    await store.backup(tmp_path / "copy.db")
    await store.leave_source(-5, own.id)
    await store.drop_push(own.id)
    await store.close()
    restore(tmp_path / "copy.db", path)
    store = await open_store(path)
    assert [source.id for source in await store.read_for(-5)] == [own.id]
    assert await store.push_of("t") == held
    assert await claim(store, "push") == [str(own.id)]
    await store.close()


async def test_restore_waits_for_those_beside_too(path, tmp_path):
    store = await open_store(path)
    await store.backup(tmp_path / "copy.db")
    await store.close()
    beside = await open_store(path, exclusive=False)
    await beside.chats()
    with pytest.raises(StorageError) as error:
        restore(tmp_path / "copy.db", path)
    assert "in use" in one_line(error)
    await beside.save_chat(Chat(id=1, kind="private"))
    await beside.close()
    restore(tmp_path / "copy.db", path)


async def test_restore_where_there_is_nothing_and_over_damage(path, tmp_path):
    store = await open_store(path)
    await store.save_chat(Chat(id=1, kind="private"))
    await store.backup(tmp_path / "copy.db")
    await store.close()
    path.write_bytes(b"damaged" * 1000)
    path.with_name("sitrep.db-wal").write_bytes(b"stale")
    path.with_name("sitrep.db-shm").write_bytes(b"stale")
    for place in (path, tmp_path / "new" / "sitrep.db"):
        restore(tmp_path / "copy.db", place)
        store = await open_store(place)
        assert len(await store.chats()) == 1
        await store.close()


async def test_a_backup_takes_the_place_of_an_older_one_and_of_nothing_else(path, tmp_path):
    config, copy = tmp_path / "config.toml", tmp_path / "copy.db"
    config.write_text("[telegram]")
    store = await open_store(path)
    await store.backup(copy)
    await store.backup(copy)
    with pytest.raises(UserError, match="no backup of sitrep"):
        await store.backup(config)
    await store.close()
    assert config.read_text() == "[telegram]"


@pytest.mark.parametrize("name", ["pipe", "link", ".", "missing/copy.db"])
async def test_a_backup_takes_the_place_of_no_device(path, tmp_path, name):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    store = await open_store(path)
    for file in (tmp_path / name, Path("")):
        with pytest.raises(UserError, match=r"is no plain file: name another|there is no folder"):
            await store.backup(file)
    await store.backup(tmp_path / "copy.db")
    await store.close()
    with pytest.raises(UserError, match="is no plain file: name another"):
        restore(tmp_path / "copy.db", tmp_path / "pipe")
    assert (tmp_path / "pipe").is_fifo()
    assert (tmp_path / "link").is_symlink()


async def test_a_damaged_database_takes_the_place_of_no_backup(path, tmp_path):
    store = await open_store(path)
    await store.backup(tmp_path / "copy.db")
    await store.apply_analysis(
        AnalysisIntent(articles=tuple(Article(id=str(n), title="x" * 5000) for n in range(50)), stories=())
    )
    await store.close()
    before, whole = (tmp_path / "copy.db").read_bytes(), path.read_bytes()
    path.write_bytes(whole[: -20 * 4096] + bytes(20 * 4096))
    store = await open_store(path)
    with pytest.raises(UserError, match="The database is damaged"):
        await store.backup(tmp_path / "copy.db")
    await store.close()
    assert (tmp_path / "copy.db").read_bytes() == before
    assert not list(tmp_path.glob("*.part*"))


def test_a_backup_for_which_there_is_no_room_leaves_nothing(tmp_path):
    class Full:
        def backup(self, target):
            (tmp_path / "copy.db.part-journal").touch()  # as SQLite leaves it on a full disk
            raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(UserError, match=r"copy\.db cannot be written: database or disk is full"):
        files.copy(Full(), tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


async def test_a_backup_in_memory(tmp_path):
    store = await open_store(":memory:")
    await store.save_chat(Chat(id=1, kind="private"))
    await store.backup(tmp_path / "copy.db")
    await store.close()
    store = await open_store(tmp_path / "copy.db")
    assert len(await store.chats()) == 1
    await store.close()


async def test_an_older_backup_is_migrated_when_opened(path, tmp_path):
    made_until(tmp_path / "old.db", "outbox_and_work").close()
    restore(tmp_path / "old.db", path)
    store = await open_store(path)
    assert await store.next_due() is None
    await store.close()


async def test_bad_backups_change_nothing(path, tmp_path):
    await filled(path)
    before = path.read_bytes()
    await filled(tmp_path / "newer.db")
    newer = Database(tmp_path / "newer.db")
    newer["_sqlite_migrations"].insert({"migration_set": "sitrep", "name": "from_the_future", "applied_at": "2031"})
    newer.close()
    foreign = Database(tmp_path / "foreign.db")
    foreign["notes"].insert({"text": "mine"})
    foreign.close()
    (tmp_path / "empty.db").touch()
    (tmp_path / "garbage.db").write_bytes(b"garbage" * 999)
    (tmp_path / "torn.db").write_bytes(before[: len(before) // 2 // 4096 * 4096])
    for name in ("newer.db", "foreign.db", "empty.db", "garbage.db", "torn.db", "missing.db", "sitrep.db"):
        with pytest.raises(UserError) as error:
            restore(tmp_path / name, path)
        assert name in one_line(error)
    assert path.read_bytes() == before
    assert not in_use(path)
    assert not list(tmp_path.glob("*restored*"))


async def test_a_backup_that_cannot_be_written(store, path, tmp_path):
    for file in (tmp_path / "nowhere" / "copy.db", tmp_path, path):
        with pytest.raises(UserError) as error:
            await store.backup(file)
        one_line(error)
    assert await store.chats() == []


# --- kill -9 ---

CHILD = """
import asyncio, sys
sys.path.insert(0, {tests!r})
from contract.store_contract import *
from bot.adapters.sqlite import open_store

async def main():
    store = await open_store({path!r})
    source = await store.add_source(Source(url=FEED), NOW)
    start = (await store.counts())["entries"]
    for n in range(start, start + 100_000):
        entries = (intent(Entry(id=str(n), text="x" * 5000)),)
        await store.apply_polls([PollIntent(source=source, due=NOW, entries=entries, at=NOW)])
        print("entry", n, flush=True)
        for key in await claim(store, "analyse", NOW + n * HOUR):
            terms = " ".join(f"{{key}}-{{m}}" for m in range(100))
            await analysed(
                store, article(key, terms=terms, story=key), stories=(story(key),),
                deliveries=tuple(delivery(occasion=key, part=part) for part in range(3)),
            )
            print("article", key, flush=True)

asyncio.run(main())
"""


def test_kill_at_any_moment(path):
    tests = str(Path(__file__).parents[1])
    said: set[tuple[str, str]] = set()
    for kill in range(10):
        with subprocess.Popen(
            [sys.executable, "-c", CHILD.format(tests=tests, path=str(path))], stdout=subprocess.PIPE, text=True
        ) as child:
            for _ in range(3 + 4 * kill):
                line = child.stdout.readline()
                assert line, "the child ended by itself"
                said.add(tuple(line.split()))
            child.send_signal(signal.SIGKILL)
            # what it managed to say before it died was committed, too
            said.update(
                tuple(line.split()) for line in child.stdout.read().splitlines(keepends=True) if line[-1] == "\n"
            )
        entries, articles = asyncio.run(state(path))
        waiting, done = (1, 0, 0, 0, 0, 0), (0, 1, 100, 1, 3, 3)
        assert set(entries.values()) <= {waiting, done}
        assert {key for kind, key in said if kind == "entry"} <= set(entries)
        assert {articles[key] for kind, key in said if kind == "article"} <= {done}
    assert len(said) > 100


async def state(path: Path) -> tuple[dict[str, tuple[int, ...]], dict[str, tuple[int, ...]]]:
    """By entry and by article key: how many rows of everything that one commit writes there are."""
    store = await open_store(path)  # the OS has taken the lock back

    def read(db):
        def count(sql: str) -> dict[int, int]:
            return {int(key): n for key, n in db.execute(sql)}

        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = [
            count("SELECT key, 1 FROM work WHERE kind = 'analyse'"),
            count("SELECT id, 1 FROM articles"),
            count("SELECT article, count(*) FROM article_terms GROUP BY article"),
            count("SELECT id, size FROM stories"),
            count("SELECT occasion, count(*) FROM deliveries GROUP BY occasion"),
            count(
                "SELECT occasion, count(*) FROM deliveries d JOIN work ON kind = 'send' AND key = d.id GROUP BY occasion"
            ),
        ]
        rows = db.execute("SELECT entry, id FROM entries").fetchall()
        kept = {id: tuple(table.get(id, 0) for table in tables) for _, id in rows}
        return {entry: kept[id] for entry, id in rows}, {str(id): counts for id, counts in kept.items()}

    try:
        return await store.read(read)
    finally:
        await store.close()


async def test_told_survives_a_restart(path):
    store = await open_store(path)
    await store.save_told(Told(chat=1, topic="kabul", at=NOW))
    await subscribed(store, due=NOW + HOUR)
    await store.close()
    store = await open_store(path)
    assert (await store.told(1, "kabul")).at == NOW
    assert await store.next_due() == NOW + HOUR
    await store.close()


def test_an_article_from_before_meanings_is_read():
    kept = codec.encode(Article(id="1", title="Herat falls", story="s1"))
    old = kept.replace(b',"meaning":null', b"")
    assert old != kept
    assert codec.article(old) == Article(id="1", title="Herat falls", story="s1")
