"""Values a sentence gives otherwise, and words that only look like names or figures."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answers.claim_values import has_figures, other_dates, other_figures
from bot.answers.claim_words import names_stand, same_name, unsaid


@pytest.mark.parametrize(
    ("claim", "sentence", "values"),
    [
        ("It paid $9 million on 3 March 2019.", "It paid $5 million on 3 March 2019.", [("$9 million", "$5 million")]),
        ("On 3 March 2019 it paid $9 million.", "On 3 March 2019 it paid $5 million.", [("$9 million", "$5 million")]),
        ("It has 9 ships.", "It has 5 ships.", [("9 ships", "5 ships")]),
        ("It paid $18 million.", "It paid $5 million, then $20 million.", [("$18 million", "$20 million")]),
        ("It paid 9 million dollars.", "It paid 5 million dollars.", [("9 million dollars", "5 million dollars")]),
        ("It has 9 ships and 9 ships.", "It has 5 ships.", [("9 ships", "5 ships")]),
        ("It has 5 ships.", "It has 5 ships and 7 cranes.", []),
    ],
)
def test_the_nearest_of_the_same_kind_stands_in_a_figures_place(claim, sentence, values):
    assert [(one.claimed, one.told) for one in other_figures(claim, sentence)] == values


@pytest.mark.parametrize(
    ("claim", "sentence", "told"),
    [
        ("It was listed in March 2018.", "It was listed in November.", "November 2020"),
        ("It was listed in March 2018.", "It was listed in January.", "January 2021"),
        ("It was listed on 3 May 2020.", "It was listed on 5 June 2020 and freed on 4 May 2021.", "5 June 2020"),
        ("It was listed on 3 May 2020.", "It was listed on 5 June 2017 and freed on 4 May 2019.", "4 May 2019"),
        ("It was listed in 2018.", "It was listed last year.", "2020"),
    ],
)
def test_the_nearest_date_as_exact_stands_in_a_dates_place(claim, sentence, told):
    (other,) = other_dates(claim, sentence, date(2021, 2, 1))
    assert other.told == told


def test_all_figures_of_a_claim_must_be_told_of_the_same_thing():
    assert has_figures("It has 5 ships.", "It has 5 ships and 7 cranes.")
    assert has_figures("It has 5 ships.", "It had 5 ships.")
    assert not has_figures("It has 7 ships.", "It has 5 ships and 7 cranes.")
    assert not has_figures("It has 9 ships.", "It has ships.")


def test_names_are_no_telling_words_and_one_letter_is_nobodys_initials():
    assert unsaid("It hit Vessa.", "It hit it.") == []
    assert unsaid("It hit vessels.", "It hit it.") == ["vessels"]
    assert unsaid("It cost five million.", "It cost that.") == []
    assert names_stand("The EU acted.", ["The European Union acted."])
    assert names_stand("Reportedly Orvale left.", ["Orvale left."])
    assert not same_name("P", "Port Authority")
    assert same_name("EU", "European Union")
    assert not same_name("UN", "European Union")
