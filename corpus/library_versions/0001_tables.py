"""The tables as they were when revisions began; databases from before get what they lack of them."""

import sqlalchemy as sa
from alembic import op

from corpus.migrating import add_missing

revision = "0001"
down_revision = None

_META = sa.MetaData()
sa.Table(
    "sources",
    _META,
    sa.Column("location", sa.Text, primary_key=True),
    sa.Column("last_success", sa.DateTime(timezone=True)),
    sa.Column("last_error", sa.Text),
    sa.Column("kind", sa.Text),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    sa.Column("next_due", sa.DateTime(timezone=True)),
    sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
)
sa.Table(
    "files",
    _META,
    sa.Column("path", sa.Text, primary_key=True),
    sa.Column("source", sa.Text, nullable=False, index=True),
    sa.Column("checksum", sa.Text, nullable=False),
    sa.Column("skipped", sa.Text, nullable=False),
    sa.Column("entry", sa.Text),
)
_ITEMS = sa.Table(
    "items",
    _META,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("checksum", sa.String(32), nullable=False),
    sa.Column("path", sa.Text, nullable=False, index=True),
    sa.Column("list", sa.Text),
    sa.Column("edition", sa.Date),
    sa.Column("absent", sa.Boolean, nullable=False, server_default="0"),
)
sa.Table(
    "ceded",
    _META,
    sa.Column("path", sa.Text, primary_key=True),
    sa.Column("newer", sa.Text, primary_key=True),
)
sa.Table(
    "list_editions",
    _META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("list", sa.Text, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("dated", sa.Boolean, nullable=False),
    sa.Column("previous", sa.Date),
    sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("entries", sa.Integer, nullable=False),
    sa.Column("reported", sa.Boolean, nullable=False, server_default="0"),
)
sa.Table(
    "list_changes",
    _META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("edition", sa.Integer, nullable=False),
    sa.Column("key", sa.Text, nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("what", sa.String(8), nullable=False),
    sa.Column("fields", sa.Text, nullable=False, server_default="{}"),
)
_VERSIONS = sa.Table(
    "versions",
    _META,
    sa.Column("checksum", sa.String(32), primary_key=True),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("published", sa.Date),
    sa.Column("content", sa.Text, nullable=False),
)
sa.Table(
    "outlines",
    _META,
    sa.Column("checksum", sa.String(32), primary_key=True),
    sa.Column("made_by", sa.Integer, nullable=False),
    sa.Column("source", sa.Text),
    sa.Column("url", sa.Text),
    sa.Column("published", sa.Date),
    sa.Column("words", sa.LargeBinary, nullable=False),
    sa.Column("fingerprints", sa.LargeBinary, nullable=False),
)


def upgrade() -> None:
    """Take a database over."""
    db = op.get_bind()
    add_missing(db, _META)
    if db.dialect.name == "sqlite":
        # What entries hold from before editions were kept; there was SQLite alone then.
        version = sa.select(_VERSIONS.c.content).where(_VERSIONS.c.checksum == _ITEMS.c.checksum).scalar_subquery()
        stated = {"list": sa.func.json_extract(version, "$.list"), "edition": sa.func.json_extract(version, "$.as_of")}
        db.execute(_ITEMS.update().where(_ITEMS.c.kind == "listing", _ITEMS.c.list.is_(None)).values(**stated))
    op.drop_table("library_schema", if_exists=True)
