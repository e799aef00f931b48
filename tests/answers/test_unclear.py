"""Asking back: whom "he" means, and which of several a role may be of."""

from __future__ import annotations

import pytest

from bot.answers.answer import AnswerKind
from bot.answers.question import understand
from bot.answers.unclear import bearers, without_subject


@pytest.mark.parametrize(
    ("sentence", "role", "names"),
    [
        ("Foreign Minister Orsk Drellan resigned.", "minister", ["Orsk Drellan"]),
        ("Orsk Drellan, the foreign minister, resigned.", "minister", ["Orsk Drellan"]),
        ("The yacht called Grey Heron was seized.", "yacht", ["Grey Heron"]),
        ("The Minister of Intelligence resigned.", "minister", []),
        ("The minister said on Monday that he resigned.", "minister", []),
        ("The Russian minister resigned.", "minister", []),
        ("Shares of Mirelle Bank fell.", "bank", ["Mirelle"]),
    ],
)
def test_a_sentence_gives_a_role_to_those_who_bear_it_and_to_no_office(sentence, role, names):
    assert bearers(sentence, role) == names


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("When?", "ask-what"),
        ("When was he sanctioned?", "ask-whom"),
        ("What is its address?", "ask-whom"),
        ("When was Orsk Drellan sanctioned?", None),
        ("Is it true that oil rises?", None),
        ("Which countries recalled their ambassadors?", None),
    ],
)
def test_a_question_about_nobody_is_asked_back_and_one_that_names_whom_it_means_is_not(question, code):
    back = without_subject(understand(question))
    assert (back and back.code) == code


def test_a_role_that_several_bear_is_asked_back_and_chosen_by_number_or_name(ask_sample):
    question = "When was the bank sanctioned?"
    back = ask_sample(question)
    assert back.kind is AnswerKind.CLARIFY
    assert "Which bank do you mean?\n1. " in back.text
    choices = [line.split(". ")[1] for line in back.text.split("\n") if line[0].isdigit()]
    assert len(choices) > 1
    assert choices[1] in ask_sample("2", question).standalone_question
    assert ask_sample("99", question).text == back.text
    named = ask_sample("Bank Rossiya", question)
    assert named.text.startswith("BANK ROSSIYA has been on the OFAC SDN list since 20 March 2014.")


def test_whom_it_means_may_be_said_afterwards(ask_sample):
    assert "25 February 2022" in ask_sample("Vladimir Putin", "When was he sanctioned?").text
    assert "undermine democracy" in ask_sample("CEIEC", "Why?").text
    assert ask_sample("ok", "When was he sanctioned?").standalone_question != "When was ok sanctioned?"
