"""Backup: everything kept goes into one archive, while the bot answers and index runs go on.

1. The live generation is noted first, then the library is read as it is at one moment: what a generation needs of the
   library is there before it goes live, and stays while it is kept.
2. The vectors of its passages are read; of other generations only those go in of which nothing lacks by then.
3. Each database is read in one transaction, so that it is of one moment by itself.
Should so many runs end meanwhile that the generation of step 1 is cleared away, all begins anew.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict

from bot.backup import rows
from bot.backup.archive import ArchiveWriter, blocks_of, writing
from bot.backup.manifest import BackupError, BackupManifest
from bot.backup.tables import KEPT, KEPT_LIBRARY, Kept
from bot.places import home_of
from bot.settings import Settings
from corpus.database import Database
from corpus.errors import DamagedIndexError
from index import portable
from index.home import Home

TRIES = 3
RUNS_NAME = "runs.jsonl"
FOLDERS = ("pages", "uploads")  # of files that are kept as they came
VECTORS, ROWS, SHELF = "vectors.npy", "passages.jsonl", "shelf"


class BackupReport(BaseModel):
    """What a backup holds. `counts` are rows by table, and vectors, manifests and files."""

    model_config = ConfigDict(frozen=True)

    file: str
    bytes: int
    made_at: datetime
    generation: str | None
    counts: dict[str, int]


def back_up(settings: Settings, file: Path) -> BackupReport:
    """Write an archive to `file`, replacing any. Blocks.

    Raises BackupError when there is nothing to keep, DamagedIndexError when the live generation is not whole, and
    what databases and disks raise.
    """
    home = home_of(settings)
    try:
        if home.database is None and not any(kept.is_there(settings) for kept in KEPT):
            raise BackupError(f"{settings.data} holds nothing to back up: name the right folder by --data")
        for tried in range(1, TRIES + 1):
            try:
                with writing(file) as archive:
                    manifest = _write(settings, home, archive)
                break
            except DamagedIndexError:
                if tried == TRIES:
                    raise
    finally:
        home.close()
    return BackupReport(
        file=str(file),
        bytes=file.stat().st_size,
        made_at=manifest.made_at,
        generation=manifest.generation,
        counts=manifest.counts,
    )


def _write(settings: Settings, home: Home, archive: ArchiveWriter) -> BackupManifest:
    made_at = datetime.now(UTC)
    counts: dict[str, int] = {}
    schemas: dict[str, str] = {}
    held = portable.kept(home)
    versions: set[str] = set()
    for kept in KEPT:
        if kept.is_there(settings):
            note = versions.add if kept is KEPT_LIBRARY else None
            schemas |= _write_tables(settings, kept, archive, counts, note)
    if held is not None:
        held = held.within(versions, portable.held_vectors(home, held))
        counts["vectors"] = _write_vectors(home, held, archive)
        counts["generations"] = len(held.ids)
        for name, content in portable.shelf_files(home, held):
            archive.add(f"{SHELF}/{name}", [content])
    for folder in FOLDERS:
        counts[folder] = _write_files(home.folder, folder, archive)
    if home.runs.is_file():
        archive.add(RUNS_NAME, blocks_of(home.runs))
    return archive.close(
        BackupManifest(
            program=version("sanctions-bot"),
            made_at=made_at,
            data_folder=str(settings.data.resolve()),
            schemas=schemas,
            generation=held.live.id if held is not None else None,
            fingerprint=held.live.fingerprint if held is not None else None,
            counts=counts,
        )
    )


def _write_tables(
    settings: Settings, kept: Kept, archive: ArchiveWriter, counts: dict[str, int], note: Any
) -> dict[str, str]:
    """All tables of one database; `note` is told the checksum of each version."""
    with closing(Database(kept.place(settings), BackupError, private=True)) as database:
        if kept.schema is not None:
            database.prepare(kept.schema)
        with database.snapshot() as db:
            for table in kept.tables.sorted_tables:
                seen = 0

                def noted(row: Any, of: str = table.name) -> None:
                    nonlocal seen
                    seen += 1
                    if note is not None and of == "versions":
                        note(row["checksum"])

                archive.add(f"tables/{kept.name}/{table.name}.jsonl", rows.written(db, table, noted))
                counts[table.name] = seen
    return {kept.name: kept.schema.head} if kept.schema is not None else {}


def _write_vectors(home: Home, held: portable.Kept, archive: ArchiveWriter) -> int:
    """Which passages there are, and their vectors in the same order, as numpy writes an array."""
    passages = sorted(held.passages.items())
    archive.add(ROWS, (json.dumps([key, article]).encode() + b"\n" for key, article in passages))
    ids = [key for key, _ in passages]
    archive.add(VECTORS, _array(portable.read_vectors(home, held.live.fingerprint, ids), len(ids)), compress=False)
    return len(ids)


def _array(blocks: Iterator[np.ndarray[Any, Any]], count: int) -> Iterator[bytes]:
    begun = False
    for block in blocks:
        if not begun:
            header = io.BytesIO()
            shape = {"descr": "<f4", "fortran_order": False, "shape": (count, block.shape[1])}
            np.lib.format.write_array_header_1_0(header, shape)
            yield header.getvalue()
            begun = True
        yield np.ascontiguousarray(block, "<f4").tobytes()


def _write_files(data: Path, folder: str, archive: ArchiveWriter) -> int:
    count = 0
    for path in sorted((data / folder).rglob("*")):
        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
            archive.add(path.relative_to(data).as_posix(), blocks_of(path), compress=path.suffix != ".gz")
            count += 1
    return count
