"""Ways people misspell, shorten and respell names: some to tune on, others only to report on."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable

from corpus.listing import EntityKind

Rule = Callable[[str, EntityKind, random.Random], str | None]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_FORM_END = re.compile(
    r"[ ,]+(?:(?:public |open |closed )?joint stock company|"
    r"co\.?,? ?ltd|ltd|limited|llc|l\.l\.c|inc|corp|gmbh|s\.?a\.?(?: de c\.?v)?|jsc|pjsc|ojsc|plc|srl|ltda|"
    r"company|company limited|s\.?r\.?l)\.?$",
    re.IGNORECASE,
)
_FORMS_INSTEAD = {
    "ltd": ["Limited", "LLC", "Ltd."], "limited": ["Ltd", "Ltd.", "LLC"], "llc": ["L.L.C.", "Ltd", "OOO"],
    "gmbh": ["G.m.b.H.", "LLC"], "jsc": ["AO", "Joint Stock Company"], "ojsc": ["OAO", "PJSC"],
    "pjsc": ["PAO", "Public Joint Stock Company"], "inc": ["Incorporated", "Inc."], "corp": ["Corporation", "Corp."],
    "corporation": ["Corp", "Corp."], "co": ["Company", "Co."], "company": ["Co", "Co."],
    "ao": ["JSC"], "ooo": ["LLC"], "pao": ["PJSC"], "oao": ["OJSC"],
}  # fmt: skip
_PATRONYMIC = re.compile(r"\b\w+(?:ovich|evich|ovna|evna|ivich|ichna|yevich|ovych)\b", re.IGNORECASE)
_RESPELT = (
    ("kh", "h"), ("y", "i"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("q", "k"), ("ph", "f"), ("ei", "ey"), ("ss", "s"),
    ("mm", "m"), ("dd", "d"), ("ks", "x"), ("iy", "y"), ("sh", "ch"), ("gh", "g"), ("aa", "a"), ("dh", "d"),
)  # fmt: skip
_RESPELT_ELSEWHERE = (
    ("ch", "tsch"), ("sh", "sch"), ("v", "w"), ("zh", "j"), ("u", "ou"), ("j", "dj"), ("yu", "iou"), ("ya", "ja"),
    ("ov", "off"), ("k", "c"), ("i", "ee"), ("ts", "tz"), ("f", "ph"), ("s", "ss"), ("ai", "ay"), ("o", "u"),
    ("e", "i"), ("c", "k"), ("x", "ks"), ("z", "s"),
)  # fmt: skip
_TO_CYRILLIC = (
    ("shch", "щ"), ("sch", "щ"), ("yy", "ый"), ("iy", "ий"), ("kh", "х"), ("zh", "ж"), ("ch", "ч"), ("sh", "ш"),
    ("ts", "ц"), ("yu", "ю"), ("ya", "я"), ("ye", "е"), ("yo", "ё"), ("iu", "ю"), ("ia", "я"), ("a", "а"), ("b", "б"),
    ("c", "к"), ("d", "д"), ("e", "е"), ("f", "ф"), ("g", "г"), ("h", "х"), ("i", "и"), ("j", "дж"), ("k", "к"),
    ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("q", "к"), ("r", "р"), ("s", "с"), ("t", "т"),
    ("u", "у"), ("v", "в"), ("w", "в"), ("x", "кс"), ("y", "ы"), ("z", "з"), ("'", "ь"),
)  # fmt: skip


def natural(name: str) -> str:
    """ "PUTIN, Vladimir" as "Vladimir Putin", without accents."""
    plain = "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))
    family, comma, given = plain.partition(", ")
    return f"{given} {family}" if comma and given and "," not in given and not _FORM_END.search(plain) else plain


def long_word(words: list[str], chance: random.Random, fewest: int) -> int | None:
    """The place of one of the words that have as many letters, if any has."""
    places = [place for place, word in enumerate(words) if len(word) >= fewest and word.isalpha()]
    return chance.choice(places) if places else None


def _edited(edit: Callable[[str, int, random.Random], str], fewest: int = 5) -> Rule:
    def rule(name: str, kind: EntityKind, chance: random.Random) -> str | None:
        words = natural(name).lower().split()
        place = long_word(words, chance, fewest)
        if place is None:
            return None
        word = words[place]
        words[place] = edit(word, chance.randrange(1, len(word) - 1), chance)
        return " ".join(words).title()

    return rule


def _keyboard(word: str, at: int, chance: random.Random) -> str:
    row = next((row for row in _ROWS if word[at] in row), None)
    if row is None:
        return word
    place = row.index(word[at])
    near = row[max(0, place - 1) : place] + row[place + 1 : place + 2]
    return word[:at] + chance.choice(near) + word[at + 1 :]


def _without_vowel(word: str, at: int, chance: random.Random) -> str:
    places = [place for place in range(1, len(word)) if word[place] in "aeiou"]
    place = chance.choice(places) if places else at
    return word[:place] + word[place + 1 :]


def _reordered(name: str, kind: EntityKind, chance: random.Random) -> str | None:
    words = natural(name).split()
    if len(words) < 2 or kind is not EntityKind.PERSON:
        return None
    return " ".join(words[-1:] + words[:-1]).title()


def _shuffled(name: str, kind: EntityKind, chance: random.Random) -> str | None:
    words = natural(name).split()
    if len(words) < 3 or kind is not EntityKind.PERSON:
        return None
    chance.shuffle(words)
    return " ".join(words)


def _without_middle(name: str, kind: EntityKind, chance: random.Random) -> str | None:
    words = natural(name).split()
    if kind is not EntityKind.PERSON or not 3 <= len(words) <= 4:
        return None
    del words[chance.randrange(1, len(words) - 1)]
    return " ".join(words).title()


def _without_form(name: str, kind: EntityKind, chance: random.Random) -> str | None:
    if kind is not EntityKind.ENTITY:
        return None
    short = _FORM_END.sub("", name)
    return short.title() if short != name and len(short.split()) > 1 else None


def _respelt(table: tuple[tuple[str, str], ...]) -> Rule:
    def rule(name: str, kind: EntityKind, chance: random.Random) -> str | None:
        if kind is not EntityKind.PERSON:
            return None
        text = natural(name).lower()
        fitting = [pair for pair in table if pair[0] in text]
        if not fitting:
            return None
        for old, new in chance.sample(fitting, min(len(fitting), 2)):
            text = text.replace(old, new, 1)
        return text.title()

    return rule


def _glued(name: str, kind: EntityKind, chance: random.Random) -> str | None:
    words = natural(name).split()
    if len(words) < 3:
        return None
    at = chance.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at] + words[at + 1].lower(), *words[at + 2 :]])


def _initialled(name: str, kind: EntityKind, chance: random.Random) -> str | None:
    words = natural(name).split()
    if kind is not EntityKind.PERSON or len(words) < 3 or len(words[1]) < 3:
        return None
    return " ".join([words[0], words[1][0] + ".", *words[2:]]).title()


def _capitals(name: str, kind: EntityKind, chance: random.Random) -> str | None:
    return natural(name).upper().replace("-", " ")


def word_split(name: str, kind: EntityKind, chance: random.Random) -> str | None:
    """With a space within a long word."""
    words = natural(name).split()
    place = long_word(words, chance, 8)
    if place is None:
        return None
    at = chance.randrange(3, len(words[place]) - 3)
    words[place] = f"{words[place][:at]} {words[place][at:]}"
    return " ".join(words)


def _without_patronymic(name: str, kind: EntityKind, chance: random.Random) -> str | None:
    if kind is not EntityKind.PERSON:
        return None
    short = " ".join(_PATRONYMIC.sub("", natural(name)).split())
    return short if short != natural(name) and len(short.split()) > 1 else None


def _other_form(name: str, kind: EntityKind, chance: random.Random) -> str | None:
    if kind is not EntityKind.ENTITY:
        return None
    words = name.split()
    for place, word in enumerate(words):
        instead = _FORMS_INSTEAD.get(word.lower().strip(".,"))
        if instead and len(words) > 2:
            words[place] = chance.choice(instead)
            return " ".join(words)
    return None


def _without_spaces_or_hyphens(name: str, kind: EntityKind, chance: random.Random) -> str | None:
    text = natural(name)
    return text.replace("-", "") if "-" in text else None


def _without_small(name: str, kind: EntityKind, chance: random.Random) -> str | None:
    text = natural(name)
    short = re.sub(r"(?i)(?<= )(?:of|the|and|for|de|&) (?=\w)", "", text)
    return short if short != text else None


def _in_cyrillic(name: str, kind: EntityKind, chance: random.Random) -> str | None:
    text = natural(name).lower()
    if kind is not EntityKind.PERSON or not _PATRONYMIC.search(text) or not text.replace(" ", "").isalpha():
        return None
    for latin, letter in _TO_CYRILLIC:
        text = text.replace(latin, letter)
    return text.title()


def _first_initialled(name: str, kind: EntityKind, chance: random.Random) -> str | None:
    words = natural(name).split()
    if kind is not EntityKind.PERSON or len(words) < 3 or len(words[0]) < 3:
        return None
    return " ".join([words[0][0] + ".", *words[1:]])


TUNING: dict[str, Rule] = {
    "letter inserted": _edited(lambda word, at, chance: word[:at] + chance.choice(LETTERS) + word[at:]),
    "letter left out": _edited(lambda word, at, _: word[:at] + word[at + 1 :]),
    "letters swapped": _edited(lambda word, at, _: word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]),
    "letter replaced": _edited(lambda word, at, chance: word[:at] + chance.choice(LETTERS) + word[at + 1 :]),
    "family name first": _reordered,
    "words shuffled": _shuffled,
    "middle name left out": _without_middle,
    "company form left out": _without_form,
    "respelt": _respelt(_RESPELT),
    "written together": _glued,
    "middle initial": _initialled,
    "in capitals": _capitals,
}
HELD_OUT: dict[str, Rule] = {
    "keyboard neighbour": _edited(_keyboard),
    "letter doubled": _edited(lambda word, at, _: word[:at] + word[at] + word[at:]),
    "vowel left out": _edited(_without_vowel),
    "two letters wrong": _edited(
        lambda word, at, chance: _keyboard(word, at, chance)[:-1] + chance.choice(LETTERS), fewest=7
    ),
    "respelt elsewhere": _respelt(_RESPELT_ELSEWHERE),
    "word split": word_split,
    "patronymic left out": _without_patronymic,
    "another company form": _other_form,
    "hyphens left out": _without_spaces_or_hyphens,
    "small words left out": _without_small,
    "in Cyrillic": _in_cyrillic,
    "first initial": _first_initialled,
}
