"""What the sources held say on a statement: that they bear it out, say otherwise, or neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.answers.capitals import names_in
from bot.answers.claim_dates import PartialDate, dates_in, proven
from bot.answers.claim_subjects import (
    is_denied,
    names_all,
    names_any,
    read_before,
    shared_words,
    without_dates,
    without_names,
)
from bot.answers.claim_values import Otherwise, as_written, has_figures, other_dates, other_figures
from bot.answers.claim_words import CALENDAR, unsaid
from bot.answers.designations import head, stands
from bot.answers.entities import spoken
from bot.answers.evidence import Evidence
from bot.answers.list_questions import authorities_in, whose
from bot.answers.lookup import find
from bot.answers.notice import Notice
from bot.answers.programmes import authority
from bot.answers.question import understand
from bot.answers.searching import search
from bot.answers.statements import Statement
from bot.answers.turned_round import is_swapped
from bot.answers.unlisted import list_not_naming
from bot.answers.verification import Fault, Passage, verify
from corpus.listing import Listing
from index.search import Snapshot

# A sentence is on the same thing as a claim if it has this share of the claim's words, names and values aside. By
# reading what thirty statements on the sample and on news of 2022 were held against, not tuned.
_SAME_THING = 0.6
_NEAR = 0.4  # and near enough to be shown where nothing bears the claim out or says otherwise
_REPORTED_WITHIN = timedelta(days=1)  # of the day claimed: the report need not name the day
_LISTED = re.compile(r"\b(?:sanctioned|sanctions?|designated|blacklisted|listed|list|sdn)\b", re.IGNORECASE)
_NOT_LISTED = re.compile(
    r"\b(?:not|never|no longer|isn['’]t|wasn['’]t|delisted|removed|lifted|off|free of)\b", re.IGNORECASE
)
_REMOVAL = re.compile(r"\b(?:lift(?:s|ed|ing)?|delist\w*|remov\w+|(?:took|taken|takes?) .{1,60} off)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|had been|used to)\b", re.IGNORECASE)


class Finding(StrEnum):
    """What the sources held say on a claim."""

    BORNE_OUT = "borne-out"
    OTHERWISE = "otherwise"
    POSSIBLE = "possible"
    WORD = "word"
    SILENT = "silent"


@dataclass(frozen=True)
class Checked:
    """One claim and what was found on it: sentences of articles and of entries of lists, best first.

    `otherwise` are the values that differ; `missing` tells that the list the claim names has no such entry.
    """

    claim: str
    finding: Finding
    evidence: tuple[Evidence, ...] = ()
    entries: tuple[Statement, ...] = ()
    otherwise: tuple[Otherwise, ...] = ()
    missing: Notice | None = None

    @property
    def holds_something(self) -> bool:
        """Whether there is anything to show on it."""
        return bool(self.evidence or self.entries or self.missing)


def check(claim: str, index: Snapshot, as_of: date | None) -> Checked:
    """Hold one sentence against the lists and the articles known by `as_of`."""
    listed = _by_lists(claim, index, as_of)
    if listed is not None and (listed.finding is Finding.BORNE_OUT or not (dates_in(claim) or listed.missing)):
        return listed  # who is on a list the list tells better than reports of other days
    reported = _by_articles(claim, index, as_of)
    if listed is None or reported.finding is Finding.BORNE_OUT:
        return reported
    if reported.finding is Finding.OTHERWISE and listed.finding is Finding.OTHERWISE:
        return Checked(claim, Finding.OTHERWISE, reported.evidence, listed.entries, listed.otherwise, listed.missing)
    return listed if listed.finding is Finding.OTHERWISE else reported


def _by_articles(claim: str, index: Snapshot, as_of: date | None) -> Checked:
    undated = without_dates(claim)
    searched = search(understand(undated), index, as_of)
    if not searched.evidence:
        return Checked(claim, Finding.SILENT)
    proven_dates, proven_figures = _proven_somewhere(claim, undated, searched.evidence)
    near: list[tuple[float, Evidence]] = []
    contradicting: list[tuple[float, Evidence, tuple[Otherwise, ...]]] = []
    softened: dict[Fault, Evidence] = {}
    query = searched.query
    unknown = any(map(query.is_unknown, query.names))  # a name that nothing held has
    puts_on_list = bool(_LISTED.search(claim)) and not _NOT_LISTED.search(claim)
    for item in searched.evidence:
        if puts_on_list and _REMOVAL.search(item.text):
            continue
        article = item.hit.article
        verdict = verify(claim, [Passage(item.text, read_before(item), article.published)]).fault
        if verdict is not None and _told_that_day(claim, article.published):
            again = verify(undated, [Passage(item.text, read_before(item), article.published)]).fault
            verdict = again if again in (None, Fault.CERTAINTY, Fault.ATTRIBUTION) else verdict
        share = shared_words(undated, item)
        # "Three of the five" where the source has "two of the five while three others": the figures stand, elsewhere.
        misplaced = share >= _SAME_THING and bool(other_figures(claim, item.text)) and not proven_figures
        if verdict is None and not misplaced:
            return Checked(claim, Finding.BORNE_OUT, (item,))
        if verdict in (Fault.CERTAINTY, Fault.ATTRIBUTION) and not misplaced:
            if share >= _SAME_THING:
                softened.setdefault(verdict, item)
        elif share >= _SAME_THING and names_all(claim, item):
            dates = () if proven_dates else other_dates(claim, item.text, article.published)
            figures = () if proven_figures else other_figures(claim, item.text)
            differing = tuple(dict.fromkeys([*dates, *figures]))
            if differing or is_denied(claim, item.text) or is_swapped(claim, item.text):
                contradicting.append((share, item, differing))
        if share >= _NEAR and not unknown and names_any(claim, item):
            near.append((share, item))
    for fault, finding in ((Fault.ATTRIBUTION, Finding.WORD), (Fault.CERTAINTY, Finding.POSSIBLE)):
        if fault in softened:
            return Checked(claim, finding, (softened[fault],))
    if contradicting:
        _, item, differing = max(contradicting, key=lambda one: (one[0], one[1].score))
        return Checked(claim, Finding.OTHERWISE, (item,), otherwise=differing)
    near.sort(key=lambda pair: (-pair[0], -pair[1].score))
    return Checked(claim, Finding.SILENT, tuple(item for _, item in near[:1]))


def _proven_somewhere(claim: str, undated: str, evidence: Sequence[Evidence]) -> tuple[bool, bool]:
    """Whether sentences on the same thing have the dates of the claim, and its figures: another one's then contradict
    nothing, it may be the day of a later report."""
    on_it = [item for item in evidence if shared_words(undated, item) >= _SAME_THING and names_all(claim, item)]
    return (
        any(all(proven(one, item.text, item.hit.article.published) for one in dates_in(claim)) for item in on_it),
        any(has_figures(undated, item.text) for item in on_it),
    )


def _by_lists(claim: str, index: Snapshot, as_of: date | None) -> Checked | None:
    """What the lists say, where the claim is that somebody is on one; None where it is not, or none has the name."""
    if not _LISTED.search(claim) or _NOT_LISTED.search(claim):
        return None
    for name in names_in(without_dates(claim)):
        if whose(name) is not None or name.casefold() in CALENDAR:
            continue
        found = find(understand(f"Is {name} sanctioned?"), index, as_of)
        if len(found.named) != 1 or not found.sure:
            continue
        entries = found.named[0].entries
        by = authorities_in(claim.replace(name, " "))
        if by and not any(authority(held) in by for held in index.editions()):
            return None
        of_those = [entry for entry in entries if authority(entry.list) in by] if by else list(entries)
        if not of_those:
            missing = list_not_naming(by[0], spoken(entries[0]), index.editions())
            return Checked(claim, Finding.OTHERWISE, entries=(head(entries[0], as_of),), missing=missing)
        return _dated(claim, of_those, as_of)
    return None


def _dated(claim: str, entries: Sequence[Listing], as_of: date | None) -> Checked | None:
    """Whether one of the entries is of the day the claim has; None where they have no day, or the claim says more."""
    claimed = [one for one in dates_in(claim) if one.year is not None]
    if len(claimed) > 1 or other_words(claim):
        return None
    if not claimed:
        standing = [entry for entry in entries if stands(entry, as_of)]
        borne_out = standing or _PAST.search(claim)
        told = tuple(head(entry, as_of) for entry in (standing or entries)[:1])
        return Checked(claim, Finding.BORNE_OUT if borne_out else Finding.OTHERWISE, entries=told)
    days = {entry.listed_on: entry for entry in entries if entry.listed_on is not None}
    if not days:
        return None
    for day, entry in days.items():
        if _is_on(claimed[0], day):
            return Checked(claim, Finding.BORNE_OUT, entries=(head(entry, as_of),))
    differing = tuple(
        Otherwise(as_written(claimed[0]), as_written(PartialDate(day.year, day.month, day.day, 0, 0))) for day in days
    )
    return Checked(
        claim, Finding.OTHERWISE, entries=tuple(head(entry, as_of) for entry in days.values()), otherwise=differing[:1]
    )


def other_words(claim: str) -> list[str]:
    """What `claim` says besides that somebody was put on a list on a day: names, dates and list words left out."""
    return unsaid(without_names(without_dates(claim)), _OF_LISTING)


_OF_LISTING = (
    "sanctioned sanctions sanction designated blacklisted listed list put placed added under on official company"
    " government treasury office"
)


def _is_on(claimed: PartialDate, day: date) -> bool:
    return (
        claimed.year == day.year
        and claimed.month in (None, day.month)
        and claimed.day in (None, day.day)
    )  # fmt: skip


def _told_that_day(claim: str, published: date | None) -> bool:
    """Whether the one full date of the claim is the day of the report, or the day before it."""
    dates = dates_in(claim)
    if published is None or len(dates) != 1:
        return False
    year, month, day = dates[0][:3]
    if year is None or month is None:
        return year == published.year
    if day is None:
        return (year, month) == (published.year, published.month)
    try:
        claimed = date(year, month, day)
    except ValueError:
        return False
    return timedelta(0) <= published - claimed <= _REPORTED_WITHIN
