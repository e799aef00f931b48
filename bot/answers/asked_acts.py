"""Whether a sentence tells the act a question asks about: done by the same one, to the same one, of the same number.

"What did the US ban from Russia?" is not answered by what Russia banned, "How many people left Russia?" not by how
many left Ukraine, and what "the 16th package" bans not by the sixth. A sentence counts against itself only where it
says outright that the act is another's; where it leaves open whose it is, nothing is known. A minister acts for a
country and a chairman for a company, so another doer is only another one where both are countries, or where it is
somebody the question names beside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from babel import Locale

from bot.answers.claim_words import CALENDAR, same_name
from index.keywords import stems

_NAME = r"(?:[A-ZÀ-Þ]|\b[a-z]+[A-Z])[\w’'.&-]*\w(?:\s+(?:(?:of|the|de|al)\s+)?[A-ZÀ-Þ][\w’'.&-]*\w)*"
_NAMES = re.compile(_NAME)
_DOER = re.compile(
    r"\b(?i:did|does|do|has|have|had|will|would|can|could)\s+(?:the\s+)?"
    rf"(?P<doer>{_NAME})\s+(?P<verb>[a-z]+)\b(?P<rest>.*)"
)
_DONE_TO = re.compile(
    r"^\W*(?i:who|what|which|how many)\b(?:\s+[a-z]+){0,3}?"
    rf"\s+(?P<verb>[a-z]+)\s+(?:the\s+)?(?P<whom>{_NAME})"
)
# What stands before a name and is no act towards it.
_NO_VERBS = frozenset(
    stem
    for word in """
    is are was were be been being do does did done has have had having will would can could may might shall should must
    get got the a an and or of in on at by to from for with about against under over after before since until during
    into through between among without within than as like near behind per via people companies firms banks countries
    """.split()
    for stem in (word, *stems(word))
)
# Forms of one verb that share no stem.
_FORMS = [
    frozenset(stem for word in line.split() for stem in stems(word))
    for line in """
    leave left leaving
    sell sold
    buy bought
    freeze froze frozen
    send sent
    give gave given
    take took taken
    pay paid
    win won
    lose lost
    hold held
    withdraw withdrew withdrawn
    say said
    tell told
    make made
    build built
    find found
    seek sought
    bring brought
    strike struck
    break broke broken
    write wrote written
    know knew known
    """.strip().splitlines()
]
_ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
_NUMBERED = re.compile(
    rf"\b(?P<number>\d{{1,3}}(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})\s+(?:[\w’'-]+\s+){{0,2}}?"
    r"(?P<thing>packages?|rounds?|tranches?|waves?|batch|batches|sets?|phases?|resolutions?|amendments?|raft)\b",
    re.IGNORECASE,
)
_THINGS_ALIKE = 4  # letters by which "package" and "packages" are one
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are|get|gets|got)(?:\s+\w+ly)?\s+$", re.IGNORECASE)
_BY = re.compile(rf"\bby\s+(?:the\s+)?(?P<agent>{_NAME})")
_CLAUSE_END = re.compile(r"[;:—–]|,?\s+(?:but|while|although|though|whereas|because|after|before|when|if)\s+")
_BEFORE_NO_DOER = re.compile(r"\b(?:of|in|on|at|from|to|for|with|against|by|into|over|near|under|about)\s+(?:the\s+)?$")
_COUNTRIES = frozenset("us usa u.s america uk u.k britain eu turkey burma holland".split())
# After a name that only says whose or what sort: "Russia's banks", "Russian banks"; not "Russia last week".
_MODIFIES = re.compile(
    r"(?:['’]s?)?\s+(?!(?:and|or|as|at|by|for|from|in|into|of|on|over|since|to|with|without|under|via|through|during"
    r"|amid|after|before|because|while|when|where|who|which|that|if|but|last|this|next|late|early|again|now|today"
    r"|yesterday|is|are|was|were|has|have|had|would|will|could|can)\b)[a-z]"
)
# Before "banning" and the like, whose doer then stands far away.
_BESIDE = re.compile(r"(?:[,:;–—]|\b(?:in|of|by|for|from|with|without|on|after|before|while|and|including))\s+$")
_REACH = 90  # characters between who acts and the act, or the act and whom it strikes


class Told(IntEnum):
    """What a sentence says of the act asked about."""

    THIS = 0
    OPEN = 1
    ANOTHER = 2


@dataclass(frozen=True)
class Act:
    """Who does what to whom, as far as a question says; `verbs` are stems."""

    verbs: frozenset[str]
    doer: str | None = None
    whom: str | None = None
    beside: tuple[str, ...] = ()  # the other names of the question


def asked_act(question: str) -> Act | None:
    """The act that `question` asks about; None where it asks for none with a name in it."""
    if match := _DOER.search(question):
        verbs = _verbs(match["verb"])
        whom = re.match(rf"\s+(?:the\s+)?(?P<whom>{_NAME})", match["rest"])
        struck = whom["whom"] if whom and not _MODIFIES.match(match["rest"], whom.end()) else None
        if verbs and not match["doer"].endswith(("'s", "’s")):
            return Act(verbs, match["doer"], _somebody(struck), tuple(_NAMES.findall(match["rest"])))
    elif match := _DONE_TO.search(question):
        struck = _somebody(match["whom"]) if not _MODIFIES.match(question, match.end()) else None
        if struck and (verbs := _verbs(match["verb"])):
            return Act(verbs, whom=struck)
    return None


def told_of(act: Act, sentence: str) -> Told:
    """Whether `sentence` tells `act`, leaves open whose act it tells, or tells another's only."""
    told = [_one(act, sentence, start, end) for start, end in _places(act, sentence)]
    return min(told, default=Told.OPEN)


