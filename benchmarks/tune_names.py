"""Fit what each difference between two names takes off the score, on the tuning half of names.py alone.

    python benchmarks/tune_names.py LISTS ARTICLES

Names that are one (distorted names and the listed ones they were made of) are told from those that are not (ordinary
names and the listed ones nearest to them, other entries nearest to distorted names) by a logistic regression whose
weights cannot be negative. The weights are printed scaled so that the loss at even odds is 0.2.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
from name_queries import Listed, Names, Query, distorted, is_right, ordinary, pairs, read_lists
from scipy.optimize import minimize

from corpus.listing import EntityKind
from index.name_alignment import align
from index.name_compare import compare, prepare
from index.name_differences import Differences, differences

_QUERIES, _ORDINARY = 2500, 4000
_CANDIDATES = 60
_NEAREST = 3
# One ordinary name let through costs as much as this many misses; wrong entries nearest to a distorted name less.
_ORDINARY_WEIGHT, _OTHER_WEIGHT, _SAME_WEIGHT = 3.0, 1.0, 2.0
_LOSS_AT_EVEN_ODDS = 0.2
_LEAST = 0.4  # pairs less alike are told apart by any weights


def examples(names: Names) -> Iterator[tuple[EntityKind, Differences, bool, float]]:
    """Kind, differences, whether they are one name, and the weight of the example."""
    queries = distorted(names, False, _QUERIES)
    nearest = []
    for query in queries + ordinary(names, Path(sys.argv[2]), _ORDINARY, False):
        ranked = _ranked(names, query)
        nearest.append([(score, number) for score, number in ranked])
        right = [number for _, number in ranked if query.name is not None and is_right(names, query, number)]
        if right:
            yield from _example(names, query.text, right[0], True, _SAME_WEIGHT)
        weight = _OTHER_WEIGHT if query.name is not None else _ORDINARY_WEIGHT
        for _, number in [one for one in ranked if one[1] not in right][:_NEAREST]:
            yield from _example(names, query.text, number, False, weight)
    listed = {name.text: number for number, name in enumerate(names.listed)}
    for pair in pairs(names, queries, nearest[: len(queries)], False):
        if pair.why in ("alias", "same family name", "another number"):
            yield from _example(names, pair.query, listed[pair.listed], pair.same, _OTHER_WEIGHT)


def _ranked(names: Names, query: Query) -> list[tuple[float, int]]:
    asked = prepare(query.text)
    found = []
    for number, _ in names.candidates.find(asked, _CANDIDATES):
        name = names.listed[number]
        score = compare(asked, prepare(name.text, name.listing.kind), names.rarity).score
        if score >= _LEAST:
            found.append((score, number))
    return sorted(found, reverse=True)


def _example(
    names: Names, query: str, number: int, same: bool, weight: float
) -> Iterator[tuple[EntityKind, Differences, bool, float]]:
    name: Listed = names.listed[number]
    kind = name.listing.kind
    one, other = prepare(query, kind), prepare(name.text, kind)
    found = [
        differences(of_query, of_listed, matched, names.rarity)
        for of_query, of_listed in product(one.readings, other.readings)
        if (matched := align(of_query, of_listed))
    ]
    if found:
        yield kind, min(found, key=lambda one: one.missing + one.added + one.another), same, weight


def fitted(rows: np.ndarray, same: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The losses per difference."""

    def cost(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        margin = parameters[0] - rows @ parameters[1:]
        sign = np.where(same, 1.0, -1.0)
        value = np.logaddexp(0, -sign * margin) * weights
        slope = -sign * weights / (1 + np.exp(np.clip(sign * margin, -50, 50)))
        gradient = np.concatenate([[slope.sum()], -(rows * slope[:, None]).sum(axis=0)])
        return float(value.sum() + 0.01 * (parameters[1:] ** 2).sum()), gradient + np.concatenate(
            [[0.0], 0.02 * parameters[1:]]
        )

    start = np.ones(rows.shape[1] + 1)
    found = minimize(cost, start, jac=True, method="L-BFGS-B", bounds=[(0.1, None)] + [(0.0, None)] * rows.shape[1])
    return np.asarray(found.x[1:] / found.x[0] * _LOSS_AT_EVEN_ODDS)


def main() -> None:
    """Print the losses of persons and of others."""
    listings = read_lists(Path(sys.argv[1]))
    names = Names([Listed(listing, name.text, name.kind) for listing in listings for name in listing.names])
    found = list(examples(names))
    for label, wanted in (("PERSON", True), ("OTHERS", False)):
        chosen = [one for one in found if (one[0] is EntityKind.PERSON) is wanted]
        rows = np.array([one[1] for one in chosen])
        same = np.array([one[2] for one in chosen])
        losses = fitted(rows, same, np.array([one[3] for one in chosen]))
        print(f"{label}: {len(chosen)} pairs, {int(same.sum())} of them one name")
        print("   ", ", ".join(f"{name}={loss:.3f}" for name, loss in zip(Differences._fields, losses, strict=True)))


if __name__ == "__main__":
    main()
