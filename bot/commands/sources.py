"""`sources`: the places articles and listings come from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.options import Json, NewSource
from bot.commands.program import as_row, print_json, program_of, say

sources = typer.Typer(
    help="List, add and remove the files, folders and web addresses that are indexed.", rich_markup_mode=None
)


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
            from bot.terminal_reports import show_sources

            show_sources(found)


@sources.command("add")
def add_source(
    context: typer.Context,
    location: NewSource,
    json: Json = False,
) -> None:
    """Remember PATH_OR_URL; the next `index` reads it."""
    from corpus.web_addresses import without_secrets

    with program_of(context).service() as service:
        service.add_source(location)
        shown = without_secrets(location)
        program_of(context).audit("source add", shown)
        if json:
            print_json({"added": shown})
        else:
            typer.echo(f"Added {shown}. `sanctions-bot index` reads it.")


@sources.command("copy")
def copy_library(
    context: typer.Context,
    library: Annotated[
        Path, typer.Argument(metavar="LIBRARY", exists=True, dir_okay=False, help="The other's `library.sqlite`.")
    ],
    json: Json = False,
) -> None:
    """Copy all that another installation holds into this one, which must be empty; then `index` makes it answer."""
    with program_of(context).service() as service:
        count = service.copy_library(library)
        if json:
            print_json({"copied": count})
        else:
            typer.echo(f"Copied {count:,} articles and list entries. `sanctions-bot index` makes them answer.")


@sources.command("remove")
def remove_source(
    context: typer.Context,
    location: Annotated[
        str, typer.Argument(metavar="PATH_OR_URL", help="As it was added, or as `sources list` shows it.")
    ],
    json: Json = False,
) -> None:
    """Forget PATH_OR_URL; the next `index` takes what it gave out of the index."""
    from corpus.web_addresses import without_secrets

    shown = without_secrets(location)
    with program_of(context).service() as service:
        if not service.remove_source(location):
            say(f"error: {shown} is not a source; `sanctions-bot sources list` shows them")
            raise typer.Exit(1)
        program_of(context).audit("source remove", shown)
        if json:
            print_json({"removed": shown})
        else:
            typer.echo(f"Removed {shown}. The next `sanctions-bot index` takes what it gave out of the index.")
