"""The database: backup and restore."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handlers.cli.base import CONFIG, settings, with_app

if TYPE_CHECKING:
    from bot.app import App


@click.command()
@click.argument("target", type=click.Path(path_type=Path), metavar="FILE")
@CONFIG
def backup(target: Path, file: Path | None) -> int:
    """Copies the database to FILE, also while the bot is running."""

    async def work(app: App) -> None:
        await app.backup(target)
        click.echo(f"Backed up to {target}")

    return with_app(file, work)


@click.command()
@click.argument("source", type=click.Path(path_type=Path), metavar="FILE")
@CONFIG
def restore(source: Path, file: Path | None) -> int:
    """Puts a backup in the database's place. Refuses while the bot is running, and checks FILE first."""
    import bot.app

    config = settings(file)
    bot.app.restore(source, config)
    click.echo(f"Restored {config.database} from {source}")
    return 0
