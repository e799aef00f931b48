"""What people do to a name without thinking: one change, or a typing error and another order or case.

`PLAIN` are the lightest of them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from name_distortions import LETTERS, Rule, long_word, natural, word_split

from corpus.listing import EntityKind

# What is usually written instead, one way or the other; each is one change of one place.
_USUAL_VARIANTS = (
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "ey"), ("ai", "ay"), ("iy", "y"), ("yy", "y"), ("kh", "h"),
    ("dj", "j"), ("ks", "x"), ("ph", "f"), ("q", "k"), ("w", "v"), ("ya", "ia"), ("yu", "iu"), ("ye", "e"),
    ("ss", "s"), ("mm", "m"), ("ll", "l"), ("nn", "n"), ("dd", "d"), ("ah ", "a "), ("muhammad", "mohammed"),
    ("ahmad", "ahmed"), ("husayn", "hussein"), ("aleksandr", "alexander"), ("sergey", "sergei"), ("yusuf", "yousef"),
    ("dmitriy", "dmitry"), ("yuriy", "yuri"), ("evgeniy", "yevgeny"), ("abd al-", "abdul "), ("al-", "al "),
    ("umar", "omar"), ("hasan", "hassan"), ("mikhail", "mihail"), ("sheikh", "shaykh"), ("uddin", "ud-din"),
)  # fmt: skip


def _typo(edit: Callable[[str, int, random.Random], str], fewest: int = 4) -> Rule:
    """One typing error anywhere in a word of as many letters or more, its first and last letter included."""

    def rule(name: str, kind: EntityKind, chance: random.Random) -> str | None:
        words = natural(name).split()
        place = long_word(words, chance, fewest)
        if place is None:
            return None
        word = words[place]
        letters = edit(word.lower(), chance.randrange(len(word)), chance)
        words[place] = letters.upper() if word.isupper() else letters.title() if word[0].isupper() else letters
        return " ".join(words)

    return rule


def _swapped(word: str, at: int, _: random.Random) -> str:
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _words_in_other_order(name: str, kind: EntityKind, chance: random.Random) -> str | None:
    words = natural(name).split()
    if len(words) < 2:
        return None
    at = chance.randrange(1, len(words))
    return " ".join(words[at:] + words[:at])


def _comma_order(name: str, kind: EntityKind, _: random.Random) -> str | None:
    words = natural(name).split()
    return f"{words[-1]}, {' '.join(words[:-1])}" if kind is EntityKind.PERSON and len(words) > 1 else None


def _other_case(name: str, kind: EntityKind, chance: random.Random) -> str | None:
    return chance.choice((str.lower, str.upper, str.title))(natural(name))


def _middle_part_dropped(name: str, kind: EntityKind, chance: random.Random) -> str | None:
    words = natural(name).split()
    if len(words) < (3 if kind is EntityKind.PERSON else 4):
        return None
    del words[chance.randrange(1, len(words) - 1)]
    return " ".join(words)


def _neighbours_joined(name: str, kind: EntityKind, chance: random.Random) -> str | None:
    words = natural(name).split()
    if len(words) < 2:
        return None
    at = chance.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


def _usual_variant(name: str, kind: EntityKind, chance: random.Random) -> str | None:
    text = f"{natural(name).lower()} "
    pairs = [*_USUAL_VARIANTS, *((new, old) for old, new in _USUAL_VARIANTS if len(new) > 1)]
    fitting = [pair for pair in pairs if pair[0] in text]
    if not fitting or kind is not EntityKind.PERSON:
        return None
    old, new = chance.choice(fitting)
    return text.replace(old, new, 1).strip().title()


def _two(one: Sequence[Rule], other: Sequence[Rule]) -> Rule:
    def rule(name: str, kind: EntityKind, chance: random.Random) -> str | None:
        once = chance.choice(one)(name, kind, chance)
        return chance.choice(other)(once, kind, chance) if once else None

    return rule


_EDITS: dict[str, Callable[[str, int, random.Random], str]] = {
    "a letter more": lambda word, at, chance: word[:at] + chance.choice(LETTERS) + word[at:],
    "a letter less": lambda word, at, _: word[:at] + word[at + 1 :],
    "two letters swapped": _swapped,
    "another letter": lambda word, at, chance: word[:at] + chance.choice(LETTERS) + word[at + 1 :],
}
_TYPOS: dict[str, Rule] = {label: _typo(edit) for label, edit in _EDITS.items()}
LIGHT: dict[str, Rule] = {
    **_TYPOS,
    "another order": _words_in_other_order,
    "comma order": _comma_order,
    "another case": _other_case,
    "middle part dropped": _middle_part_dropped,
    "neighbours joined": _neighbours_joined,
    "a word split": word_split,
    "usual variant": _usual_variant,
    "typo and order or case": _two(tuple(_TYPOS.values()), (_words_in_other_order, _other_case)),
}
# What leaves every word of the name, and at most one of them with one slip: no doubt about whose it is.
PLAIN: dict[str, Rule] = {
    **{f"{label}, long word": _typo(edit, 6) for label, edit in _EDITS.items()},
    "another order, no typo": _words_in_other_order,
    "comma order, no typo": _comma_order,
    "another case, no typo": _other_case,
}
