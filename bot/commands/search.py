"""`search`: the passages nearest to a query."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.options import AsOf, Batch, Json, given_once
from bot.commands.program import as_row, cleaned, print_json, program_of, wrong_usage

if TYPE_CHECKING:
    from bot.service import Service


def search(
    context: typer.Context,
    query: Annotated[str | None, typer.Argument(metavar="QUERY", help="Words or a question.")] = None,
    count: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.")] = 10,
    as_of: AsOf = None,
    json: Json = False,
    batch: Batch = None,
) -> None:
    """Show the passages nearest to QUERY, best first.

    Batch rows: {"id", "query", "k"?, "as_of"?}.
    """
    given_once(query, batch, "QUERY")
    program = program_of(context)
    if query is not None:
        try:
            query = cleaned(query, "query", program.settings.question_chars)
        except ValueError as error:
            raise wrong_usage(str(error)) from None
    with program.service(sample=True, searching=True) as service:
        if batch is not None:
            from bot.commands.batch import QueryRow, run_batch

            run_batch(
                batch,
                QueryRow,
                lambda row: hits_row(service, row.query, row.k or count, row.as_of or as_of),
            )
            return
        assert query is not None
        found = hits_row(service, query, count, as_of)
        if json:
            print_json(found)
        else:
            from bot.terminal import show_hits

            show_hits(found["hits"])


def hits_row(service: Service, query: str, count: int, as_of: date | None) -> dict[str, Any]:
    """What `search --json` prints for one query."""
    query = cleaned(query, "query", service.settings.question_chars)
    return {"query": query, "hits": as_row(service.search(query, count, as_of=as_of))}
