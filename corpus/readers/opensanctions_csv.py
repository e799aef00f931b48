"""OpenSanctions' simple table (targets.simple.csv): an entity a row, several values of a cell parted by ";".

The table does not tell topics: a row is a listing when it names a sanction or a programme. Everybody else in it, such
as politicians, is counted and left out.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from corpus.cleaning import one_line
from corpus.errors import InputError
from corpus.listing import EntityKind, Listing, NameKind
from corpus.readers import contents, list_table
from corpus.readers.contents import Skip
from corpus.readers.dates import read_date
from corpus.readers.draft import Draft
from corpus.readers.fields import shortened
from corpus.readers.ftm_entity import KINDS, country
from corpus.readers.opensanctions import METADATA, list_name, page_of, title_beside
from corpus.readers.skipped import Skipped
from corpus.readers.unread import Unread

_NEEDED = {"id", "schema", "name", "aliases", "sanctions"}
_KNOWN = _NEEDED | {"birthdate", "countries", "addresses", "identifiers", "phones", "emails", "programids", "dataset",
                    "firstseen", "lastseen", "lastchange"}  # fmt: skip


def recognises(path: Path) -> bool:
    """Whether `path` has the columns of the table."""
    return list_table.header(path, _NEEDED) is not None


def companions(path: Path) -> list[Path]:
    """The description of the dataset beside the table, which tells its title."""
    beside = path.with_name(METADATA)
    return [beside] if contents.is_there(beside) and recognises(path) else []


def read(path: Path, skip: Skip) -> Iterator[Listing]:
    """The designations of the table; `as_of` is the last day on which an entity of it was seen."""
    head = list_table.header(path, _NEEDED)
    if head is None:
        raise InputError("no columns id, schema, name, aliases and sanctions")
    as_of, name = _edition(path, head)
    unread = Unread()
    others = 0
    seen: set[str] = set()
    for line, row in list_table.rows(path, head, _KNOWN, skip, unread):
        entity_id = one_line(row.get("id", ""))
        if not entity_id or entity_id in seen:
            what = f"the entity {shortened(entity_id, 60)} a second time; the first is kept" if entity_id else "no id"
            skip(Skipped(str(path), line, what))
            continue
        if not ("sanctions" in row or "programids" in row):
            others += 1
            continue
        seen.add(entity_id)
        try:
            draft = _draft(entity_id, row, name, as_of)
            draft.tell(path, line, skip)
            yield draft.listing()
        except InputError as error:
            skip(Skipped(str(path), line, error.reason))
    if others:
        skip(Skipped(str(path), None, f"{others:,} entities name neither sanction nor programme and are left out"))
    unread.tell(path, skip)


def _draft(entity_id: str, row: dict[str, str], list_title: str, as_of: date | None) -> Draft:
    draft = Draft(f"opensanctions:{entity_id}", list_title, KINDS.get(row.get("schema", ""), EntityKind.ENTITY))
    draft.as_of = as_of
    draft.source_url(page_of(entity_id) or "")
    draft.name(row.get("name", ""), NameKind.PRIMARY)
    for alias in _values(row, "aliases"):
        draft.name(alias)
    for programme in _values(row, "programids") or _values(row, "sanctions"):
        draft.programme(programme)
    for number in _values(row, "identifiers"):
        draft.identifier("Identifier", number)
    for born in _values(row, "birthdate"):
        draft.birth(born)
    for place in _values(row, "addresses"):
        draft.address(place)
    for code in _values(row, "countries"):
        draft.detail("Country", country(code))
    for label, column in [("Sanction", "sanctions"), ("Phone", "phones"), ("E-mail", "emails"),
                          ("Dataset", "dataset")]:  # fmt: skip
        for value in _values(row, column):
            draft.detail(label, value)
    return draft


def _values(row: dict[str, str], column: str) -> list[str]:
    cell = row.get(column, "")
    try:
        found = next(csv.reader([cell.replace("\n", " ")], delimiter=";"), [])
    except csv.Error:
        found = cell.split(";")
    return [value.strip() for value in found if value.strip()]


def _edition(path: Path, head: list_table.Header) -> tuple[date | None, str]:
    """The day of the export, and the name of the list."""
    last = ""
    datasets: set[str] | None = None
    for _, row in list_table.rows(path, head, _KNOWN, lambda _: None, Unread()):
        last = max(last, row.get("lastseen", ""))
        of_row = set(_values(row, "dataset"))
        datasets = of_row if datasets is None else datasets & of_row
    return read_date(last[:10]), list_name(title_beside(path), datasets or set())
