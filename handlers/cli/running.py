"""The bot itself: run, check, poll, ask."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.config import Config
from bot.errors import UserError
from handlers.cli.base import CONFIG, JSON, NO_SOURCES, drive, settings

if TYPE_CHECKING:
    from bot.model import Source
    from bot.pipeline import Polled


@click.command()
@CONFIG
@click.option("-v", "--verbose", is_flag=True, help="Log more.")
def run(file: Path | None, verbose: bool) -> int:
    """The bot on Telegram, until SIGTERM or Ctrl-C: what is in flight is finished first.

    Listens by long polling, or by webhook where [telegram] webhook_url is set.
    """
    from handlers import logs

    logs.configure(verbose)
    config = settings(file)
    if not config.telegram.token:
        raise UserError("no bot token: get one from @BotFather and set SITREP_TELEGRAM_TOKEN")
    return drive(run_bot(config))


async def run_bot(config: Config) -> None:
    import bot.app
    from handlers import websub
    from handlers.telegram import TelegramFace

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    face = TelegramFace(config.telegram, config.chat.timezone)
    async with bot.app.build(config, face) as app:
        hubs = await websub.start(app, config.polling) if config.polling.public_url else None
        try:
            if await unless(stop, face.start(app)):
                click.echo(f"@{face.username} is listening; Ctrl-C stops it.", err=True)
                await app.run(stop)
        finally:
            if hubs:
                await hubs.cleanup()
            await face.stop()


async def unless(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
    """Whether the work was done before `stop` was set; it is called off then."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    done = working.done()
    for task in (working, stopping):
        task.cancel()
    await asyncio.wait({working, stopping})
    if done:
        working.result()
    return done


@click.command()
@CONFIG
@JSON
def check(file: Path | None, as_json: bool) -> int:
    """Looks at config, token, storage and each source; a line each. Exit 1 if one fails."""
    from handlers import checks, logs

    logs.configure(quiet=True)
    return drive(checks.run(file, as_json))


NOT_ASKED = "not asked, because its host wants to be left alone for now; the next poll asks it"


@click.command()
@CONFIG
@click.option("--once", is_flag=True, help="All sources now, due or not.")
def poll(file: Path | None, once: bool) -> int:
    """Polls the sources that are due and understands what is new; a line a source."""

    async def work() -> int:
        import bot.app

        failed = False
        polled: set[int] = set()

        def tell(done: Polled) -> None:
            nonlocal failed
            if done.source.failures and not done.source.problem:  # a page; the feed that it names is next
                return
            failed = failed or done.source.problem is not None
            polled.add(done.source.id)
            told(done.source, done.source.problem or came(done.new, done.changed))

        async with bot.app.build(settings(file)) as app:
            if not await app.store.sources():
                raise UserError(NO_SOURCES)
            await app.poll_all(tell, once)
            for source in await app.store.sources() if once else ():
                if source.id not in polled:
                    failed = failed or source.ended
                    told(source, source.problem if source.ended and source.problem else NOT_ASKED)
        if not (polled or once):
            click.echo("No source is due yet; --once polls all of them now.", err=True)
        return int(failed)

    return drive(work())


def told(source: Source, text: str) -> None:
    click.echo(f"{source.name or source.url}: {text}")


def came(new: int, changed: int) -> str:
    """ "12 new items, 1 changed", "nothing new"."""
    parts = [f"{new:,} new {'item' if new == 1 else 'items'}"] * bool(new) + [f"{changed:,} changed"] * bool(changed)
    return ", ".join(parts) or "nothing new"


@click.command()
@click.argument("text")
@CONFIG
@JSON
def ask(text: str, file: Path | None, as_json: bool) -> int:
    """What a private chat would get for TEXT, such as "/latest kabul"."""

    async def work() -> None:
        import bot.app
        from bot.offline import to_json
        from handlers import render

        async with bot.app.build(settings(file), exclusive=False) as app:
            reply = await app.ask(text)
        shown = "\n\n".join(map(render.plain, reply.messages))
        if as_json:
            click.echo(to_json(reply.briefing or {"text": shown}))
        else:
            pretty = sys.stdout.isatty()
            click.echo("\n\n".join(map(render.ansi, reply.messages)) if pretty else shown)

    return drive(work())
