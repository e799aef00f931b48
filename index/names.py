"""NameDirectory: which listings a name belongs to, and which listed names a text mentions.

Names are compared as words (`name_words`), in the ways they may be written (`name_forms`); where that finds nothing,
the listed names whose words look alike (`name_candidates`) are compared letter by letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from corpus.listing import Listing, Name
from index.array_file import Array
from index.common_words import is_common
from index.mentions import Mention, find_mentions
from index.name_candidates import Candidates
from index.name_compare import Comparison, PartMatch, PreparedName, compare, prepare
from index.name_compiling import Compiler
from index.name_forms import KIND_FACTOR, Way
from index.name_likeness import How
from index.name_parts import Role
from index.name_tables import Entry, NameTables
from index.name_words import core, keys, normalise

__all__ = ["MATCH_THRESHOLD", "Mention", "NameDirectory", "NameMatch", "normalise"]

# Below it a match is not returned. A strong name in any of its forms reaches it; of weak names only those as listed.
MATCH_THRESHOLD = 0.55
# What further differences take off the score of a form.
_OTHER_ORDER = 0.95, "same words in another order"
_TOGETHER = 0.95, "written together or apart"
_QUERY_CORE = 0.97, "without title or company form"
# Below it a name compared word by word is another name.
LIKE_THRESHOLD = 0.8
_CERTAIN = 0.9  # a listing has the name, as it is written or nearly
_CANDIDATES = 40  # listed names compared with a name
_TOLD = {How.MISSING: "words missing", How.ADDED: "words added"}

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


@dataclass(frozen=True)
class _Scored:
    """A match before its listing is read."""

    listing_id: str
    place: int  # of the name among its listing's names
    score: float
    how: str
    compared: bool = False  # word by word, not as a form of a listed name


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
        self._candidates = Candidates(arrays)
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
        returned from LIKE_THRESHOLD on, and only looked for where no listing has the name as it is written.
        """
        best = self._in_its_forms(name)
        if all(match.score < _CERTAIN for match in best.values()):
            asked = prepare(name)
            for match in self._alike(asked) if _tells(asked) else ():
                if match.score >= LIKE_THRESHOLD:
                    _keep_better(best, match)
        return self._read(name, best.values(), limit)

    def nearest(self, name: str, limit: int = 3) -> list[NameMatch]:
        """The listings with the names most like `name`, best first, one match each, however far they are."""
        best = self._in_its_forms(name)
        for match in self._alike(prepare(name)):
            _keep_better(best, match)
        return self._read(name, best.values(), limit)

    def mentions(self, text: str) -> list[Mention]:
        """The listed names in `text`, in its order, longest first where they overlap."""
        return find_mentions(text, self._tables.of_words, self._tables.longest)

    def _read(self, name: str, found: Iterable[_Scored], limit: int) -> list[NameMatch]:
        chosen = sorted(found, key=lambda match: (-match.score, match.listing_id))[:limit]
        listings = self._load([match.listing_id for match in chosen])
        return [
            NameMatch(listing, listing.names[match.place], match.score, match.how, name)
            for match in chosen
            for listing in (listings[match.listing_id],)
        ]

    def _in_its_forms(self, name: str) -> dict[str, _Scored]:
        """The matches of the forms of listed names, by listing."""
        best: dict[str, _Scored] = {}
        for entry, factor, difference in self._found(name):
            score = round(entry.score * factor, 3)
            if score >= MATCH_THRESHOLD:
                place = self._tables.place(entry.listing, entry.name)
                _keep_better(best, _Scored(entry.listing_id, place, score, _how(entry.way, difference)))
        if any(match.how != Way.INITIALS.label for match in best.values()):
            best = {key: match for key, match in best.items() if match.how != Way.INITIALS.label}
        return best

    def _alike(self, asked: PreparedName) -> Iterator[_Scored]:
        """Listed names compared with a name word by word; those that have nothing of it are left out."""
        for number, _ in self._candidates.find(asked, _CANDIDATES):
            listed = self._tables.name(number)
            found = compare(asked, prepare(listed.text, listed.entity), self._candidates.rarity)
            score = round(found.score * KIND_FACTOR[listed.kind], 3)
            if score > 0:
                yield _Scored(listed.listing_id, listed.place, score, _difference(found), compared=True)

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


def _difference(found: Comparison) -> str:
    """What of the words is not the same, in a few words."""
    told = dict.fromkeys(_TOLD.get(part.how, part.how.value) for part in found.parts if part.how is not How.SAME)
    return ", ".join(told) or _OTHER_ORDER[1]


def _tells(asked: PreparedName) -> bool:
    """Whether a name says enough to be looked for in other spellings: more than "trading company" or "Washington"."""
    names = {part.text for reading in asked.readings for part in reading if part.role in (Role.NAME, Role.NUMBER)}
    return len(names) > 1 or any(not is_common(name) for name in names)


def _keep_better(best: dict[str, _Scored], match: _Scored) -> None:
    """Keep the better match of a listing; how a form differs says more than how its words do."""
    known = best.get(match.listing_id)
    if known is None:
        best[match.listing_id] = match
    elif match.score > known.score:
        both = match.compared and not known.compared
        best[match.listing_id] = replace(known, score=match.score) if both else match
