"""What every family of ports needs: the thread that writes, and the one that reads."""

from __future__ import annotations

from bot.adapters.sqlite.writer import Writer


class Threads:
    """In a file, reading has its own connection and never waits for writing; in memory both are the same one."""

    def __init__(self, writer: Writer, reader: Writer) -> None:
        self.writer, self.reader = writer, reader
        self.read, self.write = reader.run, writer.run
