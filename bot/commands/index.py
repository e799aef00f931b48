"""`index`: bring the index up to date, or go back to the one before."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.options import Json, NewSources
from bot.commands.program import print_json, program_of, say, wrong_usage


def index(
    context: typer.Context,
    paths: NewSources = None,
    full: Annotated[bool, typer.Option("--full", help="Read every file again and rebuild the index.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    allow_removals: Annotated[
        bool, typer.Option("--allow-removals", help="Let a source lose more than a third of what it has.")
    ] = False,
    rollback: Annotated[bool, typer.Option("--rollback", help="Go back to the index before the last run.")] = False,
    json: Json = False,
) -> None:
    """Add sources and bring the index up to date with all sources.

    Only what changed is read and embedded. A run that is stopped loses nothing: the old index goes on answering and
    the next run goes on from there. Where a source would lose more than a third of its articles and entries, and more
    than 5, its removals are held back, the report says so and the exit code is 1.
    """
    if rollback and (paths or full or dry_run or allow_removals):
        raise wrong_usage("--rollback goes alone")
    from bot.terminal import progress_bars, show_report

    with program_of(context).service() as service:
        if rollback:
            generation = service.roll_back()
            if json:
                print_json({"generation": generation})
            else:
                typer.echo(f"Back to generation {generation}.")
            return
        with progress_bars() as progress:
            report = service.index(
                paths or [], full=full, dry_run=dry_run, allow_removals=allow_removals, progress=progress
            )
        if json:
            print_json(report)
        else:
            show_report(report)
        if report.held_back:
            for held in report.held_back:
                say(
                    f"held back: {held.source} would lose {held.removed:,} of its {held.of:,} articles and list "
                    "entries; if that is right, run again with --allow-removals"
                )
            raise typer.Exit(1)
