"""One connection, one thread: functions of the database are queued and run one after the other, each in a transaction."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Concatenate, ParamSpec, TypeVar

from sqlite_utils import Database

from bot.errors import StorageError

P = ParamSpec("P")
T = TypeVar("T")

# another process (`sitrep sources add`) writes for milliseconds; what takes longer is a program that hangs
BUSY_SECONDS = 10.0


def connect(path: str, *, reading: bool = False) -> Database:
    """A connection for the thread that calls this."""
    # sqlite-utils loads every plugin that is installed unless told not to
    db = Database(sqlite3.connect(path, timeout=BUSY_SECONDS), execute_plugins=False)
    try:
        db.execute("PRAGMA foreign_keys = ON")
        if reading:
            db.execute("PRAGMA query_only = ON")
        else:
            # in WAL mode this survives kill -9; a power cut may undo the last commits
            db.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        db.close()
        raise
    return db


@contextmanager
def transaction(db: Database, begin: str) -> Iterator[None]:
    # not db.atomic(): a deferred BEGIN that first reads and then writes fails at once where another process has
    # written in between, however long the busy timeout is
    db.conn.execute(begin)
    try:
        yield
        db.conn.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


def explained(error: sqlite3.Error, path: str) -> Exception:
    """A StorageError with one line for the operator; the error itself where it is a bug of ours."""
    # SQLite's primary result codes: https://www.sqlite.org/rescode.html
    match (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF:
        case sqlite3.SQLITE_FULL:
            line = f"{path} cannot grow, the disk is full: make room on it; a running bot then goes on by itself."
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            line = f"{path} is damaged or is no database: restore a backup with `sitrep restore FILE`."
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            line = f"{path} cannot be opened for writing: check the permissions of the file and of its folder."
        case sqlite3.SQLITE_IOERR:
            line = f"{path} cannot be read or written ({error}): check the disk."
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            line = f"{path} has been locked by another program for {BUSY_SECONDS:.0f} s: end that one first."
        case _:
            return error
    return StorageError(line)


class Writer:
    """A connection and its thread. Work that was begun is finished, also where nobody waits for it any more."""

    def __init__(self, path: str, name: str, begin: str) -> None:
        self.path, self.begin = path, begin
        self.thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self.db: Database | None = None

    async def open(self, opening: Callable[[], Database]) -> None:
        """Raises StorageError where the database cannot be used."""
        try:
            self.db = await self.call(opening)
        except BaseException:
            self.thread.shutdown()
            raise

    async def run(self, function: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """function(db, ...) in one transaction. What it raises comes through, after a rollback; trouble with the file or the
        disk as StorageError. A caller that is cancelled leaves either all of it done or nothing."""
        db = self.db
        if db is None:
            raise StorageError(f"{self.path} has been closed.")

        def job() -> T:
            with transaction(db, self.begin):
                return function(db, *args, **kwargs)

        return await self.call(job)

    async def run_unchecked(
        self, function: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """run() without a look for rows that point to what is deleted: that reads a whole table where no index helps. The
        function deletes those itself."""
        db = self.db
        if db is None:
            raise StorageError(f"{self.path} has been closed.")

        def job() -> T:
            db.conn.execute("PRAGMA foreign_keys = OFF")  # has no effect within a transaction
            try:
                with transaction(db, self.begin):
                    return function(db, *args, **kwargs)
            finally:
                db.conn.execute("PRAGMA foreign_keys = ON")

        return await self.call(job)

    async def close(self) -> None:
        if self.db is None:
            return
        db, self.db = self.db, None
        try:
            await self.call(db.close)
        finally:
            self.thread.shutdown()

    async def call(self, job: Callable[[], T]) -> T:
        """job() on the thread, outside any transaction; errors as run() has them."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self.thread, job)
        except sqlite3.Error as error:
            problem = explained(error, self.path)
            if problem is error:
                raise
            raise problem from None
