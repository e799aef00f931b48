"""Quoting: every citation of an answer in quotations is exactly what stands in its article."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.answer import Citation
from bot.answers.evidence import FEATURES, Evidence
from bot.answers.question import QuestionType, understand
from bot.answers.quotes import Quote, as_quote, choose, write
from bot.answers.spans import answer_spans
from bot.telegram.deep_links import lead_of
from corpus.article import Article
from index.passages import split
from index.search import SIGNALS, Hit
from index.sentences import sentence_spans
from tests.properties.texts import ink, texts

ASKED = "When was CEIEC sanctioned?"
PROSE = st.lists(
    st.sampled_from(
        ["The minister said:", "“It is over", "and we go.”", "The Treasury sanctioned CEIEC on 30 November 2020.",
         "It denied everything.", "“We did nothing,” he said.", "Washington froze $1.2 billion.",
         "He called it unlawful.",
         "The company appealed on Monday."]
    ) | texts, min_size=1, max_size=8,
).map(" ".join)  # fmt: skip
BODIES = st.lists(PROSE, min_size=1, max_size=4).map("\n\n".join).filter(lambda text: ink(text) != "")


@st.composite
def found_evidence(draw: st.DrawFn) -> list[Evidence]:
    """Sentences of one to three articles as search might find them, with any scores."""
    evidence = []
    for number in range(draw(st.integers(1, 3))):
        article = Article(
            id=f"a{number}", title=f"T{number}", text=draw(BODIES),
            source=draw(st.sampled_from([None, "The Wire", "AFP"])),
            published=draw(st.none() | st.dates(date(2010, 1, 1), date(2022, 1, 1))),
        )  # fmt: skip
        for passage in split(article):
            hit = Hit(passage.id, article, passage.start, passage.end, 0.5, tuple(0.5 for _ in SIGNALS))
            for start, end in sentence_spans(article.text, passage.start, passage.end):
                kind = draw(st.sampled_from([QuestionType.WHEN, QuestionType.WHO]))
                features = (draw(st.sampled_from([0.0, 1.0])),) * len(FEATURES)  # whether it refers back matters here
                spans = tuple(answer_spans(kind, article.text[start:end], ASKED))
                evidence.append(Evidence(hit, start, end, features, draw(st.floats(0, 1)), spans))
    return sorted(evidence, key=lambda item: -item.score)


@given(found_evidence())
def test_a_quotation_holds_the_sentence_found(evidence: list[Evidence]) -> None:
    """With what it needs to be understood, a quotation holds the sentence that was found, from the same article."""
    for item in evidence:
        quote = as_quote(item)
        assert quote.start <= item.start < item.end <= quote.end
        assert quote.article is item.hit.article
        assert item.text in quote.text


@given(found_evidence())
def test_every_citation_is_what_stands_there(evidence: list[Evidence]) -> None:
    """Each citation's quote is its article's text between the offsets; each stands in the answer, numbered in order."""
    quotes = choose(evidence)
    draft = write(understand(ASKED), quotes, 3)
    articles = {item.hit.article.id: item.hit.article for item in evidence}
    assert [one.n for one in draft.citations] == list(range(3, 3 + len(quotes)))
    for citation, sentence in zip(draft.citations, draft.sentences, strict=True):
        _is_exact(citation, articles[str(citation.article_id)])
        assert " ".join(citation.quote.split()) == sentence.text
        assert sentence.text in draft.text
        assert f"[{citation.n}]" in draft.text
        if sentence.answer_span is not None:
            start, end = sentence.answer_span
            assert 0 <= start < end <= len(sentence.text)
    assert not any(_overlap(one, other) for one in quotes for other in quotes if one is not other)


@given(BODIES)
def test_the_beginning_of_an_article_is_quoted_exactly(body: str) -> None:
    """What a deep link shows of an article is its beginning, to the letter."""
    article = Article(id="a", title="T", text=body)
    answer = lead_of(article)
    _is_exact(answer.citations[0], article)
    assert article.text.lstrip().startswith(answer.citations[0].quote)
    assert answer.citations[0].quote in answer.text


def _is_exact(citation: Citation, article: Article) -> None:
    assert article.text[citation.start : citation.end] == citation.quote
    offset = citation.start - citation.passage_start
    assert offset >= 0
    assert citation.passage[offset : offset + len(citation.quote)] == citation.quote
    assert article.text[citation.passage_start :].startswith(citation.passage)


def _overlap(one: Quote, other: Quote) -> bool:
    return one.article.id == other.article.id and one.start < other.end and other.start < one.end
