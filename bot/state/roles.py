"""Roles: what a person may do with the bot besides asking. Owners are set where the bot runs; they grant the others."""

from __future__ import annotations

from enum import StrEnum

import sqlalchemy as sa
import structlog

from bot.state.store import TABLES, Store
from corpus.database import insert

_roles = sa.Table(
    "roles",
    TABLES,
    sa.Column("person_id", sa.BigInteger, primary_key=True),
    sa.Column("role", sa.String(8), nullable=False),
    sa.Column("granted_by", sa.BigInteger, nullable=False),
    sa.Column("granted_at", sa.Float, nullable=False),
)

log = structlog.get_logger()


class Role(StrEnum):
    """From the least to the most; each may do what those before it may."""

    READER = "reader"  # may ask in private where ALLOWED_CHATS shuts others out
    EDITOR = "editor"  # may change what is held
    OWNER = "owner"  # may say who is what

    def includes(self, other: Role) -> bool:
        """Whether who has this role may do what `other` may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


class Roles(Store):
    """Keeps those that were granted. They stay until they are revoked: whoever asks to be forgotten keeps his."""

    def all(self) -> dict[int, Role]:
        """The role of each person who was granted one."""
        found: dict[int, Role] = {}
        with self._database() as db:
            for row in db.execute(sa.select(_roles.c.person_id, _roles.c.role).order_by(_roles.c.person_id)):
                try:
                    found[row.person_id] = Role(row.role)
                except ValueError:  # written by a later version of the bot that was gone back from
                    log.warning("telegram.role_unknown", person=row.person_id, role=row.role)
        return found

    def grant(self, person_id: int, role: Role, by: int) -> None:
        """Give a person a role in place of any he has."""
        values = {"role": role.value, "granted_by": by, "granted_at": self._now()}
        with self._database() as db:
            kept = insert(db, _roles).values(person_id=person_id, **values)
            db.execute(kept.on_conflict_do_update(index_elements=["person_id"], set_=values))

    def revoke(self, person_id: int) -> bool:
        """Take a person's role away; False where he had none."""
        with self._database() as db:
            return bool(db.execute(_roles.delete().where(_roles.c.person_id == person_id)).rowcount)
