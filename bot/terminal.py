"""The terminal: answers, hits, matches and reports as people read them, and progress bars on stderr.

Plain text when stdout is not a terminal. Texts come from articles and lists, so what could steer a terminal (escape
sequences, overrides of writing direction) is taken out of everything shown.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.live import Live
from rich.padding import Padding
from rich.text import Text

from bot.answers.answer import also_published, pages_cited
from bot.durations import duration

if TYPE_CHECKING:
    from bot.answers.answer import Answer, Citation
    from bot.findings import Finding
    from bot.service import GenerationStatus, ListStatus, SourceStatus, Status
    from index.evaluation import Evaluation
    from index.report import IndexReport, ListChanges, Progress, ProgressCallback
    from index.runs import Run

_RUNS_SHOWN = 5  # by `status`; --json has more
_WIDTH = 100  # wider lines are hard to read
# Control characters but tab and newline, and the marks that override writing direction.
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MARK = re.compile(r"\[\d+\]")
_UNITS = {
    "reading": "files",
    "fetching": "pages",
    "embedding": "passages",
    "linking": "articles",
    "switching": "switch",
}


def safe(text: object) -> str:
    """`text` without anything that could steer a terminal."""
    return _STEERING.sub("", str(text))


def _console() -> Console:
    # Lines are folded for a terminal alone: in a pipe a paragraph stays one line.
    width = min(_WIDTH, shutil.get_terminal_size().columns) if sys.stdout.isatty() else 100_000
    return Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def _day(value: object) -> str:
    """A date as English writes it; JSON has it as text."""
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    return f"{value.day} {value:%B %Y}" if isinstance(value, date) else ""


def _title_line(title: str, source: object, published: object, pages: str = "") -> str:
    origin = ", ".join(safe(part) for part in (source, _day(published), pages) if part)
    return f"{safe(title)} — {origin}" if origin else safe(title)


def _print_indented(console: Console, text: Text, by: int) -> None:
    if console.is_terminal:
        console.print(Padding(text, (0, 0, 0, by)))
    else:
        # Padding fills lines up with spaces, which a file or a pipe need not have.
        console.print(Text("\n".join(" " * by + line if line else "" for line in text.plain.split("\n"))))


def written_answer(answer: Answer, width: int) -> str:
    """The answer as `show_answer` shows it, as plain text with lines of at most `width` characters."""
    page = StringIO()
    show_answer(answer, Console(file=page, width=width, highlight=False, markup=False, emoji=False))
    return "".join(line.rstrip() + "\n" for line in page.getvalue().splitlines())


@contextmanager
def as_it_comes() -> Iterator[Callable[[str], None] | None]:
    """Shows sentences while an answer is written, and takes them away at the end; None where nobody watches."""
    console = _console()
    if not console.is_terminal:
        yield None
        return
    sentences: list[str] = []
    with Live(console=console, transient=True, auto_refresh=False) as live:

        def show(sentence: str) -> None:
            sentences.append(safe(sentence))
            live.update(Text(" ".join(sentences)), refresh=True)

        yield show


def show_answer(answer: Answer, console: Console | None = None) -> None:
    """The answer, then its sources by number; where there is none, the nearest things held."""
    console = console or _console()
    text = Text(safe(answer.text))
    text.highlight_regex(_MARK, "cyan")
    console.print(text)
    for note in answer.notes:
        console.print(Text(safe(note), style="dim"))
    if answer.citations:
        console.print(Text("\nSources", style="bold"))
        sources: dict[str | None, list[Citation]] = {}
        for citation in answer.citations:
            sources.setdefault(citation.article_id or citation.listing_id, []).append(citation)
        for cited in sources.values():
            marks = " ".join(f"[{citation.n}]" for citation in cited)
            first = cited[0]
            _show_source(console, marks, first.title, first.source, first.published, first.url, pages_cited(cited))
            others = also_published(first)
            if others:
                _print_indented(console, Text(safe(others), style="dim"), 4)
    if answer.nearest:
        console.print(Text("\nNearest in the corpus", style="bold"))
        for held in answer.nearest:
            _show_source(console, "-", held.title, held.source, held.published, held.url)


def _show_source(
    console: Console, mark: str, title: str, source: object, published: object, url: object, pages: str = ""
) -> None:
    line = Text.assemble((mark, "cyan"), " ", _title_line(title, source, published, pages))
    console.print(line)
    if url:
        _print_indented(console, Text(safe(url), style="dim", overflow="fold"), 4)


def show_passage(citation: Citation) -> None:
    """The passage a citation is taken from, the quote marked."""
    console = _console()
    title = _title_line(citation.title, citation.source, citation.published, pages_cited([citation]))
    console.print(Text(title, style="bold"))
    others = also_published(citation)
    if others:
        console.print(Text(safe(others), style="dim"))
    start, end = citation.start - citation.passage_start, citation.end - citation.passage_start
    passage = citation.passage
    if passage[start:end] == citation.quote:
        parts = (safe(passage[:start]), ("»" + safe(citation.quote) + "«", "bold yellow"), safe(passage[end:]))
        console.print(Text.assemble(*parts))
    else:
        console.print(Text(f"“{safe(citation.quote)}”"))
    if citation.url:
        console.print(Text(safe(citation.url), style="dim", overflow="fold"))


def show_hits(hits: Sequence[dict[str, Any]]) -> None:
    """Passages with their scores, best first."""
    console = _console()
    if not hits:
        console.print("Nothing found.")
    elif hits[0].get("by_words_alone"):
        console.print(Text("The search by meaning is away: found by words alone.", style="yellow"))
    for rank, hit in enumerate(hits, 1):
        title = _title_line(hit["title"], hit.get("source"), hit.get("published"))
        console.print(Text.assemble((f"{rank}. {title}", "bold"), (f"  {hit['score']:.3f}", "dim")))
        _print_indented(console, Text(safe(hit["passage"])), 3)
        if hit.get("url"):
            _print_indented(console, Text(safe(hit["url"]), style="dim", overflow="fold"), 3)


def show_matches(found: dict[str, Any], lists: Iterable[ListStatus]) -> None:
    """Listings that bear a name, then articles that mention it."""
    console = _console()
    for match in found["matches"]:
        _show_match(console, match)
    if not found["matches"]:
        held = ", ".join(safe(entry.list) + (f" (as of {_day(entry.as_of)})" if entry.as_of else "") for entry in lists)
        where = f"the lists held here: {held}" if held else "any list: no official list is held here"
        console.print(Text(f"No such name in {where}."))
        nearest = found.get("nearest", ())
        if nearest:
            console.print(Text("\nThe nearest names, which may be others", style="bold"))
        for match in nearest:
            _show_match(console, match)
    if found.get("articles"):
        console.print(Text("\nArticles", style="bold"))
        for article in found["articles"]:
            _show_source(
                console, "-", article["title"], article.get("source"), article.get("published"), article.get("url")
            )


def _show_match(console: Console, match: dict[str, Any]) -> None:
    """A listing with what tells it from others and, where asked for, which words of its name matched how."""
    other = safe(match["matched_name"])
    names = safe(match["name"]) + (f" (as {other})" if other != safe(match["name"]) else "")
    programmes = [safe(programme) for programme in match["programmes"]]
    told = [safe(fact) for fact in match["facts"] if fact not in (match["kind"], "/".join(match["programmes"][:3]))]
    kind = "; ".join([safe(match["kind"]), *told])
    console.print(Text.assemble((f"{match['score']:.2f}  ", "cyan"), (names, "bold"), f" — {kind}"))
    facts = [safe(match["list"])]
    if programmes:
        facts.append("programmes " + ", ".join(programmes))
    if match["listed_on"]:
        facts.append(f"listed {_day(match['listed_on'])}")
    if match["delisted_on"]:
        facts.append(f"removed {_day(match['delisted_on'])}")
    if match["as_of"]:
        facts.append(f"list as of {_day(match['as_of'])}")
    if match["absent_from"]:
        facts.append(f"absent from the list of {_day(match['absent_from'])}")
    if match["in_the_news"]:
        facts.append("in the news as " + ", ".join(safe(form) for form in match["in_the_news"]))
    _print_indented(console, Text("; ".join(facts)), 6)
    if "explanation" in match:
        _print_indented(console, Text(f"{safe(match['how'])}:"), 6)
    for part in match.get("explanation", ()):
        asked, listed = safe(part["asked"]) or "-", safe(part["listed"]) or "-"
        line = f"{asked:<20} {listed:<20} {part['likeness']:.2f}  {safe(part['how'])}"
        _print_indented(console, Text(line), 8)
    if match["source_url"]:
        _print_indented(console, Text(safe(match["source_url"]), style="dim", overflow="fold"), 6)


def show_report(report: IndexReport) -> None:
    """What an index run did, or would do."""
    console = _console()
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
    edition = f"edition of {_day(change.edition)}" if change.dated else f"as read on {_day(change.edition)}"
    if change.previous is None:
        console.print(Text(f"{safe(change.list)}, {edition}: {change.added:,} entries."))
        return
    counts = f"{change.added:,} added, {change.removed:,} removed, {change.changed:,} changed"
    console.print(Text(f"{safe(change.list)}, {edition}, after that of {_day(change.previous)}: {counts}."))
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
    console = _console()
    if not sources:
        console.print("No sources yet: `sanctions-bot index PATH` adds one.")
    for source in sources:
        read = f"read {_day(source.last_success)}" if source.last_success else "not read yet"
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
    console = _console()
    rows: list[tuple[str, object]] = [
        ("generation", status.generation or "none yet"),
        ("articles", status.articles),
        ("newest article", _day(status.newest_article) or "-"),
        ("listings", status.listings),
        *((f"  {safe(entry.list)}", f"{entry.entries}, as of {_day(entry.as_of) or '?'}") for entry in status.lists),
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
    console = _console()
    words = {"ok": ("OK     ", "green"), "note": ("note   ", "yellow"), "problem": ("PROBLEM", "bold red")}
    for finding in findings:
        word, style = words[finding.status]
        console.print(Text.assemble((word, style), f"  {finding.name}: {safe(finding.message)}"))
        if finding.remedy:
            _print_indented(console, Text(safe(finding.remedy)), 9)


def show_evaluation(evaluation: Evaluation) -> None:
    """The measures, one a line."""
    console = _console()
    for name, value in evaluation.model_dump().items():
        console.print(f"{name.replace('_', ' '):<26}{'-' if value is None else value}")


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
