"""Index runs that go on now, so that whoever presses Cancel reaches the replica whose run it is."""

from __future__ import annotations

import secrets

import sqlalchemy as sa

from bot.state.store import TABLES, Store

_runs = sa.Table(
    "index_runs",
    TABLES,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("started_at", sa.Float, nullable=False),
    sa.Column("cancelled", sa.Boolean, nullable=False, default=False),
)


class IndexRuns(Store):
    """Keeps them while they go on."""

    def begin(self) -> str:
        """Note a run; returns the id its Cancel button names."""
        run_id = secrets.token_urlsafe(8)
        with self._database() as db:
            db.execute(_runs.insert().values(id=run_id, started_at=self._now()))
        return run_id

    def cancel(self, run_id: str) -> bool:
        """Ask that a run ends; False where it has ended."""
        with self._database() as db:
            return bool(db.execute(_runs.update().where(_runs.c.id == run_id).values(cancelled=True)).rowcount)

    def is_cancelled(self, run_id: str) -> bool:
        """Whether a run is to end."""
        with self._database() as db:
            return bool(db.execute(sa.select(_runs.c.cancelled).where(_runs.c.id == run_id)).scalar())

    def end(self, run_id: str) -> None:
        """Forget a run that has ended."""
        with self._database() as db:
            db.execute(_runs.delete().where(_runs.c.id == run_id))

    def prune(self, db: sa.Connection, before: float) -> int:
        """Forget runs of processes that were killed."""
        return db.execute(_runs.delete().where(_runs.c.started_at < before)).rowcount
