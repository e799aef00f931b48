"""Article: one story or notice as the corpus keeps it."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

# What dates an article, the surest first: its source's own field or markup, a line of its text, its dateline, its URL.
DateOrigin = Literal["field", "markup", "text", "dateline", "url"]


class Article(BaseModel):
    """One cleaned article. All quotations refer to offsets into `text`, which never changes once stored.

    `id` names the article over its versions (from its URL, else its path); `checksum` names this very version.
    `published` is None where no date is known: it is never guessed silently.
    `published_from` tells what the date was read from; people are told when that is not the source's own statement.
    `pages` are the offsets into `text` where each page of a paged document begins, page 1 first; empty for others.
    """

    model_config = ConfigDict(frozen=True)

    id: str = Field(min_length=1)
    title: str = Field(min_length=1)
    text: str = Field(min_length=1)
    url: str | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    published_from: DateOrigin | None = None
    language: str | None = None
    programmes: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()

    @property
    def date_is_doubtful(self) -> bool:
        """Whether the date was read from the text or the URL, where it may be another day than that of publication."""
        return self.published_from in ("text", "dateline", "url")

    @cached_property
    def checksum(self) -> str:
        """32 hex digits over everything a reader could be shown of this version."""
        # Without pages, and dated by its source, an article keeps the checksum it had before these were told.
        untold = {name for name, told in (("pages", self.pages), ("published_from", self.date_is_doubtful)) if not told}
        return hashlib.sha256(self.model_dump_json(exclude=untold).encode()).hexdigest()[:32]

    def page_of(self, offset: int) -> int | None:
        """The page, counted from 1, that holds the character at `offset` of `text`; None without pages."""
        return max(bisect_right(self.pages, offset), 1) if self.pages else None


def article_id(key: str) -> str:
    """The id of the article known by `key`, its URL or, where it has none, its path within its source."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]
