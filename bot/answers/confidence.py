"""How sure an answer may be: a calibrated probability that the best sentence answers the question at all."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

import numpy as np

from bot.answers.evidence import Evidence
from index.keywords import stems
from index.search import Hit, Query

# Where question and sentences were read together (`Evidence.read`), and where they could not be:
LEARNT_TOGETHER = {
    "constant": -3.16,
    "score": 0.10,  # of the best sentence
    "meaning": 0.59,  # its cosine with the question
    "names": 1.35,  # share of the question's names in its passage or title
    "untyped": -0.20,  # it lacks what this type of question asks for
    "strict": -0.25,  # the same for dates, amounts and counts
    "dense": 1.51,  # best cosine of a passage
    "found": 0.86,  # best joined score of the retriever
    "missing": 0.00,  # rarity of the rarest word of the question that this passage lacks, 1 for a word seen nowhere
    "unknown": -1.11,  # share of the question's words that no passage of the corpus has
    # How near the best sentences come to the question's words (likeness.py):
    "like_all": 0.00,  # the best, all words
    "like_all_three": 0.00,  # the three best, in the mean
    "farthest": 0.00,  # to the word they are farthest from, the three best in the mean
    "agreement": -0.02,  # mean of the next two sentences' scores, less the best
    "read": 0.20,  # how well the best answers, read together with the question
    "read_three": 0.26,  # the same of the three that answer best so, in the mean
}
LEARNT = {
    "constant": -10.51,
    "score": 0.50,
    "meaning": 1.85,
    "names": 0.59,
    "untyped": -0.21,
    "strict": -0.82,
    "dense": 1.99,
    "found": 0.87,
    "missing": -0.11,
    "unknown": -0.55,
    "like_all": 0.07,
    "like_all_three": 0.51,
    "farthest": 0.96,
    "agreement": 0.30,
}
# Learnt by `benchmarks/tune_answers.py`. The constant of TOGETHER is 0.2 more than was learnt, so that as many
# answerable questions are answered as without.
SIGNALS = tuple(LEARNT_TOGETHER)
WEIGHTS_TOGETHER = np.array(list(LEARNT_TOGETHER.values()))
WEIGHTS = np.array([LEARNT.get(name, 0.0) for name in SIGNALS])
# Below THRESHOLD the bot says that it does not know, below DOUBTFUL that it is not sure. docs/answers.md has how often
# that is right on questions nothing was learnt from, and what still goes wrong.
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
    read = sorted((item.read for item in evidence if item.read is not None), reverse=True) or [0.0]
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
        "read": best.read if best.read is not None else read[-1],
        "read_three": statistics.fmean(read[:3]),
    }
    return [values[name] for name in SIGNALS]


def confidence(query: Query, hits: Sequence[Hit], evidence: Sequence[Evidence]) -> float:
    """0..1; 0 when there is no evidence, and little where no passage of the corpus has any of the names asked about."""
    if not evidence:
        return 0.0
    together = any(item.read is not None for item in evidence)
    weights = WEIGHTS_TOGETHER if together else WEIGHTS
    sure = 1 / (1 + math.exp(-float(np.dot(signals(query, hits, evidence), weights))))
    nowhere = bool(query.names) and all(map(query.is_unknown, query.names))
    return sure * _NAMES_NOWHERE if nowhere else sure
