"""The model of meaning: fetch it."""

from __future__ import annotations

from pathlib import Path

import click

from bot.errors import UserError
from handlers.cli.base import CONFIG, settings


@click.group()
def model() -> None:
    """The model of meaning that [semantic] in the config names: it makes one story of what several languages tell.

    docs/operating.md says which there are, what each costs and how to switch one on.
    """


@model.command("fetch")
@CONFIG
def fetch_model(file: Path | None) -> int:
    """Fetches the model from the Hugging Face hub, once, and keeps it beside the database.

    Run it again for a newer version of the model; the bot has to be started anew then.
    """
    import bot.app

    config = settings(file)
    if not config.semantic.model:
        raise UserError('no model is named: set [semantic] model, for example "minishlab/potion-multilingual-128M"')
    where = bot.app.fetch_model(config)
    click.echo(
        f"{config.semantic.model} is in {where}"
        if where
        else f"{config.semantic.model} comes with its package: nothing to fetch"
    )
    return 0
