"""What holds for all tests: nothing is downloaded, and nobody's own settings or data are used."""

from __future__ import annotations

import os

import pytest

from bot.settings import Settings

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch):
    for name in list(os.environ):
        if name.startswith("SANCTIONS_BOT_"):
            monkeypatch.delenv(name)
    # A .env file in the folder the tests are run from is somebody's own.
    monkeypatch.setitem(Settings.model_config, "env_file", None)
