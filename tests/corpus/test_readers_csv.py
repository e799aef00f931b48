"""Tables of articles, and the side file that names their columns."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest

from corpus import readers
from tests.corpus.reading import only_article, read, written

TEXT = "The minister signed the order, and the bank was fined."


def table(*rows: dict[str, str], delimiter: str = ",") -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def row(**changes: str) -> dict[str, str]:
    return {"title": "The title", "text": TEXT, "url": "https://example.org/1", "date": "2022-02-25"} | changes


@pytest.mark.parametrize(
    ("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.csv", "\t"), ("a.tsv", "\t"), ("a.csv", "|")]
)
def test_a_row_is_an_article_whatever_parts_the_cells(tmp_path, name, delimiter):
    article = only_article(written(tmp_path, name, table(row(author="Ann Lee; Bo Ek"), delimiter=delimiter)))
    assert (article.title, article.text, article.url) == ("The title", TEXT, "https://example.org/1")
    assert (article.published, article.authors) == (date(2022, 2, 25), ("Ann Lee", "Bo Ek"))


def test_columns_are_known_whatever_their_case(tmp_path):
    content = table({"Headline": "The title", "BODY": TEXT, "Published": "2022-02-25", "Unknown": "x"})
    article = only_article(written(tmp_path, "a.csv", "\ufeff" + content))
    assert (article.title, article.text, article.published) == ("The title", TEXT, date(2022, 2, 25))


def test_a_text_may_have_many_lines_and_be_long(tmp_path):
    text = "\n\n".join([f'The court heard “case {n}”, and "so on".' for n in range(10_000)])
    article = only_article(written(tmp_path, "a.csv", table(row(text=text))))
    assert article.text == text


def test_rows_are_reported_by_the_line_they_begin_at(tmp_path):
    content = table(row(text="One.\nTwo."), row(text="", url="https://example.org/2"), row(url="https://example.org/3"))
    items, (skipped,) = read(written(tmp_path, "a.csv", content))
    assert len(items) == 2
    assert skipped.line == 4
    assert "'text' is empty" in skipped.reason


def test_a_row_of_another_width_is_reported_and_empty_cells_at_its_end_are_not(tmp_path):
    content = "title,text\nOne,It was so.,,\nTwo,It, was so.\nThree\nFour,It was so.\n"
    items, skipped = read(written(tmp_path, "a.csv", content))
    assert [item.title for item in items] == ["One", "Four"]
    assert [(entry.line, "cells under 2 columns" in entry.reason) for entry in skipped] == [(3, True), (4, True)]


def test_a_quotation_that_never_ends_is_reported_and_not_taken_for_a_story(tmp_path):
    content = table(row()) + '"Cut off","It was sig'
    items, (skipped,) = read(written(tmp_path, "a.csv", content))
    assert len(items) == 1
    assert "not a CSV row" in skipped.reason
    assert skipped.line == 3


def test_a_text_that_lost_a_line_is_not_taken_in(tmp_path):
    content = table(row(), row(text="One.\nZürich.\nThree.", url="https://example.org/2")).encode()
    items, skipped = read(written(tmp_path, "a.csv", content.replace("Zürich".encode(), b"Z\xfcrich")))
    assert len(items) == 1
    assert [entry.line for entry in skipped] == [4, 3]
    assert "lost a line" in skipped[1].reason


@pytest.mark.parametrize(
    ("content", "missing"),
    [("Kopf,Rumpf\na,b\n", "title and text"), ("Title,Rumpf\na,b\n", "text"), ("Query\na\n", "title and text")],
)
def test_a_table_without_usable_columns_is_refused_with_its_columns(tmp_path, content, missing):
    items, (skipped,) = read(written(tmp_path, "a.csv", content))
    assert items == []
    assert f"no column for {missing}" in skipped.reason
    assert all(repr(name) in skipped.reason for name in content.split("\n")[0].split(","))
    assert "a.fields.json" in skipped.reason


def test_an_official_list_is_still_known_by_its_content(tmp_path):
    (listing,), _ = read(written(tmp_path, "a.csv", '36,"ACME",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n'))
    assert listing.id == "ofac-sdn:36"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "Kopf,Vorspann,Rumpf\nThe title,A lead.,A body.\n"),
        ("a.tsv", "Kopf\tVorspann\tRumpf\nThe title\tA lead.\tA body.\n"),
        ("a.jsonl", json.dumps({"Kopf": "The title", "Vorspann": "A lead.", "Rumpf": "A body."})),
    ],
)
def test_a_side_file_names_the_columns(tmp_path, name, content):
    given = {"title": "Kopf", "text": ["Vorspann", "Rumpf"], "source": {"always": "The Wire"}}
    side = written(tmp_path, "a.fields.json", json.dumps(given))
    path = written(tmp_path, name, content)
    article = only_article(path)
    assert (article.title, article.text, article.source) == ("The title", "A lead.\n\nA body.", "The Wire")
    assert readers.companions(path) == [side]
    assert readers.files(tmp_path) == [path]


def test_a_side_file_may_lead_into_nested_objects(tmp_path):
    written(tmp_path, "a.fields.json", json.dumps({"title": "fields.headline", "text": "fields.body.plain"}))
    line = json.dumps({"fields": {"headline": "The title", "body": {"plain": TEXT}}, "webUrl": "x"})
    assert only_article(written(tmp_path, "a.jsonl", line)).text == TEXT


@pytest.mark.parametrize(
    ("side", "reason"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ('{"headline": "Kopf"}', "no field 'headline'"),
        ('{"title": 3}', "'title' needs a name"),
        ('{"title": ["A", "B"]}', "'title' needs a name"),
        ('{"title": "Kopf", "text": "Missing"}', "no column for text"),
        ("", "empty"),
    ],
)
def test_a_side_file_that_cannot_be_used_is_told_by_its_name(tmp_path, side, reason):
    written(tmp_path, "a.fields.json", side)
    items, (skipped,) = read(written(tmp_path, "a.csv", "Kopf,Rumpf\na,b\n"))
    assert items == []
    assert "a.fields.json" in skipped.reason
    assert reason in skipped.reason


def test_rows_without_address_are_told_apart_by_id_or_line(tmp_path):
    content = table(row(url="", id="x"), row(url="", id=""), row(url="", id=""))
    items, _ = read(written(tmp_path, "a.csv", content))
    assert len({item.id for item in items}) == 3
