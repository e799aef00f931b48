"""Articles in any number, from the sentences of real ones, and vectors for them: for measuring size, not finding."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.sentences import sentence_spans

PASSAGES_AN_ARTICLE = 16
_WORDS_AN_ARTICLE = 1550  # comes to 16 passages of up to 100 words of whole sentences
_ARTICLES_A_FILE = 100
_SUBJECTS = 400
_WIDTH = 384
SEED = 20201130


def real_articles(folder: Path) -> list[dict[str, Any]]:
    """The rows of the gzipped JSON lines in `folder`."""
    rows = []
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt") as lines:
            rows += [json.loads(line) for line in lines]
    return rows


def write_articles(folder: Path, count: int, real: Sequence[dict[str, Any]], *, seed: int = SEED) -> None:
    """Write `count` articles to `folder`, a hundred a file: titles of `real` ones over their sentences, shuffled.

    Another `seed` gives other texts at the same addresses.
    """
    chance = random.Random(seed)
    texts = [row["text"] for row in real]
    pool = [text[start:end] for text in texts for start, end in sentence_spans(text) if 30 < end - start < 300]
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(0, count, _ARTICLES_A_FILE):
        with (folder / f"day-{number // _ARTICLES_A_FILE:04d}.jsonl").open("w") as file:
            for key in range(number, min(count, number + _ARTICLES_A_FILE)):
                file.write(json.dumps(_article(key, real, pool, chance)) + "\n")


def _article(key: int, real: Sequence[dict[str, Any]], pool: Sequence[str], chance: random.Random) -> dict[str, str]:
    sentences: list[str] = []
    words = 0
    while words < _WORDS_AN_ARTICLE:
        sentence = " ".join(chance.choice(pool).split())
        sentences.append(sentence)
        words += len(sentence.split())
    paragraphs = ["  ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)]
    day = f"{2015 + key % 9}-{1 + key % 12:02d}-{1 + key % 28:02d}"
    url = f"https://example.org/{key}"
    return {"url": url, "title": chance.choice(real)["title"], "text": "\n\n".join(paragraphs), "published": day}


class SyntheticEncoder:
    """In place of a model: unit vectors around one of some hundred subjects, always the same for a text."""

    def __init__(self) -> None:
        self._subjects = np.random.default_rng(SEED).normal(size=(_SUBJECTS, _WIDTH)).astype(np.float32)

    def encode(self, texts: Sequence[str], done: Callable[[int], None] | None = None) -> np.ndarray:
        """float32 [len(texts), 384]."""
        rows = np.stack([self._vector(text) for text in texts])
        if done:
            done(len(texts))
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)

    def _vector(self, text: str) -> np.ndarray:
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
        chance = np.random.default_rng(seed)
        return self._subjects[seed % _SUBJECTS] + chance.normal(size=_WIDTH).astype(np.float32)


def passages_in(folder: Path) -> Iterator[dict[str, str]]:
    """The passages that the program makes of the articles in `folder`: {"id", "title", "text"}."""
    from corpus import readers
    from corpus.article import Article
    from index.passages import split

    for path in readers.files(folder):
        for content in readers.read(Path(path), lambda skipped: None):
            if isinstance(content, Article):
                for passage in split(content):
                    yield {"id": passage.id, "title": passage.title, "text": passage.text}
