"""The database as a file: backup while running, restore while not."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from sqlite_utils import Database

from bot.adapters.sqlite import lock, migrations
from bot.errors import StorageError, UserError


def copy(connection: sqlite3.Connection, file: Path) -> None:
    """A consistent copy of the open database, whole or not at all. Raises UserError where the file cannot be written, or the
    database is damaged: the copy would take the place of a whole one."""
    part = file.with_name(file.name + ".part")
    try:
        part.unlink(missing_ok=True)
        target = sqlite3.connect(part)
        try:
            connection.backup(target)
            whole = is_whole(target)
            # one plain file, readable also where its folder is not writable
            target.execute("PRAGMA journal_mode = DELETE")
        finally:
            target.close()
        with part.open("rb") as written:
            os.fsync(written.fileno())
        if whole:
            part.replace(file)
    except (OSError, sqlite3.Error) as error:
        for left in (part, part.with_name(part.name + "-journal")):
            left.unlink(missing_ok=True)
        raise UserError(f"{file} cannot be written: {getattr(error, 'strerror', None) or error}.") from None
    if not whole:
        part.unlink()
        raise UserError(
            f"The database is damaged, {file} was not written: restore a backup with `sitrep restore FILE`."
        )


def is_whole(connection: sqlite3.Connection) -> bool:
    """Whether SQLite finds nothing amiss in this database."""
    try:
        return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def spare(file: Path) -> None:
    """Raises UserError where a backup would take the place of anything but an older one: a device, too, would be gone."""
    if not file.parent.is_dir():
        raise UserError(f"{file} cannot be written: there is no folder {file.parent}.")
    if not file.exists():
        return
    if not file.is_file():
        raise UserError(f"{file} is there already and is no plain file: name another file.")
    try:
        checked(file.resolve()).close()
    except UserError:
        raise UserError(f"{file} is there already and is no backup of sitrep: name another file.") from None


def backup(path: str, file: Path) -> None:
    """copy() of a database file, on a connection of its own. Raises UserError where it cannot be written."""
    if file.exists() and file.samefile(path):
        raise UserError(f"{file} is the database itself: name another file.")
    connection = sqlite3.connect(path)
    try:
        copy(connection, file)
    finally:
        connection.close()


def restore(backup: Path, path: Path) -> None:
    """Puts the backup in the database's place. Raises StorageError while the database is in use, UserError where the backup
    is missing, damaged, not ours or of a newer version; then nothing was changed."""
    backup, path = Path(backup).resolve(), Path(path).resolve()
    if backup == path:
        raise UserError(f"{backup} is the database itself: name a backup of it.")
    if not backup.is_file():
        raise UserError(f"There is no file {backup}.")
    if path.exists() and not path.is_file():
        raise UserError(f"{path} is no plain file: name another in [storage] path.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"The folder {path.parent} cannot be made: {error.strerror}.") from None
    held = lock.take(path)
    part = path.with_name(path.name + ".restored")
    try:
        source = checked(backup)
        try:
            copy(source, part)
        finally:
            source.close()
        settle_journal(path)
        # before the replacement: an old journal would be written into the new database
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        part.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise StorageError(f"{path} cannot be replaced: {error.strerror}.") from None
    finally:
        part.unlink(missing_ok=True)
        lock.release(held)


def checked(backup: Path) -> sqlite3.Connection:
    """The backup, open for reading. Raises UserError where it is not a whole database of ours."""
    connection = sqlite3.connect(f"{backup.as_uri()}?mode=ro", uri=True)
    try:
        db = Database(connection, execute_plugins=False)
        if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise UserError(f"{backup} is damaged: take another backup.")
        if not migrations.is_ours(db):
            raise UserError(f"{backup} is not a backup of sitrep.")
        migrations.check(db, backup)
    except sqlite3.Error:
        connection.close()
        raise UserError(f"{backup} is damaged or is no database: take another backup.") from None
    except StorageError as error:
        connection.close()
        raise UserError(str(error)) from None
    except UserError:
        connection.close()
        raise
    return connection


def settle_journal(path: Path) -> None:
    """Leaves the old database without a journal. Raises StorageError where a process still has it open."""
    if not path.exists():
        return
    old = sqlite3.connect(path, timeout=1.0)
    try:
        # SQLite leaves WAL mode only for the last connection, so this sees those too that do not own the database
        old.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise StorageError(f"{path} is in use by another program: stop that one first.") from None
    except sqlite3.DatabaseError:
        pass  # damaged: the very reason to restore
    finally:
        old.close()
