"""Workers that can be killed. Task functions are standard library ones: a spawned process must find them by name."""

import asyncio
import math
import os
import sys
import time
from multiprocessing import active_children

import pytest

from bot.adapters.workers import InlineWorkers, ProcessWorkers, WorkerCrashError
from bot.ingest.parse import parse

LONG = 60.0


@pytest.fixture
async def workers():
    made = ProcessWorkers(max_workers=1)
    yield made
    await made.close()
    assert active_children() == []


async def test_a_life_of_a_pool(workers: ProcessWorkers) -> None:
    """One test for many things, because each start of a process takes time."""
    assert active_children() == []  # nothing before the first task
    first = await workers.run(os.getpid, timeout=LONG)
    assert first != os.getpid()
    feed = await workers.run(
        parse, b"<rss><channel><item><title>t</title></item></channel></rss>", "http://x/", timeout=LONG
    )
    assert feed.entries[0].title == "t"
    with pytest.raises(ValueError, match="math domain"):
        await workers.run(math.sqrt, -1, timeout=LONG)
    with pytest.raises(RuntimeError, match="worker died"):
        await workers.run(os._exit, 3, timeout=LONG)
    second = await workers.run(os.getpid, timeout=LONG)
    assert second != first
    with pytest.raises(TimeoutError):
        await workers.run(time.sleep, 600, timeout=0.2)
    assert await workers.run(os.getpid, timeout=LONG) != second


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system does not count a process's memory")
async def test_what_takes_more_memory_than_a_worker_has_ends_and_the_worker_is_replaced() -> None:
    workers = ProcessWorkers(max_workers=1, max_memory=256 * 1024 * 1024)
    first = await workers.run(os.getpid, timeout=LONG)
    assert len(await workers.run(bytes, 64 * 1024 * 1024, timeout=LONG)) == 64 * 1024 * 1024
    with pytest.raises(MemoryError, match="over 256 MB"):
        await workers.run(bytearray, 300 * 1024 * 1024, timeout=LONG)
    assert await workers.run(os.getpid, timeout=LONG) != first
    await workers.close()


async def test_an_idle_worker_killed_from_outside_is_replaced(workers: ProcessWorkers) -> None:
    pid = await workers.run(os.getpid, timeout=LONG)
    os.kill(pid, 9)
    for child in active_children():
        if child.pid == pid:
            await asyncio.to_thread(child.join)
    assert await workers.run(os.getpid, timeout=LONG) != pid


async def test_closing_ends_what_runs(workers: ProcessWorkers) -> None:
    await workers.run(os.getpid, timeout=LONG)
    task = asyncio.create_task(workers.run(time.sleep, 600, timeout=LONG))
    await asyncio.sleep(0)
    await workers.close()
    with pytest.raises(WorkerCrashError):  # had close waited for it, a TimeoutError
        await task
    with pytest.raises(RuntimeError, match="closed"):
        await workers.run(os.getpid, timeout=LONG)
    await workers.close()


async def test_closing_what_never_ran() -> None:
    await ProcessWorkers().close()


async def test_inline() -> None:
    workers = InlineWorkers()
    assert await workers.run(os.getpid, timeout=1) == os.getpid()
    with pytest.raises(ValueError, match="math domain"):
        await workers.run(math.sqrt, -1, timeout=1)
    await workers.close()
