"""Editions of lists: which file's is the newer, what it takes over, and the entries that a newer one no longer has.

1. A file replaced at its path is followed by what replaces it; one that is gone, by a new file with its entries.
2. Of two files, the one dated later follows the other where it holds most of the other's entries. Files that share
   less are parts of a list: each keeps its entries, and where both hold one the later date decides.
3. An edition dated earlier than what is held changes nothing. Entries that only it has are kept as absent.
4. Entries absent from the new edition stay, with the editions that had and lacked them, under the new edition's file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import sqlalchemy as sa

from corpus.database import insert
from corpus.library_tables import CEDED, FILES, ITEMS, LIST_EDITIONS, VERSIONS
from corpus.list_history import Edition, NewChange, changed_fields, record_edition, record_removed
from corpus.listing import Listing
from corpus.sources import SAMPLE

# A file dated later follows another where it holds this share of its entries: a run never takes more than the other
# third away without asking (corpus/intake.py).
_MOST_ENTRIES = 2 / 3
_QUERY_KEYS = 500  # what SQLite takes as variables of one query


@dataclass(frozen=True)
class HeldEdition:
    """What one file holds of one list: the date of its edition, and id -> checksum of entries held and absent."""

    list: str
    path: str
    source: str
    checksum: str  # of the file
    day: date | None
    entries: Mapping[str, str]
    absent: Mapping[str, str]

    @property
    def all(self) -> dict[str, str]:
        """Id -> checksum of what it has and what is absent from it."""
        return {**self.absent, **self.entries}


@dataclass(frozen=True)
class Replaced:
    """What the files had that a change of the library takes away or reads anew.

    `gone` are the paths that are there no more, `coming` the ids that are given again.
    """

    editions: Sequence[HeldEdition] = ()
    gone: frozenset[str] = frozenset()
    coming: frozenset[str] = frozenset()


@dataclass
class Stored:
    """What is to be live of a list: entries with the date of their edition, and what was left out, with reasons."""

    entries: list[tuple[Listing, date | None]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def held_editions(db: sa.Connection, where: sa.ColumnElement[bool]) -> list[HeldEdition]:
    """The editions of lists in the files that `where`, a condition on items and files, chooses; not the sample's."""
    query = (
        sa.select(ITEMS, FILES.c.source, FILES.c.checksum.label("file_checksum"))
        .join_from(ITEMS, FILES, FILES.c.path == ITEMS.c.path)
        .where(ITEMS.c.list.is_not(None), FILES.c.source != SAMPLE, where)
    )
    found: dict[tuple[str, str], HeldEdition] = {}
    for row in db.execute(query):
        edition = found.get((row.path, row.list))
        if edition is None:
            edition = HeldEdition(row.list, row.path, row.source, row.file_checksum, row.edition, {}, {})
        elif row.edition is not None and (edition.day is None or row.edition > edition.day):
            edition = HeldEdition(**{**vars(edition), "day": row.edition})
        (edition.absent if row.absent else edition.entries)[row.key] = row.checksum  # type: ignore[index]  # ours still
        found[row.path, row.list] = edition
    return list(found.values())


def edition_day(entries: Iterable[Listing]) -> date | None:
    """The date of the edition that `entries` are of: the latest they state."""
    return max((entry.as_of for entry in entries if entry.as_of is not None), default=None)


def is_older(day: date | None, held: HeldEdition) -> bool:
    """Whether an edition of `day` is older than the one held."""
    return day is not None and held.day is not None and day < held.day


def store_edition(
    db: sa.Connection, path: str, checksum: str, entries: Mapping[str, Listing], replaced: Replaced
) -> Stored:
    """Take in what the file at `path` gives of one list, `entries` by id, beside what is held of it."""
    name = next(iter(entries.values())).list
    day = edition_day(entries.values())
    own = next((held for held in replaced.editions if (held.path, held.list) == (path, name)), None)
    if own is not None and is_older(day, own):
        return _kept(db, own, day)
    elsewhere = held_editions(db, sa.and_(ITEMS.c.list == name, ITEMS.c.path != path))
    newer = next((held for held in elsewhere if is_older(day, held) and _follows(held.all, entries)), None)
    if newer is not None:
        return _come_late(db, path, day, entries, newer)
    gone = [
        held
        for held in replaced.editions
        if held.list == name and held.path in replaced.gone and entries.keys() & held.entries.keys()
    ]
    followed = [
        held
        for held in elsewhere
        if day is not None and held.day is not None and day > held.day and _follows(entries, held.entries)
    ]
    return _Taking(db, path, checksum, name, day, entries, replaced).over(own, gone, followed, elsewhere)


