"""Rows of a table as JSON lines that any database takes: moments with their zone, days, bytes in base64."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from corpus.copying import with_zone

_ROWS_AT_ONCE = 500


def written(db: sa.Connection, table: sa.Table, note: Callable[[Any], None] = lambda _: None) -> Iterator[bytes]:
    """Each row of `table` as one line; `note` is shown each row before."""
    query = sa.select(table).execution_options(stream_results=True, yield_per=_ROWS_AT_ONCE)
    for row in db.execute(query).mappings():
        note(row)
        yield json.dumps({key: _plain(value) for key, value in row.items()}).encode() + b"\n"


def load(
    db: sa.Connection, table: sa.Table, lines: Iterable[bytes], changed: Callable[[str], str] = lambda text: text
) -> int:
    """Insert the rows that `written` gave into an empty table; returns how many. `changed` is asked for every text.

    Raises ValueError for a line that is no row of the table.
    """
    count = 0
    waiting: list[dict[str, Any]] = []
    for line in lines:
        row = json.loads(line)
        if not isinstance(row, dict) or not row.keys() <= set(table.columns.keys()):
            raise ValueError(f"a row of {table.name} has columns that the table lacks")
        waiting.append({key: _typed(table.c[key], value, changed) for key, value in row.items()})
        if len(waiting) == _ROWS_AT_ONCE:
            db.execute(table.insert(), waiting)
            count += len(waiting)
            waiting = []
    if waiting:
        db.execute(table.insert(), waiting)
    return count + len(waiting)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        zoned: Any = with_zone(value)
        return zoned.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes | memoryview) else value


def _typed(column: sa.Column[Any], value: Any, changed: Callable[[str], str]) -> Any:
    if not isinstance(value, str):
        return value
    if isinstance(column.type, sa.DateTime):
        return datetime.fromisoformat(value)
    if isinstance(column.type, sa.Date):
        return date.fromisoformat(value)
    return base64.b64decode(value, validate=True) if isinstance(column.type, sa.LargeBinary) else changed(value)
