"""The library's tables. Whoever changes them adds a revision in corpus/library_versions."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from corpus.schema import Schema

META = sa.MetaData()
LIBRARY = Schema("library", META, Path(__file__).with_name("library_versions"))
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
