"""Roles and the audit log: every handler says whom it is for, and a log that was changed shows it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from telegram.ext import BaseHandler
from typer.testing import CliRunner

from bot.cli import app
from bot.service import Service
from bot.settings import Settings
from bot.state import Role, State
from bot.telegram.application import Conversations, _builder
from bot.telegram.clock import ClockWatch
from bot.telegram.gate import GATES, Needs
from corpus.database import Place

# ---- the map -----------------------------------------------------------------------------------


@pytest.fixture
def handlers(tmp_path: Path) -> Iterator[list[BaseHandler]]:
    settings = Settings(data=tmp_path, telegram_token="1:x", admins=(1,))
    built = _builder(settings, "1:x", ClockWatch()).updater(None).build()
    state, service = State(tmp_path / "telegram.sqlite"), Service(settings)
    Conversations(built, service, settings, state).add_to(built)
    yield [handler for group in built.handlers.values() for handler in group]
    state.close()
    service.close()


def test_every_handler_says_whom_it_is_for_and_is_kept_to_that(handlers: list[BaseHandler]) -> None:
    undeclared = {handler.callback.__qualname__ for handler in handlers} - GATES.keys()
    assert not undeclared
    assert not GATES.keys() - {handler.callback.__qualname__ for handler in handlers}
    for handler in handlers:
        guarded = hasattr(handler.callback, "__wrapped__")
        assert guarded == (GATES[handler.callback.__qualname__].needs in (Needs.EDITOR, Needs.OWNER))


# ---- what is kept ------------------------------------------------------------------------------


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def state(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[State]:
    place: Place = tmp_path / "state.sqlite"
    if request.param == "PostgreSQL":
        place = request.getfixturevalue("postgresql_server").new_database()
    opened = State(place)
    yield opened
    opened.close()


def test_a_role_is_granted_changed_and_revoked(state: State) -> None:
    state.roles.grant(7, Role.READER, by=1)
    state.roles.grant(7, Role.EDITOR, by=1)
    assert state.roles.all() == {7: Role.EDITOR}
    state.forget(7)  # who wants his questions forgotten goes on with his work
    assert state.roles.revoke(7)
    assert not state.roles.revoke(7)
    assert state.roles.all() == {}


def test_the_audit_log_keeps_its_order_and_grows_only(state: State) -> None:
    for n in range(5):
        state.audit.add(7 if n % 2 else None, "reindex", f"run {n}\0", "done – “ok” \ud800")
    state.prune(1)
    state.forget(7)
    assert [entry.id for entry in state.audit.newest(2, 1)] == [4, 3]
    assert state.audit.newest(1)[0].person_id is None
    assert state.audit.count() == 5
    assert state.audit.broken_at() is None


@pytest.mark.parametrize(
    ("tampering", "broken_at"),
    [
        ("UPDATE audit_log SET person_id = 8 WHERE id = 2", 2),
        ("UPDATE audit_log SET at = at + 1 WHERE id = 3", 3),
        ("DELETE FROM audit_log WHERE id = 2", 2),
        ("DELETE FROM audit_log WHERE id = 1", 1),
        ("UPDATE audit_log SET id = 9 WHERE id = 4", 4),
    ],
)
def test_an_entry_that_was_changed_or_taken_out_shows(tmp_path: Path, tampering: str, broken_at: int) -> None:
    state = State(tmp_path / "telegram.sqlite")
    for n in range(4):
        state.audit.add(7, "grant", str(n), "editor")
    with sqlite3.connect(tmp_path / "telegram.sqlite") as db:
        db.execute(tampering)
    assert state.audit.broken_at() == broken_at
    state.close()
    shown = CliRunner().invoke(app, ["--data", str(tmp_path), "audit", "--json"])
    assert shown.exit_code == 1
    assert json.loads(shown.stdout)["broken_at"] == broken_at


def test_the_command_shows_what_was_done_by_whom_the_newest_first(tmp_path: Path) -> None:
    shown = CliRunner().invoke(app, ["--data", str(tmp_path), "audit"])
    assert (shown.exit_code, shown.stdout) == (0, "No administrative act yet.\n")
    state = State(tmp_path / "telegram.sqlite", now=lambda: 1_700_000_000.0)
    state.audit.add(7, "grant", "8", "editor")
    state.audit.add(None, "reindex")
    state.close()
    shown = CliRunner().invoke(app, ["--data", str(tmp_path), "audit"])
    assert shown.exit_code == 0
    assert shown.stdout.splitlines() == [
        "2  2023-11-14 22:13:20 UTC  -  reindex: done",
        "1  2023-11-14 22:13:20 UTC  7  grant 8: editor",
    ]
