"""A day as people write it: 2020-11-30, "30 November 2020", "last Monday", "2020"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")


class TwoDatesError(ValueError):
    """A day written so that it can be one of two: 3/4/2020."""


def parse_day(text: str, today: date | None = None, languages: Sequence[str] = ("en",)) -> date:
    """The day `text` names, the last one where it names a month or a year. Raises ValueError naming `text`.

    `today` is what "yesterday" counts from, by default the day of the call; `languages` are those it may be in.
    """
    text = text.strip()
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    example = "write it like 2020-11-30 or “30 November 2020”"
    numbers = _NUMBERS.fullmatch(text)
    if numbers and int(numbers[1]) != int(numbers[3]) and max(int(numbers[1]), int(numbers[3])) <= 12:
        raise TwoDatesError(f"{text!r} can be read as two dates: {example}")
    import dateparser

    found = dateparser.parse(
        text,
        languages=list(languages),
        settings={
            "PREFER_DAY_OF_MONTH": "last",
            "PREFER_MONTH_OF_YEAR": "last",
            "PREFER_DATES_FROM": "past",
            "RELATIVE_BASE": datetime.combine(today or date.today(), datetime.min.time()),
        },
    )
    if found is None:
        raise ValueError(f"{text!r} is not a date: {example}")
    day: date = found.date()
    return day
