"""How sure an answer may be: a calibrated probability that the best sentence answers the question at all."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from bot.answers.evidence import Evidence, share
from index.keywords import stems
from index.search import Hit, Query

SIGNALS = (
    "constant",
    "score",  # of the best sentence
    "meaning",  # its cosine with the question
    "words",  # share of the question's words it has
    "context",  # the same with its surroundings
    "names",  # share of the question's names in its passage or title
    "untyped",  # it lacks what this type of question asks for
    "dense",  # best cosine of a passage
    "found",  # best joined score of the retriever
    "passage",  # share of the question's words in the best sentence's passage and title
    "missing",  # weight of the rarest word of the question that this passage lacks
    "agreement",  # mean of the next two sentences' scores, relative to the best
)
# Learnt by `benchmarks/tune_answers.py` on tests/questions/news_tune.jsonl.
WEIGHTS = np.array([-6.0, 0.2, 4.0, 1.0, 2.0, 1.0, -0.5, 3.0, 2.0, 1.0, -1.0, 0.0])
# Below it the bot says that it does not know; chosen on the same questions.
THRESHOLD = 0.5


def signals(query: Query, hits: Sequence[Hit], evidence: Sequence[Evidence]) -> list[float]:
    """One value for each of SIGNALS. `evidence` is not empty and its best comes first."""
    best = evidence[0]
    present = set(stems(best.hit.text)).union(stems(best.hit.article.title))
    if best.hit.article.published:
        present.update(stems(f"{best.hit.article.published:%d %B %Y}"))
    total = sum(query.rarity.values()) or 1.0
    missing = max((query.rarity[word] / total for word in query.words if word not in present), default=0.0)
    following = [item.score for item in evidence[1:3]]
    values = {
        "constant": 1.0,
        "score": best.score,
        "meaning": best.feature("meaning"),
        "words": best.feature("words"),
        "context": best.feature("context"),
        "names": best.feature("names_context"),
        "untyped": best.feature("untyped"),
        "dense": max(hit.dense for hit in hits),
        "found": max(hit.score for hit in hits),
        "passage": share(query, present),
        "missing": missing,
        "agreement": sum(following) / len(following) - best.score if following else 0.0,
    }
    return [values[name] for name in SIGNALS]


def confidence(query: Query, hits: Sequence[Hit], evidence: Sequence[Evidence]) -> float:
    """0..1; 0 when there is no evidence."""
    if not evidence:
        return 0.0
    return 1 / (1 + math.exp(-float(np.dot(signals(query, hits, evidence), WEIGHTS))))
