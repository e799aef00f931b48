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

from bot.check_stored import lists, revisions
from bot.check_telegram import _clock, _Told, telegram
from bot.check_versions import versions
from bot.findings import Finding
from bot.settings import Settings
from bot.state import DATABASE_NAME, State
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
