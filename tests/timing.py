"""What tests may say of time: CPU seconds, against those of something harmless in the same run. An absolute time fails on a
busy machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache

from bot.ingest.parse import parse

_ITEM = (
    "<item><title>Border road {0} closed</title><guid>{0}</guid><description>&lt;p&gt;Lorries wait in a line of several "
    "kilometres, two residents said.&lt;/p&gt;</description></item>"
)
# an attribute that the quick reader leaves to feedparser, the slowest way that an honest feed is read
HARMLESS = f"<rss version='2.0'><channel honest='1'>{''.join(map(_ITEM.format, range(1_000)))}</channel></rss>".encode()


def cpu(job: Callable[[], object]) -> float:
    """The CPU seconds of this process while the job runs."""
    start = time.process_time()
    job()
    return time.process_time() - start


@cache
def harmless() -> float:
    """The CPU seconds that five honest feeds of a thousand items take to read here, about one: a measure for hostile ones."""
    once = lambda: parse(HARMLESS, "https://courier.example/rss")  # noqa: E731
    once()  # what is imported and compiled the first time
    return cpu(lambda: [once() for _ in range(5)])
