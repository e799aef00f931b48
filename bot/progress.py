"""Progress of an index run on stderr: bars at a terminal, else a line at the beginning and end of each stage."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console

if TYPE_CHECKING:
    from index.report import Progress, ProgressCallback

_UNITS = {
    "reading": "files",
    "fetching": "pages",
    "embedding": "passages",
    "linking": "articles",
    "switching": "switch",
}


@contextmanager
def progress_bars(heading: str | None = None) -> Iterator[ProgressCallback]:
    """A callback that shows an index run on stderr: a bar a stage with rate and time left; else plain lines."""
    if not sys.stderr.isatty():
        yield _progress_lines(heading)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    bars = Bars(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TextColumn("{task.fields[unit]}{task.fields[found]}{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=Console(file=sys.stderr, highlight=False),
    )
    tasks: dict[str, Any] = {}

    def show(progress: Progress) -> None:
        if not tasks:
            if heading:
                bars.console.print(heading)
            bars.start()
        if progress.stage not in tasks:
            unit = _UNITS[progress.stage]
            tasks[progress.stage] = bars.add_task(f"{progress.stage:<9}", total=None, unit=unit, found="", rate="")
        task = tasks[progress.stage]
        found = f", {progress.found:,} articles and entries" if progress.found else ""
        bars.update(task, completed=progress.done, total=progress.total or None, found=found)
        speed = next((entry.speed for entry in bars.tasks if entry.id == task), None)
        if speed:
            bars.update(task, rate=f", {speed:.0f}/s")

    try:
        yield show
    finally:
        bars.stop()


def _progress_lines(heading: str | None) -> ProgressCallback:
    """A line at the beginning and the end of each stage: what a log file can use."""
    told: set[tuple[str, bool]] = set()

    def show(progress: Progress) -> None:
        if not told and heading:
            sys.stderr.write(heading + "\n")
        finished = progress.total > 0 and progress.done >= progress.total
        if progress.stage != "switching" and (progress.stage, finished) not in told:
            found = f", {progress.found} articles and list entries" if progress.found else ""
            unit = _UNITS[progress.stage]
            sys.stderr.write(f"{progress.stage}: {progress.done} of {progress.total} {unit}{found}\n")
        told.add((progress.stage, finished))
        sys.stderr.flush()

    return show
