"""Whether a claim and a sentence are on the same thing: the names they share, and the words beside names and dates."""

from __future__ import annotations

import re

from bot.answers.capitals import names_in
from bot.answers.claim_dates import dates_in
from bot.answers.claim_words import CALENDAR, same_name, unsaid
from bot.answers.evidence import Evidence
from index.keywords import stems

_BEFORE = 300  # characters in which a sentence that begins with "He" may have its name
_NOT = re.compile(
    r"(?:\b(?:not|never|no longer)|n['’]t)\s+(?!only\b)(?P<of>(?:\w+ly\s+|yet\s+|been\s+|be\s+)*\w+)", re.IGNORECASE
)
# Words that begin a sentence with a capital and name nobody.
_NO_NAMES = frozenset(
    """
    its his her their our he she they we there after before since when while during under following according today
    yesterday once until last next this these those both all some many most several
    zero one two three four five six seven eight nine ten eleven twelve hundreds thousands millions dozens
    """.split()
)


def shared_words(claim: str, item: Evidence) -> float:
    """The share of the claim's telling words, names aside, that the sentence has as they are or by a synonym."""
    bare = without_names(claim)
    said = unsaid(bare, "")
    return 1 - len(unsaid(bare, item.text)) / len(said) if said else 0.0


def without_names(claim: str) -> str:
    """`claim` in small letters without its names."""
    for name in names_in(claim):
        claim = claim.replace(name, " ", 1)
    return claim.strip().lower()


def names_all(claim: str, item: Evidence) -> bool:
    """Whether the sentence, with what it is read after, has every name of the claim, and itself at least one."""
    read = f"{item.text} {read_before(item)}"
    names = _names(claim)
    return bool(names) and all(_named(name, read) for name in names) and names_any(claim, item)


def names_any(claim: str, item: Evidence) -> bool:
    """Whether the sentence itself has a name of the claim."""
    return any(_named(name, item.text) for name in _names(claim))


def _names(claim: str) -> list[str]:
    return [
        name
        for name in names_in(claim)
        if name.casefold() not in CALENDAR | _NO_NAMES and not name.strip("$€£").replace(",", "").isdigit()
    ]


def _named(name: str, text: str) -> bool:
    """Whether `text` names it in full, by a word of it, its initials or an adjective of it."""
    return any(same_name(name, other) for other in names_in(f"of {text}"))


def is_denied(claim: str, sentence: str) -> bool:
    """Whether one says of the same act or state that it is not so, and the other that it is."""
    own, others = _negated(claim), _negated(sentence)
    shared = set(stems(claim)) & set(stems(sentence))
    return bool(shared & (own ^ others))


def _negated(text: str) -> set[str]:
    return {stem for match in _NOT.finditer(text) for stem in stems(match["of"])}


def read_before(item: Evidence) -> str:
    """What a reader of the sentence knows: its title and source, and what it refers back to."""
    article = item.hit.article
    before = article.text[max(0, item.start - _BEFORE) : item.start] if item.refers_back else ""
    return f"{article.title} {article.source or ''} {before}"


def without_dates(claim: str) -> str:
    """`claim` without its dates and the words that lead to them."""
    for one in reversed(dates_in(claim)):
        start = re.sub(r"\b(?:on|in|since|of|from|by)\s+$", "", claim[: one.start], flags=re.IGNORECASE)
        claim = f"{start.rstrip()} {claim[one.end :].lstrip()}"
    return re.sub(r"\s+([.,;])", r"\1", " ".join(claim.split()))
