"""Telegram's flood limits, off until switched on."""

from __future__ import annotations

import math
import time
from collections import deque
from dataclasses import dataclass, field

from .errors import too_many_requests

# Methods that put something before people count towards the limits.
COUNTED_PREFIXES = ("send", "edit", "copy", "forward")
UNCOUNTED = frozenset({"sendchataction", "sendmessagedraft"})


def counts(method: str) -> bool:
    """Return whether calls of a method (in lower case) are limited."""
    return method.startswith(COUNTED_PREFIXES) and method not in UNCOUNTED


@dataclass
class Limits:
    """Sliding windows over the calls that count; `scale` shortens all windows so that tests need not wait a minute."""

    enforced: bool = False
    group_per_minute: int = 20
    chat_burst: int = 4  # in one chat: about one a second, short bursts let through
    overall_per_second: int = 30
    scale: float = 1.0
    refused: int = 0
    _windows: dict[str, deque[float]] = field(default_factory=dict)

    def check(self, chat_id: int) -> None:
        """Count a call to a chat, or refuse it with the seconds to wait."""
        if not self.enforced:
            return
        now = time.monotonic()
        rules = [("all", self.overall_per_second, 1.0), (f"chat {chat_id}", self.chat_burst, float(self.chat_burst))]
        if chat_id < 0:
            rules.append((f"group {chat_id}", self.group_per_minute, 60.0))
        wait = 0.0
        for name, most, seconds in rules:
            window = self._windows.setdefault(name, deque())
            while window and window[0] <= now - seconds * self.scale:
                window.popleft()
            if len(window) >= most:
                wait = max(wait, window[0] + seconds * self.scale - now)
        if wait > 0:
            self.refused += 1
            raise too_many_requests(max(1, math.ceil(wait)))
        for name, _, _ in rules:
            self._windows[name].append(now)
