"""The chain of switches: which generation is live, which were before it, and why each was switched to.

Every switch is a small numbered file, `switch-000007.json`; the one with the highest number counts. A file is made
whole beside and then linked to its number, which the system lets only one writer do: of two that both saw number 6
as the last, one makes number 7, and the other is told so. Readers see the old switch or the new one, nothing between.
"""

from __future__ import annotations

import errno
import json
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from corpus.errors import DamagedIndexError, WriterBusyError

_NAME = re.compile(r"switch-(\d{6,})\.json")
_FORMER = "current.json"  # the one pointer earlier versions kept; it counts as number 0
_WITHOUT_LINKS = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}

Why = Literal["run", "rollback", "accepted"]


@dataclass(frozen=True)
class Switch:
    """One switch: the generation with the checksum of its manifest, and the ids of what a rollback took away."""

    number: int
    generation: str
    sha256: str
    at: str = ""
    why: Why = "run"
    articles: int = 0
    listings: int = 0
    passages: int = 0
    rolled_away: tuple[str, ...] = ()


class Switches:
    """The switches kept in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def last_number(self) -> int:
        """The number of the switch that counts; 0 before the first. It need not be readable."""
        return max((number for number, _ in self._files()), default=0)

    def last(self) -> Switch | None:
        """The switch that counts, None before the first. Raises DamagedIndexError when it cannot be read."""
        found = max(self._files(), default=None)
        return self._read(*found) if found is not None else None

    def all(self) -> list[Switch]:
        """The readable ones, oldest first."""
        found = []
        for number, path in sorted(self._files()):
            with suppress(DamagedIndexError):
                found.append(self._read(number, path))
        return found

    def add(self, switch: Switch) -> None:
        """Make `switch` the one that counts. Raises WriterBusyError when another writer made one since."""
        row = asdict(switch)
        content = json.dumps({"number": row.pop("number"), **row}).encode()
        try:
            write_new(self._folder / f"switch-{switch.number:06d}.json", content)
        except FileExistsError:
            pass
        else:
            if self.last_number() == switch.number:
                return
        raise WriterBusyError("another run switched the index meanwhile; this one switched nothing, run it again")

    def forget(self, kept: set[str]) -> None:
        """Remove the switches to other generations than `kept`, never the one that counts."""
        last = self.last_number()
        for number, path in list(self._files()):
            if number == last:
                continue
            try:
                keep = self._read(number, path).generation in kept
            except DamagedIndexError:
                keep = False
            if not keep:
                path.unlink(missing_ok=True)

    def _files(self) -> Iterator[tuple[int, Path]]:
        try:
            names = os.listdir(self._folder)
        except FileNotFoundError:
            return
        for name in names:
            named = _NAME.fullmatch(name)
            if named:
                yield int(named[1]), self._folder / name
            elif name == _FORMER:
                yield 0, self._folder / name

    def _read(self, number: int, path: Path) -> Switch:
        try:
            row = json.loads(path.read_bytes())
            if path.name == _FORMER:
                return Switch(0, str(row["generation"]), str(row["sha256"]))
            switch = Switch(**{**row, "rolled_away": tuple(row["rolled_away"])})
            if switch.number != number or not isinstance(switch.generation, str):
                raise ValueError("it is not what was written under this name")
            return switch
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedIndexError(f"{path}: unreadable ({error}); rebuild with `index --full`") from error


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not be there yet, whole and synced or not at all. Raises FileExistsError."""
    with _part(path, content) as part:
        try:
            os.link(part, path)
        except OSError as error:
            if error.errno not in _WITHOUT_LINKS:
                raise
            # A file system without hard links: whole still, but two writers at the very same moment are not told.
            if path.exists():
                raise FileExistsError(errno.EEXIST, "it is there already", str(path)) from None
            os.replace(part, path)
    _sync(path.parent)


def write_over(path: Path, content: bytes) -> None:
    """Write a file, replacing any, whole and synced or not at all."""
    with _part(path, content) as part:
        os.replace(part, path)
    _sync(path.parent)


@contextmanager
def _part(path: Path, content: bytes) -> Iterator[Path]:
    """A synced file with `content` beside `path`, removed at the end where it was not moved."""
    part = path.with_name(f".{path.stem}-{secrets.token_hex(4)}.part")
    part.parent.mkdir(parents=True, exist_ok=True)
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield part
    finally:
        part.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
