"""Sitemaps and sitemap indexes (sitemaps.org, with Google's news fields) -> the pages or sitemaps they name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.cleaning import one_line
from corpus.errors import InputError
from corpus.readers.contents import Skip
from corpus.readers.dates import read_date
from corpus.readers.entries import Entry, page_address
from corpus.readers.fields import MAX_TITLE_CHARACTERS, shortened
from corpus.readers.skipped import Skipped

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_ENTRIES = 50_000  # what the standard allows in one file


def entries(data: bytes, address: str | None, skip: Skip) -> Iterator[Entry]:
    """The pages a sitemap names, none for an index of sitemaps. Raises InputError when `data` is no sitemap."""
    for element in list(_root(data))[:MAX_ENTRIES]:
        if _name(element) != "url":
            continue
        fields = {_name(below): (below.text or "").strip() for below in element.iter() if _name(below) != "url"}
        try:
            url = page_address(_own(element, "loc"), address)
        except InputError as error:
            skip(Skipped(address or "", None, error.reason))
            continue
        title = shortened(one_line(fields.get("title", "")), MAX_TITLE_CHARACTERS)
        yield Entry(url, title or None, read_date(fields.get("publication_date")), _own(element, "lastmod") or "")


def sitemaps(data: bytes, address: str | None, skip: Skip) -> Iterator[str]:
    """The addresses of the sitemaps an index names, none for a sitemap. Raises InputError when `data` is neither."""
    for element in list(_root(data))[:MAX_ENTRIES]:
        if _name(element) == "sitemap":
            try:
                yield page_address(_own(element, "loc"), address)
            except InputError as error:
                skip(Skipped(address or "", None, error.reason))


def _root(data: bytes) -> Element:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root: Element = fromstring(data)
    except ParseError as error:
        raise InputError(f"not well-formed XML ({error})") from error
    except DefusedXmlException as error:
        raise InputError("declares XML entities, which no sitemap needs and attacks use") from error
    except (ValueError, LookupError) as error:
        raise InputError("names an encoding that is not known") from error
    if _name(root) not in ("urlset", "sitemapindex"):
        raise InputError("not a sitemap")
    return root


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _own(element: Element, name: str) -> str | None:
    """The text of `element`'s own field; images and videos below it have fields of that name, too."""
    return next((below.text for below in element if _name(below) == name and below.text), None)
