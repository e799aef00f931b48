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
from operator import mul
from typing import NamedTuple

from corpus.listing import EntityKind
from index.common_words import is_common
from index.name_initials import initials
from index.name_likeness import LEAST, How, Likeness, joined, likeness
from index.name_parts import Part, PreparedName, Role, prepare

__all__ = ["Comparison", "PartMatch", "PreparedName", "Rarity", "compare", "prepare"]

# 0 for a word in very many names, 1 for one in hardly any.
Rarity = Callable[[str], float]


class Differences(NamedTuple):
    """How two names differ, 0..1 each: shares of the names by the weight of their words, unless it says otherwise."""

    missing: float  # words of the listed name the query has not
    added: float  # words of the query the listed name has not
    respelt: float  # how unlike matched words are where their sound or consonants are one
    unvowelled: float  # how unlike they are where one is of a script without vowels
    misspelt: float  # how unlike they are where they are not, and the query's word is no known one
    another: float  # the same where it is in other listed names or a usual word: then it may be another name
    initial: float  # initials matched with words
    joined: float  # words written together or apart
    number: float  # 1 for numbers that contradict each other
    order: float  # 1 for words in another order
    unsure: float  # how little the matched words tell, 1 for nothing; only beside other differences


# What each difference takes off the score. Fitted on the tuning half by
# `python benchmarks/tune_names.py LISTS ARTICLES`; for what too few of its names show (numbers of persons, scripts
# without vowels) and for the order of words the figure is set by hand.
PERSON = Differences(
    missing=0.30, added=0.50, respelt=2.58, unvowelled=1.2, misspelt=1.08, another=1.86, initial=0.45, joined=0.16,
    number=0.3, order=0.05, unsure=0.38,
)  # fmt: skip
OTHERS = Differences(
    missing=0.16, added=0.42, respelt=1.9, unvowelled=0.6, misspelt=0.68, another=1.69, initial=0.58, joined=0.08,
    number=0.33, order=0.06, unsure=0.28,
)  # fmt: skip
# Matched words tell enough to be sure when their rarities sum to this: two rare words, three usual ones.
_SURE = 1.7
# Rarer words than this are in no listed name.
_IN_NO_NAME = 0.93
_RESPELT = frozenset({How.TRANSLITERATION, How.VARIANT, How.FORM, How.OTHER_FORM})
_ACRONYM = 0.8
_SHORTEST_ACRONYM = 3
# What a matched word adds to being sure, times its rarity.
_TELLS = {Role.NAME: 1.0, Role.GENERIC: 0.5, Role.NUMBER: 0.5, Role.FORM: 0.25, Role.PARTICLE: 0.1}
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


class Pair(NamedTuple):
    """Places of words of the query and of the listed name that match, and how."""

    query: tuple[int, ...]
    listed: tuple[int, ...]
    likeness: Likeness


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
    return Comparison(max(0.0, 1 - loss), query, listed, tuple(pairs))


def align(query: Sequence[Part], listed: Sequence[Part]) -> list[Pair]:
    """Which words match which, best first."""
    pairs: list[Pair] = []
    left_query = list(range(len(query)))
    left_listed = list(range(len(listed)))
    by_text: dict[str, list[int]] = {}
    for place in left_listed:
        by_text.setdefault(listed[place].text, []).append(place)
    for place in list(left_query):
        same = by_text.get(query[place].text)
        if same:
            at = same.pop(0)
            pairs.append(Pair((place,), (at,), Likeness(1.0, How.SAME)))
            left_query.remove(place)
            left_listed.remove(at)
    if left_query and left_listed:
        _align_the_rest(query, listed, left_query, left_listed, pairs)
    return pairs


