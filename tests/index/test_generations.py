"""Manifests on disk. A switch is one rename: a reader sees the old generation or the new one, nothing between."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import weakref
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import DamagedIndexError, WriterBusyError
from index.generations import KEPT_GENERATIONS, Collected, Generations
from index.lock import writer_lock
from index.manifest import LiveArticle, Manifest


def manifest(generation: str, *passages: str, parent: str | None = None) -> Manifest:
    article = LiveArticle("article", f"checksum of {generation}", tuple((key, 0, 10) for key in passages))
    return Manifest(
        id=generation,
        made_at="2024-01-01T00:00:00+00:00",
        fingerprint="f",
        model="all-MiniLM-L6-v2",
        articles=(article,),
        listings=(("ofac-sdn:1", "c1"),),
        duplicates=(("left", "kept"),),
        parent=parent,
    )


@pytest.fixture
def generations(tmp_path: Path) -> Generations:
    return Generations(tmp_path / "generations")


def test_before_the_first_switch_there_is_no_generation(generations: Generations) -> None:
    assert generations.current_id() is None
    assert generations.current() is None
    assert generations.ids() == []
    assert generations.new_id() == "g000001"


def test_what_was_switched_to_is_read_back_whole(generations: Generations) -> None:
    first = manifest("g000001", "p1", "p2")
    generations.switch(first)
    assert generations.current() == first
    assert set(first.passages) == {"p1", "p2"}
    assert generations.new_id() == "g000002"


def test_a_manifest_in_use_is_not_taken_apart_again(generations: Generations) -> None:
    generations.switch(manifest("g000001", "p1"))
    first = generations.current()
    assert first is not None
    assert generations.current() is first
    assert generations.read("g000001") is first
    gone = weakref.ref(first)
    del first
    assert gone() is None
    assert generations.current() == manifest("g000001", "p1")


def test_passages_found_beside_another_manifest_are_the_same(generations: Generations) -> None:
    def of(*articles: LiveArticle) -> Manifest:
        return replace(manifest("g000001"), articles=articles)

    stays = LiveArticle("stays", "c0", (("s1", 0, 10), ("s2", 10, 20)))
    before = LiveArticle("edited", "c1", (("e1", 0, 10), ("e2", 10, 20)))
    after = LiveArticle("edited", "c2", (("e1", 0, 10), ("e3", 10, 25)))
    goes, comes = LiveArticle("goes", "c3", (("g1", 0, 5),)), LiveArticle("comes", "c4", (("n1", 0, 5),))
    old, new, lone = of(before, goes, stays), of(after, comes, stays), of(after, comes, stays)
    assert set(old.passages) == {"s1", "s2", "e1", "e2", "g1"}
    new.find_passages_beside(old)
    assert new.passages == lone.passages
    assert all(new.passages[key][0] is lone.passages[key][0] for key in lone.passages)
    assert set(old.passages) == {"s1", "s2", "e1", "e2", "g1"}


def test_a_manifest_written_without_the_rename_changes_nothing(generations: Generations, tmp_path: Path) -> None:
    generations.switch(manifest("g000001", "p1"))
    written = (tmp_path / "generations" / "g000001.json").read_bytes()
    (tmp_path / "generations" / "g000002.json").write_bytes(written[: len(written) // 2])
    (tmp_path / "generations" / ".switch-000002-0a1b.part").write_text('{"generation": "g0000')
    assert generations.current_id() == "g000001"
    assert generations.current() == manifest("g000001", "p1")


def test_readers_never_see_half_a_switch(generations: Generations) -> None:
    generations.switch(manifest("g000001", "p"))
    seen: list[Manifest | None] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            seen.append(generations.current())

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(2, 40):
        generations.switch(manifest(f"g{number:06d}", "p", f"p{number}"))
    stop.set()
    reader.join()
    assert seen
    assert all(one is not None and one.articles[0].checksum == f"checksum of {one.id}" for one in seen)


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:-20],
        lambda content: content.replace(b'"p1"', b'"p9"'),
        lambda content: b"",
        lambda content: b"[]",
        lambda content: b"\xff\xfe\x00",
    ],
)
def test_a_damaged_manifest_is_named(generations: Generations, tmp_path: Path, damage) -> None:
    generations.switch(manifest("g000001", "p1"))
    path = tmp_path / "generations" / "g000001.json"
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(DamagedIndexError, match=r"g000001\.json: damaged manifest .*index --full"):
        generations.current()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"generation": "g000001"}', "null"])
def test_a_damaged_pointer_is_named(generations: Generations, tmp_path: Path, content: str) -> None:
    generations.switch(manifest("g000001", "p1"))
    (tmp_path / "generations" / "switch-000001.json").write_text(content)
    with pytest.raises(DamagedIndexError, match=r"switch-000001\.json: unreadable .*index --full"):
        generations.current()


def test_rolling_back_makes_the_earlier_generation_live(generations: Generations) -> None:
    first, second = manifest("g000001", "p1"), manifest("g000002", "p2", parent="g000001")
    generations.switch(first)
    generations.switch(second)
    assert generations.roll_back() == first
    assert generations.current() == first
    assert generations.new_id() == "g000003"


def test_without_an_earlier_generation_there_is_nothing_to_roll_back_to(generations: Generations) -> None:
    with pytest.raises(DamagedIndexError, match="no earlier generation"):
        generations.roll_back()
    generations.switch(manifest("g000001", "p1"))
    with pytest.raises(DamagedIndexError, match="no earlier generation"):
        generations.roll_back()
    assert generations.current_id() == "g000001"


def test_the_oldest_manifests_are_forgotten_the_live_one_never(generations: Generations) -> None:
    for number in range(1, 9):
        generations.switch(manifest(f"g{number:06d}", f"p{number}"))
    newest = [f"g{number:06d}" for number in range(4, 9)]
    assert [kept.id for kept in generations.forget_old().kept] == generations.ids() == newest
    assert len(generations.ids()) == KEPT_GENERATIONS
    generations.roll_back("g000004")
    assert generations.current_id() == "g000004"
    assert "g000004" in {kept.id for kept in generations.forget_old().kept}


def test_a_damaged_manifest_that_is_not_live_is_let_go(generations: Generations, tmp_path: Path) -> None:
    generations.switch(manifest("g000001", "p1"))
    generations.switch(manifest("g000002", "p2"))
    (tmp_path / "generations" / "g000001.json").write_text("{")
    forgotten = generations.forget_old()
    assert [kept.id for kept in forgotten.kept] == ["g000002"]
    assert not forgotten.all_read  # so nobody knows which passages it named


HOLD = """
import sys, time
from pathlib import Path
from index.lock import writer_lock
with writer_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def test_one_writer_at_a_time_and_a_dead_one_leaves_no_lock(tmp_path: Path) -> None:
    lock = tmp_path / "writer.lock"
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(lock)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(WriterBusyError, match=f"process {holder.pid} on "), writer_lock(lock):
            pass
    finally:
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
    with writer_lock(lock):
        assert f'"pid": {os.getpid()}' in lock.read_text()


