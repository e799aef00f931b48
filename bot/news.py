"""News: what index runs brought on somebody since the index was last looked at, each piece with its proof."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from bot.answers.answer import Citation, Held
from bot.answers.entities import Designated, same
from bot.answers.lookup import find
from bot.answers.question import understand
from bot.answers.statements import HEAD, Statement, cited
from bot.found import EntryHistory
from corpus.article import Article
from corpus.library import Library
from corpus.list_history import Edition, EntryChange
from corpus.listing import Listing
from index.list_register import Row
from index.names import normalise
from index.search import Snapshot
from index.sentences import sentence_spans

NEWEST_EDITIONS = 5
NEWEST_LISTED = 5
NAMING_AT_MOST = 40  # articles that have a name which no list has
_KEY_BYTES = 8  # of an id kept: among a million ids two are alike by chance once in 37 million times


@dataclass(frozen=True)
class Seen:
    """What the index has held so far, as last looked at for news: articles and entries by `key_of` their ids.

    What was removed stays among them, so that nothing is news again after going back to an earlier generation.
    """

    generation: str
    articles: frozenset[bytes]
    listings: frozenset[bytes]
    last_change: int


@dataclass(frozen=True)
class Watched:
    """Whom a watch is about: a name, and the ids of listings where it was chosen among namesakes."""

    id: str
    name: str
    listing_ids: frozenset[str] = frozenset()


class NewsItem(BaseModel):
    """One piece of news; `key` is the same whenever it is found.

    Of a list, `name` is the entry's and `day` the edition's, None where the list states none; `fields` are the names of
    the fields of Listing that changed, each with its (old, new) value. "held" is an entry that came with a list new to
    the index.
    """

    model_config = ConfigDict(frozen=True)

    key: str
    what: Literal["article", "held", "added", "removed", "changed"]
    citation: Citation
    name: str = ""
    list: str = ""
    day: date | None = None
    fields: dict[str, tuple[Any, Any]] = {}


def key_of(item_id: str) -> bytes:
    """A short key for an id that may be long."""
    return hashlib.blake2b(item_id.encode(), digest_size=_KEY_BYTES).digest()


def whom(index: Snapshot, name: str) -> tuple[Designated, ...]:
    """Those on the lists that `name` means; several where it fits them equally well, none where it fits nobody."""
    found = find(understand(f"Is {name} sanctioned?"), index, None)
    return found.namesakes.entities if found.namesakes is not None else found.named


def history_of(library: Library, listing_id: str) -> tuple[EntryHistory, ...]:
    """What the editions of its list did to an entry, the newest first; empty where it is as first read."""
    return tuple(
        EntryHistory(
            what=change.what,
            edition=change.edition.day,
            dated=change.edition.dated,
            previous=change.edition.previous,
            fields=dict(change.fields),
        )
        for change in library.listing_history(listing_id)
    )


def news(
    index: Snapshot,
    library: Library,
    seen: Seen | None,
    watched: Iterable[Watched],
    before: Mapping[str, str] | None = None,
) -> tuple[Seen, dict[str, list[NewsItem]]]:
    """What is in the index now, to be kept, and what is new since `seen` by the id of the watch it is for.

    Without `seen` nothing is new. `before` are the versions of the articles in the generation last looked at, checksum
    by id: a later version that is the first to name somebody is news, too, where its former one is still held.
    """
    last, changes = library.list_changes_after(seen.last_change if seen is not None else 0)
    now = Seen(
        index.id,
        frozenset(key_of(article.id) for article in index.manifest.articles),
        frozenset(key_of(key) for key, _ in index.manifest.listings),
        last,
    )
    if seen is None:
        return now, {}
    now = replace(now, articles=now.articles | seen.articles, listings=now.listings | seen.listings)
    held = {key for key, _ in index.manifest.listings}
    fresh = _Fresh(
        index,
        [one.checksum for one in index.manifest.articles if key_of(one.id) not in seen.articles],
        [key for key, _ in index.manifest.listings if key_of(key) not in seen.listings],
        [change for change in changes if change.listing_id in held],
        _rewritten(index, library, seen, before or {}),
    )
    if fresh.is_empty:
        return now, {}
    found = {one.id: list(fresh.about(one)) for one in watched}
    return now, {key: items for key, items in found.items() if items}


def _rewritten(index: Snapshot, library: Library, seen: Seen, before: Mapping[str, str]) -> dict[str, Article]:
    """The former version of each article seen that has another text now, by the checksum of the new one."""
    former = {
        one.checksum: before[one.id]
        for one in index.manifest.articles
        if key_of(one.id) in seen.articles and before.get(one.id, one.checksum) != one.checksum
    }
    held = library.articles(former.values())
    return {new: held[old] for new, old in former.items() if old in held}


class _Fresh:
    """What is new in one generation; `rewritten` are the former versions of articles by the new one's checksum."""

    def __init__(
        self,
        index: Snapshot,
        checksums: Sequence[str],
        listing_ids: Sequence[str],
        changes: Sequence[EntryChange],
        rewritten: Mapping[str, Article],
    ) -> None:
        self._index = index
        self._rewritten = rewritten
        self.checksums = checksums
        self.listing_ids = listing_ids
        self.changes = changes

    @property
    def is_empty(self) -> bool:
        """Whether nothing is new."""
        return not (self.checksums or self.listing_ids or self.changes or self._rewritten)

    def about(self, watched: Watched) -> Iterator[NewsItem]:
        """The lists' news, then the articles', oldest first."""
        entities = whom(self._index, watched.name)
        ids: Set[str] = {key for entity in entities for key in entity.ids}
        if watched.listing_ids:
            ids = watched.listing_ids | self._same_ones(watched.listing_ids, ids)
        yield from self._of_lists(ids)
        for article in self._articles:
            name = None if watched.listing_ids else watched.name
            former = self._rewritten.get(article.checksum)
            if former is not None and self._named(former, ids, name):
                continue
            item = self._naming(article, ids, name)
            if item is not None:
                yield item

    def _same_ones(self, chosen: Iterable[str], ids: Iterable[str]) -> set[str]:
        """The entries of other lists about the one that was chosen among namesakes."""
        held = self._held(chosen)
        return {key for key, one in self._held(ids).items() if any(same(one, other) for other in held.values())}

    def _held(self, ids: Iterable[str]) -> dict[str, Listing]:
        known = {key for key, _ in self._index.manifest.listings}
        return self._index.listings([key for key in ids if key in known])

    def _of_lists(self, ids: Iterable[str]) -> Iterator[NewsItem]:
        listings = self._held(ids)
        told = set()
        for change in sorted(self.changes, key=lambda one: one.edition.day):
            listing = listings.get(change.listing_id)
            if listing is not None:
                told.add(listing.id)
                yield _item(listing, change.what, change.edition.day, change.fields, dated=change.edition.dated)
        for key in self.listing_ids:
            if key in listings and key not in told:
                yield _item(listings[key], "held", listings[key].as_of, {}, dated=True)

    @cached_property
    def _articles(self) -> list[Article]:
        held = self._index.articles([*self.checksums, *self._rewritten])
        return sorted(held.values(), key=lambda article: (article.published or date.min, article.id))

    def _named(self, former: Article, ids: Set[str], name: str | None) -> bool:
        """Whether a version that is live no more named one of the listings, or has `name` word for word."""
        if name is not None and self._word_for_word(former, name) is not None:
            return True
        mentions = self._index.directory.mentions(f"{former.title}\n{former.text}")
        return any(not ids.isdisjoint(mention.listing_ids) for mention in mentions)

    def _naming(self, article: Article, ids: Iterable[str], name: str | None) -> NewsItem | None:
        """The first sentence of the article that names one of the listings, else `name` word for word."""
        wanted = set(ids)
        links = [link for link in self._index.listings_mentioned(article.checksum) if link.listing_id in wanted]
        place: int | None
        if links:
            place = min((link.start for link in links if not link.in_title), default=0)
        else:
            place = self._word_for_word(article, name) if name is not None else None
        return _quoted(self._index, article, place) if place is not None else None

    def _word_for_word(self, article: Article, name: str) -> int | None:
        wanted = normalise(name)
        if not wanted or f" {wanted} " not in f" {normalise(f'{article.title} {article.text}')} ":
            return None
        for start, end in sentence_spans(article.text):
            if f" {wanted} " in f" {normalise(article.text[start:end])} ":
                return start
        return 0


