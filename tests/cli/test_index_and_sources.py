"""`index`, `sources` and `status`."""

from __future__ import annotations

import pytest

from tests.cli.conftest import write_corpus

REPORT_FIELDS = {
    "generation", "added", "changed", "removed", "unchanged", "duplicates", "skipped", "articles", "listings",
    "passages", "seconds",
}  # fmt: skip


def test_a_run_reports_what_changed_what_it_skipped_and_can_be_taken_back(unindexed, tmp_path):
    corpus = write_corpus(tmp_path / "corpus")
    first = unindexed("index", corpus, "--json")
    assert first.code == 0, first.err
    assert first.json.keys() >= REPORT_FIELDS
    assert (first.json["added"], first.json["articles"], first.json["listings"]) == (5, 4, 1)
    assert "embedding: " in first.err

    (corpus / "harvest.md").unlink()
    bank = corpus / "mirelle-bank.md"
    bank.write_text(bank.read_text().replace("40 branches", "41 branches"))
    (corpus / "broken.jsonl").write_text('{"title": "No text"\n')
    planned = unindexed("index", "--dry-run", "--json").json
    assert (planned["changed"], planned["removed"], planned["generation"]) == (1, 1, first.json["generation"])
    assert (planned["to_embed"], planned["reasons"]) == (1, ["1 changed", "1 gone"])
    assert "1 passages would be embedded" in unindexed("index", "--dry-run").out
    second = unindexed("index", "--json").json
    assert (second["added"], second["changed"], second["removed"], second["unchanged"]) == (0, 1, 1, 3)
    (skipped,) = second["skipped"]
    assert skipped["path"].endswith("broken.jsonl")
    assert skipped["line"] == 1
    assert skipped["reason"]

    assert "41 branches" in unindexed("search", "-k", "1", "branches of Mirelle Bank").out
    back = unindexed("index", "--rollback", "--json")
    assert (back.code, back.json) == (0, {"generation": first.json["generation"]})
    assert "40 branches" in unindexed("search", "-k", "1", "branches of Mirelle Bank").out
    assert unindexed("index", "--rollback").code == 1


def test_a_path_that_is_not_there_is_wrong_usage_and_is_named(fresh):
    run = fresh("index", "no-such-folder")
    assert run.code == 2
    assert "no-such-folder" in run.err
    assert not (fresh.data / "generations").exists()


def test_rollback_goes_alone(fresh):
    assert fresh("index", "--rollback", "--full").code == 2


def test_sources_are_listed_added_and_removed(copied, corpus_folder, tmp_path):
    more = write_corpus(tmp_path / "more")
    assert copied("sources", "add", more).code == 0
    listed = copied("sources", "list", "--json").json["sources"]
    assert {source["location"]: source["articles"] for source in listed} == {str(corpus_folder): 4, str(more): 0}
    assert str(more) in copied("sources").out
    assert copied("sources", "remove", more, "--json").json == {"removed": str(more)}
    again = copied("sources", "remove", more)
    assert again.code == 1
    assert str(more) in again.err
    assert copied("sources", "add", "nowhere").code == 2


def test_status_tells_what_is_held(indexed):
    held = indexed("status", "--json").json
    assert held["generation"]
    assert (held["articles"], held["listings"], held["newest_article"]) == (4, 1, "2023-06-14")
    assert held["lists"] == [{"list": "Test List", "entries": 1, "as_of": "2023-01-02"}]
    assert held["passages"] >= 4
    assert held["health"]["index"] == "ok"
    text = indexed("status").out
    assert "14 June 2023" in text
    assert "Test List" in text


def test_status_before_anything_is_indexed_is_no_error(fresh):
    run = fresh("status", "--json")
    assert run.code == 0, run.err
    assert run.json["generation"] is None


@pytest.mark.slow
def test_a_worse_index_waits_for_a_yes_and_status_tells_of_it_of_runs_and_of_generations(unindexed, tmp_path):
    corpus = write_corpus(tmp_path / "corpus")
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        '{"id": "branches", "question": "How many branches does Mirelle Bank have?", "answers": [["40"]]}\n'
    )
    assert unindexed("index", corpus).code == 0
    bank = corpus / "mirelle-bank.md"
    bank.write_text(bank.read_text().replace("has 40 branches and", ""))
    run = unindexed("index", "--json", QUESTIONS_FILE=str(questions))
    assert run.code == 1
    assert run.json["generation"] == "g000001"
    assert run.json["waiting"]["generation"] == "g000002"
    assert "lost: branches" in run.json["waiting"]["reason"]
    assert "index --accept" in run.err

    held = unindexed("status", "--json").json
    assert held["waiting"] == run.json["waiting"]
    assert "index --accept" in held["health"]["waiting"]
    assert [kept["id"] for kept in held["generations"]] == ["g000001"]
    waited, first = held["runs"]
    assert (waited["outcome"], first["outcome"], first["added"]) == ("waiting", "switched", 5)
    assert {waited["by"], first["by"]} == {"command line"}

    assert unindexed("index", "--accept", "--json").json == {"generation": "g000002"}
    assert unindexed("index", "--accept").code == 1
    assert unindexed("index", "--rollback", "--to", "g000001").code == 0
    text = unindexed("status").out
    assert "gone back to" in text
    assert "rollback by command line; switched to g000001" in text
    assert "live since" in text


def test_options_that_go_alone_are_wrong_usage_with_others(fresh):
    assert fresh("index", "--accept", "--full").code == 2
    assert fresh("index", "--accept", "--rollback").code == 2
    assert fresh("index", "--to", "g000001").code == 2
    assert fresh("index", "--rollback", "--to", "g000001").code == 1
