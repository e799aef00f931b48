"""`search` and `who`."""

from __future__ import annotations

import json

from tests.cli.conftest import ARTICLES

HIT_FIELDS = {"passage_id", "article_id", "url", "title", "published", "passage", "start", "end", "score"}
MATCH_FIELDS = {
    "listing_id", "list", "name", "matched_name", "score", "kind", "programmes", "listed_on", "as_of", "source_url",
}  # fmt: skip


def test_search_gives_k_passages_best_first_by_exact_offsets(indexed):
    run = indexed("search", "--json", "-k", "3", "fuel for the Keldish militia")
    assert run.code == 0, run.err
    found = run.json
    assert found["query"] == "fuel for the Keldish militia"
    assert len(found["hits"]) == 3
    assert all(hit.keys() >= HIT_FIELDS for hit in found["hits"])
    scores = [hit["score"] for hit in found["hits"]]
    assert scores == sorted(scores, reverse=True)
    best = found["hits"][0]
    assert (best["url"], best["published"]) == ("https://news.example/tarn-shipping", "2021-03-09")
    assert ARTICLES["tarn-shipping"][2][best["start"] : best["end"]] == best["passage"]


def test_search_for_people_shows_title_date_and_passage(indexed):
    run = indexed("search", "-k", "1", "apples in the valley")
    assert run.out.startswith("1. Apple growers expect a good harvest — Example News, 1 September 2022")
    assert "more apples than last year" in run.out
    assert all(line == line.rstrip() for line in run.out.splitlines())


def test_search_k_outside_its_bounds_is_wrong_usage(indexed):
    assert indexed("search", "-k", "0", "x").code == 2
    assert indexed("search", "-k", "many", "x").code == 2


def test_search_batches_keep_ids_and_order(indexed):
    rows = [{"id": "x", "query": "apples", "k": 1}, {"id": "y", "query": "bank", "k": 0}, {"id": "z", "query": "bank"}]
    run = indexed("search", "-k", "2", "--batch", "-", stdin="\n".join(map(json.dumps, rows)))
    assert run.code == 1
    assert [row["id"] for row in run.rows] == ["x", "y", "z"]
    assert [len(row.get("hits", [])) for row in run.rows] == [1, 0, 2]
    assert run.rows[1]["error"].startswith("line 2: k: ")


def test_who_finds_a_listing_by_alias_in_any_case(indexed):
    run = indexed("who", "--json", "tsc")
    assert run.code == 0, run.err
    (match,) = run.json["matches"]
    assert match.keys() >= MATCH_FIELDS
    assert (match["listing_id"], match["matched_name"], match["programmes"]) == ("test:1", "TSC", ["KELDISH"])
    assert 0 < match["score"] <= 1
    assert (match["listed_on"], match["as_of"]) == ("2021-03-09", "2023-01-02")


def test_who_names_the_articles_that_mention_the_name(indexed):
    titles = [article["title"] for article in indexed("who", "--json", "Tarn Shipping").json["articles"]]
    assert "Treasury sanctions Tarn Shipping over fuel deliveries" in titles


def test_who_without_a_match_is_an_empty_list_and_names_the_lists_held_never_innocence(indexed):
    assert indexed("who", "--json", "Wilhelmina Quatsch").json["matches"] == []
    run = indexed("who", "Wilhelmina Quatsch")
    assert run.code == 0
    assert run.out == "No such name in the lists held here: Test List (as of 2 January 2023).\n"


def test_who_batches_keep_ids_and_order(indexed):
    run = indexed(
        "who", "--batch", "-", stdin='{"id": 1, "name": "TSC"}\n{"id": 2}\n{"id": 3, "name": "Nobody Known"}\n'
    )
    assert run.code == 1
    assert [row["id"] for row in run.rows] == [1, 2, 3]
    assert [len(row.get("matches", [])) for row in run.rows] == [1, 0, 0]
    assert run.rows[1]["error"].startswith("line 2: name: ")


def test_who_explains_which_words_matched_how(indexed):
    (match,) = indexed("who", "--explain", "--json", "Tarn Shiping").json["matches"]
    assert {"asked", "listed", "how", "likeness"} == match["explanation"][0].keys()
    assert ("shiping", "shipping") in {(part["asked"], part["listed"]) for part in match["explanation"]}
    shown = indexed("who", "--explain", "Tarn Shiping").out
    assert "shiping" in shown
    assert "shipping" in shown
    (unexplained,) = indexed("who", "--json", "Tarn Shiping").json["matches"]
    assert "explanation" not in unexplained


def test_who_shows_the_nearest_names_where_nothing_matches(indexed):
    found = indexed("who", "--json", "Tarn Chopping Vessa").json
    assert found["matches"] == []
    assert [match["listing_id"] for match in found["nearest"]] == ["test:1"]
    shown = indexed("who", "Tarn Chopping Vessa").out
    assert shown.startswith("No such name in the lists held here: Test List")
    assert "The nearest names, which may be others" in shown
