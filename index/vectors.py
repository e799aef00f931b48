"""Chroma: one collection per settings fingerprint, with the vector of every passage a kept generation needs.

Chroma is used directly, not through llama-index's vector store: that one would store each passage's text and node
again as JSON, while here an id, a vector and the article's id are all there is to keep.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import DamagedIndexError, SanctionsBotError
from corpus.storage import storage_error
from index import chroma_folder
from index.chroma_collections import LEFT, PASSAGES, REBUILDING, collection_of, forget_folders
from index.chroma_folder import OpenFolder
from index.chroma_server import ChromaServer
from index.embedding import Vectors
from index.passages import Passage
from index.soundness import check_vectors

_PAGE = 2000  # ids per call, under SQLite's limit on variables


class VectorStore:
    """The vectors of one settings fingerprint, in the Chroma folder or on a Chroma server.

    Of a folder, what another process adds later is not seen, what this one adds may be, so open a new store for each
    generation: it loads anew only what another process changed (index/chroma_folder.py), or with `anew` in any case,
    and only then, or when `wary`, looks through the files. A server is asked when something is asked for; `patient` is
    for index runs, which can wait for it. `least` vectors must be there: a search among fewer would quietly find less,
    so that is damage.

    Raises DamagedIndexError, from any method, when Chroma's files are damaged, StorageError when they cannot be
    written, ServerAwayError when the server does not answer.
    """

    def __init__(
        self,
        place: Path | ChromaServer,
        fingerprint: str,
        *,
        patient: bool = False,
        least: int = 0,
        anew: bool = False,
        wary: bool = False,
    ) -> None:
        self._place = place
        self._fingerprint = fingerprint
        self._patient = patient
        self._least = least
        self._known: Any = None
        self._folder: OpenFolder | None = None
        if isinstance(place, Path):
            with self._using():
                self._take_up(place, chroma_folder.opened(place, anew=anew, wary=wary))

    @property
    def _collection(self) -> Any:
        """The collection, sought on the server when it is first needed, in a folder also after a failure."""
        if self._known is None:
            if isinstance(self._place, Path):
                self._take_up(self._place, chroma_folder.opened(self._place))
            else:
                self._known = collection_of(self._place.client(patient=self._patient), self._fingerprint)
        return self._known

    def _take_up(self, place: Path, folder: OpenFolder) -> None:
        from chromadb.errors import NotFoundError

        try:
            self._known = folder.client.get_collection(f"{PASSAGES}{self._fingerprint}")
        except NotFoundError:
            with chroma_folder.writing(place, folder) as folder:
                self._known = collection_of(folder.client, self._fingerprint)
        self._folder = folder
        chroma_folder.load(self._known)

    @contextmanager
    def _changing(self) -> Iterator[Any]:
        """The collection, to be written to: where another process changed the folder, it is opened anew first."""
        with self._using():
            if isinstance(self._place, Path):
                with chroma_folder.writing(self._place, self._folder) as current:
                    if current is not self._folder:
                        self._known, self._folder = collection_of(current.client, self._fingerprint), current
                    yield self._known
            else:
                yield self._collection

    @contextmanager
    def _using(self) -> Iterator[None]:
        if isinstance(self._place, ChromaServer):
            try:
                with self._place.asked():
                    yield
            except DamagedIndexError:
                self._known = None  # it may be made anew under another id
                raise
            return
        try:
            yield
        except SanctionsBotError:
            raise
        except BaseException as error:  # chromadb raises bare errors here, and Rust's panics, which are no Exception
            if self._folder is not None and self._folder.has_failed:
                self._known = None  # whoever shares the client goes on with another
            if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
                raise
            unwritable = storage_error(error, self._place)
            if unwritable is not None:
                raise unwritable from error
            raise DamagedIndexError(
                f"{self._place}: Chroma cannot read it ({error}); rebuild with `index --full`"
            ) from error

    def held(self, ids: Iterable[str]) -> set[str]:
        """Those of `ids` that have a vector already."""
        wanted = set(ids)
        if not wanted:
            return set()
        # All of 160,000 come in half a second; asked for by name, so many take nine.
        named = list(wanted) if len(wanted) <= _PAGE else None
        with self._using():
            return wanted.intersection(self._collection.get(ids=named, include=[])["ids"])

    def add(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Store one vector (row) per passage."""
        self.put([passage.id for passage in passages], [passage.article_id for passage in passages], vectors)

    def put(self, ids: Sequence[str], article_ids: Sequence[str], vectors: Vectors) -> None:
        """Store one vector (row) per passage id, each with the id of its article."""
        for at in range(0, len(ids), _PAGE):
            with self._changing() as collection:
                collection.upsert(
                    ids=list(ids[at : at + _PAGE]),
                    embeddings=vectors[at : at + _PAGE],
                    metadatas=[{"article_id": key} for key in article_ids[at : at + _PAGE]],
                )

    def vectors(self, ids: Sequence[str]) -> Vectors:
        """The stored vectors [n, d] of `ids`, in their order. Raises DamagedIndexError when one is not there."""
        with self._using():
            found = self._collection.get(ids=list(ids), include=["embeddings"])
            stored = np.asarray(found["embeddings"], np.float32)
            rows = {key: row for row, key in enumerate(found["ids"])}
        if len(rows) < len(ids):
            missing = len(ids) - len(rows)
            raise DamagedIndexError(f"{self._place}: {missing:,} vectors are missing; rebuild with `index --full`")
        return stored[[rows[key] for key in ids]]

    def close(self) -> None:
        """Let go of the files, so that they can be moved, unless another store uses them."""
        self._known = self._folder = None

    def nearest(self, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """(passage id, cosine similarity) of the `count` nearest to `vector` [d], best first."""
        count = min(count, self.count())
        if count == 0:
            return []
        with self._using():
            found = self._collection.query(query_embeddings=[vector], n_results=count, include=["distances"])
            # Read in here: a server, or what stands before it, may answer in another shape.
            return [
                (str(key), 1.0 - float(distance))
                for key, distance in zip(found["ids"][0], found["distances"][0], strict=True)
            ]

    def check_database(self) -> None:
        """Look through the whole database in the folder; a server looks after its own. Raises DamagedIndexError."""
        if isinstance(self._place, Path):
            check_vectors(self._place, thoroughly=True)

    def probe(self) -> None:
        """Search once. Raises DamagedIndexError when what a search reads is damaged."""
        with self._using():
            stored = np.asarray(self._collection.get(limit=1, include=["embeddings"])["embeddings"], np.float32)
        if len(stored):
            self.nearest(stored[0], 1)

    def similarities(self, vector: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """Id -> cosine similarity of `vector` [d] with the stored vectors of `ids`."""
        if not ids:
            return {}
        with self._using():
            found = self._collection.get(ids=list(ids), include=["embeddings"])
            if not found["ids"]:
                return {}
            scores = np.asarray(found["embeddings"], np.float32) @ vector
            return {str(key): float(score) for key, score in zip(found["ids"], scores, strict=True)}

    def keep_only(self, ids: set[str]) -> int:
        """Remove the vectors of all other passages; returns how many went."""
        with self._using():
            gone = [key for key in self._collection.get(include=[])["ids"] if key not in ids]
        self.remove(gone)
        return len(gone)

    def remove(self, ids: Iterable[str]) -> None:
        """Remove the vectors of these passages."""
        gone = list(ids)
        for at in range(0, len(gone), _PAGE):
            with self._changing() as collection:
                collection.delete(ids=gone[at : at + _PAGE])

    def count(self) -> int:
        """How many vectors are stored. Raises DamagedIndexError when these are fewer than there must be."""
        with self._using():
            held = int(self._collection.count())
        if held < self._least:
            raise DamagedIndexError(
                f"{self._place}: Chroma has {held:,} of {self._least:,} passages; rebuild with `index --full`"
            )
        return held


def check_chroma(place: Path | ChromaServer, fingerprint: str, least: int) -> None:
    """See that `least` vectors are there without opening a folder, which takes a second.

    Raises DamagedIndexError when they are not or the folder's files are damaged, ServerAwayError when a server is away.
    """
    if not isinstance(place, Path):
        VectorStore(place, fingerprint, patient=True, least=least).count()
    elif least and not place.is_dir():
        raise DamagedIndexError(f"{place} is gone; rebuild with `index --full`")
    else:
        check_vectors(place)


def forget_others(place: Path | ChromaServer, fingerprints: set[str]) -> int:
    """Remove the collections of all other fingerprints; returns how many went."""
    if isinstance(place, ChromaServer):
        with place.asked():
            return _forget(place.client(patient=True), fingerprints)
    with chroma_folder.writing(place, None) as folder:
        gone = _forget(folder.client, fingerprints)
        forget_folders(place)
    return gone


def _forget(client: Any, fingerprints: set[str]) -> int:
    kinds = (PASSAGES, REBUILDING, LEFT)
    kept = {f"{kind}{fingerprint}" for kind in kinds for fingerprint in fingerprints}
    names = [collection.name for collection in client.list_collections()]
    gone = [name for name in names if name.startswith(kinds) and name not in kept]
    for name in gone:
        client.delete_collection(name)
    return len(gone)
