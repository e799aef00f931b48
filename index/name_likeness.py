"""How like two words of names are, and why: the same sound, a variant of one name, a typo."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from index.name_parts import Part, Role


class How(Enum):
    """How two words, or groups of words, of two names match: what `who --explain` says."""

    SAME = "same"
    TRANSLITERATION = "transliteration"
    VARIANT = "another form of the name"
    UNVOWELLED = "same consonants"
    TYPO = "spelling"
    INITIAL = "initial"
    FORM = "company form"
    OTHER_FORM = "another company form"
    NUMBER = "number"
    TOGETHER = "written together or apart"
    ACRONYM = "initials of the name"
    MISSING = "missing"
    ADDED = "not in the listed name"


class Likeness(NamedTuple):
    """0..1, 0 for words that do not match, and how they match."""

    value: float
    how: How


NONE = Likeness(0.0, How.MISSING)
# What is taken for one word; below it two words are two words.
LEAST = 0.66
_SAME_SOUND = 0.98
_VARIANT = 0.96
# Consonants alone, by how many there are: three or more, two, one.
_UNVOWELLED = (0.7, 0.8, 0.88, 0.94)
# The same, as Arabic letters write names from abroad: fewer consonants are told apart.
_LOAN = (0.66, 0.66, 0.76, 0.86, 0.92)
_INITIAL = 0.85
# Costs in letters: an edit where the consonants stay, another first letter, and an edit of sound alone.
_VOWEL_EDIT = 0.6
_FIRST_LETTER = 0.35
_SOUND_EDIT = 0.15
_MORE_EDITS = 1.15  # the power of edits: two in one word are more than twice one
_SHORTEST_FOR_TYPOS = 3
_LONG_ENOUGH = 9


@lru_cache(maxsize=262144)
def likeness(one: Part, other: Part) -> Likeness:
    """How like two words are; numbers, initials and legal forms are compared by what they mean."""
    if one.text == other.text:
        return Likeness(1.0, How.SAME)
    if one.role is Role.NUMBER or other.role is Role.NUMBER:
        same = one.role is other.role and one.meaning == other.meaning
        return Likeness(1.0, How.NUMBER) if same else NONE
    if one.role is Role.FORM or other.role is Role.FORM:
        return _forms(one, other)
    if one.role is Role.INITIAL or other.role is Role.INITIAL:
        return _initials(one, other)
    if (one.role is Role.TITLE) is not (other.role is Role.TITLE):
        return _title(one, other)
    if one.vowelless or other.vowelless:
        return _unvowelled(one, other)
    if one.sound == other.sound and len(one.text) > 2:
        return Likeness(_SAME_SOUND, How.TRANSLITERATION)
    if one.groups and other.groups:
        if one.groups & other.groups:
            return Likeness(_VARIANT, How.VARIANT)
        return NONE  # two known names, and not the same
    if one.bare == other.sound or one.sound == other.bare or (one.bare == other.bare and one.bare != one.sound):
        return Likeness(_VARIANT, How.TRANSLITERATION)
    return _spelling(one, other)


def joined(words: Sequence[Part], whole: Part) -> bool:
    """Whether `words` written together are `whole`, but for a letter in a long one."""
    text = "".join(word.text for word in words)
    other = whole.text.replace(" ", "")
    if text == other or "".join(word.sound for word in words) == whole.sound:
        return True
    longest = max(len(text), len(other))
    return longest >= _LONG_ENOUGH and OSA.distance(text, other, score_cutoff=1) <= 1


def _spelling(one: Part, other: Part) -> Likeness:
    length = max(len(one.text), len(other.text))
    if length < _SHORTEST_FOR_TYPOS or abs(len(one.text) - len(other.text)) > length // 2:
        return NONE
    most = int(length * 0.5) + 1
    letters = OSA.distance(one.text, other.text, score_cutoff=most)
    sounds = OSA.distance(one.sound, other.sound, score_cutoff=most) + _SOUND_EDIT
    edits: float = min(letters, sounds)
    how = How.TYPO
    if one.skeleton == other.skeleton and len(one.skeleton) > 1:
        edits, how = edits * _VOWEL_EDIT, How.TRANSLITERATION
    swapped = one.text[:2] == other.text[1::-1]
    if one.text[0] != other.text[0] and one.sound[:1] != other.sound[:1] and not swapped:
        edits += _FIRST_LETTER
    value = 1 - edits**_MORE_EDITS / length
    if letters == 1:
        value = max(value, LEAST)  # one slip never makes another word of it
    return Likeness(value, how) if value >= LEAST else NONE


def _unvowelled(one: Part, other: Part) -> Likeness:
    if one.groups & other.groups:
        return Likeness(_VARIANT, How.VARIANT)
    if one.sound == other.sound:
        return Likeness(_SAME_SOUND, How.TRANSLITERATION)
    if one.groups and other.groups:
        return NONE  # Mahmud is not Mohammed, though their consonants are the same
    if one.bones == other.bones:
        return Likeness(_UNVOWELLED[min(len(one.bones), 3)], How.UNVOWELLED)
    if shared := [key for key in one.loans if key in other.loans]:
        return Likeness(_LOAN[min(len(shared[0]), 4)], How.UNVOWELLED)
    longest = max(len(one.bones), len(other.bones))
    if longest >= 4 and OSA.distance(one.bones, other.bones, score_cutoff=1) <= 1:
        return Likeness(0.75, How.UNVOWELLED)
    return _spelling(one, other)


def _initials(one: Part, other: Part) -> Likeness:
    if one.role is other.role or Role.FORM in (one.role, other.role):
        return NONE
    initial, word = (one, other) if one.role is Role.INITIAL else (other, one)
    if word.role not in (Role.NAME, Role.GENERIC, Role.TITLE):
        return NONE
    if initial.text == word.text[0] or initial.sound == word.sound[:1].lower():
        return Likeness(_INITIAL, How.INITIAL)
    return NONE


def _title(one: Part, other: Part) -> Likeness:
    """A title and a name: one word only where a slip made the difference."""
    if one.sound == other.sound and len(one.sound) > 2:
        return Likeness(_SAME_SOUND, How.TRANSLITERATION)
    return _spelling(one, other) if OSA.distance(one.text, other.text, score_cutoff=1) <= 1 else NONE


def _forms(one: Part, other: Part) -> Likeness:
    if one.role is not other.role:
        return _spelling(one, other)
    return Likeness(0.98, How.FORM) if one.meaning == other.meaning else Likeness(0.7, How.OTHER_FORM)
