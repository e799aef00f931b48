"""The graph: Chroma never takes out of it what is removed, so it is built anew when much of it is of passages gone.

Each removed passage stays in the graph's file and in the memory of whoever searches it, 1.7 kB, and the more of them
there are, the more of the live ones a search misses. Under the writer's lock, after a switch:

1. The vectors are copied into a collection beside the old one. Cut off, it is dropped by the next run.
2. The old one is renamed, then the new one takes its name. Cut off between the two, whoever opens it next ends it.
3. Questions that opened the old one before go on searching it, by its number. It is removed when two more switches have
   come: they opened another generation meanwhile.
"""

from __future__ import annotations

import sqlite3
import struct
from contextlib import closing
from pathlib import Path
from typing import Any

import structlog

from index.chroma_collections import (
    CONFIGURATION,
    LEFT,
    PASSAGES,
    REBUILDING,
    forget_folders,
    take_name,
)
from index.chroma_folder import open_client
from index.report import Progress, ProgressCallback

# Built anew where more than half as many as are held are gone, and these besides: 8.5 MB. An insertion costs about a
# millisecond, so each removed passage costs two or less.
SHARE_GONE, SPARE = 0.5, 5000
_PAGE = 1000
_COUNT = struct.Struct("<I2QQ")  # the beginning of hnswlib's header: version, two sizes, how many
_SWITCHES = 2

log = structlog.get_logger()


def renew(place: Path, fingerprint: str, held: int, switch: int, tell: ProgressCallback) -> bool:
    """Build the graph anew if it is worth it, and remove the one before; True when it was.

    `held` vectors are in the collection, `switch` is the number of the last switch. What goes wrong is logged: the old
    graph finds as well as before.
    """
    ours = {kind: f"{kind}{fingerprint}" for kind in (PASSAGES, REBUILDING, LEFT)}
    try:
        rows = _rows(place)
    except (OSError, sqlite3.Error, struct.error) as error:
        log.warning("index.graph_not_renewed", error=type(error).__name__)
        return False
    is_worth_it = rows.get(ours[PASSAGES], 0) - held > SHARE_GONE * held + SPARE
    if not is_worth_it and not {ours[REBUILDING], ours[LEFT]} & rows.keys():
        return False
    from chromadb.errors import ChromaError  # a second, where nothing was embedded

    try:
        client = open_client(place)
        try:
            if not _make_room(client, place, fingerprint, switch) or not is_worth_it:
                return False
            _build(client, fingerprint, switch, tell)
        finally:
            client.close()
    except (ChromaError, OSError, ValueError, RuntimeError, sqlite3.Error) as error:
        log.warning("index.graph_not_renewed", error=type(error).__name__)
        return False
    log.info("index.graph_renewed", passages=held, rows_before=rows[ours[PASSAGES]])
    return True


def _make_room(client: Any, place: Path, fingerprint: str, switch: int) -> bool:
    """Remove what is over; False where the graph before this one may be searched still."""
    known = {collection.name: collection.metadata or {} for collection in client.list_collections()}
    rebuilding, left = f"{REBUILDING}{fingerprint}", f"{LEFT}{fingerprint}"
    if rebuilding in known:
        client.delete_collection(rebuilding)
    if left in known and switch < known[left].get("switch", 0) + _SWITCHES:
        return False
    if left in known:
        client.delete_collection(left)
    forget_folders(place)
    return True


def _build(client: Any, fingerprint: str, switch: int, tell: ProgressCallback) -> None:
    old = client.get_collection(f"{PASSAGES}{fingerprint}")
    new = client.create_collection(f"{REBUILDING}{fingerprint}", configuration=CONFIGURATION)
    _copy(old, new, tell)
    old.modify(name=f"{LEFT}{fingerprint}", metadata={"switch": switch})
    take_name(client, fingerprint, {collection.name for collection in client.list_collections()})


def _copy(old: Any, new: Any, tell: ProgressCallback) -> None:
    ids = old.get(include=[])["ids"]
    for at in range(0, len(ids), _PAGE):
        tell(Progress("switching", 0, 1))  # who is told may stop it
        part = old.get(ids=ids[at : at + _PAGE], include=["embeddings", "metadatas"])
        new.upsert(ids=part["ids"], embeddings=part["embeddings"], metadatas=part["metadatas"])


def _rows(place: Path) -> dict[str, int]:
    """How many vectors the stored graph of each collection has, those of removed passages too.

    Up to 1,000 of a collection are not stored yet.
    """
    with closing(sqlite3.connect(f"file:{place / 'chroma.sqlite3'}?mode=ro", uri=True, timeout=30)) as database:
        found = database.execute(
            "SELECT collections.name, segments.id FROM segments JOIN collections "
            "ON segments.collection = collections.id WHERE segments.scope = 'VECTOR'"
        ).fetchall()
    headers = {name: place / segment / "header.bin" for name, segment in found}
    return {
        name: int(_COUNT.unpack(header.read_bytes()[: _COUNT.size])[-1]) if header.is_file() else 0
        for name, header in headers.items()
    }
