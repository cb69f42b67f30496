"""Items in files: analyse and brief."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from handlers.cli.base import JSON, Moment

if TYPE_CHECKING:
    from bot.offline import BadLine


@click.command()
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


@click.command()
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
