"""The demo."""

from __future__ import annotations

import shlex
from datetime import datetime, timedelta
from pathlib import Path

import click

from bot.config import Config
from handlers.cli.base import CONFIG, Moment, Span, drive, settings


@click.command()
@click.option(
    "--port",
    default=8765,
    show_default=True,
    type=click.IntRange(0, 65_535),
    help="Where the page is served, on 127.0.0.1.",
)
@click.option(
    "--speed",
    default=300.0,
    show_default=True,
    type=click.FloatRange(1, 100_000),
    help="Seconds of the scenario that pass in one.",
)
@click.option(
    "--live",
    is_flag=True,
    help="The sources of your config, in real time, instead of the scenario; your database stays as it is.",
)
@click.option(
    "--say",
    multiple=True,
    metavar="TEXT",
    help="Say this, and each TEXT behind it, and print what comes back; no page.",
)
@click.option("--chat", type=click.Choice(["person", "group", "channel"]), default="person", help="Where it is said.")
@click.option(
    "--for", "span", type=Span(), help="Then let scenario time run on for so long (26h) and print all pushes."
)
@click.option("--at", type=Moment(), help="Scenario time to start at (default: 2021-08-13T18:00Z).")
@click.argument("more", nargs=-1, metavar="[TEXT]...")
@CONFIG
def demo(
    port: int,
    speed: float,
    live: bool,
    say: tuple[str, ...],
    chat: str,
    span: timedelta | None,
    at: datetime | None,
    more: tuple[str, ...],
    file: Path | None,
) -> int:
    """The real bot against a local Telegram: a chat page in your browser, and news of 12 to 16 August 2021.

    \b
    sitrep demo                                       the page
    sitrep demo --say /start "/latest kabul"          the same in the terminal
    sitrep demo --say "/follow kabul" --say "/schedule daily 07:30" --for 26h
    """
    from handlers import demo as demos
    from handlers import logs

    if more and not say:
        raise click.UsageError(f"what is to be said stands behind --say: sitrep demo --say {shlex.join(more)}")
    spoken = bool(say) or span is not None
    if live and (spoken or at):
        raise click.UsageError("--live is for the page, in real time: leave out --say, --for and --at")
    logs.configure(quiet=spoken)
    if spoken:
        return drive(demos.transcript([*say, *more], chat=chat, span=span or timedelta(), at=at))
    config = settings(file) if live else Config()
    return drive(demos.page(port=port, speed=speed, at=at, live=config if live else None))
