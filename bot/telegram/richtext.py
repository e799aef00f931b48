"""RichText: text with styles, and its division into messages Telegram takes, without losing a character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from telegram import MessageEntity
from telegram.constants import MessageEntityType

MESSAGE_UNITS = 4096  # UTF-16 units in one message
MESSAGE_ENTITIES = 100

_SENTENCE_END = re.compile(r"[.!?…。！？]+[\"'”’»)\]]*\s+|[。！？]+")


@dataclass(frozen=True)
class Span:
    """A style over `text[start:end]`; `url` only where the style is TEXT_LINK."""

    start: int
    end: int
    style: MessageEntityType
    url: str | None = None


@dataclass(frozen=True)
class RichText:
    """Text and its styles, in Python's characters."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Piece:
    """What goes into one message: text and entities, offsets in UTF-16 units of this very text."""

    text: str
    entities: tuple[MessageEntity, ...] = ()


class Composer:
    """Builds a RichText from left to right."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._spans: list[Span] = []
        self._length = 0

    def add(self, text: str, *styles: MessageEntityType, url: str | None = None) -> Composer:
        """Append `text`, in these styles, linked to `url` where given."""
        start, self._length = self._length, self._length + len(text)
        self._parts.append(text)
        if text:
            self._spans += [Span(start, self._length, style) for style in styles]
            if url is not None:
                self._spans.append(Span(start, self._length, MessageEntityType.TEXT_LINK, url))
        return self

    @contextmanager
    def block(self, style: MessageEntityType) -> Iterator[None]:
        """Everything appended inside gets `style` as one."""
        start = self._length
        yield
        if self._length > start:
            self._spans.append(Span(start, self._length, style))

    def done(self) -> RichText:
        """The text so far."""
        return RichText("".join(self._parts), tuple(sorted(self._spans, key=lambda span: (span.start, -span.end))))


def units(text: str) -> int:
    """The length of `text` as Telegram counts it: UTF-16 units."""
    return len(text) + sum(1 for char in text if ord(char) > 0xFFFF)


def pieces(rich: RichText, limit: int = MESSAGE_UNITS, most_entities: int = MESSAGE_ENTITIES) -> list[Piece]:
    """The messages that together are `rich`: joined, their texts are its text; none is blank, too long or too styled.

    Cuts fall between paragraphs, else lines, sentences, words, and only then inside a word, never inside what is
    drawn as one character. Runs of white space longer than a message are the one thing left out.
    """
    result: list[Piece] = []
    at = 0
    while at < len(rich.text):
        end = _entity_limit(rich.spans, at, _length_limit(rich.text, at, limit), most_entities)
        if end < len(rich.text):
            end = _good_cut(rich.text, at, end)
        if rich.text[at:end].strip():
            result.append(_piece(rich, at, end, most_entities))
        at = end
    return result


def _length_limit(text: str, at: int, limit: int) -> int:
    end = min(len(text), at + limit)
    while units(text[at:end]) > limit:
        end -= max(1, (units(text[at:end]) - limit) // 2)
    return max(end, at + 1)


def _entity_limit(spans: tuple[Span, ...], at: int, end: int, most: int) -> int:
    starts = [max(span.start, at) for span in spans if span.start < end and span.end > at]
    if len(starts) <= most:
        return end
    return starts[most] if starts[most] > at else end


def _good_cut(text: str, at: int, end: int) -> int:
    """The best place to end a message that starts at `at` and has to end by `end`."""
    low = at + (end - at) // 2  # messages less than half full look broken
    for mark in ("\n\n", "\n"):
        found = text.rfind(mark, low, end)
        if found >= 0:
            return found + len(mark)
    sentence = None
    for match in _SENTENCE_END.finditer(text, low, end):
        sentence = match.end()
    if sentence is not None:
        return sentence
    for cut in range(end, low, -1):
        if text[cut - 1].isspace():
            return cut
    for cut in range(end, max(low, end - 64), -1):
        if not _drawn_as_one(text, cut):
            return cut
    return end


def _drawn_as_one(text: str, cut: int) -> bool:
    """Whether a cut at `cut` would part an accent from its letter, or an emoji made of several characters."""
    before, after = text[cut - 1], text[cut] if cut < len(text) else " "
    flags = "\U0001f1e6" <= before <= "\U0001f1ff" and "\U0001f1e6" <= after <= "\U0001f1ff"
    skin = "\U0001f3fb" <= after <= "\U0001f3ff"
    joined = before == "\u200d" or after == "\u200d" or "\ufe00" <= after <= "\ufe0f"
    return flags or skin or joined or unicodedata.category(after) in ("Mn", "Me", "Mc")


def _piece(rich: RichText, at: int, end: int, most: int) -> Piece:
    text = rich.text[at:end]
    inked = at + len(text.rstrip())  # Telegram cuts blanks at the end of a message, and styles with them
    offset = {at: 0}
    entities = []
    for span in rich.spans:
        start, stop = max(span.start, at), min(span.end, inked)
        while start < stop and rich.text[start].isspace():
            start += 1
        while stop > start and rich.text[stop - 1].isspace():
            stop -= 1
        if stop > start:
            for point in (start, stop):
                offset.setdefault(point, units(rich.text[at:point]))
            entities.append(MessageEntity(span.style, offset[start], offset[stop] - offset[start], url=span.url))
    return Piece(text, tuple(entities[:most]))
