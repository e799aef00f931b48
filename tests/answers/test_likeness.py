"""How near sentences come to a question's words, read by the packaged model."""

from __future__ import annotations

import numpy as np
import pytest

from bot.answers.likeness import LIKENESSES, NEUTRAL, Asked
from index.query import Query
from index.search import Snapshot
from index.word_vectors import Reading


def likeness(index: Snapshot, query: Query, sentence: str, *spans: tuple[int, int]) -> dict[str, float]:
    values = Asked(query).likenesses(sentence, index.encoder.read([sentence])[0], spans)
    return dict(zip(LIKENESSES, values, strict=True))


@pytest.mark.parametrize(
    ("question", "answers", "beside_it"),
    [
        (
            "Who heads Tarn Shipping?",
            "Tarn Shipping is led by its director, Anna Bell.",
            "Tarn Shipping is based in Cyprus and has nine vessels.",
        ),
        (
            "How much did Orlen pay for the refinery?",
            "Orlen bought the refinery for $40 million.",
            "The refinery lies on the coast and Orlen plans to modernise it.",
        ),
    ],
)
def test_a_sentence_with_what_is_asked_is_nearer_than_one_on_the_same_subject(
    sample: Snapshot, question: str, answers: str, beside_it: str
) -> None:
    query = sample.query(question)
    near, far = likeness(sample, query, answers), likeness(sample, query, beside_it)
    assert near["like_predicate"] > far["like_predicate"]
    assert near["weakest"] > far["weakest"]


def test_what_the_answer_is_one_of_is_looked_for_beside_what_may_answer(sample: Snapshot) -> None:
    query = sample.query("How many ships were seized?")
    sentence = (
        "The navy seized 14 ships and took them to the nearest port, where their crews of 230 sailors were held for a "
        "week."
    )
    fourteen, sailors = sentence.index("14"), sentence.index("230")
    assert likeness(sample, query, sentence, (fourteen, fourteen + 2))["focus_near_span"] == pytest.approx(1.0)
    assert likeness(sample, query, sentence, (sailors, sailors + 3))["focus_near_span"] < 0.9


def test_words_past_what_the_model_reads_are_left_out(sample: Snapshot) -> None:
    sentence = "The bank was listed. " * 200
    read = sample.encoder.read([sentence])[0]
    assert 0 < len(read.spans) == len(read.word_vectors) < 260
    assert sentence[slice(*read.spans[3])] == "listed"
    values = likeness(sample, sample.query("Which bank was listed?"), sentence)
    assert all(0 <= value <= 1.001 for value in values.values())


@pytest.mark.parametrize("sentence", ["", "…", "制裁"])
def test_texts_without_english_words_are_compared_too(sample: Snapshot, sentence: str) -> None:
    values = likeness(sample, sample.query("Who was listed?"), sentence)
    assert all(np.isfinite(value) for value in values.values())


def test_a_question_without_words_is_near_to_nothing_in_particular(sample: Snapshot) -> None:
    assert set(likeness(sample, sample.query("??"), "The bank was listed.").values()) == {NEUTRAL}


def test_a_model_that_gives_no_vectors_of_words_leaves_their_stems(sample: Snapshot) -> None:
    query = sample.query("Which bank was listed?")
    none = np.empty((0, 384), np.float32)
    bare = Query(query.text, Reading(query.vector, (), none), query.words, query.names, query.rarity, query.rarest)
    values = Asked(bare).likenesses("A bank got into trouble.", Reading(query.vector, (), none), [])
    told = dict(zip(LIKENESSES, values, strict=True))
    assert told["like_focus"] == 1.0
    assert told["weakest"] == 0.0
