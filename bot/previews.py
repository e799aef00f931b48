"""Previews: what reading a file or a link would give, found without storing any of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from corpus import readers
from corpus.article import Article
from corpus.errors import InputError
from corpus.fetched_articles import as_fetched
from corpus.library import Source
from corpus.listing import Listing
from corpus.naming import named_in
from corpus.pages import KeptPages
from corpus.readers.skipped import Skipped
from index.reading import Web

_BEGINNING_CHARS = 400  # two articles that begin with the same so many letters and digits are one
_LEAST_CHARS = 80

Held = Literal["same", "other", "like"]


@dataclass(frozen=True)
class Preview:
    """What was read. `first` is the first article, `like` the one held that it is, or that begins as it does.

    `held` says how: "same" for word for word, "other" for another version of it. `pages` counts the pages that a feed,
    sitemap or list of addresses names; None for anything else.
    """

    articles: int = 0
    listings: int = 0
    first: Article | None = None
    lists: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    held: Held | None = None
    like: Article | None = None
    pages: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to add."""
        return not self.articles and not self.listings and not self.pages


def preview_of_file(path: Path, find: Callable[[Article], Article | None]) -> Preview:
    """What the file at `path` gives; `find` looks for an article like one that is held. Raises OSError."""
    skipped: list[Skipped] = []
    preview = _preview(readers.read(path, skipped.append), skipped, find)
    nameless = tuple(Skipped("", one.line, one.reason.replace(str(path), path.name)) for one in skipped)
    return replace(preview, skipped=nameless)


def preview_of_link(location: str, web: Web, find: Callable[[Article], Article | None]) -> Preview:
    """What is at a web address in its normal form. Raises FetchError and InputError."""
    skipped: list[Skipped] = []
    with web.fetcher() as fetcher, tempfile.TemporaryDirectory() as folder:
        named = named_in(Source(location, None, None, 0, 0), fetcher, skipped.append, anew=True)
        if named.page is None:
            return Preview(pages=len(named.entries), skipped=tuple(skipped))
        path = KeptPages(Path(folder)).keep(location, named.page)
        found = list(readers.read(path, skipped.append))
        articles = [as_fetched(one, named.page.url, None) for one in found if isinstance(one, Article)]
        skipped = [Skipped("", one.line, one.reason) for one in skipped]
        if not articles and not skipped:
            raise InputError("no article was found there")
        return _preview(articles, skipped, find)


def same_beginning(one: str, other: str) -> bool:
    """Whether two texts begin with the same words."""
    first, second = (
        "".join(char for char in text[: 3 * _BEGINNING_CHARS].casefold() if char.isalnum())[:_BEGINNING_CHARS]
        for text in (one, other)
    )
    return len(first) >= _LEAST_CHARS and first == second


def _preview(
    found: Iterable[Article | Listing], skipped: list[Skipped], find: Callable[[Article], Article | None]
) -> Preview:
    articles = listings = 0
    first: Article | None = None
    lists: dict[str, None] = {}
    for one in found:
        if isinstance(one, Article):
            articles, first = articles + 1, first or one
        else:
            listings += 1
            lists[one.list] = None
    like = find(first) if first is not None else None
    held: Held | None = None
    if first is not None and like is not None:
        held = "like" if like.id != first.id else "same" if like.text == first.text else "other"
        if held == "like" and like.text == first.text:
            held = "same"
    return Preview(articles, listings, first, tuple(lists), tuple(skipped), held, like)
