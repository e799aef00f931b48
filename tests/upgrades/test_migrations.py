"""Databases of earlier versions are brought forward, once, whoever opens them, and newer ones are left alone.

`library.sql` and `telegram.sql` are dumps of what version 0.1.0-dev wrote before there were revisions.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from structlog.testing import capture_logs

from bot.state import Asked, State
from bot.state.state import SCHEMA as TELEGRAM
from corpus.database import Database, Place
from corpus.errors import LibraryError
from corpus.library import Library
from corpus.library_tables import LIBRARY
from corpus.migrating import configuration
from corpus.schema import Schema
from index.shelf import SHELF
from tests.servers import PostgreSQL

HERE = Path(__file__).parent
SCHEMAS = [LIBRARY, TELEGRAM, SHELF]


def released(name: str, folder: Path) -> Path:
    """A database as 0.1.0-dev left it."""
    path = folder / f"{name}.sqlite"
    with sqlite3.connect(path) as db:
        db.executescript((HERE / f"{name}.sql").read_text())
    db.close()
    return path


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Nothing yet, in either kind of database."""
    if request.param == "SQLite":
        return tmp_path / "new.sqlite"
    server: PostgreSQL = request.getfixturevalue("postgresql_server")
    return server.new_database()


def test_the_released_versions_library_answers_as_before(tmp_path: Path) -> None:
    library = Library(released("library", tmp_path))
    assert [(one.location, one.articles, one.listings) for one in library.sources()] == [("/srv/news", 2, 1)]
    items = library.items()
    articles = library.articles(item.checksum for item in items if item.kind == "article").values()
    assert {article.published for article in articles} == {date(2021, 3, 9), date(2022, 4, 21)}
    assert [(item.key, item.list) for item in items if item.kind == "listing"] == [("test:1", "Test List")]
    library.close()


def test_the_released_versions_state_remembers_as_before(tmp_path: Path) -> None:
    path = released("telegram", tmp_path)
    state = State(path)
    given = state.replies.reply_to(100, 5)
    assert given is not None
    assert given.question == "Why was Tarn Shipping sanctioned?"
    assert given.answer is not None
    assert state.gaps.count() == 1
    assert state.moves() == {-5: -1005}
    state.replies.keep(Asked(100, None, 7, 6), "And now?", None)
    state.close()
    with sqlite3.connect(path) as db:
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    db.close()
    assert "telegram_version" in tables
    assert "telegram_schema" not in tables


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_the_migrations_lead_to_the_very_tables_that_a_new_database_gets(schema: Schema, place: Place) -> None:
    database = Database(place, LibraryError)
    with database.transaction() as db:
        command.upgrade(configuration(schema, db), "head")
    with database.transaction() as db:
        context = MigrationContext.configure(db, opts={"version_table": schema.version_table})
        assert compare_metadata(context, schema.tables) == []
        assert schema.revision(db) == schema.head
    assert ScriptDirectory.from_config(configuration(schema)).get_heads() == [schema.head]
    database.close()


def test_of_many_that_open_an_old_database_at_once_one_migrates_it(place: Place) -> None:
    Library(place).close()
    database = Database(place, LibraryError)
    with database.transaction() as db:
        db.execute(sa.text("DROP TABLE library_version"))
        db.execute(sa.text("CREATE TABLE library_schema (version INTEGER NOT NULL)"))
        db.execute(sa.text("INSERT INTO library_schema VALUES (3)"))
        db.execute(sa.text("DROP TABLE outlines"))
    database.close()
    with capture_logs() as logs, ThreadPoolExecutor(4) as threads:
        libraries = list(threads.map(lambda _: Library(place), range(4)))
    assert [(one["event"], one["schema"], one["now"]) for one in logs] == [("database.migrated", "library", "0001")]
    for library in libraries:
        assert library.items() == []
        library.close()


def test_a_migration_that_fails_leaves_everything_as_it_was(place: Place, tmp_path: Path) -> None:
    revisions = tmp_path / "revisions"
    revisions.mkdir()
    first = next(LIBRARY.revisions.glob("0001*")).read_text()
    (revisions / "0001_tables.py").write_text(first)
    Library(place).close()
    (revisions / "0002_broken.py").write_text(
        "from alembic import op\nrevision, down_revision = '0002', '0001'\n"
        "def upgrade():\n    op.execute('CREATE TABLE half (a INTEGER)')\n    op.execute('DROP TABLE not_there')\n"
    )
    database = Database(place, LibraryError)
    with pytest.raises(LibraryError, match="not_there"):
        database.prepare(Schema("library", LIBRARY.tables, revisions))
    with database.transaction() as db:
        assert LIBRARY.revision(db) == "0001"
        assert not sa.inspect(db).has_table("half")
    database.close()


def test_a_newer_schema_is_refused_with_what_to_do(place: Place) -> None:
    State(place).close()
    database = Database(place, LibraryError)
    with database.transaction() as db:
        db.execute(sa.text("UPDATE telegram_version SET version_num = '0999'"))
    with pytest.raises(LibraryError, match=r"newer version \(schema 0999.*install the newer program"):
        database.prepare(TELEGRAM)
    database.close()


def test_alembic_is_not_imported_where_the_schema_is_current(tmp_path: Path) -> None:
    Library(tmp_path / "library.sqlite").close()
    program = (
        "import sys; from pathlib import Path; from corpus.library import Library; "
        "Library(Path(sys.argv[1])).close(); sys.exit('alembic' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", program, str(tmp_path / "library.sqlite")], check=False).returncode == 0
    )
