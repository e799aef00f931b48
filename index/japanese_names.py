"""Japanese names in Latin letters, by the readings of a dictionary and the Hepburn spelling."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_KANA = {
    pair[0]: pair[1:]
    for pair in (
        "アa イi ウu エe オo カka キki クku ケke コko サsa シshi スsu セse ソso タta チchi ツtsu テte "
        "トto ナna ニni ヌnu ネne ノno ハha ヒhi フfu ヘhe ホho マma ミmi ムmu メme モmo ヤya ユyu ヨyo "
        "ラra リri ルru レre ロro ワwa ヲo ンn ガga ギgi グgu ゲge ゴgo ザza ジji ズzu ゼze ゾzo ダda "
        "ヂji ヅzu デde ドdo バba ビbi ブbu ベbe ボbo パpa ピpi プpu ペpe ポpo ヴvu"
    ).split()
}
_SMALL_KANA = {"ャ": "ya", "ュ": "yu", "ョ": "yo", "ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o"}
_ANY_KANA = re.compile(r"[\u3040-\u30ff]")
_HIRAGANA_TO_KATAKANA = 0x60


def romanised_japanese(text: str) -> str | None:
    """By the readings of a Japanese dictionary; None where they are not those of a person or a company."""
    words: list[str] = []
    previous_given = False
    telling = bool(_ANY_KANA.search(text))
    for chunk in text.split():
        for token in _tokenizer().tokenize(chunk):
            part = str(token.part_of_speech)
            reading = token.reading if token.reading != "*" else token.surface
            latin = kana_in_latin(reading)
            if not latin.isascii():
                return None
            telling = telling or "人名" in part or "組織" in part
            # A given name the dictionary lacks comes in pieces.
            if previous_given and words and "姓" not in part:
                words[-1] += latin
            else:
                words.append(latin)
            previous_given = "人名,姓" not in part and "人名" in part
    return " ".join(words) if telling else None


def kana_in_latin(text: str) -> str:
    """Kana by the Hepburn spelling with long vowels left short, as names are written: トウキョウ is tokyo."""
    out: list[str] = []
    doubled = False
    for letter in text:
        letter = chr(ord(letter) + _HIRAGANA_TO_KATAKANA) if "ぁ" <= letter <= "ゖ" else letter
        if letter == "ッ":
            doubled = True
            continue
        if letter == "ー":
            continue
        if letter in _SMALL_KANA and out:
            before, sound = out[-1], _SMALL_KANA[letter]
            if sound[0] == "y" and before[-1:] == "i":
                out[-1] = before[:-1] + (sound[1:] if before[:-1] in ("sh", "ch", "j") else sound)
            else:
                out[-1] = (before[:-1] if len(before) > 1 else "w") + sound
            continue
        sound = _KANA.get(letter, letter)
        out.append(sound[0] + sound if doubled and sound[:1].isalpha() else sound)
        doubled = False
    return re.sub(r"o[ou]", "o", "".join(out)).replace("uu", "u")


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    from janome.tokenizer import Tokenizer

    return Tokenizer(mmap=True)
