"""OFAC's list of Specially Designated Nationals in its CSV form, with the alternate names file beside it.

The files are known by their content: the main file has 12 columns (number, name, type, programmes, title, call
sign, vessel type, tonnage, gross tonnage, flag, owner, remarks) and no header, or one that somebody added;
"-0-" means empty. The alternate names have 5 columns (number, number of the name, aka/fka/nka, name, remarks).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from corpus.cleaning import one_line
from corpus.errors import InputError
from corpus.listing import EntityKind, Identifier, Listing, Name, NameKind
from corpus.readers import contents
from corpus.readers.contents import Skip
from corpus.readers.ofac_remarks import read_remarks
from corpus.readers.skipped import Skipped

LIST = "OFAC SDN"
_DETAILS = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id="
_COLUMNS = 12
_ALTERNATE_COLUMNS = 5
_KINDS = {"": EntityKind.ENTITY} | {kind.value: kind for kind in EntityKind} | {"individual": EntityKind.PERSON}
_ALTERNATE_KINDS = {"aka", "fka", "nka"}
_FULL_DATE = re.compile(r"(?<!\d)(20\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?!\d)")
_ROWS_LOOKED_AT = 5
_END_OF_FILE = "\x1a"  # what OFAC's files end with


def companions(path: Path) -> list[Path]:
    """The alternate names files beside the list at `path`, by name and content; none where it is no such list.

    A file belongs to the list when, apart from "alt", its name has no word the list's name does not have:
    `alt.csv` or `ofac_alt.csv` to `ofac_sdn_2023-11.csv`, but not `cons_alt.csv`.
    """
    if not _is_list(path):
        return []
    words = _name_words(path)
    found = []
    for other in contents.beside(path):
        if other == path or not re.search(r"\.csv(\.gz)?$", other.name, re.IGNORECASE) or other.name.startswith("."):
            continue
        its_words = _name_words(other)
        if "alt" in its_words and its_words - {"alt"} <= words and _is_alternate_names(other):
            found.append(other)
    return found


def recognises(path: Path) -> bool:
    """Whether the content of the CSV file at `path` is that of OFAC's list or of its alternate names."""
    return _is_list(path) or _is_alternate_names(path)


def read(path: Path, skip: Skip) -> Iterator[Listing]:
    """The designations of an SDN list. Raises InputError for its alternate names alone, and any other CSV file.

    `as_of` is the date in the file's name, where it is a full one: "2023-11" alone does not say as of which day.
    """
    if not _is_list(path):
        if _is_alternate_names(path):
            raise InputError("alternate names alone; they are read with the SDN list when it lies beside them")
        raise InputError("not a list known here: CSV files are read only as OFAC's SDN list (12 columns)")
    alternates = _Alternates()
    for beside in companions(path):
        alternates.read(beside, skip)
    as_of = _date_in_name(path)
    for line, row in _rows(path, skip):
        if line == 1 and not row[0].strip().isdigit():
            continue  # the header somebody added
        if row == [_END_OF_FILE] or row[0] == _END_OF_FILE:
            continue
        try:
            yield _listing(row, alternates, as_of)
        except InputError as error:
            skip(Skipped(str(path), line, error.reason))
    alternates.tell_unused(skip)


class _Alternates:
    """Alternate names by the number of their entry."""

    def __init__(self) -> None:
        self._names: dict[int, list[Name]] = {}
        self._path: Path | None = None

    def read(self, path: Path, skip: Skip) -> None:
        """Add the names in `path`; a damaged file gives what can be read."""
        self._path = path
        try:
            for line, row in _rows(path, skip):
                if row[0] == _END_OF_FILE or (line == 1 and not row[0].strip().isdigit()):
                    continue
                name = _value(row[3]) if len(row) == _ALTERNATE_COLUMNS else ""
                if not (name and row[0].strip().isdigit()):
                    reason = "not an alternate name: entry, number, kind, name, remarks"
                    skip(Skipped(str(path), line, reason))
                    continue
                kind = NameKind.WEAK if "weak" in row[2].lower() or "weak" in row[4].lower() else NameKind.ALIAS
                self._names.setdefault(int(row[0]), []).append(Name(text=name, kind=kind))
        except InputError as error:
            skip(Skipped(str(path), error.line, error.reason))

    def take(self, uid: int) -> list[Name]:
        """The names of entry `uid`, each entry once."""
        return self._names.pop(uid, [])

    def tell_unused(self, skip: Skip) -> None:
        """Say how many names belong to entries the list does not hold: the files are of two editions."""
        count = sum(len(names) for names in self._names.values())
        if count and self._path is not None:
            reason = f"{count:,} names belong to {len(self._names):,} entries that are not in the list beside it"
            skip(Skipped(str(self._path), None, f"{reason}: fetch both files of the same day"))


