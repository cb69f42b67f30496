"""The entry point of `sitrep`. Exit codes: 0 done, 1 failed, 2 wrong use; an error is one line on stderr that says what to do."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from collections.abc import Coroutine, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from bot import config as configs
from bot.config import Config
from bot.errors import SitrepError, UsageError, UserError

if TYPE_CHECKING:
    from bot.app import App
    from bot.offline import BadLine
    from bot.pipeline import Polled

CONFIG = click.option(
    "-c", "--config", "file", type=click.Path(path_type=Path), help="Config file (default: ./config.toml)."
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


class Moment(click.ParamType[datetime]):
    """An instant in ISO 8601 with a zone."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” is no time; write it like 2021-08-13T18:00Z", param, ctx)
        if moment.tzinfo is None:
            self.fail(f"“{value}” has no zone; add Z for UTC, or +04:30", param, ctx)
        return moment


class Span(click.ParamType[timedelta]):
    """A span such as 90m, 26h, 3d."""

    name = "span"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        if isinstance(value, timedelta):
            return value
        found = re.fullmatch(r"(\d{1,4})([mhd])", value.strip())
        if not found:
            self.fail(f"“{value}” is no span; write it like 26h, 90m or 3d", param, ctx)
        return int(found[1]) * {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}[found[2]]


def main() -> None:
    """Runs the command line and exits."""
    try:
        code = sitrep.main(standalone_mode=False)
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "sitrep"
        code = complain(f"{error.format_message()} (see `{where} --help`)", 2)
    except click.ClickException as error:
        code = complain(error.format_message(), 1)
    except UsageError as error:
        code = complain(str(error), 2)
    except SitrepError as error:
        code = complain(str(error), 1)
    except (KeyboardInterrupt, click.Abort):
        code = 130
    except BrokenPipeError:  # whoever read our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code if isinstance(code, int) else 0)


def complain(text: str, code: int) -> int:
    click.echo(f"sitrep: {' '.join(text.split())}", err=True)
    return code


def settings(file: Path | None) -> Config:
    return configs.load(file, os.environ)


def drive(work: Coroutine[Any, Any, int | None]) -> int:
    """Runs it on uvloop, where there is one (not on Windows): a poll takes a third less CPU."""
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work) or 0
    return uvloop.run(work) or 0


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="sitrep-bot", prog_name="sitrep")
def sitrep() -> None:
    """Situation briefings on Telegram: what is new, who says so, and whether it is confirmed.

    Start with `sitrep demo`: the whole bot against a local Telegram, in your browser. For a bot of your own, put its token
    into SITREP_TELEGRAM_TOKEN, name sources in config.toml (see config.example.toml), and start `sitrep run`.
    """


# --- the bot ---


@sitrep.command()
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
    from handlers.telegram import TelegramFace

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    face = TelegramFace(config.telegram, config.chat.timezone)
    async with bot.app.build(config, face) as app:
        try:
            await face.start(app)
            click.echo(f"@{face.username} is listening; Ctrl-C stops it.", err=True)
            await app.run(stop)
        finally:
            await face.stop()


@sitrep.command()
@CONFIG
@JSON
def check(file: Path | None, as_json: bool) -> int:
    """Looks at config, token, storage and each source; a line each. Exit 1 if one fails."""
    from handlers import checks

    return drive(checks.run(file, as_json))


@sitrep.command()
@CONFIG
@click.option("--once", is_flag=True, help="All sources now, due or not.")
def poll(file: Path | None, once: bool) -> int:
    """Polls the sources that are due and understands what is new; a line a source."""

    async def work() -> int:
        import bot.app

        failed = False

        def tell(done: Polled) -> None:
            nonlocal failed
            source = done.source
            failed = failed or source.problem is not None
            what = source.problem or f"{done.new} new, {done.changed} changed"
            click.echo(f"{source.name or source.url}: {what}")

        async with bot.app.build(settings(file)) as app:
            if not await app.store.sources():
                raise UserError("no sources: name them in config.toml, or `sitrep sources add URL`")
            await app.poll_all(tell, once)
        return int(failed)

    return drive(work())


@sitrep.command()
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


# --- items in files ---


