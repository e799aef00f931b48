"""What an index run says of itself: progress while it goes, a report when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

Stage = Literal["reading", "embedding", "switching"]


@dataclass(frozen=True)
class Progress:
    """How far a run is. Units: files while reading, passages while embedding; `total` is 0 where unknown."""

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


class IndexReport(BaseModel):
    """The result of an index run. Counts are of articles and listings together unless the name says otherwise."""

    model_config = ConfigDict(frozen=True)

    generation: str | None
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    duplicates: int = 0
    skipped: tuple[SkippedItem, ...] = ()
    articles: int = 0
    listings: int = 0
    passages: int = 0
    embedded: int = 0
    seconds: float = 0.0
    dry_run: bool = False
