"""The watchdog: a process whose event loop stands still hears nobody, and is better begun anew.

That happens where no memory is left: a thread that dies before it has begun is waited for, by Python itself, for ever.
What was asked is stored; whatever looks after the process (systemd, Docker, Kubernetes) starts it again.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable

# Looks that found the loop where it was before the process ends: a minute. They are counted, not timed, so that a
# process that was held (SIGSTOP, a sleeping laptop) is not taken for one that stands still.
LOOKS, EVERY_SECONDS = 12, 5.0
_LAST_WORDS = b"error: the event loop has stood still for a minute (no memory left?): ending, to be started again\n"


def _end() -> None:
    """End at once, with no clean-up that could hang as well, and without needing memory."""
    os.write(2, _LAST_WORDS)
    os._exit(1)


class Watchdog:
    """Watches the running event loop from a thread, until `stop`; calls `end` when it stands still."""

    def __init__(
        self, end: Callable[[], object] = _end, *, looks: int = LOOKS, every_seconds: float = EVERY_SECONDS
    ) -> None:
        """`looks` in vain, `every_seconds`, before `end` is called, once."""
        self._end = end
        self._looks = looks
        self._every = every_seconds
        self._beats = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    async def run(self) -> None:
        """Beat until cancelled."""
        self._thread.start()
        try:
            while True:
                self._beats += 1
                await asyncio.sleep(self._every / 2)
        finally:
            self._over.set()

    def _watch(self) -> None:
        seen, in_vain = 0, 0
        while not self._over.wait(self._every):
            in_vain = in_vain + 1 if self._beats == seen else 0
            seen = self._beats
            if in_vain >= self._looks:
                self._end()
                return
