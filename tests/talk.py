"""A conversation with the whole bot, over real HTTP: the sandbox is Telegram, and its feeds are the world.

async with talk() as chat:
    assert await chat.say("/follow kabul") == "Following Kabul: ..."
    await chat.run(hours=26)
    assert chat.pushes() == [...]
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

from aiohttp import web

from bot import app as apps
from bot.config import Config, PollingConfig, SourceConfig, StorageConfig, TelegramConfig
from handlers.sandbox import Sandbox
from handlers.sandbox.feeds import file_routes
from handlers.sandbox.scenario import from_items
from handlers.telegram import TelegramFace

START = datetime(2021, 8, 13, 18, 0, tzinfo=UTC)


class Hand:
    """A clock that is set by hand."""

    def __init__(self, now):
        self.time = now

    def now(self):
        return self.time


class Feeds:
    """RSS feeds that tests write into: feeds.tell("Harbour Post", "title", "text", at)."""

    def __init__(self, clock, outlets):
        self.clock, self.items, self.broken = clock, {name: [] for name in outlets}, set()
        self.last, self.changed, self.pages = "", asyncio.Condition(), {}
        self.robots, self.moved, self.gone = None, {}, set()
        self.asked = []  # paths of feeds and pages, as they were asked for
        self.paths = {f"/world/{n}.xml": name for n, name in enumerate(outlets)}

    def tell(self, outlet, title, text="", at=None, id=None):
        self.items[outlet].append((id or f"i{len(self.items[outlet])}", title, text, at or self.clock.now()))

    def routes(self, app):
        app.router.add_get("/world/{name}", self.serve)
        app.router.add_get("/robots.txt", self.serve_robots)

    async def serve_robots(self, request):
        return web.Response(status=404) if self.robots is None else web.Response(text=self.robots)

    async def serve(self, request):
        self.asked.append(request.path)
        if request.path in self.gone:
            return web.Response(status=410)
        if request.path in self.moved:
            return web.Response(status=302, headers={"Location": self.moved[request.path]})
        if request.path in self.pages:
            text, content_type = self.pages[request.path]
            return web.Response(text=text, content_type=content_type)
        name = self.paths[request.path]
        if name in self.broken:
            return web.Response(status=503)
        rows = [row for row in self.items[name] if row[3] <= self.clock.now()]
        body = "".join(
            f"<item><guid isPermaLink='false'>{id}</guid><title>{escape(title)}</title><description>{escape(text)}</description>"
            f"<link>https://{name.split()[0].lower()}.example/{id}</link><pubDate>{format_datetime(at)}</pubDate></item>"
            for id, title, text, at in reversed(rows)
        )
        text = f"<rss version='2.0'><channel><title>{name}</title><language>en</language>{body}</channel></rss>"
        async with self.changed:
            self.last = text
            self.changed.notify_all()
        return web.Response(text=text, content_type="application/rss+xml")

    async def served(self, title):
        """Returns when a feed with this title has been served."""
        async with self.changed:
            await self.changed.wait_for(lambda: escape(title) in self.last)


def words(message):
    """A message's text, or its picture's caption."""
    return message.get("text", message.get("caption", ""))


class Talk:
    def __init__(self, sandbox, face, app, clock, feeds):
        self.sandbox, self.face, self.app, self.clock, self.feeds = sandbox, face, app, clock, feeds
        self.events = sandbox.subscribe()
        self.notices, self.edited = [], []  # what was changed without a sound: (chat name, text)

    def heard(self):
        """(chat name, message) of all that the bot has said since the last look."""
        names = {id: name for name, id in self.sandbox.chats.items()}
        found = []
        while not self.events.empty():
            event = self.events.get_nowait()
            if event["type"] == "callback_answer":
                self.notices.append(event)
            if event["type"] in ("message", "edit") and event.get("from_bot"):
                found.append((names.get(event["chat_id"], event["chat_id"]), event["message"]))
        return found

    def answer(self):
        return "\n---\n".join(words(message) for _, message in self.heard())

    async def say(self, text, chat="person", **who):
        """Says it, and returns the text of the answer (several are parted by a line of dashes)."""
        self.heard()
        update = self.sandbox.say(self.sandbox.chats[chat], text, **who)
        if update is None:
            return None
        await self.face.done(update)
        return self.answer()

    async def edit(self, text, chat="person"):
        """Whoever wrote the last message that is not the bot's changes it; the text of the answer."""
        self.heard()
        room = self.sandbox.chats[chat]
        written = [m for m in self.sandbox.messages(room) if not m.get("from", {}).get("is_bot") and "text" in m]
        update = self.sandbox.edit(room, written[-1]["message_id"], text)
        if update is not None:
            await self.face.done(update)
        return self.answer()

    async def hand_over(self, name, body, caption=""):
        """Sends a file in the private chat, and returns the text of the answer."""
        self.heard()
        await self.face.done(self.sandbox.hand_over(self.sandbox.chats["person"], name, body, caption))
        return self.answer()

    async def share(self, latitude, longitude, **more):
        """Sends a point on the map in the private chat, and returns the text of the answer."""
        self.heard()
        point = {"latitude": latitude, "longitude": longitude} | more
        await self.face.done(self.sandbox.say(self.sandbox.chats["person"], "", location=point))
        return self.answer()

    async def press(self, label, chat="person", user_id=None):
        """Presses the newest button with this label, and returns the text of what was said then."""
        self.heard()
        room = self.sandbox.chats[chat]
        for message in reversed(self.sandbox.messages(room)):
            for row in message.get("reply_markup", {}).get("inline_keyboard", ()):
                for button in row:
                    if button["text"] == label:
                        update = self.sandbox.press(room, message["message_id"], button["callback_data"], user_id)
                        await self.face.done(update)
                        return self.answer()
        raise AssertionError(f"no button {label!r} in {chat}")

    def labels(self, chat="person"):
        """What stands on the buttons of the newest message."""
        rows = self.sandbox.messages(self.sandbox.chats[chat])[-1].get("reply_markup", {}).get("inline_keyboard", ())
        return [button["text"] for row in rows for button in row]

    async def run(self, **span):
        """Lets time run on, from one due time to the next, and returns what was pushed: (time, chat, text). What was changed
        meanwhile is in `edited`."""
        self.heard()
        end, pushed = self.clock.now() + timedelta(**span), []
        while True:
            await self.app.pipeline.run_due()
            for chat, message in self.heard():
                if "edit_date" in message:
                    self.edited.append((chat, words(message)))
                else:
                    pushed.append((self.clock.now(), chat, words(message)))
            if self.clock.now() >= end:
                return pushed
            due = await self.app.store.next_due()
            self.clock.time = min(end, max(self.clock.now() + timedelta(seconds=1), due or end))


