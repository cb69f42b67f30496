"""Turns: one at a time, in order, and nothing is lost with those who give up."""

import asyncio

import pytest

from bot.adapters.turns import Turns


async def hold(turns: Turns, name: str, log: list[str], until: asyncio.Event) -> None:
    await turns.take("a")
    log.append(name)
    try:
        await until.wait()
    finally:
        turns.give("a")


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def started(turns: Turns, log: list[str], names: str) -> dict[str, tuple[asyncio.Task[None], asyncio.Event]]:
    events = {name: asyncio.Event() for name in names}
    return {name: (asyncio.create_task(hold(turns, name, log, event)), event) for name, event in events.items()}


async def test_one_at_a_time_in_the_order_they_came() -> None:
    turns, log = Turns(), []
    those = started(turns, log, "xyz")
    for number, (task, event) in enumerate(those.values(), 1):
        await settle()
        assert log == list("xyz"[:number])
        event.set()
        await task
    assert not turns._waiting


async def test_names_do_not_wait_for_each_other() -> None:
    turns = Turns()
    await turns.take("a")
    await turns.take("b")


async def test_nobody_comes_between_who_gives_and_who_waits() -> None:
    turns, log = Turns(), []
    await turns.take("a")
    those = started(turns, log, "x")
    await settle()
    turns.give("a")
    late = started(turns, log, "y")  # it asks before x has run
    await settle()
    assert log == ["x"]
    for task, event in (*those.values(), *late.values()):
        event.set()
        await task
    assert log == ["x", "y"]


@pytest.mark.parametrize("given", [False, True], ids=["while it waits", "when it has just become its turn"])
async def test_one_that_is_cancelled_passes_it_on(given: bool) -> None:
    turns, log = Turns(), []
    await turns.take("a")
    those = started(turns, log, "xy")
    await settle()
    if given:
        turns.give("a")
    those["x"][0].cancel()
    await settle()
    if not given:
        turns.give("a")
        await settle()
    assert log == ["y"]
    those["y"][1].set()
    await those["y"][0]
    with pytest.raises(asyncio.CancelledError):
        await those["x"][0]
    assert not turns._waiting


async def test_one_that_is_cancelled_last_leaves_it_free() -> None:
    turns, log = Turns(), []
    await turns.take("a")
    ((task, _),) = started(turns, log, "x").values()
    await settle()
    turns.give("a")
    task.cancel()
    await settle()
    assert not turns._waiting
    assert log == []
