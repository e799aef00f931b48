"""Which quotations stand beside what the lists say: those that speak of the same one, and of what was asked."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from bot.answers.evidence import Evidence
from bot.answers.list_questions import Facet, names_authority
from index.common_words import is_very_common
from index.names import normalise

_OF_SANCTIONS = re.compile(
    r"\b(?:sanction\w*|designat\w+|blacklist\w*|ofac|sdn|assets? (?:freeze|frozen)|froze\w*|travel bans?"
    r"|terrorist organi[sz]ation|(?:un)?blocked|delist\w*)\b",
    re.IGNORECASE,
)
# What is asked of being listed; of a birthday or a role any sentence about the person may tell.
_OF_LISTING = {
    Facet.LISTED, Facet.SINCE, Facet.UNTIL, Facet.AUTHORITY, Facet.PROGRAMME, Facet.REASONS, Facet.SAYS,
}  # fmt: skip
_POSSESSIVE = re.compile(r"['’]s\W*$")
_TITLES = frozenset("mr mrs ms dr sir lord president prime minister oligarch billionaire tycoon the and but as".split())
_SAID_OF = 80  # characters between a name and the sanctions that are said to be on it
_BEFORE = 300  # characters in which a sentence that begins with "He" may have its name


# That who is named before it is sanctioned, and not who imposes sanctions.
_IS_TARGET = re.compile(
    r"\b(?:was|were|been|being|is|are|got)\s+(?:\w+\s+){0,3}?(?:sanctioned|designated|blacklisted|added|placed|put|hit"
    r"|slapped|targeted|listed|subject|blocked)\b|\bunder (?:\w+ )?sanctions?\b|\bsanctions? list\b",
    re.IGNORECASE,
)


def fitting(
    evidence: Sequence[Evidence],
    names: Iterable[str],
    asked: Sequence[Facet],
    whose: str | None,
    *,
    as_target: bool = False,
) -> list[Evidence]:
    """Those of `evidence` that name one of `names` and speak of sanctions, of the authority asked about where one is.

    A sentence that refers back may have the name before it, and the last name is enough where the article has the whole
    one. With `as_target` the sanctions must be against the one named: the name comes after them, or is said to be
    sanctioned.
    """
    whole = [form for form in {normalise(name) for name in names} if form]
    last: dict[str, list[str]] = {}  # by article: several sentences are of one
    found = []
    for item in evidence:
        article = item.hit.article
        text = article.text
        if article.id not in last:
            last[article.id] = _last_names(whole, f"{article.title}\n{text}")
        forms = whole + last[article.id]
        start = max(0, item.start - _BEFORE) if item.refers_back else item.start
        told = f" {normalise(text[start : item.end])} "
        if not any(f" {form} " in told for form in forms):
            continue
        if set(asked) & _OF_LISTING and (not _OF_SANCTIONS.search(item.text) or _only_owner(item.text, forms)):
            continue
        if as_target and not _is_target(item.text, forms):
            continue
        if whose is not None and not names_authority(item.text, whose):
            continue
        found.append(item)
    return found


def _last_names(forms: Sequence[str], article: str) -> list[str]:
    """The last words of those of `forms` that `article` has, where they can mean nobody else in it: "usmanov"."""
    told, words = f" {normalise(article)} ", article.split()
    found = []
    for form in forms:
        *first, last = form.split()
        if not first or is_very_common(last) or f" {form} " not in told:
            continue
        before = {
            normalise(earlier)
            for earlier, word in itertools.pairwise(words)
            if normalise(_POSSESSIVE.sub("", word)) == last and earlier[:1].isupper() and earlier[-1].isalnum()
        }
        if before <= {*first, *_TITLES}:  # else another of the family, or what is named after him
            found.append(last)
    return found


def _is_target(text: str, forms: Sequence[str]) -> bool:
    sanctions = _OF_SANCTIONS.search(text)
    if sanctions is None:
        return False
    after = f" {normalise(text[sanctions.end() : sanctions.end() + _SAID_OF])} "
    if any(f" {form} " in after for form in forms):
        return True
    last = {form.split()[-1] for form in forms}
    ends = [match.end() for match in re.finditer(r"\w+", text) if normalise(match.group()) in last]
    said = [match.start() for match in _IS_TARGET.finditer(text)]
    return any(0 <= start - end <= _SAID_OF for start in said for end in ends)


def _only_owner(text: str, forms: Sequence[str]) -> bool:
    """Whether it names only what belongs to the one named: "Putin's children"."""
    last = {form.split()[-1] for form in forms}
    named = [match for match in re.finditer(r"(?P<word>\w+)(?P<of>['’]s\b)?", text) if normalise(match["word"]) in last]
    return bool(named) and all(match["of"] for match in named)
