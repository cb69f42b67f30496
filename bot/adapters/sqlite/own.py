"""Sources that chats added by themselves, and what was read from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace
from sqlite_utils import Database

from bot.adapters.sqlite import codec, outbox, sources
from bot.adapters.sqlite.base import Threads, marks
from bot.adapters.sqlite.codec import micros
from bot.model import Article, Source


class Own(Threads):
    async def read_for(self, chat: int | None) -> list[Source]:
        return await self.read(read_for, chat)

    async def add_own_source(self, source: Source, chat: int, now: datetime) -> Source:
        return await self.write(add_own_source, source, chat, now)

    async def leave_source(self, chat: int, id: int) -> bool:
        return await self.write(leave_source, chat, id)

    async def source_chats(self, id: int) -> list[int]:
        return await self.read(source_chats, id)

    async def own_counts(self, chat: int) -> tuple[int, int]:
        return await self.read(own_counts, chat)

    async def chats_with_own(self) -> set[int]:
        return await self.read(chats_with_own)

    async def own_articles(
        self, chat: int, since: datetime, until: datetime, terms: Iterable[str] | None, limit: int
    ) -> list[Article]:
        return await self.read(own_articles, chat, since, until, None if terms is None else sorted(set(terms)), limit)


def read_for(db: Database, chat: int | None) -> list[Source]:
    rows = db.execute(
        "SELECT body FROM sources WHERE NOT removed"
        " AND (NOT own OR id IN (SELECT source FROM source_chats WHERE chat = ?)) ORDER BY own, id",
        (chat,),
    )
    return [codec.source(body) for (body,) in rows]


def add_own_source(db: Database, source: Source, chat: int, now: datetime) -> Source:
    row = db.execute("SELECT body FROM sources WHERE url = ? AND NOT removed", (source.url,)).fetchone()
    stored = codec.source(row[0]) if row else sources.add_source(db, replace(source, own=True), now)
    if not stored.own:
        return stored
    added = db.execute(
        "INSERT OR IGNORE INTO source_chats (chat, source, added) VALUES (?, ?, ?)",
        (outbox.moved(db, chat), stored.id, micros(now)),
    )
    if added.rowcount:
        sources.try_again(db, stored.id, now)
    return sources.source(db, stored.id) or stored


def leave_source(db: Database, chat: int, id: int) -> bool:
    left = db.execute("DELETE FROM source_chats WHERE chat = ? AND source = ?", (chat, id)).rowcount > 0
    stored = sources.source(db, id) if left else None
    if stored and stored.own and not source_chats(db, id):
        sources.forget(db, id)
    return left


def source_chats(db: Database, id: int) -> list[int]:
    return [chat for (chat,) in db.execute("SELECT chat FROM source_chats WHERE source = ? ORDER BY chat", (id,))]


def own_counts(db: Database, chat: int) -> tuple[int, int]:
    its = db.execute("SELECT count(*) FROM source_chats WHERE chat = ?", (chat,)).fetchone()[0]
    return its, db.execute("SELECT count(*) FROM sources WHERE own AND NOT removed").fetchone()[0]


def chats_with_own(db: Database) -> set[int]:
    return {chat for (chat,) in db.execute("SELECT DISTINCT chat FROM source_chats")}


def own_articles(
    db: Database, chat: int, since: datetime, until: datetime, terms: list[str] | None, limit: int
) -> list[Article]:
    wanted = ""
    if terms is not None:
        wanted = (
            " AND EXISTS (SELECT 1 FROM article_terms AS t WHERE t.term IN"
            f" ({marks(terms)}) AND t.published = articles.published AND t.article = articles.id)"
        )
    rows = db.execute(
        "SELECT body FROM articles WHERE own IN (SELECT source FROM source_chats WHERE chat = ?)"
        f" AND published BETWEEN ? AND ?{wanted} ORDER BY published DESC, id DESC LIMIT ?",
        (chat, micros(since), micros(until), *(terms or ()), limit),
    ).fetchall()
    return [codec.article(body) for (body,) in reversed(rows)]


def move(db: Database, old: int, new: int) -> None:
    """The own sources of one chat are another's."""
    db.execute("UPDATE OR IGNORE source_chats SET chat = ? WHERE chat = ?", (new, old))
    db.execute("DELETE FROM source_chats WHERE chat = ?", (old,))
