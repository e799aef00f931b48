"""`who`: the listings and articles that name somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.options import Batch, Json, given_once
from bot.commands.program import as_row, cleaned, print_json, program_of, wrong_usage

if TYPE_CHECKING:
    from bot.service import Service

_NAME_CHARS = 300  # the longest name on the lists this was tried with has fewer than 200


def who(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Name, alias or acronym of a person, company or vessel.")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show which words of the names matched how.")] = False,
    json: Json = False,
    batch: Batch = None,
) -> None:
    """Look NAME up in the official lists held and in the articles, best match first.

    No match means only that the lists held have no such name; the nearest names are shown then. Batch rows:
    {"id", "name"}.
    """
    given_once(name, batch, "NAME")
    program = program_of(context)
    if name is not None:
        try:
            name = cleaned(name, "name", _NAME_CHARS)
        except ValueError as error:
            raise wrong_usage(str(error)) from None
    with program.service(sample=True) as service:
        if batch is not None:
            from bot.commands.batch import NameRow, run_batch

            run_batch(batch, NameRow, lambda row: _matches_row(service, row.name, explain))
            return
        assert name is not None
        found = _matches_row(service, name, explain)
        if json:
            print_json(found)
        else:
            from bot.terminal import show_matches

            show_matches(found, service.status().lists)


def _matches_row(service: Service, name: str, explain: bool) -> dict[str, Any]:
    name = cleaned(name, "name", _NAME_CHARS)
    row: dict[str, Any] = as_row(service.who(name))
    if not explain:
        for match in [*row["matches"], *row["nearest"]]:
            del match["explanation"]
    return {"name": name} | row
