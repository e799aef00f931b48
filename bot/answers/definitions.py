"""Questions what something is or means: "What is SWIFT?", "What does SDN mean?", and the sentences that tell it."""

from __future__ import annotations

import re

from index.keywords import stems

_TERM = r"(?P<{0}>[^?,;]{{2,60}}?)"
_ASKS = re.compile(
    rf"^\W*(?:and |so )?what(?:'s|’s| is| are| was| were) (?:an?|the)?\s*(?:meaning"
    rf"|definition) of {_TERM.format('of')}\W*$"
    rf"|^\W*(?:and |so )?what (?:does|do|did) (?:the )?(?:term |word |acronym |abbreviation )?{_TERM.format('mean')}"
    r" (?:mean|stand for|refer to)\W*$"
    rf"|^\W*(?:and |so )?(?:define|explain(?: to me)? what) {_TERM.format('define')}(?: (?:is|are|means))?\W*$"
    r"|^\W*(?:and |so )?what(?:'s|’s| is| are) (?:an? (?P<kind>[^?,;]{2,60}?)|(?P<bare>[A-ZÀ-Þ][^?,;]{1,60}?)"
    r"|(?P<plural>[a-z]+s))\W*$",
    re.IGNORECASE,
)
_MEANS = re.compile(r"\b(?:mean|stand for|definition|meaning|refer to)\b", re.IGNORECASE)
# After a bare term these make it a question of something else: "What is Rosneft worth?", "What is Russia doing?".
_MORE_IS_ASKED = re.compile(
    r"\b(?:worth|doing|called|accused|known|of|in|on|for|about|from|with|to|by|under|at|behind|after|its|his|their|new"
    r"|now|like|made|sanctioned|listed|and|or|that|who|which|when)\b|['’]s\b|\w+ing$",
    re.IGNORECASE,
)


def defined_term(question: str) -> str | None:
    """The term whose meaning `question` asks for; None where it asks for something else."""
    match = _ASKS.match(question)
    if match is None:
        return None
    term = next((value for value in match.groupdict().values() if value), "").strip(" \"'“”‘’")
    if not _MEANS.search(question) and _MORE_IS_ASKED.search(term):
        return None
    return term or None


def definiteness(term: str, sentence: str) -> int:
    """How far `sentence` defines `term`: 3 says what it is or stands for, 2 in passing, 1 names it, 0 does not."""
    words = stems(term)
    own = stems(sentence)
    if not words or not any(own[at : at + len(words)] == words for at in range(len(own))):
        return 0
    name = r"[\s-]+".join(re.escape(word) for word in re.findall(r"[\w.&]+", term))
    name = rf"(?:the |an? )?[\"“‘']?{name}(?:s|es)?[\"”’']?(?: \([^)]{{1,40}}\))?"
    kind = r"(?:an?|the|one of|[A-Z]?\w+['’]s)\s"
    if re.search(
        rf"^\W*(?:{_LEAD_IN})?{name},? (?:is|are|was|were|means?|stands? for|refers? to|describes?"
        rf"|works? as) (?:{kind})?"
        rf"|\b{name} (?:stands for|is short for|is an acronym|means|refers to)\b",
        sentence,
        re.IGNORECASE,
    ) and not re.search(
        rf"{name},? (?:is|are|was|were) (?:\w+ly )?(?:\w+ed|\w+ing|not|likely|now|also)\b", sentence, re.I
    ):
        return 3
    if re.search(rf"\b{name}\s*(?:,|—|–|\(|-\s)\s*{kind}|\b(?:known as|called|dubbed) {name}\b|\b{name}, which\b"
                 rf"|\({name}\)", sentence, re.IGNORECASE):  # fmt: skip
        return 2
    return 1


_LEAD_IN = r"(?:But|And|So|Formally|In short|Simply put|Founded in \d{4}|Created in \d{4})[, ]+"
