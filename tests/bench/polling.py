"""`python -m tests.bench.polling [--sources N] [--hosts N] [--peer-python PATH]`: polling, end to end into storage.

N local feeds of 20 entries each, served by one process, are polled by the real app (file database, workers, worker
processes) in three phases: all new, nothing changed (304), a tenth changed. Sources a second, CPU a source (the app and
its workers, not the server) and peak memory. With --peer-python, a Python that has the `reader` package, the same
feeds are then updated by it, with 1 and with 10 workers, and the better one counts in each phase.

Each source has its own loopback address unless --hosts says how many share them: one host gets one request at a time.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

PHASES = ("all new", "unchanged", "a tenth changed")
ENTRIES = 20
START = datetime(2021, 8, 13, 12, tzinfo=UTC)
PARAGRAPH = (
    "The road to the border was closed on Friday, two residents said. Lorries waited in a line of several kilometres, "
    "and traders asked for the crossing to be opened again."
)


def urls(sources: int, hosts: int, port: int) -> list[str]:
    def address(host: int) -> str:
        return f"127.0.{host // 250}.{host % 250 + 1}"

    return [f"http://{address(n % hosts)}:{port}/{n}.xml" for n in range(sources)]


def feed(n: int, version: int) -> bytes:
    """Source n's feed. Each version has one more entry at its top, and one less at its end."""
    items = []
    for number in range(version + ENTRIES, version, -1):
        when = format_datetime(START + timedelta(minutes=30 * number))
        items.append(
            f"<item><title>Report {number} of outlet {n}: border road closed &amp; trade halted</title>"
            f"<link>http://outlet{n}.example/{number}</link><guid isPermaLink='false'>{n}-{number}</guid>"
            f"<pubDate>{when}</pubDate><category>World</category>"
            f"<description>&lt;p&gt;{PARAGRAPH} ({number})&lt;/p&gt;&lt;p&gt;&lt;a href='/{number}'&gt;Read on"
            f"&lt;/a&gt;&lt;/p&gt;</description></item>"
        )
    head = f"<title>Outlet {n}</title><link>http://outlet{n}.example/</link><description>News</description>"
    return f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>{head}{''.join(items)}</channel></rss>".encode()


# --- the server, a process of its own ---


async def serve() -> None:
    from aiohttp import web

    phase = 0

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        nonlocal phase
        name = request.path[1:]
        if name.startswith("phase"):
            phase = int(name.removeprefix("phase"))
            return web.Response()
        n = int(name.removesuffix(".xml"))
        version = int(phase == 2 and n % 10 == 0)
        etag = f'"{n}-{version}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(body=feed(n, version), headers={"ETag": etag}, content_type="application/rss+xml")

    runner = web.ServerRunner(web.Server(answer))
    await runner.setup()
    site = web.TCPSite(runner, "0.0.0.0", 0, backlog=1024)  # all of 127.0.0.0/8
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.to_thread(sys.stdin.read)  # until whoever started it ends
    await runner.cleanup()


# --- the two sides: each prints a line of JSON with seconds and CPU seconds by phase, and MiB at most ---


def turn(port: int, phase: int) -> None:
    from urllib.request import urlopen

    urlopen(f"http://127.0.0.1:{port}/phase{phase}").close()


