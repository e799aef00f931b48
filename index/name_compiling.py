"""The arrays of a NameTables, made from listings: every form of every name, and what a text must show for it."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from datetime import date

import numpy as np

from corpus.listing import EntityKind, Listing
from index.array_file import Array
from index.name_forms import KIND_FACTOR, MOST_SHARING, Demand, Form, Way, forms, given_names, settled
from index.name_parts import prepare
from index.name_tables import ENTITY_KINDS, KINDS, WAYS, hashed, packed
from index.name_vocabulary import Vocabulary

GLUED_LETTERS = 6  # shorter names written together are too often other words
_SHARED = tuple(WAYS.index(way) for way in (Way.LAST_NAME, Way.INITIALS, Way.WITHOUT_BANK))
_PERSON = ENTITY_KINDS.index(EntityKind.PERSON)
_LAST_NAME = WAYS.index(Way.LAST_NAME)


class Compiler:
    """Takes listings one by one, keeping numbers only, and gives the arrays of all of them."""

    def __init__(self) -> None:
        """Empty."""
        self._editions: dict[str, tuple[int, date | None]] = {}
        self._days: dict[str, date] = {}  # the newest edition that has an entry in force, by list
        self._gone_days: dict[str, date] = {}  # and of those that were removed
        self._listing_ids: list[str] = []
        self._listing_name = array("I", [0])
        self._names: list[str] = []
        self._name_listing = array("I")
        self._name_kind = array("B")
        self._listing_kind = array("B")
        self._given: set[str] = set()
        self._words: dict[str, int] = {}
        self._forms = _Forms()
        self._vocabulary = Vocabulary()

    def add(self, listing: Listing) -> None:
        """The next listing; its number is how many came before."""
        count, _ = self._editions.get(listing.list, (0, None))
        # That one entry was removed later says nothing of the others: the list is as old as those it still has.
        days = self._gone_days if listing.delisted_on is not None else self._days
        if listing.as_of is not None:
            days[listing.list] = max(days.get(listing.list, listing.as_of), listing.as_of)
        day = self._days.get(listing.list) or self._gone_days.get(listing.list)
        self._editions[listing.list] = (count + (listing.absent_from is None), day)
        self._given.update(given_names(listing))
        self._listing_kind.append(ENTITY_KINDS.index(listing.kind))
        for name in listing.names:
            for form in forms(listing, name):
                self._forms.add(len(self._names), form, [self._number(word) for word in form.words])
            self._names.append(name.text)
            self._vocabulary.add(prepare(name.text, listing.kind))
            self._name_listing.append(len(self._listing_ids))
            self._name_kind.append(KINDS.index(name.kind))
        self._listing_ids.append(listing.id)
        self._listing_name.append(len(self._names))

    @property
    def editions(self) -> dict[str, tuple[int, date | None]]:
        """Each list by name -> how many entries its newest edition has, and that edition's date where one is known."""
        return dict(sorted(self._editions.items()))

    def arrays(self) -> dict[str, Array]:
        """All of it; nothing can be added after."""
        listing_letters, listing_starts = packed(self._listing_ids)
        letters, starts = packed(self._names)
        return {
            "listing_id_letters": listing_letters,
            "listing_id_starts": listing_starts,
            "listing_kind": _numbers(self._listing_kind),
            "listing_name": _numbers(self._listing_name),
            "name_letters": letters,
            "name_starts": starts,
            "name_listing": _numbers(self._name_listing),
            "name_kind": _numbers(self._name_kind),
            **self._vocabulary.arrays(),
            **self._forms.arrays(
                list(self._words),
                _numbers(self._name_listing),
                _numbers(self._name_kind),
                self._listing_kind,
                self._given,
            ),
        }

    def _number(self, word: str) -> int:
        return self._words.setdefault(word, len(self._words))


