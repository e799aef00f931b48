"""Entry: one page that a feed, sitemap or list of addresses names."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from corpus.errors import InputError
from corpus.web_addresses import joined


@dataclass(frozen=True)
class Entry:
    """A page to fetch. `version` is whatever the entry says changes with the page, such as its date of update."""

    url: str
    title: str | None = None
    published: date | None = None
    version: str = ""

    @property
    def fingerprint(self) -> str:
        """16 hex digits that are others when the entry says something else of its page."""
        return hashlib.sha256(f"{self.title}\0{self.published}\0{self.version}".encode()).hexdigest()[:16]


def page_address(link: str | None, base: str | None) -> str:
    """The address a link stands for, without a login. Raises InputError when it is none that can be fetched."""
    if not link or not link.strip():
        raise InputError("the entry has no link")
    return joined(base or "", link)
