"""Looking a question up in the articles: what was found, the sentences of it that may answer, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot import measures
from bot.answers.confidence import THRESHOLD, confidence
from bot.answers.evidence import EMBEDDED_SENTENCES, Evidence, gather
from bot.answers.question import Question
from index.search import Hit, Query, Snapshot

PASSAGES = 12


@dataclass(frozen=True)
class Searched:
    """What the articles hold on `question`: `evidence` best first, `sure` 0..1 that its best answers.

    `whole` is False where the search by meaning was away and keywords alone found the hits.
    """

    question: Question
    query: Query
    hits: Sequence[Hit]
    evidence: Sequence[Evidence]
    sure: float
    whole: bool

    def with_evidence(self, evidence: Sequence[Evidence]) -> Searched:
        """The same with other sentences, or in another order; less sure where the best of before is not among them."""
        if not self.evidence or self.evidence[0] in evidence:
            return replace(self, evidence=evidence)
        return replace(self, evidence=evidence, sure=min(self.sure, confidence(self.query, self.hits, evidence)))

    @property
    def answers(self) -> bool:
        """Whether the best of the evidence is sure enough to be shown."""
        return bool(self.evidence) and self.sure >= THRESHOLD


def search(question: Question, index: Snapshot, as_of: date | None, count: int = PASSAGES) -> Searched:
    """The sentences of the best `count` passages, of articles known to be published by `as_of`."""
    query = index.query(question.standalone)
    with measures.stage("retrieval"):
        hits, whole = index.find(query, count, as_of=as_of)
    measures.searched(whole=whole)
    with measures.stage("evidence"):
        evidence = sentences(question, query, hits, index)
    return Searched(question, query, hits, evidence, confidence(query, hits, evidence), whole)


def sentences(
    question: Question, query: Query, hits: Sequence[Hit], index: Snapshot, embedded: int = EMBEDDED_SENTENCES
) -> list[Evidence]:
    """The sentences of `hits`, best first; `embedded` of them are compared by meaning."""
    encoder = index.encoder
    return gather(question, query, hits, encoder.read_sentences, encoder.read_together, embedded=embedded)
