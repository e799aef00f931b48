"""Dates in a claim and in the text that is to prove it, with the relative ones resolved by the article's date."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = {name: at for at, name in enumerate(_MONTHS, 1)} | {name[:3]: at for at, name in enumerate(_MONTHS, 1)}
_MONTH["sept"] = 9
_M = (
    r"(?P<m{0}>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_Y = r"(?P<y{0}>(?:19|20)\d\d)"
_D = r"(?P<d{0}>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_DATE = re.compile(
    "|".join(
        [
            r"(?P<y0>(?:19|20)\d\d)-(?P<m0>0[1-9]|1[0-2])-(?P<d0>0[1-9]|[12]\d|3[01])",
            rf"\b{_D.format(1)}\s+(?:of\s+)?{_M.format(1)}(?:,?\s+{_Y.format(1)})?\b",
            rf"\b{_M.format(2)}\s+{_D.format(2)}\b(?!\s*(?:percent|%|million|billion))(?:,?\s+{_Y.format(2)})?\b",
            rf"\b{_M.format(3)},?\s+(?:of\s+)?{_Y.format(3)}\b",
            rf"(?<![\d.,$€£])\b{_Y.format(4)}\b(?![\d,]*\d|\s*(?:percent|%|million|billion|people|barrels|tons))",
            rf"\b(?:in|since|until|by|of|this|last|next)\s+{_M.format(5)}(?:,?\s+{_Y.format(5)})?\b",
        ]
    ),
    re.IGNORECASE,
)
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_RELATIVE = re.compile(
    r"\b(?P<day>today|tonight|yesterday|this (?:morning|afternoon|evening)|(?:last |on )?(?P<weekday>"
    + "|".join(_WEEKDAYS)
    + r"))\b|\b(?P<which>this|last|next) (?P<unit>month|year)\b",
    re.IGNORECASE,
)


class PartialDate(NamedTuple):
    """A date as far as it is told; `start` and `end` are its offsets in the text."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int


def dates_in(text: str) -> list[PartialDate]:
    """The calendar dates of `text`, in order."""
    found = []
    for match in _DATE.finditer(text):
        parts = {key[0]: value for key, value in match.groupdict().items() if value}
        if "m" in parts and parts["m"].lower() == "may" and "d" not in parts and "y" not in parts:
            continue  # "by may" is as often the verb
        month = parts.get("m", "").rstrip(".").lower()
        found.append(
            PartialDate(
                int(parts["y"]) if "y" in parts else None,
                (int(month) if month.isdigit() else _MONTH[month]) if month else None,
                int(parts["d"]) if "d" in parts else None,
                *match.span(),
            )
        )
    return found


def relative_dates(text: str, published: date) -> list[PartialDate]:
    """What "on Monday", "yesterday", "last month" in a `text` of that day mean; a weekday is the last one before."""
    found = []
    for match in _RELATIVE.finditer(text):
        at = match.span()
        if match["unit"]:
            step = {"this": 0, "last": -1, "next": 1}[match["which"].lower()]
            if match["unit"].lower() == "year":
                found.append(PartialDate(published.year + step, None, None, *at))
            else:
                months = published.year * 12 + published.month - 1 + step
                found.append(PartialDate(months // 12, months % 12 + 1, None, *at))
            continue
        day = published
        if match["weekday"]:
            day -= timedelta(days=(published.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7)
        elif match["day"].lower() == "yesterday":
            day -= timedelta(days=1)
        found.append(PartialDate(day.year, day.month, day.day, *at))
    return found


def proven(claimed: PartialDate, text: str, published: date | None) -> bool:
    """Whether `text`, of an article published then, tells the `claimed` date; a year it leaves out is the article's."""
    told = dates_in(text)
    if published is not None:
        told += relative_dates(text, published)
    return any(_tells(date_, claimed, published) for date_ in told)


def _tells(told: PartialDate, claimed: PartialDate, published: date | None) -> bool:
    if claimed.day is not None and claimed.day != told.day:
        return False
    if claimed.month is not None and claimed.month != told.month:
        return False
    if claimed.year is None or claimed.year == told.year:
        return True
    if told.year is not None or told.month is None or published is None:
        return False
    return claimed.year == published.year or (told.month > published.month and claimed.year == published.year - 1)
