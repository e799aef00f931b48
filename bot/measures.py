"""Measures: what happens is told here as numbers, and heard by metrics.py where metrics are on, by nobody elsewhere.

Labels name kinds of things, out of a few words each: never a text, a name or an id of anybody.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, ParamSpec, Protocol, TypeVar

from corpus.errors import WriterBusyError

if TYPE_CHECKING:
    from index.report import IndexReport

# Of one answer, in order. Understanding ends where the first passage is sought; the rest is by their names.
Stage = Literal["understanding", "retrieval", "evidence", "writing", "sending"]
P = ParamSpec("P")
T = TypeVar("T")


class Listener(Protocol):
    """Hears every measure by its name in metrics.py."""

    def count(self, name: str, amount: float, labels: dict[str, str]) -> None:
        """Something happened, `amount` times."""

    def observe(self, name: str, value: float, labels: dict[str, str]) -> None:
        """Something was measured, most often in seconds."""


_listener: Listener | None = None
_spent: ContextVar[dict[Stage, float] | None] = ContextVar("spent", default=None)


def listen(listener: Listener | None) -> None:
    """Tell `listener` from now on; None for nobody."""
    global _listener
    _listener = listener


def count(name: str, amount: float = 1, **labels: str) -> None:
    """Something happened. Safe to call from any thread."""
    if _listener is not None:
        _listener.count(name, amount, labels)


def observe(name: str, value: float, **labels: str) -> None:
    """Something was measured."""
    if _listener is not None:
        _listener.observe(name, value, labels)


@contextmanager
def stage(name: Stage) -> Iterator[None]:
    """Time a stage of the answer that somebody waits for; gone through several times, it counts once, with all of it.

    What the bot asks itself, to offer questions or to find days, is not timed.
    """
    started = time.perf_counter()
    try:
        yield
    finally:
        spent = _spent.get()
        if spent is not None:
            spent[name] = spent.get(name, 0.0) + time.perf_counter() - started


def searched(*, whole: bool) -> None:
    """How sources were searched for such an answer: by meaning and words, or by words alone."""
    if _spent.get() is not None:
        count("retrievals", search="whole" if whole else "words_alone")


def measured(ask: Callable[P, T]) -> Callable[P, T]:
    """`ask` with its stages timed."""

    def timed(*args: P.args, **kwargs: P.kwargs) -> T:
        with one_answer():
            return ask(*args, **kwargs)

    return timed


@contextmanager
def one_answer() -> Iterator[None]:
    """An answer that somebody waits for; of its stages understanding is what no other takes."""
    if _listener is None:
        yield
        return
    spent: dict[Stage, float] = {}
    token = _spent.set(spent)
    started = time.perf_counter()
    try:
        yield
    finally:
        _spent.reset(token)
        spent["understanding"] = max(0.0, time.perf_counter() - started - sum(spent.values()))
        for name, seconds in spent.items():
            observe("stage_seconds", seconds, stage=name)


@dataclass
class CountedRun:
    """An index run that goes on; `report` is what came of it."""

    report: IndexReport | None = None


@contextmanager
def run_counted() -> Iterator[CountedRun]:
    """An index run: how it ended, how long it took, and how much it embedded."""
    run = CountedRun()
    started = time.perf_counter()
    failed = "failed"
    try:
        yield run
    except WriterBusyError:
        failed = "busy"
        raise
    finally:
        report = run.report
        if report is None:
            outcome = failed
        elif report.waiting is not None:
            outcome = "waiting"
        else:
            outcome = "switched" if report.added or report.changed or report.removed or report.embedded else "unchanged"
        if report is None or not report.dry_run:
            count("index_runs", outcome=outcome)
            count("index_run_passages", report.embedded if report is not None else 0)
            observe("index_run_seconds", time.perf_counter() - started)
