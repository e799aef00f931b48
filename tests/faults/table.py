"""What was done to a boundary and what came of it, a row each: counted by the tests, printed by a benchmark.

Where BOUNDARY_FAULTS names a folder each test process leaves its rows there as JSON lines.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

VARIABLE = "BOUNDARY_FAULTS"


@dataclass(frozen=True)
class Row:
    """One injection. `seen`: how often each kind of thing was seen by who asked; losses are counts."""

    boundary: str
    what: str
    seen: dict[str, int]
    lost: int = 0  # questions that nothing was ever said to
    twice: int = 0  # questions that got more than one answer
    records: int = 0  # stored things that were there before and were not after
    note: str = ""


def note(row: Row) -> None:
    """Keep a row for the table."""
    folder = os.environ.get(VARIABLE)
    if folder:
        with (Path(folder) / f"{os.getpid()}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(row)) + "\n")


def kept(folder: Path) -> Iterator[Row]:
    """The rows that test processes left in `folder`."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield Row(**json.loads(line))


@dataclass
class Line:
    """Rows of the same injection, put together."""

    boundary: str
    what: str
    times: int
    seen: Counter[str]
    lost: int
    twice: int
    records: int
    notes: list[str]


def together(rows: Iterable[Row]) -> list[Line]:
    """A line for each thing done, in the order in which they first came."""
    lines: dict[tuple[str, str], Line] = {}
    for row in rows:
        key = row.boundary, row.what
        line = lines.setdefault(key, Line(row.boundary, row.what, 0, Counter(), 0, 0, 0, []))
        line.times += 1
        line.seen.update(row.seen)
        line.lost += row.lost
        line.twice += row.twice
        line.records += row.records
        if row.note and row.note not in line.notes:
            line.notes.append(row.note)
    return list(lines.values())
