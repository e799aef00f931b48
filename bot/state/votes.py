"""Votes: who found an answer good or bad, and why. Nothing a person wrote is kept with them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

import sqlalchemy as sa

from bot.answers.answer import Answer
from bot.state.gaps import SETTLED, gap_key
from bot.state.replies import ANSWERS
from bot.state.store import TABLES, Store
from corpus.database import insert

_votes = sa.Table(
    "votes",
    TABLES,
    sa.Column("given_id", sa.String(16), primary_key=True),
    sa.Column("person_id", sa.BigInteger, primary_key=True),
    sa.Column("good", sa.Boolean, nullable=False),
    sa.Column("reason", sa.String(16)),
    sa.Column("by_reaction", sa.Boolean, nullable=False),
    sa.Column("voted_at", sa.Float, nullable=False, index=True),
)
_MOST_READ = 500  # disliked answers looked at, the newest


class Reason(StrEnum):
    """Why an answer was found bad."""

    WRONG = "wrong"
    OUTDATED = "outdated"
    OFF_TOPIC = "off-topic"  # not what was asked
    NO_SOURCE = "no-source"
    OTHER = "other"


@dataclass(frozen=True)
class Vote:
    """One person's opinion of one answer."""

    good: bool
    reason: Reason | None = None
    by_reaction: bool = False


@dataclass(frozen=True)
class Disliked:
    """A question whose answers were found bad: by how many, and why. Times in seconds since 1970."""

    question: str
    times: int
    last_asked_at: float
    reasons: Counter[Reason] = field(default_factory=Counter)


class Votes(Store):
    """One for each person and answer, changeable."""

    def cast(self, given_id: str, person_id: int, *, good: bool, by_reaction: bool = False) -> None:
        """Note a vote in place of the person's earlier one."""
        self._note(given_id, person_id, good=good, reason=None, by_reaction=by_reaction, voted_at=self._now())

    def because(self, given_id: str, person_id: int, reason: Reason) -> None:
        """Note why the person found the answer bad."""
        self._note(given_id, person_id, good=False, reason=reason.value, by_reaction=False, voted_at=self._now())

    def take_back(self, given_id: str, person_id: int, *, by_reaction: bool | None = None) -> None:
        """Forget a person's vote; with `by_reaction`, only one that was cast in that way."""
        with self._database() as db:
            gone = _votes.delete().where(_votes.c.given_id == given_id, _votes.c.person_id == person_id)
            db.execute(gone if by_reaction is None else gone.where(_votes.c.by_reaction.is_(by_reaction)))

    def of(self, given_id: str, person_id: int) -> Vote | None:
        """The person's vote on this answer."""
        query = sa.select(_votes).where(_votes.c.given_id == given_id, _votes.c.person_id == person_id)
        with self._database() as db:
            row = db.execute(query).first()
        return Vote(row.good, Reason(row.reason) if row.reason else None, row.by_reaction) if row is not None else None

    def clear(self, given_id: str) -> None:
        """Forget the votes on an answer that was replaced by another."""
        with self._database() as db:
            db.execute(_votes.delete().where(_votes.c.given_id == given_id))

    def disliked(self) -> list[Disliked]:
        """The questions whose answers were found bad, each once, the newest first; without those dealt with."""
        query = (
            sa.select(_votes.c.given_id, _votes.c.reason, _votes.c.voted_at, ANSWERS.c.answer)
            .join(ANSWERS, ANSWERS.c.id == _votes.c.given_id)
            .where(_votes.c.good.is_(False), ANSWERS.c.answer.is_not(None))
            .order_by(_votes.c.voted_at.desc())
            .limit(_MOST_READ)
        )
        with self._database() as db:
            rows = db.execute(query).all()
            settled = {row.key: row.settled_at for row in db.execute(sa.select(SETTLED))}
        found: dict[str, Disliked] = {}
        asked: dict[str, str] = {}
        for row in rows:
            if row.given_id not in asked:
                asked[row.given_id] = Answer.model_validate_json(row.answer).standalone_question
            question = asked[row.given_id]
            if row.voted_at <= settled.get(gap_key(question), 0.0):
                continue
            known = found.get(gap_key(question)) or Disliked(question, 0, row.voted_at)
            if row.reason:
                known.reasons[Reason(row.reason)] += 1
            found[gap_key(question)] = Disliked(known.question, known.times + 1, known.last_asked_at, known.reasons)
        return list(found.values())

    def forget(self, db: sa.Connection, person_id: int) -> int:
        """Delete the person's votes, and those on answers that are gone with the person who asked."""
        gone = db.execute(_votes.delete().where(_votes.c.person_id == person_id)).rowcount
        _delete_votes_on_nothing(db)
        return gone

    def prune(self, db: sa.Connection, before: float) -> int:
        """Votes go with their answers."""
        return _delete_votes_on_nothing(db)

    def _note(self, given_id: str, person_id: int, **values: object) -> None:
        with self._database() as db:
            vote = insert(db, _votes).values(given_id=given_id, person_id=person_id, **values)
            db.execute(vote.on_conflict_do_update(index_elements=["given_id", "person_id"], set_=values))


def _delete_votes_on_nothing(db: sa.Connection) -> int:
    return db.execute(_votes.delete().where(_votes.c.given_id.not_in(sa.select(ANSWERS.c.id)))).rowcount
