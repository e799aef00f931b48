"""Learns the weights of the line judge from labelled lines, and tells how well they do on lines not learnt from.

`python -m benchmarks.line_judge [--write]` prints precision and recall of the judge alone over its training lines,
each judged by weights learnt from other articles (ten parts), at several thresholds; `--write` writes
corpus/line_weights.py.

It learns from tests/corpus/line_labels.jsonl (lines labelled by reading, picked where earlier weights were unsure or
said "noise", so they are harder than lines in general) and from the part "training" of tests/corpus/noise_labels.jsonl.
The part "held out" of that file is never read here.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.cleaning import LABELS, ROOT, TRAINING, articles, checksum
from corpus.cleaning import by_rules
from corpus.line_judge import judged_features

LINE_LABELS = ROOT / "tests" / "corpus" / "line_labels.jsonl"
WEIGHTS_FILE = ROOT / "corpus" / "line_weights.py"
# Above 0.6, ten-part cross-validation lost 6 lines of story among 4,455 of the articles labelled whole; below, more.
THRESHOLD = 0.6
_PENALTY = 6.0  # on standardised weights; 3 and 12 give the same figures within a point
_FOLDS = 10

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Examples:
    """Lines to learn from: features [n, d] by name, 1.0 for noise [n], and the article each is of."""

    names: list[str]
    features: Floats
    is_noise: Floats
    urls: list[str]


def examples() -> Examples:
    """Every labelled line that the judge would be asked about. Raises ValueError for an article that has changed."""
    texts = {row["url"]: row["text"] for row in articles()}
    rows: list[dict[str, float]] = []
    is_noise: list[float] = []
    urls: list[str] = []
    for url, labels in _labels():
        lines = [line for line in by_rules(texts[url]) if line.text]
        found = judged_features([line.text for line in lines], [line.kept is None for line in lines])
        for number, name, check in labels:
            if checksum(lines[number - 1].text) != check:
                raise ValueError(f"the text of {url} is not the one that was labelled")
            if number - 1 in found:
                rows.append(found[number - 1])
                is_noise.append(float(name == "noise"))
                urls.append(url)
    names = list(rows[0])
    return Examples(names, np.array([[row[name] for name in names] for row in rows]), np.array(is_noise), urls)


def learn(features: Floats, is_noise: Floats) -> tuple[Floats, float]:
    """Weights [d] and bias of a logistic regression with a quadratic penalty, by Newton's method."""
    centre, scale = features.mean(axis=0), features.std(axis=0) + 1e-3
    inputs = np.c_[(features - centre) / scale, np.ones(len(features))]
    penalty = np.eye(inputs.shape[1]) * _PENALTY
    penalty[-1, -1] = 0
    weights = np.zeros(inputs.shape[1])
    for _ in range(50):
        likely = 1 / (1 + np.exp(-inputs @ weights))
        slope = likely * (1 - likely) + 1e-9
        gradient = inputs.T @ (is_noise - likely) - penalty @ weights
        step = np.linalg.solve((inputs * slope[:, None]).T @ inputs + penalty, gradient)
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    return weights[:-1] / scale, float(weights[-1] - (centre / scale) @ weights[:-1])


def judged_by_others(found: Examples) -> Floats:
    """The likelihood [n] of noise for each line, by weights learnt without its article."""
    urls = sorted(set(found.urls))
    random.Random(0).shuffle(urls)
    fold = {url: at % _FOLDS for at, url in enumerate(urls)}
    folds = np.array([fold[url] for url in found.urls])
    likely = np.zeros(len(folds))
    for part in range(_FOLDS):
        here = folds == part
        weights, bias = learn(found.features[~here], found.is_noise[~here])
        likely[here] = 1 / (1 + np.exp(-(found.features[here] @ weights + bias)))
    return likely


def _labels() -> Iterator[tuple[str, list[tuple[int, str, str]]]]:
    for path in (LABELS, LINE_LABELS):
        for label in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if label.get("part", TRAINING) == TRAINING:
                yield label["url"], label["lines"]


def _source(names: list[str], weights: Floats, bias: float) -> str:
    listed = "".join(f'    "{name}": {weight:.3f},\n' for name, weight in zip(names, weights, strict=True))
    return (
        '"""Weights of the line judge, by feature. Made by `python -m benchmarks.line_judge --write`."""\n\n'
        f"BIAS = {bias:.3f}\nTHRESHOLD = {THRESHOLD}\nWEIGHTS = {{\n{listed}}}\n"
    )


def main() -> None:
    """Print the figures, and with --write write the weights."""
    found = examples()
    likely = judged_by_others(found)
    sys.stdout.write(f"{len(likely)} lines of {len(set(found.urls))} articles, {int(found.is_noise.sum())} noise\n")
    for threshold in (0.3, 0.5, THRESHOLD, 0.7, 0.8, 0.9):
        removed = likely > threshold
        right = (found.is_noise * removed).sum()
        sys.stdout.write(
            f"above {threshold}: precision {right / max(1, removed.sum()):.3f} "
            f"({int(removed.sum() - right)} of the story lost)  recall {right / found.is_noise.sum():.3f}\n"
        )
    if "--write" in sys.argv[1:]:
        WEIGHTS_FILE.write_text(_source(found.names, *learn(found.features, found.is_noise)), encoding="utf-8")


if __name__ == "__main__":
    main()
