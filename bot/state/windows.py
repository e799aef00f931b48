"""Windows: how often something happened since a moment, counted together by all replicas and kept over restarts."""

from __future__ import annotations

import sqlalchemy as sa

from bot.state.store import TABLES, Store
from corpus.database import insert

CLOCKS_DIFFER_SECONDS = 10.0  # of threads a moment, of replicas perhaps seconds

_windows = sa.Table(
    "windows",
    TABLES,
    sa.Column("key", sa.String(80), primary_key=True),
    sa.Column("counted", sa.Integer, nullable=False),
    sa.Column("ends_at", sa.Float, nullable=False, index=True),
)


class Windows(Store):
    """Keeps them. A window begins with what is counted first and is over by itself; then the next begins.

    They are no memory of a person: who asks to be forgotten does not get another hundred questions for it.
    """

    def count(self, key: str, seconds: float, amount: int = 1) -> int:
        """Count `amount` more, in a new window of `seconds` where none is open; returns how many that makes."""
        now = self._now()
        # One that ends much later than one begun now was begun while the clock was ahead: nobody is to wait for it.
        # Not merely later: others at work read their clock a moment after this one, and other replicas have another.
        is_over = sa.or_(_windows.c.ends_at <= now, _windows.c.ends_at > now + seconds + CLOCKS_DIFFER_SECONDS)
        fresh = {"counted": amount, "ends_at": now + seconds}
        with self._database() as db:
            add = insert(db, _windows).values(key=key, **fresh)
            again = {
                "counted": sa.case((is_over, amount), else_=_windows.c.counted + amount),
                "ends_at": sa.case((is_over, now + seconds), else_=_windows.c.ends_at),
            }
            counted = add.on_conflict_do_update(index_elements=["key"], set_=again).returning(_windows.c.counted)
            return int(db.execute(counted).scalar_one())

    def open(self, key: str) -> tuple[int, float]:
        """How many are counted in the open window, and when it ends, in seconds since 1970; (0, now) without one."""
        now = self._now()
        with self._database() as db:
            row = db.execute(sa.select(_windows).where(_windows.c.key == key, _windows.c.ends_at > now)).first()
        return (row.counted, row.ends_at) if row is not None else (0, now)

    def close(self, key: str | None = None) -> int:
        """Forget a window, or all; returns how many."""
        delete = _windows.delete()
        with self._database() as db:
            return db.execute(delete.where(_windows.c.key == key) if key is not None else delete).rowcount

    def prune(self, db: sa.Connection, before: float) -> int:
        """Forget those that are over, whatever `before` is; they are nothing that was kept."""
        db.execute(_windows.delete().where(_windows.c.ends_at <= self._now()))
        return 0
