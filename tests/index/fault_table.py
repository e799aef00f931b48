"""The table of what was done to the index and what came of it: docs/faults.md, where FAULT_TABLE names it."""

from __future__ import annotations

import os
from pathlib import Path

_HEAD = """# What the index survives

<!-- Written by `make faults`; the tests are in tests/index/test_faults.py. -->

Each row was done to an index run, or to the index, in a process of its own. After each, what answered was whole: the
old generation or the new one, or, where files were damaged, an error that names the file and the command. Then one
run (`index`, after damage `index --full`) made the new generation live, embedded nothing that had its vector already,
and left nothing superfluous behind; anything else fails the test.

| what was done | times | answering after it | lost |
|---|---:|---|---|
"""


class FaultTable:
    """Rows in the order in which they came."""

    def __init__(self) -> None:
        self._rows: dict[str, list[str]] = {}

    def note(self, what: str, answering: str) -> None:
        """`what` was done; `answering` is which generation answered after it."""
        self._rows.setdefault(what, []).append(answering)

    def write(self) -> None:
        """Write the table to the file that FAULT_TABLE names, if it does."""
        target = os.environ.get("FAULT_TABLE")
        if target and self._rows:
            Path(target).write_text(_HEAD + "".join(map(self._row, self._rows)) + f"\n{self._total()} faults in all.\n")

    def _row(self, what: str) -> str:
        came = self._rows[what]
        kinds = sorted(set(came), reverse=True)
        told = kinds[0] if len(kinds) == 1 else ", ".join(f"{kind} {came.count(kind)}" for kind in kinds)
        return f"| {what} | {len(came)} | {told} | nothing |\n"

    def _total(self) -> int:
        return sum(map(len, self._rows.values()))
