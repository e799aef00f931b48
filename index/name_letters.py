"""How near two names are letter by letter, once it is known which of their words match: a slip of the pen in a long
name leaves no doubt whose it is, whatever word it is in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from index.common_words import is_common
from index.name_alignment import Pair
from index.name_differences import IN_NO_NAME, Rarity
from index.name_likeness import How
from index.name_parts import Part, Role

# What an edit takes off, times the letters of the name: one in seven letters, two in fourteen are still the name.
_EDIT = 1.4
# A word that is in other listed names, or a usual one, may be no slip but another name.
_ANOTHER = 1.6
_SAME_SOUND = 0.5  # edits that leave the sound as it is
_LEFT_OUT = {Role.TITLE: 1.5, Role.FORM: 1.5, Role.SMALL: 1.0}  # edits, however many letters they have
_MOST_LETTERS = {Role.TITLE: 3, Role.FORM: 2, Role.SMALL: 1}
_OTHER_KIND = frozenset({How.ACRONYM, How.UNVOWELLED})


def near_literal(query: Sequence[Part], listed: Sequence[Part], pairs: Sequence[Pair], rarity: Rarity | None) -> float:
    """1 for the same letters, less for each edit by the length of the names; 0 where letters tell nothing."""
    edits = 0.0
    of_query, of_listed = set(range(len(query))), set(range(len(listed)))
    for pair in pairs:
        value, how = pair.likeness
        of_query.difference_update(pair.query)
        of_listed.difference_update(pair.listed)
        if how in _OTHER_KIND:
            return 0.0
        if how is How.SAME or how is How.NUMBER:
            continue
        word, other = _written(query, pair.query), _written(listed, pair.listed)
        if how is How.OTHER_FORM or how is How.FORM:
            edits += _LEFT_OUT[Role.FORM]
        elif how is How.TYPO and rarity is not None and (rarity(word) <= IN_NO_NAME or is_common(word)):
            edits += _ANOTHER * _distance(word, other)
        elif value >= 0.95 and how is not How.TYPO:
            edits += max(_SAME_SOUND, _distance(word, other)) if how is How.TOGETHER else _SAME_SOUND
        else:
            edits += _distance(word, other)
    for places, parts in ((of_query, query), (of_listed, listed)):
        edits += sum(_LEFT_OUT.get(parts[at].role, len(parts[at].text)) for at in places)
    if of_query and of_listed and _contradict([query[at] for at in of_query], [listed[at] for at in of_listed]):
        return 0.0
    letters = max(sum(_MOST_LETTERS.get(part.role, len(part.text)) for part in parts) for parts in (query, listed))
    return max(0.0, 1 - _EDIT * edits / letters)


def _contradict(query: Sequence[Part], listed: Sequence[Part]) -> bool:
    return any(
        any(part.role is role for part in query) and any(part.role is role for part in listed)
        for role in (Role.NUMBER, Role.INITIAL)
    )


def _written(parts: Sequence[Part], places: Sequence[int]) -> str:
    return "".join(parts[at].text for at in places)


@lru_cache(maxsize=65536)
def _distance(one: str, other: str) -> int:
    return OSA.distance(one, other)
