"""More of an article around a passage, who else says it, which questions to offer, and questions that are one gap."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.answers.answer import Answer, AnswerKind, Citation, Sentence
from bot.answers.around import LONGEST_CHARS, around
from bot.answers.next_questions import is_worth_offering
from bot.gaps import grouped
from bot.state import Disliked, Gap
from corpus.article import Article

TEXT = "\n".join(
    f"Paragraph {n} tells of the sanctions in some thirty words or so. It goes on. {'word ' * 20}end."
    for n in range(60)
)


def article(text: str = TEXT) -> Article:
    return Article(id="a", title="On sanctions", text=text)


def cited(text: str = TEXT) -> Citation:
    start = text.index("Paragraph 30")
    end = start + len("Paragraph 30 tells of the sanctions in some thirty words or so.")
    return Citation.of_article(1, article(text), start, end, passage=(start - 50, end + 30))


def reply(
    *sentences: str, kind: AnswerKind = AnswerKind.ANSWER, confidence: float = 0.9, asked: str = "When?"
) -> Answer:
    told = tuple(Sentence(text=text) for text in sentences)
    return Answer(
        id="x", question=asked, standalone_question=asked, kind=kind, text="", sentences=told, confidence=confidence
    )


def test_more_of_the_article_is_shown_by_exact_offsets_to_the_ends_of_sentences() -> None:
    wide = around(cited(), article(), 1, 2)
    shown = wide.citation
    assert TEXT[shown.passage_start :].startswith(shown.passage)
    assert TEXT[shown.passage_start - 1].isspace()
    assert shown.passage[0].isupper()
    assert shown.passage.endswith(".")
    assert TEXT[shown.start : shown.end] == shown.quote
    assert wide.more_before
    assert wide.more_after
    full = around(cited(), article(), 50, 50)
    assert len(full.citation.passage) <= LONGEST_CHARS
    assert not full.more_before
    assert not full.more_after


def test_an_article_has_no_more_before_its_beginning_nor_after_its_end() -> None:
    short = "Before it all. Paragraph 30 tells of the sanctions in some thirty words or so. " + "After it. " * 5
    wide = around(cited(TEXT), article(short), 0, 0)
    assert not wide.more_before  # the passage is not in it: the article is another one by now
    assert wide.citation == cited(TEXT)
    held = article("A. B. C.")
    citation = Citation.of_article(1, held, 3, 5, passage=(3, 5))
    wide = around(citation, held, 1, 1)
    assert (wide.citation.passage, wide.more_before, wide.more_after) == ("A. B. C.", False, False)


def test_a_passage_that_moved_within_its_article_is_found_again() -> None:
    moved = "A new first line.\n" + TEXT
    wide = around(cited(), article(moved), 1, 1)
    assert moved[wide.citation.start : wide.citation.end] == cited().quote
    assert around(cited(), None, 1, 1).citation == cited()


def test_a_question_is_offered_only_when_it_is_answered_well_and_with_something_new() -> None:
    first = reply("It was for helping.", asked="Why?")
    said = {"It was for helping."}
    assert is_worth_offering(first, reply("It was in 2020."), said)
    assert not is_worth_offering(first, reply("It was for helping."), said)
    assert not is_worth_offering(first, reply("It was in 2020.", confidence=0.4), said)
    assert not is_worth_offering(first, reply(kind=AnswerKind.NO_ANSWER), said)
    assert not is_worth_offering(first, reply("It was in 2020.", asked="why?"), said)


def test_questions_like_each_other_are_one_gap_unless_they_name_others() -> None:
    places = {"flour": (1, 0, 0), "sourdough": (0.9, 0.43, 0), "Bank Rossiya": (0, 0, 1), "Bank Melli": (0, 0.3, 0.95)}

    def encode(texts: Sequence[str]) -> np.ndarray:
        rows = np.array([next(at for word, at in places.items() if word in text) for text in texts], dtype=np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    gaps = [
        Gap("Which flour is best?", 1, 1.0, 5.0),
        Gap("What about sourdough?", 3, 1.0, 4.0),
        Gap("Why was Rossiya, that is Bank Rossiya, listed?", 1, 1.0, 1.0),
    ]
    disliked = [Disliked("Why was Melli, that is Bank Melli, listed?", 1, 2.0), Disliked("which flour is best", 2, 9.0)]
    first, *others = grouped(gaps, disliked, encode)
    assert first.questions[0] in {"Which flour is best?", "What about sourdough?"}
    assert (len(first.questions), first.unanswered, first.disliked, first.last_asked_at) == (2, 4, 2, 9.0)
    assert [group.questions[0].split()[2] for group in others] == ["Melli,", "Rossiya,"]
