"""Whether two names are one: a score, and which word of one matched which word of the other, and how.

The words of both names are matched best first: the same word, the same sound, a variant, written together, a typo, an
initial. What is left over on either side, and how unlike the matched words are, is taken off 1, each by the weight
of its word: a rare word tells more than "trading", a name more than a company's legal form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from corpus.listing import EntityKind
from index.name_initials import initials
from index.name_likeness import LEAST, How, Likeness, joined, likeness
from index.name_parts import Part, PreparedName, Role, prepare

__all__ = ["Comparison", "PartMatch", "PreparedName", "Rarity", "compare", "prepare"]

# 0 for a word in very many names, 1 for one in hardly any.
Rarity = Callable[[str], float]


class Losses(NamedTuple):
    """What differences take off the score, each for the whole name; a part of the name takes its share."""

    missing: float  # words of the listed name the query has not
    added: float  # words of the query the listed name has not
    instead: float  # words on both sides that do not match each other, beside those two
    unlike: float  # matched words that are not the same
    number: float  # numbers that contradict each other
    lone: float  # a single word of a listed name of several
    order: float  # the words in another order
    common: float  # a name of common words alone: many are called so


# Chosen on the tuning half of `python benchmarks/names.py LISTS --tune`.
PERSON = Losses(missing=0.3, added=0.6, instead=0.5, unlike=1.2, number=0.35, lone=0.25, order=0.01, common=0.0)
OTHERS = Losses(missing=0.6, added=0.6, instead=0.5, unlike=1.2, number=0.35, lone=0.1, order=0.02, common=0.0)
_ACRONYM = 0.8
_SHORTEST_ACRONYM = 3
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


class _Pair(NamedTuple):
    query: tuple[int, ...]
    listed: tuple[int, ...]
    likeness: Likeness


@dataclass(frozen=True)
class Comparison:
    """How like two names are, 0..1, and why."""

    score: float
    _query: tuple[Part, ...] = ()
    _listed: tuple[Part, ...] = ()
    _pairs: tuple[_Pair, ...] = ()

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
    pairs = _align(query, listed)
    if not pairs:
        return _UNLIKE
    return Comparison(_score(query, listed, pairs, kind, rarity), query, listed, tuple(pairs))


def _align(query: Sequence[Part], listed: Sequence[Part]) -> list[_Pair]:
    pairs: list[_Pair] = []
    left_query = list(range(len(query)))
    left_listed = list(range(len(listed)))
    by_text: dict[str, list[int]] = {}
    for place in left_listed:
        by_text.setdefault(listed[place].text, []).append(place)
    for place in list(left_query):
        same = by_text.get(query[place].text)
        if same:
            at = same.pop(0)
            pairs.append(_Pair((place,), (at,), Likeness(1.0, How.SAME)))
            left_query.remove(place)
            left_listed.remove(at)
    if left_query and left_listed:
        _align_the_rest(query, listed, left_query, left_listed, pairs)
    return pairs


def _align_the_rest(
    query: Sequence[Part], listed: Sequence[Part], left_query: list[int], left_listed: list[int], pairs: list[_Pair]
) -> None:
    liked: list[tuple[float, int, int, Likeness]] = []
    for one in left_query:
        for other in left_listed:
            found = likeness(query[one], listed[other])
            if found.value >= LEAST:
                liked.append((found.value, one, other, found))
    # What is written together beats what merely looks alike: "jongun" is "jong un", not a typo of "jong".
    for words, others, swapped in ((query, listed, False), (listed, query, True)):
        left = left_listed if swapped else left_query
        left_others = left_query if swapped else left_listed
        for places, other in _together(words, others, left, left_others):
            if all(place in left for place in places) and other in left_others:
                for place in places:
                    left.remove(place)
                left_others.remove(other)
                value = Likeness(0.97, How.TOGETHER)
                pairs.append(_Pair((other,), places, value) if swapped else _Pair(places, (other,), value))
    liked.sort(key=lambda item: -item[0])
    for _, one, other, found in liked:
        if one in left_query and other in left_listed:
            left_query.remove(one)
            left_listed.remove(other)
            pairs.append(_Pair((one,), (other,), found))
    if left_query and len(left_listed) >= _SHORTEST_ACRONYM:
        _match_acronym(query, listed, left_query, left_listed, pairs)


def _together(
    words: Sequence[Part], others: Sequence[Part], left: list[int], left_others: list[int]
) -> Iterable[tuple[tuple[int, ...], int]]:
    """Neighbouring words of one name that are one word of the other."""
    for start, first in enumerate(left[:-1]):
        sound, places = words[first].sound, [first]
        for following in left[start + 1 :]:
            if following != places[-1] + 1 or words[following].role is Role.NUMBER:
                break
            sound += words[following].sound
            places.append(following)
            for other in left_others:
                whole = others[other]
                if whole.role <= Role.GENERIC and abs(len(whole.sound) - len(sound)) <= 1:
                    best = max((likeness(words[place], whole).value for place in places), default=0.0)
                    if best < 0.9 and joined(sound, whole.sound):
                        yield tuple(places), other


def _match_acronym(
    query: Sequence[Part], listed: Sequence[Part], left_query: list[int], left_listed: list[int], pairs: list[_Pair]
) -> None:
    for place in list(left_query):
        word = query[place]
        if word.role is not Role.NAME or not _SHORTEST_ACRONYM <= len(word.text) <= len(left_listed) + 2:
            continue
        places = next((run for run in initials(listed, left_listed) if run.letters == word.text), None)
        if places is not None:
            pairs.append(_Pair((place,), places.places, Likeness(_ACRONYM, How.ACRONYM)))
            left_query.remove(place)
            for at in places.places:
                left_listed.remove(at)
            return


def _score(
    query: Sequence[Part],
    listed: Sequence[Part],
    pairs: Sequence[_Pair],
    kind: EntityKind | None,
    rarity: Rarity | None,
) -> float:
    losses = PERSON if kind is EntityKind.PERSON else OTHERS
    query_weights = _weights(query, rarity)
    listed_weights = _weights(listed, rarity)
    query_total, listed_total = sum(query_weights), sum(listed_weights)
    query_matched = listed_matched = unlike = 0.0
    names = 0
    places = []
    for pair in pairs:
        in_query = sum(query_weights[place] for place in pair.query) / query_total
        in_listed = sum(listed_weights[place] for place in pair.listed) / listed_total
        query_matched += in_query
        listed_matched += in_listed
        unlike += (1 - pair.likeness.value) * max(in_query, in_listed)
        if query[pair.query[0]].role <= Role.GENERIC:
            names += max(len(pair.query), len(pair.listed))
            places.append((pair.query[0], pair.listed[0]))
    added, missing = max(0.0, 1 - query_matched), max(0.0, 1 - listed_matched)
    loss = losses.missing * missing + losses.added * added + losses.instead * min(missing, added)
    loss += losses.unlike * unlike
    if names <= 1 and missing > 0.2:
        loss += losses.lone
    if _numbers_contradict(query, listed):
        loss += losses.number
    if len(places) > 1:
        places.sort()
        if any(before[1] > after[1] for before, after in pairwise(places)):
            loss += losses.order
    return max(0.0, 1 - loss)


def _weights(parts: Sequence[Part], rarity: Rarity | None) -> list[float]:
    if rarity is None:
        return [part.weight for part in parts]
    return [
        part.weight * (0.5 + 0.5 * rarity(part.text)) if part.role <= Role.GENERIC else part.weight for part in parts
    ]


def _numbers_contradict(query: Sequence[Part], listed: Sequence[Part]) -> bool:
    ours = sorted(part.meaning for part in query if part.role is Role.NUMBER)
    theirs = sorted(part.meaning for part in listed if part.role is Role.NUMBER)
    return bool(ours and theirs and ours != theirs)


def _text(parts: Sequence[Part], places: Iterable[int]) -> str:
    return " ".join(parts[place].text for place in places)
