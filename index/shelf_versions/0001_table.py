"""The table as it was when revisions began."""

import sqlalchemy as sa
from alembic import op

from corpus.migrating import add_missing

revision = "0001"
down_revision = None

_META = sa.MetaData()
sa.Table(
    "index_files",
    _META,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)


def upgrade() -> None:
    """Take a database over."""
    add_missing(op.get_bind(), _META)
    op.drop_table("index_schema", if_exists=True)
