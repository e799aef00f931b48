"""LangChain: HuggingFaceEmbeddings and Chroma, filled by its indexing API with a record manager on SQLite."""

from __future__ import annotations

from pathlib import Path

from langchain_chroma import Chroma
from langchain_classic.indexes import SQLRecordManager, index
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from peer_protocol import Rows, embedded_text, serve


class LangChain:
    """As its documentation has it, for passages that are already cut."""

    def open(self, folder: str, model: str) -> None:
        """The model, Chroma and the records."""
        Path(folder).mkdir(parents=True, exist_ok=True)
        embedding = HuggingFaceEmbeddings(model_name=model)
        self._store = Chroma("news", embedding_function=embedding, persist_directory=folder)
        self._records = SQLRecordManager("chroma/news", db_url=f"sqlite:///{folder}/records.sqlite")
        self._records.create_schema()

    def add(self, passages: Rows, articles: str) -> None:
        """Embed and store what is new; what an article no longer has is deleted."""
        index(
            [Document(embedded_text(row), metadata={"id": row["id"], "source": row["article"]}) for row in passages],
            self._records,
            self._store,
            cleanup="scoped_full",  # "incremental" embeds an article anew whose passages are in two batches
            source_id_key="source",
            key_encoder="sha256",
        )

    def save(self) -> None:
        """Both store as they go."""

    def ask(self, question: str, count: int, mode: str) -> list[str]:
        """The nearest by meaning."""
        return [one.metadata["id"] for one in self._store.similarity_search(question, k=count)]

    def replace(self, article: str, passages: Rows, articles: str) -> None:
        """The indexing API sees what changed."""
        self.add(passages, articles)

    def repeat(self, passages: Rows) -> bool:
        """The records know them by their checksums."""
        self.add(passages, "")
        return True


serve(LangChain)
