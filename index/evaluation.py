"""How good search and answers are over a question file: pure measures, and the reading of the file.

A row is `{"id", "question", "history": […]?, "answers": [[accepted, …], …], "url"?, "answerable"?}`; `history` are the
asker's earlier questions. Each element of `answers` is a group of accepted spellings; a text answers the question when
every group has a spelling in it, as whole words, whatever the case, accents and punctuation.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr, ValidationError, model_validator

from corpus.errors import InputError

RANKS = 10  # passages looked at per question

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NO_WORD = re.compile(r"[^\w%$€£]+")


class Question(BaseModel):
    """One row of a question file. `answerable` is whether the corpus holds the answer."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    id: StrictStr | StrictInt
    question: str = Field(min_length=1)
    answers: tuple[tuple[str, ...], ...] = ()
    url: str | None = None
    answerable: bool = True
    history: tuple[str, ...] = ()  # the asker's earlier questions, oldest first
    kind: str | None = None  # of an unanswerable one: "near_miss" where the subject is held and the fact is not

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Question:
        if self.answerable and not self.answers:
            raise ValueError("answers: an answerable question needs at least one group of accepted spellings")
        for place, group in enumerate(self.answers):
            if not group or not all(normalised(spelling) for spelling in group):
                raise ValueError(f"answers.{place}: every group needs spellings with at least one letter or digit")
        return self


@dataclass(frozen=True)
class Found:
    """A passage search brought: the URL of its article, and its text."""

    url: str | None
    text: str


@dataclass(frozen=True)
class Outcome:
    """What one question came back as. `quotes_hold` has, per citation, whether the source says it letter for letter."""

    question: Question
    passages: tuple[Found, ...]
    answered: bool
    first_sentence: str
    text: str
    confidence: float
    quotes_hold: tuple[bool, ...]
    milliseconds: float

    @property
    def rank(self) -> int | None:
        """1-based rank of the first right passage, None when there is none."""
        return first_right(self.question, self.passages)

    @property
    def right_at_once(self) -> bool:
        """Whether the first sentence answers."""
        return self.answered and answers_it(self.first_sentence, self.question.answers)

    @property
    def right(self) -> bool:
        """Whether the answer as a whole answers."""
        return self.answered and answers_it(self.text, self.question.answers)


class Evaluation(BaseModel):
    """The measures over a question file. Shares are 0..1, None where nothing was there to measure.

    Ranks and answers are measured over answerable questions. `confidence_auc` is the chance that an answerable question
    got more confidence than an unanswerable one; 0.5 is guessing.
    """

    model_config = ConfigDict(frozen=True)

    questions: int
    answerable: int
    hits_at_1: float | None
    hits_at_4: float | None
    hits_at_10: float | None
    mrr: float | None
    ndcg_at_10: float | None
    answer_in_first_sentence: float | None
    answer_accuracy: float | None
    abstention_precision: float | None
    abstention_recall: float | None
    confidence_auc: float | None
    citations: int
    citation_support: float | None
    p50_milliseconds: float | None
    p95_milliseconds: float | None


def read_questions(path: Path) -> list[Question]:
    """The questions of a JSON-lines file. Raises InputError naming the line and field of the first wrong row."""
    questions: list[Question] = []
    lines: dict[str | int, int] = {}
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", path=str(path)) from error
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 (byte {error.start})", path=str(path)) from error
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip():
            continue
        try:
            question = Question.model_validate(json.loads(line))
        except json.JSONDecodeError as error:
            raise InputError(f"not JSON ({error})", path=str(path), line=number) from None
        except ValidationError as error:
            raise InputError(_first_problem(error), path=str(path), line=number) from None
        if question.id in lines:
            raise InputError(f"id: {question.id!r} is taken by line {lines[question.id]}", path=str(path), line=number)
        lines[question.id] = number
        questions.append(question)
    if not questions:
        raise InputError("it has no questions", path=str(path))
    return questions


