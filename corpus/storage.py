"""What the disk says no to, told apart from damage: a full disk or a read-only one needs no rebuilding."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

from corpus.errors import StorageError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM}
_NEXT_TO_NOTHING_BYTES = 64 * 1024  # less than Chroma writes for a single passage
# SQLite, Chroma and Tantivy hand on what the system said as text alone.
_FULL_TEXTS = ("disk is full", "no space left", "file too large", "os error 28", "os error 27", "quota exceeded")
_CLOSED_TEXTS = (
    "readonly database", "read-only", "permission denied", "unable to open database file", "os error 30", "os error 13",
)  # fmt: skip


def storage_error(error: BaseException, place: Path) -> StorageError | None:
    """The error to raise where `error` means that `place` cannot be written, None where it means anything else."""
    number = error.errno if isinstance(error, OSError) else None
    text = str(error).lower()
    if number in _FULL or any(part in text for part in _FULL_TEXTS) or _is_full(place):
        return StorageError(f"{place}: no room left on the disk; make room and run again, nothing is lost")
    if number in _CLOSED or any(part in text for part in _CLOSED_TEXTS):
        return StorageError(
            f"{place} cannot be written or read; give this user the right to, or name another folder by --data"
        )
    return None


def _is_full(place: Path) -> bool:
    """Chroma says of a full disk only that something failed."""
    above = next((folder for folder in (place, *place.parents) if folder.exists()), None)
    return above is not None and shutil.disk_usage(above).free < _NEXT_TO_NOTHING_BYTES
