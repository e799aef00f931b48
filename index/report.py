"""What an index run says of itself: progress while it goes, a report when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

Stage = Literal["reading", "fetching", "embedding", "switching"]


@dataclass(frozen=True)
class Progress:
    """How far a run is: in files (reading), pages (fetching) or passages (embedding); `total` is 0 where unknown."""

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


class IndexReport(BaseModel):
    """The result of an index run. Counts are of articles and listings together unless the name says otherwise.

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
    to_fetch: tuple[str, ...] = ()
    articles: int = 0
    listings: int = 0
    passages: int = 0
    embedded: int = 0
    seconds: float = 0.0
    dry_run: bool = False