class _Forms:
    """Forms as columns; their words by number."""

    def __init__(self) -> None:
        self._hash = array("Q")
        self._name = array("I")
        self._way = array("B")
        self._demand = array("B")
        self._words = array("I")
        self._ends = array("I", [0])

    def add(self, name: int, form: Form, words: Sequence[int]) -> None:
        self._hash.append(hashed(form.words))
        self._name.append(name)
        self._way.append(WAYS.index(form.way))
        self._demand.append(form.demand)
        self._words.extend(words)
        self._ends.append(len(self._words))

    def arrays(
        self, words: list[str], name_listing: Array, name_kind: Array, listing_kind: Sequence[int], given: set[str]
    ) -> dict[str, Array]:
        keys, name, way = _numbers(self._hash), _numbers(self._name), _numbers(self._way)
        listing = name_listing[name] if len(name) else name
        factors = np.array([KIND_FACTOR[kind] for kind in KINDS])
        score = np.array([way.score for way in WAYS])[way] * factors[name_kind[name]] if len(name) else way
        order = np.argsort(keys, kind="stable")
        groups = _firsts(keys[order])
        bearers = _bearers(keys, listing, way)

        def borne(last: tuple[str, ...]) -> int:
            return bearers.get(hashed(last), 0)

        demand = _numbers(self._demand).copy()
        for form in range(len(keys)):
            written = Form(self._written(form, words), WAYS[way[form]], Demand(int(demand[form])))
            demand[form] = settled(written, listing_kind[listing[form]] == _PERSON, given, borne).demand
        kept: list[Array] = []
        for group in np.split(order, groups[1:]) if len(order) else []:
            kept.append(group if len(group) == 1 else _without_shared(group, listing, way, score))
        chosen = np.concatenate(kept) if kept else order
        found = keys[chosen]
        firsts = _firsts(found)
        return {
            "form_hash": found,
            "form_name": name[chosen],
            "form_way": way[chosen],
            "form_demand": demand[chosen],
            **self._lookups(firsts, [self._written(form, words) for form in chosen[firsts].tolist()]),
        }

    def _written(self, form: int, words: list[str]) -> tuple[str, ...]:
        return tuple(words[word] for word in self._words[self._ends[form] : self._ends[form + 1]])

    @staticmethod
    def _lookups(firsts: Array, written: list[tuple[str, ...]]) -> dict[str, Array]:
        """Where the groups stand, by their words in any order, by their letters; and the longest by its first word."""
        in_order = [(hashed(sorted(words)), at) for at, words in zip(firsts, written, strict=True) if len(words) > 1]
        glued = [("".join(words), at) for at, words in zip(firsts, written, strict=True)]
        together = [(hashed([letters]), at) for letters, at in glued if len(letters) >= GLUED_LETTERS]
        longest: dict[str, int] = {}
        for words in written:
            longest[words[0]] = max(len(words), longest.get(words[0], 0))
        begun = [(hashed([word]), min(count, 255)) for word, count in longest.items()]
        found: dict[str, Array] = {}
        for key, value, rows in (
            ("sorted_hash", "sorted_form", in_order),
            ("letters_hash", "letters_form", together),
            ("first_hash", "first_longest", begun),
        ):
            hashes = np.array([row[0] for row in rows], np.uint64)
            order = np.argsort(hashes, kind="stable")
            found[key] = hashes[order]
            found[value] = np.array([row[1] for row in rows], np.uint32)[order]
        return found


def _firsts(ordered: Array) -> Array:
    """Where each run of equal numbers begins."""
    return np.flatnonzero(np.diff(ordered, prepend=ordered[:1] + np.uint64(1)))


def _bearers(keys: Array, listing: Array, way: Array) -> dict[int, int]:
    """Hash of a last name -> how many listings bear it."""
    last = way == _LAST_NAME
    pairs = set(zip(keys[last].tolist(), listing[last].tolist(), strict=True))
    return Counter(key for key, _ in pairs)


def _without_shared(group: Array, listing: Array, way: Array, score: Array) -> Array:
    """Drop last names and initials that many listings share, and what a listing's stronger form already says."""
    best: dict[int, int] = {}
    for form in group.tolist():
        known = best.get(int(listing[form]))
        if known is None or score[form] > score[known]:
            best[int(listing[form])] = form
    sharing = Counter(int(way[form]) for form in best.values())
    shared = {kind for kind in _SHARED if sharing[kind] > MOST_SHARING}
    return np.array([form for form in best.values() if way[form] not in shared], dtype=group.dtype)


def _numbers(column: array[int]) -> Array:
    """A column as NumPy sees it."""
    return np.frombuffer(column, dtype=f"u{column.itemsize}") if len(column) else np.empty(0, f"u{column.itemsize}")
