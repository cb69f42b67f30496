"""Sources and their entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace
from sqlite_utils import Database

from bot.adapters.sqlite import codec, outbox, work
from bot.adapters.sqlite.base import Threads, batches, execute_rows, marks
from bot.adapters.sqlite.codec import EPOCH, encode, micros
from bot.model import EntryIntent, Hurry, PollIntent, Source

LISTED_LONG = timedelta(days=30)  # no identity is forgotten sooner


class Sources(Threads):
    async def sources(self, ids: Sequence[int] | None = None) -> list[Source]:
        return await self.read(sources, ids)

    async def source(self, id: int) -> Source | None:
        return await self.read(source, id)

    async def origins(self, keys: Sequence[str]) -> dict[str, Source]:
        return await self.read(origins, keys)

    async def add_source(self, source: Source, due: datetime) -> Source:
        return await self.write(add_source, source, due)

    async def try_again(self, id: int, due: datetime) -> None:
        await self.write(try_again, id, due)

    async def remove_source(self, url: str) -> bool:
        return await self.write(remove_source, url)

    async def known_entries(self, source: int, ids: Sequence[str]) -> dict[str, tuple[str, int]]:
        return await self.read(known_entries, source, ids)

    async def apply_polls(self, intents: Sequence[PollIntent]) -> None:
        await self.write(apply_polls, intents)


def sources(db: Database, ids: Sequence[int] | None = None) -> list[Source]:
    if ids is None:
        rows = db.execute("SELECT body FROM sources WHERE NOT removed ORDER BY id")
        return [codec.source(body) for (body,) in rows]
    found = {stored.id: stored for stored in there(db, ids)}
    return [found[id] for id in ids if id in found]


def there(db: Database, ids: Sequence[int]) -> Iterator[Source]:
    """Those of these sources that are not removed, in any order."""
    for some in batches(ids):
        # one row of all: with each row a thread hands the interpreter to the others, and waits to have it back
        query = f"SELECT '[' || group_concat(body) || ']' FROM sources WHERE id IN ({marks(some)}) AND NOT removed"
        (bodies,) = db.conn.execute(query, some).fetchone()
        yield from codec.sources(bodies) if bodies else ()


def source(db: Database, id: int) -> Source | None:
    row = db.execute("SELECT body FROM sources WHERE id = ? AND NOT removed", (id,)).fetchone()
    return codec.source(row[0]) if row else None


def origins(db: Database, keys: Sequence[str]) -> dict[str, Source]:
    known: dict[int, Source] = {}
    found = {}
    for key in keys:
        row = db.execute("SELECT source FROM entries WHERE id = ?", (int(key),)).fetchone()
        if row is None:
            continue
        if row[0] not in known:
            known[row[0]] = codec.source(db.execute("SELECT body FROM sources WHERE id = ?", row).fetchone()[0])
        found[key] = known[row[0]]
    return found


def add_source(db: Database, source: Source, due: datetime) -> Source:
    row = db.execute(
        "SELECT id, removed OR (own AND NOT ?), body FROM sources WHERE url = ?", (source.own, source.url)
    ).fetchone()
    if row is None:
        cursor = db.execute("INSERT INTO sources (url, body) VALUES (?, ?)", (source.url, b""))
        stored = replace(source, id=cursor.lastrowid)
    elif row[1]:
        stored = replace(source, id=row[0])
    else:
        old = codec.source(row[2])
        stored = replace(
            old,
            name=source.name or old.name,
            kind=source.kind or old.kind,
            lang=source.lang or old.lang,
            family=source.family or old.family,
            trusted=source.trusted or old.trusted,
            named=source.named or old.named,
            catalog=old.catalog if source.catalog else None,  # whoever names it otherwise keeps it
        )
    save(db, stored)
    if row is None or row[1]:
        work.put(db, "poll", stored.id, due)
    return stored


def save(db: Database, source: Source) -> None:
    db.execute(
        "UPDATE sources SET url = ?, removed = 0, own = ?, body = ? WHERE id = ?",
        (source.url, source.own, encode(source), source.id),
    )


def try_again(db: Database, id: int, due: datetime) -> None:
    stored = source(db, id)
    if stored and (stored.ended or stored.reported):
        # how long it has failed stays: whoever was told of that failure is not told of it twice
        save(db, replace(stored, ended=False, reported=False))
        work.put(db, "poll", id, due)


def remove_source(db: Database, url: str) -> bool:
    row = db.execute("SELECT id, own, body FROM sources WHERE url = ? AND NOT removed", (url,)).fetchone()
    if row is None:
        return False
    if not row[1] and db.execute("SELECT 1 FROM source_chats WHERE source = ?", row[:1]).fetchone():
        save(db, replace(codec.source(row[2]), own=True, trusted=False, named=None, catalog=None))
    else:
        forget(db, row[0])
    return True


def forget(db: Database, id: int) -> None:
    db.execute("UPDATE sources SET removed = 1 WHERE id = ?", (id,))
    db.execute("DELETE FROM source_chats WHERE source = ?", (id,))
    work.put(db, "poll", id, None)
    if db.execute("SELECT 1 FROM pushes WHERE source = ?", (id,)).fetchone():
        work.put(db, "push", id, EPOCH)  # its hub is told to stop
    else:
        work.put(db, "push", id, None)


def known_entries(db: Database, source: int, ids: Sequence[str]) -> dict[str, tuple[str, int]]:
    known: dict[str, tuple[str, int]] = {}
    for some in batches(ids):
        rows = db.conn.execute(
            f"SELECT entry, digest, revision FROM entries WHERE source = ? AND entry IN ({marks(some)})",
            (source, *some),
        )
        known.update((entry, (digest, revision)) for entry, digest, revision in rows)
    return known


def apply_polls(db: Database, intents: Sequence[PollIntent]) -> None:
    """With few statements for many polls: the thread that fetches waits at each of them."""
    stored = {source.id: (source.url, source) for source in there(db, [intent.source.id for intent in intents])}
    intents = [intent for intent in intents if intent.source.id in stored]
    bodies: dict[int, bytes] = {}
    for intent in intents:
        url, stands = stored[intent.source.id]
        # a poll takes a while: what was set meanwhile, whose source it is above all, stands
        after = replace(
            intent.source,
            own=stands.own,
            trusted=stands.trusted,
            named=stands.named,
            catalog=stands.catalog,
            hot=stands.hot,
            pushed_until=stands.pushed_until,
        )
        if after.url != url:
            after = moved(db, after, url)
        stored[after.id] = after.url, stands
        bodies[after.id] = encode(after)
    update = "UPDATE sources SET body = new.column2 FROM (VALUES {rows}) AS new WHERE id = new.column1"
    execute_rows(db, update, list(bodies.items()))
    work.put_each(db, "poll", [(intent.source.id, intent.due) for intent in intents])
    keys = [(key, each.at) for each in intents for key in apply_entries(db, each.source.id, each.entries, each.at)]
    work.put_each(db, "analyse", keys)
    work.put_each(db, "push", [(intent.source.id, intent.push_due) for intent in intents if intent.push_due])
    for intent in intents:
        if intent.listed:
            mark_listed(db, intent)
        outbox.insert(db, intent.deliveries)


def mark_listed(db: Database, intent: PollIntent) -> None:
    """Marks those that are listed for long: pinned ones, and all of a source that has little to say. Few are."""
    at, old = micros(intent.at), micros(intent.at - LISTED_LONG)
    for some in batches(intent.listed):
        db.conn.execute(
            f"UPDATE entries SET listed = ? WHERE source = ? AND fetched < ? AND entry IN ({marks(some)})",
            (at, intent.source.id, old, *some),
        )


def moved(db: Database, source: Source, before: str) -> Source:
    """The source, its address written; with the one before where another source is at the new one: both are polled as
    they were."""
    other = db.execute("SELECT id, removed FROM sources WHERE url = ?", (source.url,)).fetchone()
    if other and other[1]:  # nobody reads that one any more: it gives way
        db.execute("UPDATE sources SET url = url || '#removed-' || id WHERE id = ?", other[:1])
    elif other:
        return replace(source, url=before)
    db.execute("UPDATE sources SET url = ? WHERE id = ?", (source.url, source.id))
    return source


def hurry(db: Database, wish: Hurry) -> None:
    stored = source(db, wish.source)
    if stored is None or stored.ended:
        return
    save(db, replace(stored, hot=wish.at))
    db.execute(
        "UPDATE work SET due = ? WHERE kind = 'poll' AND key = ? AND due > ? AND leased_until IS NULL",
        (micros(wish.due), stored.id, micros(wish.due)),
    )


def apply_entries(db: Database, source: int, intents: Sequence[EntryIntent], at: datetime) -> list[int]:
    """The keys of those that were written."""
    keys = [apply_entry(db, source, intent, at) for intent in intents]
    return [key for key in keys if key is not None]


def apply_entry(db: Database, source: int, intent: EntryIntent, at: datetime) -> int | None:
    """The key of what was written; None where another poll of the source had written it."""
    body = encode(intent.entry)
    new = db.conn.execute(
        "INSERT INTO entries (source, entry, revision, digest, fetched, changed, body) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (source, entry) DO NOTHING RETURNING id",
        (source, intent.entry.id, intent.revision, intent.digest, micros(at), micros(at), body),
    ).fetchone()
    if new:
        return int(new[0])
    key, revision, digest = db.execute(
        "SELECT id, revision, digest FROM entries WHERE source = ? AND entry = ?", (source, intent.entry.id)
    ).fetchone()
    if digest == intent.digest:
        return None
    db.execute(
        "INSERT INTO entry_revisions (entry, revision, digest, changed, body)"
        " SELECT id, revision, digest, changed, body FROM entries WHERE id = ?",
        (key,),
    )
    db.execute(
        "UPDATE entries SET revision = ?, digest = ?, changed = ?, body = ? WHERE id = ?",
        (max(intent.revision, revision + 1), intent.digest, micros(at), body, key),
    )
    return int(key)
