"""Memory of a process that runs for months: what is no longer needed is given back, and soon."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from contextlib import suppress

# Of malloc.h of the GNU C library, each with the variable of the environment that goes before what is set here.
_M_ARENA_MAX, _M_MMAP_THRESHOLD, _M_TRIM_THRESHOLD = -8, -3, -1
# By default it keeps up to eight arenas a processor, and each index run fills others: 20 MB more after each of a small
# index, for ever. With two, memory is flat (benchmarks/soak.py), and answers are given as quickly.
ARENAS = 2
# By default blocks of up to 32 MB come to lie among small ones, once one as large was freed, and leave holes. After
# three index runs beside questions 180 MB were held in holes; with these limits, and given back, 35 to 65 MB.
OWN_PAGES_BYTES = 1 << 20  # a block of more has pages of its own, which go back as it is freed
TRIMMED_BYTES = 4 << 20  # free at the end of the heap
_SET = (
    (_M_ARENA_MAX, "MALLOC_ARENA_MAX", ARENAS),
    (_M_MMAP_THRESHOLD, "MALLOC_MMAP_THRESHOLD_", OWN_PAGES_BYTES),
    (_M_TRIM_THRESHOLD, "MALLOC_TRIM_THRESHOLD_", TRIMMED_BYTES),
)


def keep_little() -> None:
    """Have the C library keep little of what is freed; call it before there are many threads.

    What the environment says goes before it. Nothing where the C library is not GNU's.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            library = ctypes.CDLL(None)
            for parameter, variable, value in _SET:
                if variable not in os.environ:
                    library.mallopt(parameter, value)


def give_back() -> None:
    """Give the system all pages that nothing is on any more; takes some milliseconds. Blocks.

    Index runs and pictures leave them between what stays. Nothing where the C library is not GNU's.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)


def settle() -> None:
    """Leave out what is held now when Python looks for cycles; call it once all is open that stays open. Blocks.

    It looks only when a quarter of all it looks at is new: in a process that holds a million objects for good, dozens
    of drawn pictures, some megabytes each, would wait for that.
    """
    gc.collect()
    gc.freeze()
