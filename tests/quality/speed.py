"""How fast one core is, and what the live window costs. Printed only: machines are noisy."""

from __future__ import annotations

import itertools
import resource
import statistics
import time
from collections.abc import Iterator
from datetime import timedelta

from msgspec.structs import replace

from bot import offline
from bot.model import Article
from bot.understand import stories
from tests.quality.measures import Absent, lines

ITEMS = 6_000  # analysed end to end
SIZES = (1_000, 10_000, 100_000)  # of the window
PROBED = 400  # items placed at each size, timed one by one
SPAN = timedelta(days=29)  # the window forgets what is older than 30 days
LIMIT = 100.0  # seconds for filling the window; what is not reached by then is said


def resident() -> float:
    """Memory of this process at its peak, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def stream(items: list[Article]) -> Iterator[Article]:
    """As many different articles as are asked for: beyond the real ones, one's headline with another's text, in order of time
    over a month."""
    start = min(a.published for a in items if a.published)
    for n in itertools.count():
        turn, at = divmod(n, len(items))
        head, body = items[at], items[(at + 7 * turn) % len(items)]
        yield replace(
            body,
            id=str(n),
            title=head.title,
            terms=head.terms | body.terms if turn else head.terms,
            places=(
                *(p for p in head.places if p.field == "title"),
                *(p for p in body.places if p.field == "text"),
            ),
            published=start + SPAN * (n / (SIZES[-1] + PROBED * len(SIZES))),
        )


def report() -> Iterator[str]:
    try:
        texts = list(itertools.islice(lines("news/2021.items.jsonl.gz"), 24_000))
    except Absent as absent:
        yield f"speed: not measured, {absent} is not here"
        return
    sample = texts[-ITEMS:]
    list(offline.analyse(sample[:200]))  # the tables are read once
    began = time.perf_counter()
    count = sum(1 for _ in offline.analyse(sample))
    yield f"analyse, end to end: {count / (time.perf_counter() - began):,.0f} items/s on one core ({count:,} items)"
    articles = [a for a in offline.placed(offline.read_items(sample)) if isinstance(a, Article)]
    more = stream(articles)
    window, held, began, before = stories.Window(), 0, time.perf_counter(), resident()
    first = 0.0
    for size in SIZES:
        while held < size:
            stories.place(window, next(more))
            held += 1
            if held % 1_000 == 0 and time.perf_counter() - began > LIMIT:
                yield f"place() with {size:,} in the window: not reached in {LIMIT:.0f} s (at {held:,})"
                return
        times = []
        for article in itertools.islice(more, PROBED):
            start = time.perf_counter()
            stories.place(window, article)
            times.append(time.perf_counter() - start)
        held += PROBED
        mean = statistics.mean(times)
        first = first or mean
        yield (f"place() with {size:,} in the window: {mean * 1e3:.2f} ms an item, {mean / first:.1f} times the first; "
               f"window at most {resident() - before:.0f} MB, process {resident():.0f} MB")  # fmt: skip


if __name__ == "__main__":
    for line in report():
        print(line, flush=True)
