"""What an index run says of itself: progress while it goes, a report when it is done."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

Stage = Literal["reading", "fetching", "embedding", "switching"]


@dataclass(frozen=True)
class Progress:
    """How far a run is: in files (reading), pages (fetching) or passages (embedding); `total` is 0 where unknown.

    `found` counts the articles and list entries read so far.
    """

    stage: Stage
    done: int
    total: int
    found: int = 0


ProgressCallback = Callable[[Progress], None]


class Pace:
    """The rate of the stage a run is in, and the time it has left at that rate."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._stage: Stage | None = None
        self._began = (0.0, 0)
        self.per_second: float | None = None
        self.seconds_left: float | None = None

    def note(self, progress: Progress) -> None:
        """Take in how far the run is now."""
        now = self._clock()
        if progress.stage != self._stage or progress.done < self._began[1]:
            self._stage, self._began = progress.stage, (now, progress.done)
        passed, done = now - self._began[0], progress.done - self._began[1]
        self.per_second = done / passed if passed > 0 and done > 0 else None
        left = progress.total - progress.done
        self.seconds_left = left / self.per_second if self.per_second and progress.total and left >= 0 else None


class SkippedItem(BaseModel):
    """One thing left out of the corpus, with the reason."""

    model_config = ConfigDict(frozen=True)

    path: str
    line: int | None = None
    reason: str


class HeldBackItem(BaseModel):
    """A source that would lose much: `removed` of its `of` articles and listings. Nothing was taken from it."""

    model_config = ConfigDict(frozen=True)

    source: str
    removed: int
    of: int


class WaitingItem(BaseModel):
    """A generation that is built but not live: it waits for a yes (`index --accept`), for the reason given."""

    model_config = ConfigDict(frozen=True)

    generation: str
    reason: str


class IndexReport(BaseModel):
    """The result of an index run. Counts are of articles and listings together unless the name says otherwise.

    `held_back` are the sources whose removals wait for a yes, `waiting` a generation that does; `notes` tell what else
    there is to know. Of a dry run, `to_fetch` are the pages it would have fetched, `to_embed` the passages it would
    have embedded, `reasons` why, and `expected_seconds` how long the run would take at the pace of the last one that
    embedded (None where none did, or nothing was measured).
    """

    model_config = ConfigDict(frozen=True)

    generation: str | None
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    duplicates: int = 0
    skipped: tuple[SkippedItem, ...] = ()
    held_back: tuple[HeldBackItem, ...] = ()
    waiting: WaitingItem | None = None
    notes: tuple[str, ...] = ()
    to_fetch: tuple[str, ...] = ()
    to_embed: int = 0
    reasons: tuple[str, ...] = ()
    expected_seconds: float | None = None
    articles: int = 0
    listings: int = 0
    passages: int = 0
    embedded: int = 0
    seconds: float = 0.0
    dry_run: bool = False
