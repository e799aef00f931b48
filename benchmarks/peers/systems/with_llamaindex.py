"""The LlamaIndex starter: HuggingFaceEmbedding and ChromaVectorStore, filled by an IngestionPipeline.

The pipeline keeps a document store, so that LlamaIndex can tell what it has already taken in.
"""

from __future__ import annotations

from pathlib import Path

import chromadb
from llama_index.core import Document, VectorStoreIndex
from llama_index.core.ingestion import DocstoreStrategy, IngestionPipeline
from llama_index.core.storage.docstore import SimpleDocumentStore
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.chroma import ChromaVectorStore
from peer_protocol import Rows, embedded_text, serve


class LlamaIndex:
    """As its documentation has it, for passages that are already cut."""

    def open(self, folder: str, model: str) -> None:
        """The model, Chroma and the document store."""
        Path(folder).mkdir(parents=True, exist_ok=True)
        self._kept = str(Path(folder) / "documents.json")
        embedding = HuggingFaceEmbedding(model)
        collection = chromadb.PersistentClient(path=folder).get_or_create_collection("news")
        self._vectors = ChromaVectorStore(chroma_collection=collection)
        known = Path(self._kept).exists()
        self._documents = SimpleDocumentStore.from_persist_path(self._kept) if known else SimpleDocumentStore()
        self._pipeline = IngestionPipeline(
            transformations=[embedding],
            docstore=self._documents,
            docstore_strategy=DocstoreStrategy.UPSERTS,
            vector_store=self._vectors,
            disable_cache=True,  # it keeps every vector a second time
        )
        self._index = VectorStoreIndex.from_vector_store(self._vectors, embed_model=embedding)

    def add(self, passages: Rows, articles: str) -> None:
        """Embed and store."""
        self._pipeline.run(documents=[_document(row) for row in passages])

    def save(self) -> None:
        """Chroma stores as it goes, the document store does not."""
        self._documents.persist(self._kept)

    def ask(self, question: str, count: int, mode: str) -> list[str]:
        """The nearest by meaning."""
        return [one.node.node_id for one in self._index.as_retriever(similarity_top_k=count).retrieve(question)]

    def replace(self, article: str, passages: Rows, articles: str) -> None:
        """Take in what is new, and delete what is no longer there."""
        now = {row["id"] for row in passages}
        before = [key for key, one in self._documents.docs.items() if one.metadata["article"] == article]
        self.add(passages, articles)
        gone = [key for key in before if key not in now]
        if gone:
            self._vectors.delete_nodes(gone)
            for key in gone:
                self._documents.delete_document(key)

    def repeat(self, passages: Rows) -> bool:
        """The document store knows them by their checksums."""
        self.add(passages, "")
        return True


def _document(row: dict[str, str]) -> Document:
    hidden = ["article"]  # else it would be embedded with the text
    return Document(
        id_=row["id"],
        text=embedded_text(row),
        metadata={"article": row["article"]},
        excluded_embed_metadata_keys=hidden,
        excluded_llm_metadata_keys=hidden,
    )


serve(LlamaIndex)
