"""Chroma's collections: their names, and how a folder of them is opened."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from corpus.errors import DamagedIndexError
from index.soundness import check_vectors

# What the names begin with, before the fingerprint. The second and third are index/graph.py's.
PASSAGES, REBUILDING, LEFT = "passages-", "rebuilding-", "left-"
CONFIGURATION = {"hnsw": {"space": "cosine", "ef_search": 200}}
_opened = itertools.count(1)
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


def opened_soundly(folder: Path) -> Any:
    """A client, once its files are looked through, which numpy does while Chroma is imported, if it is to be."""
    if "chromadb" in sys.modules:
        check_vectors(folder)
    else:
        with ThreadPoolExecutor(1, "soundness") as behind:
            checked = behind.submit(check_vectors, folder)
            import chromadb  # noqa: F401

            checked.result()
    return open_client(folder)


def open_client(folder: Path) -> Any:
    """A client of its own. By default Chroma shares one among all that open the same path in a process, and that one
    goes on searching the vectors it has loaded, blind to what other processes added since. It knows paths by their
    spelling alone."""
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    folder.mkdir(parents=True, exist_ok=True)
    spelling = "".join("/." if bit == "1" else "/" for bit in f"{next(_opened):b}")
    return chromadb.PersistentClient(path=f"{folder}{spelling}", settings=ChromaSettings(anonymized_telemetry=False))
