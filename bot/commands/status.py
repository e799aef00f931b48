"""`status`: what is held and how it is."""

from __future__ import annotations

import typer

from bot.commands.options import Json
from bot.commands.program import print_json, program_of


def status(context: typer.Context, json: Json = False) -> None:
    """Show what is held: generation, articles, lists with their dates, last run, health."""
    with program_of(context).service() as service:
        held = service.status()
        if json:
            print_json(held)
        else:
            from bot.terminal_reports import show_status

            show_status(held)
