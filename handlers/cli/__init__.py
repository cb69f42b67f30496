"""The entry point of `sitrep`. Exit codes: 0 done, 1 failed, 2 wrong use; an error is one line on stderr that says what to do."""

from __future__ import annotations

import os
import sys
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError

from bot.errors import QueryError, SitrepError, UsageError
from handlers.cli import demo, files, model, running, sources, storage
from handlers.cli.base import complain


class Sitrep(click.Group):
    """A group whose reader may leave: click would call it a failure."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # whoever read our output has had enough
            drop_output()
            return 0


@click.group(cls=Sitrep, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="sitrep-bot", prog_name="sitrep")
def sitrep() -> None:
    """Situation briefings on Telegram: what is new, who says so, and whether it is confirmed.

    Start with `sitrep demo`: the whole bot against a local Telegram, in your browser. For a bot of your own, put its token
    into SITREP_TELEGRAM_TOKEN, name sources in config.toml (see config.example.toml), and start `sitrep run`.
    """


for command in (
    running.run,
    running.check,
    running.poll,
    running.ask,
    files.analyse,
    files.brief,
    sources.sources,
    storage.backup,
    storage.restore,
    model.model,
    demo.demo,
):
    sitrep.add_command(command)


def main() -> None:
    """Runs the command line and exits."""
    hold_closed()
    try:
        # `run` logs to stderr; whatever else is done is done for what it prints
        if sys.stdout is None and sys.argv[1:2] != ["run"]:
            raise UsageError("Standard output is closed. Send it to a file, or with >/dev/null to nobody")
        code = sitrep.main(standalone_mode=False)
    except NoArgsIsHelpError as error:  # of a group of commands, none named
        click.echo(error.ctx.get_help() if error.ctx else "")
        code = complain("name a command; they are listed above", 2)
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "sitrep"
        code = complain(f"{error.format_message()} (see `{where} --help`)", 2)
    except click.ClickException as error:
        code = complain(error.format_message(), 1)
    except UsageError as error:
        code = complain(str(error), 2)
    except QueryError as error:
        code = complain(f"{error}{'' if error.whole else f' (at column {error.column})'}", 1)
    except SitrepError as error:
        code = complain(str(error), 1)
    except (KeyboardInterrupt, click.Abort):
        code = 130
    except OSError as error:  # the disk is full, a file cannot be read any further
        drop_output()
        where = f"{error.filename}: " if error.filename else ""
        code = complain(f"{where}{error.strerror or error}", 1)
    sys.exit(code if isinstance(code, int) else 0)


def hold_closed() -> None:
    """Opens standard streams that are closed: else the first files and sockets get their numbers, at which uvloop aborts."""
    number = os.open(os.devnull, os.O_RDWR)
    while number < 3:
        number = os.dup(number)
    os.close(number)


def drop_output() -> None:
    """What could not be written is not tried again at the end."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
