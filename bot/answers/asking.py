"""Asking: what a question is answered from and how, and how what was found becomes an Answer."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date

from bot.answers import quotes
from bot.answers.answer import Answer, AnswerKind, Held
from bot.answers.llm import OnSentence
from bot.answers.question import Question
from bot.answers.quotes import Draft
from bot.answers.searching import Searched
from bot.answers.writing import Model
from index.search import Snapshot

NEAREST = 3
NEAR = 0.45  # cosine of question and passage; below it, what is found has another subject


@dataclass(frozen=True)
class Asking:
    """Where one question is looked up, as of which day, by whom it is written, and how much room its answer has.

    `first` numbers its first citation, so that the answers to several questions can stand in one.
    """

    index: Snapshot
    as_of: date | None = None
    model: Model | None = None
    on_sentence: OnSentence | None = None
    first: int = 1
    most_words: int = quotes.MOST_WORDS

    def next(self, first: int) -> Asking:
        """The same with another first number."""
        return replace(self, first=first)

    def answer(self, question: Question, kind: AnswerKind, text: str, confidence: float, **fields: object) -> Answer:
        """An answer to `question`."""
        return Answer.model_validate(
            {
                "id": uuid.uuid4().hex[:16],
                "question": question.asked,
                "standalone_question": question.standalone,
                "kind": kind,
                "text": text,
                "confidence": confidence,
                "as_of": self.as_of,
                "generation": self.index.id,
                **fields,
            }
        )

    def told(
        self,
        question: Question,
        draft: Draft,
        confidence: float,
        kind: AnswerKind = AnswerKind.ANSWER,
        **fields: object,
    ) -> Answer:
        """An answer made of `draft`."""
        return self.answer(
            question, kind, draft.text, confidence, sentences=draft.sentences, citations=draft.citations,
            **{"notes": draft.notes, "said": draft.said, **fields},
        )  # fmt: skip


def nearest(searched: Searched) -> tuple[Held, ...]:
    """Articles near to the question: those that share its names or, where it names nobody, its meaning."""
    held: dict[str, Held] = {}
    for hit in searched.hits:
        near = hit.names >= 0.5 if searched.query.names else hit.dense >= NEAR
        if near and hit.article.id not in held:
            held[hit.article.id] = Held.of(hit.article)
    return tuple(held.values())[:NEAREST]
