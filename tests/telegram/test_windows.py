"""Windows: what replicas count together and remember over restarts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.state import State
from corpus.database import Place
from tests.clock import Clock


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "PostgreSQL":
        return request.getfixturevalue("postgresql_server").new_database()
    return tmp_path / "state.sqlite"


def test_replicas_count_together_until_the_window_ends_and_then_anew(place: Place) -> None:
    clock = Clock()
    one, two = State(place, now=clock), State(place, now=clock)
    with ThreadPoolExecutor(8) as threads:
        counted = list(threads.map(lambda n: (one, two)[n % 2].windows.count("person 7", 60), range(20)))
    assert sorted(counted) == list(range(1, 21))
    began = clock.now
    clock.now += 30
    assert two.windows.count("person 8", 60) == 1
    assert one.windows.open("person 7") == (20, began + 60)
    clock.now += 30
    assert one.windows.open("person 7") == (0, clock.now)
    assert two.windows.count("person 7", 60, 3) == 3
    one.prune()
    assert one.windows.open("person 8") == (1, began + 90)
    assert two.windows.close() == 2
    one.close()
    two.close()
