"""A text as the model read it: one vector for the whole, and one for each word where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"\w+(?:[.,’']\w+)*")


@dataclass(frozen=True)
class Reading:
    """`vector` [d] and the rows of `word_vectors` [words, d] have length 1.

    `spans` are the offsets of the words. There are no word vectors (0 rows) where the model gives none.
    """

    vector: NDArray[np.float32]
    spans: tuple[tuple[int, int], ...]
    word_vectors: NDArray[np.float32]


def word_spans(text: str) -> list[tuple[int, int]]:
    """Offsets of the words of `text`; "1.2", "1,000" and "Russia's" are one each."""
    return [match.span() for match in _WORD.finditer(text)]


def reading(
    text: str, vector: NDArray[np.float32], tokens: NDArray[np.float32], offsets: Sequence[tuple[int, int]]
) -> Reading:
    """A reading from the vectors of the tokens [t, d] that lie at `offsets`; words past the last token are left out."""
    words = word_spans(text)
    starts = np.array([start for start, _ in words])
    # The word each token is in or behind; a mark between two words is in none.
    place = np.searchsorted(starts, [start for start, _ in offsets], side="right") - 1
    inside = [i for i, at in enumerate(place) if at >= 0 and offsets[i][1] <= words[at][1] > offsets[i][0]]
    if not inside:
        return Reading(vector, (), np.empty((0, len(vector)), np.float32))
    read, first = np.unique(place[inside], return_index=True)
    sums = np.add.reduceat(tokens[inside], first, axis=0)
    unit = sums / np.linalg.norm(sums, axis=1, keepdims=True)
    return Reading(vector, tuple(words[at] for at in read), np.asarray(unit, np.float32))
