"""Names of other scripts in Latin letters, in the forms that are usual for them.

Cyrillic, Greek, Georgian, Thai and most others go letter by letter (anyascii). Arabic and Hebrew write few vowels, so
common names are looked up and the rest keep their consonants. A name in Chinese characters may be Chinese, Korean or
Japanese, and is read as all three. Nothing of this is loaded before a name needs it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import cast

from index.arabic_names import romanised_arabic
from index.chinese_names import romanised_chinese
from index.hebrew_names import romanised_hebrew
from index.japanese_names import romanised_japanese
from index.korean_names import hangul_of, is_hangul, may_be_name, romanised_hangul

_MOST_FORMS = 12

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_HEBREW = re.compile(r"[\u0590-\u05ff]")
_THAI = re.compile(r"[\u0e00-\u0e7f]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_UKRAINIAN = re.compile(r"[іїєґІЇЄҐ]")
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]")
# Between the parts of a foreign name in Chinese or Japanese.
_MIDDLE_DOTS = str.maketrans("·・•‧", "    ")


def is_latin(text: str) -> bool:
    """Whether `text` has no letters but Latin ones."""
    if text.isascii():
        return True
    return not any(
        letter.isalpha() and not unicodedata.name(letter, "LATIN").startswith(("LATIN", "FULLWIDTH LATIN", "MODIFIER"))
        for letter in text
    )


def leaves_vowels_out(text: str) -> bool:
    """Whether `text` is of a script of which few vowels are read here: Arabic, Hebrew, Thai."""
    return bool(_ARABIC.search(text) or _HEBREW.search(text) or _THAI.search(text))


@lru_cache(maxsize=8192)
def romanised(text: str) -> tuple[str, ...]:
    """The Latin forms of a name, the most usual first, at most 12; `text` itself where it is Latin already."""
    if is_latin(text):
        return (text,)
    forms = _east_asian(text.translate(_MIDDLE_DOTS)) if _EAST_ASIAN.search(text) else _by_letters(text)
    return tuple(dict.fromkeys(form for form in forms if form.strip()))[:_MOST_FORMS] or (text,)


def _by_letters(text: str) -> list[str]:
    ascii_of = _anyascii()
    words = []
    for word in text.split():
        if _ARABIC.search(word):
            words.append(romanised_arabic(word))
        elif _HEBREW.search(word):
            words.append(romanised_hebrew(word))
        elif _GREEK.search(word):
            words.append(ascii_of(_without_accents(word)))
        else:
            words.append(ascii_of(word).replace("'", "").replace('"', ""))
    usual = " ".join(words)
    forms = [usual]
    if _ARABIC.search(text):
        forms.append(" ".join(romanised_arabic(word, persian=True) for word in text.split()))
    if _UKRAINIAN.search(text):
        forms.append(ascii_of(text.replace("г", "h").replace("Г", "H").replace("и", "y").replace("И", "Y")))
    elif _CYRILLIC.search(text):
        # Western European ways: й is j or left out, х h, ц c.
        forms.append(ascii_of(text.translate(_CYRILLIC_WESTERN)))
    return forms


_CYRILLIC_WESTERN = str.maketrans({"х": "h", "Х": "H", "ц": "c", "Ц": "C", "й": "j", "Й": "J", "ж": "j", "Ж": "J"})


def _without_accents(word: str) -> str:
    plain = (letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
    return "".join(plain)


def _east_asian(text: str) -> list[str]:
    chunks = text.split()
    han = bool(_HAN.search(text))
    kana = bool(_KANA.search(text))
    hangul = any(is_hangul(letter) for letter in text)
    forms: list[str] = []
    if hangul:
        return _korean(chunks)
    if han and not kana:
        forms.append(" ".join(romanised_chinese(chunk, alone=len(chunks) == 1) for chunk in chunks))
        korean = hangul_of("".join(chunks))
        if korean and may_be_name(korean):
            forms += romanised_hangul(korean)[:5]
    if kana or han:
        japanese = romanised_japanese(text)
        if japanese:
            forms.append(japanese)
    return forms or [_anyascii()(text)]


def _korean(chunks: list[str]) -> list[str]:
    each = [romanised_hangul(chunk) if any(map(is_hangul, chunk)) else (_anyascii()(chunk),) for chunk in chunks]
    if len(each) == 1:
        return list(each[0])
    if all(len(chunk) <= 2 for chunk in chunks[:2]) and len(chunks) == 2 and may_be_name("".join(chunks)):
        return list(romanised_hangul("".join(chunks)))
    return [" ".join(forms[min(number, len(forms) - 1)] for forms in each) for number in range(max(map(len, each)))]


@lru_cache(maxsize=1)
def _anyascii() -> Callable[[str], str]:
    from anyascii import anyascii

    return cast(Callable[[str], str], anyascii)
