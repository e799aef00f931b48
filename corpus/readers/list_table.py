"""Official lists published as tables: columns found by name, wherever the header stands and however it is spelled."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.readers import contents, table_rows
from corpus.readers.contents import Skip
from corpus.readers.skipped import Skipped
from corpus.readers.unread import Unread

_HEAD_BYTES = 64 << 10
_LATEST_HEADER = 5  # some lists have a line or two above it, with their date
_DELIMITERS = ",;\t|"
_WINDOWS = "cp1252"


@dataclass(frozen=True)
class Header:
    """The names of the columns as they stand in the file, what separates cells, and the rows above the names."""

    columns: tuple[str, ...]
    delimiter: str
    above: tuple[str, ...] = ()


def squeezed(name: str) -> str:
    """A column's name without what spellings of it differ in: "Nationality(/ies)" is "nationalityies"."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def header(path: Path, needed: Collection[str]) -> Header | None:
    """The header among the first rows of `path` that has all of the `needed` columns (squeezed), or None.

    Lists come with commas or semicolons; copies of them with any delimiter.
    """
    data = contents.head(path, _HEAD_BYTES)
    if b"\0" in data:
        return None
    lines = data.decode("utf-8-sig", "replace").splitlines()[: _LATEST_HEADER * 2]
    return next((found for delimiter in _DELIMITERS if (found := _header(lines, delimiter, needed))), None)


def rows(
    path: Path, head: Header, known: Collection[str], skip: Skip, unread: Unread
) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, cells that are not empty by squeezed column) of every row below the header.

    Of a column that comes twice the first filled cell counts. Values in columns that are not `known` go to `unread`.
    Lines that are not UTF-8 are read as Windows text.
    """
    columns = [squeezed(name) for name in head.columns]
    is_below = False
    for line, cells in table_rows.rows(path, head.delimiter, skip, strict=False, fallback=_WINDOWS):
        if [" ".join(cell.split()) for cell in cells] == list(head.columns):
            is_below = True  # files put together from several repeat it
            continue
        if not is_below:
            continue
        while len(cells) > len(columns) and not cells[-1].strip():
            cells.pop()
        if len(cells) != len(columns):
            reason = f"{len(cells):,} cells under {len(columns):,} columns; was the file cut off or edited?"
            if ends := sum(cell.count("\n") for cell in cells):
                reason += f" It runs on to line {line + ends:,}: look for a quotation mark too many"
            skip(Skipped(str(path), line, reason))
            continue
        row: dict[str, str] = {}
        for name, column, cell in zip(head.columns, columns, cells, strict=True):
            if not cell.strip():
                continue
            if column in known:
                row.setdefault(column, cell.strip())
            else:
                unread.note(f"column {name!r}")
        yield line, row


def _header(lines: list[str], delimiter: str, needed: Collection[str]) -> Header | None:
    above: list[str] = []
    try:
        for cells in csv.reader(lines, delimiter=delimiter):
            if set(needed) <= {squeezed(cell) for cell in cells}:
                return Header(tuple(" ".join(cell.split()) for cell in cells), delimiter, tuple(above))
            above.append(" ".join(cell for cell in cells if cell.strip()))
            if len(above) > _LATEST_HEADER:
                break
    except csv.Error:
        pass
    return None
