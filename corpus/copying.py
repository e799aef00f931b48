"""Copying a library into another database: from the laptop's file to the server, with all versions and histories."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

from corpus.database import Database, Place, shown
from corpus.errors import LibraryError
from corpus.library import Library
from corpus.library_tables import META
from corpus.silent_server import patiently

_ROWS_AT_ONCE = 500


def copy_library(origin: Place, target: Place) -> int:
    """Copy all that the library at `origin` holds into the empty one at `target`, whole or not at all.

    Returns how many articles and listings it has now. Raises LibraryError when either cannot be used, or `target` is
    not empty.
    """
    for place in (origin, target):
        Library(place).close()  # makes the tables, or brings them to this version
    old, new = Database(origin, LibraryError), Database(target, LibraryError)
    try:
        with patiently(), old.transaction() as source, new.transaction() as db:
            for table in META.sorted_tables:
                _copy(source, db, table, shown(target))
        library = Library(target)
        try:
            return len(library.items())
        finally:
            library.close()
    finally:
        old.close()
        new.close()


def with_zone(value: object) -> object:
    """SQLite keeps no time zone; PostgreSQL would take a moment without one for one in the server's."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value


def _copy(source: sa.Connection, db: sa.Connection, table: sa.Table, target: str) -> None:
    if db.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first() is not None:
        raise LibraryError(f"{target} is not empty; copy into a database where nothing was indexed yet")
    copy_rows(source, db, table)


def copy_rows(source: sa.Connection, db: sa.Connection, table: sa.Table) -> None:
    """Copy the rows of a table into the empty one of another database."""
    for rows in source.execute(sa.select(table)).mappings().partitions(_ROWS_AT_ONCE):
        db.execute(table.insert(), [{key: with_zone(value) for key, value in row.items()} for row in rows])
    counted = table.autoincrement_column
    if counted is not None and db.dialect.name == "postgresql":
        # Numbers given from now on come after those copied.
        last = sa.select(sa.func.max(counted)).scalar_subquery()
        sequence = sa.func.pg_get_serial_sequence(table.name, counted.name)
        db.execute(sa.select(sa.func.setval(sequence, sa.func.coalesce(last, 0) + 1, False)))
