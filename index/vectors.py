"""Chroma: one collection per settings fingerprint, holding the vector of every passage ever needed by a kept generation.

Chroma is used directly, not through llama-index's vector store: that one would store each passage's text and node
again as JSON, while here an id, a vector and the article's id are all there is to keep.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import DamagedIndexError
from index.embedding import Vectors
from index.passages import Passage

_PAGE = 2000  # ids per call, under SQLite's limit on variables


class VectorStore:
    """The vectors of one settings fingerprint in the Chroma folder."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        folder.mkdir(parents=True, exist_ok=True)
        try:
            client = chromadb.PersistentClient(path=str(folder), settings=ChromaSettings(anonymized_telemetry=False))
            self._collection: Any = client.get_or_create_collection(
                f"passages-{fingerprint}", configuration={"hnsw": {"space": "cosine", "ef_search": 200}}
            )
        except Exception as error:  # chromadb raises bare and Rust errors here
            raise DamagedIndexError(f"{folder}: Chroma cannot open it ({error}); rebuild with `index --full`") from error

    def held(self, ids: Iterable[str]) -> set[str]:
        """Those of `ids` that have a vector already."""
        wanted = list(ids)
        found: set[str] = set()
        for at in range(0, len(wanted), _PAGE):
            found.update(self._collection.get(ids=wanted[at : at + _PAGE], include=[])["ids"])
        return found

    def add(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Store one vector (row) per passage."""
        for at in range(0, len(passages), _PAGE):
            part = passages[at : at + _PAGE]
            self._collection.upsert(
                ids=[passage.id for passage in part],
                embeddings=vectors[at : at + _PAGE],
                metadatas=[{"article_id": passage.article_id} for passage in part],
            )

    def nearest(self, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """(passage id, cosine similarity) of the `count` nearest to `vector` [d], best first."""
        count = min(count, self._collection.count())
        if count == 0:
            return []
        found = self._collection.query(query_embeddings=[vector], n_results=count, include=["distances"])
        return [
            (key, 1.0 - float(distance)) for key, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def similarities(self, vector: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """Id -> cosine similarity of `vector` [d] with the stored vectors of `ids`."""
        if not ids:
            return {}
        found = self._collection.get(ids=list(ids), include=["embeddings"])
        if not found["ids"]:
            return {}
        scores = np.asarray(found["embeddings"], np.float32) @ vector
        return {key: float(score) for key, score in zip(found["ids"], scores, strict=True)}

    def keep_only(self, ids: set[str]) -> int:
        """Remove the vectors of all other passages; returns how many went."""
        gone = [key for key in self._collection.get(include=[])["ids"] if key not in ids]
        for at in range(0, len(gone), _PAGE):
            self._collection.delete(ids=gone[at : at + _PAGE])
        return len(gone)

    def count(self) -> int:
        """How many vectors are stored."""
        return int(self._collection.count())
