"""The stored corpus: sources, the articles and listings each file gave, and every version some generation needs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from corpus.article import Article
from corpus.errors import LibraryError
from corpus.listing import Listing
from corpus.readers.skipped import Skipped

SCHEMA_VERSION = 1

_meta = sa.MetaData()
_schema = sa.Table("library_schema", _meta, sa.Column("version", sa.Integer, nullable=False))
_sources = sa.Table(
    "sources",
    _meta,
    sa.Column("location", sa.Text, primary_key=True),
    sa.Column("last_success", sa.DateTime(timezone=True)),
    sa.Column("last_error", sa.Text),
)
_files = sa.Table(
    "files",
    _meta,
    sa.Column("path", sa.Text, primary_key=True),
    sa.Column("source", sa.Text, nullable=False, index=True),
    sa.Column("checksum", sa.String(64), nullable=False),
    sa.Column("skipped", sa.Text, nullable=False, default="[]"),
)
_items = sa.Table(
    "items",
    _meta,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("checksum", sa.String(32), nullable=False),
    sa.Column("path", sa.Text, nullable=False, index=True),
)
_versions = sa.Table(
    "versions",
    _meta,
    sa.Column("checksum", sa.String(32), primary_key=True),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("published", sa.Date),
    sa.Column("content", sa.Text, nullable=False),
)


@dataclass(frozen=True)
class Source:
    """A file or folder articles come from, and how reading it went last."""

    location: str
    last_success: datetime | None
    last_error: str | None
    articles: int
    listings: int


@dataclass(frozen=True)
class Item:
    """One live article or listing: its id, and the checksum of the version that is current."""

    key: str
    kind: str
    checksum: str


class Library:
    """One library in one database; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        """Open the library at `path`, making it if needed. Raises LibraryError when it cannot be used."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._engine = sa.create_engine(f"sqlite:///{path}")

        @sa.event.listens_for(self._engine, "connect")
        def _set_up(connection, _record):  # type: ignore[no-untyped-def]
            for pragma in ("journal_mode=WAL", "busy_timeout=30000", "synchronous=NORMAL"):
                connection.execute(f"PRAGMA {pragma}")

        with self._change() as db:
            _meta.create_all(db)
            version = db.execute(sa.select(_schema.c.version)).scalar()
            if version is None:
                db.execute(_schema.insert().values(version=SCHEMA_VERSION))
            elif version > SCHEMA_VERSION:
                raise LibraryError(
                    f"{path} was written by a newer version (schema {version}, this program knows {SCHEMA_VERSION}): "
                    "install the newer program"
                )

    @contextmanager
    def _change(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.begin() as db:
                yield db
        except sa.exc.SQLAlchemyError as error:
            cause = getattr(error, "orig", None) or error
            raise LibraryError(
                f"{self._path}: {cause}; if the file is damaged, move it away and index again"
            ) from error

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def add_source(self, location: str) -> None:
        """Remember `location`; adding it twice changes nothing."""
        with self._change() as db:
            if db.execute(sa.select(_sources.c.location).where(_sources.c.location == location)).first() is None:
                db.execute(_sources.insert().values(location=location))

    def remove_source(self, location: str) -> bool:
        """Forget `location` and what came from it; False when it was not known."""
        with self._change() as db:
            paths = sa.select(_files.c.path).where(_files.c.source == location)
            db.execute(_items.delete().where(_items.c.path.in_(paths)))
            db.execute(_files.delete().where(_files.c.source == location))
            return db.execute(_sources.delete().where(_sources.c.location == location)).rowcount > 0

    def sources(self) -> list[Source]:
        """All sources, by location."""
        with self._change() as db:
            counts: dict[tuple[str, str], int] = {}
            query = (
                sa.select(_files.c.source, _items.c.kind, sa.func.count())
                .join_from(_files, _items, _files.c.path == _items.c.path)
                .group_by(_files.c.source, _items.c.kind)
            )
            for source, kind, count in db.execute(query):
                counts[source, kind] = count
            return [
                Source(
                    row.location,
                    row.last_success,
                    row.last_error,
                    counts.get((row.location, "article"), 0),
                    counts.get((row.location, "listing"), 0),
                )
                for row in db.execute(sa.select(_sources).order_by(_sources.c.location))
            ]

    def source_went(self, location: str, error: str | None) -> None:
        """Note that reading `location` succeeded just now, or how it failed."""
        values = {"last_error": error} if error else {"last_error": None, "last_success": datetime.now(UTC)}
        with self._change() as db:
            db.execute(_sources.update().where(_sources.c.location == location).values(**values))

    def file_checksums(self, source: str) -> dict[str, str]:
        """Path -> checksum of each file of `source`, as last read."""
        with self._change() as db:
            rows = db.execute(sa.select(_files.c.path, _files.c.checksum).where(_files.c.source == source))
            return {row.path: row.checksum for row in rows}

    def skipped(self) -> list[Skipped]:
        """What the readers left out of the files as they are now."""
        with self._change() as db:
            rows = db.execute(sa.select(_files.c.skipped).order_by(_files.c.path)).scalars()
            return [Skipped(*entry) for row in rows for entry in json.loads(row)]

    def store_file(
        self,
        source: str,
        path: str,
        checksum: str,
        contents: Iterable[Article | Listing],
        skipped: list[Skipped],
    ) -> None:
        """Replace what `path` gave, in one transaction: all of it or nothing.

        An id that another file already gave is left to that file and reported in `skipped`.
        """
        with self._change() as db:
            db.execute(_items.delete().where(_items.c.path == path))
            seen: set[str] = set()
            for content in contents:
                kind = "article" if isinstance(content, Article) else "listing"
                holder = db.execute(sa.select(_items.c.path).where(_items.c.key == content.id)).scalar()
                if content.id in seen or holder is not None:
                    name = content.title if isinstance(content, Article) else content.name
                    place = "this file" if content.id in seen else str(holder)
                    skipped.append(Skipped(path, None, f"already held from {place}: {name}"))
                    continue
                seen.add(content.id)
                db.execute(
                    sqlite.insert(_versions)
                    .values(
                        checksum=content.checksum,
                        kind=kind,
                        published=content.published if isinstance(content, Article) else None,
                        content=content.model_dump_json(),
                    )
                    .on_conflict_do_nothing()
                )
                db.execute(_items.insert().values(key=content.id, kind=kind, checksum=content.checksum, path=path))
            db.execute(_files.delete().where(_files.c.path == path))
            entries = json.dumps([[entry.path, entry.line, entry.reason] for entry in skipped])
            db.execute(_files.insert().values(path=path, source=source, checksum=checksum, skipped=entries))

    def remove_file(self, path: str) -> None:
        """Forget what `path` gave."""
        with self._change() as db:
            db.execute(_items.delete().where(_items.c.path == path))
            db.execute(_files.delete().where(_files.c.path == path))

    def items(self) -> list[Item]:
        """What is live now, by id."""
        with self._change() as db:
            rows = db.execute(sa.select(_items.c.key, _items.c.kind, _items.c.checksum).order_by(_items.c.key))
            return [Item(*row) for row in rows]

    def keys_of(self, paths: Iterable[str]) -> set[str]:
        """The ids of what the files at `paths` gave."""
        wanted = list(paths)
        found: set[str] = set()
        with self._change() as db:
            for at in range(0, len(wanted), 500):
                query = sa.select(_items.c.key).where(_items.c.path.in_(wanted[at : at + 500]))
                found.update(db.execute(query).scalars())
        return found

    def articles(self, checksums: Iterable[str]) -> dict[str, Article]:
        """Checksum -> that version of an article; versions not held are left out."""
        return {key: Article.model_validate_json(text) for key, text in self._contents(checksums)}

    def published(self, checksums: Iterable[str]) -> dict[str, date | None]:
        """Checksum -> date of publication of that version of an article."""
        wanted = set(checksums)
        with self._change() as db:
            rows = db.execute(sa.select(_versions.c.checksum, _versions.c.published))
            return {checksum: day for checksum, day in rows if checksum in wanted}

    def listings(self, checksums: Iterable[str]) -> dict[str, Listing]:
        """Checksum -> that version of a listing; versions not held are left out."""
        return {key: Listing.model_validate_json(text) for key, text in self._contents(checksums)}

    def _contents(self, checksums: Iterable[str]) -> Iterator[tuple[str, str]]:
        wanted = list(checksums)
        with self._change() as db:
            for at in range(0, len(wanted), 500):
                query = sa.select(_versions.c.checksum, _versions.c.content).where(
                    _versions.c.checksum.in_(wanted[at : at + 500])
                )
                yield from ((row.checksum, row.content) for row in db.execute(query))

    def drop_versions(self, keep: set[str]) -> int:
        """Remove versions that are neither live nor in `keep`; returns how many went."""
        with self._change() as db:
            live = set(db.execute(sa.select(_items.c.checksum)).scalars())
            gone = [key for key in db.execute(sa.select(_versions.c.checksum)).scalars() if key not in live | keep]
            for at in range(0, len(gone), 500):
                db.execute(_versions.delete().where(_versions.c.checksum.in_(gone[at : at + 500])))
            return len(gone)
