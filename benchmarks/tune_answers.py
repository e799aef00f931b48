"""Learn the weights of retrieval, of sentences and of confidence from question files, and measure them on others.

    python benchmarks/tune_answers.py DATA TRAIN.jsonl VALIDATE.jsonl

DATA is a data folder with the news of the questions indexed. The printed weights go into index/search.py,
bot/answers/evidence.py and bot/answers/confidence.py by hand, with the figures printed here in the commit message.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from bot.answers import confidence as confidence_module
from bot.answers import evidence as evidence_module
from bot.answers import quotes
from bot.answers.engine import PASSAGES
from bot.answers.question import understand
from corpus.library import Library
from index import search as search_module
from index.evaluation import Question, answers_it, area_under_curve, normalised, read_questions
from index.home import Home
from index.live import LiveIndex
from index.search import Snapshot

Matrix = np.ndarray


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
AGAINST = {"unnamed", "untyped", "strict", "missing", "unknown"}
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
        self._vectors: dict[str, Matrix] = {}
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

    def encode(self, texts: Sequence[str]) -> Matrix:
        """The encoder's vectors, each text embedded once over all rounds."""
        new = [text for text in texts if text not in self._vectors]
        if new:
            self._vectors.update(zip(new, self.index.encoder.encode(new), strict=True))
        return np.array([self._vectors[text] for text in texts])

    def hits(self) -> list[list[search_module.Hit]]:
        """The passages an answer would be made from, per question."""
        return [self.index.search(query, PASSAGES) for query in self.queries]

    def evidence(self, hits: list[list[search_module.Hit]]) -> list[list[evidence_module.Evidence]]:
        """The sentences of `hits`, scored with the weights as they are now."""
        return [
            evidence_module.gather(asked, query, found, self.encode)
            for asked, query, found in zip(self.asked, self.queries, hits, strict=True)
        ]


def sentence_groups(
    questions: list[Question], evidence: list[list[evidence_module.Evidence]]
) -> list[tuple[Matrix, Matrix]]:
    """Per answerable question: FEATURES of its sentences, and which of them answer."""
    groups = []
    for question, items in zip(questions, evidence, strict=True):
        if question.answerable and items:
            right = [
                item.hit.article.url == question.url
                and all(any(normalised(s) in normalised(item.text) for s in group) for group in question.answers[:1])
                for item in items
            ]
            groups.append((np.array([item.features for item in items]), np.array(right)))
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
    print(f"{name} = np.array([{', '.join(f'{value:.2f}' for value in weights)}])")
    print("   ", ", ".join(f"{n} {w:.2f}" for n, w in zip(names, weights, strict=True)))


def main(data: str, train_file: str, validate_file: str) -> None:
    """Learn on one file, report on both."""
    home = Home(Path(data))
    index = LiveIndex(home, Library(home.library)).snapshot()
    assert index is not None
    train = Examples(index, read_questions(Path(train_file)))
    validate = Examples(index, read_questions(Path(validate_file)))
    for name, examples in (("train", train), ("validate", validate)):
        report_retrieval(f"{name}, weights as they are", examples.questions, examples.hits())
    groups = train.retrieval()
    print(f"answer among candidates: {np.mean([right.any() for _, right in groups]):.3f}")
    search_module.WEIGHTS = learn_ranking(groups, search_module.WEIGHTS * 10, 0.002)
    search_module.WEIGHTS /= np.abs(search_module.WEIGHTS).sum()
    show("search.WEIGHTS", search_module.SIGNALS, search_module.WEIGHTS)
    found = {name: examples.hits() for name, examples in (("train", train), ("validate", validate))}
    report_retrieval("train, learnt", train.questions, found["train"])
    report_retrieval("validate, learnt", validate.questions, found["validate"])

    for _ in range(3):  # the weights decide which sentences are compared by meaning, so learn a few times over
        items = train.evidence(found["train"])
        groups = sentence_groups(train.questions, items)
        evidence_module.WEIGHTS = learn_ranking(groups, evidence_module.WEIGHTS, 0.01)
    print(f"answer among sentences: {np.mean([right.any() for _, right in groups]):.3f}")
    show("evidence.WEIGHTS", evidence_module.FEATURES, evidence_module.WEIGHTS)
    evidence = {"train": train.evidence(found["train"]), "validate": validate.evidence(found["validate"])}

    def signals(examples: Examples, name: str, place: int) -> Matrix:
        query, hits, items = examples.queries[place], found[name][place], evidence[name][place]
        return np.array(confidence_module.signals(query, hits, items))

    judged = [place for place, items in enumerate(evidence["train"]) if items]
    answerable = np.array([train.questions[place].answerable for place in judged])
    features = np.array([signals(train, "train", place) for place in judged])
    confidence_module.WEIGHTS = learn_probability(confidence_module.SIGNALS, features, answerable, 0.001)
    show("confidence.WEIGHTS", confidence_module.SIGNALS, confidence_module.WEIGHTS)
    for name, examples in (("train", train), ("validate", validate)):
        sure = [
            1 / (1 + np.exp(-(signals(examples, name, place) @ confidence_module.WEIGHTS))) if items else 0.0
            for place, items in enumerate(evidence[name])
        ]
        report_answers(name, examples.questions, evidence[name], sure)


if __name__ == "__main__":
    main(*sys.argv[1:])
