"""NameDirectory: which listings a name belongs to, and which listed names a text mentions.

Names are compared as words (`name_words`), in the ways they may be written (`name_forms`); where that finds nothing,
the listed names whose words look alike (`name_candidates`) are compared letter by letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.listing import Listing, Name
from index.array_file import Array
from index.mentions import Mention, find_mentions
from index.name_compiling import Compiler
from index.name_forms import Way
from index.name_tables import Entry, NameTables
from index.name_words import core, keys, normalise

__all__ = ["MATCH_THRESHOLD", "Mention", "NameDirectory", "NameMatch", "normalise"]

# Below it a match is not returned. A strong name in any of its forms reaches it; of weak names only those as listed.
MATCH_THRESHOLD = 0.55
# What further differences take off the score of a form.
_OTHER_ORDER = 0.95, "same words in another order"
_TOGETHER = 0.95, "written together or apart"
_QUERY_CORE = 0.97, "without title or company form"

LoadListings = Callable[[Sequence[str]], Mapping[str, Listing]]


@dataclass(frozen=True)
class NameMatch:
    """A listing that a name may belong to. `score` 0..1: 1 is the primary name as listed; `how` says the difference."""

    listing: Listing
    matched_name: Name
    score: float
    how: str


@dataclass(frozen=True)
class _Scored:
    """A match before its listing is read."""

    listing_id: str
    name: int  # of the listing's names
    score: float
    how: str


class NameDirectory:
    """All names of some listings. It is never changed and safe to share; listings are read when they match."""

    def __init__(
        self, arrays: dict[str, Array], load: LoadListings, editions: dict[str, tuple[int, date | None]]
    ) -> None:
        """`arrays` as `Compiler` makes them, from a file or not; `load` gives the listings with these ids.

        `editions`: each list by name -> how many entries, and the date of its newest edition where one is known.
        """
        self.editions = editions
        self._tables = NameTables(arrays)
        self._load = load

    @classmethod
    def build(cls, listings: Iterable[Listing]) -> NameDirectory:
        """The directory of `listings`, in memory; 11,000 listings with 31,000 names take about two seconds."""
        compiler = Compiler()
        held: dict[str, Listing] = {}
        for listing in listings:
            compiler.add(listing)
            held[listing.id] = listing
        return cls(compiler.arrays(), lambda ids: {key: held[key] for key in ids}, compiler.editions)

    def __len__(self) -> int:
        """How many names there are."""
        return len(self._tables)

    def match(self, name: str, limit: int = 10) -> list[NameMatch]:
        """The listings `name` may belong to, best first, one match each, none under MATCH_THRESHOLD.

        A last name alone scores 0.6 and only where at most MOST_SHARING listings bear it.
        """
        best: dict[str, _Scored] = {}
        for entry, factor, difference in self._found(name):
            score = round(entry.score * factor, 3)
            known = best.get(entry.listing_id)
            if score >= MATCH_THRESHOLD and (known is None or score > known.score):
                first = self._tables.name_numbers(entry.listing).start
                how = _how(entry.way, difference)
                best[entry.listing_id] = _Scored(entry.listing_id, entry.name - first, score, how)
        if any(match.how != Way.INITIALS.label for match in best.values()):
            best = {key: match for key, match in best.items() if match.how != Way.INITIALS.label}
        return self._read(best.values(), limit)

    def nearest(self, name: str, limit: int = 3) -> list[NameMatch]:
        """The listings with the names most like `name`, best first, one match each, however far they are."""
        return self.match(name, limit)

    def mentions(self, text: str) -> list[Mention]:
        """The listed names in `text`, in its order, longest first where they overlap."""
        return find_mentions(text, self._tables.of_words, self._tables.longest)

    def _read(self, found: Iterable[_Scored], limit: int) -> list[NameMatch]:
        chosen = sorted(found, key=lambda match: (-match.score, match.listing_id))[:limit]
        listings = self._load([match.listing_id for match in chosen])
        return [
            NameMatch(listing, listing.names[match.name], match.score, match.how)
            for match in chosen
            for listing in (listings[match.listing_id],)
        ]

    def _found(self, name: str) -> Iterator[tuple[Entry, float, str]]:
        as_written = keys(name)
        ordered = tuple(normalise(name).split())
        queries = {as_written: (1.0, ""), ordered: (1.0, "")}
        for words in (as_written, ordered):
            if words:
                queries.setdefault(core(words), _QUERY_CORE)
        for words, (factor, difference) in queries.items():
            for entry in self._tables.of_words(words):
                yield entry, factor, difference
            for entry in self._tables.in_other_order(words):
                yield entry, factor * _OTHER_ORDER[0], _OTHER_ORDER[1]
            for entry in self._tables.divided_otherwise(words):
                yield entry, factor * _TOGETHER[0], _TOGETHER[1]


def _how(way: Way, difference: str) -> str:
    if not difference:
        return way.label
    return difference if way is Way.EXACT else f"{way.label}, {difference}"