def _item(
    listing: Listing,
    what: Literal["held", "added", "removed", "changed"],
    day: date | None,
    fields: Any,
    *,
    dated: bool,
) -> NewsItem:
    return NewsItem(
        key=f"{listing.id}:{what}:{day}",
        what=what,
        citation=cited(Statement("", listing, HEAD), 1),
        name=listing.name,
        list=listing.list,
        day=day if dated else None,
        fields=dict(fields),
    )


def _quoted(index: Snapshot, article: Article, place: int) -> NewsItem:
    """The sentence at `place`, shown within the passage it stands in."""
    live = next(one for one in index.manifest.articles if one.checksum == article.checksum)
    around = [one for one in live.passages if one[1] <= place < one[2]] or [("", 0, len(article.text))]
    passage_id, first, last = around[0]
    spans = sentence_spans(article.text, first, last) or [(first, last)]
    start, end = next(((start, end) for start, end in spans if place < end), spans[-1])
    citation = Citation.of_article(1, article, start, end, passage=(first, last), passage_id=passage_id or None)
    return NewsItem(key=f"{article.id}:article", what="article", citation=citation)


@dataclass(frozen=True)
class Latest:
    """The newest things held: articles, newest first, and with the first of them what lists did.

    Of everybody, `editions` are those that changed something, newest first, each with what it changed, and `listed` the
    entries that their lists date last; of somebody, `history` is what editions changed of his entries, each with its
    list. `more` tells whether there are older articles.
    """

    articles: tuple[Held, ...]
    more: bool
    editions: tuple[tuple[Edition, tuple[EntryChange, ...]], ...] = ()
    listed: tuple[Row, ...] = ()
    history: tuple[tuple[str, EntryHistory], ...] = ()


