"""The machine's clock leaps far ahead, and comes back: what that does, and that nothing is lost by it for good."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from talk import START, talk

from bot import app as apps
from bot.pipeline import prune

WEEK, YEAR = timedelta(days=7), timedelta(days=365)


@asynccontextmanager
async def ahead(chat, span):
    """The clock is ahead inside, for the time that it takes."""
    chat.clock.time += span
    yield
    chat.clock.time -= span
    await chat.app.pipeline.set_right()


def blast(chat, **after):
    chat.feeds.tell("Harbour Post", "Blast in Kabul market kills nine", "", START + timedelta(**after))


def times(pushed, wanted="Blast"):
    return [f"{time:%d %H:%M}" for time, _, text in pushed if wanted in text]


@pytest.mark.parametrize("span", [WEEK, YEAR])
async def test_briefings_come_at_their_hours_again_and_tell_what_was_read_meanwhile(span):
    async with talk() as chat:
        await chat.say("/follow kabul daily 19:00")
        await chat.say("/follow kandahar hourly")
        await chat.run(hours=2)
        blast(chat, hours=2, minutes=-5)
        async with ahead(chat, span):
            await chat.run(minutes=1)
        pushed = await chat.run(days=9)
        assert times(pushed, "1 ○ Blast") == ["14 19:00"]
        daily = times(pushed, "KABUL")
        assert daily == [f"{day} 19:00" for day in range(14, 23)]  # a week later too


async def test_news_that_broke_meanwhile_is_alerted_once():
    async with talk() as chat:
        await chat.say("/follow kabul now")
        async with ahead(chat, WEEK):
            blast(chat, minutes=-5)
            assert await chat.run(minutes=30) == []
        assert times(await chat.run(days=9)) == ["13 18:30"]


async def test_an_alert_that_waits_is_not_too_old_for_it():
    async with talk() as chat:
        await chat.say("/quiet 17:00-20:00")
        await chat.say("/follow kabul now")
        blast(chat, minutes=10)
        await chat.run(minutes=30)
        async with ahead(chat, WEEK + timedelta(hours=3)):
            assert times(await chat.run(minutes=1)) == []
        assert times(await chat.run(days=9)) == ["13 20:00"]


async def test_a_chat_that_telegram_made_wait_meanwhile_does_not_wait_for_that_week():
    async with talk() as chat:
        await chat.say("/follow kabul now")
        blast(chat, minutes=5)
        await chat.run(minutes=1)
        chat.sandbox.faults.add("sendMessage", kind="429", retry_after=600, times=1)
        async with ahead(chat, timedelta(minutes=20)):
            assert await chat.run(minutes=1) == []
        [(time, _, _)] = await chat.run(hours=1)
        assert time < START + timedelta(minutes=10)


async def test_a_source_that_stops_to_answer_afterwards_is_silent():
    async with talk() as chat:
        await chat.say("/follow kabul daily 23:00")
        async with ahead(chat, WEEK):
            await chat.run(minutes=1)
        chat.feeds.broken.update(("Harbour Post", "Meridian Wire"))
        [(_, _, text)] = await chat.run(hours=6)
        assert "Harbour Post" in text


async def test_a_start_after_the_clock_was_set_right_sets_right_what_was_written(tmp_path):
    database = tmp_path / "bot.db"
    async with talk(database=database) as chat:
        await chat.say("/follow kabul daily 19:00")
        chat.clock.time += WEEK
        await chat.run(minutes=1)
        chat.clock.time -= WEEK
        config = chat.app.config
        await chat.app.close()
        async with apps.build(config, chat.face, clock=chat.clock, inline=True) as app:
            assert await app.store.next_due() <= chat.clock.now()
            await app.pipeline.run_due()
            assert await app.store.next_due() < START + timedelta(days=1)


async def test_nothing_is_forgotten_until_the_clock_has_run_steadily():
    async with talk() as chat:
        pipeline, known = chat.app.pipeline, await chat.app.store.counts()

        async def hours(count):
            for _ in range(6 * count + 1):
                await prune.prune(pipeline)
                chat.clock.time += timedelta(minutes=10)
            return (await chat.app.store.counts())["articles"]

        await hours(2)
        chat.clock.time += YEAR
        await prune.prune(pipeline)
        chat.clock.time -= YEAR
        assert await hours(2) == known["articles"] > 0
        chat.clock.time += YEAR  # it is true: the bot was away
        assert await hours(2) == 0
