"""`ask` and `chat`."""

from __future__ import annotations

import json
import re
import signal
import subprocess
from pathlib import Path

from tests.cli.conftest import ARTICLES
from tests.llm_server import llm_server
from tests.program import COMMAND, environment

ANSWER_FIELDS = {
    "id", "question", "standalone_question", "kind", "text", "sentences", "citations", "entities", "listings",
    "nearest", "confidence", "writer", "as_of", "generation", "notes",
}  # fmt: skip
ROOT = Path(__file__).resolve().parents[2]
WHY = "Why was Tarn Shipping sanctioned?"


def test_json_is_the_answer_as_one_object_and_every_quote_stands_in_its_article(indexed):
    run = indexed("ask", "--json", WHY)
    assert run.code == 0, run.err
    answer = run.json
    assert answer.keys() >= ANSWER_FIELDS
    assert (answer["kind"], answer["question"], answer["writer"]) == ("answer", WHY, "quotes")
    assert "delivered fuel to the Keldish militia" in answer["text"]
    texts = {f"https://news.example/{name}": text for name, (_, _, text) in ARTICLES.items()}
    from_articles = [citation for citation in answer["citations"] if citation["article_id"]]
    assert from_articles
    for citation in from_articles:
        assert texts[citation["url"]][citation["start"] : citation["end"]] == citation["quote"]
        assert f"[{citation['n']}]" in answer["text"]


def test_people_read_the_answer_and_numbered_sources_with_title_source_date_and_address(indexed):
    run = indexed("ask", WHY)
    assert run.code == 0
    assert "delivered fuel to the Keldish militia" in run.out
    line = r"^\[1\].* Treasury sanctions Tarn Shipping over fuel deliveries — Example News, 9 March 2021$"
    assert re.search(line, run.out, re.MULTILINE)
    assert "    https://news.example/tarn-shipping\n" in run.out
    assert "\x1b" not in run.out
    assert run.err == ""


def test_a_question_the_corpus_cannot_answer_is_no_error(indexed):
    run = indexed("ask", "--json", "Who composed the opera Rusalka?")
    assert run.code == 0
    assert run.json["kind"] == "no_answer"
    assert run.json["citations"] == []


def test_as_of_leaves_out_what_was_published_later(indexed):
    question = "When was Tarn Shipping removed from the sanctions list?"
    for day in ("2022-12-31", "31 December 2022", "2022"):
        urls = [citation["url"] for citation in indexed("ask", "--json", "--as-of", day, question).json["citations"]]
        assert "https://news.example/tarn-shipping-delisted" not in urls
    answer = indexed("ask", "--json", question).json
    assert "https://news.example/tarn-shipping-delisted" in [citation["url"] for citation in answer["citations"]]


def test_a_wrong_date_is_wrong_usage_and_is_named(indexed):
    run = indexed("ask", "--as-of", "thirtember", WHY)
    assert (run.code, run.out) == (2, "")
    assert "thirtember" in run.err


def test_a_date_that_can_be_read_two_ways_is_refused(indexed):
    run = indexed("ask", "--as-of", "03/04/2022", WHY)
    assert run.code == 2
    assert "two dates" in run.err


def test_no_question_two_inputs_an_empty_and_an_endless_question_are_wrong_usage(indexed, tmp_path):
    rows = tmp_path / "rows.jsonl"
    rows.write_text("")
    assert indexed("ask").code == 2
    assert indexed("ask", WHY, "--batch", rows).code == 2
    assert indexed("ask", "   ").code == 2
    endless = indexed("ask", "why " * 400)
    assert endless.code == 2
    assert "at most 1000" in endless.err
    assert indexed("ask", "--writer", "nobody", WHY).code == 2


def test_a_batch_answers_row_by_row_in_order_and_a_bad_row_says_why_while_the_rest_go_on(indexed, tmp_path):
    rows = tmp_path / "rows.jsonl"
    lines = [
        json.dumps({"id": "a", "question": WHY}),
        "not json",
        "",
        json.dumps({"id": 7, "quest": "?"}),
        json.dumps({"id": "d", "question": "When?", "as_of": "thirtember"}),
        json.dumps([1]),
        json.dumps({"question": WHY}),
        json.dumps({"id": "e", "question": "Why were its assets frozen?", "history": ["What is Mirelle Bank?"]}),
        json.dumps({"id": "f", "question": "x" * 1001}),
    ]
    rows.write_bytes("\n".join(lines).encode() + b'\n{"id": "g", "question": "\xff"}\n')
    run = indexed("ask", "--batch", rows)
    assert run.code == 1
    results = run.rows
    assert [row.get("id") for row in results] == ["a", None, 7, "d", None, None, "e", "f", None]
    assert results[0]["kind"] == "answer"
    assert results[0].keys() >= ANSWER_FIELDS
    assert "arms sales" in results[6]["text"]
    errors = [row.get("error", "") for row in results]
    assert errors[1].startswith("line 2: not JSON")
    assert errors[2].startswith("line 4: question")
    assert errors[3].startswith("line 5: as_of")
    assert "thirtember" in errors[3]
    assert errors[4].startswith("line 6: a JSON object")
    assert errors[5].startswith("line 7: id")
    assert errors[7].startswith("line 9: the question has 1001 characters")
    assert errors[8].startswith("line 10: not UTF-8")
    assert "7 of 9 rows failed" in run.err


