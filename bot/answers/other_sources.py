"""Other sources: what other articles say of that which one sentence says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.answers.answer import Citation
from bot.answers.claim_figures import figures_in
from bot.answers.injections import told_sentences
from bot.answers.turned_round import is_turned_round
from bot.answers.verification import Passage, verify
from index.keywords import stems
from index.query import Query
from index.search import Hit, Snapshot
from index.sentences import sentence_spans

MOST = 3
PASSAGES = 12
SENTENCES = 2  # of a passage, compared by meaning; embedding one takes 2-4 ms
LONGEST_CLAIM = 600  # characters; the model embeds no more of a sentence
LEAST_WORDS = 5  # headings such as "Background" stand in many articles and say nothing
# Cosine of two sentences that share names and figures, from which they are shown as saying the same, and the share of
# the one's words, rare ones counting more, that the other has. Of 60 sentences of sanctions news three have such a
# second source; without the words a fourth was found that said something else.
ALIKE = 0.72
WORDS_SHARED = 0.35
NAMES_SHARED = 0.6  # of the names of the one, in the other and the heading above it


def other_sources(index: Snapshot, citation: Citation, as_of: date | None = None) -> list[Citation]:
    """The sentences of up to MOST other articles that say what `citation` quotes, the nearest first.

    For an entry of a list, where the newest articles name it. Copies of the cited story are no other source.
    """
    if citation.listing_id is not None:
        return _naming(index, citation.listing_id, as_of)
    claim = citation.quote[:LONGEST_CLAIM]
    if len(claim.split()) < LEAST_WORDS:
        return []
    query = index.query(claim)
    same = {citation.article_id, *(copy.article_id for copy in citation.also)}
    hits = [hit for hit in index.search(query, PASSAGES, as_of=as_of) if hit.article.id not in same]
    found: dict[str, tuple[float, Hit, int, int]] = {}
    for cosine, hit, start, end in _nearest(index, query, hits):
        if hit.article.id not in found and _says_the_same(claim, query, cosine, hit, hit.article.text[start:end]):
            found[hit.article.id] = cosine, hit, start, end
    return [
        Citation.of_article(n, hit.article, start, end, passage=(hit.start, hit.end), passage_id=hit.passage_id)
        for n, (_, hit, start, end) in enumerate(list(found.values())[:MOST], 1)
    ]


def _nearest(index: Snapshot, query: Query, hits: Sequence[Hit]) -> Iterator[tuple[float, Hit, int, int]]:
    """(cosine, passage, start, end) of the sentences of `hits` that come nearest, the nearest first."""
    chosen: list[tuple[Hit, int, int]] = []
    for hit in hits:
        spans = [(hit.start + start, hit.start + end) for start, end in told_sentences(hit.text)]
        shared = {span: query.coverage(set(stems(hit.article.text[slice(*span)]))) for span in spans}
        chosen += [(hit, *span) for span in sorted(spans, key=lambda span: -shared[span])[:SENTENCES]]
    if not chosen:
        return
    cosines = index.encoder.encode([hit.article.text[start:end] for hit, start, end in chosen]) @ query.vector
    for cosine, (hit, start, end) in sorted(zip(cosines.tolist(), chosen, strict=True), key=lambda pair: -pair[0]):
        yield cosine, hit, start, end


def _says_the_same(claim: str, query: Query, cosine: float, hit: Hit, sentence: str) -> bool:
    """Whether `sentence` bears `claim` out, or comes so near in meaning, names and figures that it may pass."""
    context = f"{hit.article.title} {hit.article.source or ''}"
    if verify(claim, [Passage(sentence, context, hit.article.published)]).fault is None:
        return True
    if is_turned_round(claim, sentence, sentence, context):
        return False
    names = [name for name in query.names if not name.isdigit()]
    present = set(stems(f"{sentence} {hit.article.title}"))
    shared = sum(name in present for name in names) / len(names) if names else 1.0
    figures = figures_in(claim, vague=False)
    return (
        cosine >= ALIKE
        and shared >= NAMES_SHARED
        and query.coverage(present) >= WORDS_SHARED
        and (not figures or bool(figures & figures_in(sentence)))
    )


def _naming(index: Snapshot, listing_id: str, as_of: date | None) -> list[Citation]:
    cited: list[Citation] = []
    for named in index.articles_mentioning(listing_id, as_of):
        text = named.article.text
        place = 0 if named.in_title else named.start
        span = next(((start, end) for start, end in sentence_spans(text) if start <= place < end), None)
        if span is not None and not named.in_title:
            cited.append(Citation.of_article(len(cited) + 1, named.article, *span, passage=span))
        if len(cited) == MOST:
            break
    return cited
