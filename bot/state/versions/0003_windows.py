"""Windows, in which replicas count together what one may ask."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "windows",
        sa.Column("key", sa.String(80), primary_key=True),
        sa.Column("counted", sa.Integer, nullable=False),
        sa.Column("ends_at", sa.Float, nullable=False),
    )
    op.create_index("ix_windows_ends_at", "windows", ["ends_at"])
