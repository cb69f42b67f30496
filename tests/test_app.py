"""The machine's clock, and what keeps time by it."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot import app as apps
from bot.config import Config, StorageConfig
from bot.model import Source
from bot.pipeline import ticks

NOON = datetime(2021, 8, 13, 12, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


class Wall(datetime):
    """What the machine says that it is."""

    at: datetime | None = None  # None: as it is, but for `ahead`
    ahead = timedelta()

    @classmethod
    def now(cls, tz=None):
        return cls.at or datetime.now(tz) + cls.ahead


@pytest.mark.parametrize(
    ("says", "stands"),
    [
        ([NOON, NOON + SECOND, NOON + HOUR], [False, False, False]),
        ([NOON, NOON - 9 * MINUTE, NOON - 8 * MINUTE, NOON, NOON + SECOND], [False, True, True, True, False]),
        ([NOON, NOON - 15 * MINUTE, NOON + MINUTE], [False, True, False]),
        ([NOON, NOON - HOUR, NOON - HOUR + SECOND], [False, False, False]),  # it was wrong altogether
        ([NOON - 9_999 * HOUR, NOON], [False, False]),
    ],
)
def test_time_stands_where_the_clock_is_set_back_by_minutes(monkeypatch, says, stands):
    monkeypatch.setattr(ticks, "datetime", Wall)
    clock, told = ticks.SystemClock(), []
    for moment in says:
        monkeypatch.setattr(Wall, "at", moment)
        told.append(clock.now())
    assert [time != said for time, said in zip(told, says, strict=True)] == stands
    assert all(time - says[0] < SECOND for time, stood in zip(told, stands, strict=True) if stood)
    ordered = [after > before for before, after, stood in zip(told, told[1:], stands[1:], strict=False) if stood]
    assert all(ordered)  # what is seen later is told as later


@pytest.mark.parametrize(("back", "anew"), [(10 * MINUTE, False), (9 * HOUR, True)])
async def test_ticks_go_on_where_the_clock_is_set_back(monkeypatch, caplog, back, anew):
    monkeypatch.setattr(ticks, "datetime", Wall)
    monkeypatch.setattr("apscheduler.schedulers.base.datetime", Wall)
    monkeypatch.setattr(ticks, "WATCH", 0.01)
    ticked, stop = asyncio.Semaphore(0), asyncio.Event()
    store = StorageConfig(path=":memory:")
    async with apps.build(Config(storage=store), clock=ticks.SystemClock(), inline=True) as app:

        async def poll():
            ticked.release()
            return 0

        app.pipeline.poll = poll
        await app.store.add_source(Source(url="https://harbour.example/feed"), Wall.now(UTC) + HOUR)
        running = asyncio.create_task(app.run(stop, {"poll": 0.01}))
        async with asyncio.timeout(20):
            await ticked.acquire()
            monkeypatch.setattr(Wall, "ahead", -back)
            while "was set back" not in caplog.text:
                await ticked.acquire()
            for _ in range(3):
                await ticked.acquire()
        stop.set()
        await running
        due = await app.store.claim("poll", Wall.now(UTC), lease=HOUR, limit=9)
        assert bool(due) == anew
