"""Hybrid search over one generation: meaning (Chroma) and words (Tantivy), joined and dropped to what is live."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from corpus.article import Article
from corpus.errors import DamagedIndexError, ServerAwayError
from corpus.library import Library
from corpus.list_history import EntryChange
from corpus.listing import Listing
from index.embedding import QuestionEncoder, Vectors
from index.held_listings import HeldListings
from index.home import Home
from index.keywords import KeywordIndex, stems
from index.linked import Linked, NamedIn
from index.list_register import ListRegister, RegisterFiles
from index.manifest import Manifest
from index.mention_links import Link
from index.name_files import NameFiles
from index.names import NameDirectory, normalise
from index.passages import Passage
from index.query import NamedListing, Query, names_in
from index.reranker import CANDIDATES as RERANKED
from index.reranker import Reranker
from index.vectors import VectorStore

__all__ = ["SIGNALS", "Hit", "Query", "Snapshot"]

# How many each side brings before they are joined.
CANDIDATES = 60
LINKED_ARTICLES = 40  # of those that name a listing of the question, the newest
CACHED_ARTICLES = 5000  # kept in memory; about 5 kB each
EMBEDDED_AGAIN = 24  # passages whose vectors are made anew while Chroma is away: 10 to 20 ms each
CACHED_VECTORS = 5000  # of those, 1.5 kB each
# What a passage is judged by, each 0..1.
LEARNT = {
    "dense": 0.39,  # cosine of question and passage
    "keywords": 0.17,  # BM25, as a share of the best
    "coverage": 0.13,  # share of the question's words in the passage or its title, rare ones counting more
    "names": 0.01,  # share of the question's names there
    "title": -0.05,  # share of the question's words in the title
    "article": 0.10,  # coverage by the best candidates of the same article together
    "dated": 0.13,  # share of the question's dates that are the article's
}
# Learnt by `benchmarks/tune_answers.py` on tests/questions/news_tune.jsonl.
SIGNALS = tuple(LEARNT)
WEIGHTS = np.array(list(LEARNT.values()))


@dataclass(frozen=True)
class Hit:
    """One passage found. `score` joins its `signals`, one for each of SIGNALS."""

    passage_id: str
    article: Article
    start: int
    end: int
    score: float
    signals: tuple[float, ...]
    words: frozenset[str] = frozenset()  # stemmed, of passage and title, and the question's for whom it names otherwise
    by_words_alone: bool = False  # Chroma was away: what says the same in other words was not looked for

    @property
    def dense(self) -> float:
        """Cosine of question and passage."""
        return self.signals[0]

    @property
    def names(self) -> float:
        """Share of the question's names in the passage or its title."""
        return self.signals[3]

    @property
    def text(self) -> str:
        """The passage."""
        return self.article.text[self.start : self.end]


