"""Opening a database: SQLite in a file or PostgreSQL by URL, and the few things that the two word differently."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from pydantic import SecretStr
from sqlalchemy.dialects import postgresql, sqlite

from corpus.errors import SanctionsBotError, StorageError
from corpus.schema import NewerSchemaError, Schema
from corpus.silent_server import Connecting, patiently
from corpus.storage import storage_error

# A file of SQLite's, or the URL of a PostgreSQL database, which may hold its password.
Place = Path | SecretStr

_DRIVERS = {"postgresql", "postgres", "postgresql+psycopg"}
# A server that is away is told of soon, and a network that swallows everything (for what else hangs: silent_server.py).
_PATIENCE = {"connect_timeout": 5, "tcp_user_timeout": 15_000}
_DISK_FULL = "53100"
# What PostgreSQL says when it is stopped or not up yet; where it cannot be reached nothing says anything.
_AWAY = ("08", "57P01", "57P02", "57P03")
_OPENING = 0x5A0C_0001  # the advisory lock under which tables are made and migrated: two replicas may start at once


class Database:
    """One open database, safe to use from several threads; `error` is what its failures are raised as.

    With `private` the values of a statement may be what people wrote: of an error only its kind is told then, or
    what the driver says of the connection and the disk.
    """

    def __init__(self, place: Place, error: type[SanctionsBotError], *, private: bool = False) -> None:
        """Nothing is connected to yet. Raises `error` when the URL is none, or its driver is not installed."""
        self.shown = shown(place)
        self._file = place if isinstance(place, Path) else None
        self._error = error
        self._private = private
        self._secret = ""
        if isinstance(place, Path):
            place.parent.mkdir(parents=True, exist_ok=True)
            self._engine = sa.create_engine(f"sqlite:///{place}")
            sa.event.listen(self._engine, "connect", _set_up_sqlite)
        else:
            self._engine = self._postgresql(place)
            sa.event.listen(self._engine, "do_connect", _connect_by(Connecting()))
            sa.event.listen(self._engine, "connect", _set_up_postgresql)

    def _postgresql(self, place: SecretStr) -> sa.Engine:
        url = _parsed(place)
        if url is None:
            raise self._error(f"{self.shown} is no URL of a PostgreSQL database (postgresql://user@host/name)")
        self._secret = url.password or ""
        patience = {key: value for key, value in _PATIENCE.items() if key not in url.query}
        try:
            return sa.create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args=patience)
        except ModuleNotFoundError as error:
            raise self._error("PostgreSQL needs psycopg: pip install 'sanctions-bot[postgres]'") from error

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """A connection whose changes all go in at the end, or none of them."""
        try:
            with self._engine.begin() as db:
                yield db
        except sa.exc.SQLAlchemyError as error:
            if self._private:
                raise self._told(error) from None  # the error itself holds what people wrote
            raise self._told(error) from error

    @contextmanager
    def snapshot(self) -> Iterator[sa.Connection]:
        """A connection that sees the database as it is at its first statement, whatever others change meanwhile."""
        with patiently(), self.transaction() as db:
            if db.dialect.name == "postgresql":
                db.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            else:
                db.exec_driver_sql("BEGIN")
            yield db

    @contextmanager
    def session(self) -> Iterator[sa.Connection]:
        """A connection of its own, closed at the end, on which every statement takes effect by itself."""
        try:
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
                db.detach()
                yield db
        except sa.exc.SQLAlchemyError as error:
            raise self._told(error) from error

    def _told(self, error: sa.exc.SQLAlchemyError) -> SanctionsBotError:
        cause = error.orig if isinstance(error, sa.exc.DBAPIError) and error.orig is not None else error
        unwritable = self._unwritable(cause) if not self._private else None
        if unwritable is not None:
            return unwritable
        words = type(cause).__name__
        if not self._private or isinstance(error, sa.exc.OperationalError):
            diagnosis = getattr(getattr(cause, "diag", None), "message_primary", None)
            words = " ".join(str(diagnosis or cause).split())
            if self._secret:
                words = words.replace(self._secret, "…")
        if self._engine.dialect.name == "sqlite":
            hint = "if the file is damaged, move it away" + ("" if self._private else " and index again")
        else:
            hint = "see whether PostgreSQL runs and lets this user in (`sanctions-bot check`)"
        told = self._error(f"{self.shown}: {words}; {hint}")
        told.away = self._file is None and isinstance(error, sa.exc.OperationalError) and _is_away(cause)
        return told

    def _unwritable(self, cause: BaseException) -> StorageError | None:
        if self._file is not None:
            return storage_error(cause, self._file)
        if getattr(cause, "sqlstate", None) == _DISK_FULL:
            return StorageError(f"{self.shown}: no room left on the server's disk; make room and run again")
        return None

    def prepare(self, schema: Schema) -> None:
        """Make the tables of `schema`, or bring them to what this program knows.

        Raises the error when they are of a later version.
        """
        try:
            with self.transaction() as db:
                held = schema.revision(db)
            if held == schema.head:
                return
            schema.check(held)
            with patiently(), self.transaction() as db:  # another process may migrate it now
                alone(db)
                schema.bring_forward(db)
        except NewerSchemaError as error:
            raise self._error(f"{self.shown} {error}") from None

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()


def insert(db: sa.Connection, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that can say what happens `on_conflict`, in the words of this database."""
    return postgresql.insert(table) if db.dialect.name == "postgresql" else sqlite.insert(table)


def alone(db: sa.Connection) -> None:
    """Keep every other process that calls this out until the transaction, of which this is the start, ends."""
    if db.dialect.name == "postgresql":
        db.execute(sa.select(sa.func.pg_advisory_xact_lock(_OPENING)))
    else:
        db.exec_driver_sql("BEGIN IMMEDIATE")


def shown(place: Place) -> str:
    """A place as people are told of it: without password."""
    if isinstance(place, Path):
        return str(place)
    url = _parsed(place)
    if url is None:
        return "DATABASE_URL"
    told = {key: value for key, value in url.query.items() if key in ("host", "port")}  # others may be secrets
    without = sa.URL.create("postgresql", url.username, None, url.host, url.port, url.database, told)
    return without.render_as_string().replace("%2F", "/")


def _is_away(cause: BaseException) -> bool:
    state = getattr(cause, "sqlstate", None)
    return state is None or str(state).startswith(_AWAY)


def _parsed(place: SecretStr) -> sa.URL | None:
    try:
        url = sa.make_url(place.get_secret_value().strip())
    except (sa.exc.ArgumentError, ValueError):
        return None
    return url.set(drivername="postgresql+psycopg") if url.drivername in _DRIVERS and url.database else None


def _set_up_sqlite(connection, _record) -> None:  # type: ignore[no-untyped-def]
    for pragma in ("journal_mode=WAL", "busy_timeout=30000", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _connect_by(connecting: Connecting):  # type: ignore[no-untyped-def]
    return lambda _dialect, _record, arguments, options: connecting.connect(*arguments, **options)


def _set_up_postgresql(connection, _record) -> None:  # type: ignore[no-untyped-def]
    from psycopg.types.string import StrDumper

    class WithoutNul(StrDumper):
        """PostgreSQL's texts hold no NUL, which web pages and messages may."""

        def dump(self, obj: str):  # type: ignore[no-untyped-def]
            return super().dump(obj.replace("\0", "\ufffd"))

    connection.adapters.register_dumper(str, WithoutNul)
