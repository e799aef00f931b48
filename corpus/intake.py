"""Taking in what a source gives, under a guard: a run that would lose much of a source holds its losses back.

What a file adds or changes is stored at once. What would take articles or listings away is withheld until the
source is read to its end; then all of it is done, or none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus import readers
from corpus.library import Intake, Library

READER_VERSION = "3"  # a change of readers or cleaning reads every file again
# A run may take this many items from a source, or this share of them, without asking. A newsroom's folder seldom
# loses more between two runs; an unmounted disk or a list cut off in transit loses most.
FEW_ITEMS = 5
GREAT_SHARE = 1 / 3


@dataclass(frozen=True)
class HeldBack:
    """Removals that were not done: `removed` of the `of` articles and listings that `source` has."""

    source: str
    removed: int
    of: int


def checksum_of(path: Path) -> str:
    """Over everything that decides what reading `path` gives: the readers' version, ":", 64 hex digits of its content.

    Raises OSError.
    """
    digest = hashlib.sha256()
    for part in [path, *readers.companions(path)]:
        with part.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return f"{READER_VERSION}:{digest.hexdigest()}"


class Guard:
    """The intake of one source in one run; `finish` ends it."""

    def __init__(
        self,
        library: Library,
        source: str,
        *,
        gone: Iterable[str] = (),
        changing: Iterable[str] = (),
        allow_removals: bool = False,
        dry_run: bool = False,
    ) -> None:
        """`gone` are the paths that are there no more, `changing` those that will be taken in anew."""
        self._library = library
        self._source = source
        self._gone = sorted(gone)
        self._changing = {*self._gone, *changing}
        self._allow_removals = allow_removals
        self._dry_run = dry_run
        self._before: int | None = None
        self._lost = library.keys_of(self._gone) if self._gone else set()
        if self._lost:
            self._count()
        self._given: set[str] = set()
        self._withheld: list[Intake] = []

    def take(self, intake: Intake) -> None:
        """Store `intake` now, or at the end where it takes something away or takes it over from another file."""
        new = {content.id for content in intake.contents}
        lost = self._library.losses(intake) if intake.path in self._changing else set()
        self._given |= new
        if lost:
            self._count()
            self._lost |= lost
        if lost or self._moved_here(intake.path, new):
            self._withheld.append(intake)
        elif not self._dry_run:
            self._library.store_file(
                self._source, intake.path, intake.checksum, intake.contents, intake.skipped, intake.entry
            )

    def finish(self) -> HeldBack | None:
        """Do what was withheld; or, where too much would be lost, leave it and say so."""
        lost = len(self._lost - self._given)
        of = self._before or 0
        if lost > FEW_ITEMS and lost > of * GREAT_SHARE and not self._allow_removals:
            return HeldBack(self._source, lost, of)
        if (self._gone or self._withheld) and not self._dry_run:
            self._library.replace_files(self._source, self._gone, self._withheld)
        return None

    @property
    def losing(self) -> set[str]:
        """The ids that this run takes away."""
        return self._lost - self._given

    def _count(self) -> None:
        """Note how much the source held before anything of it was changed by a loss."""
        if self._before is None:
            self._before = self._library.count(self._source)

    def _moved_here(self, path: str, keys: set[str]) -> bool:
        """Whether another file of this source holds one of `keys` still, and is itself gone or about to change."""
        if not self._changing or not keys:
            return False
        return any(place != path and place in self._changing for place in self._library.places_of(keys).values())
