"""ask(): from a question to an Answer, over one opened generation of the index."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from bot.answers import quotes, unlisted
from bot.answers.answer import Answer, AnswerKind, Held
from bot.answers.confidence import DOUBTFUL, THRESHOLD, confidence
from bot.answers.evidence import Evidence, gather
from bot.answers.list_answers import Card, card_of
from bot.answers.list_members import Members, members
from bot.answers.llm import OnSentence
from bot.answers.lookup import Found, find
from bot.answers.namesakes import choices, follow, which_one
from bot.answers.question import Question, small_talk
from bot.answers.writing import Model, Writing
from index.search import Hit, Query, Snapshot

PASSAGES = 12
NEAREST = 3
SURE_ENOUGH = 0.8  # confidence at which quotations are shown though a language model finds no answer in them
NEAR = 0.45  # cosine of question and passage; below it, what is found has another subject

DOUBT = "I am not sure that this answers your question; it is the closest my sources come.\n\n"
WORDS_ALONE = (
    "My search by meaning is away just now: I looked only for the words of the question, so what my sources say in "
    "other words may be missing."
)
_ATTRIBUTION = 16  # words that say whose a quotation is, beside a card


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
    question, picked = follow(asked, history, index, as_of)
    if reply is not None:
        return _answer(question, index, as_of, kind=AnswerKind.CLARIFY, text=reply, confidence=1.0)
    counted = members(question, index, as_of)
    if counted is not None and (counted.rows or not counted.when):
        return _counted(question, index, as_of, counted)
    found = find(question, index, as_of, picked)
    card = card_of(question, found, index, as_of)
    if card.found.namesakes is not None and card.wanted:
        return _which_one(question, index, as_of, card.found)
    if card.answers and card.complete:
        return _from_lists(question, index, as_of, card, 0.0)
    query = index.query(question.standalone)
    hits, whole = index.find(query, PASSAGES, as_of=as_of)
    writing = Writing(question, index, as_of, model, on_sentence)
    answer = _from_passages(question, query, index, as_of, hits, card, found, writing)
    return answer if whole else answer.model_copy(update={"notes": (*answer.notes, WORDS_ALONE)})


def _from_passages(
    question: Question,
    query: Query,
    index: Snapshot,
    as_of: date | None,
    hits: Sequence[Hit],
    card: Card,
    found: Found,
    writing: Writing,
) -> Answer:
    """The reporting that was found, else the entries of the lists, else that nothing answers."""
    evidence = gather(question, query, hits, index.encoder.encode)
    sure = confidence(query, hits, evidence)
    evidence = list(card.fitting(evidence))
    if sure >= THRESHOLD and evidence:
        answer = _from_articles(question, index, as_of, evidence, card, sure, writing)
        declined = writing.declined and sure < SURE_ENOUGH
        return _no_answer(question, query, index, as_of, hits, card, sure) if declined else answer
    if card.found.namesakes is not None:
        return _which_one(question, index, as_of, card.found)
    if card.answers:
        return _from_lists(question, index, as_of, card, sure)
    return _no_answer(question, query, index, as_of, hits, card, sure)


def _which_one(question: Question, index: Snapshot, as_of: date | None, found: Found) -> Answer:
    """A question back: of several who bear a name, nothing is said before it is clear who is meant."""
    assert found.namesakes is not None
    return _answer(
        question,
        index,
        as_of,
        kind=AnswerKind.CLARIFY,
        text=which_one(found.namesakes),
        choices=choices(found.namesakes),
        entities=tuple(entity.name for entity in found.namesakes.entities),
        listings=tuple(entry.id for entity in found.namesakes.entities for entry in entity.entries),
        confidence=0.5,
    )


def _counted(question: Question, index: Snapshot, as_of: date | None, counted: Members) -> Answer:
    """How many entries of the lists are under a programme, of a kind or of a time, and some of them."""
    written = counted.write(index)
    return _answer(
        question,
        index,
        as_of,
        kind=AnswerKind.ANSWER if counted.rows else AnswerKind.NO_ANSWER,
        text=written.text,
        sentences=written.sentences,
        citations=written.citations,
        listings=tuple(citation.listing_id for citation in written.citations),
        confidence=0.9 if counted.rows else 0.0,
        notes=written.notes,
    )


def _from_lists(question: Question, index: Snapshot, as_of: date | None, card: Card, sure: float) -> Answer:
    """What the entries of the lists say, alone."""
    written = card.write(1)
    return _answer(
        question,
        index,
        as_of,
        kind=AnswerKind.ANSWER,
        text=written.text,
        sentences=written.sentences,
        citations=written.citations,
        listings=card.listings,
        entities=card.entities,
        confidence=max(sure, 0.9 if card.found.sure else 0.6),
        notes=written.notes + card.notes,
    )


def _from_articles(
    question: Question,
    index: Snapshot,
    as_of: date | None,
    evidence: Sequence[Evidence],
    card: Card,
    sure: float,
    writing: Writing,
) -> Answer:
    """The reporting, and the designations: first where they answer."""
    if card.answers or card.elsewhere:
        entries = card.write(1, beside_quotes=True)
        left = quotes.MOST_WORDS - len(f"{card.elsewhere} {entries.text}".split()) - _ATTRIBUTION
        short = [item for item in evidence if len(item.text.split()) <= left]
        if card.answers and not short:
            return _from_lists(question, index, as_of, card, sure)
        drafts = [entries, writing.write(short or evidence, left, 1 + len(entries.citations))]
    else:
        room = len(card.write(1, beside_quotes=True).text.split())
        told = writing.write(evidence, quotes.MOST_WORDS - room, 1)
        drafts = [told, card.write(1 + len(told.citations), beside_quotes=True)]
    return _answer(
        question,
        index,
        as_of,
        writer=writing.name,
        kind=AnswerKind.ANSWER,
        text=(DOUBT if sure < DOUBTFUL and not card.answers else "")
        + "\n\n".join(filter(None, [card.unlisted, card.elsewhere, *(draft.text for draft in drafts)])),
        sentences=tuple(sentence for draft in drafts for sentence in draft.sentences),
        citations=tuple(citation for draft in drafts for citation in draft.citations),
        listings=card.listings,
        entities=card.entities,
        confidence=sure,
        notes=tuple(note for draft in drafts for note in draft.notes) + card.notes + card.notes_beside_quotes,
    )


def _no_answer(
    question: Question,
    query: Query,
    index: Snapshot,
    as_of: date | None,
    hits: Sequence[Hit],
    card: Card,
    sure: float,
) -> Answer:
    nearest = _nearest(query, hits)
    entries = card.write(1)
    if entries.text and card.wanted and not card.elsewhere:
        text = entries.text  # it begins with what the entry does not say
    else:
        text = "I don't know: my sources don't answer this."
        if as_of is not None:
            text = f"I don't know: my sources published by {quotes.long_date(as_of)} don't answer this."
        if card.elsewhere:
            text = f"I don't know: {card.elsewhere}"
            if not entries.text:
                text += f" {unlisted.no_such_name(card.found.name, index.editions())}"
        if entries.text:
            text += f" {'Other lists that I hold' if card.elsewhere else 'What I do hold'}:\n{entries.text}"
        elif card.found.later:
            text += f" {card.not_yet}"
        elif not card.elsewhere and (question.about_listing or card.wanted):
            text = " ".join(filter(None, [text, unlisted.no_such_name(card.found.name, index.editions()),
                                          unlisted.warning(index.editions())]))  # fmt: skip
            text = "\n".join(filter(None, [text, unlisted.nearest_names(card.found.nearest)]))
    return _answer(
        question,
        index,
        as_of,
        kind=AnswerKind.NO_ANSWER,
        text=text,
        sentences=entries.sentences,
        citations=entries.citations,
        listings=card.listings,
        nearest=nearest,
        confidence=sure,
        notes=entries.notes + (card.found.doubts if entries.text else ()),
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
