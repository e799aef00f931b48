"""Swapping: what was restored takes the place of what was there, entry by entry, and a crash between is made good.

1. All that is new lies ready in a folder inside the data folder, which may be a volume that cannot itself be renamed.
2. A journal names what goes out and what comes in; it is written whole.
3. Every entry is moved: the old into a folder beside, the new to its place. Whoever starts the program after a crash
   goes on from the journal.
4. The journal is removed; then the old is.
"""

from __future__ import annotations

import fcntl
import fnmatch
import json
import os
import shutil
from contextlib import suppress
from pathlib import Path

from bot.backup.manifest import BackupError
from index.shelf import write_over

JOURNAL = "restore.json"
STAGED, BESIDE = ".restoring", ".before-restore"
# What the program writes, but for its locks and the exported models, which any index can use. Other files stay.
OURS = (
    "library.sqlite*", "telegram.sqlite*", "spending.sqlite*", "generations", "chroma", "keywords-*", "names",
    "mentions", "pages", "uploads", "runs.jsonl", "telegram.alive",
)  # fmt: skip


def ours(data: Path) -> list[str]:
    """The entries of a data folder that the program keeps things in."""
    with suppress(FileNotFoundError):
        return sorted(name for name in os.listdir(data) if any(fnmatch.fnmatchcase(name, one) for one in OURS))
    return []


def swap(data: Path) -> None:
    """Put what lies in the folder STAGED of `data` in the place of what is there. Raises OSError."""
    out, new = ours(data), sorted(os.listdir(data / STAGED))
    shutil.rmtree(data / BESIDE, ignore_errors=True)
    os.sync()  # what is new is on the disk before what was there goes
    write_over(data / JOURNAL, json.dumps({"out": out, "in": new}).encode())
    finish(data)


def finish(data: Path) -> bool:
    """Go on with a swap that a crash cut off; False when there was none. Raises BackupError when it cannot be read."""
    journal = data / JOURNAL
    try:
        file = journal.open("rb")
    except OSError:
        return False
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if not journal.exists():
            return False  # another process was first
        try:
            row = json.loads(file.read())
            out, new = list(row["out"]), list(row["in"])
        except (ValueError, KeyError, TypeError) as error:
            raise BackupError(f"{journal} is damaged ({error}); {BESIDE} beside it holds what was there") from None
        beside = data / BESIDE
        beside.mkdir(exist_ok=True)
        for name in out:
            if (data / name).exists() and not (beside / name).exists():
                (data / name).rename(beside / name)
        for name in new:
            if (data / STAGED / name).exists():
                (data / STAGED / name).rename(data / name)
        shutil.rmtree(data / STAGED, ignore_errors=True)
        journal.unlink()
    shutil.rmtree(beside, ignore_errors=True)
    return True
