"""Around a passage: more of its article, before and after, by exact offsets."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.answer import Citation
from corpus.article import Article
from index.sentences import sentence_spans

STEP_CHARS = 500  # at least this much more at once, to the end of a sentence
LONGEST_CHARS = 3_000  # a message holds 4,096, with the heading, the link and what emoji take


@dataclass(frozen=True)
class Around:
    """A citation whose passage was widened, and whether the article goes on before and after it."""

    citation: Citation
    more_before: bool
    more_after: bool


def around(citation: Citation, article: Article | None, before: int, after: int) -> Around:
    """`citation` with its passage widened by `before` and `after` steps, as far as fits into one message.

    As it was where the article is not held any more, or has changed so that the passage is not in it.
    """
    at = _place(citation, article)
    if article is None or at is None:
        return Around(citation, more_before=False, more_after=False)
    text = article.text
    start, end = at, at + len(citation.passage)
    room = LONGEST_CHARS - (end - start)
    for step in range(max(before, after)):
        if step < before:
            wider = _earlier(text, start)
            if start - wider <= room:
                room, start = room - (start - wider), wider
        if step < after:
            wider = _later(text, end)
            if wider - end <= room:
                room, end = room - (wider - end), wider
    moved = at - citation.passage_start  # the article gained or lost text above the passage
    wide = citation.model_copy(
        update={
            "passage": text[start:end],
            "passage_start": start,
            "start": citation.start + moved,
            "end": citation.end + moved,
        }
    )
    return Around(
        wide,
        more_before=_earlier(text, start) < start and start - _earlier(text, start) <= room,
        more_after=_later(text, end) > end and _later(text, end) - end <= room,
    )


def _place(citation: Citation, article: Article | None) -> int | None:
    """Where the passage stands in the article as it is now."""
    passage = citation.passage
    if article is None or not passage:
        return None
    if article.text.startswith(passage, citation.passage_start):
        return citation.passage_start
    found = article.text.find(passage)
    return found if found >= 0 else None


def _earlier(text: str, start: int) -> int:
    """Where the sentences begin that stand before `start`, at least STEP_CHARS of them if there are."""
    at = start
    for begin, _ in reversed(sentence_spans(text, 0, start)):
        if start - at >= STEP_CHARS:
            break
        at = begin
    return at


def _later(text: str, end: int) -> int:
    at = end
    for _, stop in sentence_spans(text, end):
        if at - end >= STEP_CHARS:
            break
        at = stop
    return at