def of_another_number(question: str, sentence: str, around: str) -> bool:
    """Whether `question` is about a numbered one of several ("the 16th package") that is neither in `sentence` nor in
    what is read with it, `around`, or where `sentence` speaks of other ones alone."""
    asked = _numbered(question)
    if not asked:
        return False
    things = {thing for _, thing in asked}
    alike = {one for one in _numbered(sentence) if one[1] in things}
    return not alike & asked if alike else not asked & _numbered(around)


def _numbered(text: str) -> set[tuple[int, str]]:
    """Numbers and the beginnings of what they number: (16, "pack") of "the 16th package"."""
    found = set()
    for match in _NUMBERED.finditer(text):
        number = match["number"].lower()
        value = _ORDINALS.get(number) or int(re.sub(r"\D", "", number))
        found.add((value, match["thing"].lower()[:_THINGS_ALIKE]))
    return found


def _verbs(word: str) -> frozenset[str]:
    own = frozenset(stems(word))
    if word in _NO_VERBS or own & _NO_VERBS:
        return frozenset()
    return own.union(*(forms for forms in _FORMS if own & forms))


def _somebody(name: str | None) -> str | None:
    return None if name is None or name.split()[0].casefold() in CALENDAR else name


@cache
def _countries() -> frozenset[str]:
    return _COUNTRIES.union(name.casefold() for name in Locale("en").territories.values())


def _is_country(name: str) -> bool:
    return re.sub(r"['’]s?$", "", name).casefold().rstrip(".") in _countries()


def _places(act: Act, sentence: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"\b[a-z]+\b", sentence):
        if act.verbs.intersection(stems(match.group())):
            yield match.span()


def _one(act: Act, sentence: str, start: int, end: int) -> Told:
    """What the act at [start, end) of the sentence says."""
    before = _CLAUSE_END.split(sentence[max(0, start - _REACH) : start])[-1]
    after = _CLAUSE_END.split(sentence[end : end + _REACH])[0]
    agent = _BY.search(after)
    if _PASSIVE.search(before):
        doers, struck = [agent["agent"]] if agent else [], _doers(before)
    else:
        doers = [] if _BESIDE.search(before) and sentence[start:end].endswith("ing") else _doers(before)
        struck = _names(re.split(r"\b(?:as|by|in|on|since|over|amid)\b", after)[0])
    return max(_done_by(act, doers), _done_to(act, struck, sentence))


def _done_by(act: Act, doers: list[str]) -> Told:
    wanted = act.doer
    if wanted is None or any(same_name(wanted, name) for name in doers):
        return Told.THIS
    rival = any(
        (_is_country(name) and _is_country(wanted)) or any(same_name(name, other) for other in act.beside)
        for name in doers
    )
    return Told.ANOTHER if rival else Told.OPEN


def _done_to(act: Act, struck: list[str], sentence: str) -> Told:
    wanted = act.whom
    if wanted is None or any(same_name(wanted, name) for name in struck):
        return Told.THIS
    named = any(same_name(wanted, match.group()) for match in _NAMES.finditer(sentence))
    return Told.ANOTHER if struck and not named else Told.OPEN


def _names(text: str) -> list[str]:
    """The names in `text` that stand for themselves: "Russia", not "Russia's banks", "Russian banks", "in Russia"."""
    return [match.group() for match in _beside_nothing(text) if not _MODIFIES.match(text, match.end())]


def _doers(before: str) -> list[str]:
    """The names before an act that may be whose it is: not those of places and times beside it."""
    return [match.group() for match in _beside_nothing(before)]


def _beside_nothing(text: str) -> Iterator[re.Match[str]]:
    """The names in `text` that are no days and months and stand after no preposition."""
    for match in _NAMES.finditer(text):
        if _somebody(match.group()) and not _BEFORE_NO_DOER.search(text[: match.start()]):
            yield match
