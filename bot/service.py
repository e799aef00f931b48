"""Service: the one object the command line and Telegram share. It opens what is needed, when it is needed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from bot.answers.answer import Answer
from bot.settings import Settings
from index.report import IndexReport, ProgressCallback


class SourceStatus(BaseModel):
    """One place articles come from: a file or folder added, with how it went."""

    model_config = ConfigDict(frozen=True)

    location: str
    articles: int
    listings: int
    last_success: datetime | None = None
    last_error: str | None = None


class ListStatus(BaseModel):
    """One official list held, with the date of the edition."""

    model_config = ConfigDict(frozen=True)

    list: str
    entries: int
    as_of: date | None = None


class Status(BaseModel):
    """What `status` tells."""

    model_config = ConfigDict(frozen=True)

    generation: str | None
    articles: int
    listings: int
    lists: tuple[ListStatus, ...] = ()
    passages: int
    model: str
    newest_article: date | None = None
    last_run: datetime | None = None
    gaps: int = 0
    health: dict[str, str] = {}


class Service:
    """Thread-safe: many may ask while one re-indexes."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def ask(self, question: str, *, history: Sequence[str] = (), as_of: date | None = None) -> Answer:
        """Answer `question`; `history` are the asker's earlier questions, oldest first. Blocks (run in a thread)."""
        raise NotImplementedError

    def reindex(self, progress: ProgressCallback | None = None) -> IndexReport:
        """Bring the index up to date with all sources. Blocks. Raises WriterBusyError when another run is under way."""
        raise NotImplementedError

    def status(self) -> Status:
        """What is held and how it is."""
        raise NotImplementedError

    def sources(self) -> list[SourceStatus]:
        """The places articles come from."""
        raise NotImplementedError
