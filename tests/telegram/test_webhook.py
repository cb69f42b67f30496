"""The face behind a webhook, called by the sandbox as Telegram calls."""

import socket

import aiohttp
import pytest
from talk import START, Hand

from bot import app as apps
from bot.config import Config, StorageConfig, TelegramConfig
from bot.errors import UserError
from handlers.sandbox import Sandbox
from handlers.telegram import TelegramFace


async def test_webhook():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    sandbox = Sandbox(Hand(START))
    await sandbox.start()
    config = TelegramConfig(
        token=Sandbox.TOKEN,
        base_url=sandbox.base_url,
        webhook_url=f"http://127.0.0.1:{port}/hook",
        webhook_port=port,
        webhook_secret="open-sesame_1",
    )
    face = TelegramFace(config, paced=False)
    try:
        async with apps.build(
            Config(telegram=config, storage=StorageConfig(path=":memory:")), face, clock=Hand(START), inline=True
        ) as app:
            await face.start(app)
            try:
                await face.done(sandbox.say(1001, "/topics"))
                assert [m["text"] for m in sandbox.messages(1001)][1:] == [
                    "Nothing is followed yet. Start with: /follow kabul"
                ]
                async with aiohttp.ClientSession() as stranger:
                    for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "guess"}):
                        forged = {"update_id": 1, "message": {}}
                        async with stranger.post(config.webhook_url, json=forged, headers=headers) as answer:
                            assert answer.status == 403
                    right = {"X-Telegram-Bot-Api-Secret-Token": "open-sesame_1"}
                    async with stranger.post(config.webhook_url, data=b"not json", headers=right) as answer:
                        assert answer.status == 400
                # what the library cannot read is taken, so that it does not hold up what comes behind it
                sandbox.add_update("my_chat_member", {"chat": {"id": 1001, "type": "private"}, "new_chat_member": {}})
                await face.done(sandbox.say(1001, "/resume"))
                assert sandbox.messages(1001)[-1]["text"].startswith("Nothing was paused")
            finally:
                await face.stop()
    finally:
        await sandbox.close()


async def test_a_webhook_without_a_secret_is_refused_before_anything_is_sent():
    config = TelegramConfig(
        token=Sandbox.TOKEN, base_url="http://127.0.0.1:1/bot", webhook_url="https://bot.example/hook"
    )
    face = TelegramFace(config, paced=False)
    with pytest.raises(UserError, match="webhook_secret"):
        await face.start(None)
    await face.stop()
