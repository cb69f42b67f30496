"""When the stages work: APScheduler's ticks, and the machine's clock, which may be wrong."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.desk import AHEAD
from bot.errors import SitrepError
from bot.pipeline import Pipeline

if TYPE_CHECKING:
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)

EVERY = {
    "poll": 5.0,
    "push": 5.0,
    "analyse": 1.0,
    "brief": 2.0,
    "send": 1.0,
    "prune": 600.0,
}  # seconds: due times live in rows, a tick only looks
LAST_WORD = 20.0  # seconds that work in flight gets to finish on SIGTERM; its lease brings back what does not
WATCH = 5.0  # seconds between two looks at whether the clock was set back


class SystemClock:
    """The machine's clock. Where that is set back by minutes, time stands until it has made up for them: what was told before
    what was seen must stay before it. Set back further, it is believed."""

    def __init__(self) -> None:
        self.last = datetime.min.replace(tzinfo=UTC)

    def now(self) -> datetime:
        now = datetime.now(UTC)
        self.last = self.last + timedelta.resolution if now <= self.last <= now + AHEAD else now
        return self.last


async def run(pipeline: Pipeline, stop: asyncio.Event, every: Mapping[str, float]) -> None:
    """Works until `stop` is set, then finishes what is in flight. `every`: seconds between a stage's ticks."""
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    stages = {
        "poll": pipeline.poll,
        "push": pipeline.push,
        "analyse": pipeline.analyse,
        "brief": pipeline.brief,
        "send": pipeline.send,
        "prune": pipeline.prune,
    }
    busy: set[asyncio.Task[int]] = set()
    trouble = ""  # the last line of it; said once, not at every tick

    async def tick(name: str, stage: Callable[[], Awaitable[int]]) -> None:
        nonlocal trouble
        if stop.is_set():
            return
        task = asyncio.ensure_future(until_idle(stage, stop))
        busy.add(task)
        try:
            if await asyncio.shield(task) and trouble:
                log.warning("%s: it works again", name)
                trouble = ""
        except SitrepError as error:
            if str(error) != trouble:
                log.error("%s: %s", name, error)
            trouble = str(error)
        except Exception:
            log.exception("a bug in stage %s; its work comes back when the lease ends", name)
        finally:
            busy.discard(task)

    scheduler = AsyncIOScheduler(timezone=UTC)
    for name, seconds in every.items():
        scheduler.add_job(
            tick,
            "interval",
            (name, stages[name]),
            seconds=seconds,
            id=name,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
            next_run_time=datetime.now(UTC),
        )

    scheduler.start()
    watching = asyncio.create_task(watch(scheduler, pipeline))
    try:
        await stop.wait()
    finally:
        watching.cancel()
        scheduler.pause()
        last = asyncio.get_running_loop().time() + LAST_WORD
        if busy:
            await asyncio.wait(busy, timeout=LAST_WORD)
        await pipeline.finish(max(0.0, last - asyncio.get_running_loop().time()))
        scheduler.shutdown(wait=False)


async def watch(scheduler: AsyncIOScheduler, pipeline: Pipeline) -> None:
    """APScheduler goes by the machine's clock: set back, it would not tick until that has made up for it. Nor would
    sources be polled."""
    wrong = False
    while True:
        before = datetime.now(UTC)
        await asyncio.sleep(WATCH)
        if (back := before - datetime.now(UTC)) > timedelta():
            log.warning("the machine's clock was set back by %s", back)
            for job in scheduler.get_jobs():
                job.modify(next_run_time=datetime.now(UTC))
        wrong = wrong or back > AHEAD
        if wrong:
            with suppress(SitrepError):  # storage cannot take it now
                await pipeline.set_right()
                wrong = False


async def until_idle(stage: Callable[[], Awaitable[int]], stop: asyncio.Event) -> int:
    """Runs a stage until it finds nothing due."""
    total = 0
    while not stop.is_set() and (done := await stage()):
        total += done
    return total
