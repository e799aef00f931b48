"""Whether two names are one: a score, and which word of one matched which word of the other, and how.

The words of both names are matched best first: the same word, the same sound, a variant, written together, a typo, an
initial. What is left over on either side, and how unlike the matched words are, is taken off 1, each by the weight
of its word: a rare word tells more than "trading", a name more than a company's legal form.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import mul

from corpus.listing import EntityKind
from index.name_alignment import Pair, align
from index.name_differences import OTHERS, PERSON, Rarity, differences
from index.name_letters import near_literal
from index.name_likeness import How
from index.name_parts import Part, PreparedName, prepare

__all__ = ["Comparison", "PartMatch", "PreparedName", "Rarity", "compare", "prepare"]


# A reading of a name that is not the usual one of its script.
_OTHER_READING = 0.995


@dataclass(frozen=True, slots=True)
class PartMatch:
    """Words of the query, words of the listed name ("" where there are none), and how they match, 0..1."""

    query: str
    listed: str
    how: How
    likeness: float

    def __str__(self) -> str:
        """For people: "muhamad ~ mohammed: transliteration", "missing: petrovich"."""
        if self.how in (How.MISSING, How.ADDED):
            return f"{self.how.value}: {self.query or self.listed}"
        sign = "=" if self.likeness == 1 or self.how in (How.FORM, How.INITIAL, How.ACRONYM) else "~"
        return f"{self.query} {sign} {self.listed}: {self.how.value}"


@dataclass(frozen=True)
class Comparison:
    """How like two names are, 0..1, and why."""

    score: float
    _query: tuple[Part, ...] = ()
    _listed: tuple[Part, ...] = ()
    _pairs: tuple[Pair, ...] = ()

    @cached_property
    def parts(self) -> tuple[PartMatch, ...]:
        """How each word matched, in the query's order; then what the listed name has more."""
        matched = [
            (min(pair.query), PartMatch(_text(self._query, pair.query), _text(self._listed, pair.listed),
                                        pair.likeness.how, pair.likeness.value))
            for pair in self._pairs
        ]  # fmt: skip
        of_query = {place for pair in self._pairs for place in pair.query}
        of_listed = {place for pair in self._pairs for place in pair.listed}
        matched += [
            (place, PartMatch(part.text, "", How.ADDED, 0.0))
            for place, part in enumerate(self._query)
            if place not in of_query
        ]
        missing = [
            PartMatch("", part.text, How.MISSING, 0.0)
            for place, part in enumerate(self._listed)
            if place not in of_listed
        ]
        return (*(part for _, part in sorted(matched, key=lambda item: item[0])), *missing)


_UNLIKE = Comparison(0.0)


def compare(query: PreparedName, listed: PreparedName, rarity: Rarity | None = None) -> Comparison:
    """How like `query` is to `listed`, by the best of their readings; 0 where no word matches."""
    if query.kind is None and listed.kind is not None:
        query = prepare(query.text, listed.kind)
    best = _UNLIKE
    for number, of_query in enumerate(query.readings):
        for other, of_listed in enumerate(listed.readings):
            found = _compare(of_query, of_listed, listed.kind, rarity)
            if number or other:
                found = Comparison(found.score * _OTHER_READING, of_query, of_listed, found._pairs)
            if found.score > best.score:
                best = found
    return best


def _compare(
    query: tuple[Part, ...], listed: tuple[Part, ...], kind: EntityKind | None, rarity: Rarity | None
) -> Comparison:
    pairs = align(query, listed)
    if not pairs:
        return _UNLIKE
    found = differences(query, listed, pairs, rarity)
    loss = sum(map(mul, found, PERSON if kind is EntityKind.PERSON else OTHERS))
    score = max(0.0, 1 - loss, near_literal(query, listed, pairs, rarity))
    return Comparison(score, query, listed, tuple(pairs))


def _text(parts: Sequence[Part], places: Iterable[int]) -> str:
    return " ".join(parts[place].text for place in places)
