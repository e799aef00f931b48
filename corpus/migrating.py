"""Migrating: alembic carries a database from one revision to another, within the transaction it is given.

A new revision is a file beside the others (docs/operations.md tells how). It states the tables as they were then, not
as the program has them now.
"""

from __future__ import annotations

import threading
from pathlib import Path

import sqlalchemy as sa
import structlog
from alembic import command
from alembic.config import Config

from corpus.schema import Schema

_ENVIRONMENT = Path(__file__).with_name("migrations")
# alembic keeps what it works on in globals of the process. Nothing that holds it waits for a database's lock, which
# its holder has before.
_lock = threading.Lock()

log = structlog.get_logger()


def migrate(db: sa.Connection, schema: Schema, held: str | None, to: str = "head") -> None:
    """Bring the database behind `db` from the revision `held` to that of the program."""
    with _lock:
        command.upgrade(configuration(schema, db), to)
    log.info("database.migrated", schema=schema.name, before=held, now=schema.revision(db))


def configuration(schema: Schema, db: sa.Connection | None = None) -> Config:
    """What alembic needs to know to work on `schema` over the connection `db`."""
    config = Config(attributes={"connection": db, "version_table": schema.version_table, "tables": schema.tables})
    config.set_main_option("script_location", _written(_ENVIRONMENT))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", _written(schema.revisions))
    return config


def add_missing(db: sa.Connection, tables: sa.MetaData) -> None:
    """Make what the database lacks of `tables`: tables, columns (with their server's default) and indexes."""
    tables.create_all(db)
    for table in tables.sorted_tables:
        held = sa.inspect(db)
        columns = {column["name"] for column in held.get_columns(table.name)}
        for column in table.columns:
            if column.name not in columns:
                written = sa.schema.CreateColumn(column).compile(dialect=db.dialect)
                db.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {written}")
        indexes = {index["name"] for index in held.get_indexes(table.name)}
        for index in table.indexes:
            if index.name not in indexes:
                index.create(db)


def _written(path: Path) -> str:
    return str(path).replace("%", "%%")
