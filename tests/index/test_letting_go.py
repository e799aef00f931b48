"""What is no longer needed is let go of at once, and heavy work gives way."""

from __future__ import annotations

import gc
import os
import sys
import time
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answers.engine import ask
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
def test_who_asked_last_lets_go_of_the_generation(small: SmallIndex, without_collector: None) -> None:
    assert files_open(small.home.chroma, until=0) == 0
    live = LiveIndex(small.home, small.library)
    snapshot = live.snapshot()
    assert snapshot is not None
    assert ask("Why was CEIEC sanctioned?", (), snapshot).citations
    assert snapshot.directory.editions == {}
    assert files_open(small.home.chroma) > 0
    gone = weakref.ref(snapshot)
    del live, snapshot
    assert gone() is None
    assert files_open(small.home.chroma, until=0) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="threads have a niceness of their own on Linux alone")
def test_what_gives_way_does_so_in_a_thread_of_its_own() -> None:
    def niceness() -> int:
        return os.getpriority(os.PRIO_PROCESS, 0)

    mine = niceness()
    assert yielding(niceness)() == mine
    with giving_way():
        assert yielding(niceness)() == max(mine, NICENESS)
    assert niceness() == mine
