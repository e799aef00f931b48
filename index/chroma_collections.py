"""Chroma's collections: their names, and how they come by them."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from corpus.errors import DamagedIndexError

# What the names begin with, before the fingerprint. The second and third are index/graph.py's.
PASSAGES, REBUILDING, LEFT = "passages-", "rebuilding-", "left-"
CONFIGURATION = {"hnsw": {"space": "cosine", "ef_search": 200}}
_TRIES = 5


def forget_folders(place: Path) -> None:
    """Remove the graphs of collections that are gone, which Chroma leaves behind. Only who may write may call it."""
    with closing(sqlite3.connect(f"file:{place / 'chroma.sqlite3'}?mode=ro", uri=True, timeout=30)) as database:
        known = {row[0] for row in database.execute("SELECT id FROM segments")}
    for header in list(place.glob("*/header.bin")):
        if header.parent.name not in known:
            shutil.rmtree(header.parent, ignore_errors=True)


def collection_of(client: Any, fingerprint: str) -> Any:
    """The collection of a fingerprint, made where there is none."""
    from chromadb.errors import NotFoundError

    name = f"{PASSAGES}{fingerprint}"
    for _ in range(_TRIES):
        names = {collection.name for collection in client.list_collections()}
        if name not in names and not take_name(client, fingerprint, names):
            return client.get_or_create_collection(name, configuration=CONFIGURATION)
        with suppress(NotFoundError):  # renamed just now
            return client.get_collection(name)
    raise DamagedIndexError(f"{name} is not in Chroma; run `index` again")


def take_name(client: Any, fingerprint: str, names: set[str]) -> bool:
    """Where a collection was built anew and the one before has made room for it, give it its name; whether it was."""
    from chromadb.errors import ChromaError

    rebuilt = f"{REBUILDING}{fingerprint}"
    if not {rebuilt, f"{LEFT}{fingerprint}"} <= names:
        return False
    with suppress(ChromaError, ValueError):  # another process was first
        client.get_collection(rebuilt).modify(name=f"{PASSAGES}{fingerprint}")
    return True
