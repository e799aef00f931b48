"""The heartbeat: a file touched whenever Telegram answered getUpdates, read by `check --alive` in another process."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from bot.settings import Settings

POLL_SECONDS = 20  # how long one getUpdates waits at Telegram
# Three silent polls and their read time-outs: one lost connection is not a death.
SILENT_SECONDS = 3 * (POLL_SECONDS + 5)
HEARTBEAT_NAME = "telegram.alive"


class Heartbeat:
    """The heartbeat of this process."""

    def __init__(self, settings: Settings) -> None:
        self._path = _path(settings)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.unlink(missing_ok=True)  # one left by a killed process proves nothing

    def beat(self) -> None:
        """Telegram answered just now."""
        self._path.touch()

    def age(self) -> float | None:
        """How many seconds ago the last beat was, None before the first."""
        with suppress(FileNotFoundError):
            return max(0.0, time.time() - self._path.stat().st_mtime)
        return None

    def stop(self) -> None:
        """The bot stops on purpose."""
        self._path.unlink(missing_ok=True)


def alive(settings: Settings) -> tuple[bool, str]:
    """Whether the bot that uses this data folder hears Telegram, and that in words."""
    try:
        age = max(0.0, time.time() - _path(settings).stat().st_mtime)
    except FileNotFoundError:
        return False, f"no bot is running on {settings.data}, or it has not reached Telegram yet"
    if age > SILENT_SECONDS:
        return False, f"the bot has not heard from Telegram for {age:.0f} s (more than {SILENT_SECONDS} s)"
    return True, f"the bot heard from Telegram {age:.0f} s ago"


def _path(settings: Settings) -> Path:
    return settings.data / HEARTBEAT_NAME
