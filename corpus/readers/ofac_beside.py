"""The files published beside OFAC's main file: alternate names, addresses, and remarks that did not fit into it.

They have no header and are known by content and name. Alternate names: 5 columns (entry, number, aka/fka/nka, name,
remarks). Addresses: 6 (entry, number, address, city/state/postal code, country, remarks). Comments: 2 (entry, the
remarks from where the main file cuts them). "-0-" means empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.cleaning import one_line
from corpus.errors import InputError
from corpus.listing import Name, NameKind
from corpus.readers import contents, table_rows
from corpus.readers.contents import Skip
from corpus.readers.ofac_entry import is_consolidated
from corpus.readers.skipped import Skipped

_ALTERNATE_COLUMNS = 5
_ADDRESS_COLUMNS = 6
_COMMENT_COLUMNS = 2
_ALTERNATE_KINDS = {"aka", "fka", "nka"}
_ROWS_LOOKED_AT = 5
_END_OF_FILE = "\x1a"  # what OFAC's files end with
_CSV = re.compile(r"\.csv(\.gz)?$", re.IGNORECASE)


class Beside:
    """What the files beside a list say of its entries, by number."""

    def __init__(self, list_path: Path, skip: Skip) -> None:
        """Read them all; a damaged file gives what can be read, and the rest is told to `skip`."""
        self._names: dict[int, list[Name]] = {}
        self._addresses: dict[int, list[str]] = {}
        self._comments: dict[int, list[str]] = {}
        self._skip = skip
        self._unused: list[tuple[Path, str, dict[int, list[Name]] | dict[int, list[str]]]] = []
        for path in companions(list_path):
            if is_alternate_names(path):
                self._read(
                    path, _ALTERNATE_COLUMNS, "an alternate name: entry, number, kind, name, remarks", self._name
                )
                self._unused.append((path, "names", self._names))
            elif is_addresses(path):
                what = "an address: entry, number, address, city, country, remarks"
                self._read(path, _ADDRESS_COLUMNS, what, self._address)
                self._unused.append((path, "addresses", self._addresses))
            else:
                self._read(path, _COMMENT_COLUMNS, "a comment: entry, remarks", self._comment)
                self._unused.append((path, "comments", self._comments))

    def names(self, uid: int) -> list[Name]:
        """The alternate names of entry `uid`, given once."""
        return self._names.pop(uid, [])

    def addresses(self, uid: int) -> tuple[str, ...]:
        """The addresses of entry `uid`, given once."""
        return tuple(dict.fromkeys(self._addresses.pop(uid, [])))

    def comments(self, uid: int) -> str:
        """How the remarks of entry `uid` go on where the main file cuts them, given once."""
        return "".join(self._comments.pop(uid, []))

    def tell_unused(self) -> None:
        """Say how much belongs to entries the list does not hold: the files are of two editions."""
        for path, what, left in self._unused:
            count = sum(len(values) for values in left.values())
            if count:
                reason = f"{count:,} {what} belong to {len(left):,} entries that are not in the list beside it"
                self._skip(Skipped(str(path), None, f"{reason}: fetch both files of the same day"))
                left.clear()

    def _read(self, path: Path, columns: int, what: str, take: Callable[[int, list[str]], bool]) -> None:
        try:
            for line, row in rows(path, self._skip):
                if line == 1 and not row[0].strip().isdigit():
                    continue  # a header somebody added
                uid = row[0].strip()
                if len(row) != columns or not uid.isascii() or not uid.isdigit() or not take(int(uid), row):
                    self._skip(Skipped(str(path), line, f"not {what}"))
        except InputError as error:
            self._skip(Skipped(str(path), error.line, error.reason))

    def _name(self, uid: int, row: list[str]) -> bool:
        name = value(row[3])
        if name:
            kind = NameKind.WEAK if "weak" in row[2].lower() or "weak" in row[4].lower() else NameKind.ALIAS
            self._names.setdefault(uid, []).append(Name(text=name, kind=kind))
        return bool(name)

    def _address(self, uid: int, row: list[str]) -> bool:
        *places, remarks = map(value, row[2:])
        place = ", ".join(part for part in places if part)
        address = f"{place} ({remarks})" if place and remarks else place or remarks
        if address:  # entries without any have a row all the same
            self._addresses.setdefault(uid, []).append(address)
        return True

    def _comment(self, uid: int, row: list[str]) -> bool:
        if value(row[1]):
            self._comments.setdefault(uid, []).append(row[1])
        return True


def companions(path: Path) -> list[Path]:
    """The files beside the main file at `path` that belong to it, by name and content.

    A file belongs to it when, apart from "alt", "add" or "comments", its name has no word the list's name does not
    have: `alt.csv` or `ofac_alt.csv` to `ofac_sdn_2023-11.csv`. `cons_alt.csv` goes with `cons_prim.csv` alone.
    """
    words = _name_words(path)
    found = []
    for other in contents.beside(path):
        if other == path or not _CSV.search(other.name) or other.name.startswith("."):
            continue
        its_words = _name_words(other)
        marks = {"alt", "add", "address", "addresses", "comments"} & its_words
        if not marks or not its_words - marks <= words | {"sdn"} or is_consolidated(path) != is_consolidated(other):
            continue
        if is_any(other):
            found.append(other)
    return found


def is_any(path: Path) -> bool:
    """Whether `path` is one of the files that are only read beside a list."""
    return is_alternate_names(path) or is_addresses(path) or _is_comments(path)


def is_alternate_names(path: Path) -> bool:
    """Whether the content is that of alternate names."""
    return any(len(row) == _ALTERNATE_COLUMNS and row[2].strip().lower() in _ALTERNATE_KINDS for row in head(path))


def is_addresses(path: Path) -> bool:
    """Whether the content is that of addresses."""
    return any(len(row) == _ADDRESS_COLUMNS and row[1].strip().isdigit() for row in head(path))


def _is_comments(path: Path) -> bool:
    # Two columns are not much to tell a file by.
    return "comments" in _name_words(path) and any(len(row) == _COMMENT_COLUMNS for row in head(path))


def head(path: Path) -> list[list[str]]:
    """Those of the first rows that begin with a number."""
    found: list[list[str]] = []
    looked_at = 0
    try:
        for _, row in rows(path, _ignore):
            looked_at += 1
            if row[0].strip().isdigit():
                found.append(row)
            if looked_at == _ROWS_LOOKED_AT:
                break
    except InputError:
        pass  # the head is only looked at; reading tells what is wrong
    return found


def rows(path: Path, skip: Skip) -> Iterator[tuple[int, list[str]]]:
    """(line the row begins at, its cells), without the mark that ends OFAC's files."""
    for line, row in table_rows.rows(path, ",", skip, strict=False):
        if row[0] != _END_OF_FILE:
            yield line, row


def value(cell: str) -> str:
    """A cell in one line, "" for OFAC's mark of an empty one."""
    cell = one_line(cell)
    return "" if cell == "-0-" else cell


def _ignore(_: Skipped) -> None:
    """The head of a file is only looked at; reading reports what is wrong with it."""


def _name_words(path: Path) -> set[str]:
    return set(re.findall(r"[a-z]+|\d+", _CSV.sub("", path.name.lower())))