@asynccontextmanager
async def talk(outlets=("Harbour Post", "Meridian Wire"), at=START, database=":memory:", items=None, interval=900):
    """`items`, as `sitrep analyse` reads them, are served instead of our own news, a feed an outlet."""
    clock = Hand(at)
    sandbox = Sandbox(clock)
    feeds = Feeds(clock, outlets)
    sandbox.mount(file_routes(items, clock) if items else feeds.routes)
    await sandbox.start()
    address = f"http://127.0.0.1:{sandbox.port}"
    if items:
        sources = [SourceConfig(**source) for source in from_items(items).sources(address)]
    else:
        sources = [SourceConfig(url=address + path, name=name) for path, name in feeds.paths.items()]
        if len(outlets) > 1:
            kabul_news(feeds, *outlets[:2])
    config = Config(
        telegram=TelegramConfig(token=Sandbox.TOKEN, base_url=sandbox.base_url),
        storage=StorageConfig(path=str(database)),
        polling=PollingConfig(allow_private=True, interval=interval),
        sources=tuple(sources),
    )
    face = TelegramFace(config.telegram, paced=False)
    try:
        async with apps.build(config, face, clock=clock, inline=True) as app:
            await face.start(app)
            try:
                await app.pipeline.run_due()
                yield Talk(sandbox, face, app, clock, feeds)
            finally:
                await face.stop()
    finally:
        await sandbox.close()


def kabul_news(feeds, first, second):
    at = feeds.clock.now
    feeds.tell(first, "Pentagon sends 3,000 troops to Kabul to fly out embassy staff",
               "The Pentagon said 3,000 US troops would reach Kabul within 24 to 48 hours to help embassy staff leave.",
               at() - timedelta(hours=5))  # fmt: skip
    feeds.tell(second, "US to fly embassy staff out of Kabul with 3,000 troops",
               "Three thousand soldiers will secure the airport in Kabul while diplomats leave, the Pentagon said.",
               at() - timedelta(hours=4))  # fmt: skip
    feeds.tell(first, "Taliban claim to hold Kandahar",
               "A Taliban spokesman claimed the movement had taken all of Kandahar, Afghanistan's second-largest city.",
               at() - timedelta(hours=3))  # fmt: skip
