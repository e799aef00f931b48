"""RSS and Atom feeds -> the pages they name."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from corpus.cleaning import one_line
from corpus.errors import InputError
from corpus.readers.contents import Skip
from corpus.readers.dates import read_date
from corpus.readers.entries import Entry, page_address
from corpus.readers.fields import MAX_TITLE_CHARACTERS, shortened
from corpus.readers.skipped import Skipped

MAX_ENTRIES = 10_000
MAX_BYTES = 16 << 20  # a thousand whole articles are 5 MB
# Elements within elements: feeds nest less than 20 deep, and the parser's time grows with the square of it.
MAX_DEPTH = 500
# A tag, or the beginning or end of a part in which none count.
_MARK = re.compile(rb"<(/?)[A-Za-z][^<>]*>|(<!\[CDATA\[)|(\]\]>)")


def entries(data: bytes, address: str | None, skip: Skip) -> Iterator[Entry]:
    """The entries of a feed, in its order; `address` is where it came from, for links that are relative to it.

    Raises InputError when `data` is no feed. An entry without a usable link goes to `skip`.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"the feed is longer than {MAX_BYTES >> 20} MB")
    if _is_too_deep(data):
        raise InputError(f"the feed's elements nest more than {MAX_DEPTH} deep, or a part has no end")
    import feedparser  # a fifth of a second that only feeds should cost

    # As a file: given bytes or text, the parser would try whether they name a file or an address to open.
    headers = {"content-location": address} if address else {}
    try:
        found = feedparser.parse(
            io.BytesIO(data), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
        )
    except Exception as error:  # the parser bends over backwards for broken feeds, and falls now and then
        raise InputError(f"the feed cannot be parsed ({type(error).__name__})") from error
    if not found.entries and not found.get("version"):
        raise InputError("neither an RSS nor an Atom feed")
    for number, entry in enumerate(found.entries[:MAX_ENTRIES], start=1):
        try:
            url = page_address(entry.get("link"), address)
        except InputError as error:
            skip(Skipped(address or "", None, f"entry {number}: {error.reason}"))
            continue
        title = shortened(one_line(entry.get("title", "")), MAX_TITLE_CHARACTERS)
        yield Entry(url, title or None, read_date(entry.get("published")), dict.get(entry, "updated", ""))


def _is_too_deep(data: bytes) -> bool:
    depth = 0
    quoted = False
    for mark in _MARK.finditer(data):
        if mark[2] or mark[3]:
            quoted = mark[2] is not None
        elif quoted:
            continue
        elif mark[1]:
            depth = max(0, depth - 1)
        elif not mark[0].endswith(b"/>"):
            depth += 1
            if depth > MAX_DEPTH:
                return True
    return quoted  # a quoted part without an end would hide what follows it
