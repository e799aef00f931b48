"""How the running bot is: each part tried by itself, in a few words that hold no secret."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.places import home_of
from bot.service import Service
from bot.settings import Settings
from bot.state import State
from bot.telegram.health import SILENT_SECONDS, Heartbeat
from bot.telegram.inbox import Inbox
from corpus.errors import SanctionsBotError
from index.generations import Generations
from index.runs import RunLog
from index.search import Snapshot
from index.writing import who_writes

# Whether all passages have vectors and keywords is looked up no more often: it takes half a second where there are
# 160,000 of them.
_COUNT_EVERY_SECONDS = 300.0


@dataclass(frozen=True)
class Part:
    """One part: whether it works, and how it is in words."""

    works: bool
    told: str


class Wellness:
    """Tries the parts when it is asked. Blocks; safe to use from any thread."""

    def __init__(
        self,
        service: Service,
        settings: Settings,
        state: State,
        inbox: Inbox,
        heartbeat: Heartbeat,
        is_open: Callable[[], bool],
    ) -> None:
        """`is_open` tells whether updates are taken and what answering needs is loaded."""
        self._service = service
        self._home = home_of(settings)
        self._state = state
        self._inbox = inbox
        self._heartbeat = heartbeat
        self._is_open = is_open
        self._made_at = time.monotonic()
        self._counting = threading.Lock()
        self._missing: tuple[str, float, int] | None = None  # generation, when counted, how many

    def close(self) -> None:
        """Let go of what it opened."""
        self._home.close()

    def lives(self) -> dict[str, Part]:
        """Whether going on makes sense: a process that does not hear Telegram is best started anew."""
        heard = self._telegram()
        starting = self._heartbeat.age() is None and time.monotonic() - self._made_at <= SILENT_SECONDS
        return {"telegram": Part(True, "is starting") if starting else heard}

    def ready(self) -> dict[str, Part]:
        """Whether questions would be answered now."""
        parts = {"started": Part(self._is_open(), "takes updates" if self._is_open() else "is starting or stopping")}
        return parts | self.parts()

    def parts(self) -> dict[str, Part]:
        """Telegram, database, Chroma and index."""
        return {
            "telegram": self._telegram(),
            "database": self._database(),
            "chroma": self._chroma(),
            "index": self._index(),
        }

    def gauges(self) -> Mapping[str, Mapping[tuple[str, ...], float]]:
        """What metrics.py reads."""
        told: dict[str, dict[tuple[str, ...], float]] = {"updates_in_hand": {(): self._inbox.in_hand}}
        with suppress(SanctionsBotError):
            told["updates_waiting"] = {(): self._state.updates.waiting()}
        age = self._heartbeat.age()
        if age is not None:
            told["telegram_silent_seconds"] = {(): age}
        with suppress(SanctionsBotError, OSError, ValueError):
            live = Generations(self._home.manifests).live()
            if live is not None and live.at:
                since = (datetime.now(UTC) - datetime.fromisoformat(live.at)).total_seconds()
                told["generation_age_seconds"] = {(): max(0.0, since)}
        with suppress(SanctionsBotError):
            snapshot = self._service.snapshot()
            told["index_passages"] = {(): len(snapshot.manifest.passages)}
            told["index_missing_passages"] = {(): self._missing_in(snapshot)}
        with suppress(SanctionsBotError):
            runs = RunLog(self._home.runs).last(1, running=who_writes(self._home) is not None)
            for run in runs:
                told["index_last_run_timestamp_seconds"] = {(): run.started_at.timestamp()}
                told["index_last_run_failed"] = {(): float(run.outcome in ("failed", "cut off"))}
        told["part_up"] = {(name,): float(part.works) for name, part in self.parts().items()}
        return told

    def _telegram(self) -> Part:
        age = self._heartbeat.age()
        if age is None:
            return Part(False, "not reached yet")
        return Part(age <= SILENT_SECONDS, f"heard {age:.0f} s ago")

    def _database(self) -> Part:
        try:
            return Part(True, f"{self._state.updates.waiting()} updates wait")
        except SanctionsBotError as error:
            return Part(False, str(error))

    def _chroma(self) -> Part:
        if self._home.chroma_server is None:
            return Part(True, "in the data folder")
        try:
            self._home.chroma_server.greet()
        except SanctionsBotError as error:
            return Part(False, str(error))
        return Part(True, "answers")

    def _index(self) -> Part:
        try:
            snapshot = self._service.snapshot()
            missing = self._missing_in(snapshot)
        except SanctionsBotError as error:
            return Part(False, str(error))
        if missing:
            return Part(False, f"{snapshot.id}: {missing:,} passages lack vectors or keywords")
        return Part(True, f"{snapshot.id} answers")

    def _missing_in(self, snapshot: Snapshot) -> int:
        with self._counting:
            known = self._missing
            if known is None or known[0] != snapshot.id or time.monotonic() - known[1] > _COUNT_EVERY_SECONDS:
                known = self._missing = (snapshot.id, time.monotonic(), snapshot.missing_passages())
            return known[2]
