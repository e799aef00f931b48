"""LiveIndex: the live generation, opened, following every switch."""

from __future__ import annotations

import threading
import time

import structlog

from corpus.errors import SanctionsBotError
from corpus.library import Library
from index.embedding import QuestionEncoder
from index.following import catch_up, tidy
from index.generations import Generations
from index.home import Home
from index.reranker import Reranker
from index.search import Snapshot

RETRY_SECONDS = 5.0  # after a generation that another replica made could not be opened

log = structlog.get_logger()


class LiveIndex:
    """Hands out the snapshot of the live generation, following every switch.

    Where another replica may have switched, what this one's folder lacks is made first, behind the questions: they
    are answered from the generation before until the new one is ready, some seconds later.
    """

    def __init__(self, home: Home, library: Library, reranker: Reranker | None = None) -> None:
        self._home = home
        self._reranker = reranker
        self._library = library
        self._generations = Generations(home.manifests)
        self._encoder = QuestionEncoder(home.model, home.models)
        self._snapshot: Snapshot | None = None
        self._lock = threading.Lock()
        self._opening = threading.Lock()  # held while a generation is opened behind the questions
        self._not_before = 0.0

    def snapshot(self) -> Snapshot | None:
        """The live generation opened, or None before the first index run."""
        with self._lock:
            current = self._generations.current_id()
            if current is None:
                return None
            if self._snapshot is None or (self._snapshot.id != current and not self._home.is_shared):
                self._snapshot = self._open()
            elif self._snapshot.id != current:
                self._open_behind()
            return self._snapshot

    def catch_up(self) -> None:
        """Open the live generation now."""
        with self._opening:
            if self._generations.current_id() is None:
                return
            opened = self._open()
            with self._lock:
                self._snapshot = opened

    def _open_behind(self) -> None:
        if time.monotonic() < self._not_before or not self._opening.acquire(blocking=False):
            return
        threading.Thread(target=self._opened_behind, name="open-generation", daemon=True).start()

    def _opened_behind(self) -> None:
        try:
            opened = self._open()
            with self._lock:
                self._snapshot = opened
        except SanctionsBotError as error:
            self._not_before = time.monotonic() + RETRY_SECONDS
            log.warning("index.not_followed", error=str(error))
        finally:
            self._opening.release()

    def _open(self) -> Snapshot:
        if self._snapshot is None:
            self._encoder.open_behind()
        manifest = self._generations.current()
        assert manifest is not None
        if self._home.is_shared:
            catch_up(self._home, self._library, manifest)
        encoder = self._encoder
        if manifest.model != self._home.model:
            encoder = QuestionEncoder(manifest.model, self._home.models)
        snapshot = Snapshot(self._home, self._library, manifest, encoder, self._reranker)
        if self._home.is_shared:
            tidy(self._home, self._library, self._generations, manifest)
        return snapshot
