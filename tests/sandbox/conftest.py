from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientSession
from telegram import Bot

from handlers.sandbox import Sandbox
from handlers.telegram.incoming import Requests


class Hands:
    """A clock, and a steady clock, that stand until a test moves them."""

    def __init__(self) -> None:
        self.time = datetime(2021, 8, 13, 18, 0, tzinfo=UTC)
        self.steady = 0.0

    def now(self) -> datetime:
        return self.time

    def forward(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)
        self.steady += seconds


class Api:
    """The Bot API, called by hand: no library smooths anything over."""

    def __init__(self, session: ClientSession, sandbox: Sandbox) -> None:
        self.session, self.sandbox = session, sandbox

    async def __call__(self, method: str, **params: Any) -> dict[str, Any]:
        async with self.session.post(f"{self.sandbox.base_url}{self.sandbox.token}/{method}", json=params) as answer:
            body: dict[str, Any] = await answer.json()
            assert answer.status == (200 if body["ok"] else body["error_code"])
            return body

    async def result(self, method: str, **params: Any) -> Any:
        body = await self(method, **params)
        assert body["ok"], body
        return body["result"]

    async def error(self, method: str, **params: Any) -> str:
        body = await self(method, **params)
        assert not body["ok"], body
        return str(body["description"])


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
async def sandbox(clock: Hands) -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(clock, monotonic=lambda: clock.steady, webhook_retry=0.01)
    await sandbox.start()
    yield sandbox
    await sandbox.close()


@pytest.fixture
async def api(sandbox: Sandbox) -> AsyncIterator[Api]:
    async with ClientSession() as session:
        yield Api(session, sandbox)


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    hands = {"request": Requests(), "get_updates_request": Requests(connection_pool_size=1)}
    async with Bot(sandbox.token, base_url=sandbox.base_url, base_file_url=sandbox.file_url, **hands) as bot:
        yield bot
