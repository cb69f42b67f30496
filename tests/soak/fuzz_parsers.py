"""Damaged feeds by the thousand: `python -m tests.soak.fuzz_parsers --inputs 1000000 --seed 1`.

Every input is one of our fixtures, changed at random (the same for the same seed and number); each is read as the poller reads
it. An exception, a stall or a result that cannot be stored ends the run with the number to look at, and exit 1. Memory may
not grow. All cores share the work.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import os
import resource
import signal
import sys
import time
from contextlib import suppress
from functools import partial
from random import Random
from types import FrameType
from typing import NamedTuple

import msgspec

from bot.adapters.inflate import EncodingError, TooLargeError, unpack
from bot.errors import UserError
from bot.ingest import discovery, robots, websub
from bot.ingest.opml import read_opml, write_opml
from bot.ingest.parse import MAX_BODY, parse
from tests.ingest import test_kinds, test_parse, test_quickrss

SECONDS = 2.0  # of CPU for one input; the fixtures take some milliseconds
PATIENCE = 60.0  # seconds by the clock, on a busy machine: whoever waits for something outside is found by this
GROWTH = 200 * 1024  # KB above what its first block took, for a process
MAX_GIVEN_UP = 0.0001  # share of inputs; in very broken XML feedparser may meet what it does not expect
BLOCK = 1_000  # inputs that a process takes at a time
REPORT = 100_000
PAGE = "https://courier.example/en/"

OPML = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body><outline text="World">
<outline type="rss" text="Courier" xmlUrl="https://courier.example/rss"/></outline></body></opml>"""
FEED_WITH_HUB = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><link rel="hub" href="https://hub.example/"/>
<link rel="self" href="https://courier.example/atom"/><entry><id>1</id><title>Border closed</title></entry></feed>"""
FRONT_PAGE = b"""<!doctype html><html><head><meta charset="utf-8"><title>Courier</title>
<link rel="alternate" type="application/rss+xml" title="Courier" href="/rss">
<link rel="alternate" type="application/feed+json" href="a.json">
</head><body><a href="/feed/">RSS</a><p>News</p></body></html>"""
ROBOTS = b"""User-agent: *\nDisallow: /live\nAllow: /live/public$\nCrawl-delay: 10\nSitemap: https://courier.example/news.xml
User-agent: sitrep-bot\nDisallow: /*.pdf$\n"""
FIXTURES: tuple[bytes, ...] = (
    test_parse.RSS.encode(),
    test_quickrss.rss("".join(test_quickrss.QUICK[:18]), test_quickrss.CHANNELS[0]),
    test_parse.ATOM.encode(),
    test_parse.RDF.encode(),
    test_parse.RSS090.encode(),
    json.dumps(test_parse.JSON).encode(),
    test_kinds.live_page(test_kinds.UPDATES),
    test_kinds.SITEMAP.encode(),
    test_kinds.CHANNEL.encode(),
    test_kinds.ALERT.encode(),
    json.dumps(test_kinds.EVENTS).encode(),
    OPML,
    FEED_WITH_HUB,
    FRONT_PAGE,
    ROBOTS,
    gzip.compress(test_parse.RSS.encode(), mtime=0),
)
SPLINTERS = (
    b"<", b">", b"&", b'"', b"'", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<!DOCTYPE a [", b"</", b"/>", b"\0", b"\xff\xfe",
    b"\xc3", b"{", b"[", b"}", b"null", b"1e999", b"-1", b"NaN", b"&#0;", b"&#x110000;", b"&amp", b"9" * 400, b"\xed\xa0\x80",
    b"2021-13-45T99:99Z", b"<script type=ld+json>", b'encoding="utf-16"', b"xml:base='http://['", b"<item>", b"<entry>",
    b"</div>", b"data:", b"javascript:",
)  # fmt: skip


def damaged(number: int, seed: int) -> bytes:
    """The input of that number: one to six cuts, copies, flips, splinters or splices with another fixture."""
    random = Random(f"{seed}:{number}")
    body = random.choice(FIXTURES)
    for _ in range(random.randint(1, 6)):
        at = random.randrange(len(body) + 1)
        length = random.choice((1, 3, 20, 300))
        match random.randrange(6):
            case 0:
                body = body[:at] + body[at + length :]
            case 1:
                body = body[:at] + body[at : at + length] * random.choice((2, 3, 50)) + body[at:]
            case 2 if body:
                spot = min(at, len(body) - 1)
                body = body[:spot] + bytes([body[spot] ^ 1 << random.randrange(8)]) + body[spot + 1 :]
            case 3:
                body = body[:at] + random.choice(SPLINTERS) * random.choice((1, 1, 2, 200)) + body[at:]
            case 4:
                other = random.choice(FIXTURES)
                start = random.randrange(len(other))
                body = body[:at] + other[start : start + length * 10] + body[at:]
            case _:
                body = body[:at]
    return body


def stalled(signal_number: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"took over {SECONDS} s of CPU, or {PATIENCE} s in all")


def read(body: bytes) -> bool:
    """Whether a library below gave up on it (which is then named as the source's problem). Raises where reading fails or
    gives what cannot be stored."""
    feed = parse(body, PAGE)
    if not feed.kind and not feed.problems:
        raise AssertionError("neither a feed nor a reason")
    msgspec.json.encode(feed)
    if not all(entry.id for entry in feed.entries):
        raise AssertionError("an entry without an id")
    with suppress(UserError):  # the clear answer to what is no OPML
        write_opml(read_opml(body))
    with suppress(
        EncodingError, TooLargeError, StopIteration
    ):  # the last: it came to its end, for it waits for nothing
        unpack(body, MAX_BODY).send(None)
    discovery.feeds(body, PAGE)
    websub.offered(body, PAGE)
    robots.verdict(body, PAGE)
    return any(problem.startswith("This could not be read (") for problem in feed.problems)


def peak() -> int:
    """KB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


class Block(NamedTuple):
    """What a run of inputs came to. `failure` is a line; the process has ended at that input."""

    process: int
    peak: int  # KB of the process so far
    slowest: tuple[float, int] = (0.0, 0)  # seconds, number
    given_up: int = 0
    failure: str = ""


def run(numbers: range, seed: int) -> Block:
    for alarm in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(alarm, stalled)
    slowest, given_up = (0.0, 0), 0
    for number in numbers:
        body = damaged(number, seed)
        start = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)
        try:
            given_up += read(body)
        except Exception as error:
            failure = f"input {number} of seed {seed}: {type(error).__name__}: {error}"
            return Block(os.getpid(), peak(), slowest, given_up, failure)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.setitimer(signal.ITIMER_REAL, 0)
        slowest = max(slowest, (time.process_time() - start, number))
    return Block(os.getpid(), peak(), slowest, given_up)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--inputs", type=int, default=1_000_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--start", type=int, default=0, help="the number of the first input: to see one again")
    options.add_argument("--processes", type=int, default=os.cpu_count())
    given = options.parse_args()
    begun, last = time.monotonic(), given.start + given.inputs
    blocks = [range(start, min(start + BLOCK, last)) for start in range(given.start, last, BLOCK)]
    slowest, given_up, done = (0.0, 0), 0, 0
    warm: dict[int, int] = {}  # what each process took with its first block
    peaks: dict[int, int] = {}
    with multiprocessing.get_context("fork").Pool(given.processes) as pool:
        for block in pool.imap_unordered(partial(run, seed=given.seed), blocks):
            if block.failure:
                print(block.failure, file=sys.stderr)
                return 1
            slowest, given_up = max(slowest, block.slowest), given_up + block.given_up
            warm.setdefault(block.process, block.peak)
            peaks[block.process] = max(block.peak, peaks.get(block.process, 0))
            done += BLOCK
            if done % REPORT == 0:
                print(f"{done:,} after {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    took = time.monotonic() - begun
    grown = max(peaks[process] - warm[process] for process in peaks)
    print(
        f"{given.inputs:,} inputs in {took:.0f} s ({given.inputs / took:,.0f} a second) by {len(peaks)} processes, "
        f"no crash, no stall. Slowest: {slowest[0] * 1000:.0f} ms (input {slowest[1]})."
    )
    print(f"Memory of a process: {max(peaks.values()) // 1024} MB at most, {grown // 1024} MB grown.")
    print(f"Given up, with a problem that says so: {given_up}.")
    return int(grown > GROWTH or given_up > 10 + given.inputs * MAX_GIVEN_UP)


if __name__ == "__main__":
    sys.exit(main())
