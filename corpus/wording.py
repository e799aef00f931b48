"""Wording: what of an article's text tells whether another has the same words."""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article

Words = NDArray[np.uint32]
Hashes = NDArray[np.uint64]

OUTLINE_VERSION = 1  # a change of `outline` makes stored outlines anew

SHINGLE = 4  # words; shorter sequences are shared by texts that have nothing to do with each other
WINDOW = 8  # shingles of which one is kept as a fingerprint

_TOKEN = re.compile(r"[.!?:“\"\n]|[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
_MARKS = frozenset('.!?:“"\n')
_VOWELS = str.maketrans("z", "s", "aeiouy")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, eq=False)
class Outline:
    """What of an article tells whether another is the same story.

    `words` [n] has the hash of each word in order, letter case aside; its lowest bit is set for names and numbers.
    `fingerprints` [m], in rising order, are what it is found by.
    """

    id: str
    words: Words
    fingerprints: Words
    source: str | None = None
    url: str | None = None
    published: date | None = None


def outline(article: Article) -> Outline:
    """The outline of `article`; the title has no part in it, since copies get other headlines."""
    tokens = _TOKEN.findall(article.text)
    inside, small = set(), set()
    before = "."
    for token in tokens:
        if token.islower():
            small.add(token)
        elif before not in _MARKS:
            inside.add(token)
        before = token
    words = []
    for token in tokens:
        if token in _MARKS:
            continue
        folded = token.casefold()
        named = token in inside and folded not in small and token[0].isupper()
        particular = named or any(map(str.isdigit, token))
        words.append(zlib.crc32(_sounds(folded).encode()) & 0xFFFFFFFE | particular)
    hashes = np.array(words, np.uint32)
    prints = _fingerprints(shingles_of(hashes >> np.uint32(1)))
    return Outline(article.id, hashes, prints, article.source, article.url, article.published)


@lru_cache(100_000)
def _sounds(word: str) -> str:
    """What is alike in spellings of one word: its first letter and consonants, as in Zelensky and Zelenskiy.

    Newsrooms differ in how they write foreign names, and in colour and color. Numbers stay as they are.
    """
    if not word.isascii():
        word = "".join(mark for mark in unicodedata.normalize("NFKD", word) if not unicodedata.combining(mark))
    rest = word[1:].translate(_VOWELS)
    return word[:1] + "".join(letter for letter, before in zip(rest, word[:1] + rest, strict=False)
                              if letter != before or letter.isdigit())  # fmt: skip


def shingles_of(words: Words) -> Hashes:
    """A hash for each run of SHINGLE words; a shorter text is one run."""
    if len(words) == 0:
        return np.zeros(0, np.uint64)
    size = min(SHINGLE, len(words))
    count = len(words) - size + 1
    hashes = np.zeros(count, np.uint64)
    for at in range(size):
        hashes = (hashes + words[at : at + count]) * _MULTIPLIER
        hashes ^= hashes >> np.uint64(29)
    return hashes


def _fingerprints(shingles: Hashes) -> Words:
    """The smallest shingle of every WINDOW in a row, each once: two texts that share a window share a fingerprint."""
    count = max(len(shingles) - WINDOW + 1, min(len(shingles), 1))
    smallest = shingles[:count]
    for at in range(1, min(WINDOW, len(shingles))):
        smallest = np.minimum(smallest, shingles[at : at + count])
    return np.unique((smallest >> np.uint64(32)).astype(np.uint32))
