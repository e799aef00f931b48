"""Gaps: the questions that nothing in the corpus answers, and which of them an admin has dealt with."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
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
SETTLED = sa.Table(
    "settled_gaps",
    TABLES,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("settled_at", sa.Float, nullable=False),
)


@dataclass(frozen=True)
class Gap:
    """A question nothing in the corpus answers; who asked it is not kept. Times in seconds since 1970."""

    question: str
    times: int
    first_asked_at: float
    last_asked_at: float


def gap_key(question: str) -> str:
    """What is the same for the same words in other case or spacing."""
    return " ".join(unicodedata.normalize("NFKC", question).casefold().split()).rstrip(" ?!.")


class Gaps(Store):
    """Counts them."""

    def add(self, question: str) -> None:
        """Count a question that nothing answers; the same words in other case or spacing are the same gap."""
        now = self._now()
        with self._database() as db:
            count = insert(db, _gaps).values(
                key=gap_key(question), question=question, times=1, first_asked_at=now, last_asked_at=now
            )
            db.execute(
                count.on_conflict_do_update(
                    index_elements=["key"], set_={"times": _gaps.c.times + 1, "last_asked_at": now}
                )
            )

    def most_asked(self, count: int = 100) -> list[Gap]:
        """The open questions nothing answers, those asked most first."""
        query = (
            sa.select(_gaps).where(_is_open()).order_by(_gaps.c.times.desc(), _gaps.c.last_asked_at.desc()).limit(count)
        )
        with self._database() as db:
            return [Gap(row.question, row.times, row.first_asked_at, row.last_asked_at) for row in db.execute(query)]

    def count(self) -> int:
        """How many different open questions nothing answers."""
        with self._database() as db:
            return db.execute(sa.select(sa.func.count()).select_from(_gaps).where(_is_open())).scalar_one()

    def settle(self, questions: Collection[str]) -> None:
        """Note that an admin has dealt with these; one that is asked, or disliked, again is open again."""
        now = self._now()
        with self._database() as db:
            for key in {gap_key(question) for question in questions}:
                done = insert(db, SETTLED).values(key=key, settled_at=now)
                db.execute(done.on_conflict_do_update(index_elements=["key"], set_={"settled_at": now}))

    def prune(self, db: sa.Connection, before: float) -> int:
        """Forget gaps not asked since."""
        db.execute(SETTLED.delete().where(SETTLED.c.settled_at < before))
        return db.execute(_gaps.delete().where(_gaps.c.last_asked_at < before)).rowcount


def _is_open() -> sa.ColumnElement[bool]:
    """Not dealt with since it was last asked."""
    return ~sa.exists().where(SETTLED.c.key == _gaps.c.key, SETTLED.c.settled_at >= _gaps.c.last_asked_at)
