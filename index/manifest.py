"""Manifests: all that is live in one generation, as a file holds it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from weakref import WeakValueDictionary

import orjson

from corpus.garbage import uncollected

# SHA-256 of a file -> what it holds, as long as somebody uses it: a run and those who answer read the same ones.
_in_use: WeakValueDictionary[str, Manifest] = WeakValueDictionary()


@dataclass(frozen=True)
class LiveArticle:
    """One article of a generation: the version's checksum and its passages' (id, start, end)."""

    id: str
    checksum: str
    passages: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Manifest:
    """All that is live in one generation."""

    id: str
    made_at: str
    fingerprint: str
    model: str
    articles: tuple[LiveArticle, ...] = ()
    listings: tuple[tuple[str, str], ...] = ()  # (id, checksum)
    duplicates: tuple[tuple[str, str], ...] = ()  # (id left out, id kept)
    parent: str | None = field(default=None)
    held: str | None = None  # checksum of all articles that the library held, those left out as duplicates, too

    @cached_property
    def passages(self) -> dict[str, tuple[LiveArticle, int, int]]:
        """Passage id -> (article, start, end)."""
        with uncollected():
            return {key: (article, start, end) for article in self.articles for key, start, end in article.passages}

    def find_passages_beside(self, other: Manifest) -> None:
        """Find `passages` by what differs from those of `other`: of 180,000, a tenth of the time it takes anew."""
        if "passages" not in other.__dict__:
            return
        then = {article.checksum: article for article in other.articles}
        now = {article.checksum: article for article in self.articles}
        found = dict(other.passages)
        for article in other.articles:
            if now.get(article.checksum) is not article:
                for key, _, _ in article.passages:
                    found.pop(key, None)
        for article in self.articles:
            if then.get(article.checksum) is not article:
                found.update((key, (article, start, end)) for key, start, end in article.passages)
        self.__dict__["passages"] = found

    @property
    def checksums(self) -> set[str]:
        """The versions the generation needs from the library."""
        return {article.checksum for article in self.articles} | {checksum for _, checksum in self.listings}


def encoded(manifest: Manifest) -> tuple[bytes, str]:
    """What to write into a file, and its SHA-256, by which `decoded` knows it again."""
    row = {
        "id": manifest.id,
        "made_at": manifest.made_at,
        "fingerprint": manifest.fingerprint,
        "model": manifest.model,
        "articles": [(a.id, a.checksum, a.passages) for a in manifest.articles],
        "listings": manifest.listings,
        "duplicates": manifest.duplicates,
        "parent": manifest.parent,
        "held": manifest.held,
    }
    content = orjson.dumps(row)
    digest = hashlib.sha256(content).hexdigest()
    _in_use[digest] = manifest
    return content, digest


def decoded(content: bytes, expected: str | None = None) -> Manifest:
    """What `encoded` wrote. Raises ValueError, KeyError or TypeError for anything else, or another SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    if expected is not None and digest != expected:
        raise ValueError("its checksum is not the one that was switched to")
    known = _in_use.get(digest)
    if known is not None:
        return known
    with uncollected():
        row = orjson.loads(content)
        row["articles"] = tuple(
            LiveArticle(key, checksum, tuple(map(tuple, passages))) for key, checksum, passages in row["articles"]
        )
        row["listings"] = tuple((key, checksum) for key, checksum in row["listings"])
        row["duplicates"] = tuple((left, kept) for left, kept in row["duplicates"])
        manifest = Manifest(**row)
    _in_use[digest] = manifest
    return manifest
