"""What turns a sentence round, and what only words it otherwise. The companies and people do not exist."""

from __future__ import annotations

import pytest

from bot.answers.turned_round import is_swapped, is_turned_round, nearest_clause


def turned(claim: str, sentence: str, before: str = "") -> bool:
    return is_turned_round(claim, sentence, sentence, before)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The bank did not pay the fine.", "The bank paid the fine."),
        ("The bank paid the fine.", "The bank refused to pay the fine."),
        ("The bank paid the fine.", "The bank hasn’t paid the fine."),
        ("The ban was lifted.", "The ban was imposed."),
        ("Exports rose last year.", "Exports fell last year."),
        ("The court froze the shares.", "The court released the shares."),
        ("The firm sold the yacht.", "The firm bought the yacht."),
        ("The fine was more than 5 million.", "The fine was less than 5 million."),
        ("It shut before the war.", "It shut after the war."),
        ("It has been closed since March.", "It was closed until March."),
        ("All of the banks were listed.", "Some of the banks were listed."),
        ("The plant operates in Vessa.", "The plant operated in Vessa."),
        ("Tarn accused Orvale.", "Orvale accused Tarn."),
        ("Orvale accused Tarn.", "Orvale was accused by Tarn."),
        ("Orvale has a fleet in Vessa.", "Mirelle has a fleet in Vessa."),
        ("Mirelle bought a yacht.", "Orvale bought a yacht, while Mirelle sold a tanker to the port."),
    ],
)
def test_a_denial_an_opposite_and_a_swap_turn_it_round(claim, sentence):
    assert turned(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The bank paid the fine.", "The bank paid the fine."),
        ("The bank paid the fine and the costs.", "The bank paid not only the fine, it paid the costs."),
        ("It has 5 ships.", "It has no fewer than 5 ships."),
        ("The ban was imposed.", "The ban that was imposed was lifted."),
        ("Orvale was accused by Tarn.", "Tarn accused Orvale."),
        ("Tarn accused Orvale.", "Orvale was accused by Tarn."),
        ("The plant operated in Vessa.", "The plant operated in Vessa."),
        ("The plant operates in Vessa.", "The plant, which operated in Keldish, operates in Vessa."),
        ("Both banks were listed.", "On Monday both banks were listed."),
    ],
)
def test_the_same_in_other_words_is_not_turned_round(claim, sentence):
    assert not turned(claim, sentence)


def test_what_is_said_of_the_company_may_be_said_with_its_name_if_that_was_read_before():
    claim, sentence = "Orvale bought a yacht.", "The company bought a yacht."
    assert turned(claim, sentence)
    assert not turned(claim, sentence, "Orvale Trading is in trouble.")


def test_a_claim_is_held_against_the_clauses_it_speaks_of():
    sentence = "The bank sold its shares, but the port bought a crane; the mayor, who owns a yacht, resigned."
    assert nearest_clause("The port bought a crane.", sentence) == "the port bought a crane"
    assert nearest_clause("Somebody resigned.", sentence).split() == ["the", "mayor", "resigned."]
    assert nearest_clause("Nothing of the sort.", sentence) == sentence


def test_an_act_between_two_names_has_a_direction_and_other_words_between_them_have_none():
    assert is_swapped("Vessa sued Keldish.", "Keldish sued Vessa.")
    assert is_swapped("Vessa sued Keldish.", "Vessa was sued in the spring by Keldish.")
    assert not is_swapped("Vessa sued Keldish.", "Vessa sued Keldish and Keldish sued Vessa.")
    assert not is_swapped("The relations of Vessa with Keldish.", "The relations of Keldish with Vessa.")
