"""ListRegister: what can be counted over all listings of a generation, without reading them one by one.

Under which programmes, since when and of which kind they are, and which entries name which others: "who is linked to
X" is asked of X, and told by the entries of others. It is kept as one small file for each set of listings.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import structlog

from corpus.library import Library
from corpus.listing import EntityKind, Listing
from index.name_words import core, keys

_LOG = structlog.get_logger()
_VERSION = 1  # of the file's form, and of what names and labels are taken for
_READ_AT_ONCE = 1000  # listings; about 2 kB each
_KEPT = 3  # files: of the live generation and those that may come back
_TIES = re.compile(r"\b(?:owner|operator|manager|parent|subsidiar\w+|control\w*)\b", re.IGNORECASE)
_REFERENCE = re.compile(r"\s*\([A-Z]{2}[ei]\.\d+\)$")  # "AL-QAIDA (QDe.004)"


class Row(NamedTuple):
    """One listing, as far as listings are counted; `gone` is the day it was removed or found absent."""

    id: str
    list: str
    name: str
    kind: EntityKind
    programmes: tuple[str, ...]
    listed_on: date | None
    gone: date | None

    def stands(self, as_of: date | None) -> bool:
        """Whether its list names it still, or did on `as_of`, as far as is known."""
        if as_of is not None and self.listed_on is not None and self.listed_on > as_of:
            return False
        return self.gone is None or (as_of is not None and self.gone > as_of)


class Tie(NamedTuple):
    """An entry that names another one: by the label under which it does, "Linked to" or "Owner"."""

    row: Row
    label: str


@dataclass(frozen=True)
class ListRegister:
    """The listings of a generation in the order of their ids, and the names that their entries mention."""

    rows: tuple[Row, ...]
    mentioned: dict[str, list[list[Any]]]  # name_key -> [place in rows, label] of each entry that mentions it

    @cached_property
    def programmes(self) -> frozenset[tuple[str, str]]:
        """(list, programme) of all entries."""
        return frozenset((row.list, programme) for row in self.rows for programme in row.programmes)

    def naming(self, names: Iterable[str]) -> list[Tie]:
        """The entries that name an entity by one of its `names` as a relation, owner or operator."""
        found: dict[tuple[int, str], None] = {}
        for key in dict.fromkeys(map(name_key, names)):
            found.update(dict.fromkeys((place, label) for place, label in self.mentioned.get(key, ())))
        return [Tie(self.rows[place], label) for place, label in found]


class RegisterFiles:
    """The registers under one folder, made when they are asked for."""

    def __init__(self, folder: Path, library: Library) -> None:
        """Nothing is made before it is asked for."""
        self._folder = folder
        self._library = library

    def write(self, listings: Sequence[tuple[str, str]]) -> None:
        """Write the register of listings, (id, checksum) each, unless it is there."""
        path = self._path(listings)
        if not path.is_file():
            self._keep(path, self._made(listings))

    def open(self, listings: Sequence[tuple[str, str]]) -> ListRegister:
        """The register of listings. A file that is missing or can't be read is made anew."""
        path = self._path(listings)
        try:
            return _register(json.loads(path.read_bytes()))
        except (OSError, ValueError):
            held = self._made(listings)
            self._keep(path, held)
        return _register(held)

    def _path(self, listings: Sequence[tuple[str, str]]) -> Path:
        digest = hashlib.sha256(str(_VERSION).encode())
        for key, checksum in listings:
            digest.update(f"\0{key}\0{checksum}".encode())
        return self._folder / f"{digest.hexdigest()[:24]}.register"

    def _keep(self, path: Path, held: dict[str, Any]) -> None:
        part = path.with_suffix(f".{os.getpid()}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(held, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
            part.replace(path)
            others = sorted(self._folder.glob("*.register"), key=lambda other: other.stat().st_mtime)
            for other in others[:-_KEPT]:
                other.unlink(missing_ok=True)
        except OSError as error:  # a data folder that only the index run may write to
            _LOG.warning("register.not_kept", path=str(path), reason=str(error))

    def _made(self, listings: Sequence[tuple[str, str]]) -> dict[str, Any]:
        rows: list[list[Any]] = []
        mentioned: dict[str, list[list[Any]]] = {}
        checksums = [checksum for _, checksum in listings]
        for at in range(0, len(checksums), _READ_AT_ONCE):
            part = checksums[at : at + _READ_AT_ONCE]
            held = self._library.listings(part)
            for listing in (held[checksum] for checksum in part if checksum in held):
                for label, name in _mentions(listing):
                    if key := name_key(name):
                        mentioned.setdefault(key, []).append([len(rows), label])
                gone = listing.delisted_on or listing.absent_from
                rows.append(
                    [listing.id, listing.list, listing.name, listing.kind.value, listing.programmes,
                     listing.listed_on and listing.listed_on.isoformat(), gone and gone.isoformat()]
                )  # fmt: skip
        return {"rows": rows, "mentioned": mentioned}


def name_key(name: str) -> str:
    """What a name is looked up by: its words without titles and company forms, in whatever order they stand."""
    return " ".join(sorted(core(keys(_REFERENCE.sub("", name)))))


def _mentions(listing: Listing) -> Iterator[tuple[str, str]]:
    yield from ((relation.kind, relation.name) for relation in listing.relations)
    yield from ((detail.label, detail.value) for detail in listing.details if _TIES.search(detail.label))


def _register(held: dict[str, Any]) -> ListRegister:
    rows = tuple(
        Row(key, name_of_list, name, EntityKind(kind), tuple(programmes), _day(listed), _day(gone))
        for key, name_of_list, name, kind, programmes, listed, gone in held["rows"]
    )
    return ListRegister(rows, held["mentioned"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
