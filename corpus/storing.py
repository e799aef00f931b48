"""Taking what one file gave into the library's tables: its articles, and its lists by their editions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from corpus.article import Article
from corpus.database import insert
from corpus.library_tables import FILES, ITEMS, VERSIONS
from corpus.list_editions import (
    Replaced,
    cede_back,
    edition_day,
    held_editions,
    is_older,
    item_row,
    store_edition,
    version_row,
)
from corpus.listing import Listing
from corpus.readers.skipped import Skipped
from corpus.sources import SAMPLE

_QUERY_KEYS = 500  # what SQLite takes as variables of one query


@dataclass(frozen=True)
class Intake:
    """What one file or page gave: see Library.store_file. `entry` is what a feed said of the page."""

    path: str
    checksum: str
    contents: tuple[Article | Listing, ...]
    skipped: list[Skipped]
    entry: str | None = None


def replace(db: sa.Connection, source: str, gone: Sequence[str], intakes: Sequence[Intake]) -> None:
    """Forget what the files `gone` gave and replace what each of `intakes` gave."""
    paths = [*gone, *(intake.path for intake in intakes)]
    editions = [held for part in parts(paths) for held in held_editions(db, ITEMS.c.path.in_(part))]
    coming = frozenset(content.id for intake in intakes for content in intake.contents)
    for part in parts(paths):
        db.execute(ITEMS.delete().where(ITEMS.c.path.in_(part)))
    for part in parts(gone):
        db.execute(FILES.delete().where(FILES.c.path.in_(part)))
        cede_back(db, part)
    for intake in intakes:
        _store(db, source, intake, Replaced(editions, frozenset(gone), coming))


def losses(db: sa.Connection, intake: Intake) -> set[str]:
    """The ids of the articles and listed entries that replacing what `intake.path` gave would take away."""
    given: dict[str, list[Listing]] = {}
    for content in intake.contents:
        if isinstance(content, Listing):
            given.setdefault(content.list, []).append(content)
    held = sa.select(ITEMS.c.key).where(ITEMS.c.path == intake.path, ~ITEMS.c.absent)
    lost = set(db.execute(held).scalars()) - {content.id for content in intake.contents}
    for edition in held_editions(db, ITEMS.c.path == intake.path):
        if is_older(edition_day(given.get(edition.list, ())), edition):
            lost -= edition.entries.keys()
    return lost


def _store(db: sa.Connection, source: str, intake: Intake, replaced: Replaced) -> None:
    path, skipped = intake.path, intake.skipped
    once: dict[str, Article | Listing] = {}
    for content in intake.contents:
        if content.id in once:
            skipped.append(Skipped(path, None, f"already held from this file: {_name(content)}"))
        once.setdefault(content.id, content)
    holders = _holders(db, list(once))
    lists: dict[str, dict[str, Listing]] = {}
    rows: list[tuple[dict[str, object], dict[str, object]]] = []  # of ITEMS, of VERSIONS
    from_sample: list[str] = []
    for key, content in once.items():
        holder, held_by = holders.get(key, (None, None))
        if holder is not None and held_by == SAMPLE != source:
            # What an admin brings is newer and fuller than the sample's extract of it.
            from_sample.append(key)
            holder = None
        if isinstance(content, Listing) and source != SAMPLE:
            lists.setdefault(content.list, {})[key] = content
        elif holder is None:
            rows.append((_item(content, path), _version(content)))
        elif source != SAMPLE:
            skipped.append(Skipped(path, None, f"already held from {holder}: {_name(content)}"))
    for part in parts(from_sample):
        db.execute(ITEMS.delete().where(ITEMS.c.key.in_(part)))
    for entries in lists.values():
        stored = store_edition(db, path, intake.checksum, entries, replaced)
        rows += [(item_row(entry, path, day), version_row(entry)) for entry, day in stored.entries]
        skipped += [Skipped(path, None, reason) for reason in stored.left_out]
    if not lists:
        cede_back(db, [path])
    if rows:
        # What is held under the same checksum is the same, unless it was damaged: then this mends it.
        put = insert(db, VERSIONS)
        put = put.on_conflict_do_update(index_elements=["checksum"], set_={"content": put.excluded.content})
        db.execute(put, [version for _, version in rows])
        db.execute(ITEMS.insert(), [item for item, _ in rows])
    db.execute(FILES.delete().where(FILES.c.path == path))
    db.execute(
        FILES.insert().values(
            path=path, source=source, checksum=intake.checksum, skipped=as_json(skipped), entry=intake.entry
        )
    )


def _item(content: Article | Listing, path: str) -> dict[str, object]:
    if isinstance(content, Listing):
        return item_row(content, path, content.as_of)
    held = {"key": content.id, "kind": "article", "checksum": content.checksum, "path": path}
    return held | {"list": None, "edition": None, "absent": False}


def _version(content: Article | Listing) -> dict[str, object]:
    if isinstance(content, Listing):
        return version_row(content)
    text = content.model_dump_json()
    return {"checksum": content.checksum, "kind": "article", "published": content.published, "content": text}


def _name(content: Article | Listing) -> str:
    return content.title if isinstance(content, Article) else content.name


def _holders(db: sa.Connection, keys: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """Key -> (path, source) of the files that hold those of `keys` that are held."""
    held: dict[str, tuple[str, str]] = {}
    for part in parts(keys):
        query = sa.select(ITEMS.c.key, ITEMS.c.path, FILES.c.source).join(FILES, FILES.c.path == ITEMS.c.path)
        held.update((row.key, (row.path, row.source)) for row in db.execute(query.where(ITEMS.c.key.in_(part))))
    return held


def parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    """`keys` in pieces that SQLite takes as variables of one query."""
    for at in range(0, len(keys), _QUERY_KEYS):
        yield keys[at : at + _QUERY_KEYS]


def as_json(skipped: Sequence[Skipped]) -> str:
    """Skipped items as a file's row keeps them."""
    return json.dumps([[entry.path, entry.line, entry.reason] for entry in skipped])
