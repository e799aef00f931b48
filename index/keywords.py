"""Tantivy: BM25 over titles and passages with English stemming."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tantivy

from corpus.errors import DamagedIndexError
from corpus.storage import storage_error
from index.passages import Passage
from index.soundness import check_keywords

TITLE_BOOST = 0.6  # titles are repeated in every passage of an article, so they weigh less than the words themselves

# Words that carry no subject: they neither find passages nor count as missing from one.
STOPWORDS = frozenset(
    """
    a about after again all also am an and any are as at be because been before being between both but by can could
    did do does doing done during each for from further get give gave given had has have having he her here hers him
    his how i if in into is it its itself just let me more most much many my no nor not of off on once one only or
    other our out over own please s said same say says she should so some such t tell than that the their them then
    there these they this those through to too under until up us very was we were what when where which while who
    whom whose why will with would you your
    """.split()
)

_analyzer = (
    tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    .filter(tantivy.Filter.remove_long(60))
    .filter(tantivy.Filter.lowercase())
    .filter(tantivy.Filter.ascii_fold())
    .filter(tantivy.Filter.stemmer("english"))
    .build()
)
_stop_stems = frozenset(stem for word in STOPWORDS for stem in _analyzer.analyze(word))


def stems(text: str) -> list[str]:
    """The stemmed words of `text` in order, as the index knows them, without stopwords."""
    return [stem for stem in _analyzer.analyze(text) if stem not in _stop_stems]


def _rarity(total: int, seen: int) -> float:
    return math.log(1 + (total - min(seen, total) + 0.5) / (seen + 0.5))


class KeywordIndex:
    """The keyword index of one settings fingerprint.

    Raises DamagedIndexError, from any method, when Tantivy's files are damaged, StorageError when they cannot be
    written.
    """

    def __init__(self, folder: Path) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("title", tokenizer_name="articles")
        builder.add_text_field("text", tokenizer_name="articles")
        self._folder = folder
        check_keywords(folder)
        with self._using():
            folder.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(builder.build(), path=str(folder))
            self._index.register_tokenizer("articles", _analyzer)
            self._index.reload()

    @contextmanager
    def _using(self) -> Iterator[None]:
        try:
            yield
        except (ValueError, OSError) as error:
            raise storage_error(error, self._folder) or DamagedIndexError(
                f"{self._folder}: Tantivy cannot use it ({error}); rebuild with `index --full`"
            ) from error

    def add(self, passages: Sequence[Passage]) -> None:
        """Add `passages`, replacing any with the same ids; visible to every later search."""
        with self._using():
            writer = self._index.writer(heap_size=64_000_000, num_threads=1)
            for passage in passages:
                writer.delete_documents_by_term("id", passage.id)
                writer.add_document(tantivy.Document(id=passage.id, title=passage.title, text=passage.text))
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()

    def refresh(self) -> None:
        """See what another process wrote."""
        self._index.reload()

    def find(self, words: Sequence[str], count: int) -> list[tuple[str, float]]:
        """(passage id, BM25 score) of up to `count` passages with any of the stemmed `words`, best first."""
        if not words:
            return []
        schema = self._index.schema
        clauses: list[Any] = []
        for word in dict.fromkeys(words):
            text = tantivy.Query.term_query(schema, "text", word)
            title = tantivy.Query.boost_query(tantivy.Query.term_query(schema, "title", word), TITLE_BOOST)
            clauses += [(tantivy.Occur.Should, text), (tantivy.Occur.Should, title)]
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.boolean_query(clauses), count).hits
        return [(searcher.doc(address)["id"][0], float(score)) for score, address in hits]

    def rarity(self, words: Iterable[str]) -> dict[str, float]:
        """Inverse document frequency of each stemmed word, as BM25 weighs it; a word never seen weighs most."""
        searcher = self._index.searcher()
        total = searcher.num_docs
        result = {}
        for word in set(words):
            seen = max(searcher.doc_freq("text", word), searcher.doc_freq("title", word))
            result[word] = _rarity(total, seen)
        return result

    def rarest(self) -> float:
        """What `rarity` gives a word that is in no passage."""
        return _rarity(self._index.searcher().num_docs, 0)

    def count(self) -> int:
        """How many passages are in the index."""
        return int(self._index.searcher().num_docs)

    def holds(self, ids: Iterable[str]) -> set[str]:
        """Those of `ids` that are in the index; for few of them this is quicker than `held`."""
        searcher, schema = self._index.searcher(), self._index.schema
        return {key for key in ids if searcher.search(tantivy.Query.term_query(schema, "id", key), 1, count=False).hits}

    def held(self) -> set[str]:
        """The ids of all passages in the index."""
        searcher = self._index.searcher()
        if searcher.num_docs == 0:
            return set()
        hits = searcher.search(tantivy.Query.all_query(), searcher.num_docs).hits
        return {searcher.doc(address)["id"][0] for _, address in hits}

    def keep_only(self, ids: set[str]) -> int:
        """Remove all other passages; returns how many went."""
        gone = self.held() - ids
        self.remove(gone)
        return len(gone)

    def remove(self, ids: Collection[str]) -> None:
        """Remove these passages."""
        if not ids:
            return
        with self._using():
            writer = self._index.writer(heap_size=64_000_000, num_threads=1)
            for key in ids:
                writer.delete_documents_by_term("id", key)
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()
