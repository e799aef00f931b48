"""What kind of answer a question wants, told from its words."""

from __future__ import annotations

import re
from enum import StrEnum


class QuestionType(StrEnum):
    """What the asker wants to read in the answer."""

    WHO = "who"
    WHAT = "what"
    WHEN = "when"
    WHERE = "where"
    WHY = "why"
    HOW = "how"
    HOW_MUCH = "how_much"
    HOW_MANY = "how_many"
    WHICH = "which"
    LIST = "list"
    YES_NO = "yes_no"


# Where several fit, the one that stands first in the question decides, and the earlier line among those.
_TYPES: tuple[tuple[QuestionType, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (QuestionType.WHY, r"\bwhy\b|\bhow come\b|\b(?:for|on) what (?:reasons?|grounds?)\b|\bfor what\b"),
        (
            QuestionType.WHY,
            r"\bwhat (?:is|was|were|are) the (?:official |stated )?(?:reasons?|grounds?|motives?)\b"
            r"|\bwhat (?:led|caused|prompted|triggered|made)\b|\breasons? (?:for|behind|why)\b",
        ),
        (QuestionType.WHEN, r"\b(?:since )?when\b|\b(?:what|which) (?:date|day|month|year|time)\b|\bhow long ago\b"),
        (
            QuestionType.HOW_MUCH,
            r"\bhow (?:much|big|large|high|far|long|old|expensive|low|deep|fast|costly|steep)\b"
            r"|\b(?:what|which) (?:percentage|percent|share|proportion|amount|sum|price|rate|size|value|fraction)\b"
            r"|\bhow many (?:%|percent|dollars|euros|pounds|barrels|tons|tonnes|(?:b|m|tr)illions?)\b"
            r"|\bwhat (?:do|does|did|will|would) \S+(?: \S+){0,4} cost\b"
            r"|\b(?:at )?what(?:'s|’s| is| was| were)? (?:\S+ ){0,4}(?:price|cost|salary|fine|penalty|worth|value)\b",
        ),
        (QuestionType.HOW_MANY, r"\bhow many\b|\bnumber of\b|\bwhat(?: is| was) the (?:\w+ )?(?:tally|toll|count)\b"),
        (QuestionType.WHERE, r"\b(?:from )?where\b|\b(?:what|which) (?:city|town|region|port|place|location)\b"),
        (
            QuestionType.LIST,
            r"\b(?:which|what) (?:\w+ ){0,2}(?:companies|banks|countries|people|individuals|oligarchs|vessels|ships"
            r"|firms|brands|groups|programmes|programs|measures|steps|sectors|entities|officials|names|aliases|agencies"
            r"|states|airlines|goods|products)\b|\b(?:which|what) (?:two|three|four|five|six|seven|\d+)\b"
            r"|^\s*list\b|\bwho are\b",
        ),
        (QuestionType.WHO, r"\bwho(?:m|se)?\b|\bby whom\b"),
        (
            QuestionType.WHICH,
            r"\bwhich (?!of (?:the|these|those)\b)\w|\bwhat (?:company|bank|country|ship|vessel|firm|law"
            r"|agency|person|official|president|minister|order|programme|program|nationality|language|brand)\b",
        ),
        (QuestionType.HOW, r"\bhow\b"),
        (QuestionType.WHAT, r"\bwhat\b|\bwhich\b|\btell me\b|\bexplain\b|\bdescribe\b"),
    )
)
LEADING_AUXILIARY = re.compile(
    r"^\W*(?:and |so |but )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might"
    r"|isn['’]t|aren['’]t|wasn['’]t|didn['’]t|doesn['’]t)\b",
    re.IGNORECASE,
)
_SHORT_HEADS = (
    (QuestionType.WHEN, re.compile(r"\bdate\b", re.IGNORECASE)),
    (QuestionType.WHY, re.compile(r"\b(?:reasons?|grounds)\b", re.IGNORECASE)),
    (
        QuestionType.HOW_MUCH,
        re.compile(r"\b(?:prices?|costs?|fines?|penalt(?:y|ies)|salary|amount|worth)\b", re.IGNORECASE),
    ),
    (QuestionType.WHO, re.compile(r"\bname of\b", re.IGNORECASE)),
)
_AUXILIARY_LATER = re.compile(r"[,:]\s*(?:is|are|was|were|do|does|did|has|have|had|can|will)\b.+\?", re.IGNORECASE)


def question_type(text: str) -> QuestionType:
    """The kind of answer `text` asks for; a phrase without any question word asks what there is on it."""
    if LEADING_AUXILIARY.search(text) and not re.search(r"\bor (?:why|when|who)\b", text, re.IGNORECASE):
        return QuestionType.YES_NO
    found = [
        (match.start(), order, kind) for order, (kind, pattern) in enumerate(_TYPES) if (match := pattern.search(text))
    ]
    if found:
        return min(found)[2]
    for kind, pattern in _SHORT_HEADS:
        if pattern.search(text):
            return kind
    return QuestionType.YES_NO if _AUXILIARY_LATER.search(text) else QuestionType.WHAT


def names_a_type(text: str) -> bool:
    """Whether `text` has a question word or phrase of any kind."""
    return any(pattern.search(text) for _, pattern in _TYPES)
