"""A quote from a PDF names its page: in the data, in the terminal and in Telegram."""

from __future__ import annotations

from bot.answers.answer import Answer, AnswerKind, Citation, pages_cited
from bot.answers.engine import ask
from bot.telegram.rendering import render_answer, render_evidence
from bot.telegram.speech import speech_in
from bot.terminal import show_answer, show_passage
from corpus.article import Article
from corpus.library import Library
from index.home import Home
from index.live import LiveIndex
from index.update import update
from tests.corpus.documents import pdf, story

ENGLISH = speech_in("en")


def test_an_answer_from_a_pdf_names_the_page_of_its_quote(tmp_path, capsys):
    reason = "The Treasury sanctioned Meridian Shipping because it had moved oil for the Wagner Group."
    folder = tmp_path / "papers"
    folder.mkdir()
    content = pdf("# A report on shipping", story(6), None, story(4), None, f"{reason} It denied that.")
    (folder / "report.pdf").write_bytes(content)
    home = Home(tmp_path / "data")
    library = Library(home.library)
    update(home, library, [str(folder)])
    snapshot = LiveIndex(home, library).snapshot()
    assert snapshot is not None
    answer = ask("Why was Meridian Shipping sanctioned?", (), snapshot)
    assert answer.kind is AnswerKind.ANSWER
    cited = next(citation for citation in answer.citations if "Meridian" in citation.quote)
    assert cited.page == 3
    show_answer(answer)
    assert " p. 3" in capsys.readouterr().out.split("Sources")[1]


def citation(n: int, page: int | None) -> Citation:
    passage = "It was so. The bank was fined."
    return Citation(n=n, article_id="a", title="A title", source="The Wire", quote=passage[11:], start=11, end=30,
                    passage=passage, page=page)  # fmt: skip


def answer_citing(*pages: int | None) -> Answer:
    cited = tuple(citation(n, page) for n, page in enumerate(pages, 1))
    return Answer(id="1", question="?", standalone_question="?", kind=AnswerKind.ANSWER, text="So it is. [1]",
                  confidence=0.5, citations=cited)  # fmt: skip


def test_a_document_cited_on_several_pages_lists_them_once_each_in_order(capsys):
    show_answer(answer_citing(7, 3, 7))
    assert capsys.readouterr().out.endswith("[1] [2] [3] A title — The Wire, pp. 3, 7\n")
    (piece,) = render_answer(answer_citing(7, 3, 7), ENGLISH)
    assert piece.text.endswith("A title — The Wire, undated, pp. 3, 7")


def test_the_passage_is_shown_with_its_page(capsys):
    show_passage(citation(1, 3))
    assert "The Wire, p. 3\n" in capsys.readouterr().out
    (piece,) = render_evidence(citation(1, 3), ENGLISH)
    assert "The Wire, undated, p. 3\n" in piece.text


def test_what_has_no_pages_names_none():
    assert pages_cited([citation(1, None)]) == ""
    assert Article(id="a", title="T", text="It was so.").page_of(3) is None


def test_a_page_without_text_has_no_character_of_its_own():
    article = Article(id="a", title="T", text="One.Three.", pages=(0, 4, 4))
    assert [article.page_of(offset) for offset in (0, 3, 4, 9)] == [1, 1, 3, 3]
