"""The tables as they were when revisions began; databases from before get what they lack of them."""

import sqlalchemy as sa
from alembic import op

from corpus.migrating import add_missing

revision = "0001"
down_revision = None

_META = sa.MetaData()
sa.Table(
    "answers",
    _META,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("thread_id", sa.BigInteger),
    sa.Column("asker_id", sa.BigInteger, nullable=False),
    sa.Column("question_message_id", sa.BigInteger, nullable=False),
    sa.Column("message_ids", sa.Text, nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("answer", sa.Text),
    sa.Column("asked_at", sa.Float, nullable=False, index=True),
    sa.UniqueConstraint("chat_id", "question_message_id"),
    sa.Index("answers_of_an_asker", "chat_id", "asker_id", "asked_at"),
)
sa.Table(
    "messages",
    _META,
    sa.Column("chat_id", sa.BigInteger, primary_key=True),
    sa.Column("message_id", sa.BigInteger, primary_key=True),
    sa.Column("given_id", sa.String(16), nullable=False, index=True),
)
sa.Table(
    "gaps",
    _META,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("times", sa.Integer, nullable=False),
    sa.Column("first_asked_at", sa.Float, nullable=False),
    sa.Column("last_asked_at", sa.Float, nullable=False),
)
sa.Table(
    "settled_gaps",
    _META,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("settled_at", sa.Float, nullable=False),
)
sa.Table(
    "offers",
    _META,
    sa.Column("given_id", sa.String(16), primary_key=True),
    sa.Column("page", sa.Integer, nullable=False),
    sa.Column("questions", sa.Text, nullable=False),
)
sa.Table(
    "votes",
    _META,
    sa.Column("given_id", sa.String(16), primary_key=True),
    sa.Column("person_id", sa.BigInteger, primary_key=True),
    sa.Column("good", sa.Boolean, nullable=False),
    sa.Column("reason", sa.String(16)),
    sa.Column("by_reaction", sa.Boolean, nullable=False),
    sa.Column("voted_at", sa.Float, nullable=False, index=True),
)
_UPDATES = sa.Table(
    "updates",
    _META,
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("turn", sa.Text, nullable=False),
    sa.Column("content", sa.Text),
    sa.Column("received_at", sa.Float, nullable=False, index=True),
    sa.Column("handled_at", sa.Float),
    sa.Column("holder", sa.String(16)),
    sa.Column("held_until", sa.Float),
    sa.Column("tries", sa.Integer, nullable=False),
)
_WAITING = _UPDATES.c.handled_at.is_(None)
sa.Index("updates_waiting", _UPDATES.c.turn, _UPDATES.c.update_id, sqlite_where=_WAITING, postgresql_where=_WAITING)
sa.Table(
    "chat_settings",
    _META,
    sa.Column("chat_id", sa.BigInteger, primary_key=True),
    sa.Column("settings", sa.Text, nullable=False),
)
sa.Table(
    "shared_answers",
    _META,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("asker_id", sa.BigInteger, nullable=False, index=True),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("made_at", sa.Float, nullable=False, index=True),
)
sa.Table(
    "watches",
    _META,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("chat_id", sa.BigInteger, nullable=False, index=True),
    sa.Column("thread_id", sa.BigInteger),
    sa.Column("owner_id", sa.BigInteger, nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("listing_ids", sa.Text, nullable=False),
    sa.Column("language", sa.Text),
    sa.Column("muted", sa.Boolean, nullable=False),
    sa.Column("added_at", sa.Float, nullable=False),
)
sa.Table(
    "watch_schedules",
    _META,
    sa.Column("chat_id", sa.BigInteger, primary_key=True),
    sa.Column("schedule", sa.Text, nullable=False),
    sa.Column("paused", sa.Boolean, nullable=False),
)
sa.Table(
    "watch_news",
    _META,
    sa.Column("watch_id", sa.String(16), primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("item", sa.Text, nullable=False),
    sa.Column("found_at", sa.Float, nullable=False),
    sa.Column("claimed_at", sa.Float),
    sa.Column("told_at", sa.Float, index=True),
)
sa.Table(
    "watch_seen",
    _META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("generation", sa.Text, nullable=False),
    sa.Column("articles", sa.LargeBinary, nullable=False),
    sa.Column("listings", sa.LargeBinary, nullable=False),
    sa.Column("last_change", sa.BigInteger, nullable=False),
)
sa.Table(
    "moves",
    _META,
    sa.Column("old_chat_id", sa.BigInteger, primary_key=True),
    sa.Column("new_chat_id", sa.BigInteger, nullable=False),
)


def upgrade() -> None:
    """Take a database over."""
    add_missing(op.get_bind(), _META)
    op.drop_table("telegram_schema", if_exists=True)
