"""Listed names in running text: found by their words, believed by how they are written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.listing import NameKind
from index.name_forms import Demand, Way
from index.name_words import PARTICLES, SMALL_WORDS, TITLES, Shape, Word, words

if TYPE_CHECKING:
    from index.name_tables import Entry

    _Found = tuple[int, int, list[Entry]]
    Lookup = Callable[[tuple[str, ...]], Sequence[Entry]]
    Longest = Callable[[Sequence[str]], Sequence[int]]

# A vessel named with one word is believed after one of these.
_SHIPS = frozenset(
    "ship vessel tanker supertanker boat freighter yacht superyacht megayacht trawler ferry mv mt ss".split()
)
# Words that begin sentences in capitals without being anybody's given name.
OPENERS = frozenset(
    """
    but and so yet when while if as since although though because that this these those he she it they his her its
    their who why what where how is are was were did does do has have had can could will would should may might the a
    an in on at by for from with to of after before under over between against about both even only also then now
    here there some many most more no not or nor said says like unlike meanwhile however later today yesterday
    """.split()
)
# Words that begin a question: "Is Bank of America listed?" does not name IS Bank.
_ASKING = frozenset(
    "is are was were did does do has have had can could should would who whom whose what why how".split()
)
# Listings that differ by less in score are all named: "Sberbank" is one's primary name and another's alias.
UNDECIDED = 0.1
# Longer texts name people in full before they use the last name alone.
QUESTION_CHARACTERS = 300
# A last name scores this where the same text names the person in full.
_NAMED_IN_FULL = 0.8, "last name of someone named in full in the same text"
# What may stand between the words of a name.
_GAP = re.compile(r"(?:['’]s)?['’‘\"“”.,/\-‐‑– \t\u00a0]{0,4}")
_ABBREVIATION_LETTERS = 4
_MOST_CAPITALS = 0.6  # of the longer words of a line; above it capitals tell nothing


@dataclass(frozen=True)
class Mention:
    """A listed name in a text: `text[start:end]` names one of the listings. `name` is the best one's listed name;
    several ids mean that the words alone do not tell which. `score` as of NameMatch."""

    start: int
    end: int
    listing_ids: tuple[str, ...]
    name: str
    score: float
    how: str


def find_mentions(text: str, lookup: Lookup, longest: Longest) -> list[Mention]:
    """The mentions in `text`, in order, none overlapping. `longest` tells of each of some words how many a
    name may have that begins with it; `lookup` gives the entries of some words."""
    tokens = words(text)
    page = _Page(text, tokens)
    found: list[_Found] = []
    most = longest([token.key for token in tokens])
    at = 0
    while at < len(tokens):
        for count in range(min(most[at], len(tokens) - at), 0, -1):
            entries = [
                entry
                for entry in lookup(tuple(token.key for token in tokens[at : at + count]))
                if page.allows(entry, at, at + count)
            ]
            if entries:
                found.append((at, at + count, entries))
                at += count
                break
        else:
            at += 1
    return _believed(page, found)


class _Page:
    """A text and what its capitals tell."""

    def __init__(self, text: str, tokens: list[Word]) -> None:
        self.text = text
        self.tokens = tokens
        self.short = len(text) <= QUESTION_CHARACTERS
        self.without_capitals = not any(token.shape for token in tokens if token.key.isascii())

    def allows(self, entry: Entry, start: int, end: int) -> bool:
        """Whether the words from `start` to `end` are written as the entry's form demands."""
        demand = entry.demand
        if demand is Demand.NEVER or not self._together(start, end):
            return False
        if start == 0 and self.tokens[0].key in _ASKING and self.tokens[0].shape < Shape.CAPITALS:
            return False
        if demand is Demand.ANY:
            return True
        weak = entry.kind is NameKind.WEAK
        if self.without_capitals:
            return not weak and demand not in (Demand.CAPITALS_ALWAYS, Demand.SHIP)
        if not all(token.shape for token in self.tokens[start:end] if token.key not in SMALL_WORDS or end - start == 1):
            return False
        if demand in (Demand.SHIP, Demand.SHIP_OR_QUESTION) and self._beside_ship(start, end):
            return not self.is_part(start, end)
        if weak or demand in (Demand.CAPITALS, Demand.CAPITALS_ALWAYS, Demand.SHIP_OR_QUESTION):
            if any(token.shape < Shape.CAPITALS for token in self.tokens[start:end]):
                return False
            if demand is Demand.SHIP_OR_QUESTION and not self.short:
                return False
            return demand is Demand.CAPITALS or not self._in_capitals(start)
        if demand is Demand.UNPREFIXED:
            return not self._prefixed(start)
        if demand is Demand.ALONE:
            return not self.is_part(start, end)
        return demand is not Demand.SHIP

    def key(self, start: int, end: int) -> tuple[str, ...]:
        """The words from `start` to `end` as names are compared."""
        return tuple(token.key for token in self.tokens[start:end])

    def is_part(self, start: int, end: int) -> bool:
        """Whether the words stand inside a longer name: "Boris Johnson", "al-Burhan", "Chad Smith"."""
        if self._prefixed(start):
            return True
        if end == len(self.tokens):
            return False
        gap = self.text[self.tokens[end - 1].end : self.tokens[end].start]
        return gap in (" ", "-") and _is_name_word(self.tokens[end])

    def _prefixed(self, start: int) -> bool:
        if not start:
            return False
        before, gap = self.tokens[start - 1], self.text[self.tokens[start - 1].end : self.tokens[start].start]
        if gap == "-":
            return before.key in PARTICLES or _is_name_word(before)
        if gap not in (" ", ". ") or before.key in TITLES or before.key in OPENERS:
            return False
        return _is_name_word(before) and not (gap == ". " and len(before.key) > _ABBREVIATION_LETTERS)

    def _together(self, start: int, end: int) -> bool:
        """Nothing but what names hold between the words: no line, bracket or sentence ends there."""
        for token, following in pairwise(self.tokens[start:end]):
            gap = self.text[token.end : following.start]
            if gap != " " and (not _GAP.fullmatch(gap) or (". " in gap and len(token.key) > _ABBREVIATION_LETTERS)):
                return False
        return True

    def _beside_ship(self, start: int, end: int) -> bool:
        beside = self.tokens[max(0, start - 2) : start] + self.tokens[end : end + 2]
        return any(token.key in _SHIPS for token in beside)

    def _in_capitals(self, at: int) -> bool:
        """Whether the line around word `at` is written in capitals anyway."""
        return self._line(self.tokens[at]) in self._lines_in_capitals

    @cached_property
    def _lines_in_capitals(self) -> set[int]:
        long = [token for token in self.tokens if token.end - token.start > 3]
        counts = Counter(self._line(token) for token in long)
        capitals = Counter(self._line(token) for token in long if token.shape is Shape.CAPITALS)
        return {line for line, count in counts.items() if count > 3 and capitals[line] > _MOST_CAPITALS * count}

    def _line(self, token: Word) -> int:
        return bisect_right(self._line_ends, token.start)

    @cached_property
    def _line_ends(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.text)]


