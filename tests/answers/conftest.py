"""The sample corpus, indexed once with the real model, Chroma and Tantivy. Tests only ask it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answers.answer import Answer
from bot.answers.engine import ask
from corpus.library import Library
from index.home import Home
from index.live import LiveIndex
from index.search import Snapshot
from tests.sample_index import sample_data

Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    home = Home(sample_data(tmp_path_factory))
    snapshot = LiveIndex(home, Library(home.library)).snapshot()
    assert snapshot is not None
    return snapshot


@pytest.fixture(scope="session")
def ask_sample(sample: Snapshot) -> Ask:
    def asking(question: str, *history: str, **options: object) -> Answer:
        return ask(question, history, sample, **options)

    return asking


@pytest.fixture(scope="session")
def shared_articles() -> Path:
    folder = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "articles"
    if not folder.is_dir():
        pytest.skip("the real news lies in shared/data beside the checkout, and there is none here")
    return folder
