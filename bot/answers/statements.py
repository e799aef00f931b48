"""Sentences that rest on entries of lists, and the citations that prove them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answers.answer import Citation, Sentence
from bot.answers.notice import Notice
from bot.answers.quotes import Draft, long_date
from corpus.listing import Listing, entry_text

# The lines of an entry that show who it is about and under what it stands.
HEAD = ("Name", "Kind", "Position", "Born", "Nationalities", "Programmes", "Listed on", "Removed on", "Last seen in",
        "Absent from")  # fmt: skip


@dataclass(frozen=True)
class Statement:
    """One sentence and the lines of the entry that it rests on; `answer` is the very answer in it, where one is."""

    text: str
    listing: Listing
    lines: tuple[str, ...]
    answer: str = ""
    quote_words: int | None = None  # how many words of the line are quoted, where it is cut


class Sheet:
    """Statements being written down, their citations numbered from `first_number`; those that rest on one quote share
    a number."""

    def __init__(self, first_number: int) -> None:
        """An empty sheet."""
        self._first = first_number
        self._sentences: list[Sentence] = []
        self._citations: list[Citation] = []
        self._numbers: dict[tuple[str, int, int], int] = {}

    def tell(self, statement: Statement) -> str:
        """The statement's text with its mark."""
        start, end = _quoted(statement)
        key = (statement.listing.id, start, end)
        if key not in self._numbers:
            self._numbers[key] = self._first + len(self._citations)
            self._citations.append(_citation(self._numbers[key], statement.listing, start, end))
        number = self._numbers[key]
        text = statement.text
        self._sentences.append(Sentence(text=text, citations=(number,), answer_span=_span(text, statement.answer)))
        return f"{text} [{number}]"

    def draft(self, text: str, notes: tuple[Notice, ...] = ()) -> Draft:
        """`text`, made of what was told, with the sentences and citations of it."""
        return Draft(text, tuple(self._sentences), tuple(self._citations), notes)


def cited(statement: Statement, number: int) -> Citation:
    """The proof of `statement`: the lines of the entry that it rests on."""
    return _citation(number, statement.listing, *_quoted(statement))


def list_name(name: str) -> str:
    """The list as a sentence names it: "the OFAC SDN list"."""
    return f"the {name}" if re.search(r"\blist$", name, re.IGNORECASE) else f"the {name} list"


def edition(listing: Listing) -> str:
    """ " (edition of 2 May 2023)", or "" where the list has no date."""
    return f" (edition of {long_date(listing.as_of)})" if listing.as_of else ""


def _quoted(statement: Statement) -> tuple[int, int]:
    """Offsets into the entry's text of the lines that `statement` rests on, from the first to the last of them."""
    text = entry_text(statement.listing)
    start, end, at = len(text), 0, 0
    for line in text.split("\n"):
        if any(line.startswith(f"{label}: ") for label in statement.lines):
            start, end = min(start, at), at + len(line)
        at += len(line) + 1
    if end == 0:
        return 0, len(text)
    if statement.quote_words is not None:
        words = list(re.finditer(r"\S+", text[start:end]))
        label = len(statement.lines[0].split())
        end = start + words[min(label + statement.quote_words, len(words)) - 1].end()
    return start, end


def _citation(number: int, listing: Listing, start: int, end: int) -> Citation:
    entry = entry_text(listing)
    return Citation(
        n=number,
        listing_id=listing.id,
        title=f"{listing.name} ({listing.list} entry)",
        source=listing.list,
        url=listing.source_url,
        published=listing.as_of,
        quote=entry[start:end],
        start=start,
        end=end,
        passage=entry,
    )


def _span(text: str, answer: str) -> tuple[int, int] | None:
    at = text.find(answer) if answer else -1
    return (at, at + len(answer)) if at >= 0 else None
