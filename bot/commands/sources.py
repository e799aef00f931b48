"""`sources`: the places articles and listings come from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.options import Json, NewSource
from bot.commands.program import as_row, print_json, program_of, say

sources = typer.Typer(help="List, add and remove the files and folders that are indexed.", rich_markup_mode=None)


@sources.callback(invoke_without_command=True)
def _list_by_default(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        list_sources(context)


@sources.command("list")
def list_sources(context: typer.Context, json: Json = False) -> None:
    """Show each source with what it gave and how reading it went."""
    with program_of(context).service() as service:
        found = service.sources()
        if json:
            print_json({"sources": as_row(found)})
        else:
            from bot.terminal import show_sources

            show_sources(found)


@sources.command("add")
def add_source(
    context: typer.Context,
    path: NewSource,
    json: Json = False,
) -> None:
    """Remember PATH; the next `index` reads it."""
    with program_of(context).service() as service:
        service.add_source(path)
        if json:
            print_json({"added": str(path)})
        else:
            typer.echo(f"Added {path}. `sanctions-bot index` reads it.")


@sources.command("remove")
def remove_source(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="File or folder, as `sources list` shows it.")],
    json: Json = False,
) -> None:
    """Forget PATH; the next `index` takes what it gave out of the index."""
    with program_of(context).service() as service:
        # A source that is gone from the disk can still be removed, by the name it was added under.
        removed = service.remove_source(path) or (not path.is_absolute() and service.remove_source(path.resolve()))
        if not removed:
            say(f"error: {path} is not a source; `sanctions-bot sources list` shows them")
            raise typer.Exit(1)
        if json:
            print_json({"removed": str(path)})
        else:
            typer.echo(f"Removed {path}. The next `sanctions-bot index` takes what it gave out of the index.")
