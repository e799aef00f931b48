"""Which listed names may be meant by a name that is spelt otherwise: those whose words look or sound alike.

1. Each word of the name finds the listed words that share a key with it; how alike they are is 0..1.
2. Each of those gives its names what it tells (rare words more) times how alike it is.
3. The names with the largest share, of the asked words and of their own, are the candidates.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import Levenshtein

from index.array_file import Array
from index.name_parts import Part, PreparedName, Role, prepare
from index.name_sounds import bones, loans
from index.name_tables import Strings, hashed
from index.name_variants import groups
from index.name_vocabulary import acronyms, bone_keys, grams, part_keys, telling

_MOST_WORDS = 12  # of a name asked for
_GLUED_ALIKE = 0.9  # words written together are taken where a listed word is this much like them
_GLUED_WORDS = 4  # names of more words are not tried as one
_LEAST_ALIKE = 0.5
_ALIKE_ENOUGH = 0.85  # where a word is this much alike, none that shares trigrams only is looked for
_VARIANT = 0.95
_SOUND = 0.97
_SAME_BONES = 0.45  # how much letters tell beside the bones, where one word is of a script without vowels
_ACRONYM = 0.8
_TOGETHER = 0.95
_LOOK_ALIKES = 40  # listed words tried for each word asked
_BY_GRAMS = 25  # of them found by trigrams
_MOST_COMMON_GRAM = 4000  # words that share a trigram; above it the trigram tells little
_MOST_POSTINGS = 200_000  # names looked at; those of the rarest words first
_OF_ASKED = 0.6  # how much more a name counts for holding the asked words than for holding no others
# Of what the best name has. Of 2,500 distorted names of OFAC's and the UN's lists (benchmarks/name_distortions.py)
# three have less, and ten names are compared on average.
_LEAST_SHARE = 0.5
_PART_OF_WORD_LETTERS = 4
_KNOWN_WORDS = 8192  # whose look-alikes are kept in memory; about 5 kB each


class Candidates:
    """Searches the arrays that `Vocabulary` makes."""

    def __init__(self, arrays: dict[str, Array]) -> None:
        """They may be mapped from a file."""
        self._arrays = arrays
        self._words = Strings(arrays["word_letters"], arrays["word_starts"])
        self._sounds = Strings(arrays["word_sound_letters"], arrays["word_sound_starts"])
        self._names = len(arrays["name_weight"])
        self._rarest = math.log(1 + max(1, self._names))
        self._alike = lru_cache(_KNOWN_WORDS)(self._look_alikes)
        self.rarity = lru_cache(_KNOWN_WORDS * 8)(self._rarity)

    def find(self, name: PreparedName, count: int) -> list[tuple[int, float]]:
        """The numbers of at most `count` listed names like `name`, each with how like it is at a glance (0..1)."""
        readings = [telling(reading) for reading in name.readings]
        asked = list({part.text: part for reading in readings for part in reading}.values())[:_MOST_WORDS]
        alike = {part.text: self._alike(part) for part in asked}
        own = {text: self._own_weight(words) for text, words in alike.items()}
        found = [
            [(word, min(own[text], self._weight(word)) * like) for word, like in words] for text, words in alike.items()
        ]
        for glued in _glued(readings[0] if readings else []):
            found.append(
                [(word, self._weight(word) * like) for word, like in self._alike(glued) if like > _GLUED_ALIKE]
            )
        for text in alike:
            if words := self._sharing("key", [hashed([f"+{text}"])], np.uint64):
                found.append([(word, self._weight(word) * _TOGETHER) for word in words])
        for acronym in acronyms(name):
            words = self._sharing("key", [hashed([acronym])], np.uint64)
            found.append([(word, self._weight(word) * _ACRONYM) for word in words])
        whole = max((sum(own.get(part.text, 0.0) for part in reading) for reading in readings), default=0.0)
        names, shares = self._gathered(found)
        if not len(names):
            return []
        whole = max(whole, 1e-6)
        both = whole + self._arrays["name_weight"][names] - shares
        scores = _OF_ASKED * shares / whole + (1 - _OF_ASKED) * shares / np.maximum(both, shares)
        enough = scores >= _LEAST_SHARE * min(1.0, scores.max())  # keys that overlap may give more than the whole
        names, scores = names[enough], scores[enough]
        if len(scores) > count:
            best = np.argpartition(-scores, count)[:count]
            names, scores = names[best], scores[best]
        order = np.argsort(-scores, kind="stable")
        return list(zip(names[order].tolist(), np.minimum(scores[order], 1.0).tolist(), strict=True))

    def words_like(self, part: Part) -> list[tuple[str, float]]:
        """The listed words like `part`, with how alike they are, most alike first."""
        return [(self._words[number], like) for number, like in self._alike(part)]

    def _rarity(self, word: str) -> float:
        """0 for a word that all names have, 1 for one that a single name or none has."""
        numbers = self._sharing("key", [hashed([f"w{word}"])], np.uint64)
        weight = next((self._weight(number) for number in numbers if self._words[number] == word), None)
        return weight / self._rarest if weight is not None else 1.0

    def _look_alikes(self, part: Part) -> list[tuple[int, float]]:
        """Listed words like `part`, with how alike they are, most alike first."""
        sharing = set(self._sharing("key", [hashed([key]) for key in part_keys(part)], np.uint64))
        if part.vowelless:
            sharing.update(self._sharing("bone", [hashed([key]) for key in bone_keys(part)], np.uint64))
        found = [self._like(part, number) for number in sharing]
        if all(like < _ALIKE_ENOUGH for _, like in found):
            found += [self._like(part, number) for number in self._by_grams(part.text) if number not in sharing]
        found.sort(key=lambda one: -one[1])
        return [one for one in found[:_LOOK_ALIKES] if one[1] >= _LEAST_ALIKE]

    def _like(self, part: Part, number: int) -> tuple[int, float]:
        return number, _likeness(part, self._words[number], self._sounds[number])

    def _sharing(self, kind: str, asked: Sequence[int], dtype: type, most: int | None = None) -> list[int]:
        """The words that have one of the keys, as often as they have."""
        held, starts, words = (self._arrays[f"{kind}_{part}"] for part in ("hash", "starts", "words"))
        if not len(held) or not asked:
            return []
        wanted: Array = np.array(asked, dtype)
        at = np.minimum(np.searchsorted(held, wanted), len(held) - 1)
        at = at[held[at] == wanted]
        found: list[int] = []
        for start, end in zip(starts[at].tolist(), starts[at + 1].tolist(), strict=True):
            if most is None or end - start <= most:
                found += words[start:end].tolist()
        return found

    def _by_grams(self, word: str) -> list[int]:
        asked = grams(word)
        if not asked:
            return []
        found = np.array(self._sharing("gram", list(asked), np.uint32, _MOST_COMMON_GRAM), np.uint32)
        words, counts = np.unique(found, return_counts=True)
        enough = counts >= max(2, len(asked) // 4)
        words, counts = words[enough], counts[enough]
        if len(words) > _BY_GRAMS:
            words = words[np.argpartition(-counts, _BY_GRAMS)[:_BY_GRAMS]]
        numbers: list[int] = words.tolist()
        return numbers

    def _weight(self, word: int) -> float:
        return float(self._arrays["word_weight"][word])

    def _own_weight(self, alike: list[tuple[int, float]]) -> float:
        """What a word of the name tells: that of the listed word most like it."""
        return self._weight(alike[0][0]) if alike else self._rarest

    def _gathered(self, found: Iterable[list[tuple[int, float]]]) -> tuple[Array, Array]:
        """The names of the words, and the sum of the most that each of the asked words gives to each."""
        parts: list[Array] = []
        shares: list[Array] = []
        taken = 0
        for words in sorted(found, key=_most_given, reverse=True):
            names, given = self._given(words)
            taken += len(names)
            if taken > _MOST_POSTINGS and parts:
                break
            parts.append(names)
            shares.append(given)
        if not parts:
            return np.empty(0, np.uint32), np.empty(0, np.float32)
        held, which = np.unique(np.concatenate(parts), return_inverse=True)
        return held, np.bincount(which, weights=np.concatenate(shares))

    def _given(self, words: list[tuple[int, float]]) -> tuple[Array, Array]:
        """The names of any of the words, and the most that one of them gives to each."""
        if not words:
            return np.empty(0, np.uint32), np.empty(0, np.float32)
        starts, names = self._arrays["word_name_starts"], self._arrays["word_names"]
        words = sorted(words, key=lambda one: -one[1])
        ranges = [(int(starts[word]), int(starts[word + 1])) for word, _ in words]
        every = np.concatenate([names[start:end] for start, end in ranges])
        shares = np.repeat([share for _, share in words], [end - start for start, end in ranges])
        held, first = np.unique(every, return_index=True)
        return held, shares[first]


def _most_given(words: list[tuple[int, float]]) -> float:
    return max((share for _, share in words), default=0.0)


def _likeness(part: Part, other: str, other_sound: str) -> float:
    word = part.text
    if word == other:
        return 1.0
    if part.groups & groups(other):
        return _VARIANT
    like = max(
        Levenshtein.normalized_similarity(word, other),
        _SOUND * Levenshtein.normalized_similarity(part.sound, other_sound),
    )
    if len(other) >= _PART_OF_WORD_LETTERS and other in word:
        like = max(like, 0.4 + 0.6 * len(other) / len(word))
    if not part.vowelless:
        return like
    same = bones(other) == part.bones or any(key in part.loans for key in loans(other))
    return max(like, _LEAST_ALIKE + (_SAME_BONES * like if same else 0.0))


def _glued(parts: Sequence[Part]) -> list[Part]:
    """Neighbouring words as one, and all of them: "Aero Caribbean" is listed as "Aerocaribbean"."""
    if not 1 < len(parts) <= _GLUED_WORDS:
        return []
    words = [part.text for part in parts]
    glued = dict.fromkeys(["".join(pair) for pair in pairwise(words)] + ["".join(words)])
    return [part for word in glued for reading in prepare(word).readings for part in reading if part.role is Role.NAME]