class Snapshot:
    """One generation, opened: nothing it returns is of another one."""

    def __init__(
        self,
        home: Home,
        library: Library,
        manifest: Manifest,
        encoder: QuestionEncoder,
        reranker: Reranker | None = None,
    ) -> None:
        self.manifest = manifest
        self.encoder = encoder
        self._reranker = reranker
        self._library = library
        self._vectors = VectorStore(home.chroma, manifest.fingerprint, least=len(manifest.passages))
        self._keywords = KeywordIndex(home.keywords(manifest.fingerprint))
        self._articles: dict[str, Article] = {}
        self._made_here: dict[str, Vectors] = {}  # passage id -> vector, while Chroma is away
        self._names = NameFiles(home.names, library)
        self._directory: NameDirectory | None = None
        self._registers = RegisterFiles(home.names, library)
        self._register: ListRegister | None = None
        self._listings = HeldListings(library, manifest)
        self._linked = Linked(home.mentions, manifest)
        self._lock = threading.Lock()
        self._check_counts()

    def _check_counts(self) -> None:
        """Raises DamagedIndexError when a part has fewer passages than are live: it would quietly find less."""
        live, held = len(self.manifest.passages), self._keywords.count()
        if held < live:
            raise DamagedIndexError(f"Tantivy has {held:,} of {live:,} passages; rebuild with `index --full`")
        with suppress(ServerAwayError):  # keywords alone answer meanwhile
            self._vectors.count()

    @property
    def id(self) -> str:
        """The generation's id."""
        return self.manifest.id

    def articles(self, checksums: Collection[str]) -> dict[str, Article]:
        """The articles with these checksums, from memory where seen before."""
        cache = self._articles
        found = {key: cache[key] for key in set(checksums) if key in cache}
        missing = set(checksums) - found.keys()
        if missing:
            read = self._library.articles(missing)
            if len(read) < len(missing):
                raise DamagedIndexError("the library lacks articles that the index names; run `index --full`")
            self._articles = read if len(cache) > CACHED_ARTICLES else cache | read
            found |= read
        return found

    @property
    def directory(self) -> NameDirectory:
        """The names of the generation's listings."""
        with self._lock:
            if self._directory is None:
                self._directory = self._names.open(self.manifest.listings, self._listings)
            return self._directory

    @property
    def register(self) -> ListRegister:
        """What can be counted over the generation's listings, and which entries name which others."""
        with self._lock:
            if self._register is None:
                self._register = self._registers.open(self.manifest.listings)
            return self._register

    @cached_property
    def _published(self) -> dict[str, date | None]:
        """Checksum of each live article -> its date."""
        return self._library.published(article.checksum for article in self.manifest.articles)

    def listings(self, ids: Collection[str]) -> dict[str, Listing]:
        """Id -> listing, of the generation's listings with these ids, from memory where seen before."""
        return self._listings(ids)

    def listing(self, listing_id: str) -> Listing:
        """One listing of the generation by its id."""
        return self.listings([listing_id])[listing_id]

    def listing_history(self, listing_id: str) -> list[EntryChange]:
        """What the editions of its list did to an entry, the newest first."""
        return self._library.listing_history(listing_id)

    def listing_as_of(self, listing_id: str, day: date) -> Listing | None:
        """A listing as it was on `day`, as far as the editions read tell; None where it came in later."""
        return self._library.listing_as_of(self.listing(listing_id), day)

    def editions(self) -> dict[str, tuple[int, date | None]]:
        """Each list held, by name -> how many entries, and the date of its newest edition where one is known."""
        return self.directory.editions

    def newest_article(self) -> date | None:
        """The latest date of publication."""
        return max((day for day in self._published.values() if day is not None), default=None)

    def newest_articles(self, count: int, offset: int = 0) -> list[Article]:
        """Articles by their date of publication, the newest first; those without a date come last."""
        known = self._published
        order = sorted(known, key=lambda key: (-(known[key] or date.min).toordinal(), key))[offset : offset + count]
        held = self.articles(order)
        return [held[key] for key in order]

    def missing_passages(self) -> int:
        """How many live passages lack a vector or keywords; 0 when the index is whole."""
        live = self.manifest.passages.keys()
        return len(live - (self._vectors.held(live) & self._keywords.held()))

    @cached_property
    def _copies(self) -> dict[str, list[str]]:
        """Id of a kept article -> ids of those left out because they tell the same story."""
        copies: dict[str, list[str]] = {}
        for left_out, kept in self.manifest.duplicates:
            copies.setdefault(kept, []).append(left_out)
        return copies

    def also_published(self, article_id: str, as_of: date | None = None) -> list[Article]:
        """The other articles that tell this one's story, as held now, earliest first; with `as_of`, known by then."""
        held = self._library.current_articles(self._copies.get(article_id, ()))
        found = [a for a in held.values() if as_of is None or (a.published is not None and a.published <= as_of)]
        return sorted(found, key=lambda article: (article.published or date.max, article.id))

    def articles_mentioning(self, listing_id: str, as_of: date | None = None) -> list[NamedIn]:
        """The articles that name a listing, the newest first, each with the first place in it; its text before its
        title. With `as_of`, those known to be published by then."""
        links = [link for link, *_ in self._naming([listing_id], as_of)]
        held = self.articles([link.article for link in links])
        return [NamedIn(held[link.article], link.written, link.in_title, link.start, link.end) for link in links]

    def listings_mentioned(self, checksum: str) -> list[Link]:
        """The listings that a live article names, by its checksum: in the order of its text, its title first."""
        return self._linked.named_in(checksum)

    def written_forms(self, listing_id: str) -> list[str]:
        """The ways the articles write a listing's name, the most frequent first."""
        return self._linked.written_forms(listing_id)

    def _naming(self, listing_ids: Collection[str], as_of: date | None) -> list[list[Link]]:
        """The links to these listings by article, the newest article first."""
        found = self._linked.naming(listing_ids)
        known = {key: self._published.get(key) or date.min for key in found}
        if as_of is not None:
            known = {key: day for key, day in known.items() if date.min < day <= as_of}
        return [found[key] for key in sorted(known, key=lambda key: (-known[key].toordinal(), key))]

    def articles_naming(self, name: str, listing_ids: Collection[str], count: int = 10) -> list[Article]:
        """The articles that name one of the listings, newest first; where there is none, those with `name` word for
        word, best first."""
        if listing_ids and self._linked.known:
            checksums = [link.article for link, *_ in self._naming(listing_ids, None)[:count]]
            held = self.articles(checksums)
            return [held[checksum] for checksum in checksums]
        found: dict[str, Article] = {}
        wanted = normalise(name)
        for hit in self.search(self.query(name), 40):
            told = normalise(f"{hit.article.title}\n{hit.text}")
            if wanted and f" {wanted} " in f" {told} ":
                found.setdefault(hit.article.id, hit.article)
        return list(found.values())[:count]

    def query(self, text: str) -> Query:
        """Embed and take apart the question."""
        words = tuple(dict.fromkeys(stems(text)))
        return Query(
            text,
            self.encoder.read([text])[0],
            words,
            names_in(text),
            self._keywords.rarity(words),
            self._keywords.rarest(),
            self._named(text),
        )

    def _named(self, text: str) -> tuple[NamedListing, ...]:
        """The listings that `text` names and some article may name in other words."""
        if not self._linked.known:
            return ()
        mentions = self.directory.mentions(text)
        return tuple(NamedListing(one.listing_ids, frozenset(stems(text[one.start : one.end]))) for one in mentions)

    def _passages_naming(self, query: Query, as_of: date | None) -> tuple[dict[str, set[str]], list[str]]:
        """Passage id -> the question's words for the listings the passage names, however it writes them; and the
        passages that name them first in the newest articles."""
        words: dict[str, set[str]] = {}
        first: list[str] = []
        for named in query.named:
            for number, links in enumerate(self._naming(named.listing_ids, as_of)):
                for link in links:
                    passages = self._linked.passages(link)
                    for key in passages:
                        words.setdefault(key, set()).update(named.words)
                    if link is links[0] and number < LINKED_ARTICLES:
                        first += passages[:1]
        return words, first

    def search(self, query: Query, count: int, *, as_of: date | None = None) -> list[Hit]:
        """The best `count` passages, best first; with `as_of`, of articles known to be published by then."""
        return self.find(query, count, as_of=as_of)[0]

    def find(self, query: Query, count: int, *, as_of: date | None = None) -> tuple[list[Hit], bool]:
        """As `search`, and whether all was searched: False where Chroma was away and keywords alone found the hits."""
        wanted = max(CANDIDATES, count)
        by_words = self._keywords.find(query.words, wanted * 4)
        words = [hit for hit in by_words if self._shown(hit[0], as_of)][:wanted]
        bm25 = dict(words)
        named, first = self._passages_naming(query, as_of)
        whole = True
        try:
            cosines = self._nearest(query, wanted, as_of)
            others = dict.fromkeys(key for key in [*bm25, *first] if key not in cosines)
            cosines |= self._vectors.similarities(query.vector, list(others))
        except ServerAwayError:
            whole = False
            cosines = self._embedded_again(query, list(dict.fromkeys([*bm25, *first])))
        best = max(bm25.values(), default=1.0)
        hits = self._joined(query, cosines, {key: score / best for key, score in bm25.items()}, named)
        hits = self._reranked(query, hits)[:count]
        return (hits if whole else [replace(hit, by_words_alone=True) for hit in hits]), whole

    def _reranked(self, query: Query, hits: list[Hit]) -> list[Hit]:
        """The first hits in the cross-encoder's order. They exchange scores with their places: what is learnt from
        scores knows the scale of the signals alone."""
        first = hits[:RERANKED]
        texts = [f"{hit.article.title}\n{hit.text}" for hit in first]
        order = self._reranker.order(query.text, texts) if self._reranker else None
        if order is None:
            return hits
        again = [replace(first[place], score=hit.score) for place, hit in zip(order, first, strict=True)]
        return again + hits[RERANKED:]

    def _nearest(self, query: Query, wanted: int, as_of: date | None) -> dict[str, float]:
        """Id -> cosine of the `wanted` shown passages nearest to the question."""
        dense: list[tuple[str, float]] = []
        for asked in (wanted + 40, wanted * 8, wanted * 64):
            dense = [hit for hit in self._vectors.nearest(query.vector, asked) if self._shown(hit[0], as_of)]
            if len(dense) >= min(wanted, len(self.manifest.passages)):
                break
        return dict(dense[:wanted])

    def _embedded_again(self, query: Query, ids: Sequence[str]) -> dict[str, float]:
        """Id -> cosine of the first EMBEDDED_AGAIN of `ids`, by vectors made here from the passages' words.

        So what keywords found is judged as ever while Chroma is away; what only Chroma finds is not there.
        """
        ids = ids[:EMBEDDED_AGAIN]
        missing = [key for key in ids if key not in self._made_here]
        articles = self.articles({self.manifest.passages[key][0].checksum for key in missing})
        texts = []
        for key in missing:
            owner, start, end = self.manifest.passages[key]
            article = articles[owner.checksum]
            texts.append(Passage(key, article.id, start, end, article.text[start:end], article.title).embedded_text)
        made = dict(zip(missing, self.encoder.encode(texts), strict=True))
        cache = self._made_here
        known = {key: cache[key] for key in ids if key in cache} | made
        self._made_here = known if len(cache) > CACHED_VECTORS else cache | made
        return {key: float(vector @ query.vector) for key, vector in known.items()}

    def _joined(
        self, query: Query, cosines: dict[str, float], bm25: dict[str, float], named: dict[str, set[str]]
    ) -> list[Hit]:
        """Score the candidates by all signals, best first; `named` are words of the question that a passage says in
        other words."""
        live = self.manifest.passages
        articles = self.articles({live[key][0].checksum for key in cosines})
        present: dict[str, frozenset[str]] = {}
        titles = {article.id: frozenset(stems(article.title)) for article in articles.values()}
        together: dict[str, set[str]] = {}
        for key in cosines:
            owner, start, end = live[key]
            article = articles[owner.checksum]
            present[key] = titles[article.id].union(stems(article.text[start:end]), named.get(key, ()))
            together.setdefault(article.id, set()).update(present[key])
        hits = []
        for key, cosine in cosines.items():
            owner, start, end = live[key]
            article = articles[owner.checksum]
            coverage = query.coverage(present[key])
            dated = set(stems(f"{article.published:%d %B %Y %A}")) if article.published and query.dates else set()
            signals = (
                cosine,
                bm25.get(key, 0.0),
                coverage,
                sum(name in present[key] for name in query.names) / len(query.names) if query.names else coverage,
                query.coverage(titles[article.id]),
                query.coverage(together[article.id]),
                sum(word in dated for word in query.dates) / len(query.dates) if query.dates else 0.0,
            )
            score = float(np.dot(signals, WEIGHTS))
            hits.append(Hit(key, article, start, end, score, signals, present[key]))
        hits.sort(key=lambda hit: (-hit.score, hit.passage_id))
        return hits

    def _shown(self, passage_id: str, as_of: date | None) -> bool:
        entry = self.manifest.passages.get(passage_id)
        if entry is None:
            return False
        if as_of is None:
            return True
        published = self._published.get(entry[0].checksum)
        return published is not None and published <= as_of
