"""kill -9 in the middle of a poll, and servers that go away in the middle of it: no entry is lost, none comes twice."""

import asyncio
import os
import signal
import sqlite3
import sys
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from tests.bench.feeds import ENTRIES, addresses, answers

SITREP = str(Path(sys.executable).with_name("sitrep"))
SOURCES = 40


class World:
    """Feeds, each on its own address, that go away all at once at the request whose number is `gone`."""

    def __init__(self):
        self.port, self.requests, self.gone, self.at_the_end = 0, 0, 0, asyncio.Event()
        self.writers: set[asyncio.StreamWriter] = set()
        self.server = None

    async def come(self):
        self.server = await asyncio.start_server(self.serve, "0.0.0.0", self.port)
        self.port = self.server.sockets[0].getsockname()[1]

    async def go(self):
        """Nobody listens any more, and what was under way breaks off."""
        server, self.server = self.server, None
        if server:
            server.close()
        for writer in tuple(self.writers):
            writer.transport.abort()

    async def serve(self, reader, writer):
        self.writers.add(writer)
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                self.requests += 1
                name = request[5:10]
                full, unchanged = (part.replace(b"@@@@@", name) for part in answers(0))
                answer = unchanged if b'"%s-0"' % name in request else full
                if self.requests == self.gone:
                    writer.write(answer[: len(answer) // 2])
                    await writer.drain()
                    await self.go()
                    return self.at_the_end.set()
                writer.write(answer)
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            self.writers.discard(writer)
            writer.close()


@asynccontextmanager
async def world():
    made = World()
    await made.come()
    try:
        yield made
    finally:
        await made.go()


def configured(folder, port):
    sources = "".join(f'[[sources]]\nurl = "{url}"\n' for url in addresses(SOURCES, SOURCES, port))
    file = folder / "config.toml"
    file.write_text(f'[storage]\npath = "{folder / "bot.db"}"\n[polling]\nallow_private = true\n{sources}')
    return file


async def start(config, *options):
    return await asyncio.create_subprocess_exec(
        SITREP, "poll", "-c", str(config), *options, env=dict(os.environ),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


async def finished(process):
    out, err = await asyncio.wait_for(process.communicate(), 90)
    return process.returncode, out.decode(), err.decode()


def stored(folder):
    """(entries, distinct ones, the highest revision, articles, entries still to be understood)."""
    with closing(sqlite3.connect(folder / "bot.db")) as db:
        return db.execute(
            "SELECT (SELECT count(*) FROM entries), (SELECT count(*) FROM (SELECT DISTINCT source, entry FROM entries)),"
            " (SELECT max(revision) FROM entries), (SELECT count(*) FROM articles),"
            " (SELECT count(*) FROM work WHERE kind = 'analyse')"
        ).fetchone()


WHOLE = (SOURCES * ENTRIES, SOURCES * ENTRIES, 1, SOURCES * ENTRIES, 0)


@pytest.mark.parametrize("moment", [1, SOURCES // 2, SOURCES])
async def test_killed_while_its_servers_go_away(tmp_path, moment):
    async with world() as feeds:
        config = configured(tmp_path, feeds.port)
        feeds.gone = moment
        bot = await start(config)
        await asyncio.wait_for(feeds.at_the_end.wait(), 60)
        os.killpg(bot.pid, signal.SIGKILL)  # its workers, too
        await bot.communicate()
        entries, distinct, *_ = stored(tmp_path)
        assert entries == distinct
        assert entries % ENTRIES == 0  # each poll whole, or not at all
        await feeds.come()
        code, _, errors = await finished(await start(config))
        assert (code, errors) == (0, "")
        code, _, errors = await finished(await start(config, "--once"))  # those that failed before it died, and 304s
        assert (code, errors) == (0, "")
        assert stored(tmp_path) == WHOLE


async def test_servers_that_go_away_and_come_back(tmp_path):
    async with world() as feeds:
        config = configured(tmp_path, feeds.port)
        feeds.gone = SOURCES // 2
        _, lines, errors = await finished(await start(config))
        assert errors == ""
        assert "refuses the connection" in lines
        assert "broke off" in lines
        assert stored(tmp_path)[0] < SOURCES * ENTRIES
        await feeds.come()
        for _ in range(2):  # the second time there is nothing new
            code, lines, errors = await finished(await start(config, "--once"))
            assert (code, errors) == (0, "")
            assert stored(tmp_path) == WHOLE