def _believed(page: _Page, found: list[_Found]) -> list[Mention]:
    """What of `found` the rest of the text bears out: words that name little alone need the listing named in full, and
    a last name belongs to whom the text gives it."""
    named = {entry.listing_id for *_, entries in found for entry in entries if entry.demand < Demand.QUESTION}
    others = {page.key(start, end) for start, end, entries in found if _last_name(entries) and page.is_part(start, end)}
    mentions = []
    for start, end, entries in found:
        known = [entry for entry in entries if entry.listing_id in named]
        if _last_name(entries) and (page.is_part(start, end) or (page.key(start, end) in others and not known)):
            continue
        if _last_name(entries) and known:
            mentions.append(_mention(page, start, end, known, *_NAMED_IN_FULL))
            continue
        believed = [
            entry
            for entry in entries
            if entry.listing_id in named
            or entry.demand < Demand.QUESTION
            or (entry.demand is Demand.QUESTION and page.short)
        ]
        if believed:
            mentions.append(_mention(page, start, end, believed))
    return mentions


def _mention(
    page: _Page, start: int, end: int, entries: list[Entry], score: float | None = None, how: str | None = None
) -> Mention:
    entries = sorted(entries, key=lambda entry: -entry.score)
    best = entries[0]
    return Mention(
        page.tokens[start].start,
        page.tokens[end - 1].end,
        tuple(dict.fromkeys(entry.listing_id for entry in entries if entry.score >= best.score - UNDECIDED)),
        best.text,
        score or best.score,
        how or best.way.label,
    )


def _last_name(entries: list[Entry]) -> bool:
    return all(entry.way is Way.LAST_NAME for entry in entries)


def _is_name_word(token: Word) -> bool:
    return token.shape > Shape.SMALL and not token.key.isdigit()
