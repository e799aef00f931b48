"""The United Kingdom's lists in CSV: the UK Sanctions List, and OFSI's consolidated list, which ended in January 2026.

A row is one name of an entry, and repeats what else the entry has; the rows of an entry need not stand together.
Both have a line with their date above the header.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.cleaning import one_line
from corpus.errors import InputError
from corpus.listing import Listing
from corpus.readers import list_table
from corpus.readers.contents import Skip
from corpus.readers.draft import Draft, day_first
from corpus.readers.skipped import Skipped
from corpus.readers.uk_entry import ALIASES, FIELDS, LIST, OFSI_LIST, kind_of, take
from corpus.readers.unread import Unread

# Entries are kept in memory until the last row; the lists have 6,000, in 20,000 rows.
MAX_ENTRIES = 200_000


@dataclass(frozen=True)
class _Form:
    """One of the two lists: the columns it is told by, where its entries' numbers stand, and what to call it."""

    needed: frozenset[str]
    number: str
    prefix: str
    list: str


_FORMS = (
    _Form(frozenset({"uniqueid", "regimename", "name6", "nametype"}), "uniqueid", "uk", LIST),
    _Form(frozenset({"groupid", "name6", "grouptype", "regime"}), "groupid", "uk-ofsi", OFSI_LIST),
)
_KNOWN = FIELDS | ALIASES.keys()


def recognises(path: Path) -> bool:
    """Whether `path` has the columns of one of the lists."""
    return _form(path) is not None


def companions(path: Path) -> list[Path]:
    """None: each list is one file."""
    return []


def read(path: Path, skip: Skip) -> Iterator[Listing]:
    """The designations, in the order of their first rows; `as_of` is the date above the header."""
    found = _form(path)
    if found is None:
        raise InputError("neither the columns of the UK Sanctions List nor of OFSI's")
    form, head = found
    as_of = _date_above(head)
    unread = Unread()
    drafts: dict[str, tuple[int, Draft]] = {}
    for line, row in list_table.rows(path, head, _KNOWN, skip, unread):
        number = one_line(row.get(form.number, ""))
        part = {ALIASES.get(field, field): value for field, value in row.items()}
        try:
            if not number:
                raise InputError(f"a row without a number of its entry ({form.number})")
            kind = kind_of(part.get("individualentityship", ""))
            if number not in drafts:
                drafts[number] = (line, Draft(f"{form.prefix}:{number}", form.list, kind))
            draft = drafts[number][1]
            if draft.kind is not kind:
                raise InputError(f"a row says {kind.value} of {draft.id}, which is {draft.kind.value} above")
            take(draft, part)
        except InputError as error:
            skip(Skipped(str(path), line, error.reason))
        if len(drafts) > MAX_ENTRIES:
            raise InputError(f"more than {MAX_ENTRIES:,} entries, which the list never had", line=line)
    for line, draft in drafts.values():
        draft.as_of = as_of
        draft.tell(path, line, skip)
        try:
            yield draft.listing()
        except InputError as error:
            skip(Skipped(str(path), line, error.reason))
    unread.tell(path, skip)


def _form(path: Path) -> tuple[_Form, list_table.Header] | None:
    for form in _FORMS:
        if head := list_table.header(path, form.needed):
            return form, head
    return None


def _date_above(head: list_table.Header) -> date | None:
    """The date in "Report Date: 08-Oct-2026" or "Last Updated 03/06/2026"."""
    words = (word.strip(" :,") for line in head.above for word in line.split())
    return next((found for word in words if (found := day_first(word))), None)
