"""What is put to a channel's approver, what was posted, and who has done what."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from bot.adapters.sqlite import outbox, work
from bot.adapters.sqlite.base import Threads
from bot.adapters.sqlite.codec import micros, moment
from bot.model import Act, Delivery


class Broadcasts(Threads):
    async def decide(self, id: int, before: str, state: str, due: datetime | None, *, approved: bool = False) -> bool:
        return await self.write(decide, id, before, state, due, approved)

    async def unapproved(self, chat: int) -> list[Delivery]:
        return await self.read(outbox.select, "chat = ? AND state = 'held' ORDER BY due, id", chat)

    async def posted(self, chat: int, since: datetime, limit: int) -> list[Delivery]:
        where = "chat = ? AND state = 'sent' AND sent_as NOTNULL AND NOT instead AND due >= ? ORDER BY due DESC, id DESC LIMIT ?"
        return await self.read(outbox.select, where, chat, micros(since), limit)

    async def note(self, act: Act) -> None:
        await self.write(note, act)

    async def acts(self, chat: int, limit: int) -> list[Act]:
        return await self.read(acts, chat, limit)


def decide(db: Database, id: int, before: str, state: str, due: datetime | None, approved: bool) -> bool:
    done = db.execute(
        "UPDATE deliveries SET state = ?, approved = approved OR ?, due = CASE WHEN ? THEN ? ELSE due END"
        " WHERE id = ? AND state = ?",
        (state, approved, approved and due is not None, micros(due) if due else None, id, before),
    )
    if not done.rowcount:
        return False
    (priority,) = db.execute("SELECT priority FROM deliveries WHERE id = ?", (id,)).fetchone()
    work.put(db, "send", id, due, priority)
    if state == "failed":
        outbox.untell(db, id)
    return True


def note(db: Database, act: Act) -> None:
    db.execute(
        "INSERT INTO acts (chat, at, by, what) VALUES (?, ?, ?, ?)", (act.chat, micros(act.at), act.by, act.what)
    )


def acts(db: Database, chat: int, limit: int) -> list[Act]:
    rows = db.execute("SELECT chat, at, by, what FROM acts WHERE chat = ? ORDER BY id DESC LIMIT ?", (chat, limit))
    return [Act(chat=chat, at=moment(at), by=by, what=what) for chat, at, by, what in rows]


def move(db: Database, old: int, new: int) -> None:
    db.execute("UPDATE acts SET chat = ? WHERE chat = ?", (new, old))
