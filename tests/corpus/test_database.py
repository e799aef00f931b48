"""Opening databases: what people are told never holds a password, and PostgreSQL keeps what SQLite keeps."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from corpus.copying import copy_library
from corpus.database import Database, Place, shown
from corpus.errors import LibraryError
from corpus.library import Library
from corpus.library_tables import LIBRARY
from corpus.listing import EntityKind, Listing, Name
from tests.servers import PostgreSQL, free_port

SECRET = "pa%40ss-wörd"


@pytest.fixture
def place(postgresql_server: PostgreSQL) -> SecretStr:
    return postgresql_server.new_database()


def test_a_url_is_shown_without_its_secrets() -> None:
    url = SecretStr(f"postgresql://bot:{SECRET}@db.example:5433/library?password={SECRET}&host=other")
    assert shown(url) == "postgresql://bot@db.example:5433/library?host=other"


@pytest.mark.parametrize("url", ["mysql://u:p@h/d", "library.sqlite", "", "postgresql://", "postgresql://h:x/d"])
def test_what_is_no_url_of_postgresql_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(LibraryError, match=r"^DATABASE_URL is no URL of a PostgreSQL database"):
        Library(SecretStr(url))


def test_a_server_that_is_away_is_told_of_without_the_password() -> None:
    port = free_port()
    with pytest.raises(LibraryError, match=r"Connection refused.* see whether PostgreSQL runs") as raised:
        Library(SecretStr(f"postgresql://bot:{SECRET}@127.0.0.1:{port}/library"))
    assert str(port) in str(raised.value)
    assert SECRET not in str(raised.value)
    assert "pa@ss" not in str(raised.value)
    assert raised.value.away


def test_many_may_open_a_new_database_at_once(place: SecretStr) -> None:
    with ThreadPoolExecutor(4) as threads:
        libraries = list(threads.map(lambda _: Library(place), range(4)))
    for library in libraries:
        assert library.items() == []
        library.close()


def test_a_database_of_a_newer_version_is_refused(place: SecretStr) -> None:
    Library(place).close()
    database = Database(place, LibraryError)
    with database.transaction() as db:
        db.execute(sa.text(f"UPDATE {LIBRARY.version_table} SET version_num = '9999'"))
    database.close()
    with pytest.raises(LibraryError, match="newer version"):
        Library(place)


def test_times_come_back_in_utc_whatever_the_servers_time_zone(place: SecretStr) -> None:
    library = Library(place)
    library.add_source("/news")
    library.source_read("/news", "files")
    [source] = library.sources()
    assert source.last_success is not None
    assert source.last_success.isoformat().endswith("+00:00")
    library.close()


@pytest.mark.parametrize("kind", ["SQLite", "PostgreSQL"])
def test_a_text_with_a_nul_is_kept(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    place: Place = tmp_path / "library.sqlite" if kind == "SQLite" else request.getfixturevalue("place")
    library = Library(place)
    library.add_source("/news")
    library.source_failed("/news", "cannot read \0 of it")
    [source] = library.sources()
    assert source.last_error is not None
    assert source.last_error.startswith("cannot read ")
    library.close()


def test_a_connection_that_the_server_cut_is_made_anew(place: SecretStr) -> None:
    library = Library(place)
    other = Database(place, LibraryError)
    with other.transaction() as db:
        db.execute(sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"))
    assert library.items() == []
    other.close()
    library.close()


@pytest.mark.parametrize("kind", ["SQLite", "PostgreSQL"])
def test_a_library_is_copied_with_its_sources_versions_and_histories(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    origin = tmp_path / "laptop.sqlite"
    library = Library(origin)
    library.add_source("/lists")
    for day in (date(2024, 1, 10), date(2024, 3, 10)):
        library.store_file("/lists", "/lists/a.csv", f"checksum {day}", [entry(day)], [])
    library.source_read("/lists", "folder")
    before = (library.items(), library.sources(), library.new_editions())
    library.close()
    place: Place = tmp_path / "server.sqlite" if kind == "SQLite" else request.getfixturevalue("place")
    assert copy_library(origin, place) == 1
    copied = Library(place)
    assert (copied.items(), copied.sources(), copied.new_editions()) == before
    # What comes after takes new numbers.
    copied.store_file("/lists", "/lists/a.csv", "checksum", [entry(date(2024, 6, 10))], [])
    assert len(copied.new_editions()) == len(before[2]) + 1
    copied.close()
    with pytest.raises(LibraryError, match="is not empty"):
        copy_library(origin, place)


def entry(day: date) -> Listing:
    names = (Name(text="TARN SHIPPING"),)
    return Listing(id="test:1", list="Test List", names=names, kind=EntityKind.ENTITY, remarks=str(day), as_of=day)
