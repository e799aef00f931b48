"""Tables of articles (CSV, TSV): a header with the names of the fields, then an article a row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.article import Article
from corpus.errors import InputError
from corpus.listing import Listing
from corpus.readers import csv_lists, rows, table_rows
from corpus.readers.contents import Skip
from corpus.readers.fields import shortened
from corpus.readers.rows import FieldMap
from corpus.readers.skipped import Skipped

_DELIMITERS = ",;\t|"
_NAMED_COLUMNS = 20


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
    for line, cells in table_rows.rows(path, delimiter, skip):
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
        cells = next((cells for _, cells in table_rows.rows(path, delimiter, lambda _: None)), [])
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
