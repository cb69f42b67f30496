"""Storage in one SQLite file: a thread that writes, a thread that reads, WAL between them."""

from __future__ import annotations

import asyncio
from pathlib import Path

from sqlite_utils import Database

from bot.adapters.sqlite import files, lock, migrations
from bot.adapters.sqlite.ahead import Ahead
from bot.adapters.sqlite.broadcasts import Broadcasts
from bot.adapters.sqlite.chats import Chats
from bot.adapters.sqlite.files import restore
from bot.adapters.sqlite.lock import in_use
from bot.adapters.sqlite.news import News
from bot.adapters.sqlite.outbox import Outbox
from bot.adapters.sqlite.own import Own
from bot.adapters.sqlite.pushes import Pushes
from bot.adapters.sqlite.retention import Retention
from bot.adapters.sqlite.sources import Sources
from bot.adapters.sqlite.work import Work
from bot.adapters.sqlite.writer import Writer, connect
from bot.errors import StorageError

__all__ = ["SqliteStore", "in_use", "open_store", "restore"]

MEMORY = ":memory:"


class SqliteStore(Work, Sources, Own, Pushes, News, Chats, Outbox, Broadcasts, Retention, Ahead):
    """The Store of bot/ports. Open it with open_store()."""

    def __init__(self, writer: Writer, reader: Writer, held: int | None) -> None:
        super().__init__(writer, reader)
        self.held = held

    async def backup(self, file: Path) -> None:
        db = self.writer.db
        await asyncio.to_thread(files.spare, file)
        if self.writer.path == MEMORY and db is not None:
            # outside a transaction: SQLite waits for the one that is open to end, for ever where it is our own
            await self.writer.call(lambda: files.copy(db.conn, file))
        else:
            # on a thread of its own: no reader waits for a large copy
            await asyncio.to_thread(files.backup, self.writer.path, file)

    async def close(self) -> None:
        """Finishes what is queued, then lets go of the file. A second call does nothing."""
        try:
            await self.reader.close()
            await self.writer.close()
        finally:
            if self.held is not None:
                lock.release(self.held)
                self.held = None


async def open_store(path: str | Path, *, exclusive: bool = True) -> SqliteStore:
    """The database in this file (made where there is none, migrated where it is old), or in memory for ":memory:".

    An exclusive store owns its database: nobody else may, until it is closed or its process has ended. The others
    (`sitrep ask` beside a running bot) read and write beside it. Raises StorageError, one line, where the database is
    owned by another, of a newer version, damaged or out of reach.
    """
    if str(path) == MEMORY:
        only = Writer(MEMORY, "sqlite", "BEGIN IMMEDIATE")
        await only.open(lambda: migrated(MEMORY, alone=True))
        return SqliteStore(only, only, None)
    file, held = owned(path, exclusive)
    writer = Writer(str(file), "sqlite-write", "BEGIN IMMEDIATE")
    reader = Writer(str(file), "sqlite-read", "BEGIN")
    try:
        await writer.open(lambda: migrated(str(file), alone=exclusive))
        await reader.open(lambda: connect(str(file), reading=True))
    except BaseException:
        await writer.close()
        if held is not None:
            lock.release(held)
        raise
    return SqliteStore(writer, reader, held)


def owned(path: str | Path, exclusive: bool) -> tuple[Path, int | None]:
    """The file, its folder made, and the lock that is held on it."""
    file = Path(path).expanduser().resolve()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"The folder {file.parent} cannot be made: {error.strerror}.") from None
    return file, lock.take(file) if exclusive else None


def migrated(path: str, *, alone: bool) -> Database:
    """A connection to the database in its newest shape."""
    db = connect(path)
    try:
        migrations.check(db, path)
        db.enable_wal()
        if migrations.steps.pending(db):
            held = None if alone else lock.take(Path(path))  # never under a running bot of an older version
            try:
                migrations.steps.apply(db)
            finally:
                if held is not None:
                    lock.release(held)
    except BaseException:
        db.close()
        raise
    return db
