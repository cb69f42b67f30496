"""The same talk against somebody else's double of Telegram (lo-bot-api-emulator): what we say to our own must not be our
own invention. It models no members and no channels, so the private chat is what can be compared."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from lo_bot_api_emulator import LoBotApiEmulator
from talk import START, Feeds, Hand, kabul_news, talk

from bot import app as apps
from bot.config import Config, PollingConfig, SourceConfig, StorageConfig, TelegramConfig
from handlers.sandbox import Sandbox
from handlers.telegram import TelegramFace

TOKEN = "123456:" + "a" * 35
PERSON = {"id": 1001, "is_bot": False, "first_name": "Mara", "language_code": "en"}
TALK = [
    "/start",
    "/help",
    "/latest kabul",
    "/latest kabul",
    "/latest kandahar 3d",
    "kabul",
    "/follow kabul",
    "/schedule kabul daily 07:30",
    "/timezone asia/kabul",
    "/quiet 22-7",
    "/topics",
    "/status",
    "/sources",
    "/schedule never mind",
    "/pause",
    "/resume",
    "/unfollow kabul",
    "/nonsense",
]


class Double(LoBotApiEmulator):
    """The emulator, with an ear. What its contract does not know yet is taken off."""

    def __init__(self):
        super().__init__()
        self.said = []

    async def read_request(self, request):
        fields, uploads = await super().read_request(request)
        fields.pop("link_preview_options", None)
        if request.match_info["method"] == "sendMessage":
            self.said.append((fields["text"], fields.get("reply_markup")))
        return fields, uploads


@asynccontextmanager
async def double(clock):
    emulator = Double()
    feeds = Feeds(clock, ["Harbour Post", "Meridian Wire"])
    kabul_news(feeds, "Harbour Post", "Meridian Wire")
    served = emulator.app()
    feeds.routes(served)
    runner = web.AppRunner(served, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    config = Config(
        telegram=TelegramConfig(token=TOKEN, base_url=f"{address}/bot"),
        storage=StorageConfig(path=":memory:"),
        polling=PollingConfig(allow_private=True),
        sources=tuple(SourceConfig(url=address + path, name=name) for path, name in feeds.paths.items()),
    )
    face = TelegramFace(config.telegram, paced=False)
    try:
        async with apps.build(config, face, clock=clock, inline=True) as app:
            await face.start(app)
            try:
                await app.pipeline.run_due()
                yield emulator, face
            finally:
                await face.stop()
    finally:
        await runner.cleanup()


async def say(emulator, face, text, number):
    message = {"message_id": 100 + number, "date": int(START.timestamp()), "from": PERSON, "text": text}
    message["chat"] = {"id": 1001, "type": "private", "first_name": "Mara"}
    update = await emulator.enqueue_update({"message": message}, token=TOKEN)
    await face.done(update if isinstance(update, int) else update["update_id"])


async def test_the_same_talk_on_both_doubles():
    async with talk() as chat:
        ours = [await chat.say(text) for text in TALK]
    async with double(Hand(START)) as (emulator, face):
        theirs = []
        for number, text in enumerate(TALK):
            before = len(emulator.said)
            await say(emulator, face, text, number)
            theirs.append(emulator.said[before:])
        refused = [row for row in emulator.requests if row["status"] != 200]
    assert refused == []
    assert [len(said) for said in theirs] == [1] * len(TALK)
    for text, mine, (said,) in zip(TALK, ours, theirs, strict=True):
        assert plain(said[0]) == mine, text


def plain(markup):
    from html.parser import HTMLParser

    found = []
    parser = HTMLParser(convert_charrefs=True)
    parser.handle_data = found.append
    parser.feed(markup)
    parser.close()
    return "".join(found).strip()


async def test_a_button_on_theirs():
    async with double(Hand(START)) as (emulator, face):
        await say(emulator, face, "/latest kabul", 0)
        emulator.said.clear()
        query = {
            "id": "77",
            "from": PERSON,
            "chat_instance": "1",
            "data": "timeline:24h kabul",
            "message": {
                "message_id": 1,
                "date": int(START.timestamp()),
                "chat": {"id": 1001, "type": "private", "first_name": "Mara"},
                "text": "KABUL",
            },
        }
        update = await emulator.enqueue_update({"callback_query": query}, token=TOKEN)
        await face.done(update if isinstance(update, int) else update["update_id"])
        assert "timeline" in emulator.said[0][0]
        assert "answerCallbackQuery" in [row["method"] for row in emulator.requests]


@pytest.mark.parametrize("token", ["1:" + "b" * 35])
async def test_a_token_that_telegram_refuses_is_said_in_one_line(token):
    from bot.errors import UserError

    sandbox = Sandbox(Hand(START))
    await sandbox.start()
    face = TelegramFace(TelegramConfig(token=token, base_url=sandbox.base_url), paced=False)
    try:
        with pytest.raises(UserError, match="SITREP_TELEGRAM_TOKEN"):
            await asyncio.wait_for(face.start(None), 20)
    finally:
        await face.stop()
        await sandbox.close()
