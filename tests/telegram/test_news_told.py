"""How news and changes of entries read, from data alone."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from telegram import Message

from bot.answers.answer import Citation
from bot.news import NewsItem
from bot.state.watches import Due, Watch
from bot.telegram.changes import told_change, told_field
from bot.telegram.forwarded import forwarded_file
from bot.telegram.index_reports import report_text, skip_list
from bot.telegram.speech import speech_in
from bot.telegram.watch_news import QUOTE_CHARS, TOLD_OF_ONE, news_answer, told
from index.report import IndexReport, ListChanges, SkippedItem
from tests.telegram.messages import ANNA, PRIVATE

ENGLISH = speech_in("en")


def article(n: int, quote: str = "Alba sailed.", **fields: Any) -> NewsItem:
    citation = Citation(n=1, article_id=f"a{n}", title="Port news", quote=quote, start=0, end=len(quote), **fields)
    return NewsItem(key=f"a{n}", what="article", citation=citation)


def entry(what: str, **fields: Any) -> NewsItem:
    citation = Citation(n=1, listing_id="eu:1", title="Alba", quote="Alba", start=0, end=4)
    values = {"key": what, "what": what, "citation": citation, "name": "Alba\u202e", "list": "EU list"}
    return NewsItem.model_validate(values | fields)


def due(name: str, *items: NewsItem) -> Due:
    return Due(Watch("w1", 7, None, 7, name), items)


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (article(1, source="Wire", published=date(2026, 1, 3)), "Wire, 3 January 2026: “Alba sailed.”"),
        (article(1), "Port news, undated: “Alba sailed.”"),
        (entry("held"), "Alba is on EU list, a list that is new in my index."),
        (entry("added", day=date(2026, 1, 3)), "Alba came onto EU list with the edition of 3 January 2026."),
        (entry("removed"), "Alba is gone from EU list."),
        (
            entry("changed", fields={"programmes": (["IRAN"], ["IRAN", "SYRIA"]), "listed_on": (None, "2024-02-03")}),
            "EU list changed its entry on Alba: programmes (new: SYRIA) and date of listing (from nothing to "
            "3 February 2024).",
        ),
    ],
)
def test_a_piece_of_news_is_one_sentence_without_tricks_of_others(item: NewsItem, words: str) -> None:
    assert told(item, ENGLISH) == words


def test_a_long_quotation_is_cut_between_words() -> None:
    words = told(article(1, "Alba sailed on. " * 100), ENGLISH)
    assert words.endswith(" …”")
    assert len(words) < QUOTE_CHARS + 40
    assert "sailed on." in words[-40:] or "Alba" in words[-40:]


def test_many_pieces_on_one_name_are_told_in_part_and_counted() -> None:
    answer = news_answer([due("Alba", *(article(n) for n in range(TOLD_OF_ONE + 3)))], ENGLISH)
    assert answer.text.startswith("🔔 New about Alba\n• ")
    assert answer.text.endswith("… and 3 more. /latest Alba shows them.")
    assert [citation.n for citation in answer.citations] == list(range(1, TOLD_OF_ONE + 1))
    assert answer.question == "What is new about Alba?"


def test_a_digest_has_each_name_over_its_news_and_numbers_them_through() -> None:
    answer = news_answer([due("Alba", article(1), entry("added")), due("Borealis", article(2))], ENGLISH)
    assert answer.text.splitlines() == [
        "🔔 What is new on what you watch",
        "",
        "Alba",
        "• Port news, undated: “Alba sailed.” [1]",
        "• Alba came onto EU list. [2]",
        "",
        "Borealis",
        "• Port news, undated: “Alba sailed.” [3]",
    ]
    assert answer.entities == ("Alba", "Borealis")
    assert answer.listings == ("eu:1",)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (["A", "B"], ["B", "C"], "programmes (new: C; gone: A)"),
        (["A"], [], "programmes (gone: A)"),
        (None, ["A", "B", "C", "D", "E", "F"], "programmes (new: A; B; C; D; … and 2 more)"),
        (["A"], ["A"], "programmes"),
        ([], [{"text": "Alba", "kind": "alias"}], "programmes (new: Alba)"),
        ([], [{"kind": "IMO", "value": "9000001"}], "programmes (new: IMO 9000001)"),
    ],
)
def test_of_several_values_those_that_came_and_went_are_named(old: Any, new: Any, words: str) -> None:
    assert told_field("programmes", old, new, ENGLISH) == words


def test_a_change_of_an_edition_that_states_no_day_is_undated() -> None:
    assert told_change("removed", "EU list", None, {}, ENGLISH) == "undated: gone from EU list"
    changed = told_change("changed", "EU list", date(2026, 1, 3), {}, ENGLISH)
    assert changed == "3 January 2026: EU list changed nothing"


def test_what_was_left_out_is_listed_in_a_group_without_the_machines_folders() -> None:
    skipped = [
        SkippedItem(path="/srv/news/a.csv", line=3, reason="no title"),
        SkippedItem(path="/srv/b.pdf", reason="x\ny"),
    ]
    assert skip_list(skipped, private=True).decode() == "/srv/news/a.csv, line 3: no title\n/srv/b.pdf: x y\n"
    assert skip_list(skipped, private=False).decode() == "a.csv, line 3: no title\nb.pdf: x y\n"


def test_a_report_tells_what_each_new_edition_changed() -> None:
    dated = ListChanges(list="EU list", edition=date(2026, 1, 3), dated=True, previous=date(2025, 12, 1), added=7)
    read = dated.model_copy(update={"list": "UN list", "dated": False, "removed": 2})
    first = dated.model_copy(update={"list": "UK list", "previous": None})
    report = IndexReport(
        generation="g2", list_changes=(dated, read, first), skipped=(SkippedItem(path="b", reason="x"),)
    )
    assert report_text(report, ENGLISH).splitlines()[2:] == [
        "EU list, edition of 3 January 2026: 7 added, 0 removed, 0 changed.",
        "UN list, as read on 3 January 2026: 7 added, 2 removed, 0 changed.",
        "",
        "Skipped 1:",
        "• b: x",
    ]


@pytest.mark.parametrize(
    ("origin", "told_of"),
    [
        (
            {
                "type": "channel",
                "chat": {"id": -1, "type": "channel", "title": "Wire", "username": "wire"},
                "message_id": 4,
            },
            {"source": "Wire", "url": "https://t.me/wire/4"},
        ),
        (
            {"type": "channel", "chat": {"id": -1, "type": "channel", "title": "Wire"}, "message_id": 4},
            {"source": "Wire"},
        ),
        ({"type": "chat", "sender_chat": {"id": -2, "type": "supergroup", "title": "Desk"}}, {"source": "Desk"}),
        ({"type": "hidden_user", "sender_user_name": "Anna"}, {}),  # a person is no source to be named
    ],
)
def test_a_forwarded_message_is_an_article_of_the_day_and_place_it_was_published(origin: dict, told_of: dict) -> None:
    text = "A fine in Ostmark " * 9 + "\nThe port was fined."
    content = {
        "message_id": 12, "date": 1_700_000_000, "chat": PRIVATE, "from": ANNA, "text": text,
        "forward_origin": origin | {"date": 1_600_000_000},
    }  # fmt: skip
    message = Message.de_json(content, None)
    assert message is not None
    name, written = forwarded_file(message)
    assert name == "forwarded-2020-09-13-12.jsonl"
    row = json.loads(written)
    assert row.pop("title") == "A fine in Ostmark " * 6 + "A fine in …"
    assert row.pop("text") == text.strip()
    assert row == {"published": "2020-09-13"} | told_of
