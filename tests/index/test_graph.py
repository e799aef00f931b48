"""The graph is built anew when much of it is of passages gone, while those who search the old one go on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index import graph
from index.chroma_collections import LEFT, PASSAGES, REBUILDING
from index.chroma_folder import open_client
from index.graph import renew
from index.report import Progress
from index.vectors import VectorStore

ROWS = 1100  # Chroma stores a graph after a thousand


def unit_vectors(count: int) -> np.ndarray:
    vectors = np.random.default_rng(7).normal(size=(count, 8)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


VECTORS = unit_vectors(ROWS)
LIVE = [f"p{number}" for number in range(ROWS - 20, ROWS)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph") / "chroma"
    store = VectorStore(folder, "abc")
    store.put([f"p{number}" for number in range(ROWS)], ["article"] * ROWS, VECTORS)
    store.keep_only(set(LIVE))
    store.close()
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """With a graph of 1,100 vectors, all but the last 20 of which were removed."""
    monkeypatch.setattr(graph, "SPARE", 500)
    shutil.copytree(built, tmp_path / "chroma")
    return tmp_path / "chroma"


def silent(_: Progress) -> None:
    pass


def names(folder: Path) -> set[str]:
    client = open_client(folder)
    try:
        return {collection.name for collection in client.list_collections()}
    finally:
        client.close()


def graphs(folder: Path) -> set[str]:
    return {header.parent.name for header in folder.glob("*/header.bin")}


def finds(store: VectorStore) -> bool:
    [(nearest, _)] = store.nearest(VECTORS[-3], 1)
    return nearest == LIVE[-3] and store.count() == len(LIVE) and store.held(LIVE) == set(LIVE)


def test_a_graph_mostly_of_what_is_gone_is_built_anew_and_the_old_one_goes_two_switches_later(folder: Path) -> None:
    before = graphs(folder)
    reading = VectorStore(folder, "abc", least=len(LIVE))
    assert finds(reading)
    assert renew(folder, "abc", len(LIVE), 7, silent)
    assert names(folder) == {f"{PASSAGES}abc", f"{LEFT}abc"}
    assert finds(reading)  # opened before, it goes on with the old one
    assert finds(VectorStore(folder, "abc", least=len(LIVE)))
    assert not renew(folder, "abc", len(LIVE), 8, silent)
    assert finds(reading)
    assert not renew(folder, "abc", len(LIVE), 9, silent)
    assert names(folder) == {f"{PASSAGES}abc"}
    assert not before & graphs(folder)  # Chroma by itself leaves the files behind
    assert finds(VectorStore(folder, "abc", least=len(LIVE)))


def test_a_graph_with_little_that_is_gone_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph, "SPARE", ROWS)
    assert not renew(folder, "abc", len(LIVE), 7, silent)
    assert names(folder) == {f"{PASSAGES}abc"}


class Stop(Exception):
    pass


def stopping(_: Progress) -> None:
    raise Stop


@pytest.mark.parametrize("cut", ["before the first name", "between the names"])
def test_a_renewal_that_is_cut_off_loses_nothing(folder: Path, cut: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tell: Callable[[Progress], None] = silent
    if cut == "before the first name":
        tell = stopping
    else:
        monkeypatch.setattr(graph, "take_name", lambda *_: stopping(Progress("switching", 0, 1)))
    with pytest.raises(Stop):
        renew(folder, "abc", len(LIVE), 7, tell)
    monkeypatch.undo()
    monkeypatch.setattr(graph, "SPARE", 500)
    assert f"{REBUILDING}abc" in names(folder)
    assert finds(VectorStore(folder, "abc", least=len(LIVE)))
    assert renew(folder, "abc", len(LIVE), 9, silent) is (cut == "before the first name")
    assert f"{REBUILDING}abc" not in names(folder)
    assert finds(VectorStore(folder, "abc", least=len(LIVE)))


def test_a_database_that_cannot_be_read_leaves_the_graph_as_it_is(folder: Path) -> None:
    database = folder / "chroma.sqlite3"
    database.rename(folder / "away")
    assert not renew(folder, "abc", len(LIVE), 7, silent)
    (folder / "away").rename(database)
    assert finds(VectorStore(folder, "abc", least=len(LIVE)))
