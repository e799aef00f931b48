"""The day that a reported sentence tells of, by its own words and by when it was published."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answers.dated_reports import _told

SPRING = date(2021, 5, 2)


@pytest.mark.parametrize(
    ("sentence", "published", "when", "exact"),
    [
        ("On 9 March 2021 the port was closed.", SPRING, "9 March 2021", True),
        ("The port was closed in March 2021.", SPRING, "March 2021", False),
        ("The port was closed in March.", SPRING, "March 2021", False),
        ("The port was closed in November.", SPRING, "November 2020", False),
        ("The port was closed last November.", date(2020, 11, 15), "November 2019", False),
        ("The deal was signed in 2015.", SPRING, "2015", False),
        ("The port was closed yesterday.", SPRING, "1 May 2021", True),
        # Not the day it happened on: then it is that of the report.
        ("The 2015 deal was ended.", SPRING, "2 May 2021", True),
        ("The port was closed until 9 March 2021.", SPRING, "2 May 2021", True),
        ("The ban ends next November.", SPRING, "2 May 2021", True),
        ("The ban ends on 9 March 2022.", SPRING, "2 May 2021", True),
        ("On 31 February 2021 the port was closed.", SPRING, "2 May 2021", True),
        ("The port has been closed since yesterday.", SPRING, "2 May 2021", True),
        ("The port was closed.", SPRING, "2 May 2021", True),
        ("On 9 March 2021 the port was closed.", None, "9 March 2021", True),
    ],
)
def test_the_day_a_sentence_tells_of(sentence: str, published: date | None, when: str, exact: bool) -> None:
    told = _told(sentence, published)
    assert told is not None
    assert (told.when, told.exact) == (when, exact)
    assert str(told.day.year) in when


@pytest.mark.parametrize("sentence", ["The port was closed.", "The port was closed in March.", "It closed yesterday."])
def test_what_nothing_dates_has_no_day(sentence: str) -> None:
    assert _told(sentence, None) is None
