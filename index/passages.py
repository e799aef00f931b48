"""Article -> Passage: the pieces that are embedded, found and cited, by exact offsets into the article's text."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass

from corpus.article import Article
from index.sentences import sentence_spans

# About 100 words with the title is ~150 tokens, well inside the default model's 256.
PASSAGE_WORDS = 100
PASSAGE_VERSION = 2
_LONG_WORD = 8  # characters with the space; English prose has 6


@dataclass(frozen=True)
class Passage:
    """A run of whole sentences: `article.text[start:end] == text`."""

    id: str
    article_id: str
    start: int
    end: int
    text: str
    title: str

    @property
    def embedded_text(self) -> str:
        """What the model reads: the title gives a passage from the middle of a story its subject."""
        return f"{self.title}. {self.text}"


def passage_settings() -> str:
    """The settings that decide what passages are; part of the index's fingerprint."""
    return f"passages v{PASSAGE_VERSION}, {PASSAGE_WORDS} words"


def split(article: Article) -> list[Passage]:
    """The passages of `article`, in order; together they hold every sentence once.

    An id depends on the article, the title and the words alone, so that an edit that leaves the cuts
    between passages where they were has only its own passage embedded again.
    """
    spans = [piece for span in sentence_spans(article.text) for piece in _pieces(article.text, *span)]
    groups: list[tuple[int, int]] = []
    words = 0
    for start, end in spans:
        count = _size(article.text[start:end])
        if groups and words + count <= PASSAGE_WORDS:
            groups[-1] = (groups[-1][0], end)
            words += count
        else:
            groups.append((start, end))
            words = count
    seen: Counter[str] = Counter()
    passages = []
    for start, end in groups:
        text = article.text[start:end]
        ordinal = seen[text]
        seen[text] += 1
        key = "\0".join([article.id, article.title, text, str(ordinal)])
        digest = hashlib.sha256(key.encode()).hexdigest()[:32]
        passages.append(Passage(digest, article.id, start, end, text, article.title))
    return passages


def _size(text: str) -> int:
    """Words, or what the characters would make of them where words have no spaces between."""
    return max(len(text.split()), len(text) // _LONG_WORD)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A "sentence" far too long for the model (a table, a list without stops) is cut at spaces."""
    limit = PASSAGE_WORDS * _LONG_WORD
    pieces = []
    while end - start > limit:
        cut = text.rfind(" ", start, start + limit)
        cut = cut if cut > start else start + limit
        pieces.append((start, cut))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    pieces.append((start, end))
    return pieces
