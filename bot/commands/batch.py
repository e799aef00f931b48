"""Batches: JSON lines in, one JSON object a row out, in order; a bad row says so on its line and the rest go on."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, StrictStr, ValidationError

from bot.commands.days import parse_day
from bot.commands.program import print_json, say
from corpus.errors import SanctionsBotError

Row = TypeVar("Row", bound="BatchRow")
Day = Annotated[date | None, BeforeValidator(lambda value: parse_day(value) if isinstance(value, str) else value)]


class BatchRow(BaseModel):
    """What every row has. Fields no command knows are ignored, so that an evaluation file is a batch too."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    id: StrictStr | StrictInt


class QuestionRow(BatchRow):
    """A row of `ask --batch`."""

    question: str = Field(min_length=1)
    history: tuple[str, ...] = ()
    as_of: Day = None


class QueryRow(BatchRow):
    """A row of `search --batch`."""

    query: str = Field(min_length=1)
    k: int | None = Field(default=None, ge=1, le=100)
    as_of: Day = None


class NameRow(BatchRow):
    """A row of `who --batch`."""

    name: str = Field(min_length=1)


def run_batch(file: Path, kind: type[Row], answer: Callable[[Row], dict[str, Any]]) -> None:
    """Print `answer(row)` with the row's id for each row of `file` ("-" is stdin).

    Rows that are no `kind`, or whose answer failed, give `{"id"?, "error"}`; then the program ends with exit code 1.
    """
    total = failed = 0
    for line, content in _lines(file):
        total += 1
        identity: dict[str, Any] = {}
        try:
            row = _parse(content, kind, identity)
            print_json({"id": row.id} | {key: value for key, value in answer(row).items() if key != "id"})
        except (ValueError, SanctionsBotError) as error:
            failed += 1
            print_json({**identity, "error": f"line {line}: {error}"})
    if failed:
        say(f"{failed} of {total} rows failed; each says why on its line")
        raise typer.Exit(1)


def _lines(file: Path) -> Iterator[tuple[int, bytes]]:
    """(line number, content) of the lines that are not empty."""
    stream = sys.stdin.buffer if str(file) == "-" else file.open("rb")
    with stream:
        for number, content in enumerate(stream, 1):
            content = content.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else content.strip()
            if content:
                yield number, content


def _parse(content: bytes, kind: type[Row], identity: dict[str, Any]) -> Row:
    """The row; `identity` gets its id as soon as that is known. Raises ValueError naming the field."""
    try:
        data = json.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 (byte {error.start})") from None
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"not JSON ({error})") from None
    if not isinstance(data, dict):
        raise ValueError(f"a JSON object is needed, this is a {type(data).__name__}")
    if isinstance(data.get("id"), (str, int)) and not isinstance(data["id"], bool):
        identity["id"] = data["id"]
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) if first["loc"] else "row"
        raise ValueError(f"{first['loc'][0] if field.startswith('id.') else field}: {first['msg']}") from None
