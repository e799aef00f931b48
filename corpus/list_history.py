"""What each edition of a list changed: kept entry by entry, so that it can be told what an entry was on a day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

import sqlalchemy as sa

from corpus.library_tables import ITEMS, LIST_CHANGES, LIST_EDITIONS
from corpus.listing import Listing

What = Literal["added", "removed", "changed"]
# What differs with every edition, or says where the entry stands rather than what it says.
_NOT_FACTS = {"as_of", "last_seen", "absent_from"}


@dataclass(frozen=True)
class Edition:
    """One edition of a list that was read, with its number of entries.

    `day` is the edition's date or, where the list states none (`dated` is false), the day it was read; `previous` is
    that of the edition before, None for the first.
    """

    list: str
    day: date
    dated: bool
    previous: date | None
    entries: int


@dataclass(frozen=True)
class EntryChange:
    """What an edition did to one entry; `fields` leads from a field of Listing to its (old, new) value as in JSON."""

    listing_id: str
    name: str
    what: What
    edition: Edition
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True)
class NewChange:
    """A change about to be recorded."""

    listing: Listing
    what: What
    fields: Mapping[str, tuple[Any, Any]]


def changed_fields(old: Listing, new: Listing) -> dict[str, tuple[Any, Any]]:
    """The fields in which two versions of an entry differ, with (old, new); the order of several values is none."""
    before, after = (listing.model_dump(mode="json", exclude=_NOT_FACTS) for listing in (old, new))
    return {field: (before[field], after[field]) for field in before if not _same(before[field], after[field])}


def _same(one: object, other: object) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return sorted(map(_as_text, one)) == sorted(map(_as_text, other))
    return one == other


def _as_text(value: object) -> str:
    return json.dumps(value, sort_keys=True)


def record_edition(db: sa.Connection, edition: Edition, changes: Iterable[NewChange]) -> None:
    """Keep what `edition` changed."""
    row = {"list": edition.list, "day": edition.day, "dated": edition.dated, "previous": edition.previous}
    values = {**row, "read_at": datetime.now(UTC), "entries": edition.entries}
    key = db.execute(LIST_EDITIONS.insert().values(values)).inserted_primary_key[0]  # type: ignore[index]  # it has one
    rows = [
        {
            "edition": key,
            "key": change.listing.id,
            "name": change.listing.name,
            "what": change.what,
            "fields": json.dumps(change.fields),
        }
        for change in changes
    ]
    if rows:
        db.execute(LIST_CHANGES.insert(), rows)


def record_removed(db: sa.Connection, name: str, day: date, entries: Sequence[Listing]) -> None:
    """Add to the edition of `day` of the list `name` that it lacks `entries`, which an older one given late has."""
    of_day = sa.select(LIST_EDITIONS.c.id).where(LIST_EDITIONS.c.list == name, LIST_EDITIONS.c.day == day)
    edition = db.execute(of_day.order_by(LIST_EDITIONS.c.id)).scalar()
    if edition is None:
        return
    rows = [{"edition": edition, "key": one.id, "name": one.name, "what": "removed"} for one in entries]
    db.execute(LIST_CHANGES.insert(), rows)


def history(db: sa.Connection, listing_id: str) -> list[EntryChange]:
    """What the editions did to one entry, the newest first; empty where it is as in the first edition read."""
    return _changes(db, LIST_CHANGES.c.key == listing_id)


def editions(db: sa.Connection, name: str) -> list[Edition]:
    """The editions read of the list `name`, the newest first."""
    query = sa.select(LIST_EDITIONS).where(LIST_EDITIONS.c.list == name)
    return [_edition(row) for row in db.execute(query.order_by(LIST_EDITIONS.c.day.desc(), LIST_EDITIONS.c.id.desc()))]


def changes_after(db: sa.Connection, last: int) -> tuple[int, list[EntryChange]]:
    """The number of the newest change recorded, 0 before the first, and the changes recorded after number `last`."""
    newest = db.execute(sa.select(sa.func.max(LIST_CHANGES.c.id))).scalar() or 0
    return newest, _changes(db, LIST_CHANGES.c.id > last) if newest > last else []


def changing_editions(db: sa.Connection, count: int) -> list[tuple[Edition, list[EntryChange]]]:
    """The newest editions that changed something, each with what it changed, the newest first."""
    changing = sa.select(LIST_CHANGES.c.edition).where(LIST_CHANGES.c.edition == LIST_EDITIONS.c.id).exists()
    query = sa.select(LIST_EDITIONS).where(changing)
    rows = db.execute(query.order_by(LIST_EDITIONS.c.day.desc(), LIST_EDITIONS.c.id.desc()).limit(count)).all()
    return [(_edition(row), _changes(db, LIST_CHANGES.c.edition == row.id)) for row in rows]


def unreported(db: sa.Connection) -> list[tuple[Edition, list[EntryChange]]]:
    """The editions no report has told of yet, in the order they were read, with what each changed."""
    rows = db.execute(sa.select(LIST_EDITIONS).where(~LIST_EDITIONS.c.reported).order_by(LIST_EDITIONS.c.id)).all()
    return [(_edition(row), _changes(db, LIST_CHANGES.c.edition == row.id)) for row in rows]


def mark_reported(db: sa.Connection) -> None:
    """All editions have been told of."""
    db.execute(LIST_EDITIONS.update().values(reported=True))


def forget_history(db: sa.Connection) -> None:
    """Remove the history of entries and lists that are held no more."""
    db.execute(LIST_CHANGES.delete().where(LIST_CHANGES.c.key.not_in(sa.select(ITEMS.c.key))))
    held = sa.select(ITEMS.c.list).where(ITEMS.c.list.is_not(None))
    db.execute(LIST_EDITIONS.delete().where(LIST_EDITIONS.c.list.not_in(held)))


def as_it_was(
    listing: Listing, day: date, changes: Sequence[EntryChange], known: Sequence[Edition] = ()
) -> Listing | None:
    """What the entry was on `day`, as far as `changes` (newest first) know; `known` are its list's editions.

    None where it came in with a later edition and does not state that it was listed by then.
    """
    fields = listing.model_dump(mode="json")
    there = listing.absent_from is None
    for change in changes:
        if change.edition.day <= day:
            if not there and change.what == "removed":
                previous = change.edition.previous
                fields |= {"absent_from": change.edition.day, "last_seen": previous or change.edition.day}
            break
        fields |= {field: old for field, (old, _) in change.fields.items()}
        there = change.what != "added"
        if there:
            fields |= {"absent_from": None, "last_seen": None}
    else:
        if not there and (listing.listed_on is None or listing.listed_on > day):
            return None if changes else listing
    if listing.as_of is not None and listing.as_of > day:
        fields["as_of"] = max((edition.day for edition in known if edition.day <= day), default=listing.as_of)
    return Listing.model_validate(fields)


def _changes(db: sa.Connection, which: sa.ColumnElement[bool]) -> list[EntryChange]:
    query = (
        sa.select(LIST_CHANGES.c.key, LIST_CHANGES.c.name, LIST_CHANGES.c.what, LIST_CHANGES.c.fields, *LIST_EDITIONS.c)
        .join_from(LIST_CHANGES, LIST_EDITIONS, LIST_EDITIONS.c.id == LIST_CHANGES.c.edition)
        .where(which)
        .order_by(LIST_EDITIONS.c.day.desc(), LIST_EDITIONS.c.id.desc(), LIST_CHANGES.c.id)
    )
    return [
        EntryChange(
            row.key, row.name, row.what, _edition(row), {k: tuple(v) for k, v in json.loads(row.fields).items()}
        )
        for row in db.execute(query)
    ]


def _edition(row: Any) -> Edition:
    return Edition(row.list, row.day, row.dated, row.previous, row.entries)
