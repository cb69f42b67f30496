"""`sitrep demo`: the real bot, over real HTTP, against the local sandbox, with the shipped scenario's clock or the real one."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import click
from msgspec import Struct
from msgspec.structs import replace

from bot import app as apps
from bot.config import Config, PollingConfig, SourceConfig, StorageConfig, TelegramConfig
from bot.errors import UserError
from bot.model import Chat, Command
from bot.pipeline.ticks import EVERY, SystemClock
from bot.ports import Clock
from handlers import render
from handlers.sandbox import Sandbox, feeds, scenario
from handlers.telegram import TelegramFace

INTERVAL = 900  # scenario seconds between two looks at a feed
TICK = 0.25  # seconds: with the clock running fast, looks must be close together
SOON = timedelta(seconds=1)


class HandClock:
    """Scenario time that stands until it is set."""

    def __init__(self, now: datetime) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time


class FastClock:
    """Scenario time that runs `speed` times as fast as ours, once started, and stands where the news ends: on a day without
    any, each answer would be that nothing is new."""

    def __init__(self, start: datetime, speed: float) -> None:
        self.begin, self.speed = start, speed
        self.end = max(start, scenario.END)
        self.started: float | None = None

    def start(self) -> None:
        self.started = time.monotonic()

    def now(self) -> datetime:
        if self.started is None:
            return self.begin
        passed = min((self.end - self.begin).total_seconds(), (time.monotonic() - self.started) * self.speed)
        return self.begin + timedelta(seconds=passed)

    @property
    def left(self) -> float:
        """Our seconds until it stands."""
        return (self.end - self.now()).total_seconds() / self.speed


class Running(Struct, frozen=True):
    sandbox: Sandbox
    face: TelegramFace
    app: apps.App


def scenario_config(base_url: str, feeds_url: str, story: scenario.Scenario) -> Config:
    return Config(
        telegram=TelegramConfig(token=Sandbox.TOKEN, base_url=base_url),
        storage=StorageConfig(path=":memory:"),
        polling=PollingConfig(interval=INTERVAL, min_interval=300, allow_private=True, concurrency=4),
        sources=tuple(SourceConfig(**source) for source in story.sources(feeds_url)),
    )


@asynccontextmanager
async def stage(
    clock: Clock, *, port: int = 0, live: Config | None = None, paged: bool = False
) -> AsyncIterator[Running]:
    """Sandbox, feeds, bot and face, connected over loopback HTTP; `live` takes that config's sources and real processes, but
    neither its database nor its place on the web: there the sandbox would pass for Telegram, and its readers for gone."""
    sandbox = Sandbox(clock)
    story = scenario.load()
    if live is None:
        sandbox.mount(feeds.routes(story, clock))
    if paged:
        from handlers.sandbox import page as pages

        sandbox.mount(pages.routes(sandbox, clock.end if isinstance(clock, FastClock) else None))
    try:
        await sandbox.start(port)
    except OSError as error:
        raise UserError(f"port {port} cannot be opened ({error.strerror}); choose another with --port") from None
    address = f"http://127.0.0.1:{sandbox.port}"
    if live is None:
        config = scenario_config(sandbox.base_url, address, story)
    else:
        config = Config(
            telegram=TelegramConfig(token=Sandbox.TOKEN, base_url=sandbox.base_url),
            storage=StorageConfig(path=":memory:"),
            polling=replace(live.polling, public_url=""),
            chat=live.chat,
            sources=live.sources,
        )
    face = TelegramFace(config.telegram, config.chat.timezone, paced=False)
    try:
        async with apps.build(config, face, clock=clock, inline=live is None) as app:
            try:
                await face.start(app)
                yield Running(sandbox, face, app)
            finally:
                await face.stop()
    finally:
        await sandbox.close()


# --- in the terminal ---


async def transcript(texts: list[str], *, chat: str, span: timedelta, at: datetime | None) -> int:
    """Says each text in turn and lets scenario time run on for `span`; everything that is said goes to stdout."""
    clock = HandClock(at.astimezone(UTC) if at else scenario.DEFAULT_NOW)
    async with stage(clock) as running:
        names = {id: name for name, id in running.sandbox.chats.items()}
        events = running.sandbox.subscribe()
        await running.app.pipeline.run_due()
        printed = Printer(running.sandbox, names, clock, chat)
        for text in texts:
            update = running.sandbox.say(running.sandbox.chats[chat], text)
            printed.said(text)
            if update is not None:  # the bot gets to see it
                await running.face.done(update)
            printed.drain(events)
        end = clock.now() + span
        while span:
            due = await running.app.store.next_due()
            clock.time = min(end, max(clock.now() + SOON, due or end))
            await running.app.pipeline.run_due()
            printed.drain(events, pushed=True)
            if clock.time >= end:
                break
        if span:
            printed.stands(end)
    return 0


class Printer:
    """Writes the chats as they go, as a person would read them over a shoulder."""

    def __init__(self, sandbox: Sandbox, names: dict[int, str], clock: Clock, chat: str) -> None:
        self.sandbox, self.names, self.clock, self.chat = sandbox, names, clock, chat
        self.shown: tuple[str, str] | None = None

    def head(self, chat: str, what: str = "") -> None:
        stamp = f"{self.clock.now():%a %d %b %H:%M} UTC"
        if self.shown != (stamp, chat + what):
            click.echo(f"── {stamp} · {chat}{what} " + "─" * 20)
            self.shown = (stamp, chat + what)

    def said(self, text: str) -> None:
        self.head(self.chat)
        click.echo(f"> {text}\n")

    def drain(self, events: asyncio.Queue[dict[str, Any]], *, pushed: bool = False) -> None:
        """Prints what the bot has said since the last call."""
        while not events.empty():
            event = events.get_nowait()
            name = self.names.get(event.get("chat_id", 0), str(event.get("chat_id")))
            if event["type"] == "delete":
                self.head(name, " · taken back")
                click.echo()
            if event["type"] not in ("message", "edit") or not event.get("from_bot"):
                continue
            message = event["message"]
            what = (" · broadcast" if name == "channel" else " · push") if pushed else ""
            self.head(name, " · edited" if event["type"] == "edit" and pushed else what)
            if pushed and (answered := message.get("reply_to_message")):
                click.echo(f"↳ {answered.get('text', '').partition(chr(10))[0]}")
            if "photo" in message:
                click.echo(render.picture_line(self.described(message["photo"][-1]["file_id"])))
            click.echo(message.get("text") or message.get("caption") or "")
            for row in message.get("reply_markup", {}).get("inline_keyboard", ()):
                click.echo("  ".join(f"[ {button['text']} ]" for button in row))
            click.echo()

    def described(self, file_id: str) -> str:
        """What a picture says of itself in words: the bot writes it into the file."""
        from PIL import Image

        with Image.open(BytesIO(self.sandbox.files[file_id].body)) as image:
            return str(image.info.get("Description") or f"{image.width} by {image.height} pixels")

    def stands(self, end: datetime) -> None:
        click.echo(f"── {end:%a %d %b %H:%M} UTC · scenario time stands here " + "─" * 8)


# --- in the browser ---

FIRST = {  # so that something arrives while one watches, before one has typed a word
    "group": ("follow", "kabul now"),
    "channel": ("follow", "afghanistan hourly"),
}


async def follow_first(running: Running) -> None:
    for name, (command, args) in FIRST.items():
        chat = Chat(id=running.sandbox.chats[name], kind="channel" if name == "channel" else "group")
        await running.app.answer(Command(chat=chat, name=command, args=args))


async def page(*, port: int, speed: float, at: datetime | None, live: Config | None) -> int:
    """Serves the chat page until Ctrl-C."""
    clock: FastClock | SystemClock = (
        SystemClock() if live else FastClock(at.astimezone(UTC) if at else scenario.DEFAULT_NOW, speed)
    )
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with stage(clock, port=port, live=live, paged=True) as running:
        click.echo(f"sitrep demo: open http://127.0.0.1:{running.sandbox.port}/ in your browser; Ctrl-C stops it.")
        if isinstance(clock, FastClock):
            click.echo(
                f"News of August 2021 by invented outlets; the clock runs {speed:g} times as fast. Try /latest kabul"
            )
            await running.app.pipeline.run_due()
            await follow_first(running)
            clock.start()
            loop.call_later(clock.left, tell_end, clock.end)
        every = dict.fromkeys(EVERY, TICK) if live is None else None
        await running.app.run(stop, every)
    return 0


def tell_end(end: datetime) -> None:
    click.echo(
        f"The news ends here: the clock stands at {end.day} {end:%B %Y, %H:%M} UTC, and the bot goes on answering. "
        "Start the demo again to see it from its beginning."
    )