def test_a_batch_can_come_from_stdin(indexed):
    run = indexed("ask", "--batch", "-", stdin=json.dumps({"id": 1, "question": WHY, "as_of": "2021-12-31"}) + "\n")
    assert run.code == 0
    (row,) = run.rows
    assert row["id"] == 1
    assert row["as_of"] == "2021-12-31"


def test_a_batch_file_that_is_not_there_is_wrong_usage(indexed):
    run = indexed("ask", "--batch", "nowhere.jsonl")
    assert run.code == 2
    assert "nowhere.jsonl" in run.err


def test_the_first_question_indexes_the_sample_with_progress_on_stderr_and_nothing_but_the_answer_on_stdout(unindexed):
    run = unindexed("ask", "--json", "Why was CEIEC sanctioned?")
    assert run.code == 0, run.err
    assert run.json["kind"] == "answer"
    assert "Venezuela" in run.json["text"]
    assert "indexing the sample" in run.err
    assert "embedding: " in run.err
    # The README shows what was printed where `make docs` ran last. On another processor a sentence of nearly the same
    # score may come first, so it is the quotations that must be true and the lead that must be the same.
    shown = " ".join((ROOT / "README.md").read_text().split("```text")[1].split("```")[0].split())
    quoted = re.findall(r"“(.+?)” \[\d+\]", shown)
    sample = " ".join(" ".join(path.read_text().split()) for path in (ROOT / "corpus/sample/articles").glob("*.md"))
    assert len(quoted) >= 2
    assert all(quote in sample for quote in quoted), "the example in README.md is stale: run `make docs`"
    assert quoted[0] == run.json["sentences"][0]["text"], "the example in README.md is stale: run `make docs`"


def test_chat_remembers_earlier_questions_and_shows_the_passage_of_a_source(indexed):
    run = indexed("chat", stdin="What is Mirelle Bank?\nWhy were its assets frozen?\n1\n99\nexit\nnever asked\n")
    assert run.code == 0
    assert "laundering the proceeds of arms sales" in run.out
    assert "»" in run.out
    assert "no source 99" in run.err
    assert "never asked" not in run.out


def test_ctrl_c_ends_quietly(indexed):
    def at_a_terminal() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell's background jobs, as these tests may be, ignore it

    chat = subprocess.Popen(
        [*COMMAND, "--data", str(indexed.data), "chat"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=indexed.folder, env=environment(),
        preexec_fn=at_a_terminal,
    )  # fmt: skip
    assert chat.stdin is not None
    assert chat.stdout is not None
    chat.stdin.write(WHY.encode() + b"\n")
    chat.stdin.flush()
    assert chat.stdout.readline()  # it is up and has answered
    chat.send_signal(signal.SIGINT)
    _, err = chat.communicate(timeout=60)
    assert chat.returncode == 130
    assert b"Traceback" not in err


def test_a_reader_that_goes_away_ends_it_quietly(indexed):
    rows = "".join(json.dumps({"id": number, "query": "tankers"}) + "\n" for number in range(300))
    search = subprocess.Popen(
        [*COMMAND, "--data", str(indexed.data), "search", "--batch", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=indexed.folder, env=environment(),
    )  # fmt: skip
    assert search.stdin is not None
    assert search.stdout is not None
    assert search.stderr is not None
    search.stdin.write(rows.encode())
    search.stdin.close()
    search.stdout.readline()
    search.stdout.close()
    assert search.stderr.read() == b""
    assert search.wait(timeout=60) == 1


def test_with_a_language_model_set_it_words_the_answer_unless_quotes_are_asked_for(indexed):
    with llm_server("k-1") as model:
        settings = {"LLM_URL": model.url, "LLM_MODEL": "m", "LLM_KEY": "k-1", "LLM_PRICE_IN": "10"}
        assert indexed("ask", "--json", WHY, **settings).json["writer"] == "llm:m"
        assert indexed("ask", "--json", "--writer", "quotes", WHY, **settings).json["writer"] == "quotes"
        assert len(model.requests) == 1
        used = indexed("status", "--json", **settings).json["llm"]
        assert (used["requests_today"], used["cost_today"]) == (1, 0.001)
        spent = indexed("ask", "--json", WHY, **settings, LLM_TOKENS_PER_DAY="100").json
        assert spent["writer"] == "quotes"
        assert any("budget" in note for note in spent["notes"])
        assert len(model.requests) == 1


def test_the_language_model_asked_for_but_not_set_is_an_error_that_names_the_settings(indexed):
    run = indexed("ask", "--writer", "llm", WHY)
    assert run.code != 0
    assert "SANCTIONS_BOT_LLM_URL" in run.err
