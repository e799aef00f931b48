"""The stored corpus: sources, the articles and listings each file gave, and every version some generation needs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import sqlalchemy as sa

from corpus import list_history
from corpus.article import Article
from corpus.database import Database, Place, insert
from corpus.errors import LibraryError
from corpus.held_sources import Source, held_sources
from corpus.library_tables import FILES, ITEMS, LIBRARY, SOURCES, VERSIONS
from corpus.list_editions import cede_back
from corpus.list_history import Edition, EntryChange
from corpus.listing import Listing
from corpus.outlines import forget_outlines, load_fingerprints, load_outlines, not_outlined, store_outlines
from corpus.readers.skipped import Skipped
from corpus.sources import SAMPLE
from corpus.storing import Intake, as_json, losses, parts, replace
from corpus.wording import Outline, Words

__all__ = ["Intake", "Item", "Library", "Source"]


@dataclass(frozen=True)
class Item:
    """One live article or listing: its id, the checksum of the version that is current, and of a listing its list."""

    key: str
    kind: str
    checksum: str
    list: str | None = None


class Library:
    """One library in one database; safe to use from several threads."""

    def __init__(self, place: Place) -> None:
        """Open the library at `place`, making it if needed. Raises LibraryError when it cannot be used."""
        self._database = Database(place, LibraryError)
        self._change = self._database.transaction
        self._database.prepare(LIBRARY)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def add_source(self, location: str) -> None:
        """Remember `location`; adding it twice changes nothing."""
        with self._change() as db:
            db.execute(insert(db, SOURCES).values(location=location).on_conflict_do_nothing())

    def remove_source(self, location: str) -> bool:
        """Forget `location` and what came from it; False when it was not known."""
        with self._change() as db:
            _read_sample_again(db)
            paths = sa.select(FILES.c.path).where(FILES.c.source == location)
            cede_back(db, paths)
            db.execute(ITEMS.delete().where(ITEMS.c.path.in_(paths)))
            db.execute(FILES.delete().where(FILES.c.source == location))
            # Another feed may name pages that were left to this source: it has to be read anew, not found unchanged.
            db.execute(SOURCES.update().values(etag=None, last_modified=None))
            list_history.forget_history(db)
            return db.execute(SOURCES.delete().where(SOURCES.c.location == location)).rowcount > 0

    def sources(self) -> list[Source]:
        """All sources, by location."""
        with self._change() as db:
            return held_sources(db)

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

    def newest_editions(self) -> dict[str, date]:
        """The day of the newest edition of each list that is held, where it states one."""
        newest = sa.select(ITEMS.c.list, sa.func.max(ITEMS.c.edition)).where(ITEMS.c.edition.is_not(None))
        with self._change() as db:
            return {name: day for name, day in db.execute(newest.group_by(ITEMS.c.list)) if name is not None}

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

        An id that another file already gave is left to that file and reported in `skipped`; of lists, the edition
        dated later counts (corpus/list_editions.py).
        """
        with self._change() as db:
            replace(db, source, [], [Intake(path, checksum, tuple(contents), skipped, entry)])

    def replace_files(self, source: str, gone: Iterable[str], intakes: Iterable[Intake]) -> None:
        """Forget what `gone` gave and replace what each of `intakes` gave, all in one transaction."""
        gone = list(gone)
        with self._change() as db:
            if gone:
                _read_sample_again(db)
            replace(db, source, gone, list(intakes))
            if gone:
                list_history.forget_history(db)

    def losses(self, intake: Intake) -> set[str]:
        """The ids that `store_file` would take away: of lists, those of entries the new edition does not have."""
        with self._change() as db:
            return losses(db, intake)

    def keep_file(self, path: str, entry: str | None, skipped: list[Skipped], checksum: str | None = None) -> None:
        """Leave what `path` gave as it is, and note why its newer version, of `checksum`, could not be taken in."""
        values: dict[str, object] = {"entry": entry, "skipped": as_json(skipped)}
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
            rows = db.execute(sa.select(ITEMS.c.key, ITEMS.c.kind, ITEMS.c.checksum, ITEMS.c.list))
            return [Item(*row) for row in sorted(rows, key=lambda row: row.key)]  # databases sort texts each their way

    def count(self, source: str) -> int:
        """How many articles and listings `source` has now, without entries absent from the newest editions."""
        with self._change() as db:
            query = sa.select(sa.func.count()).select_from(ITEMS).join(FILES, FILES.c.path == ITEMS.c.path)
            return int(db.execute(query.where(FILES.c.source == source, ~ITEMS.c.absent)).scalar_one())

    def keys_of(self, paths: Iterable[str]) -> set[str]:
        """The ids of what the files at `paths` gave, without entries absent from the newest editions."""
        wanted = list(paths)
        found: set[str] = set()
        with self._change() as db:
            for part in parts(wanted):
                query = sa.select(ITEMS.c.key).where(ITEMS.c.path.in_(part), ~ITEMS.c.absent)
                found.update(db.execute(query).scalars())
        return found

    def places_of(self, keys: Iterable[str]) -> dict[str, str]:
        """Id -> the path that gave it, for those that are held."""
        wanted = list(keys)
        found: dict[str, str] = {}
        with self._change() as db:
            for part in parts(wanted):
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
            raise LibraryError(
                f"{self._database.shown}: {what} is damaged; `index --full` reads it from its source again"
            )
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
        self._outline(ids)
        with self._change() as db:
            return load_outlines(db, ids)

    def _outline(self, checksums: Iterable[str]) -> None:
        with self._change() as db:
            missing = not_outlined(db, checksums)
        for at in range(0, len(missing), 500):
            articles = self.articles(missing[at : at + 500])
            with self._change() as db:
                store_outlines(db, articles)

    def fingerprints(self, checksums: Iterable[str]) -> dict[str, Words]:
        """Checksum -> what the outline of that version of an article is found by; those without one are left out.

        Of versions that no file gives any more there may be one until they are dropped.
        """
        wanted = set(checksums)
        self._outline(wanted)
        with self._change() as db:
            return load_fingerprints(db, wanted)

    def published(self, checksums: Iterable[str]) -> dict[str, date | None]:
        """Checksum -> date of publication of that version of an article."""
        wanted = set(checksums)
        with self._change() as db:
            rows = db.execute(sa.select(VERSIONS.c.checksum, VERSIONS.c.published))
            return {checksum: day for checksum, day in rows if checksum in wanted}

    def listings(self, checksums: Iterable[str]) -> dict[str, Listing]:
        """Checksum -> that version of a listing; versions not held are left out."""
        return {key: Listing.model_validate_json(text) for key, text in self._contents(checksums)}

    def listing_history(self, listing_id: str) -> list[EntryChange]:
        """What the editions of its list did to an entry, the newest first."""
        with self._change() as db:
            return list_history.history(db, listing_id)

    def listing_as_of(self, listing: Listing, day: date) -> Listing | None:
        """What the entry was on `day` as far as the editions read tell; None where it came in later.

        `listing` may be of an earlier generation: what later editions did to it is left out.
        """
        with self._change() as db:
            editions = list_history.editions(db, listing.list)
            history = list_history.history(db, listing.id)
        newest = listing.absent_from or listing.as_of
        changes = [change for change in history if newest is None or change.edition.day <= newest]
        return list_history.as_it_was(listing, day, changes, editions)

    def list_changes_after(self, last: int) -> tuple[int, list[EntryChange]]:
        """The number of the newest change of a list recorded, and the changes recorded after the number `last`."""
        with self._change() as db:
            return list_history.changes_after(db, last)

    def changing_editions(self, count: int) -> list[tuple[Edition, list[EntryChange]]]:
        """The newest editions of lists that changed something, each with what it changed, the newest first."""
        with self._change() as db:
            return list_history.changing_editions(db, count)

    def new_editions(self) -> list[tuple[Edition, list[EntryChange]]]:
        """The editions of lists that no report has told of yet, each with what it changed."""
        with self._change() as db:
            return list_history.unreported(db)

    def editions_reported(self) -> None:
        """All editions read so far have been told of."""
        with self._change() as db:
            list_history.mark_reported(db)

    def _contents(self, checksums: Iterable[str]) -> Iterator[tuple[str, str]]:
        wanted = list(checksums)
        with self._change() as db:
            for part in parts(wanted):
                query = sa.select(VERSIONS.c.checksum, VERSIONS.c.content).where(VERSIONS.c.checksum.in_(part))
                yield from ((row.checksum, row.content) for row in db.execute(query))

    def drop_versions(self, keep: set[str]) -> int:
        """Remove versions that are neither live nor in `keep`; returns how many went."""
        with self._change() as db:
            needed = keep.union(db.execute(sa.select(ITEMS.c.checksum)).scalars())
            gone = [key for key in db.execute(sa.select(VERSIONS.c.checksum)).scalars() if key not in needed]
            for part in parts(gone):
                db.execute(VERSIONS.delete().where(VERSIONS.c.checksum.in_(part)))
            forget_outlines(db)
            return len(gone)


def _read_sample_again(db: sa.Connection) -> None:
    """What others took over from the sample comes back from it at the next run, when they are gone."""
    db.execute(FILES.update().where(FILES.c.source == SAMPLE).values(checksum=""))
