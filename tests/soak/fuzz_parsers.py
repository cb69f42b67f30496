"""Damaged feeds by the thousand: `python -m tests.soak.fuzz_parsers --inputs 1000000 --seed 1`.

Every input is one of our fixtures, changed at random (the same for the same seed and number); each is read as the poller reads
it. An exception, a stall or a result that cannot be stored ends the run with the number to look at, and exit 1. Memory may
not grow.
"""

from __future__ import annotations

import argparse
import json
import resource
import signal
import sys
import time
from contextlib import suppress
from random import Random
from types import FrameType

import msgspec

from bot.errors import UserError
from bot.ingest.opml import read_opml
from bot.ingest.parse import parse
from tests.ingest import test_kinds, test_parse

SECONDS = 2.0  # for one input; the fixtures take some milliseconds
GROWTH = 200 * 1024  # KB above what the first thousand inputs took
MAX_GIVEN_UP = 0.001  # share of inputs; feedparser has faults of its own in very broken XML
WARM_UP = 1_000
PAGE = "https://courier.example/en/"

OPML = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body><outline text="World">
<outline type="rss" text="Courier" xmlUrl="https://courier.example/rss"/></outline></body></opml>"""
FIXTURES: tuple[bytes, ...] = (
    test_parse.RSS.encode(),
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
    raise TimeoutError(f"took over {SECONDS} s")


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
        read_opml(body)
    return any(problem.startswith("This could not be read (") for problem in feed.problems)


def peak() -> int:
    """KB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--inputs", type=int, default=1_000_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--start", type=int, default=0, help="the number of the first input: to see one again")
    given = options.parse_args()
    signal.signal(signal.SIGALRM, stalled)
    begun, slowest, warm, given_up = time.monotonic(), (0.0, 0), 0, 0
    for count, number in enumerate(range(given.start, given.start + given.inputs)):
        body = damaged(number, given.seed)
        start = time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        try:
            given_up += read(body)
        except Exception as error:
            print(f"input {number} of seed {given.seed}: {type(error).__name__}: {error}", file=sys.stderr)
            return 1
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        slowest = max(slowest, (time.monotonic() - start, number))
        if count == WARM_UP:
            warm = peak()
    took = time.monotonic() - begun
    grown = peak() - warm if warm else 0
    print(f"{given.inputs:,} inputs in {took:.0f} s ({given.inputs / took:,.0f} a second), no crash, no stall.")
    print(
        f"Slowest: {slowest[0] * 1000:.0f} ms (input {slowest[1]}). Memory: {peak() // 1024} MB, {grown // 1024} MB grown."
    )
    print(f"Given up, with a problem that says so: {given_up}.")
    return int(grown > GROWTH or given_up > 10 + given.inputs * MAX_GIVEN_UP)


if __name__ == "__main__":
    sys.exit(main())
