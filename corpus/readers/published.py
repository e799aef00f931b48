"""When an article was published, and how sure that is: by its source's own field first, by its address last."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import unquote, urlsplit

from corpus.article import DateOrigin
from corpus.readers.dates import MONTHS, dateline, read_date

# A story may be put online a day before or after the day it is dated; more than this speaks of two different days.
MOST_DAYS_APART = 3

_YEAR = r"(?P<year>(?:19[89]|20\d)\d)"
_IN_ADDRESS = [
    re.compile(rf"/{_YEAR}/(?P<month>[01]?\d|[a-z]{{3,9}})/(?P<day>[0-3]?\d)(?=/|$)", re.IGNORECASE),
    re.compile(rf"/{_YEAR}-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?=[/_.-]|$)"),
    re.compile(rf"/{_YEAR}(?P<month>[01]\d)(?P<day>[0-3]\d)(?=/|$)"),
]


def published(
    stated: object, origin: DateOrigin, address: str | None, text: str, doubt: Callable[[str], None]
) -> tuple[date | None, DateOrigin | None]:
    """The day an article was published and what says so; (None, None) where nothing does.

    `stated` is what its source says in a field or in markup (`origin`). Where that is missing or cannot be read, the
    text's own line or dateline counts, and last the address. What does not fit together is told to `doubt`.
    """
    by_address = address_date(address) if address else None
    day = read_date(stated)
    if day is not None:
        if by_address and abs((by_address - day).days) > MOST_DAYS_APART:
            doubt(f"published on {day} by its {origin}, on {by_address} by its URL; dated by its {origin}")
        return day, origin
    found: tuple[date, DateOrigin] | None = dateline(text)
    if found is None and by_address:
        found = by_address, "url"
    if stated:
        written = " ".join(str(stated)[:200].split())
        written = written if len(written) <= 60 else f"{written[:59]}…"
        instead = f"dated by its {'URL' if found[1] == 'url' else found[1]}" if found else "taken in without a date"
        doubt(f"no date can be read from {written!r}; {instead}")
    elif found and by_address and abs((by_address - found[0]).days) > MOST_DAYS_APART:
        doubt(f"published on {found[0]} by its {found[1]}, on {by_address} by its URL; dated by its {found[1]}")
    return found or (None, None)


def address_date(address: str) -> date | None:
    """The day that the path of a web address names, as in /2022/03/10/ or /2022-03-10-title; None where not just one.

    A date within the words of a title is what the story is about, and does not count.
    """
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return None
    found: set[date] = set()
    for pattern in _IN_ADDRESS:
        for match in pattern.finditer(path):
            month = match["month"].lower()
            number = int(month) if month.isdigit() else MONTHS.get(month, 0)
            try:
                found.add(date(int(match["year"]), number, int(match["day"])))
            except ValueError:
                continue
    return found.pop() if len(found) == 1 else None
