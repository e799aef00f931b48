"""The writer's lock, where the operating system's own does not decide: other machines, sleepers, doubled writers."""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict
from pathlib import Path

import pytest

from corpus.errors import WriterBusyError
from index.generations import Generations
from index.lock import STALE_SECONDS, Owner, live_writer, writer_lock
from index.manifest import Manifest


def written_by(path: Path, *, seconds_ago: float, machine: str = "another kernel", pid: int = 4242) -> Owner:
    """A lock file as a writer on another machine leaves it, with its last heartbeat so long ago."""
    owner = Owner("0123456789abcdef", "far-host", machine, pid, "2024-01-01T00:00:00+00:00")
    path.write_text(json.dumps(asdict(owner)))
    beat = time.time() - seconds_ago
    os.utime(path, (beat, beat))
    return owner


def manifest(generation: str) -> Manifest:
    return Manifest(id=generation, made_at="2024-01-01T00:00:00+00:00", fingerprint="f", model="m")


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "writer.lock"


def test_a_writer_on_another_machine_that_is_heard_of_is_let_work(lock: Path) -> None:
    owner = written_by(lock, seconds_ago=STALE_SECONDS / 2)
    with pytest.raises(WriterBusyError, match="process 4242 on far-host"), writer_lock(lock):
        pass
    assert live_writer(lock) == owner


def test_the_lock_of_a_writer_not_heard_of_is_taken_over(lock: Path) -> None:
    owner = written_by(lock, seconds_ago=STALE_SECONDS * 2)
    assert live_writer(lock) is None
    with writer_lock(lock) as held:
        assert held.taken_over == owner
        held.check()
    assert lock.read_text() == ""


def test_a_dead_writer_of_this_machine_is_known_at_once(lock: Path) -> None:
    with writer_lock(lock) as held:
        machine = held.owner.machine
    written_by(lock, seconds_ago=0, machine=machine)
    with writer_lock(lock) as held:
        assert held.taken_over is not None


def test_a_writer_that_slept_finds_its_lock_taken_over_and_leaves_it_so(lock: Path) -> None:
    with writer_lock(lock) as slept:
        other = written_by(lock, seconds_ago=0)
        with pytest.raises(WriterBusyError, match="taken over by process 4242 on far-host"):
            slept.check()
    assert json.loads(lock.read_text()) == asdict(other)


def test_of_two_writers_that_began_from_the_same_generation_one_switches(tmp_path: Path) -> None:
    here, there = Generations(tmp_path), Generations(tmp_path)
    here.switch(manifest("g000001"))
    began = here.last_number()
    there.switch(manifest("g000002"), after=began)
    with pytest.raises(WriterBusyError, match="this one switched nothing"):
        here.switch(manifest("g000003"), after=began)
    assert here.current_id() == there.current_id() == "g000002"
    with pytest.raises(WriterBusyError, match="made g000002 meanwhile"):
        here.switch(manifest("g000002"), after=there.last_number())


def test_the_pointer_of_earlier_versions_is_followed(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    generations.switch(manifest("g000001"))
    row = json.loads((tmp_path / "switch-000001.json").read_text())
    (tmp_path / "switch-000001.json").unlink()
    (tmp_path / "current.json").write_text(json.dumps({key: row[key] for key in ("generation", "sha256")}))
    assert generations.current() == manifest("g000001")
    generations.switch(manifest("g000002"))
    assert generations.current_id() == "g000002"
    assert generations.ids() == ["g000001", "g000002"]
