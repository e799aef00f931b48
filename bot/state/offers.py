"""Offers: what stands under an answer besides its evidence: the page shown, and the questions one may ask on with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.state.replies import ANSWERS
from bot.state.store import TABLES, Store
from corpus.database import insert

_offers = sa.Table(
    "offers",
    TABLES,
    sa.Column("given_id", sa.String(16), primary_key=True),
    sa.Column("page", sa.Integer, nullable=False),
    sa.Column("questions", sa.Text, nullable=False),
)


@dataclass(frozen=True)
class Offer:
    """`page` counts from 0; every one of `questions` was seen to be answered before it was offered."""

    page: int = 0
    questions: tuple[str, ...] = ()


class Offers(Store):
    """Keeps them."""

    def of(self, given_id: str) -> Offer:
        """What stands under this answer."""
        with self._database() as db:
            row = db.execute(sa.select(_offers).where(_offers.c.given_id == given_id)).first()
        return Offer(row.page, tuple(json.loads(row.questions))) if row is not None else Offer()

    def turn_to(self, given_id: str, page: int) -> None:
        """Note the page that is shown."""
        self._note(given_id, page=page)

    def offer(self, given_id: str, questions: Sequence[str]) -> None:
        """Note the questions offered, in place of earlier ones."""
        self._note(given_id, questions=json.dumps(list(questions), ensure_ascii=False))

    def clear(self, given_id: str) -> None:
        """Forget what stood under an answer that was replaced by another."""
        with self._database() as db:
            db.execute(_offers.delete().where(_offers.c.given_id == given_id))

    def forget(self, db: sa.Connection, person_id: int) -> int:
        """Offers go with their answers."""
        return _delete_offers_under_nothing(db)

    def prune(self, db: sa.Connection, before: float) -> int:
        """Offers go with their answers."""
        return _delete_offers_under_nothing(db)

    def _note(self, given_id: str, **values: object) -> None:
        fresh = {"page": 0, "questions": "[]"} | values
        with self._database() as db:
            note = insert(db, _offers).values(given_id=given_id, **fresh)
            db.execute(note.on_conflict_do_update(index_elements=["given_id"], set_=values))


def _delete_offers_under_nothing(db: sa.Connection) -> int:
    return db.execute(_offers.delete().where(_offers.c.given_id.not_in(sa.select(ANSWERS.c.id)))).rowcount
