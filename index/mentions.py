"""Listed names in running text: found by their words, believed by how they are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.common_words import common_words, in_dictionary
from index.name_forms import Demand, Way
from index.name_words import SMALL_WORDS, TITLES, Shape, Word, words

if TYPE_CHECKING:
    from index.names import Entry

# A vessel named with one word is believed after one of these.
_SHIPS = frozenset(
    "ship vessel tanker supertanker boat freighter carrier yacht superyacht megayacht trawler ferry mv mt ss".split()
)
# Words that begin sentences in capitals without being anybody's given name.
_OPENERS = frozenset(
    """
    but and so yet when while if as since although though because that this these those he she it they his her its
    their who why what where how is are was were did does do has have had can could will would should may might the a
    an in on at by for from with to of after before under over between against about both even only also then now
    here there some many most more no not or nor said says like unlike meanwhile however later today yesterday
    """.split()
)
# Listings that differ by less in score are all named: "Sberbank" is one's primary name and another's alias.
_UNDECIDED = 0.1
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


Lookup = Callable[[tuple[str, ...]], "Sequence[Entry]"]


def find_mentions(text: str, lookup: Lookup, longest: Mapping[str, int]) -> list[Mention]:
    """The mentions in `text`, in order, none overlapping. `longest` tells how many words a name may have that begins
    with a word; `lookup` gives the entries of some words."""
    tokens = words(text)
    page = _Page(text, tokens)
    found: list[tuple[int, int, list[Entry]]] = []
    at = 0
    while at < len(tokens):
        for count in range(min(longest.get(tokens[at].key, 0), len(tokens) - at), 0, -1):
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
        self.without_capitals = not any(token.shape for token in tokens if token.key.isascii())
        self._shouting: dict[int, bool] = {}

    def allows(self, entry: Entry, start: int, end: int) -> bool:
        """Whether the words from `start` to `end` are written as the entry's form demands."""
        demand = entry.form.demand
        if demand is Demand.NEVER or not self._together(start, end):
            return False
        telling = [token for token in self.tokens[start:end] if token.key not in SMALL_WORDS or end - start == 1]
        if demand is Demand.ANY:
            return True
        if self.without_capitals:
            return demand in (Demand.CAPITALISED, Demand.CAPITALS)
        if demand is Demand.CAPITALISED:
            return all(token.shape for token in telling)
        if demand is Demand.SHIP and self._after_ship(start) and all(token.shape for token in telling):
            return True
        if all(token.shape is Shape.CAPITALS for token in self.tokens[start:end]):
            return demand is Demand.CAPITALS or not self._in_capitals(start)
        return False

    def capitalised_neighbours(self, start: int, end: int) -> tuple[str | None, str | None]:
        """The capitalised words right before and after, where only a space is between; None where there is none."""
        before = after = None
        if start and self.text[self.tokens[start - 1].end : self.tokens[start].start] in (" ", "-", ". "):
            token = self.tokens[start - 1]
            before = token.key if token.shape and not token.key.isdigit() else None
        if end < len(self.tokens) and self.text[self.tokens[end - 1].end : self.tokens[end].start] in (" ", "-"):
            token = self.tokens[end]
            after = token.key if token.shape and not token.key.isdigit() else None
        return before, after

    def _together(self, start: int, end: int) -> bool:
        """No sentence end, line or bracket between the words."""
        gaps = (
            self.text[a.end : b.start]
            for a, b in zip(self.tokens[start:end], self.tokens[start + 1 : end], strict=False)
        )
        return not any(len(gap) > 4 or re.search(r"[\n;:!?()\[\]]|\.\s+(?=[A-Z]\w{3})", gap) for gap in gaps)

    def _after_ship(self, start: int) -> bool:
        return any(token.key in _SHIPS for token in self.tokens[max(0, start - 2) : start])

    def _in_capitals(self, at: int) -> bool:
        """Whether the line around word `at` is written in capitals anyway."""
        position = self.tokens[at].start
        line = self.text.rfind("\n", 0, position)
        if line not in self._shouting:
            end = self.text.find("\n", position)
            end = len(self.text) if end < 0 else end
            long = [token for token in self.tokens if line < token.start < end and token.end - token.start > 3]
            capitals = sum(1 for token in long if token.shape is Shape.CAPITALS)
            self._shouting[line] = len(long) > 3 and capitals > _MOST_CAPITALS * len(long)
        return self._shouting[line]


def _believed(page: _Page, found: list[tuple[int, int, list[Entry]]]) -> list[Mention]:
    """Last names alone are judged by the rest of the text: who is named in full there, and who else bears them."""
    named = {entry.listing.id for *_, entries in found for entry in entries if entry.form.way is not Way.LAST_NAME}
    alone = {id(entries) for *_, entries in found if all(entry.form.way is Way.LAST_NAME for entry in entries)}
    others: set[tuple[str, ...]] = set()
    for start, end, entries in found:
        if id(entries) in alone and _belongs_to_another(page, start, end):
            others.add(entries[0].form.words)
    mentions = []
    for start, end, entries in found:
        if id(entries) in alone:
            key = entries[0].form.words
            before, after = page.capitalised_neighbours(start, end)
            if after is not None or (before is not None and before not in TITLES | _OPENERS):
                continue
            known = [entry for entry in entries if entry.listing.id in named]
            if key in others and not known:
                continue
            if not known and (
                in_dictionary(key[0]) or (len(key) == 1 and key[0] in common_words() and len(entries) > 1)
            ):
                continue
            entries = known or entries
        entries = sorted(entries, key=lambda entry: -entry.score)
        best = entries[0].score
        chosen = [entry for entry in entries if entry.score >= best - _UNDECIDED]
        mentions.append(
            Mention(
                page.tokens[start].start,
                page.tokens[end - 1].end,
                tuple(sorted({entry.listing.id for entry in chosen})),
                chosen[0].name.text,
                best,
                chosen[0].form.way.label,
            )
        )
    return mentions


def _belongs_to_another(page: _Page, start: int, end: int) -> bool:
    before, _ = page.capitalised_neighbours(start, end)
    return before is not None and before not in TITLES and before not in _OPENERS
