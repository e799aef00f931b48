"""Name directories on disk: one file for each set of listings that a generation holds, named by what it is made from.

The same listings give the same file, so that a run that changes none writes none; listings that changed give another
beside it. A file that is missing (the index was made by another version of the program) is made when it is asked for.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import structlog

from corpus.errors import DamagedIndexError
from corpus.library import Library
from index.array_file import Array, read_arrays, write_arrays
from index.list_register import RegisterFiles
from index.name_compiling import Compiler
from index.names import LoadListings, NameDirectory

_LOG = structlog.get_logger()
_READ_AT_ONCE = 1000  # listings; about 2 kB each

Listed = Sequence[tuple[str, str]]  # (id, checksum) of each listing, as a manifest has them


class NameFiles:
    """The name directories under one folder."""

    def __init__(self, folder: Path, library: Library) -> None:
        """Nothing is made before it is asked for."""
        self._folder = folder
        self._library = library

    def path(self, listings: Listed) -> Path:
        """Where the directory of these listings lies, or would."""
        digest = hashlib.sha256(_made_by())
        for key, checksum in listings:
            digest.update(f"\0{key}\0{checksum}".encode())
        return self._folder / f"{digest.hexdigest()[:24]}.names"

    def write(self, listings: Listed, *, anew: bool = False) -> None:
        """Write the directory of `listings` unless it is there, `anew` also where it is; and their register."""
        RegisterFiles(self._folder, self._library).write(listings)
        path = self.path(listings)
        if anew or not path.is_file():
            write_arrays(path, *self._compiled(listings))

    def open(self, listings: Listed, load: LoadListings) -> NameDirectory:
        """The directory of `listings`, which `load` reads by their ids. Raises DamagedIndexError for a damaged file."""
        path = self.path(listings)
        if path.is_file():
            facts, arrays = read_arrays(path)
        else:
            facts, arrays = self._compiled(listings)
            try:
                write_arrays(path, facts, arrays)
            except OSError as error:  # a data folder that only the index run may write to
                _LOG.warning("names.not_kept", path=str(path), reason=str(error))
        return NameDirectory(arrays, load, _editions(facts))

    def forget(self, kept: Iterable[Listed]) -> None:
        """Remove the directories of all other listings, and what writers that died left."""
        wanted = {self.path(listings) for listings in kept}
        for path in self._folder.glob("*.names*"):
            if path not in wanted:
                path.unlink(missing_ok=True)

    def _compiled(self, listings: Listed) -> tuple[dict[str, Any], dict[str, Array]]:
        compiler = Compiler()
        checksums = [checksum for _, checksum in listings]
        for at in range(0, len(checksums), _READ_AT_ONCE):
            part = checksums[at : at + _READ_AT_ONCE]
            held = self._library.listings(part)
            if len(held) < len(part):
                raise DamagedIndexError("the library lacks listings that the index names; run `index --full`")
            for checksum in part:
                compiler.add(held[checksum])
        editions = {name: (count, day and day.isoformat()) for name, (count, day) in compiler.editions.items()}
        return {"editions": editions}, compiler.arrays()


def _editions(facts: dict[str, Any]) -> dict[str, tuple[int, date | None]]:
    return {
        name: (count, date.fromisoformat(day) if day is not None else None)
        for name, (count, day) in facts["editions"].items()
    }


@lru_cache(maxsize=1)
def _made_by() -> bytes:
    """What a directory depends on besides its listings: the code that makes it."""
    digest = hashlib.sha256(unicodedata.unidata_version.encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if "name" in path.stem or path.stem in ("array_file", "common_words", "company_forms"):
            digest.update(path.read_bytes())
    return digest.digest()
