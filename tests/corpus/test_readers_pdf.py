"""PDF files, made by ReportLab: the text as people read it, and the page of every sentence."""

from __future__ import annotations

import re

import pytest

from corpus.article import Article
from corpus.readers import pdf as reader
from tests.corpus.documents import SENTENCES, drawn_pdf, pdf, story
from tests.corpus.reading import only_article, read, written

BODY = story(3)


def test_title_and_paragraphs_are_whole_and_nothing_else(tmp_path):
    content = pdf("# Tankers left before the order", BODY, "## What the port said", story(5), SENTENCES[1])
    article = only_article(written(tmp_path, "a.pdf", content))
    assert article.title == "Tankers left before the order"
    assert article.text.split("\n\n") == [BODY, "What the port said", story(5), SENTENCES[1]]


def test_every_sentence_is_on_the_page_it_stands_on(tmp_path):
    parts = [story(4), "Page two begins here. " + story(2), "Page three is short."]
    article = only_article(written(tmp_path, "a.pdf", pdf("# T for title", parts[0], None, parts[1], None, parts[2])))
    assert len(article.pages) == 3
    for page, part in enumerate(parts, 1):
        assert article.page_of(article.text.index(part)) == page
        assert article.page_of(article.text.index(part) + len(part) - 1) == page
    assert article.pages[0] == 0
    assert article.page_of(len(article.text) - 1) == 3


def test_a_sentence_over_the_end_of_a_page_is_one_and_begins_on_the_first(tmp_path):
    article = only_article(written(tmp_path, "a.pdf", pdf("# A long one", story(80))))
    assert article.text == story(80)
    starts = [match.start() for match in re.finditer(r"In case \d+", article.text)]
    pages = [article.page_of(start) for start in starts]
    assert pages == sorted(pages)
    assert {1, 2} <= set(pages)
    assert all(offset == 0 or article.text[offset - 1] == " " for offset in article.pages)


def test_running_heads_and_page_numbers_are_dropped_and_the_title_is_kept(tmp_path):
    content = pdf("# Quarterly report", story(40), None, story(30), None, SENTENCES[0],
                  head="Quarterly report", foot=lambda page: f"Page {page} of 3")  # fmt: skip
    article = only_article(written(tmp_path, "a.pdf", content))
    assert article.title == "Quarterly report"
    assert "Page" not in article.text
    assert "Quarterly report" not in article.text
    assert article.text.endswith(SENTENCES[0])


def test_a_line_at_the_edge_of_one_page_is_kept(tmp_path):
    content = pdf("# A title", "The first line stands alone.", None, story(2), None, story(3),
                  foot=lambda page: str(page + 6))  # fmt: skip
    text = only_article(written(tmp_path, "a.pdf", content)).text
    assert text.split("\n\n") == ["The first line stands alone.", story(2), story(3)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["The Treasury announced new sanc-", "tions against the bank."], "new sanctions against"),
        (["It is a state-owned firm and was state-", "owned before."], "was state-owned before"),
        (["The deal of 2020-", "21 was void."], "of 2020-21 was"),
        (["Talks between Moscow-", "Beijing circles went on."], "Moscow-Beijing circles"),
        (["The group is Iran-backed, it said. The Iran-", "backed group denied it."], "The Iran-backed group"),
        (["It sold oil –", "and gas – abroad."], "oil – and gas"),
        (["An em\u00ad", "bargo was lifted."], "An embargo was"),
    ],
)
def test_words_broken_at_the_end_of_a_line_are_joined(tmp_path, lines, expected):
    page = [(70.0, 700 - 14.0 * at, line) for at, line in enumerate(["The heading of it.", "", *lines]) if line]
    assert expected in only_article(written(tmp_path, "a.pdf", drawn_pdf([page]))).text


