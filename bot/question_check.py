"""The admin's question file, asked of a new generation before it goes live: it must do no worse than the live one."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.answers.answer import Answer
from bot.answers.engine import ask
from index.evaluation import RANKS, Found, Outcome, Question, read_questions
from index.going_live import Judge
from index.search import Snapshot

_NAMED = 3  # questions named in a verdict; the rest is counted


def judge_by(file: Path) -> Judge:
    """A judge that asks the questions of `file`. Raises InputError when it cannot be read."""
    questions = read_questions(file)

    def judge(built: Snapshot, live: Snapshot) -> str | None:
        return worse(_outcomes(built, questions), _outcomes(live, questions))

    return judge


def worse(built: Sequence[Outcome], live: Sequence[Outcome]) -> str | None:
    """What the answers of `built` are worse in than those of `live`, to the same questions; None where in nothing."""
    found = [
        _loss("found among the first 10 passages", lambda one: one.rank is not None, built, live),
        _loss("answered rightly", lambda one: one.right, built, live),
    ]
    told = [loss for loss in found if loss]
    return f"it does worse on the question file: {'; '.join(told)}" if told else None


def _loss(what: str, good: Callable[[Outcome], bool], built: Sequence[Outcome], live: Sequence[Outcome]) -> str | None:
    """`what`, with the counts and the questions lost, where `good` holds for fewer of `built` than of `live`."""

    def passes(outcome: Outcome) -> bool:
        # An unanswerable question is right when nothing is answered; there is no passage to find for it.
        return good(outcome) if outcome.question.answerable else not outcome.answered

    now, before = sum(map(passes, built)), sum(map(passes, live))
    if now >= before:
        return None
    lost = [str(old.question.id) for new, old in zip(built, live, strict=True) if passes(old) and not passes(new)]
    more = f" and {len(lost) - _NAMED} more" if len(lost) > _NAMED else ""
    return f"{now} of {len(built)} {what}, {before} by the live one (lost: {', '.join(lost[:_NAMED])}{more})"


def _outcomes(index: Snapshot, questions: Sequence[Question]) -> list[Outcome]:
    outcomes = []
    for question in questions:
        started = time.perf_counter()
        answer = ask(question.question, (), index)
        milliseconds = (time.perf_counter() - started) * 1000
        hits = index.search(index.query(question.question), RANKS)
        passages = [Found(hit.article.url, hit.text) for hit in hits]
        outcomes.append(outcome_of(question, answer, passages, (), milliseconds))
    return outcomes


def outcome_of(
    question: Question,
    answer: Answer,
    passages: Sequence[Found],
    quotes_hold: Sequence[bool],
    milliseconds: float,
) -> Outcome:
    """What a question came back as, for the measures of index/evaluation.py."""
    return Outcome(
        question=question,
        passages=tuple(passages),
        answered=answer.kind == "answer",
        first_sentence=answer.sentences[0].text if answer.sentences else "",
        text=" ".join(sentence.text for sentence in answer.sentences) or answer.text,
        confidence=answer.confidence,
        quotes_hold=tuple(quotes_hold),
        milliseconds=milliseconds,
    )
