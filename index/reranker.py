"""Reranker: a cross-encoder reads question and passage together and says anew which passages come first.

None is packaged, so it is off unless RERANKER_MODEL names one. It never holds an answer up: it is loaded behind the
questions, works until its time is over, and where it is not ready, too slow or fails, the order stays as it was.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Sequence
from typing import Any

import structlog

CANDIDATES = 24  # passages read per question; a small model (6 layers) takes 10 to 20 ms each on two cores
BATCH = 8
MAX_TOKENS = 320  # of question and passage together; most passages have 60 to 150
SECONDS = 2.0

log = structlog.get_logger()


class Reranker:
    """Thread-safe; one question at a time, and whoever comes meanwhile keeps the order he has."""

    def __init__(self, model: str, seconds: float = SECONDS) -> None:
        """`model` is the folder or hub name of a sentence-transformers cross-encoder with one output."""
        self.model = model
        self._seconds = seconds
        self._encoder: Any = None
        self._loading: threading.Thread | None = None
        self._starting = threading.Lock()
        self._reading = threading.Lock()

    def warm_up(self) -> None:
        """Begin to load the model, unless that was begun before. Does not block."""
        with self._starting:
            if self._loading is None:
                self._loading = threading.Thread(target=self._load, name="load-reranker", daemon=True)
                self._loading.start()

    def wait(self, seconds: float | None = None) -> bool:
        """Block until the model is loaded or has failed to; whether it is there."""
        self.warm_up()
        assert self._loading is not None
        self._loading.join(seconds)
        return self._encoder is not None

    def order(self, question: str, passages: Sequence[str]) -> list[int] | None:
        """The places of `passages`, best first.

        None where the order is to stay: the model is not ready, busy, slower than its time, or failed.
        """
        self.warm_up()
        if self._encoder is None or len(passages) < 2 or not self._reading.acquire(blocking=False):
            return None
        try:
            scores = self._scores(question, passages)
        except Exception as error:  # the model is somebody else's code: no failure of it may cost an answer
            log.warning("reranker.failed", error=type(error).__name__)
            return None
        finally:
            self._reading.release()
        if scores is None:
            log.warning("reranker.slow", seconds=self._seconds)
            return None
        return sorted(range(len(scores)), key=lambda place: -scores[place])

    def _scores(self, question: str, passages: Sequence[str]) -> list[float] | None:
        until = time.monotonic() + self._seconds
        scores: list[float] = []
        for at in range(0, len(passages), BATCH):
            if time.monotonic() > until:
                return None
            pairs = [(question, passage) for passage in passages[at : at + BATCH]]
            found = self._encoder.predict(pairs, batch_size=BATCH, show_progress_bar=False)
            scores += [float(score) for score in found]
        if not all(math.isfinite(score) for score in scores):
            raise ValueError("a score is not a number")
        return scores if time.monotonic() <= until else None

    def _load(self) -> None:
        try:
            from sentence_transformers import CrossEncoder

            encoder = CrossEncoder(self.model, num_labels=1)
            held = getattr(encoder.model.config, "max_position_embeddings", 512)
            encoder.max_seq_length = min(MAX_TOKENS, held - 2)  # RoBERTa's kind counts positions from 2
            encoder.predict([("Who was listed?", "The bank was listed.")], show_progress_bar=False)
        except Exception as error:  # any trouble with the model leaves the bot as it is without one
            log.warning("reranker.unavailable", model=self.model, error=f"{type(error).__name__}: {error}"[:300])
            return
        self._encoder = encoder
        log.info("reranker.loaded", model=self.model)
