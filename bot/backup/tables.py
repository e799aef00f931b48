"""Which tables are kept, and in which database each lies where nothing but the data folder is used."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from bot.settings import Settings
from bot.spending import DATABASE_NAME as SPENDING_NAME
from bot.spending import TABLES as SPENDING_TABLES
from bot.state import DATABASE_NAME as STATE_NAME
from bot.state.state import SCHEMA as STATE
from corpus.database import Place
from corpus.library_tables import LIBRARY
from corpus.schema import Schema

LIBRARY_NAME = "library.sqlite"


@dataclass(frozen=True)
class Kept:
    """Some tables: their name in the archive, their schema if they have revisions, and their file."""

    name: str
    tables: sa.MetaData
    file: str
    schema: Schema | None = None

    def place(self, settings: Settings) -> Place:
        """Where they are, by the settings."""
        if self.schema is None:
            return settings.data / self.file
        return settings.database_url or settings.data / self.file

    def is_there(self, settings: Settings) -> bool:
        """Whether that place exists."""
        place = self.place(settings)
        return not isinstance(place, Path) or place.is_file()


KEPT_LIBRARY = Kept("library", LIBRARY.tables, LIBRARY_NAME, LIBRARY)
KEPT_STATE = Kept("telegram", STATE.tables, STATE_NAME, STATE)
KEPT_SPENDING = Kept("spending", SPENDING_TABLES, SPENDING_NAME)
KEPT = (KEPT_LIBRARY, KEPT_STATE, KEPT_SPENDING)
