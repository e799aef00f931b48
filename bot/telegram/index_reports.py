"""What index runs do, in words: how far one is, what it did, what it would do, and all that it left out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from bot.telegram.speech import Speech
from bot.telegram.untrusted import clean_line
from index.report import IndexReport, Progress, SkippedItem

SKIPPED_SHOWN = 5
REASON_CHARS = 200
PACED_STAGES = frozenset({"reading", "fetching", "embedding"})
STAGES = PACED_STAGES | {"linking", "switching"}


def progress_text(progress: Progress, per_second: float | None, seconds_left: float | None, speech: Speech) -> str:
    """How far a re-index is, how fast it goes and how long this stage has left, where these are known."""
    share = ""
    if progress.total:
        share = speech.say("reindex-share", done=progress.done, total=progress.total)
    elif progress.done:
        share = speech.say("reindex-share-so-far", done=progress.done)
    stage = progress.stage if progress.stage in STAGES else "working"
    pace = []
    if per_second is not None and stage in PACED_STAGES:
        if per_second >= 1.5:
            pace.append(speech.say("reindex-per-second", count=round(per_second)))
        else:
            pace.append(speech.say("reindex-per-minute", count=round(per_second * 60)))
        if seconds_left is not None:
            pace.append(speech.say("reindex-left", duration=speech.duration(seconds_left)))
    lines = [speech.say(f"reindex-{stage}", share=share), ", ".join(pace), speech.say("reindex-meanwhile")]
    return "\n".join(filter(None, lines))


def report_text(report: IndexReport, speech: Speech) -> str:
    """What an index run did, for a chat."""
    took = speech.say("reindex-took", duration=speech.duration(report.seconds)) if report.seconds >= 1 else ""
    changes = _changes(report, speech)
    if changes:
        lines = [speech.say("reindex-done", took=took, changes=", ".join(changes), unchanged=report.unchanged)]
    else:
        lines = [speech.say("reindex-done-unchanged", took=took)]
    if report.duplicates:
        lines.append(speech.say("reindex-duplicates", count=report.duplicates))
    lines.append(
        speech.say("reindex-held", articles=report.articles, passages=report.passages, entries=report.listings)
    )
    for change in report.list_changes:
        if change.previous is not None:
            lines.append(
                speech.say(
                    "reindex-list" if change.dated else "reindex-list-read",
                    list=clean_line(change.list, 80),
                    day=change.edition,
                    added=change.added,
                    removed=change.removed,
                    changed=change.changed,
                )
            )
    if report.waiting is not None:
        lines += ["", speech.say("reindex-waiting", reason=clean_line(report.waiting.reason, 300))]
    lines += [*_held_back(report, speech), *_skipped(report, speech)]
    return "\n".join(lines)


def plan_text(report: IndexReport, speech: Speech) -> str:
    """What an index run would do, found by a dry run."""
    changes = _changes(report, speech)
    other_settings = next((one for one in report.reasons if one.startswith("other settings")), None)
    lines = [
        speech.say("plan-changes", changes=", ".join(changes), unchanged=report.unchanged)
        if changes
        else speech.say("plan-nothing")
    ]
    if report.to_fetch:
        lines.append(speech.say("plan-pages", count=len(report.to_fetch)))
    if other_settings is not None:
        lines.append(speech.say("plan-settings", reason=clean_line(other_settings)))
    if report.to_embed:
        lines.append(speech.say("plan-passages", count=report.to_embed))
    if report.expected_seconds is not None and (changes or report.to_embed):
        lines.append(speech.say("plan-takes", duration=speech.duration(max(1.0, report.expected_seconds))))
    elif report.to_embed:
        lines.append(speech.say("plan-takes-unknown"))
    return "\n".join([*lines, *_held_back(report, speech), *_skipped(report, speech)])


def skip_list(skipped: Sequence[SkippedItem], *, private: bool) -> bytes:
    """All that was left out, a line each, as a text file; in a group without the folders of the machine."""
    lines = []
    for item in skipped:
        path = item.path if private else PurePath(item.path).name
        where = path if item.line is None else f"{path}, line {item.line}"
        lines.append(f"{clean_line(where, 1000)}: {clean_line(item.reason, 1000)}\n")
    return "".join(lines).encode("utf-8", "replace")


def _changes(report: IndexReport, speech: Speech) -> list[str]:
    counts = {"reindex-added": report.added, "reindex-changed": report.changed, "reindex-removed": report.removed}
    return [speech.say(what, count=count) for what, count in counts.items() if count]


def _held_back(report: IndexReport, speech: Speech) -> list[str]:
    lines = []
    for held in report.held_back:
        source = clean_line(PurePath(held.source).name, 80)
        lines += ["", speech.say("reindex-held-back", source=source, removed=held.removed, of=held.of)]
    return lines


def _skipped(report: IndexReport, speech: Speech) -> list[str]:
    if not report.skipped:
        return []
    lines = ["", speech.say("reindex-skipped", count=len(report.skipped))]
    for item in report.skipped[:SKIPPED_SHOWN]:
        file, reason = clean_line(PurePath(item.path).name, 80), clean_line(item.reason, REASON_CHARS)
        if item.line is None:
            told = speech.say("reindex-skipped-file", file=file, reason=reason)
        else:
            told = speech.say("reindex-skipped-line", file=file, line=item.line, reason=reason)
        lines.append(f"• {told}")
    if len(report.skipped) > SKIPPED_SHOWN:
        lines.append(speech.say("reindex-skipped-more", count=len(report.skipped) - SKIPPED_SHOWN))
    return lines
