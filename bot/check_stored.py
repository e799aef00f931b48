"""The part of `check` that looks at what is stored: revisions of the databases, ages of lists, room for a backup."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.findings import Finding
from corpus.errors import SanctionsBotError

if TYPE_CHECKING:
    from bot.backup.tables import Kept
    from bot.settings import Settings
    from index.home import Home
    from index.manifest import Manifest

_VECTOR_BYTES = 4 * 384  # of the packaged model; others differ by a factor of three at most
_ROW_BYTES = 60  # what names a passage
_LISTS_SHOWN = 5


def revisions(settings: Settings) -> Iterator[Finding]:
    """Whether each database is of the revision this program knows. Opens none in a way that would change it."""
    from bot.backup.tables import KEPT

    for kept in KEPT:
        if kept.schema is None or not kept.is_there(settings):
            continue
        name = f"tables ({kept.name})"
        try:
            held = _revision(settings, kept)
        except (SanctionsBotError, sqlite3.Error):
            continue  # what cannot be read at all is found elsewhere
        head = kept.schema.head
        if held == head:
            yield Finding(name, "ok", f"revision {held}")
        elif held is not None and held > head:
            remedy = "install the newer program, or restore a backup made before it"
            yield Finding(name, "problem", f"revision {held} of a newer program; this one knows {head}", remedy)
        else:
            remedy = "`sanctions-bot backup FILE`, which brings it forward, or any other command does"
            yield Finding(name, "note", f"revision {held or 'none'} is to be brought forward to {head}", remedy)


def _revision(settings: Settings, kept: Kept) -> str | None:
    """The revision a database is of; that of the program for one with nothing in it, which would get the newest."""
    from corpus.database import Database

    assert kept.schema is not None
    place = kept.place(settings)
    if isinstance(place, Path):
        with closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True, timeout=10)) as file:
            tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if kept.schema.version_table in tables:
                [(held,)] = file.execute(f"SELECT version_num FROM {kept.schema.version_table}")  # noqa: S608  # ours
                return str(held)
            return None if tables & kept.tables.tables.keys() else kept.schema.head
    with closing(Database(place, SanctionsBotError, private=True)) as database, database.transaction() as db:
        held = kept.schema.revision(db)
        return kept.schema.head if held is None and kept.schema.is_empty(db) else held


def lists(home: Home, most_days: int) -> Iterator[Finding]:
    """Whether editions of lists are older than they should be."""
    from corpus.library import Library

    today = datetime.now(UTC).date()
    with closing(Library(home.library)) as library:
        ages = {name: (today - day).days for name, day in library.newest_editions().items()}
    old = sorted((name for name, days in ages.items() if days > most_days), key=lambda name: -ages[name])
    if old:
        told = ", ".join(f"{name} ({ages[name]:,} days)" for name in old[:_LISTS_SHOWN])
        more = f" and {len(old) - _LISTS_SHOWN} more" if len(old) > _LISTS_SHOWN else ""
        remedy = (
            "`sanctions-bot index` reads their sources again, `sources` shows which fail; where they are published "
            "more seldom, raise SANCTIONS_BOT_LIST_DAYS"
        )
        yield Finding("lists", "note", f"editions older than {most_days} days: {told}{more}", remedy)
    elif ages:
        yield Finding("lists", "ok", f"{len(ages)} of at most {max(ages.values()):,} days")


def backup_room(settings: Settings, manifest: Manifest) -> Iterator[Finding]:
    """Whether a backup would fit beside the data, and a restore of it."""
    from bot.backup.tables import KEPT
    from bot.backup.writing import FOLDERS

    held = [place for kept in KEPT if isinstance(place := kept.place(settings), Path) and place.is_file()]
    held += [path for folder in FOLDERS for path in (settings.data / folder).rglob("*") if path.is_file()]
    needed = sum(path.stat().st_size for path in held) + len(manifest.passages) * (_VECTOR_BYTES + _ROW_BYTES)
    free = shutil.disk_usage(settings.data).free
    told = f"takes at most {needed / 1024**2:,.0f} MiB"
    if free < needed:
        remedy = "write it to another disk (`sanctions-bot backup /elsewhere/FILE`); a restore needs as much room here"
        yield Finding("backup", "note", f"{told}, and {free / 1024**2:,.0f} MiB are free here", remedy)
    else:
        yield Finding("backup", "ok", told)