def latest(index: Snapshot, library: Library, count: int, offset: int = 0, name: str = "") -> Latest:
    """The newest things held, of everybody or of `name`; `offset` counts articles."""
    if name:
        return _latest_on(index, library, count, offset, name)
    articles = index.newest_articles(count + 1, offset)
    held = tuple(Held.of(article) for article in articles[:count])
    if offset:
        return Latest(held, len(articles) > count)
    standing = [row for row in index.register.rows if row.listed_on is not None and row.gone is None]
    listed = sorted(standing, key=lambda row: (-(row.listed_on or date.min).toordinal(), row.name))[:NEWEST_LISTED]
    editions = tuple((edition, tuple(changes)) for edition, changes in library.changing_editions(NEWEST_EDITIONS))
    return Latest(held, len(articles) > count, editions, tuple(listed))


def _latest_on(index: Snapshot, library: Library, count: int, offset: int, name: str) -> Latest:
    entries = [entry for entity in whom(index, name) for entry in entity.entries]
    named = {one.article.id: one.article for entry in entries for one in index.articles_mentioning(entry.id)}
    if not entries:
        named = {article.id: article for article in index.articles_naming(name, set(), NAMING_AT_MOST)}
    newest = sorted(named.values(), key=lambda article: (article.published or date.min, article.id), reverse=True)
    shown = tuple(Held.of(article) for article in newest[offset : offset + count])
    history = [(entry.list, change) for entry in entries for change in history_of(library, entry.id)]
    history.sort(key=lambda one: one[1].edition, reverse=True)
    return Latest(shown, len(newest) > offset + count, history=() if offset else tuple(history))
