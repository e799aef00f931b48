"""Garbage: opening what is large without the collector looking through it again and again."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_inside = 0


@contextmanager
def uncollected() -> Iterator[None]:
    """Collect no garbage meanwhile.

    For what makes very many objects that stay: the collector would look through all of them each time their number
    has grown somewhat, which makes three quarters of the time that the manifest of 180,000 passages takes, and a fifth
    of that of the imports. May be nested, and used by several threads at once.
    """
    global _inside
    with _lock:
        _inside += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if not _inside:
                gc.enable()
