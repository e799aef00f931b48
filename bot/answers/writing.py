"""Who words the reporting: a language model where there is one and it holds to the sources, else the quotes writer."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

import structlog

from bot import measures
from bot.answers import llm, quotes
from bot.answers.answer import Held
from bot.answers.evidence import Evidence
from bot.answers.llm import OnSentence
from bot.answers.question import Question
from index.search import Snapshot

log = structlog.get_logger()


class Model(Protocol):
    """A language model: its name, and what it replies to (system text, user text), in pieces. Raises LlmError."""

    @property
    def model(self) -> str:
        """Its name."""

    def complete(self, system: str, asked: str) -> Iterator[str]:
        """The reply."""


class Writing:
    """Writes for one question. Afterwards `name` says who wrote, `declined` whether a model found no answer."""

    def __init__(
        self,
        question: Question,
        index: Snapshot,
        as_of: date | None,
        model: Model | None,
        on_sentence: OnSentence | None,
    ) -> None:
        self._question = question
        self._index = index
        self._as_of = as_of
        self._model = model
        self._on_sentence = on_sentence
        self.name = "quotes"
        self.declined = False

    def write(self, evidence: Sequence[Evidence], most_words: int, first_number: int) -> quotes.Draft:
        """What `evidence` says; quotations of at most `most_words`, citations numbered from `first_number`."""
        with measures.stage("writing"):
            return self._write(evidence, most_words, first_number)

    def _write(self, evidence: Sequence[Evidence], most_words: int, first_number: int) -> quotes.Draft:
        note = ""
        if self._model is not None:
            try:
                written = llm.write(
                    self._question.standalone,
                    evidence,
                    self._model.complete,
                    first_number,
                    also=self._also([item.hit.article.id for item in evidence]),
                    on_sentence=self._on_sentence,
                )
            except llm.LlmError as error:
                measures.count("llm_requests", outcome="fallback")
                log.warning("llm.failed", model=self._model.model, reason=str(error))
                note = "Quoted from the sources: the language model gave no answer."
            else:
                log.info("llm.written", model=self._model.model, faults=[fault.name for fault in written.faults])
                self.declined = written.declined
                measures.count("llm_requests", outcome=_outcome(written))
                if written.draft is not None:
                    self.name = f"llm:{self._model.model}"
                    return _noted(written.draft, "You stopped the language model here." if written.stopped else "")
                if written.stopped:
                    note = "Quoted from the sources: you stopped the language model before it had written anything."
                elif not written.declined:
                    note = "Quoted from the sources: what the language model wrote is not borne out by them."
        chosen = quotes.choose(evidence, most_words)
        also = self._also([quote.article.id for quote in chosen])
        draft = quotes.write(self._question, chosen, first_number, also=also)
        return _noted(draft, note)

    def _also(self, article_ids: Sequence[str]) -> dict[str, tuple[Held, ...]]:
        return {
            key: tuple(Held.of(other) for other in self._index.also_published(key, self._as_of))
            for key in set(article_ids)
        }


def _noted(draft: quotes.Draft, note: str) -> quotes.Draft:
    return dataclasses.replace(draft, notes=(*draft.notes, note)) if note else draft


def _outcome(written: llm.Written) -> str:
    if written.stopped:
        return "stopped"
    if written.declined:
        return "declined"
    return "written" if written.draft is not None else "fallback"
