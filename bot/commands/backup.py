"""`backup` and `restore`: everything the program keeps, in one file and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.options import Json
from bot.commands.program import print_json, program_of


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", dir_okay=False, help="The archive to write, a zip file.")],
    json: Json = False,
) -> None:
    """Write all that is kept into one archive, while the bot and index runs go on.

    It holds the library, the index with its vectors, what the bot remembers, kept pages and the log of runs, but no
    settings. Nobody else may read it; what was FILE before is replaced when all went well.
    """
    program = program_of(context)
    program.set_up_logs(default_level="WARNING")
    from bot.backup.writing import back_up

    report = back_up(program.settings, file)
    if json:
        print_json(report)
    else:
        held = report.counts
        typer.echo(
            f"{report.file}: {report.bytes / 1024**2:,.1f} MiB, generation {report.generation or 'none'}, "
            f"{held.get('items', 0):,} articles and list entries, {held.get('vectors', 0):,} passages, "
            f"{held.get('answers', 0):,} answers given."
        )


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", dir_okay=False, help="An archive that `backup` wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of what is there; the bot must be stopped.")
    ] = False,
    json: Json = False,
) -> None:
    """Bring back what an archive holds, into an empty data folder (or database) or with --replace.

    The archive is checked whole before anything is touched. An archive made over SQLite restores to PostgreSQL, and
    the other way round.
    """
    program = program_of(context)
    program.set_up_logs(default_level="WARNING")
    from bot.backup.restoring import restore as bring_back

    report = bring_back(program.settings, file, replaces=replace)
    if json:
        print_json(report)
    else:
        typer.echo(
            f"Restored what was kept on {report.made_at:%Y-%m-%d %H:%M} UTC: generation "
            f"{report.generation or 'none'}, {report.counts.get('items', 0):,} articles and list entries."
        )
