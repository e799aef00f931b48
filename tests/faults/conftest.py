"""The sample corpus, indexed once for all; each boundary's tests start one bot on a copy of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.botapi import BotApiServer
from tests.sample_index import sample_data
from tests.telegram.running import RunningBot


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample corpus indexed; copy it, do not change it."""
    return sample_data(tmp_path_factory)


@pytest.fixture(scope="module")
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        yield running


@pytest.fixture(scope="module")
def started(
    server: BotApiServer, indexed: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., RunningBot]]:
    """Starts the bot of a module, with settings, on a copy of the indexed data."""
    with ExitStack() as running:

        def start(**settings: Any) -> RunningBot:
            work = tmp_path_factory.mktemp("bot")
            shutil.copytree(indexed, work / "data", symlinks=True)
            return running.enter_context(RunningBot(server, work / "data", work, **settings))

        yield start
