"""Answers to several questions put together as one, each under its question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from bot.answers.answer import Answer, AnswerKind
from bot.answers.question import QuestionType, question_type

_T = TypeVar("_T")


def joined(asked: str, answers: Sequence[Answer]) -> Answer:
    """The `answers`, whose citations are numbered on, as the answer to the message `asked`."""
    kinds = {answer.kind for answer in answers}
    kind = next(one for one in (AnswerKind.ANSWER, AnswerKind.CLARIFY, AnswerKind.NO_ANSWER) if one in kinds)
    given = [answer for answer in answers if answer.kind is kind]
    writer = next((answer.writer for answer in answers if answer.writer != "quotes"), answers[0].writer)
    return answers[0].model_copy(
        update={
            "question": " ".join(asked.split()),
            "standalone_question": " ".join(answer.standalone_question for answer in answers),
            "kind": kind,
            "text": "\n\n".join(f"{answer.standalone_question}\n{answer.text}" for answer in answers),
            "sentences": tuple(sentence for answer in answers for sentence in answer.sentences),
            "citations": tuple(citation for answer in answers for citation in answer.citations),
            "entities": _once(name for answer in answers for name in answer.entities),
            "listings": _once(key for answer in answers for key in answer.listings),
            "nearest": _once(held for answer in answers for held in answer.nearest),
            "choices": next((answer.choices for answer in answers if answer.choices), ()),
            "said": tuple(one for answer in answers for one in answer.said),
            "notices": tuple({one.text: one for answer in answers for one in answer.notices}.values()),
            "confidence": min(answer.confidence for answer in given),
            "writer": writer,
        }
    )


def turn_after(asked: str, answer: Answer) -> str:
    """The question as the next one is to understand it: with the name that answered it, where it asked for one."""
    if question_type(asked) in (QuestionType.WHO, QuestionType.WHICH) and answer.sentences:
        first = answer.sentences[0]
        if first.answer_span is not None:
            return f"{asked.rstrip(' ?')} ({first.text[slice(*first.answer_span)]})?"
    return asked


def _once(items: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(items))
