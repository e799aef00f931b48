"""Fields of a list that its reader does not know: counted, and told once a file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from corpus.readers.contents import Skip
from corpus.readers.fields import shortened
from corpus.readers.skipped import Skipped

_NAMED = 20


class Unread:
    """The unknown fields of one file, "column 'Foo'" or "element BAR", and how often each was met."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def note(self, field: str) -> None:
        """Count one value of the unknown `field`."""
        self._counts[shortened(field, 60)] += 1

    def tell(self, path: Path, skip: Skip) -> None:
        """Report them all in one entry, the most frequent first; nothing where there are none."""
        if not self._counts:
            return
        named = ", ".join(f"{field} ({count:,})" for field, count in self._counts.most_common(_NAMED))
        more = " …" if len(self._counts) > _NAMED else ""
        skip(Skipped(str(path), None, f"fields this reader does not know, left out of the listings: {named}{more}"))
