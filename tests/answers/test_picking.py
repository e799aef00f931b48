"""Choosing among namesakes: by number, year, kind, country, role or fuller name."""

from __future__ import annotations

import pytest

from bot.answers.entities import Designated
from bot.answers.picking import pick
from corpus.listing import EntityKind, Listing, Name


def one(name: str, kind: EntityKind = EntityKind.PERSON, **facts: object) -> Designated:
    return Designated((Listing(id=f"x:{name}", list="OFAC SDN", names=(Name(text=name),), kind=kind, **facts),))


ALI = [
    one("SALEH, Ali", birth=("1960", "Vessa, Ruritania"), nationalities=("Yemen",), position="General"),
    one("SALEH, Ali Hassan", birth=("12 May 1971",), nationalities=("Iran",), programmes=("IFSR",)),
    one("SALEH", EntityKind.VESSEL),
    one("SALEH TRADING", EntityKind.ENTITY, addresses=("Bern, Switzerland",)),
]


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("2", [1]),
        ("number 2, please", [1]),
        ("#1", [0]),
        ("the 3rd one", [2]),
        ("the 2nd", [1]),
        ("4.", [3]),
        ("5", []),
        ("0", []),
        ("the first", [0]),
        ("the last one", [3]),
        ("fifth one", []),
        ("the one born in 1971", [1]),
        ("1960", [0]),
        ("the ship", [2]),
        ("the company", [3]),
        ("the Iranian", [1]),
        ("the Swiss one", [3]),
        ("the one from Ruritania", [0]),
        ("the man", [0, 1]),
        ("the general", [0]),
        ("IFSR", [1]),
        ("Ali Hassan", [1]),
        ("OFAC", []),  # all of them are on its list
        ("the one from Narnia", []),
        ("the one who is", []),
    ],
)
def test_a_few_words_choose_and_words_that_tell_nothing_choose_none(words, places):
    assert pick(words, ALI) == places


def test_words_that_fit_several_are_narrowed_by_each_other():
    more = [*ALI, one("SALEH, Omar", birth=("1960",), nationalities=("Iran",))]
    assert pick("1960", more) == [0, 4]
    assert pick("the Iranian born in 1960", more) == [4]


def test_countries_whose_names_begin_alike_are_told_apart():
    two = [one("SALEH, Ali", nationalities=("Austria",)), one("SALEH, Omar", nationalities=("Australia",))]
    assert pick("the Austrian", two) == [0]
    assert pick("the Australian", two) == [1]


def test_in_the_rest_of_a_question_only_facts_choose_no_numbers_and_no_names():
    assert pick("the Iranian", ALI, of_facts=True) == [1]
    assert pick("2", ALI, of_facts=True) == []
    assert pick("Ali Hassan", ALI, of_facts=True) == []
    assert pick("the general", ALI, of_facts=True) == []
