"""`python -m tests.bench.polling [--sources N...] [--rounds N]`: polling, end to end into storage.

N local feeds of 20 entries each, served by a process of their own (feeds.py), are polled by the real app (file database,
workers, worker processes) in three phases: all new, nothing changed (304; the median of several times), a tenth changed.
Then the `reader` package updates the same feeds, with 1 and with 10 workers; the better one counts in each phase. Sources a
second, CPU a source (the app and its workers, not the server) and peak memory.

Each source has its own loopback address unless --hosts says how many share them: one host gets one request at a time.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from multiprocessing import active_children
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvloop

from tests.bench.feeds import PHASES, addresses, expected

if TYPE_CHECKING:
    from bot.app import App

CONCURRENCY = 64
# Polls in the second phase, on both sides, in three runs or more, whose median counts: one of 1,000 sources lasts .13 s.
AGAIN = 15_000
PEER_WORKERS = (1, 10)
TURNS = 6  # of the second phase, where the sizes are compared with each other
TARGETS = (3.0, 10.0, 5.0)  # times the peer's rate, by phase
HELD_FROM = 1_000  # sources: fewer are polled faster than processes start
SLACK = 0.75  # of a target: machines are noisy, but what falls below this has become slow
MAX_MIB = 200.0
ROUNDS_OF = 3_000  # sources: fewer are polled in several rounds, on both sides in turns, whose medians count


# --- the two sides: each prints a line of JSON with seconds and CPU seconds by phase, and MiB at most ---


def turn(port: int, phase: int) -> None:
    from urllib.request import urlopen

    urlopen(f"http://127.0.0.1:{port}/phase{phase}").close()


def times(phase: int, sources: int) -> int:
    """How often a phase is run: again only where nothing changes."""
    return max(3, -(-AGAIN // sources)) if phase == 1 else 1


def halfway(runs: list[tuple[float, float]]) -> tuple[float, float]:
    """The medians of their seconds and of their CPU seconds."""
    return statistics.median(taken for taken, _ in runs), statistics.median(spent for _, spent in runs)


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


def built(urls: list[str], file: str, concurrency: int) -> AbstractAsyncContextManager[App]:
    from bot import app as apps
    from bot.config import Config, PollingConfig, SourceConfig, StorageConfig

    config = Config(
        storage=StorageConfig(path=file),
        polling=PollingConfig(allow_private=True, concurrency=concurrency),
        sources=tuple(SourceConfig(url=url) for url in urls),
    )
    return apps.build(config)


async def polled(app: App) -> tuple[float, float]:
    """Polls all sources; seconds and CPU seconds."""
    await app.store.make_due("poll", app.clock.now())
    before, start = cpu([child.pid for child in active_children()]), time.perf_counter()
    while await app.pipeline.poll():
        pass
    taken = time.perf_counter() - start
    return taken, cpu([child.pid for child in active_children()]) - before


async def in_turns(sizes: list[int], port: int, folder: str, concurrency: int) -> list[float]:
    """CPU milliseconds that an unchanged source takes among so many, by size. All in one process and in turns, so that
    they meet the same machine: two runs of one size, minutes apart, differ by more than the sizes do."""
    spent: dict[int, list[float]] = {n: [] for n in sizes}
    async with AsyncExitStack() as stack:
        apps = {
            n: await stack.enter_async_context(built(addresses(n, n, port), f"{folder}/{n}.db", concurrency))
            for n in sizes
        }
        turn(port, 0)
        for app in apps.values():
            await polled(app)
        turn(port, 1)
        for _ in range(TURNS):
            for n, app in apps.items():
                spent[n] += [(await polled(app))[1] / n * 1000 for _ in range(max(sizes) // n)]
    return [statistics.median(each) for each in spent.values()]


async def ours(urls: list[str], port: int, folder: str, concurrency: int) -> dict[str, object]:
    phases = []
    async with built(urls, f"{folder}/sitrep.db", concurrency) as app:
        for phase in range(len(PHASES)):
            turn(port, phase)
            phases.append(halfway([await polled(app) for _ in range(times(phase, len(urls)))]))
        entries = (await app.store.counts())["entries"]
        failed = [source.problem for source in await app.store.sources() if source.failures]
        memory = peak([child.pid for child in active_children()])
    assert (entries, failed) == (expected(len(urls)), []), (entries, failed[:3])
    return {"seconds": [taken for taken, _ in phases], "cpu": [spent for _, spent in phases], "memory": memory}


def peer(urls: list[str], port: int, folder: str, workers: int) -> dict[str, object]:
    from reader import make_reader

    phases = []
    reader = make_reader(f"{folder}/reader{workers}.db")
    for url in urls:
        reader.add_feed(url)
    for phase in range(len(PHASES)):
        turn(port, phase)
        runs = []
        for _ in range(times(phase, len(urls))):
            before, start = cpu([]), time.perf_counter()
            reader.update_feeds(scheduled=False, workers=workers)
            taken = time.perf_counter() - start
            runs.append((taken, cpu([]) - before))
        phases.append(halfway(runs))
    found = reader.get_entry_counts().total
    # reader may drop entries that left their feed; it never has more
    assert expected(len(urls)) - len(urls) <= found <= expected(len(urls)), found
    return {"seconds": [taken for taken, _ in phases], "cpu": [spent for _, spent in phases], "memory": peak([])}


def side(role: str, sources: list[int], hosts: int, port: int, parallel: int) -> Any:
    """What a process of its own says that plays this role."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.bench.polling", "--role", role, "--port", str(port), "--folder", folder]
        sizes = ["--sources", *map(str, sources), "--hosts", str(hosts), "--concurrency", str(parallel)]
        return json.loads(subprocess.run([*command, *sizes], check=True, stdout=subprocess.PIPE).stdout)


