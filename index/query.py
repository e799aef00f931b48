"""Query: a question taken apart for retrieval."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field
from functools import cached_property

from index.embedding import Vectors
from index.keywords import stems
from index.word_vectors import Reading

_DATE_WORDS = frozenset(
    stem
    for word in "january february march april may june july august september october november december".split()
    for stem in stems(word)
)
_NAME_WORD = re.compile(r"\b(?:[A-ZÀ-Þ][\w’'-]*\w|[A-Z]{2,}|\d[\d.,]*)\b")


@dataclass(frozen=True)
class NamedListing:
    """A name in a question that is one of these listings': the stemmed words it is written with."""

    listing_ids: tuple[str, ...]
    words: frozenset[str]


@dataclass(frozen=True)
class Query:
    """A question as retrieval sees it."""

    text: str
    reading: Reading
    words: tuple[str, ...]
    names: tuple[str, ...]
    rarity: dict[str, float] = field(default_factory=dict)
    rarest: float = 1.0  # the rarity of a word that no passage has
    named: tuple[NamedListing, ...] = ()

    @property
    def vector(self) -> Vectors:
        """Its vector [d]."""
        return self.reading.vector

    @cached_property
    def dates(self) -> list[str]:
        """Its words that are months and years; "may" only where it is written as a month."""
        return [
            word
            for word in self.words
            if (word.isdigit() and len(word) == 4) or (word in _DATE_WORDS and (word != "may" or "May" in self.text))
        ]

    def is_unknown(self, word: str) -> bool:
        """Whether no passage of the corpus has `word`, one of the question's stems."""
        return self.rarity.get(word, self.rarest) >= self.rarest

    def coverage(self, present: Set[str]) -> float:
        """The share of the question's words that are in `present`, each weighed by its rarity in the corpus."""
        total = self._rarities
        return sum(self.rarity[word] for word in self.words if word in present) / total if total else 0.0

    @cached_property
    def _rarities(self) -> float:
        return sum(self.rarity.values())


def names_in(text: str) -> tuple[str, ...]:
    """The stemmed words of `text` that are written as names or numbers."""
    found = _NAME_WORD.findall(text)
    if found and text.startswith(found[0]) and len(stems(found[0])) == 0:
        found = found[1:]
    return tuple(stem for stem in dict.fromkeys(s for name in found for s in stems(name)))
