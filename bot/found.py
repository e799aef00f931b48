"""What `search` and `who` find."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

from bot.answers.answer import Held


class SearchHit(BaseModel):
    """One passage found: `passage == article.text[start:end]`; `score` 0..1.

    `by_words_alone`: the search by meaning was away, so that passages that say the same in other words are missing.
    """

    model_config = ConfigDict(frozen=True)

    passage_id: str
    article_id: str
    url: str | None
    title: str
    source: str | None
    published: date | None
    passage: str
    start: int
    end: int
    score: float
    by_words_alone: bool = False


class EntryHistory(BaseModel):
    """What an edition of its list did to an entry; `fields` leads from what changed to its (old, new) value.

    `edition` is the edition's date or, where it states none (`dated` is false), the day it was read.
    """

    model_config = ConfigDict(frozen=True)

    what: str
    edition: date
    dated: bool
    previous: date | None
    fields: dict[str, tuple[Any, Any]] = {}


class MatchedPart(BaseModel):
    """A word of the name asked for, the word of the listed name it matched ("" where there is none), how, and 0..1."""

    model_config = ConfigDict(frozen=True)

    asked: str
    listed: str
    how: str
    likeness: float


class WhoMatch(BaseModel):
    """One listing that a name may belong to; `score` 0..1 and `how` it was matched.

    `last_seen` and `absent_from` are the editions that had it last and lacked it first, where it is no longer there;
    `in_the_news` the ways articles write its name that are none of its listed names, the most frequent first;
    `facts` what tells it from namesakes; `explanation` which words matched how.
    """

    model_config = ConfigDict(frozen=True)

    listing_id: str
    list: str
    name: str
    matched_name: str
    score: float
    how: str
    kind: str
    programmes: tuple[str, ...]
    listed_on: date | None
    delisted_on: date | None
    as_of: date | None
    last_seen: date | None
    absent_from: date | None
    source_url: str | None
    in_the_news: tuple[str, ...] = ()
    history: tuple[EntryHistory, ...] = ()
    facts: tuple[str, ...] = ()
    explanation: tuple[MatchedPart, ...] = ()


class Who(BaseModel):
    """What is held on a name: listings, best first, and the articles that mention it.

    Where no listing is like enough to be a match, `nearest` are those with the most similar names.
    """

    model_config = ConfigDict(frozen=True)

    matches: tuple[WhoMatch, ...] = ()
    nearest: tuple[WhoMatch, ...] = ()
    articles: tuple[Held, ...] = ()
