"""All forms of the names of some listings, as arrays: found by the hashes of their words, in a file or in memory.

Listings, names and forms are known by their numbers. Names stand in the order of their listings, forms sorted by the
hash of their words, so that the forms of the same words are neighbours: a group, known by its first form.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from corpus.listing import EntityKind, NameKind
from index.array_file import Array
from index.name_forms import Demand, Way, kind_factor

WAYS = tuple(Way)
KINDS = tuple(NameKind)
ENTITY_KINDS = tuple(EntityKind)


class ListedName(NamedTuple):
    """One name of one listing; `place` says which of its names it is."""

    listing: int
    listing_id: str
    entity: EntityKind
    place: int
    text: str
    kind: NameKind


class Entry(NamedTuple):
    """One form of one name of one listing."""

    listing: int
    listing_id: str
    entity: EntityKind
    name: int
    text: str
    kind: NameKind
    way: Way
    demand: Demand

    @property
    def score(self) -> float:
        """What a name in exactly this form scores."""
        return round(self.way.score * kind_factor(self.kind, self.text), 3)


class Strings:
    """Texts by number: UTF-8 in one array, and where each begins in another."""

    def __init__(self, letters: Array, starts: Array) -> None:
        """`letters` uint8 [bytes], `starts` [n + 1]."""
        self._letters = letters
        self._starts = starts

    def __len__(self) -> int:
        """How many."""
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> str:
        """One of them."""
        return self._letters[self._starts[number] : self._starts[number + 1]].tobytes().decode()


def packed(texts: Iterable[str]) -> tuple[Array, Array]:
    """The arrays of `Strings`."""
    letters = bytearray()
    starts = [0]
    for text in texts:
        letters += text.encode(errors="replace")
        starts.append(len(letters))
    return np.frombuffer(bytes(letters), np.uint8), np.array(starts, np.uint64 if starts[-1] >> 32 else np.uint32)


def hashed(words: Sequence[str]) -> int:
    """64 bits that stand for these words in this order; two of ten million forms share theirs once in 370,000 sets."""
    text = "\0".join(words).encode(errors="replace")
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "little")


class NameTables:
    """The arrays by name (see `name_compiling`, which makes them), and what is looked up in them."""

    def __init__(self, arrays: dict[str, Array]) -> None:
        """They may be mapped from a file."""
        self.arrays = arrays
        self.listing_ids = Strings(arrays["listing_id_letters"], arrays["listing_id_starts"])
        self.texts = Strings(arrays["name_letters"], arrays["name_starts"])
        self._form_hash = arrays["form_hash"]

    def __len__(self) -> int:
        """How many names there are."""
        return len(self.texts)

    def entry(self, form: int) -> Entry:
        """One form."""
        arrays = self.arrays
        name = int(arrays["form_name"][form])
        listing = int(arrays["name_listing"][name])
        return Entry(
            listing,
            self.listing_ids[listing],
            ENTITY_KINDS[arrays["listing_kind"][listing]],
            name,
            self.texts[name],
            KINDS[arrays["name_kind"][name]],
            WAYS[arrays["form_way"][form]],
            Demand(int(arrays["form_demand"][form])),
        )

    def name(self, number: int) -> ListedName:
        """One name."""
        listing = int(self.arrays["name_listing"][number])
        return ListedName(
            listing,
            self.listing_ids[listing],
            ENTITY_KINDS[self.arrays["listing_kind"][listing]],
            self.place(listing, number),
            self.texts[number],
            KINDS[self.arrays["name_kind"][number]],
        )

    def place(self, listing: int, name: int) -> int:
        """Which of its listing's names a name is."""
        return name - int(self.arrays["listing_name"][listing])

    def of_words(self, words: Sequence[str]) -> list[Entry]:
        """The forms of exactly these words."""
        start, end = _range(self._form_hash, hashed(words))
        return [self.entry(form) for form in range(start, end)]

    def in_other_order(self, words: Sequence[str]) -> Iterator[Entry]:
        """The forms of the same words in another order."""
        if len(words) > 1:
            yield from self._others("sorted", hashed(sorted(words)), hashed(words))

    def divided_otherwise(self, words: Sequence[str]) -> Iterator[Entry]:
        """The forms of the same letters with spaces in other places."""
        yield from self._others("letters", hashed(["".join(words)]), hashed(words))

    def _others(self, kind: str, key: int, own: int) -> Iterator[Entry]:
        start, end = _range(self.arrays[f"{kind}_hash"], key)
        for first in self.arrays[f"{kind}_form"][start:end].tolist():
            group = int(self._form_hash[first])
            if group != own:
                at = first
                while at < len(self._form_hash) and self._form_hash[at] == group:
                    yield self.entry(at)
                    at += 1

    def longest(self, words: Sequence[str]) -> list[int]:
        """For each word, how many words the longest form has that begins with it."""
        held = self.arrays["first_hash"]
        if not len(held) or not words:
            return [0] * len(words)
        asked = np.array([hashed([word]) for word in words], np.uint64)
        at = np.minimum(np.searchsorted(held, asked), len(held) - 1)
        found: list[int] = np.where(held[at] == asked, self.arrays["first_longest"][at], 0).tolist()
        return found


def _range(ordered: Array, key: int) -> tuple[int, int]:
    """Where `key` stands in `ordered`."""
    wanted = np.uint64(key)
    start = int(ordered.searchsorted(wanted))
    end = start
    while end < len(ordered) and ordered[end] == wanted:
        end += 1
    return start, end
