"""Answer: what a question comes back as. Front ends only render it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, computed_field, model_validator

from bot.answers.notice import Notice
from corpus.article import Article, DateOrigin
from corpus.duplicates import host, same_publisher

ALSO_SHOWN = 5  # other places of a story that are named; the rest is counted


class AnswerKind(StrEnum):
    """What was said: an answer, that nothing held supports one, or a question back."""

    ANSWER = "answer"
    NO_ANSWER = "no_answer"
    CLARIFY = "clarify"


class Held(BaseModel):
    """An article the corpus holds, such as one near to a question it cannot answer."""

    model_config = ConfigDict(frozen=True)

    article_id: str
    title: str
    source: str | None = None
    url: str | None = None
    published: date | None = None

    @classmethod
    def of(cls, article: Article) -> Held:
        """The reference to `article`."""
        return cls(
            article_id=article.id,
            title=article.title,
            source=article.source,
            url=article.url,
            published=article.published,
        )


class Citation(BaseModel):
    """The proof of a statement: for articles, `article.text[start:end] == quote`.

    `passage` is the text around the quote as it stood when the answer was given, beginning at offset
    `passage_start` of the article, so that an answer can be checked long after the article changed.
    `published_from` tells what the date was read from; only a field or markup is the source's own statement.
    `also` are the other articles held that tell the same story, copies and earlier versions, earliest first.
    `page` is the page of a PDF on which the quote begins, counted from 1.
    A citation of an official list has `listing_id` instead of `article_id`; its quote is the entry's own words.
    """

    model_config = ConfigDict(frozen=True)

    n: int
    article_id: str | None = None
    listing_id: str | None = None
    title: str
    source: str | None = None
    url: str | None = None
    published: date | None = None
    published_from: DateOrigin | None = None
    passage_id: str | None = None
    quote: str
    start: int
    end: int
    passage: str = ""
    passage_start: int = 0
    page: int | None = None
    also: tuple[Held, ...] = ()

    @classmethod
    def of_article(
        cls,
        n: int,
        article: Article,
        start: int,
        end: int,
        *,
        passage: tuple[int, int],
        passage_id: str | None = None,
        also: tuple[Held, ...] = (),
    ) -> Citation:
        """The proof `article.text[start:end]`, shown within the text between the offsets `passage`."""
        return cls(
            n=n,
            article_id=article.id,
            title=article.title,
            source=article.source,
            url=article.url,
            published=article.published,
            published_from=article.published_from,
            passage_id=passage_id,
            quote=article.text[start:end],
            start=start,
            end=end,
            passage=article.text[slice(*passage)],
            passage_start=passage[0],
            page=article.page_of(start),
            also=also,
        )


def pages_cited(citations: Sequence[Citation]) -> str:
    """Where in their document the quotes stand: "p. 3", "pp. 3, 5", or "" where it has no pages."""
    pages = sorted({citation.page for citation in citations if citation.page is not None})
    return f"{'p.' if len(pages) == 1 else 'pp.'} {', '.join(map(str, pages))}" if pages else ""


def also_published(citation: Citation) -> str:
    """Who else published the cited story: "also published by The Paper, 3 March 2022", or "" where nobody is known."""
    places: dict[str, str] = {}
    for other in citation.also:
        if not same_publisher(other, citation):
            name = other.source or host(other) or "a source without a name"
            when = f"{other.published.day} {other.published:%B %Y}" if other.published else "undated"
            places.setdefault(name, f"{name}, {when}")
    shown = list(places.values())[:ALSO_SHOWN]
    more = len(places) - len(shown)
    return f"also published by {'; '.join(shown)}" + (f"; and {more} more" if more else "") if shown else ""


class Sentence(BaseModel):
    """One sentence of the answer. `answer_span` gives the offsets into `text` of the very answer, where known."""

    model_config = ConfigDict(frozen=True)

    text: str
    citations: tuple[int, ...] = ()
    quoted: bool = False
    answer_span: tuple[int, int] | None = None


class Answer(BaseModel):
    """The whole answer; `text` carries `[n]` marks for `citations`, `nearest` is filled when `kind` is no_answer.

    `choices` are those to choose among when `kind` is clarify, as `text` numbers them: the asker's next question may
    be a number, a name or a fact of one. `notices` are the notes below the answer; `said` are those sentences of `text`
    that are the bot's own, for front ends that speak other languages: each stands in `text` as its English words.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    question: str
    standalone_question: str
    kind: AnswerKind
    text: str
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    entities: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    nearest: tuple[Held, ...] = ()
    choices: tuple[str, ...] = ()
    confidence: float = Field(ge=0.0, le=1.0)
    writer: str = "quotes"
    as_of: date | None = None
    generation: str | None = None
    said: tuple[Notice, ...] = ()
    notices: tuple[Notice, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _notes_are_notices(cls, given: Any) -> Any:
        """Takes `notes`, as plain texts or as notices, for `notices`: answers stored earlier have nothing else."""
        if not isinstance(given, dict) or "notes" not in given:
            return given
        notes = given["notes"] if "notices" not in given else ()
        notices = [Notice(text=note) if isinstance(note, str) else note for note in notes]
        rest = {name: value for name, value in given.items() if name != "notes"}
        return {"notices": notices, **rest}

    @computed_field  # type: ignore[prop-decorator]
    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be read below the answer, in English."""
        return tuple(one.text for one in self.notices)

    def with_notes(self, *notices: Notice) -> Answer:
        """The same with further notes."""
        return self.model_copy(update={"notices": (*self.notices, *notices)})
