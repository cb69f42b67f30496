"""The sources: list, catalog, add, remove, import, export, try."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from bot import words
from bot.config import KINDS
from handlers.cli.base import CONFIG, JSON, NO_SOURCES, Input, complain, drive, settings, with_app

if TYPE_CHECKING:
    from bot.app import App
    from bot.model import Source


@click.group()
def sources() -> None:
    """The sources that are read: list, add, remove, try, the catalog to choose from, and OPML in and out."""


@sources.command("list")
@CONFIG
def list_sources(file: Path | None) -> int:
    """The sources, a line each: address, name, kind, when it last answered, who brought it, and what is amiss.

    It was brought by the config, by the catalog, by chats (and is read for these alone), or by hand: added or imported here.
    """

    async def work(app: App) -> None:
        listed = await app.store.sources()
        if not listed:  # not in the list, which programs read
            complain(NO_SOURCES, 0)
        for source in listed:
            heard = f"{source.succeeded:%Y-%m-%d %H:%MZ}" if source.succeeded else "never"
            told = [source.url, source.name, source.kind, heard, brought_by(source), source.problem or ""]
            click.echo("\t".join(told).rstrip())

    return with_app(file, work)


def brought_by(source: Source) -> str:
    if source.own:
        return "chats"
    return "config" if source.trusted else "catalog" if source.catalog else "hand"


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
@click.argument("opml", type=Input())
@CONFIG
def import_sources(opml: BinaryIO, file: Path | None) -> int:
    """Adds every feed that an OPML file names."""
    body = opml.read()

    async def work(app: App) -> int:
        count, problems = await app.import_opml(body)
        for problem in problems:
            click.echo(f"sitrep: {problem}", err=True)
        click.echo(f"{words.count(count, 'source')} of {opml.name} {'is' if count == 1 else 'are'} read from now on.")
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
    type=click.Choice(KINDS),
    help="What it must be (default: any).",
)
@JSON
@CONFIG
def try_sources(places: tuple[str, ...], kind: str | None, as_json: bool, file: Path | None) -> int:
    """Fetches (or reads) and parses sources without storing them. Exit 1 where none could be read."""
    from handlers import checks

    return drive(checks.try_sources(settings(file), places, kind, as_json))
