"""What a feed, sitemap, list or single page names, from the web or from a file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from corpus.errors import FetchError, InputError
from corpus.fetching import Fetched
from corpus.inflating import inflated
from corpus.library import Source
from corpus.readers import feed, sitemap, url_list
from corpus.readers.contents import Skip
from corpus.readers.entries import Entry
from corpus.readers.skipped import Skipped
from corpus.sniffing import sniff
from corpus.sources import Kind
from corpus.web_addresses import is_web, without_login, without_secrets

MAX_BYTES = 50 << 20  # of a file that names pages, unpacked: what the standard of sitemaps allows
MAX_SITEMAPS = 50  # of one index, in one run


class Fetches(Protocol):
    """Whatever fetches over the web."""

    def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """What is at `url`, or that it is unchanged. Raises FetchError."""


@dataclass(frozen=True)
class Named:
    """The pages a source names now; none if it is `unchanged`.

    `complete` is true where the source names all it ever will, so that what it names no more is to go. `page` is the
    page itself, where the source is one.
    """

    kind: Kind
    entries: tuple[Entry, ...] = ()
    unchanged: bool = False
    complete: bool = False
    etag: str | None = None
    last_modified: str | None = None
    page: Fetched | None = None


def named_in(source: Source, fetcher: Fetches, skip: Skip, *, anew: bool = False) -> Named:
    """What `source` names; `anew` also where nothing has changed since it was asked last.

    Raises FetchError where it cannot be had, InputError where it is not what it was or names nothing.
    """
    if not is_web(source.location):
        found = _from_file(Path(source.location))
    elif anew:
        found = fetcher.fetch(source.location)
    else:
        found = fetcher.fetch(source.location, etag=source.etag, last_modified=source.last_modified)
    if found.unchanged:
        return Named(_kind(source.kind) or "feed", (), True, False, source.etag, source.last_modified)
    found = _unpacked(found)
    kind = _kind_of(found)
    before = _kind(source.kind)
    if before is not None and kind != before:
        raise InputError(f"was a {before} before and is a {kind} now; what it gave is kept")
    address = found.url if is_web(source.location) else None
    named = Named(kind, etag=found.etag, last_modified=found.last_modified)
    if kind == "feed":
        return replace(named, entries=tuple(feed.entries(found.content, address, skip)))
    if kind == "list":
        return replace(named, entries=tuple(url_list.entries(found.content, address, skip)), complete=True)
    if kind == "sitemap":
        below = list(sitemap.sitemaps(found.content, address, skip))
        own = tuple(sitemap.entries(found.content, address, skip))
        # An index may stay as it is while its sitemaps change: it is asked for anew each time.
        return Named(kind, _from_sitemaps(below, fetcher, skip)) if below else replace(named, entries=own)
    if address is None:
        raise InputError("names no pages: a feed, a sitemap or a list of addresses is needed")
    version = hashlib.sha256(found.content).hexdigest()
    return replace(named, entries=(Entry(without_login(source.location), version=version),), page=found)


def _from_sitemaps(addresses: list[str], fetcher: Fetches, skip: Skip) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for address in addresses[:MAX_SITEMAPS]:
        try:
            found = _unpacked(fetcher.fetch(address))
            entries += sitemap.entries(found.content, found.url, skip)
        except FetchError as error:
            skip(Skipped(without_secrets(address), None, str(error)))
        except InputError as error:
            skip(Skipped(without_secrets(address), None, f"{without_secrets(address)}: {error.reason}"))
    if len(addresses) > MAX_SITEMAPS:
        reason = f"names {len(addresses):,} sitemaps, of which {MAX_SITEMAPS} are read; add the others one by one"
        skip(Skipped("", None, reason))
    return tuple(entries)


def _from_file(path: Path) -> Fetched:
    if not path.is_file():
        raise InputError(f"{path} is not there; what it gave is kept")
    if path.stat().st_size > MAX_BYTES:
        raise InputError(f"{path} is longer than {MAX_BYTES >> 20} MB")
    content = path.read_bytes()
    return Fetched(str(path), content, sniff(content))


def _unpacked(found: Fetched) -> Fetched:
    """Sitemaps are often served as .gz files."""
    if found.kind != "gzip":
        return found
    content = bytearray()
    for piece in inflated([found.content]):
        content += piece
        if len(content) > MAX_BYTES:
            raise InputError(f"unpacks to more than {MAX_BYTES >> 20} MB")
    return replace(found, content=bytes(content), kind=sniff(bytes(content)))


def _kind_of(found: Fetched) -> Kind:
    if found.kind == "feed" or found.kind == "sitemap":
        return found.kind
    is_list = url_list.is_list(found.content) or found.url.endswith(url_list.ENDING)
    return "list" if found.kind in ("text", "empty") and is_list else "page"


def _kind(name: str | None) -> Kind | None:
    kinds: tuple[Kind, ...] = ("feed", "sitemap", "list", "page")
    return next((kind for kind in kinds if kind == name), None)
