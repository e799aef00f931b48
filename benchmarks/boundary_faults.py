"""Every boundary of the program, with what can go wrong there, done to it: what did whoever asked see, what was lost?

    python benchmarks/boundary_faults.py > boundary-faults.md
    python benchmarks/boundary_faults.py --rows FOLDER     # print what an earlier run left there

Runs tests/faults, slow tests and all, and prints the table of what they counted: Markdown on stdout, progress on
stderr. A test that ends otherwise than it should is told below the table, and its row stands in it as it was.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.faults.table import VARIABLE, Line, kept, together

ROOT = Path(__file__).resolve().parents[1]
PROCESSES = 2
REPORT = "pytest.xml"
HEAD = """Each row was done to the running program, with real servers behind it: the test Bot API server, Chroma and
PostgreSQL behind a wire of ours that cuts, hangs, drips and garbles, SQLite, a little disk, a clock that jumps, a limit
on memory, signals. {asked} messages and error lines were seen by those who asked meanwhile; after each fault
everything had to be whole again, and no message or log might hold a traceback or a secret. What was lost was counted:
a *lost* question never got a word, a question answered *twice* got two answers, *records* are stored things gone.
{total}

| boundary | what was done to it | times | what those who asked saw | lost | twice | records lost |
|---|---|---:|---|---:|---:|---:|
"""
INDEX = """
The index's own faults (runs killed, starved of disk, forbidden to write, files damaged{count}) are a table apart,
[What the index survives](faults.md).
"""
WHERE = {
    "Telegram, sending": 0, "Telegram, fetching": 1, "Telegram, the network": 2, "Chroma server": 3, "PostgreSQL": 4,
    "SQLite": 5, "language model": 6, "feed": 7, "page a feed names": 8, "disk": 9, "clock": 10, "memory": 11,
    "signals": 12,
}  # fmt: skip


def main() -> int:
    """Run the tests (or take what they left), print the section; 1 where they could not be run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=Path, help="print the rows an earlier run left in this folder")
    parser.add_argument("--keep", type=Path, help="leave the rows in this folder")
    options = parser.parse_args()
    if options.rows is not None:
        print_section(options.rows)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        into = options.keep or Path(folder)
        into.mkdir(parents=True, exist_ok=True)
        told = [*("-n", str(PROCESSES), "--dist", "loadfile", "-m", "slow or not slow"), f"--junitxml={into / REPORT}"]
        # Progress goes to stderr: stdout is the section's.
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "tests/faults", "-q", "--tb=short", *told], cwd=ROOT, stdout=sys.stderr,
            env=os.environ | {VARIABLE: str(into)}, check=False,
        )  # fmt: skip
        if done.returncode not in (0, 1):  # 1: some tests failed, which the section tells
            return 1
        print_section(into)
    return 0


def print_section(folder: Path) -> None:
    """The section of what the tests counted in `folder`."""
    lines = together(kept(folder))
    lines.sort(key=lambda line: WHERE.get(line.boundary, len(WHERE)))
    sys.stdout.write(HEAD.format(asked=f"{sum(sum(line.seen.values()) for line in lines):,}", total=total(lines)))
    sys.stdout.write("".join(f"{row(line)}\n" for line in lines))
    failed = failures(folder / REPORT)
    if failed:
        sys.stdout.write(f"\n{len(failed)} of the tests ended otherwise than they should:\n\n")
        sys.stdout.write("".join(f"- {name}\n" for name in failed))
    page = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
    counted = re.search(r"^(\d+) faults in all", page, re.MULTILINE)
    sys.stdout.write(INDEX.format(count=f": {counted[1]} in all" if counted else ""))


def total(lines: Iterable[Line]) -> str:
    """All rows in a sentence."""
    lines = list(lines)
    times, lost, twice, records = (
        sum(getattr(line, name) for line in lines) for name in ("times", "lost", "twice", "records")
    )
    return (
        f"**{times} injections of {len(lines)} kinds: {lost} questions lost, {twice} answered twice, {records} records "
        "lost.**"
    )


def row(line: Line) -> str:
    """One row of the table."""
    seen = ", ".join(f"{kind} ({count})" for kind, count in sorted(line.seen.items(), key=lambda one: -one[1]))
    told = f"{seen}; {'; '.join(line.notes)}" if line.notes else seen
    cells = (line.boundary, line.what, line.times, told, line.lost, line.twice, line.records)
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def failures(report: Path) -> list[str]:
    """The tests that failed, by name."""
    if not report.exists():
        return []
    cases = ElementTree.parse(report).iter("testcase")
    failed = (case for case in cases if case.find("failure") is not None or case.find("error") is not None)
    return [case.get("name", "") for case in failed]


if __name__ == "__main__":
    sys.exit(main())
