"""Which words of two names match: the same first, then written together, then alike, then by initials."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from index.name_initials import initials
from index.name_likeness import LEAST, How, Likeness, joined, likeness
from index.name_parts import Part, Role

_ACRONYM = 0.8
_SHORTEST_ACRONYM = 3


class Pair(NamedTuple):
    """Places of words of the query and of the listed name that match, and how."""

    query: tuple[int, ...]
    listed: tuple[int, ...]
    likeness: Likeness


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
    letters = {listed[at].text[0] for at in left_listed}
    for place in list(left_query):
        word = query[place]
        if word.role is not Role.NAME or not _SHORTEST_ACRONYM <= len(word.text) <= len(left_listed) + 2:
            continue
        if not letters.issuperset(word.text):
            continue
        places = next((run for run in initials(listed, left_listed) if run.letters == word.text), None)
        if places is not None:
            pairs.append(Pair((place,), places.places, Likeness(_ACRONYM, How.ACRONYM)))
            left_query.remove(place)
            for at in places.places:
                left_listed.remove(at)
            return
