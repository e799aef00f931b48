"""Broken files of every kind, made from good ones: each is survived, and told with its path, its line and the reason.

Forty are made by hand of what goes wrong in the world, the rest by chance: cut off or changed at random places.
"""

from __future__ import annotations

import gzip
import json
import random
import zlib

import pytest

from corpus import readers
from corpus.article import Article
from tests.corpus.documents import SENTENCES, drawn_pdf, pdf, pdf_with_stream, story, word, zipped
from tests.corpus.reading import read, written

TEXT = f"A title\n\n{story(5)}"
ROWS = "\n".join(json.dumps({"title": f"Case {n}", "text": f"In case {n} it was so."}) for n in range(50))
TABLE = "title,text\n" + "".join(f'Case {n},"In case {n}, it was so."\n' for n in range(50))
PAGE = f"<!DOCTYPE html><html><body><article><h1>A title</h1><p>{story(5)}</p></article></body></html>"
PDF = pdf("# A title", story(20))
WORD = word(lambda document: [document.add_paragraph(text) for text in ("A title", *SENTENCES)])
ZIP = zipped({"a.txt": TEXT, "b.jsonl": ROWS, "c.pdf": PDF, "d.docx": WORD})
LOGIN = b"<!doctype html><html><head><title>Sign in</title></head><body><form>Please sign in</form></body></html>"
LATIN = "Z\u00fcrich\n\nDie Erkl\u00e4rung der Beh\u00f6rde vom Montag.\n".encode("latin-1")

