"""The acronyms a name of several words may have: CEIEC of China National Electronics Import & Export Corporation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.name_parts import Part, Role

SHORTEST_ACRONYM = 3
LONGEST_ACRONYM = 10
# Acronyms of as many words leave one of them out now and then: "National", "State".
_LONG_ENOUGH_TO_SKIP = 5


class Initials(NamedTuple):
    """An acronym in small letters, and which words of the name it stands for."""

    letters: str
    places: tuple[int, ...]


def initials(parts: Sequence[Part], places: Sequence[int]) -> Iterator[Initials]:
    """The acronyms of the words at `places`: with and without legal form and small words, or one word left out."""
    without_small = [at for at in places if parts[at].role is not Role.SMALL]
    without_forms = [at for at in without_small if parts[at].role is not Role.FORM]
    for chosen in (without_forms, without_small, list(places)):
        if SHORTEST_ACRONYM <= len(chosen) <= LONGEST_ACRONYM:
            yield _of(parts, chosen, chosen)
    for chosen in (without_forms, without_small):
        if _LONG_ENOUGH_TO_SKIP <= len(chosen) <= LONGEST_ACRONYM:
            for skipped in range(1, len(chosen) - 1):
                yield _of(parts, chosen[:skipped] + chosen[skipped + 1 :], chosen)


def _of(parts: Sequence[Part], taken: Sequence[int], whole: Sequence[int]) -> Initials:
    return Initials("".join(parts[at].text[0] for at in taken), tuple(whole))