def test_the_lock_holds_within_one_process_too(tmp_path: Path) -> None:
    lock = tmp_path / "folder" / "writer.lock"
    with writer_lock(lock), pytest.raises(WriterBusyError), writer_lock(lock):
        pass
    with writer_lock(lock):
        pass


def test_the_pointer_names_the_manifests_checksum(generations: Generations, tmp_path: Path) -> None:
    generations.switch(manifest("g000001", "p1"))
    pointer = json.loads((tmp_path / "generations" / "switch-000001.json").read_text())
    assert pointer["generation"] == "g000001"
    assert len(pointer["sha256"]) == 64
    assert list((tmp_path / "generations").glob("*.part")) == []


def test_a_generation_needs_the_versions_of_its_articles_and_entries(generations: Generations) -> None:
    assert manifest("g000001", "p").checksums == {"checksum of g000001", "c1"}


def test_what_was_live_is_taken_away_by_going_back_and_stays_so_while_an_earlier_one_is_live(
    generations: Generations,
) -> None:
    for number in (1, 2, 3):
        generations.switch(manifest(f"g00000{number}", f"p{number}"))
    assert generations.before() == "g000002"
    assert generations.roll_back("g000001").id == "g000001"
    assert [away.id for away in generations.rolled_away()] == ["g000003"]
    assert generations.roll_back("g000002").id == "g000002"
    assert [away.id for away in generations.rolled_away()] == ["g000003"]
    with pytest.raises(DamagedIndexError, match="g000002 is the live generation already"):
        generations.roll_back("g000002")
    with pytest.raises(DamagedIndexError, match="g000009 is not kept; there are g000001"):
        generations.roll_back("g000009")


def test_what_a_switch_made_superfluous_is_gone_only_once_that_is_noted(generations: Generations) -> None:
    for number in (1, 2):
        generations.switch(manifest(f"g00000{number}", "p"))
        assert generations.collected() is None
        generations.note_collected("f", 7)
        assert generations.collected() == Collected(number, "f", 7)
    generations.note_uncollected()  # something is about to be added
    assert generations.collected() is None


def test_what_waits_is_accepted_unless_another_generation_went_live_meanwhile(generations: Generations) -> None:
    generations.switch(manifest("g000001", "p1"))
    generations.hold(manifest("g000002", "p2"), "lost: one", after=1)
    assert generations.waiting().reason == "lost: one"
    assert generations.held() == manifest("g000002", "p2")
    assert generations.accept() == manifest("g000002", "p2")
    assert (generations.current_id(), generations.waiting()) == ("g000002", None)
    with pytest.raises(DamagedIndexError, match="no generation waits"):
        generations.accept()
    generations.hold(manifest("g000003", "p3"), "lost: one", after=1)
    with pytest.raises(DamagedIndexError, match="g000003 was built after another generation"):
        generations.accept()


def test_a_note_of_what_waits_that_cannot_be_read_is_named_and_holds_nothing_back(
    generations: Generations, tmp_path: Path
) -> None:
    generations.switch(manifest("g000001", "p1"))
    generations.hold(manifest("g000002", "p2"), "lost: one", after=1)
    (note,) = [path for path in (tmp_path / "generations").iterdir() if "waiting" in path.name]
    note.write_text("{")
    with pytest.raises(DamagedIndexError, match="delete it and run `index`"):
        generations.waiting()
    assert (generations.held_back(), generations.held()) == (None, None)


def test_nothing_is_forgotten_while_the_live_manifest_is_damaged(generations: Generations, tmp_path: Path) -> None:
    generations.switch(manifest("g000001", "p1"))
    generations.switch(manifest("g000002", "p2"))
    (tmp_path / "generations" / "g000002.json").write_text("{")
    with pytest.raises(DamagedIndexError, match=r"g000002\.json"):
        generations.forget_old()
    assert generations.read("g000001") == manifest("g000001", "p1")
