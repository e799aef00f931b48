"""Learn the weights of retrieval, of sentences and of confidence from question files, and measure them on others.

    python benchmarks/tune_answers.py DATA TRAIN.jsonl VALIDATE.jsonl

DATA is a data folder with the news of the questions indexed. The printed weights go into index/search.py,
bot/answers/evidence.py and bot/answers/confidence.py by hand, with the figures printed here in the commit message.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from bot.answers import confidence as confidence_module
from bot.answers import evidence as evidence_module
from bot.answers import quotes
from bot.answers.question import understand
from bot.answers.searching import PASSAGES
from corpus.library import Library
from index import search as search_module
from index.evaluation import Question, answers_it, area_under_curve, normalised, read_questions
from index.home import Home
from index.live import LiveIndex
from index.search import Snapshot
from index.word_vectors import Reading

Matrix = np.ndarray
FOLDS = 6
# How much weights are held back: of several tried, those with the best cross-validated figures.
SENTENCES_HELD = 0.001
CONFIDENCE_HELD = 0.001


def learn_ranking(groups: Sequence[tuple[Matrix, Matrix]], start: Matrix, strength: float) -> Matrix:
    """Weights under which the right rows of each group (features [n, f], right [n]) come first: softmax likelihood."""
    used = [(features, right) for features, right in groups if right.any() and not right.all()]

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        total, slope = 0.0, np.zeros_like(weights)
        for features, right in used:
            scores = features @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            good = shares[right].sum()
            total -= np.log(good + 1e-12)
            slope -= features[right].T @ (shares[right] / (good + 1e-12)) - features.T @ shares
        return total / len(used) + strength * weights @ weights, slope / len(used) + 2 * strength * weights

    return minimize(loss, start, jac=True, method="L-BFGS-B").x


# What can only speak against an answer; all other signals can only speak for it. Without these borders two dozen
# weights learnt from 163 questions would also learn accidents, such as fewer shared words making an answer surer.
AGAINST = {"untyped", "strict", "missing", "unknown"}
FREE = {"constant", "agreement"}


def learn_probability(names: Sequence[str], features: Matrix, right: Matrix, strength: float) -> Matrix:
    """Logistic regression; the first column is the constant and is not held back. Classes weigh the same."""
    bounds = [(None if n in FREE | AGAINST else 0.0, 0.0 if n in AGAINST else None) for n in names]
    weight = np.where(right, 0.5 / right.mean(), 0.5 / (1 - right.mean()))

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        scores = features @ weights
        chance = 1 / (1 + np.exp(-scores))
        held = strength * np.r_[0.0, np.ones(len(weights) - 1)]
        value = (weight * np.logaddexp(0, np.where(right, -scores, scores))).mean() + held @ weights**2
        return value, features.T @ (weight * (chance - right)) / len(right) + 2 * held * weights

    return minimize(loss, np.zeros(features.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x


class Examples:
    """The questions of one file with all that retrieval brings for them."""

    def __init__(self, index: Snapshot, questions: list[Question]) -> None:
        self.index = index
        self.questions = questions
        self._readings: dict[str, Reading] = {}
        self.asked = [understand(question.question) for question in questions]
        self.queries = [index.query(asked.standalone) for asked in self.asked]

    def retrieval(self) -> list[tuple[Matrix, Matrix]]:
        """Per answerable question: SIGNALS of the candidates, and which are passages that hold the answer."""
        groups = []
        for question, query in zip(self.questions, self.queries, strict=True):
            if question.answerable:
                hits = self.index.search(query, 400)
                right = [
                    hit.article.url == question.url and any(answers_it(hit.text, [group]) for group in question.answers)
                    for hit in hits
                ]
                groups.append((np.array([hit.signals for hit in hits]), np.array(right)))
        return groups

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """What the encoder reads, each text once over all rounds."""
        new = [text for text in dict.fromkeys(texts) if text not in self._readings]
        if new:
            self._readings.update(zip(new, self.index.encoder.read_sentences(new), strict=True))
        return [self._readings[text] for text in texts]

    def hits(self) -> list[list[search_module.Hit]]:
        """The passages an answer would be made from, per question."""
        return [self.index.search(query, PASSAGES) for query in self.queries]

    def evidence(self, hits: list[list[search_module.Hit]]) -> list[list[evidence_module.Evidence]]:
        """The sentences of `hits`, scored with the weights as they are now."""
        return [
            evidence_module.gather(asked, query, found, self.read)
            for asked, query, found in zip(self.asked, self.queries, hits, strict=True)
        ]


def sentence_groups(
    questions: list[Question],
    sentences: Sequence[Sequence[evidence_module.Evidence | evidence_module.Candidate]],
) -> list[tuple[Matrix, Matrix]]:
    """Per answerable question: FEATURES of its sentences, and which of them answer."""
    groups = []
    for question, items in zip(questions, sentences, strict=True):
        if question.answerable:
            right = [
                item.hit.article.url == question.url
                and all(any(normalised(s) in normalised(item.text) for s in group) for group in question.answers[:1])
                for item in items
            ]
            features = [item.features for item in items]
            groups.append((np.array(features).reshape(-1, len(evidence_module.FEATURES)), np.array(right, bool)))
    return groups


def report_retrieval(name: str, questions: list[Question], hits: list[list[search_module.Hit]]) -> None:
    """Print how early the right article comes."""
    ranks = []
    for question, found in zip(questions, hits, strict=True):
        if question.answerable:
            ranks.append(next((i for i, hit in enumerate(found, 1) if hit.article.url == question.url), None))
    at = {k: sum(1 for rank in ranks if rank and rank <= k) / len(ranks) for k in (1, 4, 10)}
    mrr = sum(1 / rank for rank in ranks if rank) / len(ranks)
    print(f"{name}: hits@1/4/10 {at[1]:.3f} {at[4]:.3f} {at[10]:.3f}, MRR {mrr:.3f} (n={len(ranks)})")


def report_answers(
    name: str, questions: list[Question], evidence: list[list[evidence_module.Evidence]], sure: Sequence[float]
) -> None:
    """Print how often the answer is said, and how well confidence tells answerable from unanswerable."""
    first = whole = answered = words = 0
    for question, items in zip(questions, evidence, strict=True):
        if not question.answerable or not items:
            continue
        chosen = quotes.choose(items)
        answered += 1
        words += sum(len(quote.text.split()) for quote in chosen)
        first += answers_it(chosen[0].text, question.answers)
        whole += answers_it(" ".join(quote.text for quote in chosen), question.answers)
    total = sum(question.answerable for question in questions)
    yes = [chance for question, chance in zip(questions, sure, strict=True) if question.answerable]
    no = [chance for question, chance in zip(questions, sure, strict=True) if not question.answerable]
    print(
        f"{name}: in first sentence {first / total:.3f}, in whole {whole / total:.3f} ({words / answered:.0f} words), "
        f"AUC {area_under_curve(yes, no):.3f}"
    )
    for cut in (0.3, 0.4, 0.5, 0.6, 0.7):
        kept, dropped = sum(c >= cut for c in yes) / len(yes), sum(c < cut for c in no) / len(no)
        print(f"    threshold {cut}: answers {kept:.2f} of answerable, abstains on {dropped:.2f} of unanswerable")


def show(name: str, names: Sequence[str], weights: Matrix) -> None:
    """Print weights as they go into the code."""
    print(f"{name}.LEARNT: {', '.join(f'{n} {w:.2f}' for n, w in zip(names, weights, strict=True))}")


def parted(questions: Sequence[Question], seed: int) -> list[int]:
    """Which of FOLDS each question is in; those on one article are in the same."""
    places = random.Random(seed)
    folds: dict[object, int] = {}
    return [
        folds.setdefault(question.url or place, places.randrange(FOLDS)) for place, question in enumerate(questions)
    ]


def check_sentences(questions: list[Question], groups: Sequence[tuple[Matrix, Matrix]]) -> None:
    """Print how often the best sentence answers where its weights were learnt from the other questions."""
    asked = [question for question in questions if question.answerable]
    first = []
    folds = parted(asked, 0)
    for fold in range(FOLDS):
        learnt = [group for group, its in zip(groups, folds, strict=True) if its != fold]
        weights = learn_ranking(learnt, np.zeros(len(evidence_module.FEATURES)), SENTENCES_HELD)
        for (features, right), its in zip(groups, folds, strict=True):
            if its == fold:
                first.append(bool(len(right)) and bool(right[np.argmax(features @ weights)]))
    print(f"train, cross-validated: the best sentence answers {np.mean(first):.3f}")


def check_confidence(questions: list[Question], features: Matrix) -> None:
    """Print the AUC where the weights of confidence were learnt from the other questions."""
    folds = np.array(parted(questions, 1))
    answerable = np.array([question.answerable for question in questions])
    sure = np.zeros(len(questions))
    for fold in range(FOLDS):
        rest = folds != fold
        weights = learn_probability(confidence_module.SIGNALS, features[rest], answerable[rest], CONFIDENCE_HELD)
        sure[~rest] = features[~rest] @ weights
    print(f"train, cross-validated: {by_kind(questions, sure)}")


def by_kind(questions: Sequence[Question], sure: Sequence[float]) -> str:
    """AUC against both kinds of unanswerable questions."""
    yes = [value for question, value in zip(questions, sure, strict=True) if question.answerable]
    told = []
    for name, near in (("subject not held", False), ("fact not held", True)):
        no = [v for q, v in zip(questions, sure, strict=True) if not q.answerable and (q.kind == "near_miss") == near]
        told.append(f"{name} {area_under_curve(yes, no) or 0:.3f}")
    return f"AUC {', '.join(told)}"


def main(data: str, train_file: str, validate_file: str) -> None:
    """Learn on one file, report on both."""
    home = Home(Path(data))
    index = LiveIndex(home, Library(home.library)).snapshot()
    assert index is not None
    train = Examples(index, read_questions(Path(train_file)))
    learn(train)
    validate = Examples(index, read_questions(Path(validate_file)))
    for name, examples in (("train", train), ("validate", validate)):
        report(name, examples)


def learn(train: Examples) -> None:
    """Learn all weights, print them, and use them from here on."""
    report_retrieval("train, weights as they are", train.questions, train.hits())
    groups = train.retrieval()
    print(f"answer among candidates: {np.mean([right.any() for _, right in groups]):.3f}")
    search_module.WEIGHTS = learn_ranking(groups, search_module.WEIGHTS * 10, 0.002)
    search_module.WEIGHTS /= np.abs(search_module.WEIGHTS).sum()
    show("search", search_module.SIGNALS, search_module.WEIGHTS)
    hits = train.hits()
    looks = [evidence_module.first_look(*one) for one in zip(train.asked, train.queries, hits, strict=True)]
    groups = sentence_groups(train.questions, looks)
    evidence_module.FIRST_WEIGHTS = learn_ranking(groups, evidence_module.FIRST_WEIGHTS, SENTENCES_HELD)
    show("evidence, FIRST_LOOK", evidence_module.FEATURES, evidence_module.FIRST_WEIGHTS)
    groups = sentence_groups(train.questions, train.evidence(hits))
    evidence_module.WEIGHTS = learn_ranking(groups, evidence_module.WEIGHTS, SENTENCES_HELD)
    print(f"answer among sentences: {np.mean([right.any() for _, right in groups]):.3f}")
    show("evidence", evidence_module.FEATURES, evidence_module.WEIGHTS)
    check_sentences(train.questions, groups)
    judged = signals(train, hits, train.evidence(hits))
    answerable = np.array([question.answerable for question in train.questions])
    confidence_module.WEIGHTS = learn_probability(confidence_module.SIGNALS, judged, answerable, CONFIDENCE_HELD)
    show("confidence", confidence_module.SIGNALS, confidence_module.WEIGHTS)
    check_confidence(train.questions, judged)


def signals(
    examples: Examples, hits: list[list[search_module.Hit]], evidence: list[list[evidence_module.Evidence]]
) -> Matrix:
    """SIGNALS of each question, zeros where nothing was found."""
    rows = [
        confidence_module.signals(query, found, items) if items else [0.0] * len(confidence_module.SIGNALS)
        for query, found, items in zip(examples.queries, hits, evidence, strict=True)
    ]
    return np.array(rows)


def report(name: str, examples: Examples) -> None:
    """Print how good the weights are on some questions."""
    hits = examples.hits()
    evidence = examples.evidence(hits)
    report_retrieval(name, examples.questions, hits)
    sure = 1 / (1 + np.exp(-(signals(examples, hits, evidence) @ confidence_module.WEIGHTS)))
    report_answers(name, examples.questions, evidence, sure)
    print(f"    {by_kind(examples.questions, sure)}")
    nearest = [max((hit.dense for hit in found), default=0.0) for found in hits]
    print(f"    best cosine of a passage: {by_kind(examples.questions, nearest)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
