"""An archive is checked whole before anything is touched; then everything is as it was, on either kind of database."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.backup.archive import reading
from bot.backup.manifest import BackupError, BackupManifest
from bot.backup.restoring import _load, restore
from bot.backup.swapping import BESIDE, JOURNAL, STAGED, finish
from bot.backup.tables import KEPT_LIBRARY
from bot.backup.writing import back_up
from bot.places import state_of
from bot.service import Service
from bot.settings import Settings
from bot.state import State
from corpus.library_tables import LIBRARY
from corpus.schema import Schema
from index.lock import writer_lock
from tests.backup.conftest import QUESTION, Made, asked, copy_of
from tests.cli.running import Cli
from tests.servers import PostgreSQL


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def remembers(settings: Settings) -> bool:
    state = State(state_of(settings))
    try:
        given = state.replies.reply_to(100, 5)
        return given is not None and given.question == QUESTION and state.gaps.count() == 1
    finally:
        state.close()


def test_a_restored_folder_answers_and_remembers_the_same_by_command(made: Made, empty: Path, tmp_path: Path) -> None:
    (empty / ".env").write_text("somebody's own")
    told = Cli(empty, tmp_path)("restore", made.file, "--json")
    assert told.code == 0, told.err
    assert (told.json["generation"], told.json["replaced"]) == ("g000001", False)
    settings = Settings(data=empty)
    assert asked(settings) == made.answer
    assert remembers(settings)
    assert (empty / "pages" / "3f" / "3f00.html.gz").read_bytes() == b"a page"
    assert next((empty / "uploads").iterdir()).read_bytes() == b"an upload"
    assert (empty / ".env").read_text() == "somebody's own"
    assert not [path for path in empty.iterdir() if path.name in (STAGED, BESIDE, JOURNAL)]


def test_what_sqlite_kept_is_restored_to_postgresql_and_back(
    made: Made, empty: Path, tmp_path: Path, postgresql_server: PostgreSQL
) -> None:
    settings = Settings(data=empty, database_url=postgresql_server.new_database())
    restore(settings, made.file)
    assert asked(settings) == made.answer
    assert remembers(settings)
    assert not (empty / "library.sqlite").exists()
    with pytest.raises(BackupError, match="are not empty"):
        restore(settings, made.file)
    again = tmp_path / "again.zip"
    assert back_up(settings, again).counts["items"] == made.report.counts["items"]
    restore(settings, again, replaces=True)
    assert asked(settings) == made.answer


def test_what_is_there_is_not_replaced_unless_it_is_said(made: Made, tmp_path: Path) -> None:
    data = copy_of(made, tmp_path / "data")
    (data / "pages" / "3f" / "3f01.html.gz").write_bytes(b"newer")
    before = files_of(data)
    with pytest.raises(BackupError, match="--replace"):
        restore(Settings(data=data), made.file)
    assert before.items() <= files_of(data).items()
    with writer_lock(data / "writer.lock"), pytest.raises(Exception, match="index run is under way"):
        restore(Settings(data=data), made.file, replaces=True)
    (data / "telegram.alive").touch()
    with pytest.raises(BackupError, match="the bot runs on"):
        restore(Settings(data=data), made.file, replaces=True)
    (data / "telegram.alive").unlink()
    assert restore(Settings(data=data), made.file, replaces=True).replaced
    assert not (data / "pages" / "3f" / "3f01.html.gz").exists()


def test_a_swap_that_was_cut_off_is_gone_on_with_at_the_next_start(made: Made, empty: Path) -> None:
    (empty / "library.sqlite").write_bytes(b"old")
    staged = empty / STAGED
    staged.mkdir()
    for name in ("library.sqlite", "generations"):
        place = made.data / name
        (shutil.copytree if place.is_dir() else shutil.copy)(place, staged / name)
    (empty / JOURNAL).write_text(json.dumps({"out": ["library.sqlite"], "in": ["generations", "library.sqlite"]}))
    (empty / BESIDE).mkdir()
    (empty / "library.sqlite").rename(empty / BESIDE / "library.sqlite")  # here the power went
    service = Service(Settings(data=empty))
    assert service.generation() == "g000001"
    service.close()
    assert not finish(empty)
    assert not (empty / BESIDE).exists()


def test_an_archive_of_an_earlier_revision_is_brought_forward(made: Made, tmp_path: Path) -> None:
    revisions = tmp_path / "revisions"
    revisions.mkdir()
    shutil.copy(next(LIBRARY.revisions.glob("0001*")), revisions)
    (revisions / "0002_colour.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\nrevision, down_revision = '0002', '0001'\n"
        "def upgrade():\n    op.add_column('sources', sa.Column('colour', sa.Text))\n"
        "    op.execute(\"UPDATE sources SET colour = 'blue'\")\n"
    )
    newer = replace(KEPT_LIBRARY, schema=Schema("library", LIBRARY.tables, revisions))
    with reading(made.file) as archive:
        _load(archive, newer, tmp_path / "library.sqlite", str)
    with sqlite3.connect(tmp_path / "library.sqlite") as db:
        assert db.execute("SELECT version_num FROM library_version").fetchall() == [("0002",)]
        assert db.execute("SELECT DISTINCT colour FROM sources").fetchall() == [("blue",)]
        assert db.execute("SELECT count(*) FROM items").fetchone() == (made.report.counts["items"],)
    db.close()


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2000])


def one_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def rewritten(path: Path, change: Callable[[dict[str, bytes]], Any]) -> None:
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    links = change(members) or {}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = links.get(name, 0)
            archive.writestr(entry, content)


def another_row(path: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        members["tables/telegram/gaps.jsonl"] += members["tables/telegram/gaps.jsonl"]

    rewritten(path, change)


def leading_out(path: Path) -> None:
    rewritten(path, lambda members: members.update({"../../escaped": b"x"}))


def absolute(path: Path) -> None:
    rewritten(path, lambda members: members.update({"/etc/escaped": b"x"}))


def a_link(path: Path) -> None:
    def change(members: dict[str, bytes]) -> dict[str, int]:
        members["pages/link"] = b"/etc/passwd"
        return {"pages/link": 0o120777 << 16}

    rewritten(path, change)


def sealed(**changed: Any) -> Callable[[Path], None]:
    def change(members: dict[str, bytes]) -> None:
        manifest = BackupManifest.model_validate(json.loads(members["manifest.json"])["manifest"])
        members["manifest.json"] = manifest.model_copy(update=changed).sealed()

    return lambda path: rewritten(path, change)


def no_archive(path: Path) -> None:
    path.write_text("not a zip file")


def a_foreign_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "hello")


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (cut_off, "damaged"),
        (one_byte, "damaged"),
        (another_row, "is longer than its manifest says"),
        (leading_out, "leads out of its folder"),
        (absolute, "leads out of its folder"),
        (a_link, "is a link"),
        (sealed(format=2), "is of format 2, and this program knows 1"),
        (sealed(schemas={"library": "0999"}), "made by a newer version"),
        (no_archive, "is no backup"),
        (a_foreign_zip, "is no backup of this program"),
    ],
)
def test_a_damaged_or_foreign_archive_is_refused_and_nothing_is_touched(
    made: Made, tmp_path: Path, harm: Callable[[Path], None], told: str
) -> None:
    data = tmp_path / "data"
    (data / "pages").mkdir(parents=True)
    (data / "pages" / "mine").write_text("old")
    file = tmp_path / "harmed.zip"
    shutil.copy(made.file, file)
    harm(file)
    with pytest.raises(BackupError, match=told):
        restore(Settings(data=data), file, replaces=True)
    assert files_of(data) == {"pages/mine": b"old"}
    assert not (tmp_path / "escaped").exists()
