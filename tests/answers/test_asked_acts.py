"""What a sentence says of the act asked about: this one, another's, or nothing certain."""

from __future__ import annotations

import pytest

from bot.answers.asked_acts import Told, asked_act, of_another_number, told_of


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        pytest.param(
            "What did Canada ban from Belarus?",
            "Belarus banned Canadian meat in retaliation against Ottawa's measures.",
            Told.ANOTHER,
            id="done by the other one the question names",
        ),
        pytest.param(
            "What did Canada ban from Belarus?",
            "Canada and Norway banned potash from the country.",
            Told.THIS,
            id="done by this one and others",
        ),
        pytest.param(
            "What did Canada ban from Belarus?",
            "Potash was banned by Canada on Monday.",
            Told.THIS,
            id="told in the passive",
        ),
        pytest.param(
            "Did Turkey sell drones to Mali?",
            "Iran is about to sell forty drones to Mali.",
            Told.ANOTHER,
            id="another country",
        ),
        pytest.param(
            "When did Germany freeze the accounts?",
            "Finance Minister Lindner froze the accounts on Tuesday.",
            Told.OPEN,
            id="a minister acts for his country",
        ),
        pytest.param(
            "How many doctors left Sudan?",
            "Some 300 doctors left Chad last week.",
            Told.ANOTHER,
            id="left elsewhere",
        ),
        pytest.param(
            "How many doctors left Sudan?",
            "More than 1,000 doctors have left Sudan since April.",
            Told.THIS,
            id="left this one",
        ),
        pytest.param(
            "Who bought Volga Oil?",
            "The fund bought a lender and, two weeks later, Volga Oil.",
            Told.THIS,
            id="bought beside something else",
        ),
        pytest.param(
            "Who bought Volga Oil?",
            "The fund bought Ural Steel, a supplier of Volga Oil.",
            Told.OPEN,
            id="this one stands in the sentence",
        ),
        pytest.param(
            "What sanctions did Norway impose?",
            "The minister declined to comment on joining Poland in imposing sanctions.",
            Told.OPEN,
            id="whose imposing it is stands far away",
        ),
        pytest.param(
            "When did Canada freeze Belarusian assets?",
            "Canada froze Lukashenko's accounts in May.",
            Told.THIS,
            id="an adjective is nobody",
        ),
    ],
)
def test_who_does_what_to_whom(question: str, sentence: str, expected: Told) -> None:
    act = asked_act(question)
    assert act is not None
    assert told_of(act, sentence) is expected


@pytest.mark.parametrize(
    "question",
    [
        "Is Sberbank sanctioned?",
        "why was the bank fined",
        "Which banks are in Kenya?",
        "What happened in March 2022?",
        "",
    ],
)
def test_some_questions_ask_for_no_act_with_a_name(question: str) -> None:
    assert asked_act(question) is None


@pytest.mark.parametrize(
    ("sentence", "around", "another"),
    [
        ("The fifth package bans coal.", "", False),
        ("It bans coal.", "What is in the EU's 5th package", False),
        ("The sixth package bans oil.", "After the fifth package", True),
        ("It bans oil.", "The sixth package", True),
        ("The fifth and sixth packages ban coal and oil.", "", False),
        ("This is the third day.", "", True),
    ],
)
def test_of_several_numbered_things_the_very_one_is_meant(sentence: str, around: str, another: bool) -> None:
    assert of_another_number("What does the EU's fifth sanctions package ban?", sentence, around) is another


def test_numbers_of_nothing_countable_exclude_nothing() -> None:
    assert not of_another_number("Which big miner was the first to leave?", "Rio Tinto left.", "")
    assert not of_another_number("Which bank is the 3rd largest?", "VTB is the second largest.", "")
