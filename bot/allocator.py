"""Memory of a process that runs for months: what is no longer needed is given back, and soon."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from contextlib import suppress

_M_ARENA_MAX = -8  # malloc.h of the GNU C library
# By default it keeps up to eight arenas a processor, and each index run fills others: 20 MB more after each of a small
# index, for ever. With two, memory is flat (benchmarks/soak.py), and answers are given as quickly.
ARENAS = 2


def keep_few_arenas() -> None:
    """Let all threads share a few arenas; call it before there are many. Nothing where the C library has none.

    The environment's MALLOC_ARENA_MAX goes before it.
    """
    if sys.platform == "linux" and "MALLOC_ARENA_MAX" not in os.environ:
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, ARENAS)


def settle() -> None:
    """Leave out what is held now when Python looks for cycles; call it once all is open that stays open. Blocks.

    It looks only when a quarter of all it looks at is new: in a process that holds a million objects for good, dozens
    of drawn pictures, some megabytes each, would wait for that.
    """
    gc.collect()
    gc.freeze()
