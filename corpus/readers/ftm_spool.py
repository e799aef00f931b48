"""Entities of a file that refer to one another by id, set aside on disk until the last of them is read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from corpus.errors import InputError

# The whole of OpenSanctions is 3 GB; what is set aside is less.
MAX_BYTES = 8 << 30
_PAGE_BYTES = 4096
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -32768;
CREATE TABLE kept (id TEXT PRIMARY KEY, line INTEGER, entity TEXT) WITHOUT ROWID;
CREATE TABLE about (id TEXT, entity TEXT);
CREATE INDEX about_id ON about (id);
CREATE TABLE captions (id TEXT PRIMARY KEY, caption TEXT) WITHOUT ROWID;
"""


class Spool:
    """A database without a name, which SQLite keeps in the folder for temporary files and removes by itself."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        # A reader that is given up half-way may be closed by another thread.
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._database.executescript(f"PRAGMA max_page_count = {max_bytes // _PAGE_BYTES};{_TABLES}")
        self._database.execute("BEGIN")

    def close(self) -> None:
        """Remove it all."""
        self._database.close()

    def keep(self, entity_id: str, line: int, entity: Mapping[str, Any]) -> bool:
        """Set aside an entity to be given by `kept`; False, and nothing done, where one of that id is there."""
        row = (entity_id, line, json.dumps(entity, ensure_ascii=True))
        with _limited():
            return self._database.execute("INSERT OR IGNORE INTO kept VALUES (?, ?, ?)", row).rowcount > 0

    def note(self, entity_id: str, entity: Mapping[str, Any]) -> None:
        """Set aside what refers to the entity of that id."""
        with _limited():
            self._database.execute("INSERT INTO about VALUES (?, ?)", (entity_id, json.dumps(entity)))

    def call(self, entity_id: str, caption: str) -> None:
        """Remember what an entity is called."""
        with _limited():
            row = (entity_id, caption.encode("utf-8", "replace").decode())
            self._database.execute("INSERT OR IGNORE INTO captions VALUES (?, ?)", row)

    def kept(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """(line, entity) of all that were kept, by line."""
        for line, entity in self._database.execute("SELECT line, entity FROM kept ORDER BY line"):
            yield line, json.loads(entity)

    def about(self, entity_id: str) -> list[dict[str, Any]]:
        """What refers to the entity, in the order it was noted."""
        found = self._database.execute("SELECT entity FROM about WHERE id = ? ORDER BY rowid", (entity_id,))
        return [json.loads(entity) for (entity,) in found]

    def caption(self, entity_id: str) -> str | None:
        """What the entity is called, or None where the file does not hold it."""
        found = self._database.execute("SELECT caption FROM captions WHERE id = ?", (entity_id,)).fetchone()
        return str(found[0]) if found else None


@contextmanager
def _limited() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise InputError(
            f"its entities do not fit into {MAX_BYTES >> 30} GB of temporary space ({error}); make room, or index "
            "single datasets"
        ) from error
