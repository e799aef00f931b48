"""Word documents, made by python-docx, and some made by hand where it cannot make them."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.corpus.documents import SENTENCES, word
from tests.corpus.reading import only_article, read, written

FIRST, SECOND, THIRD, FOURTH = SENTENCES


def added(document, body: str) -> None:
    """Put a paragraph of this XML at the end of the document."""
    document.element.body.insert_element_before(parse_xml(f"<w:p {nsdecls('w')}>{body}</w:p>"), "w:sectPr")


def test_title_paragraphs_and_author_are_taken(tmp_path):
    def build(document):
        document.add_heading("Tankers left before the order", 0)
        for text in (FIRST, "", SECOND):
            document.add_paragraph(text)

    article = only_article(written(tmp_path, "a.docx", word(build, title="An older title", author="Ann Lee; Bo Ek")))
    assert article.title == "Tankers left before the order"
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert article.authors == ("Ann Lee", "Bo Ek")
    assert article.published is None
    assert article.pages == ()


@pytest.mark.parametrize(
    ("stated", "expected"),
    [("The stated title", "The stated title"), ("letter.docx", "The first line"), ("", "The first line")],
)
def test_without_a_heading_the_description_or_the_first_line_is_the_title(tmp_path, stated, expected):
    def build(document):
        document.add_paragraph("The first line")
        document.add_paragraph(FIRST)

    article = only_article(written(tmp_path, "a.docx", word(build, title=stated, author="Microsoft Office User")))
    assert article.title == expected
    assert article.authors == ()
    assert article.text.endswith(FIRST)


def test_a_table_is_a_line_a_row_in_its_place(tmp_path):
    def build(document):
        document.add_heading("A heading", 1)
        document.add_paragraph(FIRST)
        table = document.add_table(2, 3)
        for row, texts in zip(table.rows, [("Name", "Country", "Since"), ("ACME", "Iran", "2020")], strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        document.add_paragraph(SECOND)

    text = only_article(written(tmp_path, "a.docx", word(build))).text
    assert text.split("\n\n") == [FIRST, "Name | Country | Since", "ACME | Iran | 2020", SECOND]


def test_a_merged_cell_is_said_once(tmp_path):
    def build(document):
        document.add_heading("A heading", 1)
        table = document.add_table(1, 3)
        table.rows[0].cells[0].merge(table.rows[0].cells[1]).text = "Wide"
        table.rows[0].cells[2].text = "Narrow"

    assert only_article(written(tmp_path, "a.docx", word(build))).text == "Wide | Narrow"


def test_headers_footers_and_comments_are_not_quoted(tmp_path):
    def build(document):
        document.add_heading("A heading", 1)
        paragraph = document.add_paragraph(FIRST)
        document.sections[0].header.paragraphs[0].text = "Confidential draft"
        document.sections[0].footer.paragraphs[0].text = "Page 1 of 1"
        if hasattr(document, "add_comment"):
            document.add_comment(paragraph.runs, text="Is this true?", author="x", initials="x")

    assert only_article(written(tmp_path, "a.docx", word(build))).text == FIRST


def test_tracked_changes_are_read_as_accepted(tmp_path):
    def build(document):
        document.add_heading("A heading", 1)
        run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
        added(document, run.format("The bank was ")
              + '<w:del w:id="1" w:author="x"><w:r><w:delText>cleared</w:delText></w:r></w:del>'
              + f'<w:ins w:id="2" w:author="x">{run.format("fined")}</w:ins>'
              + f'<w:moveFrom w:id="3" w:author="x">{run.format(" again")}</w:moveFrom>' + run.format("."))  # fmt: skip

    assert only_article(written(tmp_path, "a.docx", word(build))).text == "The bank was fined."


def test_links_fields_controls_and_special_marks_are_text(tmp_path):
    def build(document):
        document.add_heading("A heading", 1)
        added(document, "<w:r><w:t>See</w:t><w:tab/></w:r><w:hyperlink><w:r><w:t>the order</w:t></w:r></w:hyperlink>"
              '<w:r><w:instrText> PAGE </w:instrText></w:r><w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>'
              "<w:r><w:t>, art</w:t><w:softHyphen/><w:t>icle 2</w:t><w:noBreakHyphen/><w:t>3.</w:t></w:r>"
              "</w:sdtContent></w:sdt>")  # fmt: skip

    assert only_article(written(tmp_path, "a.docx", word(build))).text == "See the order, article 2-3."


def test_a_document_without_text_is_told(tmp_path):
    items, (skipped,) = read(written(tmp_path, "a.docx", word(lambda document: document.add_paragraph(" "))))
    assert items == []
    assert "no text" in skipped.reason


def test_entities_of_a_document_are_not_opened(tmp_path):
    secret = written(tmp_path, "secret.txt", "The secret.")

    def harmful(entity: str, text: str) -> bytes:
        data = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(word(lambda d: d.add_paragraph(FIRST)))) as old,
            zipfile.ZipFile(data, "w") as new,
        ):
            for name in old.namelist():
                content = old.read(name)
                if name == "word/document.xml":
                    content = (f"<!DOCTYPE x [{entity}]><w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>{FIRST}{text}"
                               "</w:t></w:r></w:p></w:body></w:document>").encode()  # fmt: skip
                new.writestr(name, content)
        return data.getvalue()

    items, _ = read(written(tmp_path, "a.docx", harmful(f'<!ENTITY s SYSTEM "file://{secret}">', "&s;")))
    assert all("secret" not in item.model_dump_json() for item in items)
    laughs = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 20}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    items, _ = read(written(tmp_path, "b.docx", harmful(laughs, "&i;")))
    assert all(len(item.text) < 1000 for item in items)


def test_a_document_whose_text_unpacks_without_end_is_refused(tmp_path):
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word(lambda d: d.add_paragraph(FIRST)))) as old,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name != "word/document.xml":
                new.writestr(name, old.read(name))
        with new.open("word/document.xml", "w") as part:
            for _ in range(80):
                part.write(b" " * (1 << 20))
    items, (skipped,) = read(written(tmp_path, "a.docx", data.getvalue()))
    assert items == []
    assert "longer than a book" in skipped.reason
