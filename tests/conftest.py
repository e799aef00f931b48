"""What holds for all tests: nothing is downloaded, and nobody's own settings or data are used."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from bot.settings import Settings
from tests.servers import PostgreSQL, postgresql

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch):
    for name in list(os.environ):
        if name.startswith("SANCTIONS_BOT_"):
            monkeypatch.delenv(name)
    # A .env file in the folder the tests are run from is somebody's own.
    monkeypatch.setitem(Settings.model_config, "env_file", None)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgreSQL]:
    """One PostgreSQL server for all tests of a worker; each takes a database of its own."""
    with postgresql() as server:
        yield server
