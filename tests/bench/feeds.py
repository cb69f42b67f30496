"""`python -m tests.bench.feeds`: a server of local feeds of 20 entries, as cheap as Python can make it.

It shares the machine with those it serves, so whatever it takes is taken from them: bytes that stand ready, one write an
answer, no library. It prints its port, and ends when its stdin does. `GET /phaseN` turns all feeds to that phase.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import uvloop

PHASES = ("all new", "unchanged", "a tenth changed")
ENTRIES = 20
START = datetime(2021, 8, 13, 12, tzinfo=UTC)
PARAGRAPH = (
    "The road to the border was closed on Friday, two residents said. Lorries waited in a line of several kilometres, "
    "and traders asked for the crossing to be opened again."
)
LONGEST_NUMBER = 5  # digits of a source's number


def addresses(sources: int, hosts: int, port: int) -> list[str]:
    """Each host is a loopback address of its own, because one host gets one request at a time."""
    hosted = [f"127.{1 + n // 62_500}.{n // 250 % 250}.{n % 250 + 1}" for n in range(hosts)]
    return [f"http://{hosted[n % hosts]}:{port}/{n:0{LONGEST_NUMBER}}.xml" for n in range(sources)]


def expected(sources: int) -> int:
    """How many entries there are after all phases."""
    return ENTRIES * sources + (sources + 9) // 10


def feed(version: int) -> bytes:
    """A feed in which @@@@@ stands for the source's number. Each version has one more entry at its top, and one less at its
    end."""
    items = []
    for number in range(version + ENTRIES, version, -1):
        when = format_datetime(START + timedelta(minutes=30 * number))
        items.append(
            f"<item><title>Report {number} of outlet @@@@@: border road closed &amp; trade halted</title>"
            f"<link>http://outlet@@@@@.example/{number}</link><guid isPermaLink='false'>@@@@@-{number}</guid>"
            f"<pubDate>{when}</pubDate><category>World</category>"
            f"<description>&lt;p&gt;{PARAGRAPH} ({number})&lt;/p&gt;&lt;p&gt;&lt;a href='/{number}'&gt;Read on"
            f"&lt;/a&gt;&lt;/p&gt;</description></item>"
        )
    head = "<title>Outlet @@@@@</title><link>http://outlet@@@@@.example/</link><description>News</description>"
    return f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>{head}{''.join(items)}</channel></rss>".encode()


def answers(version: int) -> tuple[bytes, bytes]:
    """(in full, not modified), with @@@@@ for the source's number."""
    body, etag = feed(version), b'ETag: "@@@@@-%d"\r\n' % version
    full = b"HTTP/1.1 200 OK\r\n%sContent-Type: application/rss+xml\r\nContent-Length: %d\r\n\r\n%s"
    return full % (etag, len(body), body), b"HTTP/1.1 304 Not Modified\r\n%s\r\n" % etag


class Server(asyncio.Protocol):
    phase = 0
    versions = (answers(0), answers(1))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, request: bytes) -> None:  # small enough to come in one piece, and no body follows
        start = request.index(b"/") + 1
        name = request[start : start + LONGEST_NUMBER]
        if name == b"phase":
            Server.phase = int(request[start + LONGEST_NUMBER : start + LONGEST_NUMBER + 1])
            return self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        version = int(Server.phase == 2 and name[-1:] == b"0")
        full, unchanged = self.versions[version]
        known = b'"%s-%d"' % (name, version) in request
        self.transport.write((unchanged if known else full).replace(b"@@@@@", name))


async def serve() -> None:
    server = await asyncio.get_running_loop().create_server(Server, "0.0.0.0", 0, backlog=4_096)  # all of 127.0.0.0/8
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


if __name__ == "__main__":
    gc.disable()  # nothing that it keeps has circles
    uvloop.run(serve())
