"""Options and arguments that several commands take, worded once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.days import parse_day


def _day(text: str) -> date:
    try:
        return parse_day(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def _location(text: str) -> str:
    from corpus.errors import SanctionsBotError
    from corpus.sources import location_of

    try:
        return location_of(text)
    except SanctionsBotError as error:
        raise typer.BadParameter(str(error)) from None


def _rows(text: str) -> Path:
    path = Path(text)
    if text != "-" and not path.is_file():
        raise typer.BadParameter(f"there is no file {text!r}")
    return path


Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        parser=_day,
        metavar="DATE",
        help="Use only what was published by this day: 2020-11-30, “30 November 2020”, 2020.",
    ),
]
Batch = Annotated[
    Path | None,
    typer.Option(
        "--batch",
        metavar="FILE.jsonl",
        parser=_rows,
        help="Read rows from FILE.jsonl, - for stdin, and print one JSON object a row.",
    ),
]
NewSources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH_OR_URL",
        parser=_location,
        help="What to add: files and folders, addresses of feeds, sitemaps, lists of addresses or single pages, or "
        "“sample”; those added before need not be named again.",
    ),
]
NewSource = Annotated[
    str,
    typer.Argument(
        metavar="PATH_OR_URL",
        parser=_location,
        help="File or folder, address of a feed, sitemap, list of addresses or page, or “sample”.",
    ),
]


def given_once(argument: str | None, batch: Path | None, what: str) -> None:
    """Raises a usage error unless exactly one of `argument` and `batch` was given."""
    if argument is None and batch is None:
        raise typer.BadParameter(f"{what} is missing; give it, or --batch FILE.jsonl")
    if argument is not None and batch is not None:
        raise typer.BadParameter(f"give {what} or --batch, not both")
