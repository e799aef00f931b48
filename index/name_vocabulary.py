"""The words of all listed names in Latin letters, and the keys by which a word written otherwise finds them.

A word is found by itself and by itself less any one letter (so is every word one typing error away), by its sound's
consonants and those less one, as another form of a known name, by what a script without vowels keeps of it, and,
where it is long, by its trigrams. Acronyms stand beside the words, marked with "@", and short
neighbours written together, marked with "+".
"""

from __future__ import annotations

import math
import zlib
from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np

from corpus.listing import EntityKind
from index.array_file import Array
from index.name_initials import LONGEST_ACRONYM, initials
from index.name_parts import Part, PreparedName, Role
from index.name_tables import hashed, packed

_READINGS = 4  # of a name in another script: the most usual ones
_SHORTENED_LETTERS = 4  # words and sounds shorter than this are too alike without a letter
_GRAM_LETTERS = 5
_MOST_KEY_LETTERS = 24  # nobody's name is longer, but lists hold notes
_ACRONYM_LETTERS = 4  # three letters are the initials of too many names


def telling(reading: Iterable[Part]) -> list[Part]:
    """The parts to look a name up by, each once: of titles, particles and legal forms no more than there is need of."""
    parts = {part.text: part for part in reading}
    chosen = [part for part in parts.values() if part.role <= Role.NUMBER]
    if len(chosen) == 1:  # one of hundreds, without the title: "Sayed Ahmad", "Abu Anas"
        return [part for part in parts.values() if part.role is not Role.FORM]
    return chosen or list(parts.values())


def acronyms(name: PreparedName) -> list[str]:
    """What the name's words may be shortened to, as words of the vocabulary; none for people."""
    if name.kind not in (EntityKind.ENTITY, None):
        return []
    found: dict[str, None] = {}
    for reading in name.readings[:1]:
        if len(reading) == 1:
            if _ACRONYM_LETTERS <= len(reading[0].text) <= LONGEST_ACRONYM:
                found[f"@{reading[0].text}"] = None
        else:
            every = (run.letters for run in initials(reading, range(len(reading))))
            found.update((f"@{letters}", None) for letters in every if len(letters) >= _ACRONYM_LETTERS)
    return list(found)


def together(name: PreparedName) -> list[str]:
    """Neighbouring words written together, marked with "+", where they are too short to be found within the whole."""
    found: dict[str, None] = {}
    for reading in name.readings[:1]:
        for one, other in pairwise(reading):
            short = len(one.text) < _GRAM_LETTERS and len(other.text) < _GRAM_LETTERS
            if one.role < Role.FORM and other.role < Role.FORM and (short or one.role is Role.PARTICLE):
                found[f"+{one.text}{other.text}"] = None
    return list(found)


def part_keys(part: Part) -> Iterator[str]:
    """The keys of a word, for the look-alikes of a word to be found by sharing one."""
    for key in _shortened(part.text[:_MOST_KEY_LETTERS]):
        yield f"w{key}"
    if part.role <= Role.GENERIC:
        for key in _shortened(part.skeleton[:_MOST_KEY_LETTERS]):
            yield f"s{key}"
        for group in part.groups:
            yield f"~{group}"


def bone_keys(part: Part) -> list[str]:
    """The keys of a word for those who know it from a script without vowels."""
    return [f"b{part.bones}", *(f"l{key}" for key in part.loans)]


def grams(word: str) -> set[int]:
    """The trigrams of a word and of its ends, as 32-bit numbers; of short words none."""
    if len(word) < _GRAM_LETTERS:
        return set()
    bounded = f"^{word[:_MOST_KEY_LETTERS]}$"
    return {zlib.crc32(bounded[at : at + 3].encode(errors="replace")) for at in range(len(bounded) - 2)}


def _shortened(word: str) -> Iterator[str]:
    yield word
    if len(word) >= _SHORTENED_LETTERS:
        yield from {word[:at] + word[at + 1 :] for at in range(len(word))}


class Vocabulary:
    """Takes the names one by one and gives the arrays that `name_candidates` searches."""

    def __init__(self) -> None:
        """Empty."""
        self._numbers: dict[str, int] = {}
        self._sounds: list[str] = []
        self._keys = _Postings(np.uint64)
        self._bones = _Postings(np.uint64)
        self._grams = _Postings(np.uint32)
        self._borne = _Postings(np.uint32)
        self._names = 0

    def add(self, name: PreparedName) -> None:
        """The next name."""
        parts = {part.text: part for reading in name.readings[:_READINGS] for part in telling(reading)}
        for part in parts.values():
            number = self._numbers.get(part.text)
            if number is None:
                number = self._new(part.text, part.sound)
                self._keys.add(number, {hashed([key]) for key in part_keys(part)})
                self._bones.add(number, {hashed([key]) for key in bone_keys(part)})
                self._grams.add(number, grams(part.text))
            self._borne.add(self._names, [number])
        for marked in (*acronyms(name), *together(name)):
            number = self._numbers.get(marked)
            if number is None:
                number = self._new(marked, "")
                self._keys.add(number, [hashed([marked])])
            self._borne.add(self._names, [number])
        self._names += 1

    def _new(self, word: str, sound: str) -> int:
        self._sounds.append(sound)
        return self._numbers.setdefault(word, len(self._numbers))

    def arrays(self) -> dict[str, Array]:
        """word_*: [words]; *_starts [n + 1] tell where what belongs to the n-th key or word begins."""
        words = list(self._numbers)
        number, name = self._borne.columns()
        borne = np.bincount(number, minlength=len(words))
        weight = np.array([math.log(1 + self._names / max(1, count)) for count in borne.tolist()], np.float32)
        own = np.array([not word.startswith(("@", "+")) for word in words], bool)
        total = np.bincount(name, weights=(weight * own)[number] if words else None, minlength=self._names)
        letters, starts = packed(words)
        sound_letters, sound_starts = packed(self._sounds)
        return {
            "word_letters": letters,
            "word_starts": starts,
            "word_sound_letters": sound_letters,
            "word_sound_starts": sound_starts,
            "word_weight": weight,
            "word_name_starts": np.concatenate([[0], np.cumsum(borne)]).astype(np.uint32),
            "word_names": name[np.argsort(number, kind="stable")],
            "name_weight": total.astype(np.float32),
            **self._keys.arrays("key"),
            **self._bones.arrays("bone"),
            **self._grams.arrays("gram"),
        }


class _Postings:
    """Which words have a key."""

    def __init__(self, dtype: type) -> None:
        self._dtype = dtype
        self._keys = array("Q" if dtype is np.uint64 else "I")
        self._owners = array("I")

    def add(self, owner: int, keys: Iterable[int]) -> None:
        for key in keys:
            self._keys.append(key)
            self._owners.append(owner)

    def columns(self) -> tuple[Array, Array]:
        """The keys and whose they are, as they came."""
        return np.array(self._keys, self._dtype), np.array(self._owners, np.uint32)

    def arrays(self, kind: str) -> dict[str, Array]:
        """The same, sorted by key: each key once, where its words begin, and the words."""
        keys, owners = self.columns()
        order = np.argsort(keys, kind="stable")
        distinct, starts = np.unique(keys[order], return_index=True)
        return {
            f"{kind}_hash": distinct,
            f"{kind}_starts": np.append(starts, len(keys)).astype(np.uint32),
            f"{kind}_words": owners[order],
        }
