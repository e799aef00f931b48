"""NameDirectory: which listings a name belongs to, and which listed names a text mentions.

Names are compared as words (`name_words`), in the ways they may be written (`name_forms`); where that finds nothing,
the listed names whose words look alike (`name_candidates`) are compared letter by letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rapidfuzz import fuzz

from corpus.listing import Listing, Name
from index.array_file import Array
from index.mentions import Mention, find_mentions
from index.name_candidates import Candidates
from index.name_compare import PartMatch, compare, prepare
from index.name_compiling import Compiler
from index.name_forms import Demand
from index.name_lookup import NameLookup, Scored, is_close, is_known_form, is_ordinary_word, keep_better, tells
from index.name_tables import NameTables
from index.name_words import keys, normalise
from index.spelt_otherwise import find_spelt_otherwise

__all__ = ["MATCH_THRESHOLD", "Mention", "NameDirectory", "NameMatch", "normalise"]

# Below it a match is not returned. A strong name in any of its forms reaches it; of weak names only those as listed.
MATCH_THRESHOLD = 0.55
# Below it a name compared word by word is another name. Over OFAC's and the UN's lists (docs/names.md) it lets about 1
# in 1,000 ordinary names through, 4 with those that are given and last name of somebody listed, about whom it is right
# to ask; 97 % of names distorted in ways nothing was tuned on reach it. Those that do not are shown as nearest names.
LIKE_THRESHOLD = 0.8
# Below it a name spelt otherwise is none in a running question, where any capitalised words might be one.
MENTION_THRESHOLD = 0.85
SINGLE_THRESHOLD = 0.93  # of a single word, unless it is a known form of the name: Macron is like Mikron

LoadListings = Callable[[Sequence[str]], Mapping[str, Listing]]


@dataclass(frozen=True)
class NameMatch:
    """A listing that the name `asked` may belong to. `score` 0..1: 1 is the primary name as listed; `how` says the
    difference in words, `parts` word by word."""

    listing: Listing
    matched_name: Name
    score: float
    how: str
    asked: str

    @cached_property
    def parts(self) -> tuple[PartMatch, ...]:
        """How each word of the name asked for matched, and what the listed name has more."""
        return compare(prepare(self.asked), prepare(self.matched_name.text, self.listing.kind)).parts


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
        self._lookup = NameLookup(self._tables, Candidates(arrays))
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

        A last name alone scores 0.6 and only where at most MOST_SHARING listings bear it. Names spelt otherwise are
        returned from LIKE_THRESHOLD on, also beside a listing that has the name as it is written: namesakes.
        """
        return self._read(name, self._matches(name).values(), limit)

    def nearest(self, name: str, limit: int = 3) -> list[NameMatch]:
        """The listings with the names most like `name`, best first, one match each, however far they are."""
        best = self._lookup.in_its_forms(name, MATCH_THRESHOLD)
        for match in self._lookup.alike(prepare(name)):
            keep_better(best, match)
        return self._read(name, best.values(), limit)

    def mentions(self, text: str) -> list[Mention]:
        """The listed names in `text`, in its order, longest first where they overlap.

        In a text as short as a question also names spelt otherwise, where they are written as names.
        """
        exact = find_mentions(text, self._tables.of_words, self._tables.longest)
        return find_spelt_otherwise(text, exact, self._spelt_otherwise)

    def _matches(self, name: str) -> dict[str, Scored]:
        """By listing, how `name` may be the listing's."""
        best = self._lookup.in_its_forms(name, MATCH_THRESHOLD)
        asked = prepare(name)
        if tells(asked):
            for match in self._lookup.alike(asked):
                if match.score >= LIKE_THRESHOLD:
                    keep_better(best, match)
            for _, match in self._lookup.last_names(asked):
                if match.score >= MATCH_THRESHOLD:
                    keep_better(best, match)
        return best

    def _read(self, name: str, found: Iterable[Scored], limit: int) -> list[NameMatch]:
        ordered = sorted(found, key=lambda match: (-match.score, -_as_written(name, match.text), match.listing_id))
        chosen = ordered[:limit]
        listings = self._load([match.listing_id for match in chosen])
        return [
            NameMatch(listing, listing.names[match.place], match.score, match.how, name)
            for match in chosen
            for listing in (listings[match.listing_id],)
        ]

    def _spelt_otherwise(self, name: str) -> list[tuple[str, str, float, str]]:
        """What a name in a text may be that is no listed name as written: (listing, its name, score, how)."""
        asked = prepare(name)
        if not tells(asked) or is_ordinary_word(asked) or self._tables.of_words(keys(name)):
            return []
        single = len(keys(name)) == 1
        best: dict[str, Scored] = {}
        for match in self._lookup.alike(asked):
            least = SINGLE_THRESHOLD if single and not is_known_form(match) else MENTION_THRESHOLD
            if match.score >= least and is_close(match):
                keep_better(best, match)
        for entry, match in self._lookup.last_names(asked):
            if entry.demand is Demand.QUESTION and match.score >= entry.score:
                keep_better(best, match)
        return [(match.listing_id, match.text, match.score, match.how) for match in best.values()]


def _as_written(asked: str, listed: str) -> float:
    """How like two names are letter by letter, marks included: of entries that fit alike the first is the one so
    written."""
    family, _, given = listed.casefold().partition(", ")
    name = asked.casefold()
    return max(
        fuzz.ratio(name, form) + fuzz.token_sort_ratio(name, form) for form in (listed.casefold(), f"{given} {family}")
    )
