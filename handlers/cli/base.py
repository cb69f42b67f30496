"""What the families of commands share: options, ways to run work, and how a failure is told."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from bot import config as configs
from bot.config import Config
from bot.errors import UserError

CONFIG = click.option(
    "-c", "--config", "file", type=click.Path(path_type=Path), help="Config file (default: ./config.toml)."
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")

NO_SOURCES = "no sources: name them in config.toml, choose from `sitrep sources catalog`, or `sitrep sources add URL`"

# A month before and after them there are still dates, in every zone.
FIRST_YEAR, LAST_YEAR = 2, 9998


class Moment(click.ParamType[datetime]):
    """An instant in ISO 8601 with a zone; in UTC."""

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
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            self.fail(f"“{value}” is not of our time; years go from {FIRST_YEAR} to {LAST_YEAR}", param, ctx)
        return moment.astimezone(UTC)


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


class Window(click.ParamType[timedelta]):
    """How far a briefing looks back."""

    name = "span"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        if isinstance(value, timedelta):
            return value
        from bot.offline import parse_window

        try:
            return parse_window(value)
        except UserError as error:
            self.fail(str(error), param, ctx)


class Input(click.File):
    """A file to read; "-" is standard input."""

    def __init__(self) -> None:
        super().__init__("rb")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "-" and sys.stdin is None:
            self.fail("standard input is closed; name a file, or pipe one in", param, ctx)
        return super().convert(value, param, ctx)


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


def with_app(file: Path | None, work: Any) -> int:
    async def go() -> int | None:
        import bot.app

        async with bot.app.build(settings(file), exclusive=False) as app:
            await app.sync_sources()
            done: int | None = await work(app)
            return done

    return drive(go())
