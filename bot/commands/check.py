"""`check`: tries everything the program needs and says what to mend."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.options import Json
from bot.commands.program import print_json, program_of


def check(
    context: typer.Context,
    alive: Annotated[
        bool, typer.Option("--alive", help="Only say whether the running bot hears Telegram; for health checks.")
    ] = False,
    json: Json = False,
) -> None:
    """Try settings, disk, library, index, model and Telegram; say what to mend.

    Exit code 1 when something is broken.
    """
    from bot.check import examine, is_alive

    program = program_of(context)
    findings = [is_alive(lambda: program.settings)] if alive else examine(lambda: program.settings)
    if json:
        print_json({"ok": all(not finding.broken for finding in findings), "checks": findings})
    else:
        from bot.terminal_reports import show_findings

        show_findings(findings)
    if any(finding.broken for finding in findings):
        raise typer.Exit(1)
