"""The part of `check` that tries the servers: PostgreSQL and Chroma, where the settings name them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from bot.findings import Finding
from corpus.errors import SanctionsBotError

if TYPE_CHECKING:
    from index.home import Home


def servers(home: Home) -> Iterator[Finding]:
    """Each server that is set: whether it answers."""
    if home.database is not None:
        yield _database(home)
    if home.chroma_server is not None:
        yield _chroma(home)
    elif home.database is not None:
        message = "DATABASE_URL is set and CHROMA_URL is not: the vectors lie in this data folder"
        yield Finding("Chroma", "note", message, "replicas with other data folders need CHROMA_URL")


def _database(home: Home) -> Finding:
    from corpus.database import Database, shown

    assert home.database is not None
    try:
        with closing(Database(home.database, SanctionsBotError)) as database, database.transaction() as db:
            db.exec_driver_sql("SELECT 1")
    except SanctionsBotError as error:
        return Finding("PostgreSQL", "problem", str(error), "look at SANCTIONS_BOT_DATABASE_URL and at the server")
    return Finding("PostgreSQL", "ok", f"{shown(home.database)} answers")


def _chroma(home: Home) -> Finding:
    assert home.chroma_server is not None
    try:
        home.chroma_server.greet()
    except SanctionsBotError as error:
        remedy = "questions are answered by keywords alone and nothing can be indexed until it answers"
        return Finding("Chroma", "problem", str(error), remedy)
    return Finding("Chroma", "ok", f"{home.chroma_server} answers")
