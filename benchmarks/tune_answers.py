"""Learn the weights of retrieval, of sentences and of confidence from question files, and measure them on others.

    python benchmarks/tune_answers.py DATA VALIDATE.jsonl TUNE.jsonl CALIBRATE.jsonl

DATA is a data folder with the news of the questions indexed. All weights are learnt from TUNE, those of
confidence and of reading together from CALIBRATE, too; neither may be among what benchmarks/train_reader.py learnt
from. The printed weights go into index/search.py, bot/answers/evidence.py and bot/answers/confidence.py by hand, with
the figures printed here in the commit message.
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
from index.joint_reading import Pair
from index.live import LiveIndex
from index.search import Snapshot
from index.word_vectors import Reading

Matrix = np.ndarray
FOLDS = 6
# How often TUNE counts beside CALIBRATE, which has four times its questions, few of them on sanctions.
TUNE_COUNTS = 4
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


def learn_probability(names: Sequence[str], features: Matrix, questions: Sequence[Question], strength: float) -> Matrix:
    """Logistic regression; the first column is the constant and is not held back.

    Answerable and unanswerable questions weigh the same, and so do both kinds of the latter.
    """
    right = np.array([question.answerable for question in questions])
    near = np.array([question.kind == "near_miss" for question in questions])
    kinds = [right, ~right & near, ~right & ~near]
    weight = np.zeros(len(right))
    for kind, share in zip(kinds, (0.5, 0.25, 0.25), strict=True):
        weight[kind] = share * len(right) / max(kind.sum(), 1)
    bounds = [(None if n in FREE | AGAINST else 0.0, 0.0 if n in AGAINST else None) for n in names]

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
        self._scores: dict[Pair, float] = {}
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

    def read_together(self, pairs: Sequence[Pair]) -> list[float]:
        """How well sentences answer, each pair once over all rounds."""
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._scores]
        if new:
            scores = self.index.encoder.read_together(new)
            assert scores is not None, "index once more: nothing reads together in this data folder"
            self._scores.update(zip(new, scores, strict=True))
        return [self._scores[pair] for pair in pairs]

    def hits(self) -> list[list[search_module.Hit]]:
        """The passages an answer would be made from, per question."""
        return [self.index.search(query, PASSAGES) for query in self.queries]

    def evidence(
        self, hits: list[list[search_module.Hit]], *, together: bool = True
    ) -> list[list[evidence_module.Evidence]]:
        """The sentences of `hits`, scored with the weights as they are, read `together` with the question or not."""
        return [
            evidence_module.gather(asked, query, found, self.read, self.read_together)
            if together
            else evidence_module.by_features(asked, query, found, self.read)
            for asked, query, found in zip(self.asked, self.queries, hits, strict=True)
        ]


def read_groups(
    groups: Sequence[tuple[Matrix, Matrix]],
    evidence: Sequence[Sequence[evidence_module.Evidence]],
    questions: Sequence[Question],
) -> list[tuple[Matrix, Matrix]]:
    """Per answerable question: score before reading and how well it was read of its sentences that were read."""
    asked = [items for question, items in zip(questions, evidence, strict=True) if question.answerable]
    found = []
    for (_, right), items in zip(groups, asked, strict=True):
        read = [place for place, item in enumerate(items) if item.read is not None]
        rows = [[items[p].score - evidence_module.READ_WEIGHT * items[p].read, items[p].read] for p in read]
        found.append((np.array(rows).reshape(-1, 2), right[read]))
    return found


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


def check_confidence(names: Sequence[str], questions: list[Question], features: Matrix) -> None:
    """Print the AUC where the weights of confidence were learnt from the other questions."""
    folds = np.array(parted(questions, 1))
    sure = np.zeros(len(questions))
    for fold in range(FOLDS):
        rest = folds != fold
        learnt_from = [question for question, use in zip(questions, rest, strict=True) if use]
        weights = learn_probability(names, features[rest], learnt_from, CONFIDENCE_HELD)
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


def main(data: str, validate_file: str, tune_file: str, calibrate_file: str) -> None:
    """Learn on two files, report on all."""
    home = Home(Path(data))
    index = LiveIndex(home, Library(home.library)).snapshot()
    assert index is not None
    tune, calibrate, validate = (
        Examples(index, read_questions(Path(file))) for file in (tune_file, calibrate_file, validate_file)
    )
    learn(tune)
    learn_reading(tune, calibrate)
    for name, examples in (("tune", tune), ("calibrate", calibrate), ("validate", validate)):
        report(name, examples)


def learn(tune: Examples) -> None:
    """Learn the weights that need no reading together, print them, and use them from here on."""
    report_retrieval("tune, weights as they are", tune.questions, tune.hits())
    groups = tune.retrieval()
    print(f"answer among candidates: {np.mean([right.any() for _, right in groups]):.3f}")
    search_module.WEIGHTS = learn_ranking(groups, search_module.WEIGHTS * 10, 0.002)
    search_module.WEIGHTS /= np.abs(search_module.WEIGHTS).sum()
    show("search", search_module.SIGNALS, search_module.WEIGHTS)
    hits = tune.hits()
    looks = [evidence_module.first_look(*one) for one in zip(tune.asked, tune.queries, hits, strict=True)]
    groups = sentence_groups(tune.questions, looks)
    evidence_module.FIRST_WEIGHTS = learn_ranking(groups, evidence_module.FIRST_WEIGHTS, SENTENCES_HELD)
    show("evidence, FIRST_LOOK", evidence_module.FEATURES, evidence_module.FIRST_WEIGHTS)
    groups = sentence_groups(tune.questions, tune.evidence(hits, together=False))
    evidence_module.WEIGHTS = learn_ranking(groups, evidence_module.WEIGHTS, SENTENCES_HELD)
    print(f"answer among sentences: {np.mean([right.any() for _, right in groups]):.3f}")
    show("evidence", evidence_module.FEATURES, evidence_module.WEIGHTS)
    check_sentences(tune.questions, groups)
    names = list(confidence_module.LEARNT)
    judged = signals(tune, hits, tune.evidence(hits, together=False))[:, : len(names)]
    weights = learn_probability(names, judged, tune.questions, CONFIDENCE_HELD)
    show("confidence", names, weights)
    check_confidence(names, tune.questions, judged)


def learn_reading(tune: Examples, calibrate: Examples) -> None:
    """Learn what counts where sentences were read together with the question."""
    groups, judged = [], []
    for examples in (tune, calibrate):
        hits = examples.hits()
        evidence = examples.evidence(hits)
        groups += read_groups(sentence_groups(examples.questions, evidence), evidence, examples.questions)
        judged.append((examples, hits))
    counts = learn_ranking(groups, np.array([1.0, 0.0]), 0.0)
    evidence_module.READ_WEIGHT = counts[1] / counts[0]
    print(f"evidence.READ_WEIGHT {evidence_module.READ_WEIGHT:.2f}")
    features = np.concatenate([signals(examples, hits, examples.evidence(hits)) for examples, hits in judged])
    features = np.concatenate([features, *[features[: len(tune.questions)]] * (TUNE_COUNTS - 1)])
    questions = tune.questions + calibrate.questions + tune.questions * (TUNE_COUNTS - 1)
    names = confidence_module.SIGNALS
    confidence_module.WEIGHTS_TOGETHER = learn_probability(names, features, questions, CONFIDENCE_HELD)
    show("confidence, TOGETHER", names, confidence_module.WEIGHTS_TOGETHER)


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
    sure = 1 / (1 + np.exp(-(signals(examples, hits, evidence) @ confidence_module.WEIGHTS_TOGETHER)))
    report_answers(name, examples.questions, evidence, sure)
    print(f"    {by_kind(examples.questions, sure)}")
    nearest = [max((hit.dense for hit in found), default=0.0) for found in hits]
    print(f"    best cosine of a passage: {by_kind(examples.questions, nearest)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
