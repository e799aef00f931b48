import json
from datetime import date

import pytest

from corpus.listing import Listing, NameKind
from tests.corpus.reading import only_article, read, written


def row(**changes: object) -> str:
    base = {"title": "The title", "text": "It was signed.", "url": "https://edition.example.com/1"}
    return json.dumps({key: value for key, value in (base | changes).items() if value is not ...})


@pytest.mark.parametrize(
    "aliases",
    [
        {"headline": "title", "body": "text", "link": "url"},
        {"title": "title", "content": "text", "url": "url"},
        {"title": "title", "maintext": "text", "url": "url"},
    ],
)
def test_other_names_of_the_fields_are_known(tmp_path, aliases):
    values = {"title": "The title", "text": "It was signed.", "url": "https://example.com/1"}
    article = only_article(
        written(tmp_path, "a.jsonl", json.dumps({name: values[meant] for name, meant in aliases.items()}))
    )
    assert (article.title, article.text, article.url) == tuple(values.values())


@pytest.mark.parametrize("name", ["published", "publish_date", "date", "published_at", "publishedAt"])
def test_dates_are_found_under_many_names(tmp_path, name):
    assert only_article(written(tmp_path, "a.jsonl", row(**{name: "2022/02/25"}))).published == date(2022, 2, 25)


def test_sources_and_authors_come_in_many_shapes(tmp_path):
    content = "\n".join(
        [
            row(source="The Paper", authors=["Ann Lee", "Bo Ek"]),
            row(url="https://x.org/2", publisher={"name": "The Wire"}, author="By Ann Lee and Bo Ek"),
            row(url="https://www.news.co.uk/3", author=[{"name": "Ann Lee"}, {"name": "Bo Ek"}]),
            row(url="https://edition.cnn.com/4", source="", authors=None),
        ]
    )
    items, skipped = read(written(tmp_path, "a.jsonl", content))
    assert skipped == []
    assert [item.source for item in items] == ["The Paper", "The Wire", "news.co.uk", "cnn.com"]
    assert [item.authors for item in items] == [("Ann Lee", "Bo Ek")] * 3 + [()]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "not JSON"),
        ("[1, 2]", "not a JSON object"),
        ('"text"', "not a JSON object"),
        (row(title=...), "'title' is missing"),
        (row(text=""), "'text' is empty"),
        (row(text="   "), "'text' is empty"),
        (row(text={"a": 1}), "'text' is not text"),
        (row(title=None), "'title' is missing"),
        (b'{"title": "\xff"}', "UTF-8"),
    ],
)
def test_a_bad_line_is_reported_with_its_number_and_the_rest_is_read(tmp_path, line, reason):
    data = line if isinstance(line, bytes) else line.encode()
    items, (skipped,) = read(written(tmp_path, "a.jsonl", b"\n".join([row().encode(), data, b"", row().encode()])))
    assert len(items) == 2
    assert skipped.line == 2
    assert reason in skipped.reason


def test_an_unreadable_date_leaves_the_article_without_one_and_says_so(tmp_path):
    (article,), (skipped,) = read(written(tmp_path, "a.jsonl", row(date="2022/13/45")))
    assert article.published is None
    assert (skipped.line, "2022/13/45" in skipped.reason) == (1, True)


def test_halves_of_characters_and_hidden_marks_do_no_harm(tmp_path):
    line = '{"title": "A \\ud800 b\\u202e", "text": "It \\udfff was\\u200b signed.", "author": "\\ud800"}'
    article = only_article(written(tmp_path, "a.jsonl", line))
    assert article.title == "A \ufffd b"
    assert article.text == "It \ufffd was signed."
    assert article.checksum


def test_rows_without_address_are_told_apart_by_id_or_line(tmp_path):
    content = "\n".join([row(url=..., id="x"), row(url=...), row(url=...)])
    items, _ = read(written(tmp_path, "a.jsonl", content))
    assert len({item.id for item in items}) == 3
    moved, _ = read(written(tmp_path, "a.jsonl", row(url="https://x.org/") + "\n" + row(url=..., id="x")))
    assert moved[1].id == items[0].id


def test_a_row_with_names_and_list_is_a_listing(tmp_path):
    line = json.dumps(
        {"id": "eu:1", "list": "EU", "names": ["ACME", "A.C.M.E."], "kind": "entity", "listed_on": "2020-01-02"}
    )
    (listing,), skipped = read(written(tmp_path, "a.jsonl", line))
    assert skipped == []
    assert isinstance(listing, Listing)
    assert [(name.text, name.kind) for name in listing.names] == [("ACME", NameKind.PRIMARY), ("A.C.M.E.", "alias")]
    assert listing.listed_on == date(2020, 1, 2)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"kind": "ghost"}, "kind"), ({"names": []}, "names"), ({"names": 3}, "names"), ({"id": ""}, "id")],
)
def test_a_listing_with_a_wrong_field_is_reported_by_its_name(tmp_path, changes, field):
    line = json.dumps({"id": "eu:1", "list": "EU", "names": ["ACME"], "kind": "entity"} | changes)
    items, (skipped,) = read(written(tmp_path, "a.jsonl", line))
    assert items == []
    assert f"'{field}'" in skipped.reason
