"""Tries the properties of tests/properties hard, fuzzes the readers, and prints what was tried and what was found.

    python benchmarks/properties.py > section.md        # four to five minutes on two processors

Every property is tried with many examples that chance makes, other ones in every run; then every reader is fuzzed
(benchmarks/fuzz_readers.py). A counterexample stands in the section, with the smallest input that shows it.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from defusedxml.ElementTree import parse

ROOT = Path(__file__).resolve().parents[1]
PROPERTIES = ROOT / "tests" / "properties"
SHOWN_LINES = 12  # of a counterexample


@dataclass(frozen=True)
class Tried:
    """One property: in which file, what it says, how many examples were tried, and the counterexample if any."""

    subject: str
    says: str
    examples: int
    counterexample: str | None


def main() -> None:
    """Print the section. Ends with 1 only where the properties could not be tried at all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fuzz-seconds", type=float, default=8, help="for each form of file; 0 fuzzes none")
    parser.add_argument("--workers", type=int, default=2, help="processes at once")
    options = parser.parse_args()
    begun = time.monotonic()
    tried = try_properties(options.workers)
    print(_properties(tried, time.monotonic() - begun), flush=True)
    if options.fuzz_seconds:
        sys.path.insert(0, str(ROOT))
        from benchmarks import fuzz_readers

        outcomes = fuzz_readers.run(options.fuzz_seconds, options.workers)
        print(f"\n### Fuzzing of the readers\n\n{fuzz_readers.section(outcomes, options.fuzz_seconds)}")


def try_properties(workers: int) -> list[Tried]:
    """Run tests/properties in the thorough profile."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        command = [
            sys.executable, "-m", "pytest", str(PROPERTIES), "-n", str(workers), "--dist", "load",
            "-m", "slow or not slow", f"--junitxml={report}", "-o", "junit_family=xunit1",
            "--basetemp", f"{folder}/tests",
        ]  # fmt: skip
        environment = os.environ | {"HYPOTHESIS_PROFILE": "thorough", "HF_HUB_OFFLINE": "1"}
        subprocess.run(command, env=environment, cwd=ROOT, stdout=sys.stderr, check=False)
        if not report.exists():
            raise SystemExit("the properties could not be tried; see above")
        return [found for case in parse(report).iter("testcase") if (found := _tried(case)) is not None]


def _tried(case) -> Tried | None:  # type: ignore[no-untyped-def]
    """None for a test that is no property."""
    told = {one.get("name"): one.get("value") for one in case.iter("property")}
    failed = case.find("failure") if case.find("failure") is not None else case.find("error")
    examples = int(told.get("examples") or 0)
    if not told.get("property") or (not examples and failed is None):
        return None
    shown = (
        re.search(r"(?s)(?:Failing test case|Falsifying example).*", failed.text or "") if failed is not None else None
    )
    counterexample = None
    if failed is not None:
        lines = (shown[0] if shown else failed.get("message") or "").splitlines()[:SHOWN_LINES]
        counterexample = "\n".join(line.removeprefix("E").strip() for line in lines)
    subject = case.get("classname", "").rpartition("test_")[2].replace("_", " ")
    return Tried(subject, told["property"], examples, counterexample)


def _properties(tried: list[Tried], seconds: float) -> str:
    wrong = [one for one in tried if one.counterexample is not None]
    by_subject: dict[str, list[Tried]] = defaultdict(list)
    for one in tried:
        by_subject[one.subject].append(one)
    lines = [
        f"{len(tried)} properties, things that must hold whatever comes, were each tried with many examples that "
        f"chance made (Hypothesis): {sum(one.examples for one in tried):,} in {seconds:.0f} seconds. "
        + (
            f"{len(wrong)} of them did not hold; what broke them stands below."
            if wrong
            else "No counterexample was found."
        ),
        "",
        "| subject | what must hold | examples | counterexamples |",
        "|---|---|--:|--:|",
    ]
    for subject, ones in sorted(by_subject.items()):
        for at, one in enumerate(ones):
            count = int(one.counterexample is not None)
            lines.append(f"| {subject if not at else ''} | {one.says.replace('|', '/')} | {one.examples:,} | {count} |")
    for one in wrong:
        lines += ["", f"{one.subject}: {one.says}", "", "```", (one.counterexample or "").replace("```", "'''"), "```"]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
