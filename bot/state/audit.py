"""The audit log: every administrative act, who did it, when, and what came of it. Entries are added, never changed.

Each entry carries a SHA-256 over itself and the one before, so that one that was changed, put in or taken out shows:
`broken_at` finds it. What was cut off at the end shows where the last entry's digest was kept, as the bot's log does.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
import structlog

from bot.state.store import TABLES, Store
from corpus.database import alone

_audit = sa.Table(
    "audit_log",
    TABLES,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("person_id", sa.BigInteger),  # none where the bot acted by itself, or somebody on its machine
    sa.Column("act", sa.String(32), nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("result", sa.Text, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
)
_TEXT_CHARS = 500
_READ_AT_ONCE = 1000

log = structlog.get_logger()


@dataclass(frozen=True)
class AuditEntry:
    """One act. `person_id` is None where the bot acted by itself, or somebody on the machine it runs on."""

    id: int
    at: datetime
    person_id: int | None
    act: str
    about: str
    result: str
    digest: str


class AuditLog(Store):
    """Keeps the entries, all of them: they neither grow old nor go with the person."""

    def add(self, person_id: int | None, act: str, about: str = "", result: str = "done") -> AuditEntry:
        """Note an act, such as "grant", what it was about and what came of it."""
        with self._database() as db:
            alone(db)  # two entries must not follow the same one
            last = db.execute(sa.select(_audit).order_by(_audit.c.id.desc()).limit(1)).first()
            at = round(self._now(), 3)
            row = {
                "id": last.id + 1 if last is not None else 1, "at": at, "person_id": person_id, "act": act[:32],
                "about": _sound(about), "result": _sound(result),
            }  # fmt: skip
            row["digest"] = _digest(row, last.digest if last is not None else "")
            db.execute(_audit.insert().values(**row))
        log.info("audit.added", entry=row["id"], act=row["act"], person=person_id, digest=row["digest"])
        return _entry(row)

    def newest(self, count: int, offset: int = 0) -> list[AuditEntry]:
        """`count` entries after the `offset` newest ones, the newest first."""
        query = sa.select(_audit).order_by(_audit.c.id.desc()).limit(count).offset(offset)
        with self._database() as db:
            return [_entry(row._asdict()) for row in db.execute(query)]

    def count(self) -> int:
        """How many entries there are."""
        with self._database() as db:
            return db.execute(sa.select(sa.func.count()).select_from(_audit)).scalar_one()

    def broken_at(self) -> int | None:
        """The number of the first entry that is not as it was written, or follows another than it did; else None."""
        before, expected, after = "", 1, 0
        while True:
            query = sa.select(_audit).where(_audit.c.id > after).order_by(_audit.c.id).limit(_READ_AT_ONCE)
            with self._database() as db:
                rows = [row._asdict() for row in db.execute(query)]
            if not rows:
                return None
            for row in rows:
                if row["id"] != expected or row["digest"] != _digest(row, before):
                    return expected
                before, expected, after = row["digest"], expected + 1, row["id"]


def _sound(text: str) -> str:
    """Without what PostgreSQL's texts do not hold: the digest is over what will be read."""
    return text[:_TEXT_CHARS].replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def _digest(row: dict[str, object], before: str) -> str:
    said = [before, *(row[name] for name in ("id", "at", "person_id", "act", "about", "result"))]
    return hashlib.sha256(json.dumps(said, ensure_ascii=True).encode()).hexdigest()


def _entry(row: dict[str, object]) -> AuditEntry:
    at = datetime.fromtimestamp(float(str(row["at"])), UTC)
    return AuditEntry(**{**row, "at": at})  # type: ignore[arg-type]  # a row of the table
