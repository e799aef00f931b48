"""One indexed corpus for all tests here, and one running bot for those that need nothing special.

The corpus is the program's own sample, indexed once (tests/sample_index.py); each bot works on a copy of it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.botapi import BotApiServer, User
from tests.sample_index import sample_data
from tests.telegram.running import ForkedBot, RunningBot

ADMIN_ID = 900_001


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample corpus indexed; copy it, do not change it."""
    return sample_data(tmp_path_factory)


@pytest.fixture(scope="module")
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        yield running


@pytest.fixture(scope="module")
def admin(server: BotApiServer) -> User:
    return server.user("Boss", id=ADMIN_ID)


@pytest.fixture(scope="module")
def bot(server: BotApiServer, indexed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    work = tmp_path_factory.mktemp("bot")
    shutil.copytree(indexed, work / "data")
    with ForkedBot(server, work / "data", work, admins=ADMIN_ID, question_chars=300) as running:
        yield running


@pytest.fixture
def fresh(indexed: Path, tmp_path: Path) -> Iterator[Callable[..., tuple[BotApiServer, RunningBot]]]:
    """Starts a server and a bot of this test's own, with settings."""
    opened: list[Any] = []

    def start(**settings: Any) -> tuple[BotApiServer, RunningBot]:
        shutil.copytree(indexed, tmp_path / "data")
        server = BotApiServer().start()
        opened.append(server)
        running = ForkedBot(server, tmp_path / "data", tmp_path, **{"admins": ADMIN_ID, **settings})
        opened.append(running)
        return server, running

    yield start
    for thing in reversed(opened):
        if isinstance(thing, RunningBot):
            thing.__exit__()
        else:
            thing.stop()
