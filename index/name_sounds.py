"""How a word in Latin letters sounds, whoever wrote it down: Abramowitsch and Abramovich, Qadhafi and Gaddafi.

`sound` folds the spellings of one sound; `skeleton` keeps the consonants alone; `bones` also what a script without
vowels would keep, `loans` what Arabic letters keep of a foreign name. All are keys to compare by, not to be read: S
stands for sh, C for ch, Z for zh, T for ts.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Longest first; each spelling becomes one letter a sound.
_SPELLINGS = {
    "shtch": "S", "schtsch": "S", "shch": "S", "chtch": "S", "stch": "S", "sch": "S", "tsch": "C", "tch": "C",
    "dsch": "J", "dzh": "J", "dj": "J", "dsh": "J", "dge": "Je", "sh": "S", "zh": "Z", "ch": "C", "cz": "C", "sz": "S",
    "kh": "h", "gh": "g", "qh": "g", "dh": "d", "th": "t", "ph": "f", "rh": "r", "bh": "b", "ts": "T", "tz": "T",
    "ck": "k", "cq": "k", "qu": "k", "q": "k", "x": "ks", "w": "v", "ou": "u", "oo": "u", "ow": "ov", "ee": "i",
    "ea": "ia", "ei": "ei", "ey": "ei", "ay": "ai", "y": "i", "iy": "i", "ij": "i", "yi": "i", "ii": "i", "ie": "ie",
    "yj": "i", "yy": "i", "aa": "a", "uu": "u", "ae": "ai", "oe": "o", "ue": "ue", "eo": "eo", "ce": "se", "ci": "si",
    "cy": "si", "c": "k", "dd": "d", "dz": "z",
}  # fmt: skip
_SPELLING = re.compile("|".join(sorted(_SPELLINGS, key=len, reverse=True)))
_REPEATED = re.compile(r"(.)\1+")
_J_AS_VOWEL = re.compile(r"(?<=[aeiou])j(?![aeiou])")
_J_BEFORE_VOWEL = re.compile(r"(?<=[^aeioud])j(?=[aeou])")
# At the beginning Jamal, Djamal and Yamal, Xi and Hsi are told apart by nobody for sure.
_AS_Y = re.compile(r"^(?:dzh|dj|dsch|j)(?=[aou])")
_AS_SH = re.compile(r"^(?:x|hs)(?=[iuyae])")
_VOWELS = re.compile(r"[aeiou]+")
# Arabic j is an Egyptian g; t and s side by side are two letters there.
_HARDER = str.maketrans({"J": "g", "T": "ts", "Z": "z"})
_UNWRITTEN = re.compile(r"(?<=.)[aeiouvh]+")
# Arabic has no p, v, ch and often no g: Putin is "butin", Lavrov "lafruf", Akkacha "akasha".
_AS_IN_ARABIC = str.maketrans({"p": "b", "v": "f", "C": "S", "J": "k", "g": "k", "Z": "k", "T": "ts"})
_NOT_WRITTEN_THERE = re.compile(r"(?<=.)[aeiouh]+")


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """The sound of a lower-case word without accents: "youssef" and "yusuf" are "iusef" and "iusuf"."""
    if not word.isalpha() or len(word) < 2:
        return word
    if word.startswith("ye") or word.startswith("je") or word.startswith("ie"):
        word = "e" + word[2:] if len(word) > 3 else word
    word = _J_AS_VOWEL.sub("i", word)
    word = _J_BEFORE_VOWEL.sub("y", word)
    word = _AS_Y.sub("y", word)
    word = _AS_SH.sub("sh", word)
    out = _SPELLING.sub(lambda match: _SPELLINGS[match.group()], word)
    out = _REPEATED.sub(r"\1", out.replace("j", "J"))
    return re.sub(r"(?<=[^aeiou])i[ei]?i$", "i", out)


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a sound, and "a" for a vowel it begins with: "mohamed" is "mhmd", "ahmed" "ahmd"."""
    key = sound(word)
    first = "a" if key[:1] in "aeiou" and key else ""
    return first + _REPEATED.sub(r"\1", _VOWELS.sub("", key))


@lru_cache(maxsize=65536)
def bones(word: str) -> str:
    """What a script without vowels keeps of a word: "zawahiri" and "zwahri" are "zr", "ragab" and "rajb" "rgb"."""
    key = sound(word).translate(_HARDER)
    if not key:
        return ""
    first = "a" if key[0] in "aeou" or (key[0] == "i" and key[1:2] not in ("a", "e", "o", "u")) else key[0]
    return first + _UNWRITTEN.sub("", key)[1:]


@lru_cache(maxsize=65536)
def loans(word: str) -> tuple[str, ...]:
    """What Arabic letters keep of a word from abroad, v written as f, as a vowel, or as f at the end alone: "lavrov" is
    "lfrf", "lr" and "lrf"."""
    heard = sound(word)
    rest, last = heard[1:-1], heard[1:][-1:]
    found = []
    inner = heard[:1] + rest.replace("v", "")
    for key in (heard, inner + last.replace("v", ""), inner + last):
        written = key.translate(_AS_IN_ARABIC)
        first = "a" if written[:1] in tuple("aeiou") else written[:1]
        found.append(first + _NOT_WRITTEN_THERE.sub("", written)[1:])
    return tuple(dict.fromkeys(found))
