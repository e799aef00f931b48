"""Background: heavy work in the process that answers, in threads that give way to those that answer.

An index run that embeds keeps every processor busy for minutes. Where the system has a niceness for each thread (Linux)
the threads that embed take what questions leave, a quarter of a processor that both want. Only they: a thread of low
priority that holds Python's lock for long would hold up those that wait for the lock.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import ParamSpec, TypeVar

NICENESS = 5

P = ParamSpec("P")
T = TypeVar("T")

_behind: ContextVar[bool] = ContextVar("behind", default=False)


@contextmanager
def giving_way() -> Iterator[None]:
    """What `yielding` functions do within, in this thread, can wait."""
    token = _behind.set(True)
    try:
        yield
    finally:
        _behind.reset(token)


def yielding(function: Callable[P, T]) -> Callable[P, T]:
    """`function`, to be called within `giving_way` in a thread of low priority, as are those that it starts itself."""
    if not _behind.get():
        return function

    def called(*args: P.args, **kwargs: P.kwargs) -> T:
        with ThreadPoolExecutor(1, "background", initializer=give_way) as thread:
            return thread.submit(function, *args, **kwargs).result()

    return called


def give_way() -> None:
    """Give the calling thread a low priority for good; nothing where the system knows none for threads."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
