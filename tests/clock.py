"""A clock for tests: its seconds pass when it is told so."""

from __future__ import annotations


class Clock:
    """Tells `now`, in seconds since 1970."""

    def __init__(self, now: float = 1_700_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now
