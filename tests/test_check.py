"""What `check` finds beside the index, and how it says to mend it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import httpx
import pytest

from bot import check
from bot.check import _folder, _model, examine, is_alive
from bot.check_stored import lists, revisions
from bot.check_telegram import _clock, _Told, _webhook, telegram
from bot.check_versions import versions
from bot.findings import Finding
from bot.settings import Settings
from bot.state import DATABASE_NAME, State
from corpus.errors import SettingsError
from corpus.library import Library
from corpus.listing import EntityKind, Listing, Name
from index.home import Home
from tests.botapi import BotApiServer
from tests.servers import PostgreSQL
from tests.upgrades.test_migrations import released


def test_databases_that_are_to_be_brought_forward_are_told_of_and_left_as_they_are(tmp_path: Path) -> None:
    path = released("library", tmp_path)
    before = path.read_bytes()
    State(tmp_path / DATABASE_NAME).close()
    library, state = revisions(Settings(data=tmp_path))
    assert (library.status, state.status) == ("note", "ok")
    assert "brought forward to 0001" in library.message
    assert "backup FILE" in str(library.remedy)
    assert path.read_bytes() == before
    with sqlite3.connect(tmp_path / DATABASE_NAME) as db:
        db.execute("UPDATE telegram_version SET version_num = '0999'")
    newer = list(revisions(Settings(data=tmp_path)))[1]
    assert newer.broken
    assert "install the newer program" in str(newer.remedy)


def test_an_empty_database_on_a_server_has_nothing_to_bring_forward(
    tmp_path: Path, postgresql_server: PostgreSQL
) -> None:
    settings = Settings(data=tmp_path, database_url=postgresql_server.new_database())
    assert [found.status for found in revisions(settings)] == ["ok", "ok"]


@pytest.mark.parametrize(("age", "status"), [(3, "ok"), (31, "note")])
def test_an_old_edition_of_a_list_is_told_of(tmp_path: Path, age: int, status: str) -> None:
    home = Home(tmp_path)
    library = Library(home.library)
    day = datetime.now(UTC).date() - timedelta(days=age)
    names = (Name(text="TARN SHIPPING"),)
    entry = Listing(id="test:1", list="Test List", names=names, kind=EntityKind.ENTITY, as_of=day)
    library.store_file("/lists", "/lists/a.csv", "checksum", [entry], [])
    library.close()
    [found] = lists(home, 30)
    assert found.status == status
    assert ("Test List (31 days)" in found.message) is (status == "note")


@pytest.mark.parametrize(("seconds", "status"), [(0, "ok"), (90, "problem"), (-4000, "problem")])
def test_a_clock_that_is_wrong_is_found_by_telegrams(seconds: int, status: str) -> None:
    told = format_datetime(datetime.now(UTC) - timedelta(seconds=seconds), usegmt=True)
    [found] = _clock(_Told({}, told, time.time()))
    assert found.status == status
    assert list(_clock(_Told({}, None, time.time()))) == []


@pytest.fixture(scope="module")
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        yield running


def asked(server: BotApiServer, **settings: object) -> dict[str, Finding]:
    given = {"telegram_token": server.token, "telegram_api_url": server.url, **settings}
    return {found.name: found for found in telegram(Settings(**given))}  # type: ignore[arg-type]


def test_a_webhook_that_stands_in_the_way_of_polling_is_found(server: BotApiServer) -> None:
    assert "webhook" not in asked(server)
    ours = "https://bot.example/hook"
    assert asked(server, webhook_url=ours)["webhook"].status == "note"
    httpx.post(f"{server.base_url}{server.token}/setWebhook", json={"url": ours})
    found = asked(server)
    assert found["clock"].status == "ok"
    assert found["webhook"].broken
    assert "(409)" in found["webhook"].message
    assert not asked(server, webhook_url=ours)["webhook"].broken
    assert asked(server, webhook_url="https://other.example/hook")["webhook"].broken


def test_the_versions_are_those_that_are_required() -> None:
    assert "sanctions-bot" in versions().message


def test_what_is_wrong_between_here_and_telegram_is_named_without_the_token(server: BotApiServer) -> None:
    server.fail("getMe")
    failed = asked(server)["Telegram"]
    assert (failed.status, failed.message) == ("problem", "getMe failed with HTTP 500")
    server.garble("getMe", 200)
    assert "is no Bot API server" in asked(server)["Telegram"].message
    server.drop("getMe")
    cut = asked(server)["Telegram"]
    assert "cannot be reached" in cut.message
    assert "proxy" in str(cut.remedy)
    server.clear_faults()
    assert asked(server)["Telegram"].status == "ok"
    assert not [found for found in (failed, cut) if server.token in found.message]


def test_a_server_that_lately_did_not_reach_the_webhook_is_told_of_with_what_waits() -> None:
    settings = Settings(telegram_token="1:x", webhook_url="https://bot.example/hook")
    told = {"url": "https://bot.example/hook", "last_error_date": 1_700_000_000, "pending_update_count": 7}
    (found,) = _webhook(settings, told | {"last_error_message": "Connection refused"})
    assert found.status == "note"
    assert found.message == "Telegram last failed to reach it on 2023-11-14 22:13 UTC: Connection refused"
    assert "7 wait" in str(found.remedy)


def test_a_data_folder_that_cannot_be_used_is_a_problem_and_a_full_disk_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    (blocked,) = _folder(tmp_path / "file")
    assert blocked.broken
    assert "cannot be written" in blocked.message
    assert "--data" in str(blocked.remedy)
    (nowhere,) = _folder(tmp_path / "file" / "below")
    assert nowhere.broken
    there, disk = _folder(tmp_path / "new" / "data")
    assert "will be made" in there.message
    assert not (tmp_path / "new").exists()
    assert disk.status in ("ok", "note")
    monkeypatch.setattr(check, "_LEAST_FREE_BYTES", 1 << 60)
    assert [found.status for found in _folder(tmp_path)] == ["ok", "problem"]
    monkeypatch.setattr(check, "_LEAST_FREE_BYTES", 0)
    monkeypatch.setattr(check, "_ENOUGH_FREE_BYTES", 1 << 60)
    assert [found.status for found in _folder(tmp_path)] == ["ok", "note"]


def test_a_model_that_is_not_there_is_a_problem_named_by_its_setting(tmp_path: Path) -> None:
    found = _model(Settings(data=tmp_path, embedding_model=str(tmp_path / "no-model")))
    assert found.broken
    assert "SANCTIONS_BOT_EMBEDDING_MODEL" in str(found.remedy)


def test_settings_that_cannot_be_read_are_all_that_is_told(tmp_path: Path) -> None:
    def load() -> Settings:
        raise SettingsError("SANCTIONS_BOT_ADMINS: no number")

    assert [(found.name, found.status) for found in examine(load)] == [("settings", "problem")]
    assert is_alive(load).name == "settings"
