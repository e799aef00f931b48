"""The writer's lock: one process changes the index at a time, on one machine or on several that share the folder.

1. The writer holds an operating-system lock on `writer.lock`. The system lets it go when the writer dies.
2. In the file stand its owner and a token of this run; a heartbeat keeps the file's time fresh.
3. Where the system's lock does not reach (another machine, a file system without locks), the heartbeat decides: an
   owner not heard of for STALE_SECONDS is dead, and the next writer takes the lock over.
4. A writer that was only asleep finds another token when it wakes (`check`) and stops. Should it wake between that
   look and its switch, the switch itself fails: see Generations.switch, which succeeds for one of them only.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import secrets
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import structlog

from corpus.errors import WriterBusyError

BEAT_SECONDS = 5.0
STALE_SECONDS = 60.0  # twelve beats: a machine that swaps or a server that hangs misses some

log = structlog.get_logger()


@dataclass(frozen=True)
class Owner:
    """Who writes: `machine` tells one running kernel from another, whatever their host names."""

    token: str
    host: str
    machine: str
    pid: int
    since: str

    @classmethod
    def this_process(cls) -> Owner:
        """A new owner for a run of this process."""
        since = datetime.now(UTC).isoformat(timespec="seconds")
        return cls(secrets.token_hex(8), socket.gethostname(), _machine(), os.getpid(), since)

    def __str__(self) -> str:
        """As people are told."""
        return f"process {self.pid} on {self.host} since {self.since}"


class WriterLock:
    """The lock while it is held; made by `writer_lock`. `taken_over` is the dead writer it was taken from, if any."""

    def __init__(self, path: Path, descriptor: int, owner: Owner, taken_over: Owner | None) -> None:
        self._path = path
        self._descriptor = descriptor
        self._released = threading.Event()
        self.owner = owner
        self.taken_over = taken_over
        _write(descriptor, json.dumps(asdict(owner)))
        self._heart = threading.Thread(target=self._beat, name="writer-heartbeat", daemon=True)
        self._heart.start()

    def check(self) -> None:
        """Raises WriterBusyError when the lock is this run's no more."""
        now = _owner(self._path)
        if now is None or now.token != self.owner.token:
            by = str(now) if now is not None else "somebody who removed the lock file"
            raise WriterBusyError(f"this run was taken for dead and its lock taken over by {by}; nothing was switched")

    def release(self) -> None:
        """Let go; what another has taken over stays theirs."""
        self._released.set()
        self._heart.join()
        now = _owner(self._path)
        if now is not None and now.token == self.owner.token:
            os.ftruncate(self._descriptor, 0)

    def _beat(self) -> None:
        while not self._released.wait(BEAT_SECONDS):
            # A full disk or a server away for a while: the next beat may succeed, and `check` tells a lost lock.
            with suppress(OSError, WriterBusyError):
                self.check()
                os.utime(self._path)


@contextmanager
def writer_lock(path: Path) -> Iterator[WriterLock]:
    """Hold the right to change the index. Raises WriterBusyError, naming the owner, when another process has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        alone = _locked(path, descriptor)
        dead = _owner(path)
        if dead is not None and not _is_dead(path, dead, alone):
            raise WriterBusyError(_busy(str(dead)))
        if dead is not None:
            log.info("index.lock_taken_over", owner=str(dead))
        held = WriterLock(path, descriptor, Owner.this_process(), dead)
        try:
            yield held
        finally:
            held.release()
    finally:
        os.close(descriptor)


def live_writer(path: Path) -> Owner | None:
    """Who changes the index now, as far as can be seen without taking the lock; None when nobody does."""
    owner = _owner(path)
    with suppress(OSError):  # a folder that cannot be written tells no time
        if owner is not None and _is_dead(path, owner, alone=False):
            return None
    return owner


def _locked(path: Path, descriptor: int) -> bool:
    """Whether the system gave its lock; False on a file system without any. Raises WriterBusyError."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise WriterBusyError(_busy(str(_owner(path) or "another process"))) from None
    except OSError as error:
        if error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL):
            raise
        return False
    return True


def _busy(owner: str) -> str:
    return f"an index run is under way already ({owner})"


def _is_dead(path: Path, owner: Owner, alone: bool) -> bool:
    """Whether the owner that the file names writes no more. `alone`: this process has the system's lock."""
    if owner.machine == _machine() and (alone or (owner.host == socket.gethostname() and not _lives(owner.pid))):
        return True
    return _silent_seconds(path) > STALE_SECONDS


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _silent_seconds(path: Path) -> float:
    """How long ago the last heartbeat was, by the clock of the file system, which is one for all machines."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".now-") as now:
        return os.fstat(now.fileno()).st_mtime - path.stat().st_mtime


def _owner(path: Path) -> Owner | None:
    """Whom the lock file names; None when it was let go, or is not readable."""
    try:
        return Owner(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def _write(descriptor: int, text: str) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, text.encode(), 0)


@cache
def _machine() -> str:
    """One running kernel: the boot id on Linux, the host's name elsewhere."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return socket.gethostname()