def compare(sources: int, hosts: int, port: int, rounds: int, concurrency: int, alone: bool) -> list[str]:
    """Prints a table; returns what is far from its target. Of several rounds the medians count."""
    mine, theirs, missed = [], [], []
    for _ in range(rounds):  # in turns, so that both meet the same machine
        mine.append(side("ours", [sources], hosts, port, concurrency))
        theirs += [] if alone else [(n, side("peer", [sources], hosts, port, n)) for n in PEER_WORKERS]

    def middle(runs: list[dict], what: str, phase: int) -> float:
        return statistics.median(run[what][phase] for run in runs) / sources * 1000

    print(f"{sources:,} sources on {hosts:,} hosts, {os.cpu_count()} cores, median of {rounds}")
    for phase, name in enumerate(PHASES):
        wall, used = middle(mine, "seconds", phase), middle(mine, "cpu", phase)
        line = f"{name:16} {1000 / wall:7,.0f} sources/s {used:6.2f} ms CPU a source"
        if theirs:
            by_workers = {n: [run for m, run in theirs if m == n] for n in PEER_WORKERS}
            best = min(by_workers.values(), key=lambda runs: middle(runs, "seconds", phase))
            other, spent = middle(best, "seconds", phase), middle(best, "cpu", phase)
            line += f"   reader {1000 / other:5,.0f}/s {spent:6.2f} ms   {other / wall:4.1f} times its rate"
            line += f" (target {TARGETS[phase]:.0f}), {spent / used:4.1f} times less CPU"
            if sources >= HELD_FROM and other / wall < SLACK * TARGETS[phase]:
                missed.append(f"{sources:,} sources, {name}: {other / wall:.1f} times the reader's rate")
        print(line)
    memory = max(run["memory"] for run in mine)
    line = f"memory at most   {memory:.0f} MiB with the workers (target {MAX_MIB:.0f})"
    if memory > MAX_MIB:
        missed.append(f"{sources:,} sources: {memory:.0f} MiB")
    print(line + (f"   reader {max(run['memory'] for _, run in theirs):.0f} MiB" if theirs else ""), flush=True)
    return missed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sources", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--hosts", type=int, default=0, help="how many hosts the sources share; 0: each has its own")
    parser.add_argument("--rounds", type=int, default=0, help="0: as many as the size needs to be steady")
    parser.add_argument("--concurrency", type=int, default=CONCURRENCY)
    parser.add_argument("--alone", action="store_true", help="without the `reader` package")
    parser.add_argument("--role", choices=("ours", "peer", "turns"), help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    args = parser.parse_args()
    # connections to many hosts at once, on both sides
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if args.role:
        urls = addresses(args.sources[0], args.hosts or args.sources[0], args.port)
        if args.role == "turns":
            result = uvloop.run(in_turns(args.sources, args.port, args.folder, args.concurrency))
        elif args.role == "ours":
            result = uvloop.run(ours(urls, args.port, args.folder, args.concurrency))
        else:
            result = peer(urls, args.port, args.folder, args.concurrency)
        print(json.dumps(result))
        return 0
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.feeds"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with server:
        port = int(server.stdout.readline())
        missed = []
        for n in args.sources:
            missed += compare(n, args.hosts or n, port, args.rounds or -(-ROUNDS_OF // n), args.concurrency, args.alone)
        if len(args.sources) > 1:
            costs = side("turns", args.sources, 0, port, args.concurrency)
            names = ", ".join(f"{cost:.3f} among {n:,}" for n, cost in zip(args.sources, costs, strict=True))
            print(
                f"an unchanged source, the sizes in turns: {names} ms CPU, {costs[-1] / costs[0]:.2f} times the first"
            )
        server.stdin.close()
    print(*(f"far from its target: {line}" for line in missed), sep="\n", end="\n" if missed else "")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
