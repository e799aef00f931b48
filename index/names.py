"""NameDirectory: which listings a name belongs to, and which listed names a text mentions.

Names are compared as words (`name_words`), in the ways they may be written (`name_forms`). Misspelt and
transliterated names are not found here: a comparer of those would be asked in `match` where nothing else is found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from corpus.listing import EntityKind, Listing, Name
from index.mentions import Mention, find_mentions
from index.name_forms import KIND_FACTOR, MOST_SHARING, Form, Way, forms, given_names, settled
from index.name_words import core, keys, normalise

__all__ = ["MATCH_THRESHOLD", "Mention", "NameDirectory", "NameMatch", "normalise"]

# Below it a match is not returned. A strong name in any of its forms reaches it; of weak names only those as listed.
MATCH_THRESHOLD = 0.55
# What further differences take off the score of a form.
_OTHER_ORDER = 0.95, "same words in another order"
_TOGETHER = 0.95, "written together or apart"
_QUERY_CORE = 0.97, "without title or company form"
_GLUED_LETTERS = 6  # shorter names written together are too often other words


@dataclass(frozen=True)
class NameMatch:
    """A listing that a name may belong to. `score` 0..1: 1 is the primary name as listed; `how` says the difference."""

    listing: Listing
    matched_name: Name
    score: float
    how: str


class Entry(NamedTuple):
    """One form of one name of one listing."""

    listing: Listing
    name: Name
    form: Form

    @property
    def score(self) -> float:
        """What a name in exactly this form scores."""
        return round(self.form.way.score * KIND_FACTOR[self.name.kind], 3)


class NameDirectory:
    """All names of some listings, by their words. Build it once; it is never changed and safe to share."""

    def __init__(self, entries: dict[tuple[str, ...], list[Entry]]) -> None:
        """Use `build`."""
        self._entries = entries
        self._by_sorted: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        self._by_letters: dict[str, list[tuple[str, ...]]] = {}
        self._longest: dict[str, int] = {}
        for form in entries:
            if len(form) > 1:
                self._by_sorted.setdefault(tuple(sorted(form)), []).append(form)
            letters = "".join(form)
            if len(letters) >= _GLUED_LETTERS:
                self._by_letters.setdefault(letters, []).append(form)
            self._longest[form[0]] = max(len(form), self._longest.get(form[0], 0))

    @classmethod
    def build(cls, listings: Iterable[Listing]) -> NameDirectory:
        """The directory of `listings`; 11,000 listings with 31,000 names take about a second."""
        entries: dict[tuple[str, ...], list[Entry]] = {}
        given: set[str] = set()
        for listing in listings:
            given.update(given_names(listing))
            for name in listing.names:
                for form in forms(listing, name):
                    entries.setdefault(form.words, []).append(Entry(listing, name, form))
        bearers = {words: count for words, held in entries.items() if (count := _bearers(held))}
        kept: dict[tuple[str, ...], list[Entry]] = {}
        for words, held in entries.items():
            strongest = [
                entry._replace(
                    form=settled(
                        entry.form, entry.listing.kind is EntityKind.PERSON, given, lambda last: bearers.get(last, 0)
                    )
                )
                for entry in _without_shared(held)
            ]
            if strongest:
                kept[words] = strongest
        return cls(kept)

    def match(self, name: str, limit: int = 10) -> list[NameMatch]:
        """The listings `name` may belong to, best first, one match each, none under MATCH_THRESHOLD.

        A last name alone scores 0.6 and only where at most MOST_SHARING listings bear it.
        """
        best: dict[str, NameMatch] = {}
        for entry, factor, difference in self._found(name):
            score = round(entry.score * factor, 3)
            known = best.get(entry.listing.id)
            if score >= MATCH_THRESHOLD and (known is None or score > known.score):
                best[entry.listing.id] = NameMatch(entry.listing, entry.name, score, _how(entry.form.way, difference))
        if any(match.how != Way.INITIALS.label for match in best.values()):
            best = {key: match for key, match in best.items() if match.how != Way.INITIALS.label}
        return sorted(best.values(), key=lambda match: (-match.score, match.listing.id))[:limit]

    def mentions(self, text: str) -> list[Mention]:
        """The listed names in `text`, in its order, longest first where they overlap."""
        return find_mentions(text, self.entries_at, self._longest)

    def entries_at(self, words: tuple[str, ...]) -> list[Entry]:
        """The entries of exactly these words."""
        return self._entries.get(words, [])

    def _found(self, name: str) -> Iterator[tuple[Entry, float, str]]:
        as_written = keys(name)
        ordered = tuple(normalise(name).split())
        queries = {as_written: (1.0, ""), ordered: (1.0, "")}
        for words in (as_written, ordered):
            if words:
                queries.setdefault(core(words), _QUERY_CORE)
        for words, (factor, difference) in queries.items():
            for entry in self._entries.get(words, []):
                yield entry, factor, difference
            for form in self._by_sorted.get(tuple(sorted(words)), []) if len(words) > 1 else []:
                if form != words:
                    for entry in self._entries[form]:
                        yield entry, factor * _OTHER_ORDER[0], _OTHER_ORDER[1]
            for form in self._by_letters.get("".join(words), []):
                if form != words:
                    for entry in self._entries[form]:
                        yield entry, factor * _TOGETHER[0], _TOGETHER[1]


def _how(way: Way, difference: str) -> str:
    if not difference:
        return way.label
    return difference if way is Way.EXACT else f"{way.label}, {difference}"


def _bearers(entries: list[Entry]) -> int:
    return len({entry.listing.id for entry in entries if entry.form.way is Way.LAST_NAME})


def _without_shared(entries: list[Entry]) -> list[Entry]:
    """Drop last names and initials that many listings share, and what a listing's stronger form already says."""
    if len(entries) == 1:
        return entries
    best: dict[str, Entry] = {}
    for entry in entries:
        known = best.get(entry.listing.id)
        if known is None or entry.score > known.score:
            best[entry.listing.id] = entry
    sharing = Counter(entry.form.way for entry in best.values())
    shared = {way for way in (Way.LAST_NAME, Way.INITIALS, Way.WITHOUT_BANK) if sharing[way] > MOST_SHARING}
    return [entry for entry in best.values() if entry.form.way not in shared]
