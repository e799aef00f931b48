"""The library's tables, and the step from databases of earlier versions."""

from __future__ import annotations

import sqlalchemy as sa

# 2: sources know their kind and when they are due, pages the entry that named them
# 3: the editions of lists and what each changed; entries know their list, its edition and whether it dropped them
SCHEMA_VERSION = 3

META = sa.MetaData()
SCHEMA = sa.Table("library_schema", META, sa.Column("version", sa.Integer, nullable=False))
SOURCES = sa.Table(
    "sources",
    META,
    sa.Column("location", sa.Text, primary_key=True),
    sa.Column("last_success", sa.DateTime(timezone=True)),
    sa.Column("last_error", sa.Text),
    sa.Column("kind", sa.Text),
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
    sa.Column("checksum", sa.Text, nullable=False),
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
    # Of listings: the list, the date of the edition that was the last word on the entry, and whether it lacks it.
    sa.Column("list", sa.Text),
    sa.Column("edition", sa.Date),
    sa.Column("absent", sa.Boolean, nullable=False, server_default="0"),
)
# Files whose entries a newer edition in another file took over: they are read again when that one goes.
CEDED = sa.Table(
    "ceded",
    META,
    sa.Column("path", sa.Text, primary_key=True),
    sa.Column("newer", sa.Text, primary_key=True),
)
LIST_EDITIONS = sa.Table(
    "list_editions",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("list", sa.Text, nullable=False),
    sa.Column("day", sa.Date, nullable=False),  # of the edition or, where the list does not say, of the run
    sa.Column("dated", sa.Boolean, nullable=False),
    sa.Column("previous", sa.Date),
    sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("entries", sa.Integer, nullable=False),
    sa.Column("reported", sa.Boolean, nullable=False, server_default="0"),
)
LIST_CHANGES = sa.Table(
    "list_changes",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("edition", sa.Integer, nullable=False),  # id in list_editions
    sa.Column("key", sa.Text, nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("what", sa.String(8), nullable=False),  # added, removed, changed
    sa.Column("fields", sa.Text, nullable=False, server_default="{}"),  # JSON: field -> [old value, new value]
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
    """Bring a database of an earlier version to this one's: by the columns added since, and what goes into them."""
    for table in META.sorted_tables:
        have = {column["name"] for column in sa.inspect(db).get_columns(table.name)}
        for column in table.columns:
            if column.name not in have:
                written = sa.schema.CreateColumn(column).compile(dialect=db.dialect)
                db.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {written}")
    # What entries held from before 3 say of their list and edition; there was SQLite alone then.
    version = sa.select(VERSIONS.c.content).where(VERSIONS.c.checksum == ITEMS.c.checksum).scalar_subquery()
    stated = {"list": sa.func.json_extract(version, "$.list"), "edition": sa.func.json_extract(version, "$.as_of")}
    if db.dialect.name == "sqlite":
        db.execute(ITEMS.update().where(ITEMS.c.kind == "listing", ITEMS.c.list.is_(None)).values(**stated))
    db.execute(SCHEMA.update().values(version=SCHEMA_VERSION))
