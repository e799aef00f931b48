"""One archive of the sample corpus with something for every part of it, made while the bot could have run."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.answers.answer import Answer
from bot.backup.writing import BackupReport, back_up
from bot.places import state_of
from bot.service import Service
from bot.settings import Settings
from bot.state import Asked, State
from tests.sample_index import sample_data

QUESTION = "Why was CEIEC sanctioned?"
TOKEN = "123456789:" + "T" * 35


class Made(NamedTuple):
    data: Path
    settings: Settings
    file: Path
    report: BackupReport
    answer: Answer


def asked(settings: Settings) -> Answer:
    """What a new process answers; each answer has an id of its own."""
    service = Service(settings)
    try:
        return service.ask(QUESTION).model_copy(update={"id": ""})
    finally:
        service.close()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """For reading only."""
    data = sample_data(tmp_path_factory)
    settings = Settings(data=data, telegram_token=TOKEN, llm_key="key-of-the-model")
    answer = asked(settings)
    state = State(state_of(settings))
    state.replies.keep(Asked(100, None, 7, 5), QUESTION, answer)
    state.gaps.add("Who runs the Bank of Nowhere?")
    state.close()
    (data / "pages" / "3f").mkdir(parents=True)
    (data / "pages" / "3f" / "3f00.html.gz").write_bytes(b"a page")
    (data / "uploads").mkdir()
    (data / "uploads" / "Отчёт [1] & 'копия'.pdf").write_bytes(b"an upload")
    file = tmp_path_factory.mktemp("archive") / "backup.zip"
    return Made(data, settings, file, back_up(settings, file), answer)


@pytest.fixture
def empty(tmp_path: Path, made: Made) -> Path:
    """A data folder with nothing but the exported model, which takes half a minute to export."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "models").symlink_to((made.data / "models").resolve())
    return data


def copy_of(made: Made, to: Path) -> Path:
    shutil.copytree(made.data, to, symlinks=True)
    return to
