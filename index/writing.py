"""Who may change the index: the lock in the data folder or, where replicas share a database, the one there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from corpus.errors import WriterBusyError
from corpus.silent_server import patiently
from corpus.storage import storage_error
from index.chroma_folder import let_go
from index.database_lock import database_lock, database_writer
from index.home import Home
from index.lock import Owner, live_writer, writer_lock


class Lock(Protocol):
    """The right to change the index, while it is held."""

    taken_over: Owner | None

    def check(self) -> None:
        """Raises WriterBusyError when it is this run's no more."""


@contextmanager
def writing(home: Home) -> Iterator[Lock]:
    """Hold the right to change the index; a disk that is full or read-only ends in a StorageError.

    Raises WriterBusyError, naming the owner, when another process has it.
    """
    try:
        if home.database is None:
            with writer_lock(home.lock) as lock, _alone(home, lock):
                yield lock
        else:
            # Both: processes over the same folder write the same keywords.
            with patiently(), writer_lock(home.lock), database_lock(home.database) as shared, _alone(home, shared):
                yield shared
    except OSError as error:
        raise storage_error(error, home.folder) or error from error


@contextmanager
def _alone(home: Home, lock: Lock) -> Iterator[None]:
    """Where the lock was lost, another may have written to Chroma's folder: nobody is to take up what is open of it."""
    certain = False
    try:
        yield
        with suppress(WriterBusyError):  # what is done is done
            lock.check()
            certain = True
    finally:
        if not certain and isinstance(home.chroma, Path):
            let_go(home.chroma)


def who_writes(home: Home) -> Owner | None:
    """Who changes the index now, None when nobody does."""
    return live_writer(home.lock) if home.database is None else database_writer(home.database)
