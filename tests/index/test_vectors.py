from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import weakref
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import DamagedIndexError
from index import chroma_folder
from index.chroma_folder import let_go, open_behind, opened
from index.embedding import Vectors
from index.home import Home
from index.passages import Passage
from index.vectors import VectorStore, forget_others
from index.writing import writing


def passages(*numbers: int) -> list[Passage]:
    return [Passage(f"p{number}", "article", 0, 1, "x", "A title") for number in numbers]


def unit_vectors(count: int) -> Vectors:
    vectors = np.random.default_rng(7).normal(size=(count, 16)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@pytest.fixture
def store(tmp_path: Path) -> VectorStore:
    store = VectorStore(tmp_path / "chroma", "fingerprint")
    store.add(passages(*range(20)), unit_vectors(20))
    return store


def test_the_nearest_come_first_with_their_cosines(store: VectorStore) -> None:
    vectors = unit_vectors(20)
    hits = store.nearest(vectors[3], 20)
    exact = {f"p{n}": float(vectors[n] @ vectors[3]) for n in range(20)}
    assert [key for key, _ in hits] == sorted(exact, key=lambda key: -exact[key])
    assert all(cosine == pytest.approx(exact[key], abs=1e-5) for key, cosine in hits)


def test_more_may_be_asked_for_than_there_is(store: VectorStore, tmp_path: Path) -> None:
    assert len(store.nearest(unit_vectors(1)[0], 500)) == 20
    assert VectorStore(tmp_path / "chroma", "empty").nearest(unit_vectors(1)[0], 5) == []


def test_similarities_are_of_the_passages_asked_for(store: VectorStore) -> None:
    vectors = unit_vectors(20)
    found = store.similarities(vectors[0], ["p0", "p5", "unknown"])
    assert found == {"p0": pytest.approx(1.0, abs=1e-5), "p5": pytest.approx(float(vectors[5] @ vectors[0]), abs=1e-5)}
    assert store.similarities(vectors[0], []) == {}
    assert store.similarities(vectors[0], ["unknown"]) == {}


def test_it_knows_what_it_holds_and_lets_go_of_the_rest(store: VectorStore) -> None:
    assert store.held(["p1", "p19", "p20"]) == {"p1", "p19"}
    assert store.keep_only({"p1", "p2", "p99"}) == 18
    assert store.count() == 2
    assert {key for key, _ in store.nearest(unit_vectors(1)[0], 5)} == {"p1", "p2"}


def test_fingerprints_do_not_see_each_other(store: VectorStore, tmp_path: Path) -> None:
    other = VectorStore(tmp_path / "chroma", "other")
    assert other.count() == 0
    other.add(passages(1), unit_vectors(1))
    assert store.count() == 20


def test_collections_of_forgotten_fingerprints_go(store: VectorStore, tmp_path: Path) -> None:
    VectorStore(tmp_path / "chroma", "old").add(passages(1), unit_vectors(1))
    assert forget_others(tmp_path / "chroma", {"fingerprint"}) == 1
    assert VectorStore(tmp_path / "chroma", "old").count() == 0
    assert VectorStore(tmp_path / "chroma", "fingerprint").count() == 20


def test_more_vectors_than_one_call_takes(tmp_path: Path) -> None:
    store = VectorStore(tmp_path / "chroma", "many")
    store.add(passages(*range(4500)), unit_vectors(4500))
    assert store.count() == 4500
    assert len(store.held(f"p{n}" for n in range(5000))) == 4500


ADD = """
import sys
from pathlib import Path
from index.vectors import VectorStore
from tests.index.test_vectors import passages, unit_vectors
VectorStore(Path(sys.argv[1]), "fingerprint").add(passages(*range(20, 40)), unit_vectors(40)[20:])
"""


def test_what_another_process_added_is_found_by_the_next_opening(store: VectorStore, tmp_path: Path) -> None:
    vectors = unit_vectors(40)
    store.nearest(vectors[0], 1)
    subprocess.run([sys.executable, "-c", ADD, str(tmp_path / "chroma")], check=True)
    again = VectorStore(tmp_path / "chroma", "fingerprint")
    assert [again.nearest(vectors[n], 1)[0][0] for n in (0, 25, 39)] == ["p0", "p25", "p39"]
    # The first has not seen them; if it wrote its own graph, they would be gone.
    vectors = unit_vectors(60)
    store.add(passages(*range(40, 60)), vectors[40:])
    assert opened(tmp_path / "chroma").is_current
    for last in (store, again, VectorStore(tmp_path / "chroma", "fingerprint", anew=True)):
        seen = 40 if last is again else 60
        assert [last.nearest(vectors[n], 1)[0][0] for n in range(seen)] == [f"p{n}" for n in range(seen)]


def test_what_this_process_added_is_found_by_the_next_opening(store: VectorStore, tmp_path: Path) -> None:
    vectors = unit_vectors(40)
    reader = VectorStore(tmp_path / "chroma", "fingerprint")
    reader.nearest(vectors[0], 1)
    store.add(passages(*range(20, 40)), vectors[20:])
    again = VectorStore(tmp_path / "chroma", "fingerprint")
    assert [again.nearest(vectors[n], 1)[0][0] for n in (0, 25, 39)] == ["p0", "p25", "p39"]


def test_a_folder_that_nobody_else_changed_is_opened_once(store: VectorStore, tmp_path: Path) -> None:
    first = opened(tmp_path / "chroma")
    other = VectorStore(tmp_path / "chroma", "fingerprint", wary=True)
    other.remove(["p3"])
    assert opened(tmp_path / "chroma") is first
    assert store.nearest(unit_vectors(20)[3], 1)[0][0] != "p3"
    assert opened(tmp_path / "chroma", anew=True) is not first
    let_go(tmp_path / "chroma")
    last = opened(tmp_path / "chroma")
    os.utime(tmp_path / "chroma" / "chroma.sqlite3")
    assert opened(tmp_path / "chroma") is not last


def test_a_client_that_failed_to_write_is_taken_up_by_nobody(store: VectorStore, tmp_path: Path) -> None:
    first = opened(tmp_path / "chroma")
    with pytest.raises(DamagedIndexError):
        store.add(passages(50), unit_vectors(1)[:, :3])  # of another width than those stored
    assert not first.is_current
    vectors = unit_vectors(40)
    VectorStore(tmp_path / "chroma", "fingerprint").add(passages(39), vectors[39:])
    assert store.nearest(vectors[3], 1)[0][0] == "p3"  # it answers on
    store.add(passages(38), vectors[38:39])
    assert [store.nearest(vectors[n], 1)[0][0] for n in (3, 38, 39)] == ["p3", "p38", "p39"]


def test_after_a_run_that_lost_its_lock_nobody_takes_up_what_it_had_open(store: VectorStore, tmp_path: Path) -> None:
    home = Home(tmp_path)
    with writing(home):
        held = opened(tmp_path / "chroma")
    assert opened(tmp_path / "chroma") is held
    with writing(home):
        home.lock.unlink()  # by another machine, which has written meanwhile
    assert opened(tmp_path / "chroma") is not held


def test_a_folder_opened_behind_is_the_one_that_is_used(store: VectorStore, tmp_path: Path) -> None:
    folder = tmp_path / "chroma"
    store.close()
    open_behind(folder)
    for thread in threading.enumerate():
        if thread.name == "open-chroma":
            thread.join()
    gc.collect()
    ahead = chroma_folder._latest[folder]
    again = VectorStore(folder, "fingerprint")
    assert again._folder is ahead
    assert again.nearest(unit_vectors(20)[3], 1)[0][0] == "p3"
    gone = weakref.ref(ahead)
    del again, ahead
    assert gone() is None


def test_a_damaged_store_says_how_to_rebuild_it(tmp_path: Path) -> None:
    (tmp_path / "chroma").mkdir()
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"not a database, " * 1000)
    open_behind(tmp_path / "chroma")  # tells nobody: who opens it is told
    with pytest.raises(DamagedIndexError, match=r"chroma: a file of Chroma's is damaged .*index --full"):
        VectorStore(tmp_path / "chroma", "fingerprint")
