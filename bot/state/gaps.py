"""Gaps: the questions that nothing in the corpus answers."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import sqlalchemy as sa

from bot.state.store import TABLES, Store
from corpus.database import insert

_gaps = sa.Table(
    "gaps",
    TABLES,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("times", sa.Integer, nullable=False),
    sa.Column("first_asked_at", sa.Float, nullable=False),
    sa.Column("last_asked_at", sa.Float, nullable=False),
)


@dataclass(frozen=True)
class Gap:
    """A question nothing in the corpus answers; who asked it is not kept. Times in seconds since 1970."""

    question: str
    times: int
    first_asked_at: float
    last_asked_at: float


class Gaps(Store):
    """Counts them."""

    def add(self, question: str) -> None:
        """Count a question that nothing answers; the same words in other case or spacing are the same gap."""
        key = " ".join(unicodedata.normalize("NFKC", question).casefold().split()).rstrip(" ?!.")
        now = self._now()
        with self._database() as db:
            count = insert(db, _gaps).values(key=key, question=question, times=1, first_asked_at=now, last_asked_at=now)
            db.execute(
                count.on_conflict_do_update(
                    index_elements=["key"], set_={"times": _gaps.c.times + 1, "last_asked_at": now}
                )
            )

    def most_asked(self, count: int = 100) -> list[Gap]:
        """The questions nothing answers, those asked most first."""
        query = sa.select(_gaps).order_by(_gaps.c.times.desc(), _gaps.c.last_asked_at.desc()).limit(count)
        with self._database() as db:
            return [Gap(row.question, row.times, row.first_asked_at, row.last_asked_at) for row in db.execute(query)]

    def count(self) -> int:
        """How many different questions nothing answers."""
        with self._database() as db:
            return db.execute(sa.select(sa.func.count()).select_from(_gaps)).scalar_one()

    def prune(self, db: sa.Connection, before: float) -> int:
        """Forget gaps not asked since."""
        return db.execute(_gaps.delete().where(_gaps.c.last_asked_at < before)).rowcount
