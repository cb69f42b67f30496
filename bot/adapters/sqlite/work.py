"""Work: rows with a due time and a lease.

Results count only for work that is still held: where it changed since it was claimed (a new revision, a new schedule) its
lease was dropped with the change, and it stays due as the change says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.adapters.sqlite.base import Threads, batches, execute_rows, marks
from bot.adapters.sqlite.codec import micros, moment
from bot.ports import WorkKind


class Work(Threads):
    async def claim(self, kind: WorkKind, now: datetime, *, lease: timedelta, limit: int) -> list[str]:
        return await self.write(claim, kind, now, lease, limit)

    async def release(self, kind: WorkKind, keys: Iterable[str], due: datetime) -> None:
        await self.write(release, kind, list(keys), due)

    async def make_due(self, kind: WorkKind, now: datetime) -> None:
        await self.write(make_due, kind, now)

    async def take_over(self) -> None:
        await self.write(take_over)

    async def next_due(self) -> datetime | None:
        return await self.read(next_due)


def claim(
    db: Database, kind: WorkKind, now: datetime, lease: timedelta, limit: int, but: Sequence[int] = ()
) -> list[str]:
    """`but` are keys that are not handed out."""
    keys = db.execute(
        "SELECT key FROM work WHERE kind = ? AND due <= ? AND (leased_until IS NULL OR leased_until <= ?)"
        " AND key NOT IN (SELECT value FROM json_each(?)) ORDER BY priority, due, key LIMIT ?",
        (kind, micros(now), micros(now), json.dumps(list(but)), limit),
    ).fetchall()
    for some in batches([key for (key,) in keys]):
        query = f"UPDATE work SET leased_until = ? WHERE kind = ? AND key IN ({marks(some)})"
        db.conn.execute(query, (micros(now + lease), kind, *some))
    return [str(key) for (key,) in keys]


def release(db: Database, kind: WorkKind, keys: Iterable[str | int], due: datetime) -> None:
    db.conn.executemany(
        "UPDATE work SET due = ?, leased_until = NULL WHERE kind = ? AND key = ? AND leased_until IS NOT NULL",
        [(micros(due), kind, int(key)) for key in keys],
    )


def finish(db: Database, kind: WorkKind, keys: Iterable[str | int]) -> None:
    """Ends work that is held."""
    db.conn.executemany(
        "DELETE FROM work WHERE kind = ? AND key = ? AND leased_until IS NOT NULL", [(kind, int(key)) for key in keys]
    )


def put(db: Database, kind: WorkKind, key: int, due: datetime | None, priority: int = 0) -> None:
    """Work is due then, whoever holds it; None ends it."""
    put_each(db, kind, [(key, due)], priority)


def put_each(db: Database, kind: WorkKind, dues: Sequence[tuple[int, datetime | None]], priority: int = 0) -> None:
    """Each key's work is due at its time, whoever holds it; None ends it."""
    execute_rows(
        db,
        "INSERT OR REPLACE INTO work (kind, key, priority, due) VALUES {rows}",
        [(kind, key, priority, micros(due)) for key, due in dues if due is not None],
    )
    db.conn.executemany(
        "DELETE FROM work WHERE kind = ? AND key = ?", [(kind, key) for key, due in dues if due is None]
    )


def make_due(db: Database, kind: WorkKind, now: datetime) -> None:
    db.execute("UPDATE work SET due = ?, leased_until = NULL WHERE kind = ?", (micros(now), kind))


def take_over(db: Database) -> None:
    db.execute("UPDATE work SET leased_until = NULL WHERE leased_until IS NOT NULL")


def next_due(db: Database) -> datetime | None:
    due = db.execute("SELECT min(max(due, ifnull(leased_until, due))) FROM work").fetchone()[0]
    return None if due is None else moment(due)
