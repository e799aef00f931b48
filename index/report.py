"""What an index run says of itself: progress while it goes, a report when it is done."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from corpus.list_history import Edition, EntryChange

Stage = Literal["reading", "fetching", "embedding", "linking", "switching"]
MOST_NAMES = 5  # of entries that an edition added, removed or changed, in a report


@dataclass(frozen=True)
class Progress:
    """How far a run is: in files (reading), pages (fetching), passages (embedding) or articles (linking).

    `total` is 0 where unknown; `found` counts the articles and list entries read so far.
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


class ListChanges(BaseModel):
    """A new edition of a list, and what it changed, with the names of a few entries.

    `edition` is its date or, where the list states none (`dated` is false), the day it was read; `previous` that of the
    edition before, None for the first: of that, `added` are all entries.
    """

    model_config = ConfigDict(frozen=True)

    list: str
    edition: date
    dated: bool
    previous: date | None = None
    added: int = 0
    removed: int = 0
    changed: int = 0
    names_added: tuple[str, ...] = ()
    names_removed: tuple[str, ...] = ()
    names_changed: tuple[str, ...] = ()

    @classmethod
    def of(cls, edition: Edition, changes: Sequence[EntryChange]) -> ListChanges:
        """What there is to tell of `edition`."""
        names: dict[str, list[str]] = {"added": [], "removed": [], "changed": []}
        for change in changes:
            fields = f" ({', '.join(change.fields)})" if change.what == "changed" else ""
            names[change.what].append(change.name + fields)
        return cls(
            list=edition.list,
            edition=edition.day,
            dated=edition.dated,
            previous=edition.previous,
            added=len(names["added"]) if edition.previous is not None else edition.entries,
            removed=len(names["removed"]),
            changed=len(names["changed"]),
            names_added=tuple(names["added"][:MOST_NAMES]),
            names_removed=tuple(names["removed"][:MOST_NAMES]),
            names_changed=tuple(names["changed"][:MOST_NAMES]),
        )


class WaitingItem(BaseModel):
    """A generation that is built but not live: it waits for a yes (`index --accept`), for the reason given."""

    model_config = ConfigDict(frozen=True)

    generation: str
    reason: str


class IndexReport(BaseModel):
    """The result of an index run. Counts are of articles and listings together unless the name says otherwise.

    An entry that a list's new edition repeats as it was is `unchanged`; `list_changes` tells what each edition did.
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
    list_changes: tuple[ListChanges, ...] = ()
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
