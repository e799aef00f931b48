"""The writer's lock where replicas share a PostgreSQL database: an advisory lock of the writer's own connection.

1. The server gives the lock to one connection, and takes it back when that connection ends: a writer that dies lets
   go at once; one whose machine is cut off, when its connection no longer answers (about a minute).
2. Beside it stands the owner, for people to be told, and for a writer to see that the one before was cut off.
3. A writer that lost its connection learns so before it switches (`check`). Should it lose it later still, the switch
   itself fails if another came first: see Generations.switch.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict

import sqlalchemy as sa
import structlog
from pydantic import SecretStr

from corpus.database import Database
from corpus.errors import LibraryError, WriterBusyError
from index.lock import Owner
from index.shelf import DatabaseShelf

_KEY = 0x5A0C_0002
_OWNER = "writer.json"
_KEEPALIVES = {"tcp_keepalives_idle": 30, "tcp_keepalives_interval": 10, "tcp_keepalives_count": 3}  # seconds, times
_HELD = sa.text(
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = 0 AND objid = :key "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)

log = structlog.get_logger()


class DatabaseLock:
    """The lock while it is held; made by `database_lock`. `taken_over` is the dead writer before, if any."""

    def __init__(self, db: sa.Connection, shelf: DatabaseShelf, taken_over: Owner | None) -> None:
        self._db = db
        self._shelf = shelf
        self.taken_over = taken_over
        self.owner = Owner.this_process()
        shelf.write_over(_OWNER, json.dumps(asdict(self.owner)).encode())

    def check(self) -> None:
        """Raises WriterBusyError when the lock is this run's no more."""
        try:
            mine = self._db.execute(sa.text(f"{_HELD.text} AND pid = pg_backend_pid()"), {"key": _KEY}).scalar_one()
        except sa.exc.SQLAlchemyError:
            mine = 0
        if not mine:
            raise WriterBusyError("this run lost its connection to the database, and so its lock; nothing was switched")

    def release(self) -> None:
        """Let go; what another has taken over stays theirs."""
        # Whatever fails here: the server lets go of the lock with the connection.
        with suppress(LibraryError, sa.exc.SQLAlchemyError):
            now = _owner(self._shelf)
            if now is not None and now.token == self.owner.token:
                self._shelf.remove(_OWNER)
            self._db.execute(sa.select(sa.func.pg_advisory_unlock(_KEY)))


@contextmanager
def database_lock(place: SecretStr) -> Iterator[DatabaseLock]:
    """Hold the right to change the index. Raises WriterBusyError, naming the owner, when another process has it."""
    database = Database(place, LibraryError)
    shelf = DatabaseShelf(place)
    try:
        with database.session() as db:
            for setting, value in _KEEPALIVES.items():
                db.execute(sa.select(sa.func.set_config(setting, str(value), False)))
            before = _owner(shelf)
            if not db.execute(sa.select(sa.func.pg_try_advisory_lock(_KEY))).scalar_one():
                raise WriterBusyError(f"an index run is under way already ({before or 'another process'})")
            if before is not None:
                log.info("index.lock_taken_over", owner=str(before))
            held = DatabaseLock(db, shelf, before)
            try:
                yield held
            finally:
                held.release()
    finally:
        shelf.close()
        database.close()


def database_writer(place: SecretStr) -> Owner | None:
    """Who changes the index now, None when nobody does."""
    database = Database(place, LibraryError)
    shelf = DatabaseShelf(place)
    try:
        with database.transaction() as db:
            held = db.execute(_HELD, {"key": _KEY}).scalar_one()
        return _owner(shelf) if held else None
    finally:
        shelf.close()
        database.close()


def _owner(shelf: DatabaseShelf) -> Owner | None:
    try:
        return Owner(**json.loads(shelf.read(_OWNER)))
    except (FileNotFoundError, ValueError, TypeError):
        return None
