from __future__ import annotations

import asyncio

import pytest
from aiohttp import ClientConnectionError, web
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TelegramError

from handlers.sandbox import Sandbox
from handlers.sandbox.faults import Faults, RateLimits

PERSON, CHANNEL = 1001, -1002000000001


async def test_too_many_requests(api, bot: Bot, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without it RetryAfter warns
    fault = sandbox.faults.add("sendMessage", kind="429", retry_after=7, times=2)
    answer = await api("sendmessage", chat_id=PERSON, text="x")
    assert answer == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    with pytest.raises(RetryAfter):
        await bot.send_message(PERSON, "x")
    assert (await bot.send_message(PERSON, "x")).text == "x"
    assert (fault.hits, len(sandbox.messages(PERSON))) == (2, 1)


async def test_faults_of_one_chat_or_method(bot: Bot, sandbox: Sandbox) -> None:
    sandbox.faults.add("sendMessage", CHANNEL, kind="500")
    assert await bot.get_me()
    assert await bot.send_message(PERSON, "x")
    with pytest.raises(NetworkError, match="Internal Server Error"):
        await bot.send_message("@field_desk_briefings", "x")
    sandbox.faults.add(kind="502", times=99)
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.get_me()
    sandbox.faults.clear()
    assert await bot.get_me()
    with pytest.raises(ValueError, match="unknown fault 'flood'"):
        Faults().add(kind="flood")  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "performed"), [("drop", 1), ("drop_before", 0), ("malformed", 1)])
async def test_broken_answers(bot: Bot, sandbox: Sandbox, kind: str, performed: int) -> None:
    sandbox.faults.add("sendMessage", kind=kind)  # type: ignore[arg-type]
    with pytest.raises(TelegramError):
        await bot.send_message(PERSON, "x")
    assert len(sandbox.messages(PERSON)) == performed
    assert (await bot.send_message(PERSON, "y")).text == "y"


async def test_no_answer_at_all(api, sandbox: Sandbox) -> None:
    url = f"{sandbox.base_url}{sandbox.token}/sendMessage"

    async def asking() -> asyncio.Task:
        """A request that has come in and waits for its answer."""
        sandbox.faults.add("sendMessage", kind="timeout")
        waiting = asyncio.create_task(api.session.post(url, json={"chat_id": PERSON, "text": "x"}))
        await sandbox.until(lambda: not sandbox.faults.queue)
        return waiting

    (await asking()).cancel()  # a client that gives up
    waiting = await asking()
    await sandbox.close()
    with pytest.raises(ClientConnectionError):
        await waiting
    assert sandbox.messages(PERSON) == []


def test_limits_are_off_at_first() -> None:
    limits = RateLimits()
    assert [limits.check(1, group=False, paid=False, now=0.0) for _ in range(1000)] == [None] * 1000


def test_one_chat_gets_one_a_second_after_a_burst() -> None:
    limits = RateLimits(enabled=True)
    waits = [limits.check(1, group=False, paid=False, now=0.0) for _ in range(5)]
    assert waits == [None, None, None, 1, 1]
    assert [limits.check(1, group=False, paid=False, now=float(second)) for second in range(1, 10)] == [None] * 9
    assert limits.check(2, group=False, paid=False, now=0.0) is None


def test_a_group_gets_twenty_a_minute() -> None:
    limits = RateLimits(enabled=True)
    assert [limits.check(1, group=True, paid=False, now=n / 4) for n in range(20)] == [None] * 20
    assert limits.check(1, group=True, paid=False, now=20.0) == 40
    assert limits.check(1, group=True, paid=False, now=60.0) is None


@pytest.mark.parametrize(("paid", "most"), [(False, 30), (True, 1000)])
def test_the_bot_as_a_whole(paid: bool, most: int) -> None:
    limits = RateLimits(enabled=True)
    waits = [limits.check(chat, group=False, paid=paid, now=0.0) for chat in range(most + 1)]
    assert waits == [None] * most + [1]
    assert limits.check(most, group=False, paid=paid, now=1.0) is None


async def test_limits_over_http(api, sandbox: Sandbox, clock) -> None:
    sandbox.limits.enabled = True
    for _ in range(3):
        await api.result("sendMessage", chat_id=PERSON, text="x")
    assert await api.error("sendMessage", chat_id=PERSON, text="x") == "Too Many Requests: retry after 1"
    assert await api.result("sendChatAction", chat_id=PERSON, action="typing")
    clock.forward(1)
    await api.result("editMessageText", chat_id=PERSON, message_id=1, text="y")


async def test_others_mount_their_routes(clock) -> None:
    async def page(request: web.Request) -> web.Response:
        return web.Response(text="page")

    sandbox = Sandbox(clock)
    sandbox.mount(lambda app: app.router.add_get("/", page) and None)
    await sandbox.start()
    reader, writer = await asyncio.open_connection("127.0.0.1", sandbox.port)
    answers = []
    for host in (f"localhost:{sandbox.port}", "evil.example"):
        writer.write(f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        answers.append((int(head.split()[1]), (await reader.readexactly(length)).decode()))
    writer.close()
    await sandbox.close()
    assert answers == [(200, "page"), (403, "Forbidden: this server answers on 127.0.0.1 only\n")]
