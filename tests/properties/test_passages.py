"""Passages and sentences: exact offsets into the article, nothing lost between them, the same ids every time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from corpus.characters import plain
from index.passages import PASSAGE_WORDS, split
from index.sentences import sentence_spans
from tests.properties.texts import ink, texts

TITLES = st.sampled_from(["Sanctions", "制裁", "العقوبات"])


@st.composite
def articles(draw: st.DrawFn) -> Article:
    parts = draw(st.lists(st.tuples(texts, st.sampled_from([1, 1, 2, 40])), min_size=1, max_size=6))
    text = "\n\n".join(part * times for part, times in parts)
    return Article(id="a" * 16, title=draw(TITLES), text=text or "x")


@given(texts, st.data())
def test_sentences_are_the_text(text: str, data: st.DataObject) -> None:
    """The sentences of a text, or of a part of it, stand in order, cross no line and lose nothing but white space."""
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    for low, high, spans in ((0, len(text), sentence_spans(text)), (start, end, sentence_spans(text, start, end))):
        at = low
        for first, last in spans:
            assert at <= first < last <= high
            assert text[first:last] == text[first:last].strip()
            assert "\n" not in text[first:last]
            at = last
        assert ink("".join(text[first:last] for first, last in spans)) == ink(text[low:high])


@given(articles())
def test_passages_are_the_article(article: Article) -> None:
    """Every passage is the article's text between its offsets; together they lose nothing but white space."""
    passages = split(article)
    at = 0
    for passage in passages:
        assert article.text[passage.start : passage.end] == passage.text
        assert at <= passage.start < passage.end
        at = passage.end
    assert ink("".join(passage.text for passage in passages)) == ink(article.text)
    assert all(len(passage.text) <= PASSAGE_WORDS * 20 for passage in passages)


@given(articles())
def test_ids_of_passages_are_fixed_and_their_own(article: Article) -> None:
    """Ids are the same whenever an article is divided, no two passages share one, another title gives others."""
    ids = [passage.id for passage in split(article)]
    assert ids == [passage.id for passage in split(article.model_copy())]
    assert len(set(ids)) == len(ids)
    retitled = article.model_copy(update={"title": f"{article.title}!"})
    assert not set(ids) & {passage.id for passage in split(retitled)}


@given(articles(), st.from_regex(r"[A-Z][a-z]{3,8} [a-z]{3,8}\.", fullmatch=True))
def test_what_is_added_at_the_end_leaves_the_passages_before_alone(article: Article, added: str) -> None:
    """A paragraph added at the end of an article changes at most its last passage."""
    before = [passage.id for passage in split(article)]
    longer = article.model_copy(update={"text": f"{article.text}\n\n{added}"})
    assert [passage.id for passage in split(longer)][: len(before) - 1] == before[:-1]


@given(st.lists(st.integers(0, 500), min_size=1, max_size=20), st.integers(0, 600))
def test_the_page_of_an_offset_is_the_last_one_begun(pages: list[int], offset: int) -> None:
    """A quotation of a PDF is given the page on which it begins."""
    starts = tuple(sorted({0, *pages}))
    article = Article(id="a", title="T", text="x" * 700, pages=starts)
    page = article.page_of(offset)
    assert page is not None
    assert starts[page - 1] <= offset
    assert page == len(starts) or offset < starts[page]


@given(texts)
def test_plain_text_is_plain(text: str) -> None:
    """Making a text plain a second time changes nothing more, and only one kind of line end is left."""
    once = plain(text)
    assert plain(once) == once
    assert "\r" not in once
