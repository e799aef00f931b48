"""Keeping: the half of the service that keeps what is held: sources, index runs, generations.

What only index runs need is imported when one begins: answering does without it.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot.backup.swapping import finish
from bot.measures import run_counted
from bot.places import home_of, state_of
from bot.settings import Settings
from bot.state import State
from bot.status import GenerationStatus, SourceStatus
from corpus.copying import copy_library
from corpus.errors import SanctionsBotError
from corpus.library import Library, Source
from corpus.sources import SAMPLE, location_of
from corpus.web_addresses import is_web, normal, without_secrets
from index.generations import Generations
from index.report import IndexReport, ProgressCallback, WaitingItem
from index.runs import Run, RunLog
from index.writing import who_writes

if TYPE_CHECKING:
    from index.going_live import Judge
    from index.reading import Web


class Keeping:
    """Thread-safe: many may ask while one re-indexes."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is opened before it is needed."""
        self.settings = settings
        finish(settings.data)  # a restore that was cut off
        self._home = home_of(settings)
        self._opening = threading.RLock()

    @cached_property
    def _library(self) -> Library:
        return Library(self._home.library)

    def _opened_library(self) -> Library:
        with self._opening:
            return self._library

    def close(self) -> None:
        """Let go of the library; the service can't be used after."""
        with self._opening:
            if "_library" in self.__dict__:
                self._library.close()
            self._home.close()

    def _follow(self) -> None:
        """Called when this service has switched to another generation."""

    @property
    def _web(self) -> Web:
        from index.reading import Web

        return Web(self.settings.allow_private_addresses, self.settings.fetch_delay_seconds)

    @property
    def _judge(self) -> Judge | None:
        from bot.question_check import judge_by

        return judge_by(self.settings.questions_file) if self.settings.questions_file is not None else None

    def generation(self) -> str | None:
        """The id of the live generation, None before the first index run. Reads a small file."""
        return Generations(self._home.manifests).current_id()

    def index(
        self,
        locations: Sequence[str] = (),
        *,
        full: bool = False,
        dry_run: bool = False,
        allow_removals: bool = False,
        progress: ProgressCallback | None = None,
        by: str = "",
        only: Collection[str] | None = None,
    ) -> IndexReport:
        """Add `locations`, paths or web addresses, as sources and bring the index up to date with all. Blocks.

        With `only` no other sources than those at these locations are read. `by` is who or what started the run. Raises
        WriterBusyError when another run is under way, SanctionsBotError when a location is not there.
        """
        from index.update import update

        if self.settings.database_url is not None:
            self._bring_uploads()
        library = self._opened_library()
        known = {source.location for source in library.sources()}
        with run_counted() as run:
            report = run.report = update(
                self._home,
                library,
                [
                    *map(location_of, locations),
                    *(location for location in self._set_sources() if location not in known),
                ],
                full=full,
                dry_run=dry_run,
                allow_removals=allow_removals,
                web=self._web,
                progress=progress,
                judge=self._judge,
                by=by,
                only=only,
            )
        if not dry_run:
            self._follow()
        return report

    def _bring_uploads(self) -> None:
        """Have at hand what was uploaded at other replicas."""
        from bot.uploads import Uploads

        state = State(state_of(self.settings))
        try:
            Uploads(self.settings, state).bring()
        finally:
            state.close()

    def has_source(self, location: str) -> bool:
        """Whether this web address is a source already."""
        return normal(location) in {source.location for source in self._opened_library().sources()}

    def runs(self, count: int) -> list[Run]:
        """The last `count` index runs of this data folder, the newest first."""
        return RunLog(self._home.runs).last(count, running=who_writes(self._home) is not None)

    def reindex(self, progress: ProgressCallback | None = None, *, by: str = "") -> IndexReport:
        """Bring the index up to date with all sources. Blocks. Raises WriterBusyError when another run is under way."""
        return self.index(progress=progress, by=by)

    def ensure_sample(self, progress: ProgressCallback | None = None) -> IndexReport | None:
        """Where nothing was ever indexed and no source is set, index the sample corpus; None when there was no need."""
        if Generations(self._home.manifests).current_id() is not None:
            return None
        library = self._opened_library()
        if not library.sources() and not self.settings.sources:
            library.add_source(SAMPLE)
        return self.index(progress=progress, by="first use")

    def roll_back(self, to: str | None = None, *, by: str = "") -> str:
        """Switch to the kept generation `to`, else to the one before the live one; returns its id."""
        from index.update import roll_back

        generation = roll_back(self._home, self._opened_library(), to, by=by).id
        self._follow()
        return generation

    def accept(self, generation: str | None = None, *, by: str = "") -> str:
        """Switch to the generation that waits for a yes, which must be this one where one is given; returns its id."""
        from index.update import accept

        accepted = accept(self._home, self._opened_library(), generation, by=by).id
        self._follow()
        return accepted

    def discard(self, generation: str | None = None, *, by: str = "") -> str:
        """Forget the generation that waits for a yes, which must be this one where one is given; returns its id."""
        from index.update import discard

        return discard(self._home, self._opened_library(), generation, by=by)

    def waiting(self) -> WaitingItem | None:
        """The generation that waits for a yes, if any does. Reads a small file."""
        waiting = Generations(self._home.manifests).held_back()
        return WaitingItem(generation=waiting.generation, reason=waiting.reason) if waiting is not None else None

    def kept(self) -> list[GenerationStatus]:
        """The generations that can be gone back to, and the live one, in order of age, oldest first."""
        generations = Generations(self._home.manifests)
        live = generations.current_id()
        return [
            GenerationStatus(
                id=kept.generation,
                switched_at=datetime.fromisoformat(kept.at) if kept.at else None,
                articles=kept.articles,
                listings=kept.listings,
                passages=kept.passages,
                live=kept.generation == live,
            )
            for kept in generations.kept()
        ]

    def add_source(self, location: str) -> None:
        """Remember a file, folder or web address for the next index run.

        Raises SanctionsBotError when there is no such file or folder, or when it is no web address.
        """
        self._opened_library().add_source(location_of(location))

    def copy_library(self, origin: Path) -> int:
        """Copy all that the library in the file `origin` holds into this one; returns how many articles and listings.

        Raises LibraryError when this one is not empty. An index run makes them answer.
        """
        return copy_library(origin, self._home.library)

    def remove_source(self, location: str) -> bool:
        """Forget a source, named as it was added or as `sources` shows it; False when it was not known.

        What it gave is gone at the next index run.
        """
        library = self._opened_library()
        names = {location, normal(location)} if is_web(location) else {location, str(Path(location).resolve())}
        held = [source.location for source in library.sources()]
        meant = [one for one in held if one in names] or [one for one in held if without_secrets(one) in names]
        if len(meant) > 1:
            raise SanctionsBotError(f"{location} stands for {len(meant)} sources; name it with its login or key")
        return bool(meant) and library.remove_source(meant[0])

    def sources(self) -> list[SourceStatus]:
        """The places articles come from."""
        return [_source_status(source) for source in self._opened_library().sources()]

    def source(self, source_id: str) -> tuple[str, SourceStatus] | None:
        """The location of the source with this id, secrets and all, and its status; None where there is none."""
        for source in self._opened_library().sources():
            if _source_id(source.location) == source_id:
                return source.location, _source_status(source)
        return None

    def is_set_as_source(self, location: str) -> bool:
        """Whether the settings name this source, so that each run adds it again."""
        return location in self._set_sources()

    def _set_sources(self) -> list[str]:
        return [normal(text) if is_web(text) else str(Path(text).resolve()) for text in self.settings.sources]


def _source_id(location: str) -> str:
    return hashlib.sha256(location.encode()).hexdigest()[:12]


def _source_status(source: Source) -> SourceStatus:
    return SourceStatus(
        id=_source_id(source.location),
        location=without_secrets(source.location),
        kind=source.kind,
        articles=source.articles,
        listings=source.listings,
        files=source.files,
        skipped=source.skipped,
        failures=source.failures,
        next_due=source.next_due,
        last_success=source.last_success,
        last_error=source.last_error,
    )
