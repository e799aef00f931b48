"""txtai: an Embeddings database that keeps the texts (Faiss and SQLite)."""

from __future__ import annotations

from pathlib import Path

from peer_protocol import Rows, embedded_text, serve
from txtai import Embeddings


class Txtai:
    """As its documentation has it, for passages that are already cut."""

    def open(self, folder: str, model: str) -> None:
        """The model, and the database if it was saved."""
        self._folder = folder
        self._embeddings = Embeddings(path=model, content=True)
        if Path(folder).exists():
            self._embeddings.load(folder)

    def add(self, passages: Rows, articles: str) -> None:
        """Embed and store. The article is the passage's tag."""
        self._embeddings.upsert([(row["id"], embedded_text(row), row["article"]) for row in passages])

    def save(self) -> None:
        """It is in memory until it is saved, as a whole."""
        self._embeddings.save(self._folder)

    def ask(self, question: str, count: int, mode: str) -> list[str]:
        """The nearest by meaning."""
        return [one["id"] for one in self._embeddings.search(question, count)]

    def replace(self, article: str, passages: Rows, articles: str) -> None:
        """Which of an article's passages are new is looked up first: an upsert embeds all that it is given."""
        rows = self._embeddings.search(
            "select id from txtai where tags = :article", 10_000, parameters={"article": article}
        )
        before, now = {row["id"] for row in rows}, {row["id"] for row in passages}
        self._embeddings.delete(sorted(before - now))
        self.add([row for row in passages if row["id"] not in before], articles)

    def repeat(self, passages: Rows) -> bool:
        """An upsert embeds all that it is given."""
        return False


serve(Txtai)
