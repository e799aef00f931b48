"""The mentions of one generation: its live articles, and the listings they name (index/mention_links.py)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from corpus.article import Article
from index.manifest import LiveArticle, Manifest
from index.mention_links import Link, MentionLinks


@dataclass(frozen=True)
class NamedIn:
    """An article that names a listing: `written` stands at `start:end` of its text or, with `in_title`, its title."""

    article: Article
    written: str
    in_title: bool
    start: int
    end: int


class Linked:
    """What the articles of one generation name. Empty where its index was made before mentions were linked."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self._manifest = manifest
        self._links = MentionLinks(folder) if manifest.listings and folder.is_dir() else None
        self._names = self._links.names_of(manifest.listings) if self._links is not None else None

    @property
    def known(self) -> bool:
        """Whether the generation's articles were searched for the names of its listings."""
        return self._names is not None

    @cached_property
    def live(self) -> dict[str, LiveArticle]:
        """The generation's articles by checksum."""
        return {article.checksum: article for article in self._manifest.articles}

    def naming(self, listing_ids: Collection[str]) -> dict[str, list[Link]]:
        """Checksum of each live article that names one of these listings -> where, its text before its title."""
        if self._links is None or self._names is None or not listing_ids:
            return {}
        found: dict[str, list[Link]] = {}
        for link in self._links.naming(self._names, listing_ids):
            if link.article in self.live:
                found.setdefault(link.article, []).append(link)
        return {checksum: sorted(links, key=lambda one: (one.in_title, one.start)) for checksum, links in found.items()}

    def named_in(self, checksum: str) -> list[Link]:
        """The listings that the article of this checksum names, in the order of its text, its title first."""
        return self._links.named_in(self._names, [checksum]) if self._links is not None and self._names else []

    def written_forms(self, listing_id: str) -> list[str]:
        """The ways the articles write a listing's name, the most frequent first."""
        links = [link for found in self.naming([listing_id]).values() for link in found]
        counts = Counter(" ".join(link.written.split()) for link in links)
        return [form for form, _ in sorted(counts.items(), key=lambda held: (-held[1], held[0]))]

    def passages(self, link: Link) -> list[str]:
        """The ids of the live passages that show `link`; of a link in the title, all of the article."""
        passages = self.live[link.article].passages
        return [key for key, start, end in passages if link.in_title or (start <= link.start and link.end <= end)]
