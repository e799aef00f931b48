"""What `status` and `sources` tell."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from index.report import WaitingItem
from index.runs import Run


class SourceStatus(BaseModel):
    """One place articles come from, with how it went: see corpus.library.Source.

    `id` names it in the buttons of the chat; `location` shows no secrets.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    location: str
    kind: str | None = None
    articles: int
    listings: int
    files: int = 0
    skipped: int = 0
    failures: int = 0
    next_due: datetime | None = None
    last_success: datetime | None = None
    last_error: str | None = None


class ListStatus(BaseModel):
    """One official list held, with the date of the edition."""

    model_config = ConfigDict(frozen=True)

    list: str
    entries: int
    as_of: date | None = None


class LlmStatus(BaseModel):
    """The language model that writes, and what it took today (UTC); `cost` in the currency of the prices set."""

    model_config = ConfigDict(frozen=True)

    model: str
    requests_today: int = 0
    tokens_today: int = 0
    tokens_per_day: int | None = None
    cost_today: float = 0.0


class GenerationStatus(BaseModel):
    """A generation that can be gone back to, or the live one."""

    model_config = ConfigDict(frozen=True)

    id: str
    switched_at: datetime | None = None
    articles: int
    listings: int
    passages: int
    live: bool = False


class Status(BaseModel):
    """What `status` tells. `waiting` is the generation that waits for a yes, `runs` the last ones, newest first."""

    model_config = ConfigDict(frozen=True)

    generation: str | None
    articles: int
    listings: int
    lists: tuple[ListStatus, ...] = ()
    passages: int
    model: str
    newest_article: date | None = None
    last_run: datetime | None = None
    generations: tuple[GenerationStatus, ...] = ()
    waiting: WaitingItem | None = None
    runs: tuple[Run, ...] = ()
    gaps: int = 0
    llm: LlmStatus | None = None
    health: dict[str, str] = {}
