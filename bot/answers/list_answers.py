"""What the lists contribute to an answer: whether their entries answer the question, and how the card is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from bot.answers.asked_name import words_beside
from bot.answers.designations import holds, ownership_note, write_designations
from bot.answers.list_questions import (
    OF_ENTRY,
    Facet,
    about_dealing,
    asks_of_entry,
    asks_whether_listed,
    facets,
    whose_list,
)
from bot.answers.lookup import Found
from bot.answers.programmes import authority
from bot.answers.question import Question, QuestionType
from bot.answers.quotes import Draft, long_date
from bot.answers.unlisted import list_not_naming, no_such_name

# Words that a question may have beside a name and what questions about lists are made of: "Who is Kadyrov, the
# Chechen leader?" is still answered by an entry, "Did Sberbank pay dividends despite sanctions?" is not.
_WORDS_BESIDE = {QuestionType.WHO: 2, QuestionType.WHAT: 2, QuestionType.WHICH: 1, QuestionType.LIST: 1}
_BESIDE_QUOTES_WORDS = 80
_FACETS_OF_WHY = {QuestionType.WHY, QuestionType.HOW, QuestionType.HOW_MUCH, QuestionType.HOW_MANY}


@dataclass(frozen=True)
class Card:
    """The designations a question is about. `wanted` tells that it asks for them, and not only speaks of sanctions."""

    question: Question
    found: Found
    asked: tuple[Facet, ...]
    wanted: bool
    whose: str | None
    elsewhere: str  # that the list asked about has no such name, where others have
    as_of: date | None
    editions: Mapping[str, tuple[int, date | None]]

    @cached_property
    def listings(self) -> tuple[str, ...]:
        """Ids of the entries told."""
        return tuple(entry.id for entity in self.found.named for entry in entity.entries)

    @cached_property
    def entities(self) -> tuple[str, ...]:
        """The names of those the entries are about."""
        return tuple(entity.name for entity in self.found.named)

    @cached_property
    def answers(self) -> bool:
        """Whether the entries hold what is asked."""
        return self.wanted and bool(self.found.named) and not self.elsewhere and any(map(self._holds, self.asked))

    @cached_property
    def complete(self) -> bool:
        """Whether reporting could add nothing: all that is asked for are facts of entries, and they are there."""
        return (
            self.found.sure
            and not self.found.shared
            and all(facet in OF_ENTRY for facet in self.asked)
            and all(map(self._holds, self.asked))
        )

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What is doubtful, and what a listing entails for companies of those listed."""
        owned = ownership_note(self.found.named, self.as_of) if about_dealing(self.question) and self.wanted else ()
        return self.found.doubts + owned

    @cached_property
    def notes_beside_quotes(self) -> tuple[str, ...]:
        """What is said of lists below quotations of the reporting."""
        told = []
        if self.elsewhere:
            told.append(self.elsewhere)
        if self.found.shared and self.found.name:
            told.append("Others on the lists bear this name; the reports quoted may mean one of them.")
        return tuple(filter(None, told))

    @cached_property
    def unlisted(self) -> str:
        """That no entry has the name, where the question is whether there is one; else ""."""
        held = self.found.named or self.found.namesakes or self.found.later or self.elsewhere
        if held or not (self.wanted and about_dealing(self.question)):
            return ""
        return no_such_name(self.found.name, self.editions)

    @cached_property
    def not_yet(self) -> str:
        """That what the lists hold on the name came later than the day asked about."""
        assert self.as_of is not None
        return (
            f"No entry that I hold under the name “{self.found.name}” is known to have been on its list by "
            f"{long_date(self.as_of)}."
        )

    def write(self, first_number: int, *, beside_quotes: bool = False) -> Draft:
        """The card; `beside_quotes` it is short, and what entries do not say is left out."""
        if not self.found.named:
            return Draft("", (), ())
        asked = self.asked if self.wanted else (Facet.LISTED,)
        if beside_quotes and not self.answers:
            if not (self.question.about_listing or self.wanted) or (
                asked[0] in OF_ENTRY and not self.question.about_listing
            ):
                return Draft("", (), ())
            if Facet.SINCE not in asked:
                asked = (Facet.LISTED,)
        return write_designations(
            self.found.named,
            asked,
            first_number,
            self.as_of,
            whose=self.whose,
            **({"most_words": _BESIDE_QUOTES_WORDS} if beside_quotes else {}),
        )

    def _holds(self, facet: Facet) -> bool:
        if facet is Facet.SINCE:
            return any(entry.listed_on for entity in self.found.named for entry in entity.entries)
        if facet is Facet.UNTIL and Facet.LISTED not in self.asked:
            removed = [entry.delisted_on or entry.absent_from for e in self.found.named for entry in e.entries]
            return any(day and (self.as_of is None or day <= self.as_of) for day in removed)
        return any(holds(entity, facet) for entity in self.found.named)


def card_of(
    question: Question, found: Found, editions: Mapping[str, tuple[int, date | None]], as_of: date | None
) -> Card:
    """What the lists have to say to `question`, in which `found` was found."""
    name = found.name or ""
    asked = facets(question, name)
    whose = whose_list(question, name)
    asks = (
        asks_whether_listed(question)
        or asks_of_entry(question)
        or (bool(name) and question.standalone.strip(" ?!.") == name)
    )
    beside = words_beside(question.standalone, name) if len(found.named) < 2 else 0
    # What tells which of several namesakes is meant is no part of what is asked.
    allowed = max(_WORDS_BESIDE.get(question.type, 0), 2 if found.shared else 0)
    wanted = bool(name) and asks and question.type not in _FACETS_OF_WHY and beside <= allowed
    if question.type is QuestionType.HOW_MUCH:
        wanted = bool(name) and asked[0] in (Facet.BIRTH, Facet.SINCE) and beside == 0
    if question.type is QuestionType.WHY:
        wanted = (
            bool(name) and asked[0] is Facet.REASONS and any(holds(entity, Facet.REASONS) for entity in found.named)
        )
    elsewhere = ""
    namesakes = found.namesakes
    if whose and namesakes is not None and wanted:
        on_it = tuple(
            entity for entity in namesakes.entities if any(authority(entry.list) == whose for entry in entity.entries)
        )
        if not on_it:
            elsewhere = list_not_naming(whose, f"“{name}”", editions)
        found = replace(
            found,
            named=on_it if len(on_it) == 1 else (),
            namesakes=replace(namesakes, entities=on_it) if len(on_it) > 1 else None,
            shared=bool(on_it),
        )
    if whose and found.named and wanted:
        told = [
            replace(entity, entries=tuple(entry for entry in entity.entries if authority(entry.list) == whose))
            for entity in found.named
        ]
        if not any(entity.entries for entity in told):
            elsewhere = list_not_naming(whose, found.named[0].name, editions)
        elif set(asked) & {Facet.SINCE, Facet.UNTIL, Facet.PROGRAMME, Facet.REASONS}:
            found = replace(found, named=tuple(entity for entity in told if entity.entries))
    return Card(question, found, asked, wanted, whose, elsewhere, as_of, editions)