def _first_problem(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    message = first["msg"].removeprefix("Value error, ")
    return f"{'.'.join(str(part) for part in first['loc'])}: {message}" if first["loc"] else message


def normalised(text: str) -> str:
    """`text` in small letters without accents, punctuation and thousands separators, words apart by one space."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(_NO_WORD.sub(" ", _THOUSANDS.sub("", plain)).split())


def answers_it(text: str, answers: Iterable[Sequence[str]]) -> bool:
    """Whether every group of `answers` has a spelling in `text`, as whole words."""
    words = f" {normalised(text)} "
    return all(any(f" {normalised(spelling)} " in words for spelling in group) for group in answers)


def first_right(question: Question, passages: Sequence[Found]) -> int | None:
    """1-based rank of the first passage of the article at the question's URL or, without URL, with all its answers."""
    for rank, passage in enumerate(passages, 1):
        right = passage.url == question.url if question.url else answers_it(passage.text, question.answers)
        if right:
            return rank
    return None


def hits_at(ranks: Sequence[int | None], k: int) -> float | None:
    """The share of `ranks` that are `k` or better."""
    return _share([rank is not None and rank <= k for rank in ranks])


def mean_reciprocal_rank(ranks: Sequence[int | None]) -> float | None:
    """The mean of 1/rank, 0 for what was not found."""
    return _mean([1 / rank if rank else 0.0 for rank in ranks])


def ndcg_at(ranks: Sequence[int | None], k: int) -> float | None:
    """Normalised discounted cumulative gain with one right item a question, which stands first in the ideal order."""
    return _mean([1 / math.log2(1 + rank) if rank and rank <= k else 0.0 for rank in ranks])


def area_under_curve(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """The chance that a random one of `positives` is above a random one of `negatives`; ties count half."""
    if not positives or not negatives:
        return None
    ordered = sorted([(value, 1) for value in positives] + [(value, 0) for value in negatives])
    rank_sum, at = 0.0, 0
    while at < len(ordered):
        end = at
        while end < len(ordered) and ordered[end][0] == ordered[at][0]:
            end += 1
        rank_sum += (at + 1 + end) / 2 * sum(kind for _, kind in ordered[at:end])
        at = end
    count = len(positives)
    return (rank_sum - count * (count + 1) / 2) / (count * len(negatives))


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value that `share` (0..1) of `values` do not exceed, by the nearest rank."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)] if values else None


def measure(outcomes: Sequence[Outcome]) -> Evaluation:
    """All measures over `outcomes`."""
    answerable = [outcome for outcome in outcomes if outcome.question.answerable]
    unanswerable = [outcome for outcome in outcomes if not outcome.question.answerable]
    ranks = [outcome.rank for outcome in answerable]
    quotes = [holds for outcome in outcomes for holds in outcome.quotes_hold]
    times = [outcome.milliseconds for outcome in outcomes]
    return Evaluation(
        questions=len(outcomes),
        answerable=len(answerable),
        hits_at_1=_rounded(hits_at(ranks, 1)),
        hits_at_4=_rounded(hits_at(ranks, 4)),
        hits_at_10=_rounded(hits_at(ranks, 10)),
        mrr=_rounded(mean_reciprocal_rank(ranks)),
        ndcg_at_10=_rounded(ndcg_at(ranks, 10)),
        answer_in_first_sentence=_rounded(_share([outcome.right_at_once for outcome in answerable])),
        answer_accuracy=_rounded(_share([outcome.right for outcome in answerable])),
        abstention_precision=_rounded(_share([not o.question.answerable for o in outcomes if not o.answered])),
        abstention_recall=_rounded(_share([not outcome.answered for outcome in unanswerable])),
        confidence_auc=_rounded(
            area_under_curve([o.confidence for o in answerable], [o.confidence for o in unanswerable])
        ),
        citations=len(quotes),
        citation_support=_rounded(_share(quotes)),
        p50_milliseconds=_rounded(percentile(times, 0.5), 1),
        p95_milliseconds=_rounded(percentile(times, 0.95), 1),
    )


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _share(values: Sequence[bool]) -> float | None:
    return _mean([1.0 if value else 0.0 for value in values])


def _rounded(value: float | None, digits: int = 4) -> float | None:
    return None if value is None else round(value, digits)
