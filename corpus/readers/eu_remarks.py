"""The date of listing that remarks of the EU's list state, where the entry has no date of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from corpus.readers.draft import day_first

# "(Date of listing: 21.12.2005)"; "Date of UN designation" is another list's.
_LISTED = re.compile(
    r"(?i)\bdate of (?:EU )?(?:listing|designation)\s*:?\s*(?P<day>\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4})(?!\d)"
)


def listed_on(remarks: Iterable[str]) -> date | None:
    """The one date of listing in `remarks`, days before months; None where there is none, or more than one."""
    found = {day_first(match["day"]) for remark in remarks for match in _LISTED.finditer(remark)}
    return found.pop() if len(found) == 1 else None
