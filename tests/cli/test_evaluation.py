"""The measures of `evaluate`, its question file, and the command."""

from __future__ import annotations

import json
import math

import pytest

from corpus.errors import InputError
from index.evaluation import (
    Found,
    Outcome,
    Question,
    answers_it,
    area_under_curve,
    first_right,
    hits_at,
    mean_reciprocal_rank,
    measure,
    ndcg_at,
    percentile,
    read_questions,
)


def question(**given) -> Question:
    return Question(**({"id": "1", "question": "Who?", "answers": [["Orlo Venn"]]} | given))


def outcome(asked: Question, **given) -> Outcome:
    values = {
        "passages": (), "answered": True, "first_sentence": "", "text": "", "confidence": 0.5, "quotes_hold": (),
        "milliseconds": 10.0,
    }  # fmt: skip
    return Outcome(question=asked, **(values | given))


@pytest.mark.parametrize(
    ("text", "answers", "right"),
    [
        ("It was Orlo Venn.", [["orlo venn"]], True),
        ("It was Orlo Vennberg.", [["Orlo Venn"]], False),
        ("Petróleos de Venezuela", [["petroleos"]], True),
        ("a sum of $1,250,000 in all", [["$1250000"]], True),
        ("in 2020-11-30", [["30 November 2020", "2020 11 30"]], True),
        ("Only Tarn", [["Tarn"], ["Mirelle"]], False),
        ("Tarn and Mirelle", [["Tarn"], ["Mirelle", "MB"]], True),
        ("its “co-operation”", [["co operation"]], True),
    ],
)
def test_an_answer_is_right_when_every_group_has_a_spelling_in_it_as_whole_words(text, answers, right):
    assert answers_it(text, answers) is right


def test_a_passage_is_right_by_its_articles_url_or_without_one_by_holding_the_answer():
    passages = [Found("https://a.example/1", "nothing"), Found("https://a.example/2", "said Orlo Venn")]
    assert first_right(question(url="https://a.example/1"), passages) == 1
    assert first_right(question(), passages) == 2
    assert first_right(question(url="https://a.example/3"), passages) is None


def test_measures_by_hand():
    ranks = [1, 2, None, 5]
    assert hits_at(ranks, 1) == 0.25
    assert hits_at(ranks, 4) == 0.5
    assert hits_at(ranks, 10) == 0.75
    assert mean_reciprocal_rank(ranks) == pytest.approx((1 + 0.5 + 0.2) / 4)
    assert ndcg_at(ranks, 4) == pytest.approx((1 + 1 / math.log2(3)) / 4)
    assert area_under_curve([0.9, 0.5], [0.5, 0.1]) == pytest.approx((1 + 1 + 0.5 + 1) / 4)
    assert area_under_curve([1.0], []) is None
    assert percentile([5, 1, 4, 2, 3], 0.5) == 3
    assert percentile([5, 1, 4, 2, 3], 0.95) == 5
    assert hits_at([], 1) is None


def test_a_whole_evaluation():
    right = outcome(
        question(url="u"), passages=(Found("u", ""),), first_sentence="Orlo Venn did.", text="Orlo Venn did.",
        confidence=0.9, quotes_hold=(True, True), milliseconds=20.0,
    )  # fmt: skip
    wrong = outcome(question(id="2"), first_sentence="No.", text="No. Yes: Orlo Venn.", quotes_hold=(False,))
    missed = outcome(question(id="3"), answered=False, text="Orlo Venn is nearest", confidence=0.2)
    trap = outcome(question(id="4", answers=[], answerable=False), answered=False, confidence=0.1)
    fallen_for = outcome(question(id="5", answers=[], answerable=False), confidence=0.6)
    found = measure([right, wrong, missed, trap, fallen_for])
    assert (found.questions, found.answerable) == (5, 3)
    assert (found.hits_at_1, found.mrr, found.ndcg_at_10) == (0.3333, 0.3333, 0.3333)
    assert (found.answer_in_first_sentence, found.answer_accuracy) == (0.3333, 0.6667)
    assert (found.abstention_precision, found.abstention_recall) == (0.5, 0.5)
    assert found.confidence_auc == pytest.approx(4 / 6, abs=1e-4)
    assert (found.citations, found.citation_support) == (3, 0.6667)
    assert (found.p50_milliseconds, found.p95_milliseconds) == (10.0, 20.0)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "not JSON"),
        ('{"question": "Who?", "answers": [["x"]]}', "id"),
        ('{"id": 1, "answers": [["x"]]}', "question"),
        ('{"id": 1, "question": "Who?"}', "answers"),
        ('{"id": 1, "question": "Who?", "answers": ["x"]}', "answers.0"),
        ('{"id": 1, "question": "Who?", "answers": [["x"], []]}', "answers.1"),
        ('{"id": 1, "question": "Who?", "answers": [["?!"]]}', "answers.0"),
        ('{"id": "ok", "question": "Who?", "answers": [["x"]]}', "taken by line 1"),
    ],
)
def test_a_wrong_row_is_named_by_line_and_field(tmp_path, line, problem):
    file = tmp_path / "questions.jsonl"
    file.write_text(f'{{"id": "ok", "question": "Who?", "answers": [["x"]]}}\n\n{line}\n')
    with pytest.raises(InputError) as error:
        read_questions(file)
    assert str(error.value).startswith(f"{file}:3: ")
    assert problem in str(error.value)


def test_a_file_without_questions_is_an_error(tmp_path):
    (tmp_path / "empty.jsonl").write_text("\n")
    with pytest.raises(InputError, match="no questions"):
        read_questions(tmp_path / "empty.jsonl")


def test_the_command_measures_a_file_over_the_real_index(indexed, tmp_path):
    rows = [
        {"id": "why", "question": "Why was Tarn Shipping sanctioned?", "answers": [["Keldish militia"]],
         "url": "https://news.example/tarn-shipping"},
        {"id": "when", "question": "When did the European Union freeze the assets of Mirelle Bank?",
         "answers": [["21 April 2022"]]},
        {"id": "trap", "question": "Who composed the opera Rusalka?", "answerable": False},
    ]  # fmt: skip
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)))
    run = indexed("evaluate", "--json", file)
    assert run.code == 0, run.err
    found = run.json
    assert (found["questions"], found["answerable"]) == (3, 2)
    assert found["hits_at_1"] == 1.0
    assert found["answer_accuracy"] == 1.0
    assert found["abstention_recall"] == 1.0
    assert found["citation_support"] == 1.0
    assert found["citations"] >= 2
    assert [row["id"] for row in found["rows"]] == ["why", "when", "trap"]
    assert "answer accuracy" in indexed("evaluate", file).out


def test_the_command_names_a_wrong_row(indexed, tmp_path):
    file = tmp_path / "questions.jsonl"
    file.write_text('{"id": 1}\n')
    run = indexed("evaluate", file)
    assert run.code == 1
    assert f"{file}:1: question" in run.err
