"""What is compared, and what a timeline is asked of, told from the words of a question alone."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answers.comparison_questions import Compared, compared
from bot.answers.timeline_questions import Asked, timeline_asked


@pytest.mark.parametrize(
    ("question", "sides", "topic"),
    [
        ("Compare Bank Rossiya and CEIEC", ("Bank Rossiya", "CEIEC"), ""),
        ("What is the difference between the EU and US measures on Belarus?", ("EU", "US"), "measures on Belarus"),
        ("Compare Iran and North Korea on oil", ("Iran", "North Korea"), "oil"),
        ("CEIEC vs. Bank Rossiya", ("CEIEC", "Bank Rossiya"), ""),
        ("What is the difference between primary and secondary sanctions?",
         ("primary sanctions", "secondary sanctions"), ""),
        ("Is Bank Rossiya or CEIEC on more lists?", ("Bank Rossiya", "CEIEC"), ""),
        ("Who was sanctioned first: the Bank of Vessa or CEIEC?", ("Bank of Vessa", "CEIEC"), ""),
    ],
)  # fmt: skip
def test_what_is_compared_and_in_what_respect(question, sides, topic):
    assert compared(question) == Compared(sides, topic)


@pytest.mark.parametrize(
    "question",
    ["Why was CEIEC sanctioned?", "Is it Bank Rossiya or CEIEC?", "Compare CEIEC", "Is CEIEC on a list or not?"],
)
def test_what_names_no_two_sides_compares_nothing(question):
    assert compared(question) is None


@pytest.mark.parametrize(
    ("question", "subject", "since", "until"),
    [
        ("Timeline of sanctions on Bank Rossiya", "sanctions on Bank Rossiya", None, None),
        ("Give me a chronology for Belarus, please.", "Belarus, please", None, None),
        (
            "What happened to Nord Stream 2 between 2019 and 2022?",
            "Nord Stream 2",
            date(2019, 1, 1),
            date(2022, 12, 31),
        ),
        ("What has happened to Rusal since the invasion of Ukraine?", "Rusal", date(2022, 2, 24), None),
        ("What happened to Rusal before the war?", "Rusal", None, date(2022, 2, 24)),
        ("What has been done about Belarus over the years?", "Belarus", None, None),
        ("How have sanctions on Belarus changed since 2020?", "sanctions on Belarus", date(2020, 1, 1), None),
    ],
)
def test_a_timeline_is_asked_of_a_subject_from_when_to_when(question, subject, since, until):
    assert timeline_asked(question) == Asked(subject, since, until)


@pytest.mark.parametrize(
    "question", ["What happened to Rusal?", "When was Rusal sanctioned?", "Timeline of since 2020"]
)
def test_what_happened_once_asks_for_no_timeline(question):
    assert timeline_asked(question) is None
