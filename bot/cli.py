"""The command line: the map of all commands. Each lies in bot/commands and imports what is heavy only when it runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.ask import ask
from bot.commands.audit import audit
from bot.commands.backup import backup, restore
from bot.commands.chat import chat
from bot.commands.check import check
from bot.commands.evaluate import evaluate
from bot.commands.gaps import gaps
from bot.commands.index import index
from bot.commands.program import Program, say
from bot.commands.reference import reference
from bot.commands.run import run
from bot.commands.search import search
from bot.commands.sources import sources
from bot.commands.status import status
from bot.commands.who import who
from corpus.errors import SanctionsBotError, SettingsError

app = typer.Typer(
    name="sanctions-bot",
    help="Answers questions about sanctions and proves every sentence with a citation.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"sanctions-bot {version('sanctions-bot')}")
        raise typer.Exit


@app.callback()
def _program(
    context: typer.Context,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            metavar="DIR",
            file_okay=False,
            help="Folder that holds everything the program writes (default: SANCTIONS_BOT_DATA, else the user's own).",
        ),
    ] = None,
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    context.obj = Program(data)


app.command()(ask)
app.command()(chat)
app.command()(search)
app.command()(who)
app.command()(index)
app.add_typer(sources, name="sources")
app.command()(status)
app.command()(gaps)
app.command()(audit)
app.command()(evaluate)
app.command()(run)
app.command()(check)
app.command()(backup)
app.command()(restore)
app.command(hidden=True)(reference)


def main() -> None:
    """Run the program and end it: exit code 0 done, 1 the task failed, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets an escape instead of a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app(prog_name="sanctions-bot")
    except SanctionsBotError as error:
        say(f"error: {error}")
        sys.exit(2 if isinstance(error, SettingsError) else 1)


if __name__ == "__main__":
    main()