def cpu(pids: list[int]) -> float:
    """CPU seconds so far of this process, of its children that have ended, and of these that live."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = resource.getrusage(resource.RUSAGE_SELF)
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime + ticks / os.sysconf("SC_CLK_TCK")


def peak(pids: list[int]) -> float:
    """MiB that this process and these held at most, each by itself."""
    lines = [line for pid in ["self", *pids] for line in Path(f"/proc/{pid}/status").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


async def ours(addresses: list[str], port: int, folder: str, concurrency: int) -> dict[str, object]:
    from multiprocessing import active_children

    from bot import app as apps
    from bot.config import Config, PollingConfig, SourceConfig, StorageConfig

    config = Config(
        storage=StorageConfig(path=f"{folder}/sitrep.db"),
        polling=PollingConfig(allow_private=True, concurrency=concurrency),
        sources=tuple(SourceConfig(url=url) for url in addresses),
    )
    seconds, used = [], []
    async with apps.build(config) as app:
        for phase in range(len(PHASES)):
            turn(port, phase)
            await app.store.make_due("poll", app.clock.now())
            before, start = cpu([child.pid for child in active_children()]), time.perf_counter()
            while await app.pipeline.poll():
                pass
            seconds.append(time.perf_counter() - start)
            used.append(cpu([child.pid for child in active_children()]) - before)
        entries = (await app.store.counts())["entries"]
        failed = [source.problem for source in await app.store.sources() if source.failures]
        workers = [child.pid for child in active_children()]
        memory = peak(workers), peak([])
    expected = ENTRIES * len(addresses) + (len(addresses) + 9) // 10
    assert (entries, failed) == (expected, []), (entries, expected, failed[:3])
    return {"seconds": seconds, "cpu": used, "memory": memory}


def peer(addresses: list[str], port: int, folder: str, workers: int) -> dict[str, object]:
    from reader import make_reader

    seconds, used = [], []
    reader = make_reader(f"{folder}/reader{workers}.db")
    for url in addresses:
        reader.add_feed(url)
    for phase in range(len(PHASES)):
        turn(port, phase)
        before, start = cpu([]), time.perf_counter()
        reader.update_feeds(scheduled=False, workers=workers)
        seconds.append(time.perf_counter() - start)
        used.append(cpu([]) - before)
    expected = ENTRIES * len(addresses) + (len(addresses) + 9) // 10
    found = reader.get_entry_counts().total
    # reader may drop entries that left their feed; it never has more
    assert expected - len(addresses) <= found <= expected, (found, expected)
    return {"seconds": seconds, "cpu": used, "memory": (peak([]), peak([]))}


def side(python: str, role: str, args: argparse.Namespace, port: int, folder: str, parallel: int) -> dict[str, list]:
    command = [python, "-m", "tests.bench.polling", "--role", role, "--port", str(port), "--folder", folder]
    sizes = ["--sources", str(args.sources), "--hosts", str(args.hosts), "--concurrency", str(parallel)]
    return json.loads(subprocess.run([*command, *sizes], check=True, stdout=subprocess.PIPE).stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sources", type=int, default=1_000)
    parser.add_argument("--hosts", type=int, default=0, help="how many hosts the sources share; 0: each has its own")
    parser.add_argument("--concurrency", type=int, default=64)
    parser.add_argument("--peer-python", default="", help="a Python that has the `reader` package")
    parser.add_argument("--role", choices=("serve", "ours", "peer"), help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    args = parser.parse_args()
    args.hosts = args.hosts or args.sources
    # connections to many hosts at once, on both sides
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if args.role == "serve":
        return asyncio.run(serve())
    if args.role:
        addresses = urls(args.sources, args.hosts, args.port)
        if args.role == "ours":
            result = asyncio.run(ours(addresses, args.port, args.folder, args.concurrency))
        else:
            result = peer(addresses, args.port, args.folder, args.concurrency)
        return print(json.dumps(result))
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.polling", "--role", "serve"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with server, tempfile.TemporaryDirectory() as folder:
        port = int(server.stdout.readline())
        mine = side(sys.executable, "ours", args, port, folder, args.concurrency)
        theirs = [side(args.peer_python, "peer", args, port, folder, n) for n in (1, 10)] if args.peer_python else []
        server.stdin.close()
    print(f"{args.sources:,} sources on {args.hosts:,} hosts, {os.cpu_count()} cores")
    for phase, name in enumerate(PHASES):
        rate = args.sources / mine["seconds"][phase]
        line = f"{name:16} {rate:7,.0f} sources/s  {mine['cpu'][phase] / args.sources * 1000:6.2f} ms CPU a source"
        if theirs:
            best = min(theirs, key=lambda run: run["seconds"][phase])
            other = args.sources / best["seconds"][phase]
            line += (
                f"   reader {other:6,.0f} sources/s  {best['cpu'][phase] / args.sources * 1000:6.2f} ms"
                f"   {rate / other:4.1f} times its rate"
            )
        print(line)
    whole, alone = mine["memory"]
    print(f"memory at most   {whole:.0f} MiB with the workers, {alone:.0f} without", end="")
    print(f"   reader {max(run['memory'][0] for run in theirs):.0f} MiB" if theirs else "")


if __name__ == "__main__":
    main()
