"""Which of the sentences found answer the question as it is put, beyond their likeness to it.

What something means is told by a sentence that defines it, what happened not by a forecast, what one did not by what
another did, and how things stand now by the newest report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.answers.answer import Citation
from bot.answers.asked_acts import Told, asked_act, of_another_number, told_of
from bot.answers.capitals import names_in
from bot.answers.definitions import defined_term, definiteness
from bot.answers.evidence import Evidence
from bot.answers.forecasts import asks_what_happened, is_forecast
from bot.answers.notice import Notice, notice
from bot.answers.question import Question, QuestionType
from index.keywords import stems

_CONSIDERED = 10  # best sentences among which the order may change
# Differences of scores, as shares of the best one's: within which another sentence is as good, and what it is worth
# that a sentence defines the term or says who somebody is.
_AS_GOOD = 0.12
_DEFINES = 0.1
_SAYS_WHO = 0.18
_TELLS_THE_ACT = 0.1
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
_WHO_IS = re.compile(
    r"^\W*(?:and |so )?[Ww]ho(?:'s|’s| is| was| are| were)\s+(?P<name>(?:[A-ZÀ-Þ][\w’'-]+\s*){1,4})\W*$"
)
_POST = (
    r"(?:minister|president|chancellor|secretary|chief|ceo|executive|billionaire|oligarch|tycoon|leader|head|owner"
    r"|founder|businessman|businesswoman|banker|governor|general|spokes(?:man|woman|person)|ambassador|lawmaker|senator"
    r"|boss|director|chairman|commander|mayor|king|prince)"
)
_ROOT = 4  # letters by which "invasion" and "invaded" agree
_UNTELLING = frozenset(stems("date day year month time exactly happen happened first last end ended take place took"))
_MANY = 3  # names
_SOON_AFTER = 400  # characters
_NEWER = timedelta(days=14)
_READ_WITH = 10_000  # characters before and after a sentence in which its article may say which package it is on


def fitting(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """`evidence` in the order in which it answers `question`, without what cannot."""
    text = question.standalone
    found = _of_the_act(text, evidence)
    term = defined_term(text)
    if term is not None:
        ranks = {id(item): definiteness(term, item.text) for item in found}
        found = [item for item in found if ranks[id(item)]]
        worth = _DEFINES * max((abs(item.score) for item in found), default=0.0)
        found.sort(key=lambda item: -ranks[id(item)] * worth - item.score)
    person = _WHO_IS.match(text)
    if person is not None:
        found = _who(person["name"], found)
    if question.type is QuestionType.WHEN and asks_what_happened(text):
        found = [item for item in found if not is_forecast(item.text)]
    if question.type is QuestionType.WHEN and not names_in(text):
        found = [item for item in found if _of_event(item, text)]
    if question.type is QuestionType.WHEN and _BEGINNING.search(text):
        found = [item for item in found if not _COUNTED_FROM.search(item.text)]
    if question.type is QuestionType.LIST:
        found = _named_first(found)
    if asks_for_now(text):
        found = _newest_first(found)
    return found


def _of_the_act(text: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Without the sentences on another's act or another of the numbered things asked about; those that say outright
    that the very one did it, to the very one, a little ahead."""
    found = [item for item in evidence if not of_another_number(text, item.text, _read_with(item))]
    act = asked_act(text)
    if act is None:
        return found
    told = {id(item): told_of(act, item.text) for item in found}
    found = [item for item in found if told[id(item)] is not Told.ANOTHER]
    worth = _TELLS_THE_ACT * max((abs(item.score) for item in found), default=0.0)
    return sorted(found, key=lambda item: -item.score - worth * (told[id(item)] is Told.THIS))


def _read_with(item: Evidence) -> str:
    article = item.hit.article
    return f"{article.title}\n{article.text[max(0, item.start - _READ_WITH) : item.end + _READ_WITH]}"


def newest_held(question: Question, citations: Sequence[Citation]) -> tuple[Notice, ...]:
    """Of what day the newest report quoted is, where the question is how things stand now; else nothing."""
    days = [one.published for one in citations if one.article_id and one.published]
    if not days or not asks_for_now(question.standalone):
        return ()
    return (notice("note-newest", day=max(days)),)


def _who(name: str, found: list[Evidence]) -> list[Evidence]:
    """The sentences that name whom it is about, those first that say beside the name who that is."""
    last = re.escape(name.split()[-1])
    named = [item for item in found if re.search(rf"\b{last}\b", item.text, re.IGNORECASE)]
    told = re.compile(rf"\b{_POST}\s+(?:\w+\s+){{0,2}}{last}\b|\b{last}\b,\s+(?:the|a|an|who|whose|\w+['’]s)\b"
                      rf"|\b{last}\b\s+(?:is|was) (?:an?|the|one)\b", re.IGNORECASE)  # fmt: skip
    worth = _SAYS_WHO * max((abs(item.score) for item in named), default=0.0)
    return sorted(named, key=lambda item: -item.score - worth * bool(told.search(item.text)))


def _of_event(item: Evidence, question: str) -> bool:
    """Whether a sentence has a word of the event whose date is asked for, in some form of it."""
    wanted = {stem[:_ROOT] for stem in stems(_BEGINNING.sub(" ", question)) if stem not in _UNTELLING}
    told = {stem[:_ROOT] for stem in item.stems}
    return not wanted or not wanted.isdisjoint(told)


def asks_for_now(text: str) -> bool:
    """Whether `text` asks how things stand at present."""
    return bool(_NOW.search(text)) and not _PAST_NOW.search(text)


def _named_first(found: list[Evidence]) -> list[Evidence]:
    """Where the best sentence names hardly anybody, that of the same article first which gives the names after it."""
    if not found or len(found[0].spans) >= _MANY:
        return found
    best = found[0]
    for item in found[1:_CONSIDERED]:
        near = item.hit.article.id == best.hit.article.id and 0 < item.start - best.end < _SOON_AFTER
        if near and len(item.spans) >= _MANY and item.score >= best.score - 2 * _AS_GOOD * abs(best.score):
            return [item, *(other for other in found if other is not item)]
    return found


def _newest_first(found: list[Evidence]) -> list[Evidence]:
    """Of the sentences that are about as good as the best the newest leads, if it is clearly newer."""
    if not found:
        return found
    best = found[0]
    as_good = [item for item in found[:_CONSIDERED] if item.score >= best.score - _AS_GOOD * abs(best.score)]
    newest = max(as_good, key=lambda item: item.hit.article.published or date.min)
    published, before = newest.hit.article.published, best.hit.article.published
    if published is None or (before is not None and published - before < _NEWER):
        return found
    return [newest, *(item for item in found if item is not newest)]
