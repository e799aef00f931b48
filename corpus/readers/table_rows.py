"""The rows of a table (CSV, TSV), each with the line it begins at."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from corpus.readers import contents
from corpus.readers.contents import Skip
from corpus.readers.skipped import Skipped

# The module's own limit of 131,072 characters is less than a long report; what bounds a cell here is the length of a
# line. The setting is the process's: no reader counts on the smaller one.
csv.field_size_limit(contents.MAX_LINE_BYTES)


def rows(
    path: Path, delimiter: str, skip: Skip, *, strict: bool = True, fallback: str | None = None
) -> Iterator[tuple[int, list[str]]]:
    """(line the row begins at, its cells); what is no row, and rows that lost a line, go to `skip`.

    With `strict` a quotation mark that does not fit is told, not taken for text up to the next one. `fallback` is the
    encoding of lines that are not UTF-8.
    """
    taken: list[int] = []
    lost: list[int] = []

    def tell(entry: Skipped) -> None:
        if entry.line is not None:
            lost.append(entry.line)
        skip(entry)

    def texts() -> Iterator[str]:
        for number, text in contents.lines(path, tell, fallback):
            taken.append(number)
            yield text + "\n"

    reader = csv.reader(texts(), delimiter=delimiter, strict=strict)
    while True:
        taken.clear()
        lost.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            skip(Skipped(str(path), taken[0] if taken else None, f"not a CSV row ({error})"))
            continue
        if any(taken[0] < line < taken[-1] for line in lost):
            skip(Skipped(str(path), taken[0], "the row lost a line that is no text"))
        elif any(cell.strip() for cell in cells):
            yield taken[0], cells
