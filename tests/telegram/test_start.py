"""Signing in where Telegram has troubles of its own."""

import asyncio
import ssl
from contextlib import asynccontextmanager

import pytest
from talk import START, Hand

from bot.config import TelegramConfig
from bot.errors import UserError
from handlers.cli.running import unless
from handlers.sandbox import Sandbox
from handlers.telegram import TelegramFace
from handlers.telegram.incoming import trusted


@asynccontextmanager
async def stage():
    sandbox = Sandbox(Hand(START))
    await sandbox.start()
    face = TelegramFace(TelegramConfig(token=Sandbox.TOKEN, base_url=sandbox.base_url), paced=False)
    try:
        yield sandbox, face
    finally:
        await face.stop()
        await sandbox.close()


@pytest.mark.parametrize(
    ("method", "kind"),
    [("getMe", "429"), ("setMyCommands", "429"), ("deleteWebhook", "429"), ("deleteWebhook", "502")],
)
async def test_it_starts_once_telegram_lets_it(monkeypatch, method, kind):
    monkeypatch.setattr("handlers.telegram.surface.seconds", lambda error: 0.0)
    async with stage() as (sandbox, face):
        fault = sandbox.faults.add(method, kind=kind, retry_after=1)
        await asyncio.wait_for(face.start(None), 20)
        assert (fault.hits, face.username) == (1, "sitrep_sandbox_bot")


async def test_a_wait_of_an_hour_is_said_in_one_line():
    async with stage() as (sandbox, face):
        sandbox.faults.add("getMe", kind="429", retry_after=3600)
        with pytest.raises(UserError, match="asks to wait for 3600 s"):
            await face.start(None)


@pytest.mark.parametrize(("method", "kind"), [("getMe", "429"), ("deleteWebhook", "502")])
async def test_a_start_that_waits_can_be_stopped(method, kind):
    async with stage() as (sandbox, face):
        fault = sandbox.faults.add(method, kind=kind, retry_after=200, times=1000)
        stop = asyncio.Event()
        starting = asyncio.create_task(unless(stop, face.start(None)))
        async with asyncio.timeout(20):
            while not fault.hits:  # noqa: ASYNC110 - the sandbox counts, and tells nobody
                await asyncio.sleep(0)
            stop.set()
            assert not await starting


def test_all_requests_are_checked_by_certificates_that_are_read_once():
    made = [TelegramFace(TelegramConfig(token=Sandbox.TOKEN), paced=False) for _ in range(2)]
    assert trusted.cache_info().misses == 1
    assert trusted().verify_mode is ssl.CERT_REQUIRED
    assert trusted().check_hostname
    for request in (request for face in made for request in face.application.bot._request):
        assert request._client_kwargs["verify"] is trusted()
