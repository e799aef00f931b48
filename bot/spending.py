"""What the language model took, a row a day, so that a budget holds over restarts."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa

from bot.language_model import Usage
from corpus.errors import SanctionsBotError

DATABASE_NAME = "spending.sqlite"
TABLES = sa.MetaData()
_days = sa.Table(
    "llm_days",
    TABLES,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("requests", sa.Integer, nullable=False),
    sa.Column("prompt_tokens", sa.BigInteger, nullable=False),
    sa.Column("completion_tokens", sa.BigInteger, nullable=False),
)


@dataclass(frozen=True)
class Spent:
    """One day's use (UTC)."""

    day: date
    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0

    @property
    def tokens(self) -> int:
        """Both kinds together."""
        return self.prompt_tokens + self.completion_tokens

    def cost(self, price_in: float, price_out: float) -> float:
        """In the currency of the prices, which are for a million tokens read and written."""
        return (self.prompt_tokens * price_in + self.completion_tokens * price_out) / 1_000_000


class Spending:
    """One database; safe to use from several threads and processes. `now` gives the time in UTC."""

    def __init__(self, path: Path, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Raises SanctionsBotError when the file at `path` cannot be used."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._now = now
        self._engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})
        try:
            TABLES.create_all(self._engine)
        except sa.exc.SQLAlchemyError as error:
            raise SanctionsBotError(f"{path}: cannot be used ({type(error).__name__}); check the disk") from error

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def add(self, usage: Usage) -> None:
        """Count one request."""
        today = self._now().date()
        with self._engine.begin() as db:
            changed = db.execute(
                _days.update()
                .where(_days.c.day == today)
                .values(
                    requests=_days.c.requests + 1,
                    prompt_tokens=_days.c.prompt_tokens + usage.prompt_tokens,
                    completion_tokens=_days.c.completion_tokens + usage.completion_tokens,
                )
            )
            if not changed.rowcount:
                db.execute(
                    _days.insert().values(
                        day=today,
                        requests=1,
                        prompt_tokens=usage.prompt_tokens,
                        completion_tokens=usage.completion_tokens,
                    )
                )

    def today(self) -> Spent:
        """What today took so far."""
        day = self._now().date()
        with self._engine.connect() as db:
            row = db.execute(sa.select(_days).where(_days.c.day == day)).first()
        return Spent(day) if row is None else Spent(row.day, row.requests, row.prompt_tokens, row.completion_tokens)


def spent_today(path: Path) -> Spent | None:
    """What today took, None where nothing was ever spent; makes no file."""
    if not path.is_file():
        return None
    with closing(Spending(path)) as spending:
        return spending.today()
