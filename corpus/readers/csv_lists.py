"""Official lists published as tables (CSV), each told by its content.

A further list is one reader with the functions of `CsvList`, and one line in `LISTS`. What none of them recognises
is a table of articles, see `csv_articles`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from corpus.listing import Listing
from corpus.readers import eu_csv, ofac, opensanctions_csv, uk_csv
from corpus.readers.contents import Skip


class CsvList(Protocol):
    """A module that reads one list in its CSV form."""

    def recognises(self, path: Path) -> bool:
        """Whether the content is that of the list, or of a file that is only read together with it."""

    def read(self, path: Path, skip: Skip) -> Iterator[Listing]:
        """The designations; what is left out or in doubt goes to `skip`. May raise InputError."""

    def companions(self, path: Path) -> list[Path]:
        """The files beside `path` that are read together with it; none where it is not the list itself."""


LISTS: tuple[CsvList, ...] = (ofac, eu_csv, uk_csv, opensanctions_csv)


def known(path: Path) -> CsvList | None:
    """The reader of the list at `path`, or None where it is no list known here."""
    return next((one for one in LISTS if one.recognises(path)), None)
