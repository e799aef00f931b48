"""Shelves: where the manifests of generations and the switches to them are kept, small files known by their names.

A shelf is a folder, or a table of the database that several replicas share. Both promise the same: a file is there
whole or not at all, and of two that make a new file of the same name, one only succeeds.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa
from pydantic import SecretStr

from corpus.database import Database, insert
from corpus.errors import LibraryError
from corpus.schema import Schema

_WITHOUT_LINKS = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}

_meta = sa.MetaData()
_files = sa.Table(
    "index_files",
    _meta,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
SHELF = Schema("index", _meta, Path(__file__).with_name("shelf_versions"))


class Shelf(Protocol):
    """Small files by name. Raises OSError or LibraryError when it cannot be read or written."""

    def names(self) -> list[str]:
        """The names of all files, in no order."""

    def read(self, name: str) -> bytes:
        """A file's content. Raises FileNotFoundError."""

    def write_new(self, name: str, content: bytes) -> None:
        """Make a file that must not be there yet. Raises FileExistsError."""

    def write_over(self, name: str, content: bytes) -> None:
        """Write a file, replacing any."""

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""

    def place(self, name: str) -> str:
        """Where a file is, as people are told."""


class FolderShelf:
    """A shelf in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> list[str]:
        """The names of all files, in no order."""
        try:
            return os.listdir(self._folder)
        except FileNotFoundError:
            return []

    def read(self, name: str) -> bytes:
        """A file's content. Raises FileNotFoundError."""
        return (self._folder / name).read_bytes()

    def write_new(self, name: str, content: bytes) -> None:
        """Make a file that must not be there yet, synced. Raises FileExistsError."""
        write_new(self._folder / name, content)

    def write_over(self, name: str, content: bytes) -> None:
        """Write a file, replacing any, synced."""
        write_over(self._folder / name, content)

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        (self._folder / name).unlink(missing_ok=True)

    def place(self, name: str) -> str:
        """The file's path."""
        return str(self._folder / name)


class DatabaseShelf:
    """A shelf in a table of a PostgreSQL database."""

    def __init__(self, place: SecretStr) -> None:
        """Open it, making its table if needed. Raises LibraryError when it cannot be used."""
        self._database = Database(place, LibraryError)
        self._database.prepare(SHELF)

    def names(self) -> list[str]:
        """The names of all files, in no order."""
        with self._database.transaction() as db:
            return list(db.execute(sa.select(_files.c.name)).scalars())

    def read(self, name: str) -> bytes:
        """A file's content. Raises FileNotFoundError."""
        with self._database.transaction() as db:
            content = db.execute(sa.select(_files.c.content).where(_files.c.name == name)).scalar()
        if content is None:
            raise FileNotFoundError(errno.ENOENT, "it is not there", self.place(name))
        return bytes(content)

    def write_new(self, name: str, content: bytes) -> None:
        """Make a file that must not be there yet. Raises FileExistsError."""
        with self._database.transaction() as db:
            made = insert(db, _files).values(name=name, content=content).on_conflict_do_nothing()
            if db.execute(made.returning(_files.c.name)).first() is None:
                raise FileExistsError(errno.EEXIST, "it is there already", self.place(name))

    def write_over(self, name: str, content: bytes) -> None:
        """Write a file, replacing any."""
        with self._database.transaction() as db:
            put = insert(db, _files).values(name=name, content=content)
            db.execute(put.on_conflict_do_update(index_elements=["name"], set_={"content": content}))

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        with self._database.transaction() as db:
            db.execute(_files.delete().where(_files.c.name == name))

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def place(self, name: str) -> str:
        """The table and the row."""
        return f"{self._database.shown}, index_files, {name}"


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not be there yet, whole and synced or not at all. Raises FileExistsError."""
    with _part(path, content) as part:
        try:
            os.link(part, path)
        except OSError as error:
            if error.errno not in _WITHOUT_LINKS:
                raise
            # A file system without hard links: whole still, but two writers at the very same moment are not told.
            if path.exists():
                raise FileExistsError(errno.EEXIST, "it is there already", str(path)) from None
            os.replace(part, path)
    _sync(path.parent)


def write_over(path: Path, content: bytes) -> None:
    """Write a file, replacing any, whole and synced or not at all."""
    with _part(path, content) as part:
        os.replace(part, path)
    _sync(path.parent)


@contextmanager
def _part(path: Path, content: bytes) -> Iterator[Path]:
    """A synced file with `content` beside `path`, removed at the end where it was not moved."""
    part = path.with_name(f".{path.stem}-{secrets.token_hex(4)}.part")
    part.parent.mkdir(parents=True, exist_ok=True)
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield part
    finally:
        part.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
