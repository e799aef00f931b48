"""Jobs: what the bot does by itself every so often, done by one replica at a time and caught up with once when missed.

1. A job is due from the time stored here. Who takes it on claims it, and renews the claim while he is at work.
2. When he is done he sets the next time. One that dies leaves a claim that ends by itself: another takes it on then.
"""

from __future__ import annotations

import json

import sqlalchemy as sa

from bot.state.store import TABLES, Store
from corpus.database import insert

CLAIM_SECONDS = 120.0

_jobs = sa.Table(
    "jobs",
    TABLES,
    sa.Column("name", sa.String(32), primary_key=True),
    sa.Column("next_at", sa.Float, nullable=False),
    sa.Column("claimed_by", sa.String(32)),
    sa.Column("claimed_at", sa.Float),
    sa.Column("told", sa.Text, nullable=False, default="[]"),  # what people were told of, not to tell it again
)


class Jobs(Store):
    """Keeps when each is due. Times in seconds since 1970."""

    def plan(self, name: str, first_at: float, every_seconds: float) -> float:
        """See to it that a job is due at `first_at`, or when it was due before, but no later than in `every_seconds`.

        Returns when it is due.
        """
        latest = self._now() + every_seconds
        with self._database() as db:
            fresh = {"name": name, "next_at": min(first_at, latest), "told": "[]"}
            db.execute(insert(db, _jobs).values(**fresh).on_conflict_do_nothing())
            job = _jobs.c.name == name
            db.execute(_jobs.update().where(job, _jobs.c.next_at > latest).values(next_at=latest))
            return float(db.execute(sa.select(_jobs.c.next_at).where(job)).scalar_one())

    def claim(self, name: str, by: str) -> bool:
        """Take on a job that is due; False where it is not, or another is at it."""
        now = self._now()
        # A claim of the future was made while a clock was ahead.
        stale = sa.or_(_jobs.c.claimed_at < now - CLAIM_SECONDS, _jobs.c.claimed_at > now + CLAIM_SECONDS)
        free = sa.or_(_jobs.c.claimed_at.is_(None), stale)
        with self._database() as db:
            taken = _jobs.update().where(_jobs.c.name == name, _jobs.c.next_at <= now, free)
            return bool(db.execute(taken.values(claimed_by=by, claimed_at=now)).rowcount)

    def renew(self, name: str, by: str) -> None:
        """Hold on to a job while at work."""
        with self._database() as db:
            mine = _jobs.update().where(_jobs.c.name == name, _jobs.c.claimed_by == by)
            db.execute(mine.values(claimed_at=self._now()))

    def done(self, name: str, by: str, in_seconds: float) -> None:
        """Let go of a job, and do it again in so many seconds."""
        with self._database() as db:
            mine = _jobs.update().where(_jobs.c.name == name, _jobs.c.claimed_by == by)
            db.execute(mine.values(next_at=self._now() + in_seconds, claimed_by=None, claimed_at=None))

    def told(self, name: str) -> list[str]:
        """What people were told of last."""
        with self._database() as db:
            found = db.execute(sa.select(_jobs.c.told).where(_jobs.c.name == name)).scalar()
        return [str(one) for one in json.loads(found)] if found else []

    def set_told(self, name: str, told: list[str]) -> None:
        """Note what people were told of."""
        with self._database() as db:
            db.execute(_jobs.update().where(_jobs.c.name == name).values(told=json.dumps(told)))
