"""ask(): from a question to an Answer, over one opened generation of the index."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol

import structlog

from bot.answers import llm, quotes
from bot.answers.answer import Answer, AnswerKind, Held
from bot.answers.confidence import DOUBTFUL, THRESHOLD, confidence
from bot.answers.designations import asks_of_entry, in_force, write_designations
from bot.answers.evidence import Evidence, gather
from bot.answers.llm import OnSentence
from bot.answers.question import Question, QuestionType, small_talk, understand
from corpus.listing import Listing
from index.search import Hit, Query, Snapshot

PASSAGES = 12
NEAREST = 3
SURE_ENOUGH = 0.8  # confidence at which quotations are shown though a language model finds no answer in them
NEAR = 0.45  # cosine of question and passage; below it, what is found has another subject
# A listing is spoken of when the question names it at least this well (NameMatch.score).
# 0.6 is a last name that few listings bear: the sentence then gives the full name and a note says so.
NAMED = 0.6
NAMED_IN_FULL = 0.8


log = structlog.get_logger()


class Model(Protocol):
    """A language model: its name, and what it replies to (system text, user text), in pieces. Raises LlmError."""

    @property
    def model(self) -> str:
        """Its name."""

    def complete(self, system: str, asked: str) -> Iterator[str]:
        """The reply."""


DOUBT = "I am not sure that this answers your question; it is the closest my sources come.\n\n"
# Questions that an entry of a list can answer alone; it never says why, how or how much.
_ENTRY_ANSWERS = {
    QuestionType.YES_NO,
    QuestionType.WHO,
    QuestionType.WHAT,
    QuestionType.WHEN,
    QuestionType.WHICH,
    QuestionType.LIST,
}


def ask(
    asked: str,
    history: Sequence[str],
    index: Snapshot,
    *,
    as_of: date | None = None,
    model: Model | None = None,
    on_sentence: OnSentence | None = None,
) -> Answer:
    """Answer `asked`; `history` are the asker's earlier questions, oldest first. Every sentence has its citation.

    With a `model` it words the answer, as far as its sentences hold; `on_sentence` is given those as they come.
    """
    reply = small_talk(asked)
    question = understand(asked, history)
    if reply is not None:
        return _answer(question, index, as_of, kind=AnswerKind.CLARIFY, text=reply, confidence=1.0)
    query = index.query(question.standalone)
    hits = index.search(query, PASSAGES, as_of=as_of)
    evidence = gather(question, query, hits, index.encoder.encode)
    sure = confidence(query, hits, evidence)
    named, doubts = _named_listings(question, index, as_of)
    if sure >= THRESHOLD:
        return _from_articles(question, query, hits, index, as_of, evidence, named, doubts, sure, model, on_sentence)
    if named and question.type in _ENTRY_ANSWERS:
        entries = write_designations(named, 1, question.standalone, as_of)
        return _answer(
            question,
            index,
            as_of,
            kind=AnswerKind.ANSWER,
            text=entries.text,
            sentences=entries.sentences,
            citations=entries.citations,
            listings=tuple(listing.id for listing in named),
            entities=tuple(listing.name for listing in named),
            confidence=max(sure, 0.9),
            notes=entries.notes + doubts,
        )
    return _no_answer(question, query, index, as_of, hits, named, sure)


def _from_articles(
    question: Question,
    query: Query,
    hits: Sequence[Hit],
    index: Snapshot,
    as_of: date | None,
    evidence: Sequence[Evidence],
    named: Sequence[Listing],
    doubts: tuple[str, ...],
    sure: float,
    model: Model | None,
    on_sentence: OnSentence | None,
) -> Answer:
    """The reporting, and the designations: first for yes or no, who, and what an entry says."""
    chosen = quotes.choose(evidence)
    also = {
        key: tuple(Held.of(other) for other in index.also_published(key, as_of))
        for key in {quote.article.id for quote in chosen}
    }
    writer = _Writer(question, chosen, evidence, also, model, on_sentence)
    designations_first = question.type in {QuestionType.YES_NO, QuestionType.WHO} or asks_of_entry(question.standalone)
    if designations_first:
        entries = write_designations(named, 1, question.standalone, as_of)
        told = writer.write(1 + len(entries.citations))
        drafts = [entries, told]
    else:
        told = writer.write(1)
        drafts = [told, write_designations(named, 1 + len(told.citations), question.standalone, as_of)]
    if writer.declined and sure < SURE_ENOUGH:
        return _no_answer(question, query, index, as_of, hits, named, sure)
    return _answer(
        question,
        index,
        as_of,
        writer=writer.name,
        kind=AnswerKind.ANSWER,
        text=(DOUBT if sure < DOUBTFUL else "") + "\n\n".join(draft.text for draft in drafts if draft.text),
        sentences=tuple(sentence for draft in drafts for sentence in draft.sentences),
        citations=tuple(citation for draft in drafts for citation in draft.citations),
        listings=tuple(listing.id for listing in named),
        entities=tuple(listing.name for listing in named),
        confidence=sure,
        notes=tuple(note for draft in drafts for note in draft.notes) + doubts,
    )


class _Writer:
    """Writes what the articles say: the model where there is one and it holds to them, else the quotes writer."""

    def __init__(
        self,
        question: Question,
        chosen: Sequence[quotes.Quote],
        evidence: Sequence[Evidence],
        also: Mapping[str, tuple[Held, ...]],
        model: Model | None,
        on_sentence: OnSentence | None,
    ) -> None:
        self._question, self._chosen, self._evidence, self._also = question, chosen, evidence, also
        self._model, self._on_sentence = model, on_sentence
        self.name = "quotes"
        self.declined = False

    def write(self, first_number: int) -> quotes.Draft:
        """The draft, its citations numbered from `first_number`."""
        notes: tuple[str, ...] = ()
        if self._model is not None:
            try:
                written = llm.write(
                    self._question.standalone, self._evidence, self._model.complete, first_number, also=self._also,
                    on_sentence=self._on_sentence,
                )  # fmt: skip
            except llm.LlmError as error:
                log.warning("llm.failed", model=self._model.model, reason=str(error))
                notes = ("Quoted from the sources: the language model gave no answer.",)
            else:
                log.info("llm.written", model=self._model.model, faults=[fault.name for fault in written.faults])
                self.declined = written.declined
                if written.draft is not None:
                    self.name = f"llm:{self._model.model}"
                    return written.draft
                notes = () if written.declined else (
                    "Quoted from the sources: what the language model wrote is not borne out by them.",
                )  # fmt: skip
        draft = quotes.write(self._question, self._chosen, first_number, also=self._also)
        return dataclasses.replace(draft, notes=draft.notes + notes)


def _no_answer(
    question: Question,
    query: Query,
    index: Snapshot,
    as_of: date | None,
    hits: Sequence[Hit],
    named: Sequence[Listing],
    sure: float,
) -> Answer:
    nearest = _nearest(query, hits)
    text = "I don't know: my sources don't answer this."
    if as_of is not None:
        text = f"I don't know: my sources published by {quotes.long_date(as_of)} don't answer this."
    entries = write_designations(named, 1, question.standalone, as_of)
    if entries.text:
        text += f" What I do hold:\n{entries.text}"
    elif question.about_listing:
        text += _lists_searched(index)
    return _answer(
        question,
        index,
        as_of,
        kind=AnswerKind.NO_ANSWER,
        text=text,
        sentences=entries.sentences,
        citations=entries.citations,
        listings=tuple(listing.id for listing in named),
        nearest=nearest,
        confidence=sure,
    )


def _named_listings(question: Question, index: Snapshot, as_of: date | None) -> tuple[list[Listing], tuple[str, ...]]:
    """The listings the question names, each once, in its order, and what is doubtful about that.

    Only where the question is about being listed, or about what an entry says.
    """
    if not (question.about_listing or asks_of_entry(question.standalone)):
        return [], ()
    found: dict[str, Listing] = {}
    doubts: list[str] = []
    for mention in index.directory.mentions(question.standalone):
        listings = [index.listing(key) for key in mention.listing_ids]
        listings = [listing for listing in listings if in_force(listing, as_of)]
        if mention.score < NAMED or not listings or listings[0].id in found:
            continue
        found[listings[0].id] = listings[0]
        written = question.standalone[mention.start : mention.end]
        if mention.score < NAMED_IN_FULL:
            doubts.append(
                f"“{written}” fits {listings[0].name} by {mention.how}; make sure that this is whom you mean."
            )
        others = [listing.name for listing in listings[1:]]
        if others:
            doubts.append(f"“{written}” also fits {'; '.join(others[:3])}: ask with the full name for those.")
    return list(found.values()), tuple(doubts)


def _lists_searched(index: Snapshot) -> str:
    """Which lists hold no such name, as of when; never that somebody is not sanctioned."""
    editions = index.editions()
    if not editions:
        return ""
    told = ", ".join(
        f"{name} ({f'edition of {quotes.long_date(day)}' if day else 'edition undated'})"
        for name, (_, day) in editions.items()
    )
    return (
        f" None of the list entries I hold bears a name in your question: {told}. That is no proof that nobody of that "
        "name is sanctioned."
    )


def _nearest(query: Query, hits: Sequence[Hit]) -> tuple[Held, ...]:
    """Articles near to the question: those that share its names or, where it names nobody, its meaning."""
    held: dict[str, Held] = {}
    for hit in hits:
        near = hit.names >= 0.5 if query.names else hit.dense >= NEAR
        if near and hit.article.id not in held:
            held[hit.article.id] = Held.of(hit.article)
    return tuple(held.values())[:NEAREST]


def _answer(question: Question, index: Snapshot, as_of: date | None, **fields: object) -> Answer:
    return Answer.model_validate(
        {
            "id": uuid.uuid4().hex[:16],
            "question": question.asked,
            "standalone_question": question.standalone,
            "as_of": as_of,
            "generation": index.id,
            **fields,
        }
    )
