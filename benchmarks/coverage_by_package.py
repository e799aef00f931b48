"""How much of each package the tests go through, lines and branches, in the programs they start, too.

    python -m benchmarks.coverage_by_package

Runs the default suite and the slow tests of bots and commands under coverage, which takes a quarter of an hour.
Markdown on stdout, what pytest says on stderr.
"""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("bot", "index", "corpus")
AIM = 92.0  # percent of lines and branches together
_SLOW = ("tests/cli", "tests/telegram", "tests/upgrades")  # those of faults take ten minutes more and add little
_TESTS_FAILED = 1  # pytest's exit code
# Starts a process as the tests do: its exit code is 0 where coverage runs in that one, too.
_STARTS_ONE = """
import subprocess, sys
told = "import coverage, sys; sys.exit(coverage.Coverage.current() is None)"
sys.exit(subprocess.run([sys.executable, "-c", told]).returncode)
"""


class Counts(NamedTuple):
    """Lines and branches of a package, and those that the tests go through."""

    lines: int
    lines_run: int
    branches: int
    branches_run: int

    def and_(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(*(one + more for one, more in zip(self, other, strict=True)))

    @property
    def percent(self) -> float:
        """Of lines and branches together."""
        return 100 * (self.lines_run + self.branches_run) / (self.lines + self.branches)


def main() -> int:
    """Measure, and print the table. Exit code other than 0 where the tests could not be run or measured."""
    shutil.rmtree(ROOT / "build" / "coverage", ignore_errors=True)
    (ROOT / "build" / "coverage").mkdir(parents=True)
    if not _measures_what_is_started():
        print(
            "Not measured: coverage does not begin in the processes that the tests start, so most of the bot would "
            "count as not run. Its a1_coverage.pth has to lie in this interpreter's own site-packages: install "
            "coverage there with pip.",
            file=sys.stderr,
        )
        return 1
    codes = [_coverage("run", "-m", "pytest"), _coverage("run", "-m", "pytest", "-m", "slow", *_SLOW)]
    if any(code not in (0, _TESTS_FAILED) for code in codes):
        return max(codes)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        if code := _coverage("combine", "--quiet") or _coverage("json", "--quiet", "-o", str(report)):
            return code
        print(page(counts(json.loads(report.read_text(encoding="utf-8"))["files"]), all_passed=not any(codes)))
    return 0


def _measures_what_is_started() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "starts_one.py"
        script.write_text(_STARTS_ONE, encoding="utf-8")
        return _coverage("run", str(script)) == 0


def _coverage(*arguments: str) -> int:
    return subprocess.run([sys.executable, "-m", "coverage", *arguments], cwd=ROOT, stdout=sys.stderr).returncode


def counts(files: Mapping[str, Mapping[str, Any]]) -> dict[str, Counts]:
    """The counts of each package, of `files` as coverage's JSON report has them."""
    found = dict.fromkeys(PACKAGES, Counts(0, 0, 0, 0))
    for path, file in files.items():
        told = file["summary"]
        more = Counts(told["num_statements"], told["covered_lines"], told["num_branches"], told["covered_branches"])
        package = Path(path).parts[0]
        found[package] = found[package].and_(more)
    return found


def page(found: Mapping[str, Counts], *, all_passed: bool = True) -> str:
    """The section, with a table of the packages."""
    whole = functools.reduce(Counts.and_, found.values())
    below = [f"`{package}`" for package, counted in found.items() if counted.percent < AIM]
    told = f"Below the {AIM:.0f} % aimed at: {', '.join(below)}." if below else f"The aim is {AIM:.0f} % of each."
    failed = "" if all_passed else " Some tests failed in this run."
    lines = [
        "The default tests and the slow ones of bots and commands were run once, and every line and every branch noted "
        f"that they go through, in the bots and commands that they start as well. {told}{failed}",
        "",
        "| package | lines | of them run | branches | of them taken | both together |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, counted in {**{f"`{package}`": counted for package, counted in found.items()}, "all": whole}.items():
        lines.append(
            f"| {name} | {counted.lines} | {counted.lines_run / counted.lines:.1%} | {counted.branches} "
            f"| {counted.branches_run / counted.branches:.1%} | {counted.percent:.1f} % |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
