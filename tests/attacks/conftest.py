"""What every attack has: a place to say how it ended, and an end to what would never end by itself."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.attacks.inside import Inside
from tests.sample_index import sample_data

HANGS_SECONDS = 300  # far more than any attack here takes on a busy machine

Happened = Callable[[str], None]


@pytest.fixture
def happened(record_property: Callable[[str, object], None]) -> Happened:
    """Say how an attack ended, as "refused: …", once for each thing tried; `python -m tests.attacks` counts them."""

    def note(how: str) -> None:
        record_property("happened", how)

    return note


@pytest.fixture(autouse=True)
def _ends() -> Iterator[None]:
    """An attack that hangs the program fails, in place of hanging the tests."""

    def hangs(*_: object) -> None:
        raise AssertionError(f"not done after {HANGS_SECONDS} s: it hangs")

    before = signal.signal(signal.SIGALRM, hangs)
    signal.alarm(HANGS_SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    """The bot's handlers in this process, over the sample corpus."""
    with Inside(sample_data(tmp_path_factory)) as running:
        yield running


def shown_at_once(call: Any) -> str:
    """Whatever a call to the Bot API shows somebody, as one text."""
    return " ".join(str(call.parameters.get(key, "")) for key in ("text", "caption", "results"))