def _align_the_rest(
    query: Sequence[Part], listed: Sequence[Part], left_query: list[int], left_listed: list[int], pairs: list[Pair]
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
                pairs.append(Pair((other,), places, value) if swapped else Pair(places, (other,), value))
    liked.sort(key=lambda item: -item[0])
    for _, one, other, found in liked:
        if one in left_query and other in left_listed:
            left_query.remove(one)
            left_listed.remove(other)
            pairs.append(Pair((one,), (other,), found))
    if left_query and len(left_listed) >= _SHORTEST_ACRONYM:
        _match_acronym(query, listed, left_query, left_listed, pairs)


def _together(
    words: Sequence[Part], others: Sequence[Part], left: list[int], left_others: list[int]
) -> Iterable[tuple[tuple[int, ...], int]]:
    """Neighbouring words of one name that are one word of the other."""
    for start, first in enumerate(left[:-1]):
        letters, places = len(words[first].text), [first]
        for following in left[start + 1 :]:
            if following != places[-1] + 1:
                break
            letters += len(words[following].text)
            places.append(following)
            for other in left_others:
                whole = others[other]
                if (whole.role <= Role.GENERIC or whole.role is Role.FORM) and abs(len(whole.text) - letters) <= 3:
                    joining = [words[place] for place in places]
                    if max(likeness(part, whole).value for part in joining) < 0.9 and joined(joining, whole):
                        yield tuple(places), other


def _match_acronym(
    query: Sequence[Part], listed: Sequence[Part], left_query: list[int], left_listed: list[int], pairs: list[Pair]
) -> None:
    for place in list(left_query):
        word = query[place]
        if word.role is not Role.NAME or not _SHORTEST_ACRONYM <= len(word.text) <= len(left_listed) + 2:
            continue
        places = next((run for run in initials(listed, left_listed) if run.letters == word.text), None)
        if places is not None:
            pairs.append(Pair((place,), places.places, Likeness(_ACRONYM, How.ACRONYM)))
            left_query.remove(place)
            for at in places.places:
                left_listed.remove(at)
            return


def differences(
    query: Sequence[Part], listed: Sequence[Part], pairs: Sequence[Pair], rarity: Rarity | None
) -> Differences:
    """How two names differ whose words match as `pairs` say."""
    of_query = [part.weight for part in query]
    of_listed = [part.weight for part in listed]
    if rarity is not None:
        for parts, weights in ((query, of_query), (listed, of_listed)):
            for place, part in enumerate(parts):
                if part.role <= Role.GENERIC:
                    weights[place] *= 0.5 + 0.5 * rarity(part.text)
    # A misspelt "Cmopany" weighs what "company" does.
    for pair in pairs:
        if len(pair.query) == len(pair.listed) == 1:
            one, other = pair.query[0], pair.listed[0]
            of_query[one] = of_listed[other] = min(of_query[one], of_listed[other])
    whole_query, whole_listed = sum(of_query), sum(of_listed)
    added = missing = 1.0
    respelt = unvowelled = misspelt = another = initial = together = 0.0
    told = 0.0
    places = []
    for pair in pairs:
        in_query = sum(of_query[place] for place in pair.query) / whole_query
        in_listed = sum(of_listed[place] for place in pair.listed) / whole_listed
        added -= in_query
        missing -= in_listed
        share = max(in_query, in_listed)
        value, how = pair.likeness
        if how is How.INITIAL:
            initial += share
        elif how in (How.TOGETHER, How.ACRONYM):
            together += share if how is How.TOGETHER else 2 * share
        elif how is How.UNVOWELLED:
            unvowelled += (1 - value) * share
        elif how in _RESPELT:
            respelt += (1 - value) * share
        elif value < 1:
            word = query[pair.query[0]].text
            if rarity is not None and rarity(word) > _IN_NO_NAME and not is_common(word):
                misspelt += (1 - value) * share
            else:
                another += (1 - value) * share
        if listed[pair.listed[0]].role <= Role.NUMBER and how is not How.INITIAL:
            places.append((pair.query[0], pair.listed[0]))
        for place in pair.listed:
            if tells := _TELLS.get(listed[place].role):
                told += value * tells * (rarity(listed[place].text) if rarity is not None else 1.0)
    added, missing = max(0.0, added), max(0.0, missing)
    differ = min(1.0, 4 * max(missing, added, misspelt + another + respelt + unvowelled, initial / 2))
    return Differences(
        missing=missing,
        added=added,
        respelt=respelt,
        unvowelled=unvowelled,
        misspelt=misspelt,
        another=another,
        initial=initial,
        joined=together,
        number=float(_numbers_contradict(query, listed)),
        order=float(_in_other_order(places)),
        unsure=differ * max(0.0, 1 - told / _SURE),
    )


def _in_other_order(places: list[tuple[int, int]]) -> bool:
    places.sort()
    return any(before[1] > after[1] for before, after in pairwise(places))


def _numbers_contradict(query: Sequence[Part], listed: Sequence[Part]) -> bool:
    ours = sorted(part.meaning for part in query if part.role is Role.NUMBER)
    theirs = sorted(part.meaning for part in listed if part.role is Role.NUMBER)
    return bool(ours and theirs and ours != theirs)


def _text(parts: Sequence[Part], places: Iterable[int]) -> str:
    return " ".join(parts[place].text for place in places)