@sitrep.command()
@click.argument("file", type=click.File("rb"), default="-")
def analyse(file: BinaryIO) -> int:
    """Items in, analysis out: JSON Lines, from FILE or standard input.

    An item has `id` and `title` or `text`; `published` (RFC 3339), `outlet`, `link` and `lang` where known. Out comes a line
    an item with its language, story, places, figures and attributions, each before the next item is read. A line that is
    no item is named on stderr; the others still come out, and the exit code is 1.
    """
    from bot import offline

    bad = 0
    with progress(file, "items") as lines:
        for result in offline.analyse(lines):
            if isinstance(result, offline.BadLine):
                bad += tell_bad(getattr(file, "name", "-"), result)
            else:
                sys.stdout.buffer.write(offline.to_json(result) + b"\n")
                sys.stdout.buffer.flush()
    return int(bad > 0)


def tell_bad(name: str, line: BadLine) -> int:
    click.echo(f"sitrep: {name}: line {line.number}: {line.reason}", err=True)
    return 1


@contextmanager
def progress(file: BinaryIO, label: str) -> Iterator[Iterable[bytes]]:
    """The file's lines, with a progress bar on stderr where that is a terminal and the length is known."""
    try:
        size = os.fstat(file.fileno()).st_size if sys.stderr.isatty() and not sys.stdout.isatty() else 0
    except (OSError, AttributeError, ValueError):
        size = 0
    if not size:
        yield iter(file.readline, b"")
        return
    with click.progressbar(length=size, label=label, file=sys.stderr) as bar:

        def lines() -> Iterator[bytes]:
            for line in iter(file.readline, b""):
                yield line
                bar.update(len(line))

        yield lines()


@sitrep.command()
@click.option("--topic", required=True, help="What it is about: kabul.")
@click.option("--as-of", required=True, type=Moment(), help="The time it is written: 2021-08-13T18:00Z.")
@click.option("--window", default="24h", show_default=True, help="How far back it looks: 1h to 30d.")
@click.option("--since", type=Moment(), help="What was published later is marked as new (default: all of it).")
@JSON
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def brief(
    topic: str, as_of: datetime, window: str, since: datetime | None, as_json: bool, files: tuple[Path, ...]
) -> int:
    """A briefing from items in FILES (JSON Lines, as `analyse` reads them), without storage."""
    from bot import offline

    bad = 0
    items = []
    for path in files:
        with path.open("rb") as file, progress(file, "items") as lines:
            for item in offline.read_items(lines):
                if isinstance(item, offline.BadLine):
                    bad += tell_bad(str(path), item)
                else:
                    items.append(item)
    briefing = offline.brief(items, topic, as_of=as_of, window=offline.parse_window(window), since=since)
    click.echo(offline.to_json(briefing) if as_json else briefing.text)
    return int(bad > 0)


# --- sources ---


@sitrep.group()
def sources() -> None:
    """The sources that are read: list, add, remove, try, the catalog to choose from, and OPML in and out."""


@sources.command("list")
@CONFIG
def list_sources(file: Path | None) -> int:
    """The sources, a line each: address, name, kind, when it last answered, and what is amiss."""

    async def work(app: App) -> None:
        for source in await app.store.sources():
            heard = f"{source.succeeded:%Y-%m-%d %H:%MZ}" if source.succeeded else "never"
            click.echo("\t".join([source.url, source.name, source.kind, heard, source.problem or ""]).rstrip())

    return with_app(file, work)


@sources.command("catalog")
@click.argument("selectors", nargs=-1, metavar="[SELECTOR]...")
def catalog_sources(selectors: tuple[str, ...]) -> None:
    """What the catalog that ships has for SELECTOR, a line each: address, name, language, region, subject.

    A SELECTOR is "all", a region ("south-asia"), a subject ("humanitarian") or a language ("lang:fa"); without one it is
    "all". The config reads them: [polling] catalog = ["south-asia", "lang:fa"].
    """
    from bot import catalog

    for listed in catalog.chosen(selectors or ("all",)):
        click.echo("\t".join([listed.url, listed.name, listed.lang, listed.region, listed.subject]))


@sources.command("add")
@click.argument("url")
@click.option("--name", default="", help="The outlet as readers know it.")
@CONFIG
def add_source(url: str, name: str, file: Path | None) -> int:
    """Adds a source; it is polled from then on."""

    async def work(app: App) -> None:
        source = await app.add_source(url, name)
        click.echo(f"Added: {source.url}")

    return with_app(file, work)


