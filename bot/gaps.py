"""Gaps, for admins: questions nothing answers and answers that were disliked, grouped by likeness, with what to add."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.answers.answer import AnswerKind, Held
from bot.answers.capitals import names_in
from bot.places import state_of
from bot.service import Service
from bot.state import Disliked, Gap, Reason, State, gap_key
from bot.writer import Writer
from index.embedding import Vectors

# Cosine from which two questions want the same thing added: on pairs written for it, the same question in other words
# has 0.89 and more, other questions about the same name 0.92 and more, about another 0.42 and less.
ALIKE = 0.8
LOOKED_AT = 500  # open questions, those asked most; embedding one takes 5 ms
HELD_SHOWN = 3

Encode = Callable[[Sequence[str]], Vectors]


class Advice(StrEnum):
    """What would mend a gap."""

    ANSWERED = "answered"  # the index answers it by now
    NO_SUBJECT = "no-subject"  # nothing held is about it
    NO_FACT = "no-fact"  # what is held about it does not say this
    NEWER = "newer"  # the answer is said to be outdated
    READ = "read"  # the answer is said to be wrong: look at what it rests on


@dataclass
class GapGroup:
    """Questions like each other, the one asked most first. `id` stays the same while that one stays the first."""

    id: str
    questions: list[str]
    unanswered: int = 0
    disliked: int = 0
    reasons: Counter[Reason] = field(default_factory=Counter)
    last_asked_at: float = 0.0  # seconds since 1970


@dataclass(frozen=True)
class Mending:
    """What would mend a group, and the articles that come nearest or are cited."""

    advice: Advice
    held: tuple[Held, ...] = ()


def open_gaps(state: State, service: Service) -> list[GapGroup]:
    """The open groups, those asked and disliked most first. Blocks. Raises SanctionsBotError without an index."""
    return grouped(state.gaps.most_asked(LOOKED_AT), state.votes.disliked(), service.snapshot().encoder.encode)


class ToldGap(BaseModel):
    """One group as the terminal shows it; times in UTC."""

    model_config = ConfigDict(frozen=True)

    questions: tuple[str, ...]
    unanswered: int
    disliked: int
    reasons: dict[str, int]
    last_asked: datetime
    advice: Advice
    held: tuple[Held, ...]


class ToldGaps(BaseModel):
    """How many groups are open, and those asked most."""

    model_config = ConfigDict(frozen=True)

    open: int
    gaps: tuple[ToldGap, ...]


def told_gaps(service: Service, count: int) -> ToldGaps:
    """The `count` groups asked and disliked most, with what to add. Blocks, as long as `count` answers take."""
    place = state_of(service.settings)
    if isinstance(place, Path) and not place.is_file():
        return ToldGaps(open=0, gaps=())
    state = State(place)
    try:
        groups = open_gaps(state, service)
    finally:
        state.close()
    told = []
    for group in groups[:count]:
        mends = mending(service, group)
        told.append(
            ToldGap(
                questions=tuple(group.questions),
                unanswered=group.unanswered,
                disliked=group.disliked,
                reasons={reason.value: times for reason, times in group.reasons.items()},
                last_asked=datetime.fromtimestamp(group.last_asked_at, UTC),
                advice=mends.advice,
                held=mends.held,
            )
        )
    return ToldGaps(open=len(groups), gaps=tuple(told))


def settle(state: State, groups: Sequence[GapGroup], group_id: str) -> bool:
    """Mark a group as dealt with; False where it is not open any more."""
    found = next((group for group in groups if group.id == group_id), None)
    if found is not None:
        state.gaps.settle(found.questions)
    return found is not None


def grouped(gaps: Sequence[Gap], disliked: Sequence[Disliked], encode: Encode) -> list[GapGroup]:
    """Each question joins the first group whose leading question is like it and names nobody else."""
    counted: dict[str, tuple[str, int, Disliked | None, float]] = {}
    for gap in gaps:
        counted[gap_key(gap.question)] = gap.question, gap.times, None, gap.last_asked_at
    for one in disliked:
        question, times, _, last = counted.get(gap_key(one.question), (one.question, 0, None, 0.0))
        counted[gap_key(one.question)] = question, times, one, max(last, one.last_asked_at)
    rows = sorted(counted.values(), key=lambda row: (-row[1] - (row[2].times if row[2] else 0), -row[3], row[0]))
    if not rows:
        return []
    vectors = encode([row[0] for row in rows])
    leaders: list[int] = []
    groups: list[GapGroup] = []
    for at, (question, times, bad, last) in enumerate(rows):
        like = [n for n, leader in enumerate(leaders) if float(vectors[at] @ vectors[leader]) >= ALIKE]
        near = next((n for n in like if _may_be_about_the_same(question, rows[leaders[n]][0])), None)
        if near is None:
            near = len(groups)
            leaders.append(at)
            groups.append(GapGroup(_id(question), []))
        group = groups[near]
        group.questions.append(question)
        group.unanswered += times
        group.last_asked_at = max(group.last_asked_at, last)
        if bad is not None:
            group.disliked += bad.times
            group.reasons += bad.reasons
    return sorted(groups, key=lambda group: (-group.unanswered - group.disliked, -group.last_asked_at))


def mending(service: Service, group: GapGroup) -> Mending:
    """What to add, going by how the index answers the leading question now. Blocks, as long as an answer takes."""
    answer = service.ask(group.questions[0], writer=Writer.QUOTES)
    if answer.kind is AnswerKind.ANSWER and group.disliked:
        ids = [citation.article_id for citation in answer.citations if citation.article_id is not None]
        articles = [service.article(article_id) for article_id in dict.fromkeys(ids)]
        held = [Held.of(article) for article in articles if article is not None]
        outdated = group.reasons[Reason.OUTDATED] > group.reasons[Reason.WRONG]
        return Mending(Advice.NEWER if outdated else Advice.READ, tuple(held[:HELD_SHOWN]))
    if answer.kind is AnswerKind.ANSWER:
        return Mending(Advice.ANSWERED)
    if answer.nearest:
        return Mending(Advice.NO_FACT, answer.nearest[:HELD_SHOWN])
    return Mending(Advice.NO_FACT if answer.citations else Advice.NO_SUBJECT)


def _may_be_about_the_same(one: str, other: str) -> bool:
    """Not where each names somebody whom the other does not: two banks are not one gap."""
    names, others = ({word for name in names_in(text) for word in name.casefold().split()} for text in (one, other))
    return names <= others or others <= names


def _id(question: str) -> str:
    return hashlib.sha256(gap_key(question).encode()).hexdigest()[:12]
