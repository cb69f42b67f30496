"""WebSub subscriptions: a row a source, and its work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace
from sqlite_utils import Database

from bot.adapters.sqlite import codec, sources, work
from bot.adapters.sqlite.base import Threads
from bot.adapters.sqlite.codec import encode
from bot.model import EntryIntent, Push


class Pushes(Threads):
    async def push(self, source: int) -> Push | None:
        return await self.read(push, "source", source)

    async def push_of(self, token: str) -> Push | None:
        return await self.read(push, "token", token)

    async def save_push(self, push: Push, due: datetime) -> None:
        await self.write(save_push, push, due)

    async def drop_push(self, source: int) -> None:
        await self.write(drop_push, source)

    async def apply_push(self, source: int, entries: Sequence[EntryIntent], at: datetime) -> None:
        await self.write(apply_push, source, entries, at)

    async def want_pushes(self, due: datetime | None) -> None:
        await self.write(want_pushes, due)


def push(db: Database, column: str, value: int | str) -> Push | None:
    row = db.execute(f"SELECT body FROM pushes WHERE {column} = ?", (value,)).fetchone()
    return codec.push(row[0]) if row else None


def save_push(db: Database, push: Push, due: datetime) -> None:
    row = (push.source, push.token, encode(push))
    db.execute("INSERT OR REPLACE INTO pushes (source, token, body) VALUES (?, ?, ?)", row)
    work.put(db, "push", push.source, due)
    tell_source(db, push.source, push.until if push.state == "active" else None)


def drop_push(db: Database, source: int) -> None:
    db.execute("DELETE FROM pushes WHERE source = ?", (source,))
    work.put(db, "push", source, None)
    tell_source(db, source, None)


def tell_source(db: Database, id: int, until: datetime | None) -> None:
    stored = sources.source(db, id)
    if stored and stored.pushed_until != until:
        sources.save(db, replace(stored, pushed_until=until))


def apply_push(db: Database, source: int, entries: Sequence[EntryIntent], at: datetime) -> None:
    stored = sources.source(db, source)
    if stored is None:
        return
    sources.save(db, replace(stored, succeeded=at))
    work.put_each(db, "analyse", [(key, at) for key in sources.apply_entries(db, source, entries, at)])


def want_pushes(db: Database, due: datetime | None) -> None:
    if due is None:
        for (id,) in db.execute("SELECT source FROM pushes").fetchall():
            drop_push(db, id)
        db.execute("DELETE FROM work WHERE kind = 'push'")
        return
    for stored in sources.sources(db):
        if stored.hub and not stored.ended and push(db, "source", stored.id) is None:
            work.put(db, "push", stored.id, due)