@sources.command("remove")
@click.argument("url")
@CONFIG
def remove_source(url: str, file: Path | None) -> int:
    """Removes a source; what was read from it stays."""

    async def work(app: App) -> None:
        await app.remove_source(url)
        click.echo(f"Removed: {url}")

    return with_app(file, work)


@sources.command("import")
@click.argument("opml", type=click.File("rb"))
@CONFIG
def import_sources(opml: BinaryIO, file: Path | None) -> int:
    """Adds every feed that an OPML file names."""
    body = opml.read()

    async def work(app: App) -> int:
        count, problems = await app.import_opml(body)
        for problem in problems:
            click.echo(f"sitrep: {problem}", err=True)
        click.echo(f"{count} sources named in {opml.name} are read from now on.")
        return int(bool(problems))

    return with_app(file, work)


@sources.command("export")
@CONFIG
def export_sources(file: Path | None) -> int:
    """The sources as OPML, to standard output."""

    async def work(app: App) -> None:
        click.echo(await app.export_opml())

    return with_app(file, work)


@sources.command("try")
@click.argument("places", nargs=-1, required=True, metavar="URL-OR-FILE...")
@click.option(
    "--kind",
    type=click.Choice(["rss", "atom", "rdf", "json", "liveblog", "sitemap", "telegram", "cap", "geojson"]),
    help="What it must be (default: any).",
)
@JSON
@CONFIG
def try_sources(places: tuple[str, ...], kind: str | None, as_json: bool, file: Path | None) -> int:
    """Fetches (or reads) and parses sources without storing them. Exit 1 where none could be read."""
    from handlers import checks

    return drive(checks.try_sources(settings(file), places, kind, as_json))


def with_app(file: Path | None, work: Any) -> int:
    async def go() -> int | None:
        import bot.app

        async with bot.app.build(settings(file), exclusive=False) as app:
            await app.sync_sources()
            done: int | None = await work(app)
            return done

    return drive(go())


# --- storage ---


@sitrep.command()
@click.argument("target", type=click.Path(path_type=Path), metavar="FILE")
@CONFIG
def backup(target: Path, file: Path | None) -> int:
    """Copies the database to FILE, also while the bot is running."""

    async def work(app: App) -> None:
        await app.backup(target)
        click.echo(f"Backed up to {target}")

    return with_app(file, work)


@sitrep.command()
@click.argument("source", type=click.Path(path_type=Path), metavar="FILE")
@CONFIG
def restore(source: Path, file: Path | None) -> int:
    """Puts a backup in the database's place. Refuses while the bot is running, and checks FILE first."""
    import bot.app

    config = settings(file)
    bot.app.restore(source, config)
    click.echo(f"Restored {config.database} from {source}")
    return 0


# --- the demo ---


@sitrep.command()
@click.option("--port", default=8765, show_default=True, help="Where the page is served, on 127.0.0.1.")
@click.option(
    "--speed", default=300.0, show_default=True, type=click.FloatRange(1, 100_000), help="Scenario s a second."
)
@click.option("--live", is_flag=True, help="The sources of your config, in real time, instead of the scenario.")
@click.option("--say", multiple=True, metavar="TEXT", help="Say this and print what comes back; no page. Repeatable.")
@click.option("--chat", type=click.Choice(["person", "group", "channel"]), default="person", help="Where it is said.")
@click.option(
    "--for", "span", type=Span(), help="Then let scenario time run on for so long (26h) and print all pushes."
)
@click.option("--at", type=Moment(), help="Scenario time to start at (default: 2021-08-13T18:00Z).")
@CONFIG
def demo(
    port: int,
    speed: float,
    live: bool,
    say: tuple[str, ...],
    chat: str,
    span: timedelta | None,
    at: datetime | None,
    file: Path | None,
) -> int:
    """The real bot against a local Telegram: a chat page in your browser, and news of 12 to 16 August 2021.

    \b
    sitrep demo                                       the page
    sitrep demo --say /start --say "/latest kabul"    the same in the terminal
    sitrep demo --say "/follow kabul" --say "/schedule daily 07:30" --for 26h
    """
    from handlers import demo as demos
    from handlers import logs

    logs.configure(quiet=bool(say or span))
    if say or span:
        return drive(demos.transcript(list(say), chat=chat, span=span or timedelta(), at=at))
    config = settings(file) if live else Config()
    return drive(demos.page(port=port, speed=speed, at=at, live=config if live else None))


if __name__ == "__main__":
    main()
