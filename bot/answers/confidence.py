"""How sure an answer may be: a calibrated probability that the best sentence answers the question at all."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

import numpy as np

from bot.answers.evidence import Evidence
from index.keywords import stems
from index.search import Hit, Query

LEARNT = {
    "constant": -10.51,
    "score": 0.50,  # of the best sentence
    "meaning": 1.85,  # its cosine with the question
    "names": 0.59,  # share of the question's names in its passage or title
    "untyped": -0.21,  # it lacks what this type of question asks for
    "strict": -0.82,  # the same for dates, amounts and counts
    "dense": 1.99,  # best cosine of a passage
    "found": 0.87,  # best joined score of the retriever
    "missing": -0.11,  # rarity of the rarest word of the question that this passage lacks, 1 for a word seen nowhere
    "unknown": -0.55,  # share of the question's words that no passage of the corpus has
    # How near the best sentences come to the question's words (likeness.py):
    "like_all": 0.07,  # the best, all words
    "like_all_three": 0.51,  # the three best, in the mean
    "farthest": 0.96,  # to the word they are farthest from, the three best in the mean
    "agreement": 0.30,  # mean of the next two sentences' scores, less the best
}
# Learnt by `benchmarks/tune_answers.py` on tests/questions/news_tune.jsonl.
SIGNALS = tuple(LEARNT)
WEIGHTS = np.array(list(LEARNT.values()))
# Below THRESHOLD the bot says that it does not know, below DOUBTFUL that it is not sure. On the questions learnt
# from, 0.4 answers 91 % of the answerable and abstains on 69 % of the others; docs/answers.md has the figures on other
# questions, and what still goes wrong.
THRESHOLD = 0.4
DOUBTFUL = 0.5
# What is left of confidence where every name of the question is in no passage: less than THRESHOLD, whatever it was.
_NAMES_NOWHERE = 0.35


def signals(query: Query, hits: Sequence[Hit], evidence: Sequence[Evidence]) -> list[float]:
    """One value for each of SIGNALS. `evidence` is not empty and its best comes first."""
    best = evidence[0]
    passage = set(best.hit.words)
    if best.hit.article.published:
        passage.update(stems(f"{best.hit.article.published:%d %B %Y}"))
    rarest = query.rarest
    following = [item.score for item in evidence[1:3]]
    values = {
        "constant": 1.0,
        "score": best.score,
        "meaning": best.feature("meaning"),
        "names": best.feature("names_context"),
        "untyped": best.feature("untyped"),
        "strict": best.feature("strict"),
        "dense": max(hit.dense for hit in hits),
        "found": max(hit.score for hit in hits),
        "missing": max((query.rarity[word] / rarest for word in query.words if word not in passage), default=0.0),
        "unknown": 1 - query.coverage({word for word in query.words if not query.is_unknown(word)}),
        "like_all": best.feature("like_all"),
        "like_all_three": statistics.fmean(item.feature("like_all") for item in evidence[:3]),
        "farthest": statistics.fmean(item.feature("farthest") for item in evidence[:3]),
        "agreement": sum(following) / len(following) - best.score if following else 0.0,
    }
    return [values[name] for name in SIGNALS]


def confidence(query: Query, hits: Sequence[Hit], evidence: Sequence[Evidence]) -> float:
    """0..1; 0 when there is no evidence, and little where no passage of the corpus has any of the names asked about."""
    if not evidence:
        return 0.0
    sure = 1 / (1 + math.exp(-float(np.dot(signals(query, hits, evidence), WEIGHTS))))
    nowhere = bool(query.names) and all(map(query.is_unknown, query.names))
    return sure * _NAMES_NOWHERE if nowhere else sure
