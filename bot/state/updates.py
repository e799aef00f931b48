"""Updates: what Telegram delivered, kept until it is handled and, by number alone, for a day after."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.state.store import TABLES, Store
from corpus.database import insert

DAY_SECONDS = 86_400  # Telegram keeps an update it cannot deliver for a day, and may deliver one again that long
# A process that has not renewed its claims for so long is taken for dead. By the clocks of all processes that share the
# store: those must agree to a few seconds.
LEASE_SECONDS = 30.0

_updates = sa.Table(
    "updates",
    TABLES,
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("turn", sa.Text, nullable=False),
    sa.Column("content", sa.Text),  # JSON, and nothing once it is handled
    sa.Column("received_at", sa.Float, nullable=False, index=True),
    sa.Column("handled_at", sa.Float),
    sa.Column("holder", sa.String(16)),
    sa.Column("held_until", sa.Float),
    sa.Column("tries", sa.Integer, nullable=False, default=0),
)
_waiting = _updates.c.handled_at.is_(None)
sa.Index("updates_waiting", _updates.c.turn, _updates.c.update_id, sqlite_where=_waiting, postgresql_where=_waiting)


@dataclass(frozen=True)
class Delivered:
    """An update as Telegram delivered it, in JSON. Those with the same `turn` are handled one after the other."""

    update_id: int
    turn: str
    content: str


@dataclass(frozen=True)
class Claimed:
    """An update to be handled now; `tries` counts this attempt, too."""

    update_id: int
    content: str
    tries: int


@dataclass(frozen=True)
class Claims:
    """What one process has: `fresh` is to be begun, `held` it had before and has still."""

    fresh: tuple[Claimed, ...]
    held: frozenset[int]


class Updates(Store):
    """Keeps them. Several processes may share one store: each update is claimed by one of them.

    1. `add` stores what was delivered, before Telegram is told that it has arrived; a number seen before is skipped.
    2. `claim` takes the oldest waiting update of each turn that nobody holds, for a lease that every call renews.
    3. `claim` is told what has been handled: its text is deleted, its number stays for a day.
    4. A process that dies lets its leases run out; `release` gives them back at once. One that could not renew its
       leases learns from the next `claim` what it has `held` on to, and must leave the rest alone.
    """

    def add(self, delivered: Sequence[Delivered]) -> int:
        """Store what is new of `delivered`; returns how many that are."""
        if not delivered:
            return 0
        now = self._now()
        rows = [
            {"update_id": one.update_id, "turn": one.turn, "content": one.content, "received_at": now, "tries": 0}
            for one in delivered
        ]
        with self._database() as db:
            add = insert(db, _updates).values(rows).on_conflict_do_nothing(index_elements=["update_id"])
            return len(db.execute(add.returning(_updates.c.update_id)).all())

    def claim(self, holder: str, count: int, handled: Collection[int] = (), *, of_the_dead: bool = True) -> Claims:
        """Note what `holder` has handled, renew what it holds, and give it up to `count` more, oldest first.

        Without `of_the_dead` none of them are others' whose lease ran out.
        """
        now = self._now()
        until = now + LEASE_SECONDS
        unheld = _updates.c.held_until.is_(None)
        # No living process holds one longer than a lease, give or take what clocks differ: such a claim was made while
        # a clock was ahead, and nobody is to wait until it is that late.
        ran_out = sa.or_(_updates.c.held_until < now, _updates.c.held_until > now + 2 * LEASE_SECONDS)
        free = sa.or_(unheld, ran_out) if of_the_dead else unheld
        heads = sa.select(sa.func.min(_updates.c.update_id)).where(_waiting).group_by(_updates.c.turn)
        chosen = (
            sa.select(_updates.c.update_id)
            .where(_updates.c.update_id.in_(heads), free)
            .order_by(_updates.c.update_id)
            .limit(count)
        )
        with self._database() as db:
            if handled:
                db.execute(
                    _updates.update()
                    .where(_updates.c.update_id.in_(handled))
                    .values(handled_at=now, content=None, holder=None, held_until=None)
                )
            renew = _updates.update().where(_waiting, _updates.c.holder == holder).values(held_until=until)
            held = frozenset(db.execute(renew.returning(_updates.c.update_id)).scalars())
            if count <= 0:
                return Claims((), held)
            claim = (
                _updates.update()
                # Said again outside the choice: of two processes that chose the same one the second waits, looks
                # at the row anew, and leaves it.
                .where(_updates.c.update_id.in_(chosen), _waiting, free)
                .values(holder=holder, held_until=until, tries=_updates.c.tries + 1)
                .returning(_updates.c.update_id, _updates.c.content, _updates.c.tries)
            )
            rows = db.execute(claim).all()
        fresh = [Claimed(row.update_id, row.content, row.tries) for row in sorted(rows, key=lambda row: row.update_id)]
        return Claims(tuple(fresh), held)

    def release(self, holder: str | None = None) -> None:
        """Give back what `holder` did not get to; with None, what any process held when it died (it was tried then)."""
        release = _updates.update().where(_waiting, _updates.c.holder.is_not(None))
        if holder is not None:
            release = release.where(_updates.c.holder == holder).values(tries=_updates.c.tries - 1)
        with self._database() as db:
            db.execute(release.values(holder=None, held_until=None))

    def waiting(self) -> int:
        """How many are not handled yet."""
        with self._database() as db:
            return db.execute(sa.select(sa.func.count()).select_from(_updates).where(_waiting)).scalar_one()

    def move_chat(self, db: sa.Connection, old_chat_id: int, new_chat_id: int) -> None:
        """What waits in the old group is handled before what comes in the new one."""
        moved = _updates.update().where(_waiting, _updates.c.turn == str(old_chat_id))
        db.execute(moved.values(turn=str(new_chat_id)))

    def forget(self, db: sa.Connection, person_id: int) -> int:
        """Of what is handled only numbers are left; whose chat they came from goes, too."""
        turns = [str(person_id), f"button {person_id}"]
        db.execute(_updates.update().where(~_waiting, _updates.c.turn.in_(turns)).values(turn=""))
        return 0

    def prune(self, db: sa.Connection, before: float) -> int:
        """Forget what came more than a day ago, whatever `before` is."""
        day_ago = self._now() - DAY_SECONDS
        return db.execute(_updates.delete().where(_updates.c.received_at < max(before, day_ago))).rowcount
