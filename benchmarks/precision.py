"""Measure what embedding passages in int8 or bf16 costs in finding: hits@10 beside fp32, questions always in fp32.

    python benchmarks/precision.py DATA QUESTIONS.jsonl... [--precisions int8 bf16] [--json FILE]

DATA is a data folder with the articles of the questions indexed (any precision; it is only read, but for its models).
Two searches: by vectors alone, and the program's own (words, names and dates besides), whose vectors are swapped.
A hit is a passage of the article the question was written from; a sharp one also has the answer.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.library import Library
from index.embedding import PACKAGED_MODEL, PassageEncoder, TorchEncoder, Vectors, passage_encoder
from index.evaluation import Found, Question, answers_it, first_right, hits_at, mean_reciprocal_rank, read_questions
from index.home import Home
from index.live import LiveIndex
from index.passages import Passage, split
from index.search import Snapshot


class Exact:
    """Vectors searched one and all, in place of Chroma's: the same for every precision."""

    def __init__(self, ids: Sequence[str], vectors: Vectors) -> None:
        self.ids = list(ids)
        self.rows = {key: row for row, key in enumerate(ids)}
        self.vectors = vectors

    def nearest(self, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """As VectorStore.nearest."""
        scores = self.vectors @ vector
        best = np.argsort(-scores)[:count]
        return [(self.ids[row], float(scores[row])) for row in best]

    def similarities(self, vector: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """As VectorStore.similarities."""
        return {key: float(self.vectors[self.rows[key]] @ vector) for key in ids}


def encoder(precision: str, home: Home, count: int) -> PassageEncoder:
    """What embeds in one precision, however many there are."""
    if precision == "bf16":
        return TorchEncoder(PACKAGED_MODEL, "bf16")
    return passage_encoder(PACKAGED_MODEL, home.models, "fp32", int8=precision == "int8", count=0)


def measured(snapshot: Snapshot, questions: Sequence[Question], passages: Sequence[Passage], exact: Exact) -> Any:
    """How well both searches find, over `exact`."""
    snapshot._vectors = exact  # type: ignore[assignment]
    by_id = {passage.id: passage for passage in passages}
    urls = {
        article.id: article.url
        for article in snapshot.articles({a.checksum for a in snapshot.manifest.articles}).values()
    }
    queries = [snapshot.query(question.question) for question in questions]
    result: dict[str, float] = {}
    for name, search in (
        ("vectors", lambda query: [by_id[key] for key, _ in exact.nearest(query.vector, 10)]),
        ("search", lambda query: [by_id[hit.passage_id] for hit in snapshot.search(query, 10)]),
    ):
        found = [[Found(urls[p.article_id], p.text) for p in search(query)] for query in queries]
        ranks = [first_right(question, those) for question, those in zip(questions, found, strict=True)]
        sharp = [
            next((n for n, one in enumerate(those, 1) if one.url == q.url and answers_it(one.text, q.answers)), None)
            for q, those in zip(questions, found, strict=True)
        ]
        for kind, places in (("hits", ranks), ("sharp hits", sharp)):
            for k in (1, 4, 10):
                result[f"{name} {kind}@{k}"] = round(hits_at(places, k) or 0.0, 4)
        result[f"{name} MRR"] = round(mean_reciprocal_rank(sharp) or 0.0, 4)
    return result


def main() -> None:
    """Print a line for each precision."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--precisions", nargs="+", default=["int8", "bf16"])
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    home = Home(options.data)
    library = Library(home.library)
    snapshot = LiveIndex(home, library).snapshot()
    assert snapshot is not None, f"{options.data} holds no index"
    articles = snapshot.articles({article.checksum for article in snapshot.manifest.articles})
    passages = [passage for article in articles.values() for passage in split(article)]
    questions = [q for file in options.questions for q in read_questions(file) if q.answerable and q.url]
    texts = [passage.embedded_text for passage in passages]
    rows: dict[str, Any] = {}
    whole = None
    for precision in ["fp32", *options.precisions]:
        made = encoder(precision, home, len(texts))
        started = time.process_time()
        vectors = made.encode(texts)
        seconds = time.process_time() - started
        whole = vectors if whole is None else whole
        cosines = (whole * vectors).sum(axis=1)
        rows[precision] = {
            "passages a second of processor time": round(len(texts) / seconds, 1),
            "least cosine with fp32": round(float(cosines.min()), 4),
            "mean cosine with fp32": round(float(cosines.mean()), 4),
            **measured(snapshot, questions, passages, Exact([p.id for p in passages], vectors)),
        }
        print(precision, json.dumps(rows[precision]), flush=True)
    facts = {"passages": len(passages), "questions": len(questions), "rows": rows}
    if options.json:
        options.json.write_text(json.dumps(facts, indent=1) + "\n")


if __name__ == "__main__":
    main()
