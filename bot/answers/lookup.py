"""Whom of the lists a question names: one, several that it can't tell apart, or nobody."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answers.asked_name import asked_name
from bot.answers.entities import Designated, described, grouped, same
from bot.answers.list_questions import asks_of_entry, asks_whether_listed
from bot.answers.notice import Notice, notice
from bot.answers.picking import pick
from bot.answers.question import Question
from corpus.listing import EntityKind, Listing
from index.name_forms import Way
from index.name_likeness import How
from index.name_parts import Role, prepare
from index.names import NameMatch, normalise
from index.search import Snapshot

# A listing is spoken of when the question names it at least this well (NameMatch.score).
# 0.6 is a last name that few listings bear: the answer then gives the full name and a note says so.
NAMED = 0.6
# From here on a match of a name that is written otherwise is taken for the name, with a note that says how it differs.
NAMED_IN_FULL = 0.8
SURE = 0.9  # and from here on without one, if no letter differs
_OTHER_LETTERS = (How.TYPO, How.TRANSLITERATION, How.VARIANT, How.UNVOWELLED)
# Names less alike are not shown as near: nobody would take one for the other.
NEAR_ENOUGH = 0.5
# Scores that differ by less don't tell who of several is meant.
EVEN = 0.05
MOST_CANDIDATES = 12
MOST_TOLD = 3  # companies or vessels that fit a name equally well and are told together
# Words that may be left out of a company's name besides its legal form.
_UNTELLING = frozenset("group company corporation organization organisation private military".split())
NEAREST = 3


_POSSESSIVE = re.compile(r"['’]s\s")


@dataclass(frozen=True)
class Namesakes:
    """Several on the lists that fit the name `written` in a question about equally well, in a fixed order."""

    written: str
    entities: tuple[Designated, ...]


@dataclass(frozen=True)
class Found:
    """What the lists hold on the names of a question.

    `name` is the name asked about, as written; `shared` tells that others on the lists bear the name of someone
    `named`. `several` is the name that all the companies or vessels `named` fit equally well. `later` are entries that
    came onto a list only after the day that was asked about.
    """

    name: str | None = None
    named: tuple[Designated, ...] = ()
    namesakes: Namesakes | None = None
    shared: bool = False
    several: str = ""
    sure: bool = True
    later: tuple[Listing, ...] = ()
    doubts: tuple[Notice, ...] = ()
    nearest: tuple[NameMatch, ...] = ()


def find(question: Question, index: Snapshot, as_of: date | None, picked: frozenset[str] = frozenset()) -> Found:
    """Whom `question` names, where it is about lists; `picked` are ids of listings chosen earlier among namesakes."""
    text = question.standalone
    asks = question.about_listing or asks_of_entry(question) or asks_whether_listed(question)
    bare = not asks and asked_name(text) == text.strip(" ?!.")
    if not (asks or bare):
        return Found()
    search = _Search(index, as_of, picked, text)
    asked = asked_name(text)
    for mention in index.directory.mentions(text):
        written = text[mention.start : mention.end]
        if search.owned_by(text[mention.end :]):
            break
        score = mention.score
        if _has_other_letters(mention.how):
            # A misspelt name is believed where it is all of the name asked about, and not without a doubt.
            score = min(score, NAMED) if asked and normalise(written) == normalise(asked) else 0.0
        if score >= NAMED:
            search.take(written, mention.listing_ids, score, mention.how)
    if search.found_nothing and asks:
        search.name = asked
        if asked:
            search.spelled_otherwise(asked)
    return search.result()


class _Search:
    """Gathers what the names of one question lead to."""

    def __init__(self, index: Snapshot, as_of: date | None, picked: frozenset[str], text: str) -> None:
        self.name: str | None = None
        self._index = index
        self._as_of = as_of
        self._picked = picked
        self._text = text
        self._named: list[Designated] = []
        self._namesakes: list[Namesakes] = []
        self._later: list[Listing] = []
        self._doubts: list[Notice] = []
        self._nearest: tuple[NameMatch, ...] = ()
        self._shared = False
        self._several = ""
        self._sure = True

    @property
    def found_nothing(self) -> bool:
        return not (self._named or self._namesakes or self._later)

    def take(self, written: str, listing_ids: Sequence[str], score: float, how: str) -> None:
        """The listings that `written` names: those mentioned, and others that fit as well."""
        matches = self._index.directory.match(written, MOST_CANDIDATES)
        others = {match.listing.id for match in matches if is_another(match)}
        if others.issuperset(listing_ids):
            self.name = self.name or written
            self._nearest = tuple(match for match in matches if match.listing.id in others)[:NEAREST]
            return
        matches = [match for match in matches if match.listing.id not in others]
        listing_ids = [key for key in listing_ids if key not in others]
        scores = {match.listing.id: match.score for match in matches}
        best = max((scores.get(key, score) for key in listing_ids), default=score)
        ids = [key for key in scores if scores[key] >= best - (EVEN if key in listing_ids else 0.0)]
        ids += [key for key in listing_ids if key not in scores]
        held = self._index.listings([*ids, *listing_ids])
        even = [held[key] for key in ids]
        weaker = [held[key] for key in listing_ids if key not in ids]
        names = {match.listing.id: match.matched_name.text for match in matches}
        self._decide(written, even, weaker, score, how, names)

    def owned_by(self, rest: str) -> bool:
        """Take what `rest` names after "the owner's", "Viktor Vekselberg's company Renova", if that is listed."""
        if not _POSSESSIVE.match(rest):
            return False
        owned = asked_name(rest[2:])
        matches = self._index.directory.match(owned, MOST_CANDIDATES) if owned else []
        if not owned or not matches or matches[0].score < NAMED_IN_FULL or is_another(matches[0]):
            return False
        self.spelled_otherwise(owned)
        return True

    def spelled_otherwise(self, name: str) -> None:
        """Nothing in the question is a listed name as written: what comes near enough, else what is nearest."""
        found = self._index.directory.match(name, MOST_CANDIDATES)
        matches = [match for match in found if not is_another(match)]
        if matches and matches[0].score >= NAMED_IN_FULL:
            best = matches[0]
            even = [match.listing for match in matches if match.score >= best.score - EVEN]
            names = {match.listing.id: match.matched_name.text for match in matches}
            written_so = best.score >= SURE and not _has_other_letters(best.how)
            self._decide(name, even, [], best.score if written_so else NAMED, best.how, names)
        elif found:
            self._nearest = tuple(found[:NEAREST])
        else:
            self._nearest = tuple(nearest_names(self._index, name))

    def _decide(
        self, written: str, even: list[Listing], weaker: list[Listing], score: float, how: str, names: Mapping[str, str]
    ) -> None:
        known = [listing for listing in even if in_force(listing, self._as_of)]
        self._later += [listing for listing in even if listing not in known]
        self.name = self.name or written
        entities = [
            replace(entity, known_as="" if (name := names.get(entity.entries[0].id, "")) == entity.name else name)
            for entity in grouped(known)
        ]
        if not entities:
            return
        chosen = [entity for entity in entities if entity.ids & self._picked]
        if not chosen and len(entities) > 1:
            rest = self._text.replace(written, " ", 1)
            chosen = [entities[at] for at in pick(rest, entities, of_facts=True)]
        fitting = chosen or entities
        if 1 < len(fitting) <= MOST_TOLD and all(entity.kind is not EntityKind.PERSON for entity in fitting):
            held = {key for entity in self._named for key in entity.ids}
            self._named += [entity for entity in fitting if not entity.ids & held]
            self._several = written
            return
        if len(fitting) > 1:
            self._namesakes.append(Namesakes(written, tuple(chosen or entities)))
            return
        entity = self._with_other_lists((chosen or entities)[0])
        if any(entity.ids & other.ids for other in self._named):
            return
        self._named.append(entity)
        self._shared |= len(entities) > 1
        if score < NAMED_IN_FULL:
            self._sure = False
            code = "note-fits-last-name" if how.startswith(Way.LAST_NAME.label) else "note-fits-otherwise"
            self._doubts.append(notice(code, name=written, listed=entity.name))
        others = [described(other) for other in grouped(weaker) if not other.ids & entity.ids]
        if others:
            self._doubts.append(notice("note-also-fits", name=written, others="; ".join(others[:3])))

    def _with_other_lists(self, entity: Designated) -> Designated:
        """With what other lists have on the same one, under whatever name."""
        entries = list(entity.entries)
        for match in self._index.directory.match(entity.name, MOST_CANDIDATES):
            listing = match.listing
            if (
                listing.id not in {entry.id for entry in entries}
                and in_force(listing, self._as_of)
                and any(same(listing, entry) for entry in entity.entries)
            ):
                entries.append(listing)
        return replace(entity, entries=tuple(entries))

    def result(self) -> Found:
        namesakes = self._namesakes[0] if self._namesakes else None
        doubts = list(self._doubts)
        if self._named:
            # What is asked can be told of some; of the others it is said that their names are not enough.
            doubts += [
                notice("note-several-fit", name=group.written, others="; ".join(map(described, group.entities[:3])))
                for group in self._namesakes
            ]
            namesakes = None
        return Found(
            self.name, tuple(self._named), namesakes, self._shared, self._several, self._sure, tuple(self._later),
            tuple(doubts), self._nearest,
        )  # fmt: skip


def _has_other_letters(how: str) -> bool:
    return any(other.value in how for other in _OTHER_LETTERS)


def is_another(match: NameMatch) -> bool:
    """Whether the listed name is of another company or vessel: it has a further word that tells, as "Rosneft Trading"
    has against "Rosneft"."""
    if match.listing.kind is EntityKind.PERSON:
        return False
    missing = {word for part in match.parts if part.how is How.MISSING for word in part.listed.split()}
    if not missing - _UNTELLING:
        return False
    readings = prepare(match.matched_name.text, match.listing.kind).readings
    telling = {
        part.text for reading in readings for part in reading if part.role in (Role.NAME, Role.GENERIC, Role.NUMBER)
    }
    return bool(missing & telling - _UNTELLING)


def nearest_names(index: Snapshot, name: str) -> list[NameMatch]:
    """The listings with names so like `name` that one could be meant, best first."""
    return [match for match in index.directory.nearest(name, NEAREST) if match.score >= NEAR_ENOUGH]


def in_force(listing: Listing, as_of: date | None) -> bool:
    """Whether the entry was known to exist by `as_of`; entries without a date count as known."""
    return as_of is None or listing.listed_on is None or listing.listed_on <= as_of
