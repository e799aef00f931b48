"""Which of the sentences found answer the question as it is put, beyond their likeness to it.

What something means is told by a sentence that defines it, what happened not by a forecast, and how things stand now by
the newest report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.answers.capitals import names_in
from bot.answers.definitions import defined_term, definiteness
from bot.answers.evidence import Evidence
from bot.answers.forecasts import asks_what_happened, is_forecast
from bot.answers.question import Question, QuestionType
from index.keywords import stems

_CONSIDERED = 10  # best sentences among which the order may change
_AS_GOOD = 1.0  # difference of scores within which a newer report is preferred
_NOW = re.compile(
    r"\b(?:now|currently|current|at present|these days|nowadays|today|still|latest|at the moment|as of today|so far|yet"
    r"|status)\b|\bis\b.+\b(?:still|now)\b",
    re.IGNORECASE,
)
_PAST_NOW = re.compile(r"\b(?:was|were|did|had)\b", re.IGNORECASE)
_BEGINNING = re.compile(r"\b(?:begin|began|start(?:ed)?|break out|broke out|launch(?:ed)?)\b", re.IGNORECASE)
# Says when something else was, counted from the beginning that is asked about.
_COUNTED_FROM = re.compile(
    r"\b(?:since|before|after|following|from) (?:the |its |his )?(?:very )?(?:beginning|start|outbreak|launch)\b"
    r"|\b(?:since|before|after) (?:the |its |his )?(?:\w+ ){0,3}(?:began|started)\b",
    re.IGNORECASE,
)
_ROOT = 4  # letters by which "invasion" and "invaded" agree
_UNTELLING = frozenset(stems("date day year month time exactly happen happened first last end ended take place took"))
_NEWER = timedelta(days=14)


def fitting(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """`evidence` in the order in which it answers `question`, without what cannot."""
    text = question.standalone
    found = list(evidence)
    term = defined_term(text)
    if term is not None:
        ranks = {id(item): definiteness(term, item.text) for item in found}
        found = [item for item in found if ranks[id(item)]]
        found.sort(key=lambda item: -min(ranks[id(item)], 3) * 0.8 - item.score)
    if asks_what_happened(text):
        found = [item for item in found if not is_forecast(item.text)]
    if question.type is QuestionType.WHEN and not names_in(text):
        found = [item for item in found if _of_event(item, text)]
    if question.type is QuestionType.WHEN and _BEGINNING.search(text):
        found = [item for item in found if not _COUNTED_FROM.search(item.text)]
    if asks_for_now(text):
        found = _newest_first(found)
    return found


def _of_event(item: Evidence, question: str) -> bool:
    """Whether a sentence has a word of the event whose date is asked for, in some form of it."""
    wanted = {stem[:_ROOT] for stem in stems(_BEGINNING.sub(" ", question)) if stem not in _UNTELLING}
    told = {stem[:_ROOT] for stem in item.stems}
    return not wanted or not wanted.isdisjoint(told)


def asks_for_now(text: str) -> bool:
    """Whether `text` asks how things stand at present."""
    return bool(_NOW.search(text)) and not _PAST_NOW.search(text)


def _newest_first(found: list[Evidence]) -> list[Evidence]:
    """Of the sentences that are about as good as the best the newest leads, if it is clearly newer."""
    if not found:
        return found
    best = found[0]
    as_good = [item for item in found[:_CONSIDERED] if item.score >= best.score - _AS_GOOD]
    newest = max(as_good, key=lambda item: item.hit.article.published or date.min)
    published, before = newest.hit.article.published, best.hit.article.published
    if published is None or (before is not None and published - before < _NEWER):
        return found
    return [newest, *(item for item in found if item is not newest)]
