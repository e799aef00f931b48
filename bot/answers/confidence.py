"""How sure an answer may be: a calibrated probability that the best sentence answers the question at all."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from bot.answers.evidence import Evidence
from index.keywords import stems
from index.search import Hit, Query

LEARNT = {
    "constant": -5.24,
    "score": 0.42,  # of the best sentence
    "meaning": 1.95,  # its cosine with the question
    "words": 0.00,  # share of the question's words it has
    "context": 0.32,  # the same with its surroundings
    "names": 0.00,  # share of the question's names in its passage or title
    "unnamed": -0.83,  # 1 when a name of the question is in none of the passages found
    "untyped": 0.00,  # it lacks what this type of question asks for
    "strict": -2.52,  # the same for dates, amounts and counts
    "any_typed": 0.00,  # share of the five best sentences that have it
    "dense": 2.17,  # best cosine of a passage
    "found": 1.93,  # best joined score of the retriever
    "passage": 1.93,  # share of the question's words in the best sentence's passage and title
    "figures": 0.09,  # share of the question's figures there
    "dates": 0.00,  # share of its months and years in the best sentence, beside it or in the article's date
    "missing": -1.40,  # rarity of the rarest word of the question that this passage lacks, 1 for a word seen nowhere
    "unknown": 0.00,  # share of the question's words that no passage of the corpus has
    "agreement": 0.94,  # mean of the next two sentences' scores, less the best
}
# Learnt by `benchmarks/tune_answers.py` on tests/questions/news_tune.jsonl.
SIGNALS = tuple(LEARNT)
WEIGHTS = np.array(list(LEARNT.values()))
# Below THRESHOLD the bot says that it does not know, below DOUBTFUL that it is not sure. On the questions learnt
# from, 0.3 answers 94 % of the answerable and abstains on 94 % of those whose subject is not held; docs/answers.md has
# the figures on other questions, and what still goes wrong.
THRESHOLD = 0.3
DOUBTFUL = 0.5


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
