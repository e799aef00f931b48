"""A PostgreSQL server that takes what is said and never answers: whoever waits for it is let go of after a while.

The network's own limits (connect_timeout, tcp_user_timeout) see a server that is gone, not one that is held up behind
a connection that works: a stopped process, a proxy without a server, a disk that hangs. So each wait has a limit here,
counted from the last sign of the server; the connection, of whose talk half is missing, is closed then. While that goes
on, one caller at a time tries to connect anew and all others are told at once: their threads are needed elsewhere.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

SILENT_SECONDS = 15.0  # what a question needs comes in milliseconds
# Removing a large part of a library, or waiting until another process has migrated it: the server works, unheard.
PATIENT_SECONDS = 600.0

_silent_seconds: ContextVar[float] = ContextVar("silent_seconds", default=SILENT_SECONDS)


@contextmanager
def patiently() -> Iterator[None]:
    """Wait longer in here, in this thread: the server may have to work for minutes before it says something."""
    before = _silent_seconds.set(PATIENT_SECONDS)
    try:
        yield
    finally:
        _silent_seconds.reset(before)


class Connecting:
    """Connects to one server, for all threads."""

    def __init__(self) -> None:
        self._silent = False
        self._trying = threading.Lock()

    def connect(self, *arguments: Any, **options: Any) -> psycopg.Connection[Any]:
        """A new connection. Raises psycopg's errors, at once where the server is silent and another thread tries."""
        import psycopg

        if not self._silent:
            return self._try(*arguments, **options)
        if not self._trying.acquire(blocking=False):
            raise psycopg.OperationalError("the server does not answer")
        try:
            return self._try(*arguments, **options)
        finally:
            self._trying.release()

    def _try(self, *arguments: Any, **options: Any) -> psycopg.Connection[Any]:
        from psycopg.errors import ConnectionTimeout

        try:
            made = _connection_class().connect(*arguments, **options)
        except ConnectionTimeout:
            self._silent = True
            raise
        self._silent = False
        return made


@cache
def _connection_class() -> type[psycopg.Connection[Any]]:
    """psycopg's connection with the limit; made here, as psycopg is not installed everywhere."""
    import psycopg

    class SilentServerError(psycopg.OperationalError):
        """Nothing was heard of the server for too long."""

    def unless_silent(talk: Generator[Any, Any, Any], seconds: float) -> Generator[Any, Any, Any]:
        """psycopg's `talk`, which is sent what the connection is ready for, every now and then that it is for none."""
        ends = time.monotonic() + seconds
        try:
            wanted = next(talk)
            while True:
                ready = yield wanted
                if ready:
                    ends = time.monotonic() + seconds
                elif time.monotonic() >= ends:
                    raise SilentServerError(f"the server has said nothing for {seconds:.0f} s")
                wanted = talk.send(ready)
        except StopIteration as done:
            return done.value

    class Connection(psycopg.Connection[Any]):
        """All that psycopg waits for, once connected, passes through `wait`."""

        def wait(self, gen: Any, *arguments: Any, **options: Any) -> Any:
            try:
                return super().wait(unless_silent(gen, _silent_seconds.get()), *arguments, **options)
            except SilentServerError:
                self.close()
                raise

    return Connection
