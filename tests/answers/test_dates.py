"""A date that the source does not state itself is given with what it was read from."""

import json
from datetime import date

import pytest

from bot.answers.engine import ask
from corpus.library import Library
from index.home import Home
from index.live import LiveIndex
from index.update import update

TEXT = "The ministry listed Tarn Shipping on Monday for moving oil to Minsk. Its owner, Bo Ek, fled the country by sea."


@pytest.mark.parametrize(
    ("fields", "said", "origin"),
    [
        ({"date": "2022-03-09"}, "(9 March 2022)", "field"),
        ({"url": "https://example.com/2022/03/10/tarn"}, "(10 March 2022, dated by its URL)", "url"),
        ({"text": f"MINSK, March 9, 2022 (Agency) - {TEXT}"}, "(9 March 2022, dated by its dateline)", "dateline"),
        ({}, "(undated)", None),
    ],
)
def test_an_answer_tells_where_a_date_was_read_that_its_source_does_not_state(tmp_path, fields, said, origin):
    file = tmp_path / "news.jsonl"
    file.write_text(json.dumps({"title": "Tarn Shipping is listed", "text": TEXT, **fields}), encoding="utf-8")
    home = Home(tmp_path / "data")
    library = Library(home.library)
    update(home, library, [str(file)])
    answer = ask("Why was Tarn Shipping listed?", [], LiveIndex(home, library).snapshot())
    assert said in answer.text
    assert answer.citations[0].published_from == origin
    assert (answer.citations[0].published is None) == (origin is None)


def test_the_day_a_word_is_counted_from_is_doubted_too(tmp_path):
    file = tmp_path / "news.jsonl"
    row = {"title": "Tarn Shipping is listed", "text": TEXT, "url": "https://example.com/2022/03/10/tarn"}
    file.write_text(json.dumps(row), encoding="utf-8")
    home = Home(tmp_path / "data")
    library = Library(home.library)
    update(home, library, [str(file)])
    answer = ask("When was Tarn Shipping listed?", [], LiveIndex(home, library).snapshot())
    assert answer.citations[0].published == date(2022, 3, 10)
    assert any("Thursday, 10 March 2022, dated by its URL" in note for note in answer.notes)
