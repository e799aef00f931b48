"""Dates as files write them -> `date`, only where day, month and year are all there; nothing is guessed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Literal

MONTHS = {
    name: number
    for number, names in enumerate(
        ["jan january", "feb february", "mar march", "apr april", "may may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"],
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_YEAR = r"(?P<year>(?:1[6-9]|2[01])\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_WRITTEN = [re.compile(rf"{_DAY}[ -]{_MONTH},?[ -]{_YEAR}\b"), re.compile(rf"\b{_MONTH} {_DAY},? {_YEAR}\b")]
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:T?\d{4,6}Z?)?$")
_YEAR_LAST = re.compile(r"(?P<first>\d{1,2})([-/.])(?P<second>\d{1,2})\2(?P<year>\d{4})(?!\d)")
_EPOCH = re.compile(r"\d{9,10}(?:\d{3})?(?:\.\d+)?$")

_PUBLISHED_LINE = re.compile(r"(?i)^(?:first )?(?:published|posted|issued|date)(?: on)?\s*:?\s+(?P<rest>.+)$")
# "WASHINGTON, Nov. 30, 2020 (Reuters) - ", "KYIV, 24 February 2022 - "
_CITY_LINE = re.compile(r"^[A-Z][A-Z .,'’/-]{2,40}, (?P<rest>[\w., ]{8,24}?)\s*(?:\([A-Za-z ]{2,30}\)\s*)?[-–—]\s")
_STATED_LINES: list[tuple[re.Pattern[str], Literal["dateline", "text"]]] = [
    (_PUBLISHED_LINE, "text"),
    (_CITY_LINE, "dateline"),
]


def read_date(value: object) -> date | None:
    """The calendar date `value` states in its own time zone, or None where it states none that can be read.

    Accepts dates, numbers (seconds or milliseconds since 1970), ISO, RFC 822, year-first and written forms in
    many languages. "03/04/2022" is None: it does not say which is the month.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = " ".join(str(value).split())
    if not 4 < len(text) <= 100:
        return None
    try:
        return _stated(text)
    except (ValueError, OverflowError, OSError):  # 31 June, month 13, year 0
        return None


def _stated(text: str) -> date | None:
    if match := _YEAR_FIRST.match(text) or _COMPACT.match(text):
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    if match := _YEAR_LAST.match(text):
        first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
        if first == second or second > 12 >= first:
            return date(year, first, second)
        return date(year, second, first) if first > 12 else None
    if _EPOCH.match(text):
        seconds = float(text)
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC).date()
    for pattern in _WRITTEN:
        if (match := pattern.search(text)) and (month := MONTHS.get(match["month"].lower())):
            return date(int(match["year"]), month, int(match["day"]))
    try:
        return parsedate_to_datetime(text).date()
    except (TypeError, ValueError, IndexError):
        return _in_other_languages(text)


@lru_cache(maxsize=4096)
def _in_other_languages(text: str) -> date | None:
    if not (re.search(r"[^\W\d_]{3}", text) and re.search(r"\d{4}", text)):
        return None
    import dateparser  # slow to import, and rarely needed

    settings = {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"], "STRICT_PARSING": True}
    try:
        found = dateparser.parse(text, settings=settings)
    except Exception:
        # Hundreds of locales' rules meet text from anywhere; what they trip over states no date for us.
        return None
    return found.date() if isinstance(found, datetime) else None


def dateline(text: str) -> tuple[date, Literal["dateline", "text"]] | None:
    """The date of publication a text states at its top, or None where it is not complete and unmistakable.

    Read are: an agency's "CITY, Nov. 30, 2020 -" ("dateline"), a "Published 30 November 2020" line, and a date alone
    in the first line if no other line is a date, else it is the first entry of a chronicle (both "text").
    """
    top = [line.strip() for line in text[:2000].split("\n") if line.strip()][:4]
    stated: dict[date, Literal["dateline", "text"]] = {}
    for line in top:
        for pattern, origin in _STATED_LINES:
            match = pattern.match(line)
            if match and len(match["rest"]) <= 60 and (found := _written(match["rest"])):
                stated.setdefault(found, origin)
    if len(stated) == 1:
        return stated.popitem()
    if not stated and top and (found := _written(top[0], alone=True)):
        others = (line.strip() for line in text.split("\n")[1:])
        if not any(_written(line, alone=True) for line in others if line and len(line) < 40):
            return found, "text"
    return None


def _written(text: str, *, alone: bool = False) -> date | None:
    text = re.sub(r"^(?:Mon|Tues?|Wed(?:nes)?|Thur?s?|Fri|Sat(?:ur)?|Sun)(?:day)?,? ", "", text)
    for pattern in [*_WRITTEN, _YEAR_FIRST]:
        if (match := pattern.match(text)) and (not alone or match.end() == len(text.rstrip("."))):
            return read_date(match.group())
    return None
