"""Shared answers: those made inline or handed on by their askers, which whoever has the link may open."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import sqlalchemy as sa

from bot.answers.answer import Answer
from bot.state.store import TABLES, Store

_shared = sa.Table(
    "shared_answers",
    TABLES,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("asker_id", sa.BigInteger, nullable=False, index=True),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("made_at", sa.Float, nullable=False, index=True),
)


@dataclass(frozen=True)
class SharedAnswer:
    """An answer that went into chats the bot is not in, where it cannot tell who reads it."""

    question: str
    answer: Answer


class SharedAnswers(Store):
    """Keeps them."""

    def keep(self, asker_id: int, question: str, answer: Answer) -> str:
        """Store an answer that may be shared and return its id, which nobody can guess."""
        fresh = secrets.token_urlsafe(8)
        written = answer.model_dump_json()
        with self._database() as db:
            db.execute(
                _shared.insert().values(
                    id=fresh, asker_id=asker_id, question=question, answer=written, made_at=self._now()
                )
            )
        return fresh

    def of(self, shared_id: str) -> SharedAnswer | None:
        """The answer with this id, or None when it is not known (any more)."""
        with self._database() as db:
            row = db.execute(sa.select(_shared).where(_shared.c.id == shared_id)).first()
        return SharedAnswer(row.question, Answer.model_validate_json(row.answer)) if row is not None else None

    def forget(self, db: sa.Connection, person_id: int) -> int:
        """Delete what this person shared; the messages themselves stand in other chats."""
        return db.execute(_shared.delete().where(_shared.c.asker_id == person_id)).rowcount

    def prune(self, db: sa.Connection, before: float) -> int:
        """Forget answers made before."""
        return db.execute(_shared.delete().where(_shared.c.made_at < before)).rowcount
