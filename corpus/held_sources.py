"""The sources as the library knows them: what each gave, and how reading it went last."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from corpus.library_tables import FILES, ITEMS, SOURCES


@dataclass(frozen=True)
class Source:
    """A file, folder or web address articles come from, and how reading it went last.

    `kind` is None until it was read once. `files` counts files or pages, `skipped` what was left out of them or
    doubted, `failures` the runs in a row that failed; it is not asked again before `next_due`.
    """

    location: str
    last_success: datetime | None
    last_error: str | None
    articles: int
    listings: int
    files: int = 0
    skipped: int = 0
    kind: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    next_due: datetime | None = None
    failures: int = 0


def held_sources(db: sa.Connection) -> list[Source]:
    """All sources, by location; of their lists, what the newest editions have."""
    counts: dict[tuple[str, str], int] = {}
    query = (
        sa.select(FILES.c.source, ITEMS.c.kind, sa.func.count())
        .join_from(FILES, ITEMS, FILES.c.path == ITEMS.c.path)
        .where(~ITEMS.c.absent)
        .group_by(FILES.c.source, ITEMS.c.kind)
    )
    for source, kind, count in db.execute(query):
        counts[source, kind] = count
    files: dict[str, int] = {}
    skipped: dict[str, int] = {}
    for row in db.execute(sa.select(FILES.c.source, FILES.c.skipped)):
        files[row.source] = files.get(row.source, 0) + 1
        if row.skipped != "[]":
            skipped[row.source] = skipped.get(row.source, 0) + len(json.loads(row.skipped))
    return [
        Source(
            row.location,
            _in_utc(row.last_success),
            row.last_error,
            counts.get((row.location, "article"), 0),
            counts.get((row.location, "listing"), 0),
            files.get(row.location, 0),
            skipped.get(row.location, 0),
            row.kind,
            row.etag,
            row.last_modified,
            _in_utc(row.next_due),
            row.failures,
        )
        for row in db.execute(sa.select(SOURCES).order_by(SOURCES.c.location))
    ]


def _in_utc(moment: datetime | None) -> datetime | None:
    """SQLite keeps no time zone; what was stored is UTC. PostgreSQL gives the moment in the server's."""
    if moment is None:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
