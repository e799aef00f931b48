"""One small index for the whole session: real files, the packaged model, Chroma, Tantivy. Tests only read it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from corpus.library import Library
from index.home import Home
from index.live import LiveIndex
from index.report import IndexReport
from index.update import update
from tests.index.writing import SHORT_STORIES, new_home, write_stories
from tests.sample_index import exported_model


class SmallIndex(NamedTuple):
    home: Home
    library: Library
    live: LiveIndex
    report: IndexReport


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallIndex:
    folder = tmp_path_factory.mktemp("small-index")
    home, library = new_home(folder / "data", exported_model(tmp_path_factory))
    report = update(home, library, [str(write_stories(folder / "stories.jsonl", SHORT_STORIES))])
    return SmallIndex(home, library, LiveIndex(home, library), report)


@pytest.fixture
def in_folder(small: SmallIndex, tmp_path: Path) -> tuple[Home, Library, Path]:
    """An empty home, its library, and a folder for articles."""
    home, library = new_home(tmp_path / "data", small.home.models)
    articles = tmp_path / "articles"
    articles.mkdir()
    return home, library, articles


@pytest.fixture
def fresh(in_folder: tuple[Home, Library, Path]) -> tuple[Home, Library, Path]:
    """The same, for tests that say nothing of where things are kept."""
    return in_folder
