"""XML files (.xml, .xml.gz): official lists, each read by the reader that knows the file's first element.

A further list is one reader with `recognises(root)` and `read(path, skip)`, and one line in `LISTS`; what readers
share stands in `xml_stream` (elements of large files, safely) and `unread` (elements a reader does not know).
Identifiers that come twice in a file are told here for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from corpus.errors import InputError
from corpus.listing import Listing
from corpus.readers import eu, ofac_advanced, ofac_xml, uk, un, xml_stream
from corpus.readers.contents import Skip
from corpus.readers.fields import shortened
from corpus.readers.skipped import Skipped
from corpus.readers.xml_stream import Root


class XmlList(Protocol):
    """A module that reads one list in one XML form."""

    def recognises(self, root: Root) -> bool:
        """Whether a file with this first element is in its form."""

    def read(self, path: Path, skip: Skip) -> Iterator[Listing]:
        """The designations of the list; what is left out or in doubt goes to `skip`. May raise InputError."""


LISTS: tuple[XmlList, ...] = (un, ofac_xml, ofac_advanced, eu, uk)

# What else is kept as XML, by its first element in small letters.
_NAMING_PAGES = {"rss": "an RSS feed", "feed": "an Atom feed", "rdf": "an RSS feed", "urlset": "a sitemap",
                 "sitemapindex": "an index of sitemaps"}  # fmt: skip


def read(path: Path, skip: Skip) -> Iterator[Listing]:
    """The designations of an official list. Raises InputError, naming the first element, for any other XML file."""
    root = xml_stream.root(path)
    for known in LISTS:
        if known.recognises(root):
            yield from _each_once(known.read(path, skip), path, skip)
            return
    if what := _NAMING_PAGES.get(root.name.lower()):
        raise InputError(f"{what}, which names pages and holds no article; name the file itself as a source")
    raise InputError(
        f"no list known here: its first element is {shortened(root.name, 40)!r}"
        + (f" of {shortened(root.namespace, 80)!r}" if root.namespace else "")
    )


def _each_once(listings: Iterator[Listing], path: Path, skip: Skip) -> Iterator[Listing]:
    seen: set[str] = set()
    for listing in listings:
        if listing.id in seen:
            skip(Skipped(str(path), None, f"{listing.id} stands in the file a second time; the first entry is kept"))
            continue
        seen.add(listing.id)
        yield listing
