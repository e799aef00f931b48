"""The log of index runs: when, how started, what changed, how long, how it ended. A file of JSON lines.

A run writes a line when it begins and another when it ends, so that one that was killed shows as cut off. A log that
cannot be written stops no run.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import SanctionsBotError
from index.shelf import write_over

KEPT_RUNS = 50
_REWRITTEN_AT_LINES = 4 * KEPT_RUNS
_ENOUGH_PASSAGES = 20  # embedded in a run whose rate is worth going by

Outcome = Literal["running", "switched", "unchanged", "waiting", "failed", "cut off"]


class Run(BaseModel):
    """One run. `by` is who or what started it; seconds are those spent in all, reading sources and embedding."""

    model_config = ConfigDict(frozen=True)

    started_at: datetime
    by: str
    what: str = "index"
    outcome: Outcome = "running"
    generation: str | None = None
    added: int = 0
    changed: int = 0
    removed: int = 0
    embedded: int = 0
    seconds: float = 0.0
    reading_seconds: float = 0.0
    embedding_seconds: float = 0.0
    error: str | None = None

    @property
    def passages_per_second(self) -> float | None:
        """How fast it embedded, None where it embedded too little to tell."""
        if self.embedded < _ENOUGH_PASSAGES or self.embedding_seconds <= 0:
            return None
        return self.embedded / self.embedding_seconds


class RunLog:
    """The runs of one data folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def last(self, count: int = KEPT_RUNS, *, running: bool = False) -> list[Run]:
        """The last `count` runs, newest first. `running`: a run is under way, so that its end is not missing yet."""
        runs: dict[datetime, Run] = {}
        try:
            lines = self._path.read_bytes().splitlines()
        except OSError:
            return []
        for line in lines:
            with suppress(ValidationError):  # a line cut off by a crash or a full disk
                run = Run.model_validate_json(line)
                runs[run.started_at] = run
        found = [runs[key] for key in sorted(runs, reverse=True)][:count]
        return [
            run
            if run.outcome != "running" or (running and place == 0)
            else run.model_copy(update={"outcome": "cut off"})
            for place, run in enumerate(found)
        ]

    def rate(self) -> Run | None:
        """The latest run that embedded enough for its pace to be gone by."""
        return next((run for run in self.last() if run.passages_per_second is not None), None)

    @contextmanager
    def recorded(self, by: str, what: str) -> Iterator[Record]:
        """Log a run: its beginning now, and at the end what the record says then, or the error that ended it."""
        record = Record(Run(started_at=datetime.now(UTC), by=by, what=what))
        started = time.monotonic()
        self._append(record.run)
        try:
            yield record
        except BaseException as error:
            told = str(error) if isinstance(error, SanctionsBotError) else type(error).__name__.strip("_")
            record.note(outcome="failed", error=told[:500])
            raise
        finally:
            record.note(seconds=round(time.monotonic() - started, 3))
            self._append(record.run)

    def _append(self, run: Run) -> None:
        line = json.dumps(run.model_dump(mode="json", exclude_defaults=True)) + "\n"
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            content = self._path.read_bytes() if self._path.is_file() else b""
            if content.count(b"\n") >= _REWRITTEN_AT_LINES:
                kept = self.last(KEPT_RUNS, running=True)[::-1]
                write_over(self._path, "".join(one.model_dump_json() + "\n" for one in kept).encode())
                content = b""
            with self._path.open("ab") as file:
                # A line that was cut off must not spoil this one.
                file.write(b"\n" * (content != b"" and not content.endswith(b"\n")) + line.encode())


class Record:
    """What is known so far of a run that goes on."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def note(self, **values: object) -> None:
        """Set fields of the run."""
        self.run = self.run.model_copy(update=values)
