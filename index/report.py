"""What an index run says of itself: progress while it goes, a report when it is done."""

from __future__ import annotations

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

    `total` is 0 where unknown.
    """

    stage: Stage
    done: int
    total: int


ProgressCallback = Callable[[Progress], None]


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


class IndexReport(BaseModel):
    """The result of an index run. Counts are of articles and listings together unless the name says otherwise.

    An entry that a list's new edition repeats as it was is `unchanged`; `list_changes` tells what each edition did.
    `held_back` are the sources whose removals wait for a yes; `to_fetch` the pages a dry run would have fetched.
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
    to_fetch: tuple[str, ...] = ()
    articles: int = 0
    listings: int = 0
    passages: int = 0
    embedded: int = 0
    seconds: float = 0.0
    dry_run: bool = False
