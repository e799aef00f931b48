"""The clock of this machine beside Telegram's: what is old is deleted by it, which cannot be undone."""

from __future__ import annotations

import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime

import httpx

WRONG_SECONDS = 86_400.0  # what is kept is kept for days


class ClockWatch:
    """How far this machine's clock is ahead of Telegram's, by the Date header of the newest answer."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        """`now` gives seconds since 1970."""
        self._now = now
        self.ahead_seconds = 0.0

    async def heard(self, answer: httpx.Response) -> None:
        """Telegram answered just now; an httpx hook."""
        try:
            theirs = parsedate_to_datetime(answer.headers.get("Date", "")).timestamp()
        except (ValueError, OverflowError):
            return
        self.ahead_seconds = self._now() - theirs

    @property
    def is_wrong(self) -> bool:
        """Whether nothing should be deleted by it."""
        return abs(self.ahead_seconds) > WRONG_SECONDS
