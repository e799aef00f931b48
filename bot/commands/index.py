"""`index`: bring the index up to date, go back to an earlier one, or say yes to one that waits."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.options import Json, NewSources
from bot.commands.program import print_json, program_of, say, wrong_usage

_BY = "command line"


def index(
    context: typer.Context,
    paths: NewSources = None,
    full: Annotated[bool, typer.Option("--full", help="Read every file again and rebuild the index.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    allow_removals: Annotated[
        bool, typer.Option("--allow-removals", help="Let a source lose more than a third of what it has.")
    ] = False,
    rollback: Annotated[
        bool, typer.Option("--rollback", help="Go back to the generation before the live one.")
    ] = False,
    to: Annotated[
        str | None,
        typer.Option(
            "--to", metavar="GENERATION", help="With --rollback: go to this one, of those that `status` lists."
        ),
    ] = None,
    accept: Annotated[
        bool,
        typer.Option("--accept", help="Switch to the generation that waits for a yes; `status` tells why it does."),
    ] = False,
    json: Json = False,
) -> None:
    """Add sources and bring the index up to date with all sources.

    Only what changed is read and embedded. A run that is stopped loses nothing: the old index goes on answering and
    the next run goes on from there. Where a source would lose more than a third of its articles and entries, and more
    than 5, its removals are held back, the report says so and the exit code is 1. The same where the new generation
    answers the questions of SANCTIONS_BOT_QUESTIONS_FILE worse than the live one, or would bring back what was rolled
    back: it is built, but waits for --accept.
    """
    if (rollback or accept) and (paths or full or dry_run or allow_removals or (rollback and accept)):
        raise wrong_usage(f"{'--rollback' if rollback else '--accept'} goes alone")
    if to is not None and not rollback:
        raise wrong_usage("--to goes with --rollback")
    from bot.index_results import result_of
    from bot.progress import progress_bars
    from bot.terminal_reports import show_report

    with program_of(context).service() as service:
        if rollback or accept:
            generation = service.roll_back(to, by=_BY) if rollback else service.accept(by=_BY)
            program_of(context).audit("rollback" if rollback else "accept", generation)
            if json:
                print_json({"generation": generation})
            else:
                typer.echo(f"Back to generation {generation}." if rollback else f"Generation {generation} is live.")
            return
        with progress_bars() as progress:
            report = service.index(
                paths or [], full=full, dry_run=dry_run, allow_removals=allow_removals, progress=progress, by=_BY
            )
        if not dry_run:
            program_of(context).audit("reindex", "with all removals" if allow_removals else "", result_of(report))
        if json:
            print_json(report)
        else:
            show_report(report)
        for held in report.held_back:
            say(
                f"held back: {held.source} would lose {held.removed:,} of its {held.of:,} articles and list "
                "entries; if that is right, run again with --allow-removals"
            )
        if report.waiting is not None:
            say(
                f"waiting: {report.waiting.generation} is built but not live: {report.waiting.reason}; if it is to go "
                "live all the same, run `index --accept`"
            )
        if report.held_back or report.waiting is not None:
            raise typer.Exit(1)
