"""Items in files: analyse and brief."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import click

from bot.errors import UsageError
from handlers.cli.base import CONFIG, JSON, Input, Moment, Window, settings

if TYPE_CHECKING:
    from bot.offline import BadLine
    from bot.ports import Embedder


@click.command()
@click.argument("items", type=Input(), default="-", metavar="[FILE]")
@CONFIG
def analyse(items: BinaryIO, file: Path | None) -> int:
    """Items in, analysis out: JSON Lines, from FILE or standard input.

    An item has `id` and `title` or `text`; `published` (RFC 3339), `outlet`, `link` and `lang` where known. Out comes a line
    an item with its language, story, places, figures and attributions, each before the next item is read. A line that is
    no item is named on stderr; the others still come out, and the exit code is 1. Of the config only [semantic] counts.
    """
    from bot import offline

    bad, model = 0, embedder(file)
    with progress(items) as lines:
        for result in offline.analyse(lines, model):
            if isinstance(result, offline.BadLine):
                bad += tell_bad(getattr(items, "name", "-"), result)
            else:
                with uninterrupted():
                    sys.stdout.buffer.write(offline.to_json(result) + b"\n")
                    sys.stdout.buffer.flush()
    return int(bad > 0)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until this is done, so that what is written are whole lines; not on Windows, which has no such mask."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def embedder(file: Path | None) -> Embedder | None:
    """The model of meaning that the config names."""
    config = settings(file)
    if not config.semantic.model:
        return None
    import bot.app

    return bot.app.open_model(config)


def tell_bad(name: str, line: BadLine) -> int:
    click.echo(f"sitrep: {name}: line {line.number}: {line.reason}", err=True)
    return 1


def watched() -> bool:
    """Whether somebody sees how far we are: stderr is a terminal, and our output does not go to it as well."""
    return sys.stderr.isatty() and not sys.stdout.isatty()


@contextmanager
def progress(file: BinaryIO) -> Iterator[Iterable[bytes]]:
    """The file's lines, with a progress bar on stderr where somebody watches; a counter where the length is not known."""
    from bot import offline

    lines = offline.lines_of(file)
    if not watched():
        yield lines
        return
    try:
        size = os.fstat(file.fileno()).st_size
    except (OSError, AttributeError, ValueError):
        size = 0
    if not size:
        yield counted(lines)
        return
    with click.progressbar(length=size, label="items", file=sys.stderr) as bar:

        def told() -> Iterator[bytes]:
            for line in lines:
                yield line
                bar.update(len(line))

        yield told()


def counted(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines, their number told every thousand and at the end."""
    number = 0
    for number, line in enumerate(lines, 1):
        yield line
        if number % 1000 == 0:
            click.echo(f"\r{number:,} lines", err=True, nl=False)
    click.echo(f"\r{number:,} lines", err=True)


@click.command()
@click.option("--topic", required=True, help="What it is about: kabul.")
@click.option("--as-of", required=True, type=Moment(), help="The time it is written: 2021-08-13T18:00Z.")
@click.option("--window", type=Window(), default="24h", show_default=True, help="How far back it looks: 1h to 30d.")
@click.option("--since", type=Moment(), help="What was published later is marked as new (default: all of it).")
@JSON
@CONFIG
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE...",
)
def brief(
    topic: str,
    as_of: datetime,
    window: timedelta,
    since: datetime | None,
    as_json: bool,
    file: Path | None,
    files: tuple[Path, ...],
) -> int:
    """A briefing from items in each FILE (JSON Lines, as `analyse` reads them; - is standard input), without storage.

    Of the config only [semantic] counts.
    """
    from bot import offline

    bad = 0

    def tell(copy: BinaryIO, line: BadLine) -> None:
        nonlocal bad
        bad += tell_bad(str(files[opened.index(copy)]), line)

    def reading(copy: BinaryIO) -> Iterator[bytes]:
        with progress(copy) as lines:
            yield from lines

    def watch(order: list[Any]) -> Iterator[Any]:
        if not watched():
            yield from order
            return
        with click.progressbar(order, label="understood", file=sys.stderr) as bar:
            yield from bar

    with ExitStack() as stack:
        opened = [stack.enter_context(seekable(given)) for given in files]
        briefing = offline.brief_files(
            opened,
            topic,
            as_of=as_of,
            window=window,
            since=since,
            reading=reading,
            bad=tell,
            watch=watch,
            embedder=embedder(file),
        )
    click.echo(offline.to_json(briefing) if as_json else briefing.text)
    return int(bad > 0)


@contextmanager
def seekable(path: Path) -> Iterator[BinaryIO]:
    """The file, to be read more than once; a copy on disk where it is a pipe."""
    with open_input(path) as file:
        if file.seekable():
            yield file
            return
        with NamedTemporaryFile() as copy:
            shutil.copyfileobj(file, copy)
            copy.seek(0)
            yield cast(BinaryIO, copy)


def open_input(path: Path) -> AbstractContextManager[BinaryIO]:
    """The file; for "-" standard input."""
    if str(path) != "-":
        return path.open("rb")
    if sys.stdin is None:
        raise UsageError("standard input is closed; name a file, or pipe one in")
    return nullcontext(sys.stdin.buffer)
