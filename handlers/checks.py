"""`sitrep check` and `sitrep sources try`: look, tell, change nothing."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import click
import msgspec

from bot import app as apps
from bot import catalog
from bot import config as configs
from bot.config import Config, StorageConfig
from bot.errors import SitrepError, UserError
from bot.model import Feed, FetchProblem
from bot.offline import to_json
from bot.words import count


async def run(file: Path | None, as_json: bool) -> int:
    """A line for the config, the token, storage and each source. Returns the exit code: 1 where one failed."""
    results: list[tuple[str, bool, str]] = []

    def tell(what: str, good: bool, text: str) -> None:
        results.append((what, good, text))
        if not as_json:
            click.echo(f"{'ok  ' if good else 'FAIL'} {what}: {text}")

    try:
        config = configs.load(file, os.environ)
    except UserError as error:
        tell("config", False, str(error))
    else:
        nobody = "; warning: publishers cannot tell who polls them, set [polling] contact to an address of yours"
        tell("config", True, f"{count(len(config.sources), 'source')} named{'' if config.polling.contact else nobody}")
        tell("token", *await token(config))
        if config.semantic.model:
            tell("semantic", *semantic(config))
        try:
            async with apps.build(config, exclusive=False) as app:
                counts = await app.store.counts()
                tell("storage", True, f"{config.database}: {count(counts['articles'], 'item')}")
                stored = await app.store.sources()
                chosen = [listed.url for listed in catalog.chosen(config.polling.catalog)]
                named = [*(source.url for source in config.sources), *chosen]
                # where one has moved, or is a page that named its feed, the bot reads it there
                moved = {
                    address: source.url for source in stored for address in (source.catalog, source.named) if address
                }
                urls = dict.fromkeys([*(moved.get(url, url) for url in named), *(source.url for source in stored)])
                slots = asyncio.Semaphore(config.polling.concurrency)

                async def tried(url: str) -> Feed | FetchProblem:
                    async with slots:
                        return await app.try_source(url)

                running = {url: asyncio.ensure_future(tried(url)) for url in urls}
                for url, found in running.items():
                    tell(url, *verdict(await found))
                if not urls:
                    tell("sources", False, "none: name them in config.toml, or `sitrep sources add URL`")
        except SitrepError as error:
            tell("storage", False, str(error))
    if as_json:
        click.echo(to_json([{"check": what, "ok": good, "text": text} for what, good, text in results]))
    return int(not all(good for _, good, _ in results))


def semantic(config: Config) -> tuple[bool, str]:
    """Whether the model of meaning can be loaded, and its name or why it cannot."""
    try:
        apps.open_model(config)
    except UserError as error:
        return False, str(error)
    return True, config.semantic.model


async def token(config: Config) -> tuple[bool, str]:
    """Whether Telegram takes the token, and the name of its bot or what to do."""
    if not config.telegram.token:
        return False, "none: get one from @BotFather and set SITREP_TELEGRAM_TOKEN"
    from telegram import Bot
    from telegram.error import InvalidToken, TelegramError

    try:
        bot = Bot(config.telegram.token, base_url=config.telegram.base_url)
        async with bot:
            return True, f"@{bot.username}"
    except InvalidToken:
        return False, "Telegram refuses it; get a new one from @BotFather"
    except TelegramError as error:
        return False, f"Telegram cannot be reached: {error.message}"


def verdict(found: Feed | FetchProblem) -> tuple[bool, str]:
    """Whether a source can be read, and what it holds or why it cannot."""
    if isinstance(found, FetchProblem):
        return False, found.text
    if not found.kind:
        return False, " ".join(found.problems)
    return True, f"{found.kind}, {count(len(found.entries), 'entry')}" + "".join(f"; {p}" for p in found.problems)


async def try_sources(config: Config, places: tuple[str, ...], kind: str | None, as_json: bool) -> int:
    """Prints what each address or file holds. Returns 1 where none could be read."""
    read = 0
    in_memory = msgspec.structs.replace(config, storage=StorageConfig(path=":memory:"))
    async with apps.build(in_memory, exclusive=False) as app:
        for place in places:
            found = await look(app, place)
            feed = Feed(kind="", problems=(found.text,)) if isinstance(found, FetchProblem) else found
            if kind and feed.kind and feed.kind != kind:
                feed = Feed(kind="", problems=(f"It is {feed.kind}, not {kind}.",))
            read += bool(feed.kind)
            if as_json:
                click.echo(
                    to_json(
                        {
                            "kind": feed.kind,
                            "title": feed.title,
                            "link": feed.link,
                            "lang": feed.lang,
                            "problems": feed.problems,
                            "entries": feed.entries,
                        }
                    )
                )
            else:
                good, text = verdict(feed)
                click.echo(f"{'ok  ' if good else 'FAIL'} {place}: {text}")
                for entry in feed.entries[:5]:
                    when = f"{entry.published:%Y-%m-%d %H:%MZ}" if entry.published else "no time"
                    click.echo(f"       {when}  {entry.title or entry.text[:80]}")
    return int(read == 0)


async def look(app: apps.App, place: str) -> Feed | FetchProblem:
    if "://" in place:
        return await app.try_source(place)
    try:
        body = await asyncio.to_thread(Path(place).read_bytes)
    except FileNotFoundError:
        return FetchProblem(url=place, text="There is no such file; an address begins with https://")
    except OSError as error:
        return FetchProblem(url=place, text=f"The file cannot be read: {error.strerror}.")
    return await app.try_source(place, body)
