"""The terminal: what index runs did, what is held and how it is, as people read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from bot.durations import duration
from bot.terminal import console_of, day, print_indented, safe

if TYPE_CHECKING:
    from bot.findings import Finding
    from bot.gaps import ToldGaps
    from bot.status import GenerationStatus, SourceStatus, Status
    from index.evaluation import Evaluation
    from index.report import IndexReport, ListChanges
    from index.runs import Run

_RUNS_SHOWN = 5  # by `status`; --json has more


def show_report(report: IndexReport) -> None:
    """What an index run did, or would do."""
    console = console_of()
    would = "would be " if report.dry_run else ""
    console.print(
        f"{report.added} {would}added, {report.changed} changed, {report.removed} removed, "
        f"{report.unchanged} unchanged, {report.duplicates} duplicates, {len(report.skipped)} skipped."
    )
    for change in report.list_changes:
        _show_list_change(console, change)
    for skipped in report.skipped:
        place = f"{skipped.path}:{skipped.line}" if skipped.line else skipped.path
        console.print(Text(f"  skipped {safe(place)}: {safe(skipped.reason)}", style="dim"))
    for url in report.to_fetch:
        console.print(Text(f"  would fetch {safe(url)}", style="dim"))
    for note in report.notes:
        console.print(Text(f"  note: {safe(note)}", style="dim"))
    if report.dry_run:
        console.print(Text(f"  why: {'; '.join(map(safe, report.reasons)) or 'nothing has changed'}"))
        time = (
            "" if report.expected_seconds is None else f", about {duration(report.expected_seconds)} at the last pace"
        )
        console.print(f"{report.to_embed:,} passages would be embedded{time}.")
    else:
        console.print(
            f"Generation {report.generation}: {report.articles} articles, {report.listings} listings, "
            f"{report.passages} passages ({report.embedded} embedded), {report.seconds:.1f} s."
        )


def _show_list_change(console: Console, change: ListChanges) -> None:
    """A new edition of a list: what it changed, with a few names."""
    edition = f"edition of {day(change.edition)}" if change.dated else f"as read on {day(change.edition)}"
    if change.previous is None:
        console.print(Text(f"{safe(change.list)}, {edition}: {change.added:,} entries."))
        return
    counts = f"{change.added:,} added, {change.removed:,} removed, {change.changed:,} changed"
    console.print(Text(f"{safe(change.list)}, {edition}, after that of {day(change.previous)}: {counts}."))
    for what, count, names in (
        ("added", change.added, change.names_added),
        ("removed", change.removed, change.names_removed),
        ("changed", change.changed, change.names_changed),
    ):
        if names:
            more = f" and {count - len(names):,} more" if count > len(names) else ""
            console.print(Text(f"  {what}: {'; '.join(map(safe, names))}{more}", style="dim"))


def show_sources(sources: Sequence[SourceStatus]) -> None:
    """Each source with what it gave."""
    console = console_of()
    if not sources:
        console.print("No sources yet: `sanctions-bot index PATH` adds one.")
    for source in sources:
        read = f"read {day(source.last_success)}" if source.last_success else "not read yet"
        kind = f"{source.kind}, " if source.kind else ""
        of = f"of {source.files} {'files' if source.kind in (None, 'folder', 'file') else 'pages'}, "
        left_out = f"{source.skipped} skipped or doubted, " if source.skipped else ""
        counts = f"{source.articles} articles, {source.listings} listings {of}{left_out}"
        console.print(Text(f"{safe(source.location)}: {kind}{counts}{read}"))
        if source.last_error:
            console.print(Text(f"  {safe(source.last_error)}", style="red"))
        if source.failures and source.next_due:
            times = "once" if source.failures == 1 else f"{source.failures} times in a row"
            console.print(Text(f"  failed {times}; asked again from {source.next_due:%Y-%m-%d %H:%M %Z}", style="dim"))


def show_status(status: Status) -> None:
    """What is held and how it is."""
    console = console_of()
    rows: list[tuple[str, object]] = [
        ("generation", status.generation or "none yet"),
        ("articles", status.articles),
        ("newest article", day(status.newest_article) or "-"),
        ("listings", status.listings),
        *((f"  {safe(entry.list)}", f"{entry.entries}, as of {day(entry.as_of) or '?'}") for entry in status.lists),
        ("passages", status.passages),
        ("model", status.model),
        ("last run", f"{status.last_run:%Y-%m-%d %H:%M %Z}" if status.last_run else "-"),
        *(("  run" if place else "runs", _run_line(run)) for place, run in enumerate(status.runs[:_RUNS_SHOWN])),
        *(
            ("  generation" if place else "generations", _generation_line(kept))
            for place, kept in enumerate(reversed(status.generations))
        ),
        ("gaps", status.gaps),
        *((f"{safe(part)}", health) for part, health in status.health.items()),
    ]
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        console.print(Text(f"{name:<{width}}  {safe(value)}"))


def _run_line(run: Run) -> str:
    changes = [(run.added, "added"), (run.changed, "changed"), (run.removed, "removed")]
    told = ", ".join(f"{count:,} {what}" for count, what in changes if count)
    pace = f", {run.passages_per_second:.0f} passages/s" if run.passages_per_second else ""
    parts = [
        f"{run.started_at:%Y-%m-%d %H:%M}",
        run.what + (f" by {run.by}" if run.by else ""),
        run.outcome + (f": {run.error}" if run.error else f" to {run.generation}" if run.outcome == "switched" else ""),
        told,
        f"{duration(run.seconds)}{pace}" if run.seconds else "",
    ]
    return "; ".join(part for part in parts if part)


def _generation_line(kept: GenerationStatus) -> str:
    since = f" since {kept.switched_at:%Y-%m-%d %H:%M}" if kept.switched_at else ""
    return f"{kept.id}: {kept.articles:,} articles, {kept.listings:,} listings{f', live{since}' if kept.live else ''}"


def show_findings(findings: Sequence[Finding]) -> None:
    """Each thing tried, and what to mend."""
    console = console_of()
    words = {"ok": ("OK     ", "green"), "note": ("note   ", "yellow"), "problem": ("PROBLEM", "bold red")}
    for finding in findings:
        word, style = words[finding.status]
        console.print(Text.assemble((word, style), f"  {finding.name}: {safe(finding.message)}"))
        if finding.remedy:
            print_indented(console, Text(safe(finding.remedy)), 9)


def show_evaluation(evaluation: Evaluation) -> None:
    """The measures, one a line."""
    console = console_of()
    for name, value in evaluation.model_dump().items():
        console.print(f"{name.replace('_', ' '):<26}{'-' if value is None else value}")


_ADVICE = {  # the values of bot.gaps.Advice
    "answered": "answered by now: nothing to add",
    "no-subject": "nothing held is about this: add articles or a list on the subject",
    "no-fact": "the subject is held, this fact is not: add reporting on it; the nearest held:",
    "newer": "add newer reporting than it cites:",
    "read": "read what the answer rests on, and add a better source:",
}


def show_gaps(told: ToldGaps) -> None:
    """The groups, the questions of each, how often, and what to add."""
    console = console_of()
    if not told.gaps:
        console.print("No open gaps: every question was answered, and no answer disliked.")
    for gap in told.gaps:
        first, *like = gap.questions
        console.print(Text(safe(first), style="bold"))
        for question in like:
            print_indented(console, Text(safe(question)), 2)
        times = [f"unanswered {gap.unanswered}×"] if gap.unanswered else []
        times += [f"disliked {gap.disliked}×"] if gap.disliked else []
        times += [f"{why} {count}×" for why, count in gap.reasons.items()]
        print_indented(console, Text(f"{', '.join(times)}; last {gap.last_asked:%Y-%m-%d}"), 2)
        print_indented(console, Text(_ADVICE[gap.advice.value]), 2)
        for held in gap.held:
            print_indented(console, Text(safe(f"{held.title} ({held.published or 'undated'})")), 4)
    if told.open > len(told.gaps):
        console.print(f"{told.open - len(told.gaps)} more are open: -n shows more.")