def cede_back(db: sa.Connection, paths: sa.Select[tuple[str]] | Sequence[str]) -> None:
    """Have the files read again whose entries went to those at `paths`, which are about to go."""
    older = sa.select(CEDED.c.path).where(CEDED.c.newer.in_(paths))
    db.execute(FILES.update().where(FILES.c.path.in_(older)).values(checksum=""))
    db.execute(CEDED.delete().where(CEDED.c.newer.in_(paths)))


def _follows(newer: Mapping[str, object], older: Mapping[str, object]) -> bool:
    return bool(older) and len(newer.keys() & older.keys()) >= len(older) * _MOST_ENTRIES


def _kept(db: sa.Connection, own: HeldEdition, day: date | None) -> Stored:
    """What is held stays, since the file was replaced by an older edition."""
    reason = f"this is the edition of {day}, older than that of {own.day}, which is kept"
    held = _versions(db, own.all.values())
    kept = [(held[checksum], own.day) for checksum in own.all.values()]
    return Stored(kept, [f"{reason}; to go back to it, remove the source and add it again"])


def _come_late(
    db: sa.Connection, path: str, day: date | None, entries: Mapping[str, Listing], newer: HeldEdition
) -> Stored:
    """Nothing of an edition older than the one in another file is taken in but entries that only it has, as absent."""
    _cede(db, path, newer.path)
    surplus = [entry for key, entry in entries.items() if key not in newer.all and not _is_held(db, key)]
    absent = [_absent(entry, entry.as_of or day or _today(), newer.day or _today()) for entry in surplus]
    if absent:
        db.execute(insert(db, VERSIONS).on_conflict_do_nothing(), [version_row(entry) for entry in absent])
        db.execute(ITEMS.insert(), [item_row(entry, newer.path, newer.day) for entry in absent])
        record_removed(db, newer.list, newer.day or _today(), absent)
    return Stored([], [f"this is the edition of {day}, older than that of {newer.day} in {newer.path}, which counts"])