BROKEN: list[tuple[str, bytes, str]] = [
    # nothing in it
    ("empty.txt", b"", "empty"),
    ("empty.pdf", b"", "empty"),
    ("empty.docx", b"", "empty"),
    ("empty.csv", b"", "empty"),
    ("empty.jsonl", b"", "empty"),
    ("empty.zip", b"", "no zip archive"),
    ("members.zip", zipped({}), "archive is empty"),
    ("blank.txt", b" \n \n", "empty"),
    ("header.csv", b"title,text\n,\n", "holds neither articles nor listings"),
    ("scan.pdf", drawn_pdf([[]]), "no text layer"),
    # cut off
    ("cut.pdf", PDF[: len(PDF) // 3], "damaged or cut off"),
    ("cut.docx", WORD[: len(WORD) // 2], "damaged or cut-off"),
    ("cut.zip", ZIP[:-40], "no zip archive"),
    ("cut.jsonl", ROWS[:-10].encode(), "not JSON"),
    ("cut.csv", TABLE[:-10].encode(), "not a CSV row"),
    ("cut.txt.gz", gzip.compress(TEXT.encode())[:-10], "gzip"),
    ("cut.pdf.gz", gzip.compress(PDF)[:-10], "gzip"),
    # another encoding
    ("latin.txt", LATIN, "UTF-8"),
    ("latin.md", LATIN, "UTF-8"),
    ("latin.jsonl", '{"title": "Zürich", "text": "Zürich."}'.encode("latin-1"), "UTF-8"),
    ("latin.csv", "title,text\nZürich,Zürich.\n".encode("latin-1"), "UTF-8"),
    ("wide.csv", TABLE.encode("utf-16"), "UTF-8"),
    # something else than its name says
    ("login.pdf", LOGIN, "a web page, not .pdf"),
    ("login.docx", LOGIN, "a web page, not .docx"),
    ("login.csv", LOGIN, "a web page, not .csv"),
    ("login.jsonl", LOGIN, "a web page, not .jsonl"),
    ("login.zip", LOGIN, "a web page, not .zip"),
    ("archive.docx", ZIP, "archive without a Word document"),
    ("archive.txt", ZIP, "a zip archive, not .txt"),
    ("workbook.zip", zipped({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}), "Excel workbook"),
    ("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office file"),
    ("rich.txt", b"{\\rtf1 A title}", "RTF"),
    ("packed.jsonl", gzip.compress(ROWS.encode()), "gzip"),
    ("program.txt", b"\x7fELF\x02\x01" + bytes(500), "binary"),
    ("text.pdf", TEXT.encode(), "no PDF can be read"),
    ("text.zip", TEXT.encode(), "no zip archive"),
    # made to hurt
    ("bomb.txt.gz", gzip.compress(b"a" * (40 << 20)), "times its size"),
    ("bomb.csv.gz", gzip.compress(b"title,text\n" + b"a" * (40 << 20)), "times its size"),
    ("bomb.pdf.gz", gzip.compress(PDF + bytes(40 << 20)), "times its size"),
    ("bomb.pdf", pdf_with_stream(zlib.compress(b" " * (100 << 20), 9)), "none of its pages can be read"),
    ("loop.pdf", pdf_with_stream(b"", kids="[2 0 R]"), "no PDF can be read"),
    ("bomb.zip", zipped({"a.jsonl": b"a" * (40 << 20)}), "times its size"),
    ("nested.zip", zipped({"inner.zip": ZIP}), "archive in an archive"),
    ("deep.docx", zipped({"[Content_Types].xml": "<x/>", "word/document.xml": "<p>" * 90_000}), "Word document"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "reason"), BROKEN, ids=[name for name, _, _ in BROKEN])
def test_a_broken_file_is_told_with_the_reason(tmp_path, name, content, reason):
    path = written(tmp_path, name, content)
    _, skipped = read(path)
    assert any(reason in entry.reason for entry in skipped), skipped
    assert all(entry.path == str(path) or entry.path.startswith(f"{path}!") for entry in skipped)


@pytest.mark.parametrize("name", ["latin.txt", "latin.jsonl", "cut.jsonl", "cut.csv", "latin.csv"])
def test_the_line_is_told_where_there_is_one(tmp_path, name):
    content = next(content for known, content, _ in BROKEN if known == name)
    _, (*_, last) = read(written(tmp_path, name, content))
    assert last.line is not None


def test_all_of_them_in_one_folder_take_nothing_from_the_good_ones(tmp_path):
    for name, content, _ in BROKEN:
        written(tmp_path, name, content)
    good = [written(tmp_path, f"good/{name}", content) for name, content in
            {"a.txt": TEXT, "b.pdf": PDF, "c.docx": WORD, "d.zip": ZIP, "e.csv": TABLE}.items()]  # fmt: skip
    found = {path: read(path)[0] for path in readers.files(tmp_path)}
    assert all(found[path] for path in good)
    assert len(found) == len(BROKEN) + len(good)


@pytest.mark.parametrize(
    ("name", "content", "ending"),
    [
        ("paper.txt", PDF, "a PDF file"),
        ("paper.docx", PDF, "a PDF file"),
        ("letter.pdf", WORD, "a Word document"),
        ("letter.zip", WORD, "a Word document"),
        ("page.txt", PAGE.encode(), "a web page"),
        ("page.md", b"\xef\xbb\xbf\n" + PAGE.encode(), "a web page"),
    ],
)
def test_a_document_under_another_ending_is_read_as_what_it_is_and_told(tmp_path, name, content, ending):
    (article,), (skipped,) = read(written(tmp_path, name, content))
    assert isinstance(article, Article)
    assert len(article.text) > 100
    assert f"it is {ending}, not {name[name.rindex('.') :]}; taken in as that" in skipped.reason


@pytest.mark.parametrize(
    "text", ["<p>The order was signed.</p>", "The mark %PDF-1.4 begins files.", "PK was his name."]
)
def test_a_text_that_speaks_of_marks_stays_a_text(tmp_path, text):
    items, skipped = read(written(tmp_path, "a.txt", f"A title\n\n{text}"))
    assert len(items) == 1
    assert skipped == []


GOOD = {"a.txt": TEXT.encode(), "a.md": f"# {TEXT}".encode(), "a.html": PAGE.encode(), "a.jsonl": ROWS.encode(),
        "a.csv": TABLE.encode(), "a.pdf": PDF, "a.docx": WORD, "a.zip": ZIP, "a.jsonl.gz": gzip.compress(ROWS.encode()),
        "b.zip": zipped({"a.docx": WORD, "b.txt": TEXT}, 0)}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_damage_at_random_places_never_raises_and_never_comes_without_a_word(tmp_path, name):
    chance = random.Random(name)
    for number in range(30):
        data = bytearray(GOOD[name])
        if number % 2:
            del data[chance.randrange(len(data)) :]
        else:
            for _ in range(chance.randint(1, 20)):
                data[chance.randrange(len(data))] = chance.randrange(256)
        path = written(tmp_path / str(number), name, bytes(data))
        items, skipped = read(path)
        assert items or skipped
        assert all(entry.path.startswith(str(path)) and entry.reason for entry in skipped)


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.txt"])
def test_a_line_of_100_mb_is_told_and_memory_stays_small(tmp_path, name):
    path = tmp_path / name
    beginnings = {"a.csv": b'title,text\nOne,It was so.\nTwo,"', "a.txt": b"A title\n"}
    with path.open("wb") as file:  # a hole in the file: no byte of it is written
        file.write(beginnings.get(name, b'{"title": "T", "text": "It was so."}\n{"title": "'))
        file.seek(100 << 20)
        file.write(b'"}\n')
    items, skipped = read(path)
    assert len(items) == (0 if name == "a.txt" else 1)
    assert any("longer than" in entry.reason for entry in skipped)
    assert all(entry.line == {"a.jsonl": 2, "a.csv": 3, "a.txt": None}[name] for entry in skipped)


def test_a_line_of_100_mb_in_an_archive_is_told(tmp_path):
    path = written(tmp_path, "a.zip", zipped({"a.jsonl": b'{"title": "' + b" " * (100 << 20), "b.txt": TEXT}))
    _, skipped = read(path)
    assert any("times its size" in entry.reason for entry in skipped)
