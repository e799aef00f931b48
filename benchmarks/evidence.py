"""Write docs/evidence.md: run each part, put what it prints under its heading, and say when and where that was.

    python -m benchmarks.evidence docs/evidence.md [--only PART ...]

A part is a command that prints its section as Markdown. A part that is not run, or fails, keeps the section it had,
with the day that is from: nothing on the page is newer than it says. Some parts need ../shared/data, and say so where
it is not there.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"

_INTRODUCTION = """# Evidence

What was done to the program to find out whether it can be trusted, and what came of it: faults, attacks, made-up
input, load, changed code, and the same work done with other tools. The sections are what `make evidence` printed;
under each stands the command, the day, the commit and how long it took, to be run again. Losses are shown like wins.

How right the answers are is in [answers](answers.md), of names in [names](names.md), how fast the index is in
[benchmarks](benchmarks.md), and what was done to index runs, by kills, full disks and damage, in [faults](faults.md).
"""


@dataclass(frozen=True)
class Part:
    """One section: its heading, and the command after `python` that prints it."""

    name: str
    heading: str
    command: tuple[str, ...]
    minutes: int  # it takes on two cores; four times that is given


PARTS = (
    Part("boundaries", "Faults at every boundary", ("benchmarks/boundary_faults.py",), 8),
    Part("attacks", "Attacks", ("-m", "tests.attacks"), 10),
    Part("properties", "Made-up input: properties and fuzzing", ("benchmarks/properties.py",), 5),
    Part("load", "Many chats at once", ("benchmarks/telegram_load.py",), 5),
    Part("soak", "An hour of busy use", ("benchmarks/soak.py",), 6),
    Part(
        "peers",
        "The same work with other tools",
        ("-m", "benchmarks.peers.run", "--work", "build/peers", "--passages", "2000"),
        12,
    ),
    Part("mutants", "Code changed on purpose", ("-m", "benchmarks.mutants"), 7),
    Part("coverage", "What the tests go through", ("-m", "benchmarks.coverage_by_package"), 14),
)


def main() -> None:
    """Run the parts and write the page. The exit code is 1 where a part failed."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("page", type=Path)
    arguments.add_argument("--only", nargs="+", choices=[part.name for part in PARTS], metavar="PART")
    given = arguments.parse_args()
    sections = _sections(given.page)
    failed = []
    for part in PARTS:
        if given.only and part.name not in given.only:
            continue
        printed = _run(part)
        if printed is None:
            failed.append(part.name)
            continue
        sections[part.name] = printed
        _write(given.page, sections)  # what is measured is kept, whatever comes of the rest
    if failed:
        sys.exit(f"failed, and left as they were: {', '.join(failed)}")


def _run(part: Part) -> str | None:
    """What the part printed and when that was; None where it failed."""
    print(f"== {part.name} (about {part.minutes} min)", file=sys.stderr, flush=True)
    started = time.monotonic()
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "PYTHONPATH": str(ROOT)}
    try:
        done = subprocess.run(
            [sys.executable, *part.command], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True,
            timeout=part.minutes * 240, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        print(f"{part.name}: not done in {part.minutes * 4} minutes", file=sys.stderr)
        return None
    if done.returncode or not done.stdout.strip():
        print(f"{part.name}: exit code {done.returncode}", file=sys.stderr)
        return None
    minutes = (time.monotonic() - started) / 60
    command = " ".join(["python", *part.command])
    said = f"`{command}` · {date.today():%-d %B %Y} · {_commit()} · {minutes:.1f} min · {_machine()}"
    return f"{done.stdout.strip()}\n\n{said}"


def _commit() -> str:
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return f"commit {told.stdout.strip()}" if told.returncode == 0 else "no commit"


def _machine() -> str:
    cores = len(os.sched_getaffinity(0))
    load = os.getloadavg()[2]
    return f"{cores} cores, load {load:.1f} (15 min), Python {platform.python_version()}"


def _sections(page: Path) -> dict[str, str]:
    """What the page holds of each part already."""
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    return {found["name"]: found["text"].strip() for found in _SECTION.finditer(text)}


_SECTION = re.compile(r"<!-- part (?P<name>[\w-]+) -->\n(?P<text>.*?)\n<!-- end -->", re.DOTALL)


def _write(page: Path, sections: dict[str, str]) -> None:
    told = [
        f"## {part.heading}\n\n<!-- part {part.name} -->\n{sections[part.name]}\n<!-- end -->\n"
        for part in PARTS
        if part.name in sections
    ]
    page.write_text("\n".join([_INTRODUCTION, *told]), encoding="utf-8")


if __name__ == "__main__":
    main()
