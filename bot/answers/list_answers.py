"""What the lists contribute to an answer: whether their entries answer the question, and how the card is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from bot.answers.asked_name import words_beside
from bot.answers.beside_card import fitting
from bot.answers.designations import MOST_WORDS, holds, ownership_note, write_designations
from bot.answers.evidence import Evidence
from bot.answers.linked_entries import Linked, linked
from bot.answers.list_questions import (
    OF_ENTRY,
    Facet,
    about_dealing,
    asks_of_entry,
    asks_whether_listed,
    facets,
    kind_asked,
    whose_list,
)
from bot.answers.list_questions import whose as authority_called
from bot.answers.lookup import Found
from bot.answers.news_names import news_names
from bot.answers.notice import Notice, notice
from bot.answers.programmes import authority
from bot.answers.question import Question, QuestionType
from bot.answers.quotes import Draft
from bot.answers.unlisted import list_not_naming, no_such_name, not_held, others_containing
from index.search import Snapshot

# Words that a question may have beside a name and what questions about lists are made of: "Who is Kadyrov, the
# Chechen leader?" is still answered by an entry, "Did Sberbank pay dividends despite sanctions?" is not.
_WORDS_BESIDE = {QuestionType.WHO: 2, QuestionType.WHAT: 2, QuestionType.WHICH: 1, QuestionType.LIST: 1}
_CAPITALISED = re.compile(r"(?:[A-Z][\w.]*\s?)*")
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
    elsewhere: Notice | None  # that the list asked about has no such name, where others have
    as_of: date | None
    index: Snapshot
    linked: Linked | None = None  # the other entries that name the one asked about, where that is asked

    @cached_property
    def listings(self) -> tuple[str, ...]:
        """Ids of the entries told."""
        told = [entry.id for entity in self.found.named for entry in entity.entries]
        return tuple(dict.fromkeys([*told, *(self.linked.ids if self.linked else ())]))

    @cached_property
    def entities(self) -> tuple[str, ...]:
        """The names of those the entries are about."""
        return tuple(entity.name for entity in self.found.named)

    @cached_property
    def answers(self) -> bool:
        """Whether the entries hold what is asked."""
        if not self.wanted or self.elsewhere:
            return False
        return self.linked is not None or (bool(self.found.named) and any(map(self._holds, self.asked)))

    @cached_property
    def complete(self) -> bool:
        """Whether reporting could add nothing: all that is asked for are facts of entries, and they are there."""
        return self.linked is not None or (
            self.found.sure
            and not self.found.shared
            and all(facet in OF_ENTRY for facet in self.asked)
            and all(map(self._holds, self.asked))
        )

    @cached_property
    def notes(self) -> tuple[Notice, ...]:
        """What is doubtful, and what a listing entails for companies of those listed."""
        owned = ownership_note(self.found.named, self.as_of) if about_dealing(self.question) and self.wanted else ()
        return self.found.doubts + owned

    @cached_property
    def notes_beside_quotes(self) -> tuple[Notice, ...]:
        """What is said of lists below quotations of the reporting."""
        if self.found.shared and self.found.name:
            return (notice("note-others-bear-name"),)
        return ()

    @cached_property
    def unlisted(self) -> Notice | None:
        """That no entry has the name, where the question is whether there is one; else None."""
        held = self.found.named or self.found.namesakes or self.found.later or self.elsewhere
        if held or self.linked or not (self.wanted and (about_dealing(self.question) or Facet.PROGRAMME in self.asked)):
            return None
        return no_such_name(self.found.name, self.index.editions())

    @cached_property
    def others(self) -> tuple[str, ...]:
        """What is said of entries whose names contain the one that is `unlisted`."""
        return tuple(others_containing(self.found.nearest)) if self.unlisted is not None else ()

    @cached_property
    def not_yet(self) -> Notice:
        """That what the lists hold on the name came later than the day asked about."""
        assert self.as_of is not None
        return notice("not-yet-listed", name=self.found.name or "", day=self.as_of)

    def fitting(self, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
        """What of the reporting may stand beside what the lists say; all of it where they were not asked."""
        if not self.wanted or not (self.found.named or self.unlisted or self.elsewhere):
            return evidence
        names = [self.found.name or ""]
        for entity in self.found.named:
            for entry in entity.entries:
                names += [entry.name, *self.index.written_forms(entry.id)]
        whose = None if self.answers else self.whose
        return fitting(evidence, names, self.asked, whose, as_target=not self.found.named)

    def write(self, first_number: int, *, beside_quotes: bool = False) -> Draft:
        """The card; `beside_quotes` it is short, and what entries do not say is left out."""
        told = self.linked.write(self.index, first_number) if self.linked else Draft("", (), ())
        if not self.found.named or (self.linked and self.found.several):
            return told
        asked = self.asked if self.wanted and not self.elsewhere else (Facet.LISTED,)
        if beside_quotes and not self.answers:
            if not (self.question.about_listing or self.wanted) or (
                asked[0] in OF_ENTRY and not self.question.about_listing
            ):
                return Draft("", (), ())
            if Facet.SINCE not in asked:
                asked = (Facet.LISTED,)
        room = _BESIDE_QUOTES_WORDS if beside_quotes else MOST_WORDS
        if self.linked:
            stated = tuple(one for one in asked if any(holds(entity, one) for entity in self.found.named))
            asked, room = stated or (Facet.LISTED,), max(room - len(told.text.split()), 1)
        card = write_designations(
            self.found.named,
            asked,
            first_number + len(told.citations),
            self.as_of,
            whose=self.whose,
            most_words=room,
        )
        if self.found.several and len(self.found.named) > 1:
            head = f"{len(self.found.named)} entries on the lists fit “{self.found.several}”:"
            card = replace(card, text=f"{head}\n\n{card.text}")
        drafts = [told, card]
        if self.wanted and set(self.asked) & {Facet.WHO, Facet.ALIASES}:
            number = first_number + len(told.citations) + len(card.citations)
            drafts.append(news_names(self.found.named, self.index, self.as_of, number))
        return Draft(
            "\n\n".join(draft.text for draft in drafts if draft.text),
            tuple(sentence for draft in drafts for sentence in draft.sentences),
            tuple(citation for draft in drafts for citation in draft.citations),
            tuple(note for draft in drafts for note in draft.notes),
            tuple(one for draft in drafts for one in draft.said),
        )

    def _holds(self, facet: Facet) -> bool:
        if facet is Facet.SAYS or (facet is Facet.REASONS and self.question.type is not QuestionType.WHY):
            return True  # without words of its own an entry still says under what programme it stands
        if facet is Facet.SINCE:
            return any(entry.listed_on for entity in self.found.named for entry in entity.entries)
        if facet is Facet.UNTIL and Facet.LISTED not in self.asked:
            removed = [entry.delisted_on or entry.absent_from for e in self.found.named for entry in e.entries]
            return any(day and (self.as_of is None or day <= self.as_of) for day in removed)
        return any(holds(entity, facet) for entity in self.found.named)


def card_of(question: Question, found: Found, index: Snapshot, as_of: date | None) -> Card:
    """What the lists have to say to `question`, in which `found` was found."""
    name = found.name or ""
    editions = index.editions()
    asked = facets(question, name)
    whose = whose_list(question, name)
    asks = (
        asks_whether_listed(question)
        or asks_of_entry(question)
        or (bool(name) and question.standalone.strip(" ?!.") == name)
    )
    # "Vekselberg's company Renova": the owner tells which company is meant.
    about = re.sub(rf"\b[\w .-]+['’]s\s+(?:\w+\s+)?{re.escape(name)}", name, question.standalone) if name else ""
    beside = words_beside(about or question.standalone, name) if len(found.named) < 2 else 0
    # What tells which of several namesakes is meant is no part of what is asked.
    allowed = max(_WORDS_BESIDE.get(question.type, 0), 2 if found.shared else 0)
    wanted = bool(name) and asks and question.type not in _FACETS_OF_WHY and beside <= allowed
    if not found.named and authority_called(_CAPITALISED.match(name)[0].strip()):  # type: ignore[index]
        wanted = False  # "Did Switzerland adopt the EU's sanctions?" is about one who imposes them
    if question.type is QuestionType.HOW_MUCH:
        wanted = bool(name) and asked[0] in (Facet.BIRTH, Facet.SINCE) and beside == 0
    if question.type is QuestionType.WHY:
        wanted = (
            bool(name) and asked[0] is Facet.REASONS and any(holds(entity, Facet.REASONS) for entity in found.named)
        )
    elsewhere = None
    if whose and wanted and not (found.named or found.namesakes or found.later) and not _held(whose, index):
        elsewhere = not_held(whose)
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
            whom = f"“{found.several}”" if found.several else found.named[0].name
            elsewhere = list_not_naming(whose, whom, editions)
        elif found.several or set(asked) & {Facet.SINCE, Facet.UNTIL, Facet.PROGRAMME, Facet.REASONS, Facet.SAYS}:
            found = replace(found, named=tuple(entity for entity in told if entity.entries))
    ties = None
    if wanted and found.namesakes is None:
        ties = linked(found.name, found.named, found.several, asked, kind_asked(question, name), index, as_of)
    return Card(question, found, asked, wanted, whose, elsewhere, as_of, index, ties)


def _held(whose: str, index: Snapshot) -> bool:
    return any(authority(name) == whose for name in index.editions())
