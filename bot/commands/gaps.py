"""`gaps`: what people asked the bot and did not get."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.options import Json
from bot.commands.program import print_json, program_of


def gaps(
    context: typer.Context,
    count: Annotated[int, typer.Option("-n", min=1, max=100, help="How many to show at most.")] = 20,
    json: Json = False,
) -> None:
    """Show questions nothing answered and answers that were disliked, grouped by likeness, with what to add."""
    with program_of(context).service() as service:
        from bot.gaps import told_gaps

        told = told_gaps(service, count)
        if json:
            print_json(told)
        else:
            from bot.terminal_reports import show_gaps

            show_gaps(told)
