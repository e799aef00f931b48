"""OFAC's lists in their CSV form: the SDN list and the consolidated list, with the files published beside them.

The main file is known by its content: 12 columns (number, name, type, programmes, title, call sign, vessel type,
tonnage, gross tonnage, flag, owner, remarks) and no header, or one that somebody added; "-0-" means empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from corpus.cleaning import one_line
from corpus.errors import InputError
from corpus.listing import Detail, Identifier, Listing, Name, NameKind
from corpus.readers import ofac_beside
from corpus.readers.contents import Skip
from corpus.readers.ofac_beside import Beside, value
from corpus.readers.ofac_entry import KINDS, OfacList, each_once, list_of, page_of
from corpus.readers.ofac_remarks import read_remarks
from corpus.readers.skipped import Skipped

_COLUMNS = 12
_CUT_AT_CHARACTERS = 1000  # the length at which the published file cuts remarks
_FULL_DATE = re.compile(r"(?<!\d)(20\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?!\d)")


def companions(path: Path) -> list[Path]:
    """The files that are read together with the list at `path`; none where it is no such list."""
    return ofac_beside.companions(path) if _is_list(path) else []


def recognises(path: Path) -> bool:
    """Whether the content of the CSV file at `path` is that of OFAC's lists or of a file beside them."""
    return _is_list(path) or ofac_beside.is_any(path)


def read(path: Path, skip: Skip) -> Iterator[Listing]:
    """The designations of a list. Raises InputError for a file that is only read beside one, and any other CSV file.

    `as_of` is the date in the file's name, where it is a full one: "2023-11" alone does not say as of which day.
    The CSV form has no dates of listing.
    """
    if not _is_list(path):
        if ofac_beside.is_any(path):
            raise InputError("alternate names alone, or addresses or comments; they are read with the list beside them")
        raise InputError("not a list known here: CSV files are read only as OFAC's lists (12 columns)")
    which = list_of(path, (name for row in ofac_beside.head(path) for name in _programmes(_cell(row, 3))))
    beside = Beside(path, skip)
    as_of = _date_in_name(path)
    seen: set[str] = set()
    cut_off = 0
    for line, row in ofac_beside.rows(path, skip):
        if line == 1 and not row[0].strip().isdigit():
            continue  # the header somebody added
        try:
            listing, is_cut = _listing(row, which, beside, as_of)
        except InputError as error:
            skip(Skipped(str(path), line, error.reason))
            continue
        if listing.id in seen:
            skip(Skipped(str(path), line, f"{listing.id} stands in the file a second time; the first entry is kept"))
            continue
        seen.add(listing.id)
        cut_off += is_cut
        yield listing
    if cut_off:
        reason = f"the remarks of {cut_off:,} entries are cut off after {_CUT_AT_CHARACTERS:,} characters"
        skip(Skipped(str(path), None, f"{reason}: put the comments file (sdn_comments.csv) of the same day beside it"))
    beside.tell_unused()


def _listing(row: list[str], which: OfacList, beside: Beside, as_of: date | None) -> tuple[Listing, bool]:
    """The entry, and whether its remarks are cut off."""
    if len(row) != _COLUMNS:
        raise InputError(f"{len(row)} columns instead of {_COLUMNS}")
    uid, name, kind, programmes, position, call_sign, vessel_type, tonnage, gross, flag, owner, _ = map(value, row)
    if not (uid.isascii() and uid.isdigit()):
        raise InputError(f"the entry's number is {uid[:20]!r}")
    if not name:
        raise InputError(f"entry {uid} has no name")
    if kind.lower() not in KINDS:
        raise InputError(f"entry {uid} is of an unknown type, {kind[:40]!r}")
    remarks, is_cut_off = _remarks(row[11], beside.comments(int(uid)))
    stated = read_remarks(remarks, is_cut_off=is_cut_off)
    names = [Name(text=name), *beside.names(int(uid))]
    names += [Name(text=weak, kind=NameKind.WEAK) for weak in stated.weak_names]
    identifiers = stated.identifiers
    if call_sign:
        identifiers = (*identifiers, Identifier(kind="Call sign", value=call_sign))
    vessel = [
        Detail(label=label, value=stated_value)
        for label, stated_value in [
            ("Vessel type", vessel_type), ("Flag", flag), ("Owner", owner), ("Tonnage", tonnage),
            ("Gross tonnage", gross),
        ]
        if stated_value
    ]  # fmt: skip
    listing = Listing(
        id=which.id_of(uid),
        list=which.name,
        names=each_once(names),
        kind=KINDS[kind.lower()],
        programmes=_programmes(programmes),
        identifiers=identifiers,
        addresses=beside.addresses(int(uid)),
        birth=stated.birth,
        nationalities=stated.nationalities,
        position=position or None,
        relations=stated.relations,
        details=(*vessel, *stated.details),
        remarks=stated.rest if stated.rest != position and stated.rest else None,
        source_url=page_of(uid),
        as_of=as_of,
    )
    return listing, is_cut_off


def _remarks(cell: str, more: str) -> tuple[str, bool]:
    """The remarks with what goes on in the comments file, maybe in the middle of a word; whether they are cut off."""
    is_full = len(cell) >= _CUT_AT_CHARACTERS
    if not more:
        return value(cell), is_full and not cell.rstrip().endswith(".")
    return one_line(f"{cell}{more}" if is_full else f"{value(cell)} {more}"), False


def _cell(row: list[str], at: int) -> str:
    return row[at] if len(row) == _COLUMNS else ""


def _programmes(cell: str) -> tuple[str, ...]:
    parts = re.split(r"\s*\]\s*\[\s*", value(cell).strip("[]"))
    return tuple(dict.fromkeys(part for part in parts if part))


def _is_list(path: Path) -> bool:
    return any(len(row) == _COLUMNS and value(row[2]).lower() in KINDS for row in ofac_beside.head(path))


def _date_in_name(path: Path) -> date | None:
    for year, month, day in _FULL_DATE.findall(path.name):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None
