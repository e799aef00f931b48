"""What the stores of the state have in common: one database, one set of tables, one clock."""

from __future__ import annotations

import time
from collections.abc import Callable

import sqlalchemy as sa

from corpus.database import Database
from corpus.errors import SanctionsBotError

TABLES = sa.MetaData()


class StateError(SanctionsBotError):
    """The bot's own database cannot be read or written. The message names the file."""


class Store:
    """One kind of thing the bot remembers. Safe to use from several threads.

    Every store that holds something of a chat or a person says below how it moves, is forgotten and grows old.
    """

    def __init__(self, database: Database, now: Callable[[], float] = time.time) -> None:
        """`now` gives seconds since 1970."""
        self._database = database.transaction
        self._now = now

    def move_chat(self, db: sa.Connection, old_chat_id: int, new_chat_id: int) -> None:
        """A group became a supergroup: what is kept of it goes on under the new id. Twice changes nothing."""

    def forget(self, db: sa.Connection, person_id: int) -> int:
        """Delete what is kept of a person; returns how many things went."""
        return 0

    def prune(self, db: sa.Connection, before: float) -> int:
        """Delete what is older than `before`, in seconds since 1970; returns how many things went."""
        return 0
