"""Characters nobody sees, and kinds of space: taken out or made plain before text is kept."""

from __future__ import annotations

import re

_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[\t \xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
# Control characters; soft hyphens and zero-width marks; bidirectional controls, which can show a text in another
# order than it has; tags and interlinear marks, which can hide words from readers but not from a model. The joiners
# U+200C and U+200D stay: Persian, Indic scripts and emoji are spelled with them.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    r"\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_HALF_CHARACTERS = re.compile(r"[\ud800-\udfff]")


def plain(text: str) -> str:
    """`text` with "\\n" as its only line end, single blanks between words, and nothing unseen in it.

    Halves of characters, which cannot be stored, become U+FFFD. Everything else stays as it is, also unusual
    spellings and compositions.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _UNSEEN.sub("", _HALF_CHARACTERS.sub("\ufffd", text))
    return _SPACES.sub(" ", text)
