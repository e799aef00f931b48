"""The library's tables, and the step from databases of earlier versions."""

from __future__ import annotations

import sqlalchemy as sa

SCHEMA_VERSION = 2  # 2: sources know their kind and when they are due, pages the entry that named them

META = sa.MetaData()
SCHEMA = sa.Table("library_schema", META, sa.Column("version", sa.Integer, nullable=False))
SOURCES = sa.Table(
    "sources",
    META,
    sa.Column("location", sa.Text, primary_key=True),
    sa.Column("last_success", sa.DateTime(timezone=True)),
    sa.Column("last_error", sa.Text),
    sa.Column("kind", sa.String(8)),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    sa.Column("next_due", sa.DateTime(timezone=True)),
    sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
)
FILES = sa.Table(
    "files",
    META,
    sa.Column("path", sa.Text, primary_key=True),
    sa.Column("source", sa.Text, nullable=False, index=True),
    sa.Column("checksum", sa.String(64), nullable=False),
    sa.Column("skipped", sa.Text, nullable=False, default="[]"),
    sa.Column("entry", sa.Text),
)
ITEMS = sa.Table(
    "items",
    META,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("checksum", sa.String(32), nullable=False),
    sa.Column("path", sa.Text, nullable=False, index=True),
)
VERSIONS = sa.Table(
    "versions",
    META,
    sa.Column("checksum", sa.String(32), primary_key=True),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("published", sa.Date),
    sa.Column("content", sa.Text, nullable=False),
)
OUTLINES = sa.Table(
    "outlines",
    META,
    sa.Column("checksum", sa.String(32), primary_key=True),
    sa.Column("made_by", sa.Integer, nullable=False),
    sa.Column("source", sa.Text),
    sa.Column("url", sa.Text),
    sa.Column("published", sa.Date),
    sa.Column("words", sa.LargeBinary, nullable=False),
    sa.Column("fingerprints", sa.LargeBinary, nullable=False),
)


def step_forward(db: sa.Connection) -> None:
    """Bring a database of an earlier version to this one's: so far, versions differ by columns added since."""
    db.exec_driver_sql("BEGIN IMMEDIATE")  # another process may be at it, too
    for table in META.sorted_tables:
        have = {column["name"] for column in sa.inspect(db).get_columns(table.name)}
        for column in table.columns:
            if column.name not in have:
                written = sa.schema.CreateColumn(column).compile(dialect=db.dialect)
                db.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {written}")
    db.execute(SCHEMA.update().values(version=SCHEMA_VERSION))
