"""The stored corpus: sources, the articles and listings each file gave, and every version some generation needs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from corpus.article import Article
from corpus.errors import LibraryError
from corpus.library_tables import FILES, ITEMS, META, SCHEMA, SCHEMA_VERSION, SOURCES, VERSIONS, step_forward
from corpus.listing import Listing
from corpus.outlines import forget_outlines, load_outlines, not_outlined, store_outlines
from corpus.readers.skipped import Skipped
from corpus.sources import SAMPLE
from corpus.storage import storage_error
from corpus.wording import Outline


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


@dataclass(frozen=True)
class Intake:
    """What one file or page gave: see Library.store_file. `entry` is what a feed said of the page."""

    path: str
    checksum: str
    contents: tuple[Article | Listing, ...]
    skipped: list[Skipped]
    entry: str | None = None


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
            META.create_all(db)
            version = db.execute(sa.select(SCHEMA.c.version)).scalar()
            if version is None:
                db.execute(SCHEMA.insert().values(version=SCHEMA_VERSION))
            elif version > SCHEMA_VERSION:
                raise LibraryError(
                    f"{path} was written by a newer version (schema {version}, this program knows {SCHEMA_VERSION}): "
                    "install the newer program"
                )
        if version is not None and version < SCHEMA_VERSION:
            with self._change() as db:
                step_forward(db)

    @contextmanager
    def _change(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.begin() as db:
                yield db
        except sa.exc.SQLAlchemyError as error:
            cause = getattr(error, "orig", None) or error
            raise storage_error(cause, self._path) or LibraryError(
                f"{self._path}: {cause}; if the file is damaged, move it away and index again"
            ) from error

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def add_source(self, location: str) -> None:
        """Remember `location`; adding it twice changes nothing."""
        with self._change() as db:
            if db.execute(sa.select(SOURCES.c.location).where(SOURCES.c.location == location)).first() is None:
                db.execute(SOURCES.insert().values(location=location))

    def remove_source(self, location: str) -> bool:
        """Forget `location` and what came from it; False when it was not known."""
        with self._change() as db:
            _read_sample_again(db)
            paths = sa.select(FILES.c.path).where(FILES.c.source == location)
            db.execute(ITEMS.delete().where(ITEMS.c.path.in_(paths)))
            db.execute(FILES.delete().where(FILES.c.source == location))
            # Another feed may name pages that were left to this source: it has to be read anew, not found unchanged.
            db.execute(SOURCES.update().values(etag=None, last_modified=None))
            return db.execute(SOURCES.delete().where(SOURCES.c.location == location)).rowcount > 0

    def sources(self) -> list[Source]:
        """All sources, by location."""
        with self._change() as db:
            counts: dict[tuple[str, str], int] = {}
            query = (
                sa.select(FILES.c.source, ITEMS.c.kind, sa.func.count())
                .join_from(FILES, ITEMS, FILES.c.path == ITEMS.c.path)
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

    def source_read(
        self,
        location: str,
        kind: str,
        *,
        note: str | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        next_due: datetime | None = None,
    ) -> None:
        """Note that `location` was read just now; `note` says what of it could not be, if anything."""
        self._set_source(
            location, last_success=datetime.now(UTC), last_error=note, kind=kind, etag=etag,
            last_modified=last_modified, next_due=next_due, failures=0,
        )  # fmt: skip

    def source_failed(self, location: str, error: str, *, next_due: datetime | None = None) -> None:
        """Note why `location` could not be read, and that it is not to be asked again before `next_due`."""
        self._set_source(location, last_error=error, next_due=next_due, failures=SOURCES.c.failures + 1)

    def source_held_back(self, location: str, reason: str) -> None:
        """Note that removals from `location` wait for a yes."""
        self._set_source(location, last_error=reason)

    def _set_source(self, location: str, **values: object) -> None:
        with self._change() as db:
            db.execute(SOURCES.update().where(SOURCES.c.location == location).values(**values))

    def file_checksums(self, source: str) -> dict[str, str]:
        """Path -> checksum of each file of `source`, as last read."""
        with self._change() as db:
            rows = db.execute(sa.select(FILES.c.path, FILES.c.checksum).where(FILES.c.source == source))
            return {row.path: row.checksum for row in rows}

    def skipped(self) -> list[Skipped]:
        """What the readers left out of the files as they are now."""
        with self._change() as db:
            rows = db.execute(sa.select(FILES.c.skipped).order_by(FILES.c.path)).scalars()
            return [Skipped(*entry) for row in rows for entry in json.loads(row)]

    def file_entries(self, source: str) -> dict[str, str | None]:
        """Address -> what the feed said of each page of `source` when it was fetched."""
        with self._change() as db:
            return {row.path: row.entry for row in db.execute(sa.select(FILES).where(FILES.c.source == source))}

    def pages(self) -> set[str]:
        """The addresses of all web pages held."""
        with self._change() as db:
            return set(db.execute(sa.select(FILES.c.path).where(FILES.c.entry.is_not(None))).scalars())

    def sources_of(self, paths: Iterable[str]) -> dict[str, str]:
        """Path -> the source that gave it, for those that are held."""
        wanted = set(paths)
        with self._change() as db:
            return {
                path: source for path, source in db.execute(sa.select(FILES.c.path, FILES.c.source)) if path in wanted
            }

    def store_file(
        self,
        source: str,
        path: str,
        checksum: str,
        contents: Iterable[Article | Listing],
        skipped: list[Skipped],
        entry: str | None = None,
    ) -> None:
        """Replace what `path` gave, in one transaction: all of it or nothing.

        An id that another file already gave is left to that file and reported in `skipped`.
        """
        with self._change() as db:
            _store(db, source, Intake(path, checksum, tuple(contents), skipped, entry))

    def replace_files(self, source: str, gone: Iterable[str], intakes: Iterable[Intake]) -> None:
        """Forget what `gone` gave and replace what each of `intakes` gave, all in one transaction."""
        intakes, gone = list(intakes), list(gone)
        with self._change() as db:
            if gone:
                _read_sample_again(db)
            for path in [*gone, *(intake.path for intake in intakes)]:
                db.execute(ITEMS.delete().where(ITEMS.c.path == path))
                db.execute(FILES.delete().where(FILES.c.path == path))
            for intake in intakes:
                _store(db, source, intake)

    def keep_file(self, path: str, entry: str | None, skipped: list[Skipped], checksum: str | None = None) -> None:
        """Leave what `path` gave as it is, and note why its newer version, of `checksum`, could not be taken in."""
        values: dict[str, object] = {"entry": entry, "skipped": _as_json(skipped)}
        if checksum is not None:
            values["checksum"] = checksum
        with self._change() as db:
            db.execute(FILES.update().where(FILES.c.path == path).values(**values))

    def remove_file(self, path: str) -> None:
        """Forget what `path` gave."""
        self.replace_files("", [path], [])

    def items(self) -> list[Item]:
        """What is live now, by id."""
        with self._change() as db:
            rows = db.execute(sa.select(ITEMS.c.key, ITEMS.c.kind, ITEMS.c.checksum).order_by(ITEMS.c.key))
            return [Item(*row) for row in rows]

    def count(self, source: str) -> int:
        """How many articles and listings `source` has now."""
        with self._change() as db:
            query = sa.select(sa.func.count()).select_from(ITEMS).join(FILES, FILES.c.path == ITEMS.c.path)
            return int(db.execute(query.where(FILES.c.source == source)).scalar_one())

    def keys_of(self, paths: Iterable[str]) -> set[str]:
        """The ids of what the files at `paths` gave."""
        wanted = list(paths)
        found: set[str] = set()
        with self._change() as db:
            for part in _parts(wanted):
                query = sa.select(ITEMS.c.key).where(ITEMS.c.path.in_(part))
                found.update(db.execute(query).scalars())
        return found

    def places_of(self, keys: Iterable[str]) -> dict[str, str]:
        """Id -> the path that gave it, for those that are held."""
        wanted = list(keys)
        found: dict[str, str] = {}
        with self._change() as db:
            for part in _parts(wanted):
                query = sa.select(ITEMS.c.key, ITEMS.c.path).where(ITEMS.c.key.in_(part))
                found.update((row.key, row.path) for row in db.execute(query))
        return found

    def articles(self, checksums: Iterable[str]) -> dict[str, Article]:
        """Checksum -> that version of an article; versions not held are left out.

        Raises LibraryError when what is stored is not what the checksum says.
        """
        return {key: self._sound(key, text) for key, text in self._contents(checksums)}

    def _sound(self, checksum: str, text: str) -> Article:
        try:
            article = Article.model_validate_json(text)
        except ValueError:
            article = None
        if article is None or article.checksum != checksum:
            what = f"“{article.title}”" if article is not None else f"version {checksum}"
            raise LibraryError(f"{self._path}: {what} is damaged; `index --full` reads it from its source again")
        return article

    def current_articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """Id -> the current version of that article; ids that no file gives now are left out."""
        wanted = list(ids)
        with self._change() as db:
            query = sa.select(ITEMS.c.key, ITEMS.c.checksum).where(ITEMS.c.key.in_(wanted))
            current = {row.key: row.checksum for row in db.execute(query)}
        held = self.articles(current.values())
        return {key: held[checksum] for key, checksum in current.items() if checksum in held}

    def outlines(self, items: Iterable[Item]) -> list[Outline]:
        """The outlines of these articles, in their order; those not stored yet are made and stored."""
        ids = {item.checksum: item.key for item in items}
        with self._change() as db:
            missing = not_outlined(db, ids)
        for at in range(0, len(missing), 500):
            articles = self.articles(missing[at : at + 500])
            with self._change() as db:
                store_outlines(db, articles)
        with self._change() as db:
            return load_outlines(db, ids)

    def published(self, checksums: Iterable[str]) -> dict[str, date | None]:
        """Checksum -> date of publication of that version of an article."""
        wanted = set(checksums)
        with self._change() as db:
            rows = db.execute(sa.select(VERSIONS.c.checksum, VERSIONS.c.published))
            return {checksum: day for checksum, day in rows if checksum in wanted}

    def listings(self, checksums: Iterable[str]) -> dict[str, Listing]:
        """Checksum -> that version of a listing; versions not held are left out."""
        return {key: Listing.model_validate_json(text) for key, text in self._contents(checksums)}

    def _contents(self, checksums: Iterable[str]) -> Iterator[tuple[str, str]]:
        wanted = list(checksums)
        with self._change() as db:
            for part in _parts(wanted):
                query = sa.select(VERSIONS.c.checksum, VERSIONS.c.content).where(VERSIONS.c.checksum.in_(part))
                yield from ((row.checksum, row.content) for row in db.execute(query))

    def drop_versions(self, keep: set[str]) -> int:
        """Remove versions that are neither live nor in `keep`; returns how many went."""
        with self._change() as db:
            live = set(db.execute(sa.select(ITEMS.c.checksum)).scalars())
            gone = [key for key in db.execute(sa.select(VERSIONS.c.checksum)).scalars() if key not in live | keep]
            for part in _parts(gone):
                db.execute(VERSIONS.delete().where(VERSIONS.c.checksum.in_(part)))
            forget_outlines(db)
            return len(gone)


def _store(db: sa.Connection, source: str, intake: Intake) -> None:
    path, skipped = intake.path, intake.skipped
    db.execute(ITEMS.delete().where(ITEMS.c.path == path))
    holders = _holders(db, [content.id for content in intake.contents])
    items: dict[str, dict[str, object]] = {}
    versions: list[dict[str, object]] = []
    from_sample: list[str] = []
    for content in intake.contents:
        kind = "article" if isinstance(content, Article) else "listing"
        holder, held_by = holders.get(content.id, (None, None))
        if holder is not None and held_by == SAMPLE != source:
            # What an admin brings is newer and fuller than the sample's extract of it.
            from_sample.append(content.id)
            holder = None
        if content.id in items or holder is not None:
            name = content.title if isinstance(content, Article) else content.name
            place = "this file" if content.id in items else str(holder)
            if source != SAMPLE or content.id in items:
                skipped.append(Skipped(path, None, f"already held from {place}: {name}"))
            continue
        items[content.id] = {"key": content.id, "kind": kind, "checksum": content.checksum, "path": path}
        published = content.published if isinstance(content, Article) else None
        text = content.model_dump_json()
        versions.append({"checksum": content.checksum, "kind": kind, "published": published, "content": text})
    for part in _parts(from_sample):
        db.execute(ITEMS.delete().where(ITEMS.c.key.in_(part)))
    if items:
        # What is held under the same checksum is the same, unless it was damaged: then this mends it.
        insert = sqlite.insert(VERSIONS)
        db.execute(insert.on_conflict_do_update(["checksum"], set_={"content": insert.excluded.content}), versions)
        db.execute(ITEMS.insert(), list(items.values()))
    db.execute(FILES.delete().where(FILES.c.path == path))
    db.execute(
        FILES.insert().values(
            path=path, source=source, checksum=intake.checksum, skipped=_as_json(skipped), entry=intake.entry
        )
    )


def _holders(db: sa.Connection, keys: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Key -> (path, source) of the files that hold those of `keys` that are held."""
    held: dict[str, tuple[str, str]] = {}
    for part in _parts(keys):
        query = sa.select(ITEMS.c.key, ITEMS.c.path, FILES.c.source).join(FILES, FILES.c.path == ITEMS.c.path)
        held.update((row.key, (row.path, row.source)) for row in db.execute(query.where(ITEMS.c.key.in_(part))))
    return held


def _parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    """`keys` in pieces that SQLite takes as variables of one query."""
    for at in range(0, len(keys), 500):
        yield keys[at : at + 500]


def _read_sample_again(db: sa.Connection) -> None:
    """What others took over from the sample comes back from it at the next run, when they are gone."""
    db.execute(FILES.update().where(FILES.c.source == SAMPLE).values(checksum=""))


def _as_json(skipped: list[Skipped]) -> str:
    return json.dumps([[entry.path, entry.line, entry.reason] for entry in skipped])


def _in_utc(moment: datetime | None) -> datetime | None:
    """SQLite keeps no time zone; what was stored is UTC."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
