"""What is no longer needed is let go of at once, and heavy work gives way."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import time
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answers.engine import ask
from corpus.library import Library
from index.background import NICENESS, giving_way, yielding
from index.live import LiveIndex
from tests.index.conftest import SmallIndex


@pytest.fixture
def without_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def files_open(folder: Path, *, until: int | None = None) -> int:
    """How many of its files are open; with `until`, once they are as many: Chroma closes in threads of its own."""
    ends = time.monotonic() + 60
    while until is not None and files_open(folder) != until and time.monotonic() < ends:
        time.sleep(0.05)
    links = (link for link in Path("/proc/self/fd").iterdir() if link.is_symlink())
    return sum(str(link.readlink()).startswith(str(folder)) for link in links)


@pytest.mark.skipif(sys.platform != "linux", reason="counts handles in /proc")
def test_who_asked_last_lets_go_of_the_generation(small: SmallIndex, tmp_path: Path, without_collector: None) -> None:
    home = replace(small.home, folder=tmp_path / "data")  # of its own: other tests hold the other one open
    shutil.copytree(small.home.folder, home.folder)
    library = Library(home.library)
    live = LiveIndex(home, library)
    snapshot = live.snapshot()
    assert snapshot is not None
    assert ask("Why was CEIEC sanctioned?", (), snapshot).citations
    assert snapshot.directory.editions == {}
    assert files_open(home.chroma) > 0
    gone = weakref.ref(snapshot)
    del live, snapshot
    assert gone() is None
    assert files_open(home.chroma, until=0) == 0
    library.close()


@pytest.mark.skipif(sys.platform != "linux", reason="threads have a niceness of their own on Linux alone")
def test_what_gives_way_does_so_in_a_thread_of_its_own() -> None:
    def niceness() -> int:
        return os.getpriority(os.PRIO_PROCESS, 0)

    mine = niceness()
    assert yielding(niceness)() == mine
    with giving_way():
        assert yielding(niceness)() == max(mine, NICENESS)
    assert niceness() == mine
