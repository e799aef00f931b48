"""Spans: what in a sentence could be the answer."""

from __future__ import annotations

import pytest

from bot.answers.question import QuestionType
from bot.answers.spans import answer_spans


@pytest.mark.parametrize(
    ("kind", "sentence", "question", "found"),
    [
        (QuestionType.WHEN, "OFAC acted on 30 November 2020.", "When did OFAC act?", ["30 November 2020"]),
        (QuestionType.WHEN, "The move came in March 2022.", "When was it?", ["in March 2022"]),
        (QuestionType.WHEN, "It was announced on Monday.", "When was it announced?", ["on Monday"]),
        (QuestionType.WHEN, "In March the bank closed.", "When did the bank close?", ["In March"]),
        (QuestionType.WHEN, "He may leave.", "When will he leave?", []),
        (QuestionType.HOW_MUCH, "It paid $1.5 billion and 20% interest.", "How much?", ["$1.5 billion", "20%"]),
        (
            QuestionType.HOW_MUCH,
            "The cap is 60 U.S. dollars; 5 barrels.",
            "How much?",
            ["60 U.S. dollars", "5 barrels"],
        ),
        (QuestionType.HOW_MANY, "Seven banks and 12 people were listed.", "How many?", ["Seven", "12"]),
        (QuestionType.WHERE, "The yacht was seized in the port of La Ciotat.", "Where?", ["La Ciotat"]),
        (QuestionType.WHERE, "It was seized in March.", "Where?", []),
        (QuestionType.WHO, "The firm is led by Matthias Warnig.", "Who leads the firm?", ["Matthias Warnig"]),
        (QuestionType.WHO, "Nord Stream 2 AG is in Switzerland.", "Who heads Nord Stream 2 AG?", ["Switzerland"]),
    ],
)
def test_spans_are_of_the_kind_asked_for(kind, sentence, question, found):
    assert [sentence[start:end] for start, end in answer_spans(kind, sentence, question)] == found


def test_what_the_question_says_itself_is_no_answer():
    sentence = "In March 2022 the EU cut off seven banks."
    assert answer_spans(QuestionType.WHEN, sentence, "When in March 2022?") == []


def test_a_long_sentence_without_spaces_is_looked_through_in_no_time():
    answer_spans(QuestionType.WHERE, "in " + "A" * 50_000, "Where?")
    answer_spans(QuestionType.LIST, "a," * 50_000, "Which banks?")


@pytest.mark.parametrize(
    ("kind", "sentence", "found"),
    [
        (QuestionType.LIST, "Vera Drellan met Orsk Marsov.", ["Vera Drellan", "Orsk Marsov"]),
        (QuestionType.LIST, "It was Orsk Marsov.", []),
        (QuestionType.LIST, "Among them was Orsk Marsov.", ["Orsk Marsov"]),
        (QuestionType.WHY, "It was listed because of the war.", ["because of"]),
        (QuestionType.HOW, "It was moved through Vessa.", ["through"]),
        (QuestionType.WHAT, "It was listed because of the war.", []),
        (QuestionType.YES_NO, "It was moved through Vessa.", []),
    ],
)
def test_lists_reasons_and_ways_are_told_by_their_words_and_other_questions_have_no_spans(kind, sentence, found):
    assert [sentence[start:end] for start, end in answer_spans(kind, sentence, "?")] == found
