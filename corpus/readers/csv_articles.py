"""Tables of articles (CSV, TSV): a header with the names of the fields, then an article a row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from corpus.article import Article
from corpus.errors import InputError
from corpus.listing import Listing
from corpus.readers import contents, csv_lists, rows
from corpus.readers.contents import Skip
from corpus.readers.fields import shortened
from corpus.readers.rows import FieldMap
from corpus.readers.skipped import Skipped

_DELIMITERS = ",;\t|"
_NAMED_COLUMNS = 20

# The module's own limit of 131,072 characters is less than a long report; what bounds a cell here is the length of a
# line. The setting is the process's: no reader counts on the smaller one.
csv.field_size_limit(contents.MAX_LINE_BYTES)


def companions(path: Path) -> list[Path]:
    """What is read together with the file: an official list's other files, or a side file with names of columns."""
    known = csv_lists.known(path)
    return known.companions(path) if known else rows.companions(path)


def read(path: Path, skip: Skip) -> Iterator[Article | Listing]:
    """The articles of a table, or the designations of an official list in its published form, told by its content.

    Raises InputError, naming the columns found, where none of them holds titles or texts.
    """
    if known := csv_lists.known(path):
        yield from known.read(path, skip)
        return
    names_of = rows.field_map(path)
    first, delimiter = _header(path, names_of)
    columns = [" ".join(name.split()) for name in first]
    for line, cells in _rows(path, delimiter, skip):
        if cells == first:
            continue  # the header; files put together from several repeat it
        while len(cells) > len(columns) and not cells[-1].strip():
            cells.pop()
        if len(cells) != len(columns):
            what = f"{len(cells):,} cells under {len(columns):,} columns"
            skip(Skipped(str(path), line, f"{what}; a quotation mark or separator in a text must stand in quotes"))
            continue
        row = {name: value for name, value in zip(columns, cells, strict=True) if name}
        if found := rows.article_of(_by_known_names(row), names_of, path, line, skip):
            yield found


def _header(path: Path, names_of: FieldMap) -> tuple[list[str], str]:
    """The first row, and what separates its cells. Raises InputError where it names no titles or texts."""
    best: list[str] = []
    separator = ","
    for delimiter in "\t" if path.suffix.lower() == ".tsv" or path.stem.lower().endswith(".tsv") else _DELIMITERS:
        cells = next((cells for _, cells in _rows(path, delimiter, lambda _: None)), [])
        if len(cells) > len(best):
            best, separator = cells, delimiter
    columns = list(_by_known_names({" ".join(name.split()): "" for name in best}))
    if missing := names_of.missing_in(columns):
        named = ", ".join(repr(shortened(" ".join(name.split()), 40)) for name in best[:_NAMED_COLUMNS] if name.strip())
        more = " …" if len(best) > _NAMED_COLUMNS else ""
        wanted = names_of.path.name if names_of.path else rows.side_file(path).name
        raise InputError(
            f"no list known here, and no column for {' and '.join(missing)}; its columns are {named or 'empty'}{more}: "
            f"say in {wanted} beside it which is which",
            line=1,
        )
    return best, separator


def _by_known_names(row: dict[str, str]) -> dict[str, str]:
    """`row`, with columns that differ from a known name only in case ("Title", "PUBLISHED") also under that name."""
    lower = {name.casefold(): value for name, value in reversed(row.items())}
    known = {name: lower[name.casefold()] for names in rows.ALIASES.values() for name in names
             if name.casefold() in lower}  # fmt: skip
    return known | row


def _rows(path: Path, delimiter: str, skip: Skip) -> Iterator[tuple[int, list[str]]]:
    """(line the row begins at, its cells); what is no row, and rows that lost a line, go to `skip`."""
    taken: list[int] = []
    lost: list[int] = []

    def tell(entry: Skipped) -> None:
        if entry.line is not None:
            lost.append(entry.line)
        skip(entry)

    def texts() -> Iterator[str]:
        for number, text in contents.lines(path, tell):
            taken.append(number)
            yield text + "\n"

    # Strict: a quotation mark that does not fit is told, not taken for text up to the next one.
    reader = csv.reader(texts(), delimiter=delimiter, strict=True)
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
