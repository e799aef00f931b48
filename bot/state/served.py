"""Served: when something was answered, of what kind the answer was and how long it took; nobody's name, no words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median

import sqlalchemy as sa

from bot.state.store import TABLES, Store

_DAY_SECONDS = 86_400

_served = sa.Table(
    "served",
    TABLES,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.Float, nullable=False, index=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("seconds", sa.Float, nullable=False),
)


@dataclass(frozen=True)
class Days:
    """What was answered in the last days, days in UTC: each day with its count, also one without, oldest first."""

    days: tuple[tuple[date, int], ...]
    kinds: Counter[str]
    median_seconds: float | None

    @property
    def count(self) -> int:
        """How many questions were answered, however."""
        return sum(count for _, count in self.days)


class Served(Store):
    """Counts them."""

    def add(self, kind: str, seconds: float) -> None:
        """Count an answer of this kind that took so long from the question to the message."""
        with self._database() as db:
            db.execute(_served.insert().values(at=self._now(), kind=kind, seconds=round(seconds, 3)))

    def last(self, days: int) -> Days:
        """The last `days` days, today among them."""
        today = datetime.fromtimestamp(self._now(), UTC).date()
        first = today - timedelta(days=days - 1)
        since = datetime(first.year, first.month, first.day, tzinfo=UTC).timestamp()
        with self._database() as db:
            rows = db.execute(
                sa.select(_served.c.at, _served.c.kind, _served.c.seconds).where(_served.c.at >= since)
            ).all()
        counts = Counter(datetime.fromtimestamp(row.at, UTC).date() for row in rows)
        return Days(
            tuple((day, counts[day]) for day in (first + timedelta(days=n) for n in range(days))),
            Counter(row.kind for row in rows),
            median(row.seconds for row in rows) if rows else None,
        )

    def prune(self, db: sa.Connection, before: float) -> int:
        """Forget what was answered before."""
        return db.execute(_served.delete().where(_served.c.at < before)).rowcount
