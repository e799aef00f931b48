"""SanctionsRetriever: the bot's search for any LlamaIndex program.

Apart from `index.search`, since importing llama-index takes 1.7 s, which a question from the terminal need not pay.
"""

from __future__ import annotations

from datetime import date

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.live import LiveIndex
from index.search import Hit


class SanctionsRetriever(BaseRetriever):
    """The bot's retrieval for any LlamaIndex program: `SanctionsRetriever(live).retrieve("Why was … sanctioned?")`."""

    def __init__(self, live: LiveIndex, top_k: int = 10, as_of: date | None = None) -> None:
        self._live = live
        self._top_k = top_k
        self._as_of = as_of
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        snapshot = self._live.snapshot()
        if snapshot is None:
            return []
        hits = snapshot.search(snapshot.query(query_bundle.query_str), self._top_k, as_of=self._as_of)
        return [NodeWithScore(node=_node(hit), score=hit.score) for hit in hits]


def _node(hit: Hit) -> TextNode:
    published = hit.article.published.isoformat() if hit.article.published else None
    return TextNode(
        id_=hit.passage_id,
        text=hit.text,
        start_char_idx=hit.start,
        end_char_idx=hit.end,
        metadata={
            "article_id": hit.article.id,
            "title": hit.article.title,
            "source": hit.article.source,
            "url": hit.article.url,
            "published": published,
        },
    )
