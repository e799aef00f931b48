"""Haystack: SentenceTransformers embedders and its document store in memory, by meaning or ("hybrid") by words too."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from pathlib import Path

from haystack import Document, Pipeline
from haystack.components.caching import CacheChecker
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack.document_stores.types import DuplicatePolicy
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)
from peer_protocol import Rows, embedded_text, serve


class Haystack:
    """As its documentation has it, for passages that are already cut."""

    def open(self, folder: str, model: str) -> None:
        """The models, and the store if it was saved."""
        self._file = Path(folder) / "store.json"
        self._file.parent.mkdir(parents=True, exist_ok=True)
        known = self._file.exists()
        self._store = InMemoryDocumentStore.load_from_disk(str(self._file)) if known else InMemoryDocumentStore()
        self._model = model
        self._filling: Pipeline | None = None
        self._plain = Pipeline()
        self._plain.add_component("text", SentenceTransformersTextEmbedder(model=model, progress_bar=False))
        self._plain.add_component("nearest", InMemoryEmbeddingRetriever(self._store))
        self._plain.connect("text.embedding", "nearest.query_embedding")
        self._plain.warm_up()
        self._hybrid: Pipeline | None = None

    def add(self, passages: Rows, articles: str) -> None:
        """Embed and store."""
        if self._filling is None:
            self._filling = Pipeline()
            embedder = SentenceTransformersDocumentEmbedder(model=self._model, progress_bar=False)
            self._filling.add_component("embed", embedder)
            self._filling.add_component("write", DocumentWriter(self._store, policy=DuplicatePolicy.OVERWRITE))
            self._filling.connect("embed", "write")
            self._filling.warm_up()
        versions = _versions(passages)
        documents = [
            Document(
                id=row["id"],
                content=embedded_text(row),
                meta={"article": row["article"], "version": versions[row["article"]]},
            )
            for row in passages
        ]
        self._filling.run({"embed": {"documents": documents}})

    def save(self) -> None:
        """It is in memory until it is saved, as a whole."""
        self._store.save_to_disk(str(self._file))

    def ask(self, question: str, count: int, mode: str) -> list[str]:
        """The nearest by meaning; or joined with the best by words, by reciprocal rank."""
        if mode == "hybrid":
            found = self._asked_both_ways(question, count)
        else:
            asked = {"text": {"text": question}, "nearest": {"top_k": count}}
            found = self._plain.run(asked)["nearest"]["documents"]
        return [one.id for one in found[:count]]

    def replace(self, article: str, passages: Rows, articles: str) -> None:
        """Which of an article's passages are new is looked up first: the embedder embeds all that it is given."""
        held = self._store.filter_documents({"field": "meta.article", "operator": "==", "value": article})
        before, now = {one.id for one in held}, {row["id"] for row in passages}
        self._store.delete_documents(sorted(before - now))
        self.add([row for row in passages if row["id"] not in before], articles)

    def repeat(self, passages: Rows) -> bool:
        """A CacheChecker knows the articles by their checksums."""
        versions = _versions(passages)
        missed = set(CacheChecker(self._store, "meta.version").run(items=list(versions.values()))["misses"])
        self.add([row for row in passages if versions[row["article"]] in missed], "")
        return True

    def _asked_both_ways(self, question: str, count: int) -> list[Document]:
        if self._hybrid is None:
            self._hybrid = Pipeline()
            embedder = SentenceTransformersTextEmbedder(model=self._model, progress_bar=False)
            self._hybrid.add_component("text", embedder)
            self._hybrid.add_component("nearest", InMemoryEmbeddingRetriever(self._store))
            self._hybrid.add_component("words", InMemoryBM25Retriever(self._store))
            self._hybrid.add_component("join", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
            self._hybrid.connect("text.embedding", "nearest.query_embedding")
            self._hybrid.connect("nearest", "join")
            self._hybrid.connect("words", "join")
            self._hybrid.warm_up()
        asked = {
            "text": {"text": question},
            "nearest": {"top_k": count},
            "words": {"query": question, "top_k": count},
        }
        found: list[Document] = self._hybrid.run(asked)["join"]["documents"]
        return found


def _versions(passages: Rows) -> dict[str, str]:
    """A checksum of each article's passages."""
    held: dict[str, list[str]] = defaultdict(list)
    for row in passages:
        held[row["article"]].append(row["id"])
    return {article: hashlib.sha256("".join(ids).encode()).hexdigest() for article, ids in held.items()}


serve(Haystack)