def test_indented_paragraphs_without_space_between_them_are_told_apart(tmp_path):
    lines = [(85, "The first paragraph goes on for a line"), (70, "and ends here."), (85, "The second paragraph is"),
             (70, "no longer than it.")]  # fmt: skip
    page = [(float(x), 700 - 14.0 * at, text) for at, (x, text) in enumerate(lines)]
    text = only_article(written(tmp_path, "a.pdf", drawn_pdf([[(70, 740, "The title of it"), *page]]))).text
    assert text.split("\n\n") == ["The first paragraph goes on for a line and ends here.",
                                  "The second paragraph is no longer than it."]  # fmt: skip


@pytest.mark.parametrize("title", ["Microsoft Word - x.doc", "untitled", "report_final_2.indd", "Document1", "12345"])
def test_a_title_no_person_gave_is_not_taken(tmp_path, title):
    article = only_article(written(tmp_path, "a.pdf", pdf("# The real title", BODY, title=title)))
    assert article.title == "The real title"


def test_title_and_author_are_taken_from_the_description(tmp_path):
    content = pdf("# SANCTIONS", BODY, title="Sanctions on shipping", author="Ann Lee; Bo Ek")
    article = only_article(written(tmp_path, "a.pdf", content))
    assert (article.title, article.authors) == ("Sanctions on shipping", ("Ann Lee", "Bo Ek"))


@pytest.mark.parametrize("author", ["Microsoft Office User", "admin", "jsmith2", "jsmith", "a.b@example.org"])
def test_the_name_of_an_account_is_no_author(tmp_path, author):
    assert only_article(written(tmp_path, "a.pdf", pdf("# A title", BODY, author=author))).authors == ()


def test_the_day_the_file_was_made_is_not_the_day_of_publication(tmp_path):
    assert only_article(written(tmp_path, "a.pdf", pdf("# A title", BODY))).published is None
    dated = only_article(written(tmp_path, "b.pdf", pdf("# A title", "Published 30 November 2020", BODY)))
    assert str(dated.published) == "2020-11-30"


def test_pictures_of_pages_are_refused_with_the_reason(tmp_path):
    items, (skipped,) = read(written(tmp_path, "scan.pdf", drawn_pdf([[], []])))
    assert items == []
    assert "no text layer" in skipped.reason
    assert "OCR" in skipped.reason


def test_a_page_without_text_is_told_and_the_pages_are_still_counted_right(tmp_path):
    first, third = [(70.0, 700.0, "The first page has a sentence.")], [(70.0, 700.0, "The third page has another.")]
    (article,), (skipped,) = read(written(tmp_path, "a.pdf", drawn_pdf([first, [], third])))
    assert isinstance(article, Article)
    assert "1 page without text (scanned or empty): 2" in skipped.reason
    assert article.page_of(article.text.index("The third")) == 3


def test_a_file_that_needs_a_password_is_refused_and_one_that_opens_without_is_read(tmp_path):
    items, (skipped,) = read(written(tmp_path, "a.pdf", pdf("# A title", BODY, password="secret")))
    assert items == []
    assert "password" in skipped.reason
    article = only_article(written(tmp_path, "b.pdf", pdf("# A title", BODY, owner_password="secret")))
    assert article.text == BODY


def test_limits_on_pages_and_bytes_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "MAX_PAGES", 2)
    _, (skipped,) = read(written(tmp_path, "a.pdf", pdf("One.", None, "Two.", None, "Three.")))
    assert "3 pages, more than 2" in skipped.reason
    large = tmp_path / "b.pdf"
    with large.open("wb") as file:
        file.write(b"%PDF-1.4\n")
        file.truncate((64 << 20) + 1)
    _, (skipped,) = read(large)
    assert "longer than 64 MB" in skipped.reason


def test_page_noise_goes_and_the_pages_keep_their_place(tmp_path):
    content = pdf("# A title", story(3), "Follow us on Twitter", None, "Read more: another story", story(2))
    article = only_article(written(tmp_path, "a.pdf", content))
    assert article.text.split("\n\n") == [story(3), story(2)]
    assert article.page_of(article.text.index(story(2), 10)) == 2
