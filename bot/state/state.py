"""State: everything the bot must remember over restarts, a store for each kind of thing."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from bot.state.audit import AuditLog
from bot.state.chat_settings import ChatSettingsStore
from bot.state.gaps import Gaps
from bot.state.index_runs import IndexRuns
from bot.state.jobs import Jobs
from bot.state.offers import Offers
from bot.state.replies import Replies
from bot.state.roles import Roles
from bot.state.served import Served
from bot.state.shared import SharedAnswers
from bot.state.store import TABLES, StateError, Store
from bot.state.updates import Updates
from bot.state.uploads import UploadStore
from bot.state.votes import Votes
from bot.state.watches import Watches
from bot.state.windows import Windows
from corpus.database import Database, Place, insert
from corpus.schema import Schema
from corpus.silent_server import patiently

KEPT_DAYS = 365  # how long buttons under an answer work, unless RETENTION_DAYS says otherwise
DATABASE_NAME = "telegram.sqlite"

_moves = sa.Table(
    "moves",
    TABLES,
    sa.Column("old_chat_id", sa.BigInteger, primary_key=True),
    sa.Column("new_chat_id", sa.BigInteger, nullable=False),
)
SCHEMA = Schema("telegram", TABLES, Path(__file__).with_name("versions"))  # whoever changes tables adds a revision


class State:
    """One database, safe to use from several threads. `now` gives seconds since 1970."""

    def __init__(self, place: Place, *, now: Callable[[], float] = time.time) -> None:
        """Open the state at `place`, making it if needed. Raises StateError when it cannot be used."""
        self._now = now
        self._opened = Database(place, StateError, private=True)
        self._database = self._opened.transaction
        self._opened.prepare(SCHEMA)
        self.replies = Replies(self._opened, now)
        self.gaps = Gaps(self._opened, now)
        self.offers = Offers(self._opened, now)
        self.votes = Votes(self._opened, now)
        self.updates = Updates(self._opened, now)
        self.chat_settings = ChatSettingsStore(self._opened, now)
        self.shared = SharedAnswers(self._opened, now)
        self.watches = Watches(self._opened, now)
        self.windows = Windows(self._opened, now)
        self.roles = Roles(self._opened, now)
        self.audit = AuditLog(self._opened, now)
        self.index_runs = IndexRuns(self._opened, now)
        self.uploads = UploadStore(self._opened, now)
        self.served = Served(self._opened, now)
        self.jobs = Jobs(self._opened, now)
        # In the order above: what stands under answers goes after the answers.
        self._stores = tuple(store for store in vars(self).values() if isinstance(store, Store))

    def close(self) -> None:
        """Let go of the database."""
        self._opened.close()

    def move_chat(self, old_chat_id: int, new_chat_id: int) -> None:
        """A group became a supergroup: everything kept of it goes on under the new id. Twice changes nothing."""
        with self._database() as db:
            for store in self._stores:
                store.move_chat(db, old_chat_id, new_chat_id)
            db.execute(_moves.update().where(_moves.c.new_chat_id == old_chat_id).values(new_chat_id=new_chat_id))
            db.execute(
                insert(db, _moves)
                .values(old_chat_id=old_chat_id, new_chat_id=new_chat_id)
                .on_conflict_do_update(index_elements=["old_chat_id"], set_={"new_chat_id": new_chat_id})
            )

    def moves(self) -> dict[int, int]:
        """Old chat id -> the id that chat has now."""
        with self._database() as db:
            return {row.old_chat_id: row.new_chat_id for row in db.execute(sa.select(_moves))}

    def forget(self, person_id: int) -> dict[str, int]:
        """Delete everything kept of a person; returns how many things went, by the name of their store here."""
        names = {store: name for name, store in vars(self).items() if isinstance(store, Store)}
        with self._database() as db:
            return {names[store]: store.forget(db, person_id) for store in self._stores}

    def prune(self, kept_days: int = KEPT_DAYS) -> int:
        """Forget what is older than `kept_days`; returns how many things went."""
        before = self._now() - kept_days * 86_400
        with patiently(), self._database() as db:
            return sum(store.prune(db, before) for store in self._stores)
