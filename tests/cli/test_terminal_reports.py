"""What the terminal tells of index runs, sources, state and gaps, from data alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.answers.answer import Held
from bot.findings import Finding
from bot.gaps import Advice, ToldGap, ToldGaps
from bot.status import GenerationStatus, SourceStatus, Status
from bot.terminal_reports import _ADVICE, show_findings, show_gaps, show_report, show_sources, show_status
from index.report import IndexReport, ListChanges, SkippedItem
from index.runs import Run

NIGHT = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
ESCAPE = "\x1b[31m"


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    out = capsys.readouterr().out
    assert "\x1b" not in out
    return [line.rstrip() for line in out.splitlines()]


def test_a_report_tells_what_each_edition_changed_what_was_skipped_and_what_to_know(capsys) -> None:
    newer = ListChanges(
        list="EU list", edition=date(2026, 1, 3), dated=True, previous=date(2025, 12, 1), added=7, removed=1,
        names_added=("Alba", "Borealis"), names_removed=(f"Cordis{ESCAPE}",),
    )  # fmt: skip
    first = ListChanges(list="UN list", edition=date(2026, 1, 4), dated=False, added=1200)
    report = IndexReport(
        generation="g000004", added=7, removed=1, unchanged=90, articles=5, listings=91, passages=12, embedded=7,
        seconds=3.21, list_changes=(newer, first), notes=("the feed moved",),
        skipped=(SkippedItem(path="a.csv", line=3, reason="no title"), SkippedItem(path="b.pdf", reason="no text")),
    )  # fmt: skip
    show_report(report)
    assert lines(capsys) == [
        "7 added, 0 changed, 1 removed, 90 unchanged, 0 duplicates, 2 skipped.",
        "EU list, edition of 3 January 2026, after that of 1 December 2025: 7 added, 1 removed, 0 changed.",
        "  added: Alba; Borealis and 5 more",
        "  removed: Cordis[31m",
        "UN list, as read on 4 January 2026: 1,200 entries.",
        "  skipped a.csv:3: no title",
        "  skipped b.pdf: no text",
        "  note: the feed moved",
        "Generation g000004: 5 articles, 91 listings, 12 passages (7 embedded), 3.2 s.",
    ]


def test_a_dry_run_tells_what_would_be_fetched_why_and_how_long_it_takes(capsys) -> None:
    plan = IndexReport(
        generation="g000004", added=2, to_fetch=("https://a.example/1",), to_embed=4000, expected_seconds=600.0,
        reasons=("2 new",), dry_run=True,
    )  # fmt: skip
    show_report(plan)
    assert lines(capsys) == [
        "2 would be added, 0 changed, 0 removed, 0 unchanged, 0 duplicates, 0 skipped.",
        "  would fetch https://a.example/1",
        "  why: 2 new",
        "4,000 passages would be embedded, about 10 min at the last pace.",
    ]
    show_report(IndexReport(generation="g000004", dry_run=True))
    assert lines(capsys)[1:] == ["  why: nothing has changed", "0 passages would be embedded."]


def test_sources_tell_what_they_gave_and_when_a_failing_one_is_asked_again(capsys) -> None:
    show_sources(())
    assert lines(capsys) == ["No sources yet: `sanctions-bot index PATH` adds one."]
    folder = SourceStatus(
        id="a", location="/news", kind="folder", articles=4, listings=1, files=5, skipped=2, last_success=NIGHT
    )
    feed = SourceStatus(
        id="b", location=f"https://a.example/feed{ESCAPE}", kind="feed", articles=0, listings=0, failures=3,
        next_due=NIGHT + timedelta(hours=1), last_error="HTTP 500",
    )  # fmt: skip
    show_sources([folder, feed, feed.model_copy(update={"failures": 1})])
    assert lines(capsys) == [
        "/news: folder, 4 articles, 1 listings of 5 files, 2 skipped or doubted, read 5 January 2026",
        "https://a.example/feed[31m: feed, 0 articles, 0 listings of 0 pages, not read yet",
        "  HTTP 500",
        "  failed 3 times in a row; asked again from 2026-01-05 03:30 UTC",
        "https://a.example/feed[31m: feed, 0 articles, 0 listings of 0 pages, not read yet",
        "  HTTP 500",
        "  failed once; asked again from 2026-01-05 03:30 UTC",
    ]


def test_status_tells_how_runs_ended_and_what_can_be_gone_back_to(capsys) -> None:
    switched = Run(
        started_at=NIGHT, by="schedule", outcome="switched", generation="g000002", added=1200, removed=3,
        embedded=4000, seconds=120.0, embedding_seconds=100.0,
    )  # fmt: skip
    failed = Run(started_at=NIGHT, by="", outcome="failed", error=f"disk full{ESCAPE}")
    kept = [GenerationStatus(id="g000001", articles=4, listings=1, passages=9)]
    kept.append(GenerationStatus(id="g000002", switched_at=NIGHT, articles=1204, listings=1, passages=99, live=True))
    status = Status(
        generation="g000002", articles=1204, listings=1, passages=99, model="m", last_run=NIGHT,
        runs=(failed, switched), generations=tuple(kept), gaps=2, health={"index": "ok"},
    )  # fmt: skip
    show_status(status)
    shown = {line[:14].strip(): line[16:] for line in lines(capsys)}
    assert shown["newest article"] == "-"
    assert shown["last run"] == "2026-01-05 02:30 UTC"
    assert shown["runs"] == "2026-01-05 02:30; index; failed: disk full[31m"
    assert shown["run"] == (
        "2026-01-05 02:30; index by schedule; switched to g000002; 1,200 added, 3 removed; 2 min, 40 passages/s"
    )
    assert shown["generations"] == "g000002: 1,204 articles, 1 listings, live since 2026-01-05 02:30"
    assert shown["generation"] == "g000001: 4 articles, 1 listings"  # below the line with the one in use
    assert shown["index"] == "ok"


def test_a_problem_found_is_followed_by_what_mends_it(capsys) -> None:
    found = [
        Finding("disk", "ok", "40 GB free"),
        Finding("admins", "note", "nobody is set", "Set SANCTIONS_BOT_ADMINS."),
        Finding("index", "problem", f"damaged{ESCAPE}", "Run `sanctions-bot index --full`."),
    ]
    show_findings(found)
    assert lines(capsys) == [
        "OK       disk: 40 GB free",
        "note     admins: nobody is set",
        "         Set SANCTIONS_BOT_ADMINS.",
        "PROBLEM  index: damaged[31m",
        "         Run `sanctions-bot index --full`.",
    ]


def test_gaps_tell_who_missed_what_and_what_would_mend_it(capsys) -> None:
    show_gaps(ToldGaps(open=0, gaps=()))
    assert lines(capsys) == ["No open gaps: every question was answered, and no answer disliked."]
    gap = ToldGap(
        questions=(f"Who is Nobody?{ESCAPE}", "who's nobody"), unanswered=3, disliked=1, reasons={"outdated": 1},
        last_asked=NIGHT, advice=Advice.NEWER, held=(Held(article_id="a", title="Old news"),),
    )  # fmt: skip
    show_gaps(ToldGaps(open=5, gaps=(gap,)))
    assert lines(capsys) == [
        "Who is Nobody?[31m",
        "  who's nobody",
        "  unanswered 3×, disliked 1×, outdated 1×; last 2026-01-05",
        "  add newer reporting than it cites:",
        "    Old news (undated)",
        "4 more are open: -n shows more.",
    ]
    assert _ADVICE.keys() == {advice.value for advice in Advice}
