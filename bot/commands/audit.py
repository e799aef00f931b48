"""`audit`: what was done to the bot, by whom and when."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.options import Json
from bot.commands.program import print_json, program_of, say


def audit(
    context: typer.Context,
    count: Annotated[int, typer.Option("-n", min=1, max=100_000, help="How many to show at most.")] = 50,
    json: Json = False,
) -> None:
    """Show the administrative acts, newest first, and whether the log is as it was written (else the exit code is 1).

    Who is a numeric Telegram id, or nobody where the bot acted by itself or somebody on its machine.
    """
    from bot.places import state_of
    from bot.state import State

    program = program_of(context)
    program.set_up_logs(default_level="WARNING")
    state = State(state_of(program.settings))
    try:
        entries, broken_at = state.audit.newest(count), state.audit.broken_at()
    finally:
        state.close()
    if json:
        print_json({"entries": entries, "broken_at": broken_at})
    elif not entries:
        typer.echo("No administrative act yet.")
    else:
        for entry in entries:
            about = f" {entry.about}" if entry.about else ""
            who = entry.person_id if entry.person_id is not None else "-"
            typer.echo(f"{entry.id}  {entry.at:%Y-%m-%d %H:%M:%S} UTC  {who}  {entry.act}{about}: {entry.result}")
    if broken_at is not None:
        say(f"error: the log was changed: entry {broken_at} is not as it was written, or not the one that followed")
        raise typer.Exit(1)
