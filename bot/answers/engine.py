"""ask(): from a question to an Answer, over one opened generation of the index."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from bot.answers import quotes
from bot.answers.answer import Answer, AnswerKind, Held
from bot.answers.confidence import DOUBTFUL, THRESHOLD, confidence
from bot.answers.designations import asks_of_entry, in_force, write_designations
from bot.answers.evidence import Evidence, gather
from bot.answers.question import Question, QuestionType, small_talk, understand
from corpus.listing import Listing
from index.search import Hit, Query, Snapshot

PASSAGES = 12
NEAREST = 3
NEAR = 0.45  # cosine of question and passage; below it, what is found has another subject
# A listing is spoken of when the question names it at least this well (NameMatch.score).
# 0.6 is a last name that few listings bear: the sentence then gives the full name and a note says so.
NAMED = 0.6
NAMED_IN_FULL = 0.8


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


def ask(asked: str, history: Sequence[str], index: Snapshot, *, as_of: date | None = None) -> Answer:
    """Answer `asked`; `history` are the asker's earlier questions, oldest first. Every sentence has its citation."""
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
        return _from_articles(question, index, as_of, evidence, named, doubts, sure)
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
    index: Snapshot,
    as_of: date | None,
    evidence: Sequence[Evidence],
    named: Sequence[Listing],
    doubts: tuple[str, ...],
    sure: float,
) -> Answer:
    """Quotes of the reporting, and the designations: first for yes or no, who, and what an entry says."""
    chosen = quotes.choose(evidence)
    also = {
        key: tuple(Held.of(other) for other in index.also_published(key, as_of))
        for key in {quote.article.id for quote in chosen}
    }
    designations_first = question.type in {QuestionType.YES_NO, QuestionType.WHO} or asks_of_entry(question.standalone)
    if designations_first:
        entries = write_designations(named, 1, question.standalone, as_of)
        told = quotes.write(question, chosen, 1 + len(entries.citations), also=also)
        drafts = [entries, told]
    else:
        told = quotes.write(question, chosen, also=also)
        drafts = [told, write_designations(named, 1 + len(told.citations), question.standalone, as_of)]
    return _answer(
        question,
        index,
        as_of,
        kind=AnswerKind.ANSWER,
        text=(DOUBT if sure < DOUBTFUL else "") + "\n\n".join(draft.text for draft in drafts if draft.text),
        sentences=tuple(sentence for draft in drafts for sentence in draft.sentences),
        citations=tuple(citation for draft in drafts for citation in draft.citations),
        listings=tuple(listing.id for listing in named),
        entities=tuple(listing.name for listing in named),
        confidence=sure,
        notes=tuple(note for draft in drafts for note in draft.notes) + doubts,
    )


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
