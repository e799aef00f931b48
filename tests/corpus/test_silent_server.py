"""A PostgreSQL that takes connections and never answers: callers get an error, threads come back, and it mends."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from corpus import silent_server
from corpus.database import Database
from corpus.errors import LibraryError
from corpus.silent_server import patiently
from tests.faults.wire import Fault, Wire
from tests.servers import PostgreSQL


@pytest.fixture(scope="module")
def wire(postgresql_server: PostgreSQL) -> Iterator[Wire]:
    with Wire(str(postgresql_server.folder / ".s.PGSQL.5432")) as wire:
        yield wire


@pytest.fixture
def database(wire: Wire) -> Iterator[Database]:
    place = SecretStr(f"postgresql://tester@127.0.0.1:{wire.port}/postgres?connect_timeout=2")
    wire.heal()
    before = silent_server._silent_seconds.set(0.3)
    database = Database(place, LibraryError)
    try:
        yield database
    finally:
        silent_server._silent_seconds.reset(before)
        wire.heal()
        database.close()


def one(database: Database) -> object:
    with database.transaction() as db:
        return db.execute(sa.text("SELECT 1")).scalar()


def test_a_statement_that_is_never_answered_ends_in_an_error_and_its_connection_is_not_used_again(
    database: Database, wire: Wire
) -> None:
    def talk() -> None:
        with database.transaction() as db:
            wire.fault = Fault(hang=True)
            db.execute(sa.text("SELECT 1"))

    with pytest.raises(LibraryError, match=r"the server has said nothing for 0 s; see whether") as raised:
        talk()
    assert raised.value.away
    wire.fault = None  # the connection would work again, but the answer to the first question would come on it
    assert one(database) == 1


def test_while_one_tries_to_connect_to_a_silent_server_others_are_told_at_once(database: Database, wire: Wire) -> None:
    assert one(database) == 1
    wire.fault = Fault(hang=True)
    with pytest.raises(LibraryError, match="connection timeout expired"):  # the pooled one is silent, and so is another
        one(database)
    met = wire.met
    with ThreadPoolExecutor(1) as thread:
        trying = thread.submit(one, database)
        while wire.met == met and not trying.done():
            pass
        with pytest.raises(LibraryError, match="the server does not answer") as raised:
            one(database)
        assert raised.value.away
        wire.heal()
        with pytest.raises(LibraryError):
            trying.result()
    assert [one(database), one(database)] == [1, 1]


def test_who_is_patient_waits_for_a_server_that_works_for_long(database: Database) -> None:
    with patiently(), database.transaction() as db:
        db.execute(sa.text("SELECT pg_sleep(0.7)"))
    with pytest.raises(LibraryError, match="has said nothing"), database.transaction() as db:
        db.execute(sa.text("SELECT pg_sleep(0.7)"))
    assert one(database) == 1
