"""The words, tables and the plot of what benchmarks/soak.py measured."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot

from benchmarks.indexing_page import OURS, THEIRS, table
from benchmarks.ledger import Account, Written, share
from benchmarks.process_watch import Sample, slope_an_hour

WINDOW_SECONDS = 20.0
_MEGABYTE = 1_000_000
_INTRODUCTION = """An hour of busy use, as fast as it goes: {questions:,} questions, {commands:,} commands and \
{presses:,} presses of buttons in {minutes:.1f} minutes, by {chats} private chats and two groups that do something \
again as soon as they are answered and {passers} people who ask once, while an editor re-indexed {runs} times \
({uploads} of them an upload and its undoing). Telegram's limits were kept by the test server. The machine has {cores} \
processors, which the people, the server and other work shared: other work took {others:.0%} of them.
"""
_MEMORY = """
{table}

Memory, handles and threads after the warm-up ({warm:.0f} s): medians of the thirds of the samples, \
one a second. The slope is Theil and Sen's over all of them, for an hour of this pace. {rested}

![Memory, handles and waits over time, index runs shaded](images/soak.svg)
"""
_WAITS = """
{table}

A wait is from the question to its reply. "During" are those whose wait met an index run, {share:.0%} of them.
"""
_DISK = """
The data folder grew by {grown:.1f} MB, {each:.1f} kB an act: {parts}. The memory of what was asked, which makes \
buttons work for a year, grows with use. The index grows until the five generations that one can go back to are kept, \
and Chroma's graph by the passages that are gone, until it is built anew.
"""


@dataclass(frozen=True)
class Soaked:
    """What was measured. Times are unix seconds."""

    started: float
    warm_at: float
    ended: float
    samples: list[Sample]
    rested: Sample
    handles: dict[str, int]
    runs: list[tuple[float, float]]
    written: list[Written]
    account: Account
    counts: dict[str, int]
    unanswered_presses: int
    refused: int
    violations: int
    before: dict[str, int]
    after: dict[str, int]
    others_share: float
    exit_code: int
    log: str
    uploads: int
    watch_news: int
    chats: int

    def warm(self) -> list[Sample]:
        """The samples after the warm-up."""
        return [one for one in self.samples if self.warm_at <= one.at <= self.ended]

    def waits(self, *, during_runs: bool) -> list[float]:
        """Seconds of the questions that met an index run, or of those that met none, after the warm-up."""
        return [
            one.seconds
            for one in self.written
            if one.kind == "question"
            and one.replies
            and one.at >= self.warm_at
            and during_runs == any(one.at < end and one.replies[0][0] > start for start, end in self.runs)
        ]


def section(soaked: Soaked) -> str:
    """The section in Markdown."""
    minutes = (soaked.ended - soaked.started) / 60
    text = _INTRODUCTION.format(
        questions=soaked.counts.get("question", 0), commands=soaked.counts.get("command", 0),
        presses=soaked.counts.get("press", 0), minutes=minutes, chats=soaked.chats,
        passers=soaked.counts.get("passers-by", 0), runs=len(soaked.runs), uploads=soaked.uploads,
        cores=os.cpu_count(), others=soaked.others_share,
    )  # fmt: skip
    rested = soaked.rested
    rest = f"At rest afterwards: {rested.megabytes:.0f} MB, {rested.handles} handles, {rested.threads} threads."
    warm_seconds = soaked.warm_at - soaked.started
    text += _MEMORY.format(table=development(soaked.warm()), warm=warm_seconds, rested=rest)
    during, between = soaked.waits(during_runs=True), soaked.waits(during_runs=False)
    met = len(during) / max(1, len(during) + len(between))
    text += _WAITS.format(table=waits_table({"between index runs": between, "during index runs": during}), share=met)
    return text + fates(soaked) + disk(soaked)


def development(samples: Sequence[Sample]) -> str:
    """How memory, handles and threads develop."""
    third = len(samples) // 3
    rows = []
    for name, key, unit in (("memory", "megabytes", " MB"), ("handles", "handles", ""), ("threads", "threads", "")):
        parts = (samples[:third], samples[third:-third], samples[-third:])
        thirds = [median(float(getattr(one, key)) for one in part) for part in parts]
        most = max(float(getattr(one, key)) for one in samples)
        slope = slope_an_hour(list(samples), key)
        cells = [f"{value:,.0f}{unit}" for value in (*thirds, most)]
        rows.append([name, *cells, f"{slope:+,.1f}{unit}"])
    return table(["", "first third", "middle third", "last third", "most", "slope an hour"], rows)


def waits_table(waits: dict[str, list[float]]) -> str:
    """How long questions waited."""
    rows = []
    for name, some in waits.items():
        cells = [f"{share(some, part):.2f}" for part in (0.5, 0.95, 1.0)]
        rows.append([name, f"{len(some):,}", *cells])
    return table(["", "questions", "p50, s", "p95, s", "longest, s"], rows)


def fates(soaked: Soaked) -> str:
    """What was lost, said twice, out of order or refused."""
    account = soaked.account
    errors = Counter(
        line.split("]")[1].split()[0] for line in soaked.log.splitlines() if "[error" in line and "]" in line
    )
    logged = ", ".join(f"{name} {count}" for name, count in errors.most_common()) or "none"
    rows = [
        ["written to the bot", f"{account.written:,}"],
        ["lost: never replied to", str(account.lost)],
        ["questions answered twice", str(account.twice)],
        ["chats replied to out of order", str(account.chats_out_of_order)],
        ["apologies in place of an answer", str(account.apologised)],
        ["presses never answered", str(soaked.unanswered_presses)],
        ["requests over Telegram's limits", str(soaked.refused)],
        ["requests Telegram would not understand", str(soaked.violations)],
        ["news of watches told", str(soaked.watch_news)],
        ["errors in the log", logged],
        ["exit code of the stop at the end", str(soaked.exit_code)],
    ]
    return "\n" + table(["", ""], rows) + "\n"


def disk(soaked: Soaked) -> str:
    """By how much the data folder grew, and what of it."""
    grown = {key: soaked.after.get(key, 0) - soaked.before.get(key, 0) for key in soaked.after | soaked.before}
    largest = sorted(grown.items(), key=lambda item: -abs(item[1]))[:5]
    parts = ", ".join(f"{name} {size / _MEGABYTE:+.2f} MB" for name, size in largest if abs(size) > 10_000)
    total = sum(grown.values())
    return _DISK.format(grown=total / _MEGABYTE, each=total / 1000 / max(1, soaked.account.written), parts=parts)


def windows(soaked: Soaked) -> tuple[list[float], list[float], list[float]]:
    """Middles of windows in minutes, and the p50 and p95 of the questions asked in each."""
    asked = [one for one in soaked.written if one.kind == "question" and one.replies and one.at >= soaked.started]
    middles, halves, tails = [], [], []
    at = soaked.started
    while at < soaked.ended:
        waits = [one.seconds for one in asked if at <= one.at < at + WINDOW_SECONDS]
        if len(waits) >= 5:
            middles.append((at + WINDOW_SECONDS / 2 - soaked.started) / 60)
            halves.append(share(waits, 0.5))
            tails.append(share(waits, 0.95))
        at += WINDOW_SECONDS
    return middles, halves, tails


def draw(soaked: Soaked, target: Path) -> None:
    """Memory, handles and threads, and waits, over time, index runs shaded."""
    samples = [one for one in soaked.samples if one.at <= soaked.ended]
    minutes = [(one.at - soaked.started) / 60 for one in samples]
    figure, rows = pyplot.subplots(3, 1, figsize=(6.4, 6.0), sharex=True, layout="constrained")

    def memory(axes: Any) -> None:
        axes.plot(minutes, [one.megabytes for one in samples], color=OURS)
        axes.set_ylabel("MB resident")

    def handles(axes: Any) -> None:
        axes.plot(minutes, [one.handles for one in samples], color=OURS, label="handles")
        axes.plot(minutes, [one.threads for one in samples], color=THEIRS, label="threads")
        axes.legend(frameon=False, fontsize=9)

    def waits(axes: Any) -> None:
        middles, halves, tails = windows(soaked)
        axes.plot(middles, tails, marker="o", markersize=3, color=OURS, label="p95")
        axes.plot(middles, halves, marker="o", markersize=3, color=THEIRS, label="p50")
        axes.set_ylabel("seconds to the reply")
        axes.set_xlabel("minutes; index runs shaded")
        axes.legend(frameon=False, fontsize=9)

    drawn: tuple[Callable[[Any], None], ...] = (memory, handles, waits)
    for axes, part in zip(rows, drawn, strict=True):
        part(axes)
        axes.set_ylim(bottom=0)
        for start, end in soaked.runs:
            axes.axvspan((start - soaked.started) / 60, (end - soaked.started) / 60, color="#dddddd", zorder=0)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
    rows[0].set_title("An hour of busy use, as fast as it goes", fontsize=11)
    target.parent.mkdir(parents=True, exist_ok=True)
    matplotlib.rcParams["svg.hashsalt"] = "benchmarks"  # the same figures, the same file
    figure.savefig(target, metadata={"Date": None} if target.suffix == ".svg" else None)
    pyplot.close(figure)
