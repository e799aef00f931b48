"""What a question wants a timeline of: "timeline of sanctions on X", "what happened to X since 2022?"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.answers.list_members import time_asked

_ASKS = re.compile(
    r"\b(?:time ?-?line|chronology|chronicle|sequence of events|history|key dates|course of events)\b\s*"
    r"(?:of|for|on|about|regarding|concerning|with|:)\s+(?P<subject>.+)$"
    r"|\bwhat (?:has |have |had )?(?:all )?(?:happened|been happening|been done|gone on) (?:to|with|about|in"
    r"|at) (?P<happened>.+)$"
    r"|\bhow (?:did|have|has) (?P<changed>.+?) (?:developed?|evolved?|changed?|unfold(?:ed)?|progress(?:ed)?)"
    r"(?P<rest> (?:since|over|between|from|after)\b.+)$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:between|from)\s+(?P<from>(?:19|20)\d\d)\s+(?:and|to|until|till|-)\s+(?P<to>(?:19|20)\d\d)\b", re.I
)
_INVASION = re.compile(
    r"\b(?P<how>since|after|before|until)\s+(?:the\s+)?(?:start of the\s+"
    r"|beginning of the\s+)?(?:\w+\s+)?(?:full-scale\s+)?"
    r"(?:invasion|war)(?: of ukraine| in ukraine| began| started)?\b",
    re.IGNORECASE,
)
_INVADED = date(2022, 2, 24)  # Russia's full-scale invasion of Ukraine
_OF_LATE = re.compile(
    r"\b(?:over time|over the years|so far|until now|up to now|to date|since then|step by step)\b", re.I
)
_WORDS_AROUND = re.compile(r"^(?:the\s+)?|[\s,.?!;:]+$", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """The subject of a timeline, and from when to when it is asked; None for open ends."""

    subject: str
    since: date | None = None
    until: date | None = None


def timeline_asked(question: str) -> Asked | None:
    """The timeline that `question` asks for; None where it asks for none.

    "What happened to X?" asks for one only over a time: "since 2022", "between 2014 and 2018", "over the years".
    """
    match = _ASKS.search(question.strip())
    if match is None:
        return None
    subject = match["subject"] or match["happened"] or f"{match['changed']}{match['rest']}"
    since = until = None
    words: list[str] = []
    if between := _BETWEEN.search(subject):
        since, until = date(int(between["from"]), 1, 1), date(int(between["to"]), 12, 31)
        words.append(between.group())
    elif invasion := _INVASION.search(subject):
        after = invasion["how"].lower() in ("since", "after")
        since, until = (_INVADED, None) if after else (None, _INVADED)
        words.append(invasion.group())
    elif span := time_asked(subject):
        since = None if span.start == date.min else span.start
        until = None if span.end == date.max else span.end
        words.append(span.words)
    if late := _OF_LATE.search(subject):
        words.append(late.group())
    if not words and not match["subject"]:
        return None
    for spoken in words:
        subject = subject.replace(spoken, " ", 1)
    subject = _WORDS_AROUND.sub("", " ".join(subject.split()))
    return Asked(subject, since, until) if subject else None
