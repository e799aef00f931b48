"""The chain of switches: which generation is live, which were before it, and why each was switched to.

Every switch is a small numbered file, `switch-000007.json`; the one with the highest number counts. A file is made
whole beside and then linked to its number, which the system lets only one writer do: of two that both saw number 6
as the last, one makes number 7, and the other is told so. Readers see the old switch or the new one, nothing between.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Literal

from corpus.errors import DamagedIndexError, WriterBusyError
from index.shelf import Shelf

_NAME = re.compile(r"switch-(\d{6,})\.json")
_FORMER = "current.json"  # the one pointer earlier versions kept; it counts as number 0

Why = Literal["run", "rollback", "accepted"]


@dataclass(frozen=True)
class Switch:
    """One switch: the generation with the checksum of its manifest, and the ids of what a rollback took away."""

    number: int
    generation: str
    sha256: str
    at: str = ""
    why: Why = "run"
    articles: int = 0
    listings: int = 0
    passages: int = 0
    rolled_away: tuple[str, ...] = ()


class Switches:
    """The switches kept on one shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def last_number(self) -> int:
        """The number of the switch that counts; 0 before the first. It need not be readable."""
        return max((number for number, _ in self._files()), default=0)

    def last(self) -> Switch | None:
        """The switch that counts, None before the first. Raises DamagedIndexError when it cannot be read."""
        found = max(self._files(), default=None)
        return self._read(*found) if found is not None else None

    def all(self) -> list[Switch]:
        """The readable ones, oldest first."""
        found = []
        for number, name in sorted(self._files()):
            with suppress(DamagedIndexError):
                found.append(self._read(number, name))
        return found

    def add(self, switch: Switch) -> None:
        """Make `switch` the one that counts. Raises WriterBusyError when another writer made one since."""
        row = asdict(switch)
        content = json.dumps({"number": row.pop("number"), **row}).encode()
        try:
            self._shelf.write_new(f"switch-{switch.number:06d}.json", content)
        except FileExistsError:
            pass
        else:
            if self.last_number() == switch.number:
                return
        raise WriterBusyError("another run switched the index meanwhile; this one switched nothing, run it again")

    def forget(self, kept: set[str]) -> None:
        """Remove the switches to other generations than `kept`, never the one that counts."""
        last = self.last_number()
        for number, name in list(self._files()):
            if number == last:
                continue
            try:
                keep = self._read(number, name).generation in kept
            except DamagedIndexError:
                keep = False
            if not keep:
                self._shelf.remove(name)

    def _files(self) -> Iterator[tuple[int, str]]:
        for name in self._shelf.names():
            named = _NAME.fullmatch(name)
            if named:
                yield int(named[1]), name
            elif name == _FORMER:
                yield 0, name

    def _read(self, number: int, name: str) -> Switch:
        try:
            row = json.loads(self._shelf.read(name))
            if name == _FORMER:
                return Switch(0, str(row["generation"]), str(row["sha256"]))
            switch = Switch(**{**row, "rolled_away": tuple(row["rolled_away"])})
            if switch.number != number or not isinstance(switch.generation, str):
                raise ValueError("it is not what was written under this name")
            return switch
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedIndexError(
                f"{self._shelf.place(name)}: unreadable ({error}); rebuild with `index --full`"
            ) from error
