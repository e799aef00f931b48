"""How near a sentence comes to each word of a question, whether it says the word or another that means the same.

Vectors of words as the model reads them where they stand are compared: "leads" is near to "heads" and far from "owns".
So a sentence on the right subject that lacks what is asked about it can be told from one that has it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.keywords import stems
from index.query import Query
from index.word_vectors import Reading, word_spans

LIKENESSES = (
    "like", "like_predicate", "weakest", "farthest", "like_focus", "near_span", "focus_near_span", "like_all",
)  # fmt: skip
NEUTRAL = 0.5  # where the question has no word of the kind
AROUND = 8  # words to both sides of what may answer that are near to it
BESIDE = 4  # and beside it

# "Which bank", "how many ballot papers", "name of the judge": what the answer is one of.
_FOCUS = re.compile(
    r"\b(?:which|what|whose|how many|how much|names? of(?: the)?|number of)\s+(?P<words>[\w'’-]+(?:\s+[\w'’-]+){0,2})",
    re.IGNORECASE,
)
_NO_FOCUS = frozenset(
    "is was were are did does do has have had of will would can could in to at from by on for the a an".split()
)


class Asked:
    """The words of one question, to compare sentences with."""

    def __init__(self, query: Query) -> None:
        said = query.reading
        spans = said.spans if len(said.word_vectors) else tuple(word_spans(query.text))
        self._vectors = said.word_vectors
        self._stems = [set(stems(query.text[start:end])) for start, end in spans]
        rarity = [max((query.rarity.get(s, query.rarest) for s in one), default=0.0) for one in self._stems]
        self._rarity = np.array(rarity)
        told = np.array([bool(one) for one in self._stems], bool)
        names = set(query.names)
        self._content = told
        self._predicate = told & np.array([not one & names for one in self._stems], bool)
        focus = set(stems(_focus(query.text)))
        self._focus = np.array([bool(one & focus) for one in self._stems], bool)

    def likenesses(self, sentence: str, read: Reading, spans: Sequence[tuple[int, int]]) -> list[float]:
        """One value 0..1 for each of LIKENESSES; `spans` are what in the sentence may answer."""
        if not self._stems:
            return [NEUTRAL] * len(LIKENESSES)
        places = read.spans if len(read.word_vectors) else tuple(word_spans(sentence))
        own = [set(stems(sentence[start:end])) for start, end in places]
        near = self._by_meaning(read, len(places))
        everywhere = range(len(places))
        soft = near.max(axis=1, initial=0.0)
        like = np.maximum(soft, self._said(own, everywhere))
        around = focus = 0.0
        for start, end in spans:
            within = [place for place in everywhere if start <= places[place][0] < end]
            if not within:
                continue
            window = [p for p in _window(within, AROUND, len(places)) if p not in within]
            around = max(around, self._mean(near[:, window].max(axis=1, initial=0.0), self._content))
            beside = _window(within, BESIDE, len(places))
            if self._focus.any():
                said = np.maximum(near[:, beside].max(axis=1, initial=0.0), self._said(own, beside))
                focus = max(focus, float(said[self._focus].max()))
        return [
            self._mean(soft, self._content),
            self._mean(like, self._predicate),
            float(like[self._predicate].min()) if self._predicate.any() else NEUTRAL,
            float(like[self._content].min()) if self._content.any() else NEUTRAL,
            float(like[self._focus].max()) if self._focus.any() else NEUTRAL,
            around,
            focus if spans and self._focus.any() else NEUTRAL,
            float(soft.mean()),
        ]

    def _by_meaning(self, read: Reading, count: int) -> NDArray[np.float64]:
        if not len(self._vectors) or not len(read.word_vectors):
            return np.zeros((len(self._stems), count))
        return np.asarray(self._vectors @ read.word_vectors.T, np.float64)

    def _said(self, own: Sequence[set[str]], places: Sequence[int]) -> NDArray[np.float64]:
        """Which words of the question stand at `places` of the sentence."""
        there = set().union(*(own[place] for place in places))
        return np.array([float(bool(one & there)) for one in self._stems])

    def _mean(self, values: NDArray[np.float64], chosen: NDArray[np.bool_]) -> float:
        total = self._rarity[chosen].sum()
        return float((values * self._rarity)[chosen].sum() / total) if total else NEUTRAL


def _window(within: Sequence[int], size: int, count: int) -> range:
    return range(max(0, within[0] - size), min(count, within[-1] + size + 1))


def _focus(text: str) -> str:
    found = _FOCUS.search(text)
    words: list[str] = []
    for word in found["words"].split() if found else ():
        if word.lower() in _NO_FOCUS:
            break
        words.append(word)
    return " ".join(words)
