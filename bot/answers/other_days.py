"""Other days: the dates as of which a question had another answer, going by what is held of them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date

from bot.answers.answer import Answer, AnswerKind
from index.search import Snapshot

PASSAGES = 40
MOST = 4
NEAR = 0.45  # cosine from which a passage that shares no name has the question's subject

Ask = Callable[[date], Answer]


def days_that_differ(index: Snapshot, answer: Answer, ask: Ask) -> list[date]:
    """Up to MOST ends of years, or of months where all is of one year, as of which `ask` rests on something else.

    The latest first. What was published on the subject and when tells which days to try.
    """
    different: list[date] = []
    known = {_rests_on(answer)}
    for day in _candidates(index, answer):
        reply = ask(day)
        if reply.kind is AnswerKind.ANSWER and _rests_on(reply) not in known:
            known.add(_rests_on(reply))
            different.append(day)
        if len(different) == MOST:
            break
    return different


def _candidates(index: Snapshot, answer: Answer) -> Sequence[date]:
    query = index.query(answer.standalone_question)
    days = {
        hit.article.published
        for hit in index.search(query, PASSAGES)
        if hit.article.published is not None and (hit.names >= 0.5 if query.names else hit.dense >= NEAR)
    }
    days |= {listing.listed_on for listing in index.listings(answer.listings).values() if listing.listed_on is not None}
    ends = {date(day.year, 12, 31) for day in days}
    if len(ends) < 2:
        ends = {day.replace(day=monthrange(day.year, day.month)[1]) for day in days}
    if answer.as_of is None and ends:
        ends.remove(max(ends))  # by its end all was known that is known now
    return sorted(ends - {answer.as_of}, reverse=True)[: 2 * MOST]


def _rests_on(answer: Answer) -> frozenset[tuple[str | None, str | None, int]]:
    """What it cites: its words may differ by a remark alone."""
    return frozenset(
        (one.article_id, one.listing_id, one.start if one.article_id is not None else 0) for one in answer.citations
    )
