"""What an index run did, in a line for the audit log."""

from __future__ import annotations

from index.report import IndexReport


def result_of(report: IndexReport) -> str:
    """What a run did, in a line for the audit log."""
    counts = f"{report.added} added, {report.changed} changed, {report.removed} removed"
    waiting = f", {report.waiting.generation} waits for a yes" if report.waiting is not None else ""
    held_back = f", removals of {len(report.held_back)} sources held back" if report.held_back else ""
    return f"{report.generation}: {counts}{waiting}{held_back}"