class _Taking:
    """A new edition, or the same one read again, takes over what it follows."""

    def __init__(
        self,
        db: sa.Connection,
        path: str,
        checksum: str,
        name: str,
        day: date | None,
        entries: Mapping[str, Listing],
        replaced: Replaced,
    ) -> None:
        self._db = db
        self._path = path
        self._checksum = checksum
        self._name = name
        self._day = day
        self._entries = entries
        self._replaced = replaced
        self._stored = Stored()

    def over(
        self,
        own: HeldEdition | None,
        gone: Sequence[HeldEdition],
        followed: Sequence[HeldEdition],
        elsewhere: Sequence[HeldEdition],
    ) -> Stored:
        """Store it after its file's `own` former edition, those of files `gone`, and those it `followed`."""
        predecessors = [*([own] if own is not None else []), *gone, *followed]
        is_new = bool(gone or followed) or own is None or not self._same_content(own)
        for held in followed:
            _cede(self._db, held.path, self._path)
            self._db.execute(ITEMS.delete().where(ITEMS.c.path == held.path, ITEMS.c.list == self._name))
        others = {key: held for held in elsewhere if held not in followed for key in held.all}
        former: dict[str, tuple[str, bool]] = {}  # id -> checksum, whether it was absent
        for held in [*(one for one in self._replaced.editions if one.list == self._name), *predecessors]:
            former |= {key: (value, True) for key, value in held.absent.items() if key not in former}
            former |= {key: (value, False) for key, value in held.entries.items()}
        for key, entry in self._entries.items():
            if key in others:
                self._take_one_over(key, others[key], former)
            if key not in others or key in former:
                self._stored.entries.append((entry, self._day))
        self._tell_left_out(others, former)
        first = own is None and not gone and not followed
        previous = self._previous(predecessors)
        day = self._day or _today()
        keep = {key for held in predecessors for key in held.all} - self._entries.keys() - self._replaced.coming
        keep = {key for key in keep if key not in others}
        old = self._old_versions(former, keep, is_new)
        changes = [] if first else self._keep_absent(keep, former, old, is_new, previous, day)
        if is_new:
            changes += self._differences(former, old, first, self._better_read(predecessors))
            edition = Edition(self._name, day, self._day is not None, None if first else previous, len(self._entries))
            record_edition(self._db, edition, changes)
        return self._stored

    def _take_one_over(self, key: str, held: HeldEdition, former: dict[str, tuple[str, bool]]) -> None:
        if self._day is not None and held.day is not None and self._day > held.day:
            former[key] = held.all[key], key in held.absent
            self._db.execute(ITEMS.delete().where(ITEMS.c.key == key))
            _cede(self._db, held.path, self._path)

    def _tell_left_out(self, others: Mapping[str, HeldEdition], former: Mapping[str, object]) -> None:
        left: dict[str, list[str]] = {}
        for key, entry in self._entries.items():
            if key in others and key not in former:
                left.setdefault(others[key].path, []).append(entry.name)
        for path, names in left.items():
            more = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
            self._stored.left_out.append(f"already held from {path}: {names[0]}{more}")

    def _same_content(self, own: HeldEdition) -> bool:
        reader, _, content = own.checksum.rpartition(":")
        new_reader, _, new_content = self._checksum.rpartition(":")
        if not own.checksum or (new_reader and not reader):
            # What was read was not noted: only a later date tells a new edition from the same file read again.
            return not (self._day is not None and own.day is not None and self._day > own.day)
        return content == new_content

    def _better_read(self, predecessors: Sequence[HeldEdition]) -> bool:
        """Whether another version of the readers read what is held: then not all that differs is the edition's."""
        reader = self._checksum.rpartition(":")[0]
        return any(held.checksum.rpartition(":")[0] != reader for held in predecessors)

    def _previous(self, predecessors: Sequence[HeldEdition]) -> date | None:
        dated = max((held.day for held in predecessors if held.day is not None), default=None)
        query = sa.select(sa.func.max(LIST_EDITIONS.c.day)).where(LIST_EDITIONS.c.list == self._name)
        return dated or self._db.execute(query).scalar()

    def _old_versions(
        self, former: Mapping[str, tuple[str, bool]], keep: Iterable[str], is_new: bool
    ) -> dict[str, Listing]:
        """Checksum -> the former version of the entries that are kept as absent or may have changed."""
        wanted = {former[key][0] for key in keep}
        if is_new:
            wanted |= {
                checksum
                for key, (checksum, _) in former.items()
                if key in self._entries and self._entries[key].checksum != checksum
            }
        return _versions(self._db, wanted)

    def _keep_absent(
        self,
        keep: Iterable[str],
        former: Mapping[str, tuple[str, bool]],
        old: Mapping[str, Listing],
        is_new: bool,
        previous: date | None,
        day: date,
    ) -> list[NewChange]:
        changes = []
        for key in sorted(keep):
            checksum, was_absent = former[key]
            entry = old[checksum]
            if was_absent:
                self._stored.entries.append((entry, self._day))
            elif is_new:
                entry = _absent(entry, entry.as_of or previous or day, day)
                self._stored.entries.append((entry, self._day))
                changes.append(NewChange(entry, "removed", {}))
        return changes

    def _differences(
        self, former: Mapping[str, tuple[str, bool]], old: Mapping[str, Listing], first: bool, better_read: bool
    ) -> list[NewChange]:
        changes = []
        for entry, _ in self._stored.entries:
            if entry.id not in self._entries:
                continue
            checksum, was_absent = former.get(entry.id, (None, False))
            if checksum is None:
                changes += [] if first else [NewChange(entry, "added", {})]
            elif checksum != entry.checksum:
                fields = {} if better_read else changed_fields(old[checksum], entry)
                if was_absent:
                    changes.append(NewChange(entry, "added", fields))
                elif fields:
                    changes.append(NewChange(entry, "changed", fields))
        return changes


def version_row(entry: Listing) -> dict[str, object]:
    """The row of `entry` among the versions."""
    return {"checksum": entry.checksum, "kind": "listing", "published": None, "content": entry.model_dump_json()}


def item_row(entry: Listing, path: str, edition: date | None) -> dict[str, object]:
    """The row of `entry` among what is live."""
    return {
        "key": entry.id,
        "kind": "listing",
        "checksum": entry.checksum,
        "path": path,
        "list": entry.list,
        "edition": edition,
        "absent": entry.absent_from is not None,
    }


def _absent(entry: Listing, last_seen: date, day: date) -> Listing:
    # Not model_copy, which would copy the checksum, too.
    return Listing.model_validate(entry.model_dump() | {"last_seen": last_seen, "absent_from": day})


def _versions(db: sa.Connection, checksums: Iterable[str]) -> dict[str, Listing]:
    wanted = list(checksums)
    found: dict[str, Listing] = {}
    for at in range(0, len(wanted), _QUERY_KEYS):
        query = sa.select(VERSIONS).where(VERSIONS.c.checksum.in_(wanted[at : at + _QUERY_KEYS]))
        found.update((row.checksum, Listing.model_validate_json(row.content)) for row in db.execute(query))
    return found


def _is_held(db: sa.Connection, key: str) -> bool:
    return db.execute(sa.select(ITEMS.c.key).where(ITEMS.c.key == key)).first() is not None


def _cede(db: sa.Connection, path: str, newer: str) -> None:
    db.execute(insert(db, CEDED).on_conflict_do_nothing(), {"path": path, "newer": newer})


def _today() -> date:
    return datetime.now(UTC).date()