def _listing(row: list[str], alternates: _Alternates, as_of: date | None) -> Listing:
    if len(row) != _COLUMNS:
        raise InputError(f"{len(row)} columns instead of {_COLUMNS}")
    uid, name, kind, programmes, position, call_sign, vessel_type, tonnage, gross, flag, owner, remarks = map(
        _value, row
    )
    if not (uid.isascii() and uid.isdigit()):
        raise InputError(f"the entry's number is {uid[:20]!r}")
    if not name:
        raise InputError(f"entry {uid} has no name")
    if kind.lower() not in _KINDS:
        raise InputError(f"entry {uid} is of an unknown type, {kind[:40]!r}")
    stated = read_remarks(remarks)
    names = [Name(text=name), *alternates.take(int(uid))]
    names += [Name(text=weak, kind=NameKind.WEAK) for weak in stated.weak_names]
    identifiers = stated.identifiers
    if call_sign:
        identifiers = (*identifiers, Identifier(kind="Call sign", value=call_sign))
    vessel = [
        f"{label} {value}"
        for label, value in [
            ("Vessel type", vessel_type), ("Flag", flag), ("Owner", owner), ("Tonnage", tonnage),
            ("Gross tonnage", gross),
        ]
        if value
    ]  # fmt: skip
    return Listing(
        id=f"ofac-sdn:{int(uid)}",
        list=LIST,
        names=_each_once(names),
        kind=_KINDS[kind.lower()],
        programmes=tuple(dict.fromkeys(part for part in re.split(r"\s*\]\s*\[\s*", programmes.strip("[]")) if part)),
        identifiers=identifiers,
        birth=stated.birth,
        nationalities=stated.nationalities,
        position=position or None,
        remarks="; ".join([*vessel, *([remarks] if remarks else [])]) or None,
        source_url=f"{_DETAILS}{int(uid)}",
        as_of=as_of,
    )


def _each_once(names: list[Name]) -> tuple[Name, ...]:
    by_text: dict[str, Name] = {}
    for name in names:
        by_text.setdefault(name.text, name)
    return tuple(by_text.values())


def _value(cell: str) -> str:
    cell = one_line(cell)
    return "" if cell == "-0-" else cell


def _rows(path: Path, skip: Skip) -> Iterator[tuple[int, list[str]]]:
    """(line the row ends at, its cells); rows that are no CSV go to `skip`."""
    line = 0

    def texts() -> Iterator[str]:
        nonlocal line
        for number, text in contents.lines(path, skip):
            line = number
            yield text + "\n"

    reader = csv.reader(texts(), strict=False)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            skip(Skipped(str(path), line, f"not a CSV row ({error})"))
            continue
        if row:
            yield line, row


def _head(path: Path) -> list[list[str]]:
    rows = []
    try:
        for _, row in _rows(path, _ignore):
            rows.append(row)
            if len(rows) == _ROWS_LOOKED_AT:
                break
    except InputError:
        pass
    return rows


def _ignore(_: Skipped) -> None:
    """The head of a file is only looked at; `read` reports what is wrong with it."""


def _is_list(path: Path) -> bool:
    rows = [row for row in _head(path) if row[0].strip().isdigit()]
    return any(len(row) == _COLUMNS and _value(row[2]).lower() in _KINDS for row in rows)


def _is_alternate_names(path: Path) -> bool:
    rows = [row for row in _head(path) if row[0].strip().isdigit()]
    return any(len(row) == _ALTERNATE_COLUMNS and row[2].strip().lower() in _ALTERNATE_KINDS for row in rows)


def _name_words(path: Path) -> set[str]:
    stem = re.sub(r"\.csv(\.gz)?$", "", path.name.lower())
    return set(re.findall(r"[a-z]+|\d+", stem))


def _date_in_name(path: Path) -> date | None:
    for year, month, day in _FULL_DATE.findall(path.name):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None
