"""ask(): from a message to an Answer, over one opened generation of the index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answers import comparisons, quotes, small_talk, timelines, unclear, unlisted
from bot.answers.answer import Answer, AnswerKind
from bot.answers.asking import Asking, nearest
from bot.answers.capitals import names_in
from bot.answers.claim_answers import tell
from bot.answers.claim_checks import check
from bot.answers.claim_questions import Statement, asks_whether_right, statement_asked_about
from bot.answers.comparison_questions import compared
from bot.answers.confidence import DOUBTFUL
from bot.answers.definitions import defined_term
from bot.answers.enumerations import enumeration
from bot.answers.fitting_evidence import fitting, newest_held
from bot.answers.list_answers import Card, card_of
from bot.answers.list_members import members
from bot.answers.llm import OnSentence
from bot.answers.lookup import Found, find
from bot.answers.namesakes import choices, follow, which_one
from bot.answers.notice import Notice, notice, text_of
from bot.answers.other_languages import asks_in_another_language
from bot.answers.question import Question, understand
from bot.answers.searching import PASSAGES, Searched, search
from bot.answers.several_answers import joined, turn_after
from bot.answers.several_questions import questions_in
from bot.answers.timeline_questions import timeline_asked
from bot.answers.translated_questions import language_of
from bot.answers.writing import Model, Writing
from index.search import Snapshot

__all__ = ["PASSAGES", "ask"]

SURE_ENOUGH = 0.8  # confidence at which quotations are shown though a language model finds no answer in them
LEAST_WORDS = 45  # of the answer to one of several questions
TIMELINE_EVENTS = 8
TIMELINE_WORDS = 110  # of a timeline's reports together

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
    """Answer `asked`; `history` are the asker's earlier messages, oldest first. Every sentence has its citation.

    Several questions in one message are answered in order, a later one understood from those before it. With a `model`
    it words the answer, as far as its sentences hold; `on_sentence` is given those as they come.
    """
    asking = Asking(index, as_of, model, on_sentence)
    turns = [part for turn in history for part in questions_in(turn)]
    parts = questions_in(asked)
    if len(parts) == 1:
        return _answered(parts[0], turns, asking).model_copy(update={"question": " ".join(asked.split())})
    asking = replace(asking, most_words=max(LEAST_WORDS, quotes.MOST_WORDS // len(parts)))
    answers: list[Answer] = []
    for part in parts:
        answer = _answered(part, turns, asking)
        answers.append(answer)
        asking = asking.next(asking.first + len(answer.citations))
        turns.append(turn_after(part, answer))
    return joined(asked, answers)


def _answered(asked: str, history: Sequence[str], asking: Asking) -> Answer:
    """The answer to one question."""
    if (statement := statement_asked_about(asked, history)) is not None:
        return _checked(asked, statement, asking)
    if asks_whether_right(asked):
        back = notice("talk-wrong" if history else "ask-what")  # his question before was answered with its sources
        return asking.answer(understand(asked), AnswerKind.CLARIFY, back.text, 1.0, said=(back,))
    talk = small_talk.reply(asked)
    index, as_of = asking.index, asking.as_of
    asked, history = unclear.chosen(asked, history, index, as_of)
    question, picked = follow(asked, history, index, as_of)
    if talk is None and small_talk.asks_advice(asked) and not names_in(question.standalone):
        talk = notice("talk-advice")
    if talk is not None:
        return asking.answer(question, AnswerKind.CLARIFY, talk.text, 1.0, said=(talk,))
    if (unsaid := unclear.without_subject(question)) is not None:
        return asking.answer(question, AnswerKind.CLARIFY, unsaid.text, 0.5, said=(unsaid,))
    told = _in_order(question, asking) or _from_all(question, asking, picked)
    if small_talk.asks_advice(asked) and told.kind is AnswerKind.ANSWER:
        told = told.with_notes(notice("note-no-advice"))
    return told


def _checked(asked: str, statement: Statement, asking: Asking) -> Answer:
    """What the sources held say on the statement that `asked` is about."""
    found = [check(claim, asking.index, asking.as_of) for claim in statement.claims]
    told = tell(found, asking.first, all_checked=statement.is_whole)
    question = replace(understand(asked), standalone=f"Is this right? “{statement.text}”")
    return asking.told(question, told.draft, told.confidence, told.kind)


def _in_order(question: Question, asking: Asking) -> Answer | None:
    """A comparison, a timeline, or what is counted over lists, where that is asked for and held; else None."""
    index, as_of = asking.index, asking.as_of
    text = question.standalone
    if (sides := compared(text)) is not None:
        comparison = comparisons.compare(index, sides.names, sides.topic, as_of=as_of, first=asking.first)
        if comparison.citations:
            return asking.told(question, comparisons.write(comparison), 0.8, entities=sides.names)
    if (asked := timeline_asked(text)) is not None:
        line = timelines.timeline(
            index, asked.subject, as_of=as_of, since=asked.since, until=asked.until, most=TIMELINE_EVENTS,
            most_words=TIMELINE_WORDS, first=asking.first,
        )  # fmt: skip
        if line.events:
            return asking.told(question, timelines.write(line), 0.8, entities=line.names)
    counted = members(question, index, as_of)
    if counted is not None and (counted.rows or not counted.when):
        written = counted.write(index, asking.first)
        kind = AnswerKind.ANSWER if counted.rows else AnswerKind.NO_ANSWER
        ids = tuple(citation.listing_id for citation in written.citations)
        return asking.told(question, written, 0.9 if counted.rows else 0.0, kind, listings=ids)
    return None


def _from_all(question: Question, asking: Asking, picked: frozenset[str]) -> Answer:
    """What lists and articles say to `question`; `picked` are ids of listings chosen among namesakes."""
    index, as_of = asking.index, asking.as_of
    found = find(question, index, as_of, picked)
    card = card_of(question, found, index, as_of)
    if card.found.namesakes is not None and card.wanted:
        return _which_one(question, asking, card.found)
    if card.answers and card.complete:
        return _from_lists(question, asking, card, 0.0)
    searched = search(question, index, as_of)
    answer = _from_passages(question, asking, searched, card)
    return answer if searched.whole else answer.with_notes(notice("note-words-alone"))


def _from_passages(question: Question, asking: Asking, searched: Searched, card: Card) -> Answer:
    """The reporting that was found, else the entries of the lists, else that nothing answers."""
    searched = searched.with_evidence(fitting(question, searched.evidence))
    searched = replace(searched, evidence=card.fitting(searched.evidence))
    if searched.answers:
        if not card.answers and (items := enumeration(searched, asking.index, asking.as_of, asking.first)) is not None:
            return asking.told(question, items, searched.sure)
        if not card.answers and (back := unclear.several_fit(searched)) is not None:
            return asking.answer(question, AnswerKind.CLARIFY, back.text, 0.5, choices=back.choices)
        writing = Writing(question, asking.index, asking.as_of, asking.model, asking.on_sentence)
        answer = _from_articles(question, asking, searched, card, writing)
        declined = writing.declined and searched.sure < SURE_ENOUGH
        return _no_answer(question, asking, searched, card) if declined else answer
    if card.found.namesakes is not None:
        return _which_one(question, asking, card.found)
    if card.answers:
        return _from_lists(question, asking, card, searched.sure)
    if (term := defined_term(question.standalone)) is not None:
        who = understand(f"Who is {term}?")
        named = card_of(who, find(who, asking.index, asking.as_of), asking.index, asking.as_of)
        if named.answers:
            return _from_lists(question, asking, named, searched.sure)
    return _no_answer(question, asking, searched, card)


def _which_one(question: Question, asking: Asking, found: Found) -> Answer:
    """A question back: of several who bear a name, nothing is said before it is clear who is meant."""
    assert found.namesakes is not None
    entities = found.namesakes.entities
    text, said = which_one(found.namesakes)
    return asking.answer(
        question,
        AnswerKind.CLARIFY,
        text,
        0.5,
        said=said,
        choices=choices(found.namesakes),
        entities=tuple(entity.name for entity in entities),
        listings=tuple(entry.id for entity in entities for entry in entity.entries),
    )


def _from_lists(question: Question, asking: Asking, card: Card, sure: float) -> Answer:
    """What the entries of the lists say, alone."""
    written = card.write(asking.first, beside_quotes=asking.most_words < quotes.MOST_WORDS)
    return asking.told(
        question, written, max(sure, 0.9 if card.found.sure else 0.6), listings=card.listings, entities=card.entities,
        notes=written.notes + card.notes,
    )  # fmt: skip


def _from_articles(question: Question, asking: Asking, searched: Searched, card: Card, writing: Writing) -> Answer:
    """The reporting, and the designations: first where they answer."""
    evidence, first = searched.evidence, asking.first
    if card.answers or card.elsewhere:
        entries = card.write(first, beside_quotes=True)
        left = asking.most_words - len(f"{card.elsewhere or ''} {entries.text}".split()) - _ATTRIBUTION
        short = [item for item in evidence if len(item.text.split()) <= left]
        if card.answers and not short:
            return _from_lists(question, asking, card, searched.sure)
        drafts = [entries, writing.write(short or evidence, left, first + len(entries.citations))]
    else:
        room = len(card.write(first, beside_quotes=True).text.split())
        told = writing.write(evidence, asking.most_words - room, first)
        drafts = [told, card.write(first + len(told.citations), beside_quotes=True)]
    said = [notice("doubt")] if searched.sure < DOUBTFUL and not card.answers else []
    before = [*said, *filter(None, [card.unlisted, card.elsewhere])]
    opening = [" ".join([one.text, *card.others]) if one is card.unlisted else one.text for one in before]
    return asking.answer(
        question,
        AnswerKind.ANSWER,
        "\n\n".join(filter(None, [*opening, *(draft.text for draft in drafts)])),
        searched.sure,
        said=(*before, *(one for draft in drafts for one in draft.said)),
        writer=writing.name,
        sentences=tuple(sentence for draft in drafts for sentence in draft.sentences),
        citations=tuple(citation for draft in drafts for citation in draft.citations),
        listings=card.listings,
        entities=card.entities,
        notes=tuple(note for draft in drafts for note in draft.notes)
        + card.notes
        + card.notes_beside_quotes
        + newest_held(question, [citation for draft in drafts for citation in draft.citations]),
    )


def _no_answer(question: Question, asking: Asking, searched: Searched, card: Card) -> Answer:
    """That nothing held answers, with what the lists do hold on the name, or that they have no such name."""
    editions, name = asking.index.editions(), card.found.name
    entries = card.write(asking.first)
    said: list[Notice] = []
    below = entries.text
    if not (entries.text and card.wanted and not card.elsewhere):  # else it begins with what the entry does not say
        language = language_of(question.asked)
        if language is not None and language_of(question.standalone) and not asks_in_another_language(question.asked):
            return _not_understood(question, asking, searched, language)
        if card.elsewhere:
            said = [notice("no-answer-list"), card.elsewhere]
            if not entries.text:
                said += filter(None, [unlisted.no_such_name(name, editions)])
        elif asking.as_of is not None:
            said = [notice("no-answer-as-of", day=asking.as_of)]
        else:
            said = [notice("no-answer")]
        if entries.text:
            said.append(notice("other-lists-held" if card.elsewhere else "held-instead"))
        elif card.found.later:
            said.append(card.not_yet)
        elif not card.elsewhere and (question.about_listing or card.wanted):
            said += filter(None, [unlisted.no_such_name(name, editions), unlisted.warning(editions)])
            below = unlisted.nearest_names(card.found.nearest)
    return asking.answer(
        question,
        AnswerKind.NO_ANSWER,
        "\n".join(filter(None, [text_of(said), below])),
        searched.sure,
        sentences=entries.sentences,
        citations=entries.citations,
        listings=card.listings,
        nearest=nearest(searched),
        said=(*said, *entries.said, *([notice("nearest-names")] if below and not entries.text else [])),
        notes=entries.notes + (card.found.doubts if entries.text else ()),
    )


def _not_understood(question: Question, asking: Asking, searched: Searched, language: str) -> Answer:
    """Told in the asker's language, where the front end has it: what was asked in it could not be put into English."""
    told = notice("no-answer-language").model_copy(update={"language": language})
    return asking.answer(
        question, AnswerKind.NO_ANSWER, told.text, searched.sure, nearest=nearest(searched), said=(told,)
    )
