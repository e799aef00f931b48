"""How sure an answer may be: a calibrated probability that the best sentence answers the question at all."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from bot.answers.evidence import Evidence
from index.keywords import stems
from index.search import Hit, Query

LEARNT = {
    "constant": -6.55,
    "score": 0.95,  # of the best sentence
    "meaning": 0.50,  # its cosine with the question
    "words": -1.12,  # share of the question's words it has
    "context": 0.22,  # the same with its surroundings
    "names": 0.27,  # share of the question's names in its passage or title
    "unnamed": -0.53,  # 1 when a name of the question is in none of the passages found
    "untyped": -0.05,  # it lacks what this type of question asks for
    "strict": -1.50,  # the same for dates, amounts and counts
    "any_typed": -1.06,  # share of the five best sentences that have it
    "dense": 1.19,  # best cosine of a passage
    "found": 0.95,  # best joined score of the retriever
    "passage": 0.58,  # share of the question's words in the best sentence's passage and title
    "figures": 0.63,  # share of the question's figures there
    "dates": -0.21,  # share of its months and years in the best sentence, beside it or in the article's date
    "missing": -0.60,  # rarity of the rarest word of the question that this passage lacks, 1 for a word seen nowhere
    "unknown": -0.17,  # share of the question's words that no passage of the corpus has
    "agreement": 0.78,  # mean of the next two sentences' scores, less the best
}
# Learnt by `benchmarks/tune_answers.py` on tests/questions/news_tune.jsonl.
SIGNALS = tuple(LEARNT)
WEIGHTS = np.array(list(LEARNT.values()))
# Below it the bot says that it does not know; chosen on the same questions.
THRESHOLD = 0.45


def signals(query: Query, hits: Sequence[Hit], evidence: Sequence[Evidence]) -> list[float]:
    """One value for each of SIGNALS. `evidence` is not empty and its best comes first."""
    best = evidence[0]
    passage = set(stems(f"{best.hit.text}\n{best.hit.article.title}"))
    if best.hit.article.published:
        passage.update(stems(f"{best.hit.article.published:%d %B %Y}"))
    found = passage.union(*(stems(f"{hit.text}\n{hit.article.title}") for hit in hits))
    rarest = query.rarest
    following = [item.score for item in evidence[1:3]]
    values = {
        "constant": 1.0,
        "score": best.score,
        "meaning": best.feature("meaning"),
        "words": best.feature("words"),
        "context": best.feature("context"),
        "names": best.feature("names_context"),
        "unnamed": float(any(name not in found for name in query.names)),
        "untyped": best.feature("untyped"),
        "strict": best.feature("strict"),
        "any_typed": sum(item.feature("typed") for item in evidence[:5]) / 5,
        "dense": max(hit.dense for hit in hits),
        "found": max(hit.score for hit in hits),
        "passage": best.feature("passage"),
        "figures": best.feature("figures"),
        "dates": best.feature("dates"),
        "missing": max((query.rarity[word] / rarest for word in query.words if word not in passage), default=0.0),
        "unknown": 1 - query.coverage({word for word in query.words if query.rarity[word] < rarest}),
        "agreement": sum(following) / len(following) - best.score if following else 0.0,
    }
    return [values[name] for name in SIGNALS]


def confidence(query: Query, hits: Sequence[Hit], evidence: Sequence[Evidence]) -> float:
    """0..1; 0 when there is no evidence."""
    if not evidence:
        return 0.0
    return 1 / (1 + math.exp(-float(np.dot(signals(query, hits, evidence), WEIGHTS))))
