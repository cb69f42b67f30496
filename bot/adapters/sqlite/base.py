"""What every family of ports needs: the thread that writes, and the one that reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from sqlite_utils import Database

from bot.adapters.sqlite.writer import Writer

MAX_PARAMETERS = 500  # of one statement; SQLite takes 999 at least


class Threads:
    """In a file, reading has its own connection and never waits for writing; in memory both are the same one."""

    def __init__(self, writer: Writer, reader: Writer) -> None:
        self.writer, self.reader = writer, reader
        self.read, self.write = reader.run, writer.run


def batches(sequence: Sequence[Any], size: int = MAX_PARAMETERS) -> Iterator[Sequence[Any]]:
    return (sequence[start : start + size] for start in range(0, len(sequence), size))


def marks(values: Sequence[Any]) -> str:
    """A place for each of these in a statement."""
    return ", ".join("?" * len(values))


def execute_rows(db: Database, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """The statement with all the rows where it says {rows}, as VALUES has them. Unlike executemany, which hands the
    interpreter to another thread at each row and waits to have it back: the thread that fetches paid for that."""
    if not rows:
        return
    for some in batches(rows, MAX_PARAMETERS // len(rows[0])):
        values = ", ".join([f"({marks(rows[0])})"] * len(some))
        db.conn.execute(statement.format(rows=values), tuple(chain.from_iterable(some)))
