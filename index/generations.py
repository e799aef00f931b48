"""Generations: which passages are live. A manifest is written whole, then one atomic write makes it the current one.

1. New passages go to Chroma and Tantivy; nobody sees them, since no manifest names them.
2. The manifest of the new generation is written beside the old and synced.
3. `current.json` (the manifest's name and checksum) is replaced by one rename: this is the switch.
4. Passages that no kept generation names are removed.
A crash before 3 leaves the old generation, after 3 the new one. One writer at a time holds `writer.lock`; the
operating system lets it go when the writer dies.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from corpus.errors import DamagedIndexError, WriterBusyError

KEPT_GENERATIONS = 3


@dataclass(frozen=True)
class LiveArticle:
    """One article of a generation: the version's checksum and its passages' (id, start, end)."""

    id: str
    checksum: str
    passages: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Manifest:
    """All that is live in one generation."""

    id: str
    made_at: str
    fingerprint: str
    model: str
    articles: tuple[LiveArticle, ...] = ()
    listings: tuple[tuple[str, str], ...] = ()  # (id, checksum)
    duplicates: tuple[tuple[str, str], ...] = ()  # (id left out, id kept)
    parent: str | None = field(default=None)

    @cached_property
    def passages(self) -> dict[str, tuple[LiveArticle, int, int]]:
        """Passage id -> (article, start, end)."""
        return {key: (article, start, end) for article in self.articles for key, start, end in article.passages}

    @property
    def checksums(self) -> set[str]:
        """The versions the generation needs from the library."""
        return {article.checksum for article in self.articles} | {checksum for _, checksum in self.listings}


class Generations:
    """The manifests under one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._current = folder / "current.json"

    def current_id(self) -> str | None:
        """The id of the live generation, or None before the first."""
        return self._pointer()[0] if self._current.is_file() else None

    def current(self) -> Manifest | None:
        """The live generation. Raises DamagedIndexError when its manifest is not what was switched to."""
        return self._read(*self._pointer()) if self._current.is_file() else None

    def ids(self) -> list[str]:
        """Kept generations, oldest first."""
        return sorted(path.stem for path in self._folder.glob("g*.json"))

    def read(self, generation: str) -> Manifest:
        """A kept generation by id."""
        return self._read(generation, None)

    def _pointer(self) -> tuple[str, str]:
        try:
            pointer = json.loads(self._current.read_text())
            return str(pointer["generation"]), str(pointer["sha256"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedIndexError(f"{self._current}: unreadable ({error}); rebuild with `index --full`") from error

    def _read(self, generation: str, expected: str | None) -> Manifest:
        path = self._folder / f"{generation}.json"
        try:
            content = path.read_bytes()
            if expected is not None and hashlib.sha256(content).hexdigest() != expected:
                raise ValueError("its checksum is not the one that was switched to")
            row = json.loads(content)
            row["articles"] = tuple(
                LiveArticle(key, checksum, tuple((p, s, e) for p, s, e in passages))
                for key, checksum, passages in row["articles"]
            )
            row["listings"] = tuple((key, checksum) for key, checksum in row["listings"])
            row["duplicates"] = tuple((left, kept) for left, kept in row["duplicates"])
            return Manifest(**row)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedIndexError(f"{path}: damaged manifest ({error}); `index --full` rebuilds it") from error

    def new_id(self) -> str:
        """An id later than every kept one."""
        last = max((int(key[1:7]) for key in self.ids()), default=0)
        return f"g{last + 1:06d}"

    def switch(self, manifest: Manifest) -> None:
        """Write `manifest` and make it the live generation, atomically."""
        row = {
            "id": manifest.id,
            "made_at": manifest.made_at,
            "fingerprint": manifest.fingerprint,
            "model": manifest.model,
            "articles": [[a.id, a.checksum, a.passages] for a in manifest.articles],
            "listings": manifest.listings,
            "duplicates": manifest.duplicates,
            "parent": manifest.parent,
        }
        content = json.dumps(row, separators=(",", ":")).encode()
        self._folder.mkdir(parents=True, exist_ok=True)
        _write_atomically(self._folder / f"{manifest.id}.json", content)
        self._point(manifest.id, content)

    def roll_back(self) -> Manifest:
        """Make the generation before the live one live again. Raises DamagedIndexError when there is none."""
        current = self.current_id()
        earlier = [key for key in self.ids() if current is not None and key < current]
        if not earlier:
            raise DamagedIndexError("there is no earlier generation to go back to")
        manifest = self.read(earlier[-1])
        self._point(manifest.id, (self._folder / f"{manifest.id}.json").read_bytes())
        return manifest

    def _point(self, generation: str, content: bytes) -> None:
        pointer = {"generation": generation, "sha256": hashlib.sha256(content).hexdigest()}
        _write_atomically(self._current, json.dumps(pointer).encode())

    def forget_old(self) -> list[Manifest]:
        """Remove manifests beyond the kept ones; returns those kept."""
        current = self.current_id()
        kept = self.ids()[-KEPT_GENERATIONS:]
        if current is not None and current not in kept:
            kept.append(current)
        for key in self.ids():
            if key not in kept:
                (self._folder / f"{key}.json").unlink()
        manifests = []
        for key in kept:
            try:
                manifests.append(self.read(key))
            except DamagedIndexError:
                if key == current:
                    raise
                (self._folder / f"{key}.json").unlink(missing_ok=True)
        return manifests


@contextmanager
def writer_lock(path: Path) -> Iterator[None]:
    """Hold the right to change the index. Raises WriterBusyError, naming the owner, when another process has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            owner = os.pread(descriptor, 500, 0).decode(errors="replace") or "another process"
            raise WriterBusyError(f"an index run is under way already ({owner})") from None
        owner = f"process {os.getpid()} on {socket.gethostname()} since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, owner.encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _write_atomically(path: Path, content: bytes) -> None:
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
