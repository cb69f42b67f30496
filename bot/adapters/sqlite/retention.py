"""Forgetting what nothing can reach any more, so that the file stops growing: SQLite uses the freed pages again."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from bot.adapters.sqlite import codec
from bot.adapters.sqlite.base import Threads
from bot.adapters.sqlite.codec import micros

# Entries of a source whose identity stays however old they are: no feed is read further. Beyond them that of those stays
# which the source still lists, a pinned one above all: what it lists is never taken for new.
IDENTITIES = 1_000
# What a removed source may still be needed by: texts that name it as their outlet, a hub that is to be told to stop.
STILL_NEEDED = (
    "SELECT 1 FROM entries WHERE source = ? AND body != x''",
    "SELECT 1 FROM pushes WHERE source = ?",
)
IDENTITY = "id, source, entry, revision, digest, fetched, changed, listed"


class Retention(Threads):
    async def prune(self, before: datetime, limit: int) -> int:
        return await self.writer.run_unchecked(prune, before, limit)


def prune(db: Database, before: datetime, limit: int) -> int:
    old = db.conn.execute(
        f"SELECT {IDENTITY} FROM entries WHERE body != x'' AND changed < ?"
        " AND NOT EXISTS (SELECT 1 FROM work WHERE kind = 'analyse' AND key = entries.id) ORDER BY changed LIMIT ?",
        (micros(before), limit),
    ).fetchall()
    for id, *_ in old:
        prune_article(db, id)
        db.conn.execute("DELETE FROM entry_revisions WHERE entry = ?", (id,))
        # not an UPDATE: pages that rows grew small in are joined only where rows are deleted
        db.conn.execute("DELETE FROM entries WHERE id = ?", (id,))
    db.conn.executemany(f"INSERT INTO entries ({IDENTITY}, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, x'')", old)
    for source in {row[1] for row in old}:
        last = db.conn.execute(
            "SELECT id FROM entries WHERE source = ? ORDER BY id DESC LIMIT 1 OFFSET ?", (source, IDENTITIES)
        ).fetchone()
        if last:
            db.conn.execute(
                "DELETE FROM entries WHERE source = ? AND id <= ? AND body = x''"
                " AND listed < (SELECT max(1, max(listed)) FROM entries WHERE source = ?)",
                (source, last[0], source),
            )
    stories, deliveries = prune_stories(db, before, limit), prune_deliveries(db, before, limit)
    db.conn.execute("DELETE FROM acts WHERE id IN (SELECT id FROM acts WHERE at < ? LIMIT ?)", (micros(before), limit))
    return len(old) + stories + deliveries + prune_sources(db, before, limit)


def prune_article(db: Database, id: int) -> None:
    row = db.conn.execute("SELECT published, body FROM articles WHERE id = ?", (id,)).fetchone()
    if row is None:
        return
    db.conn.executemany(
        "DELETE FROM article_terms WHERE term = ? AND published = ? AND article = ?",
        [(term, row[0], id) for term in codec.article(row[1]).terms],
    )
    db.conn.execute("DELETE FROM articles WHERE id = ?", (id,))


def prune_stories(db: Database, before: datetime, limit: int) -> int:
    old = db.conn.execute(
        "SELECT id FROM stories WHERE last_seen < ? AND NOT EXISTS (SELECT 1 FROM articles WHERE story = stories.id)"
        " LIMIT ?",
        (micros(before), limit),
    ).fetchall()
    db.conn.executemany("DELETE FROM stories WHERE id = ?", old)
    return len(old)


def prune_deliveries(db: Database, before: datetime, limit: int) -> int:
    """Not the alerts of a story that goes on ("s7:confirmed", of no subscription): the chat would hear the same again."""
    done = db.conn.execute(
        "DELETE FROM deliveries WHERE id IN (SELECT id FROM deliveries WHERE state NOT IN ('owed', 'held') AND due < ? AND NOT"
        " (subscription = 0 AND EXISTS (SELECT 1 FROM stories WHERE id = substr(occasion, 1, instr(occasion, ':') - 1)))"
        " LIMIT ?)",
        (micros(before), limit),
    )
    return done.rowcount


def prune_sources(db: Database, before: datetime, limit: int) -> int:
    """Removed sources not polled since then of which nothing but identities is left, these first."""
    count = 0
    for id, body in db.conn.execute("SELECT id, body FROM sources WHERE removed").fetchall():
        polled = codec.source(body).polled
        if count >= limit or (polled and polled >= before):
            continue
        if any(db.execute(query, (id,)).fetchone() for query in STILL_NEEDED):
            continue
        count += db.conn.execute(
            "DELETE FROM entries WHERE id IN (SELECT id FROM entries WHERE source = ? LIMIT ?)", (id, limit - count)
        ).rowcount
        if count < limit:
            count += db.conn.execute("DELETE FROM sources WHERE id = ?", (id,)).rowcount
    return count
