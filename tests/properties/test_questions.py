"""Understanding questions: no text, in any script, with any conversation before it, makes it fall."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.capitals import names_in
from bot.answers.claim_dates import dates_in
from bot.answers.claim_figures import counted_in
from bot.answers.injections import told_sentences
from bot.answers.question import QuestionType, understand
from bot.answers.small_talk import reply
from bot.answers.spans import answer_spans
from bot.answers.verification import Passage, verify
from tests.properties.texts import any_text, texts

ASKED = st.sampled_from(
    ["Why was CEIEC sanctioned?", "When was that?", "And Bank Rossiya?", "Who is he?", "thanks", "¿Por qué?", "why",
     "Почему его внесли в список?", "Is it true that Rusal was delisted in 2019?", "What about 2022?", "hello",
     "他是谁?",
     "How many ships and who owns them?", "Compare OFAC and the EU on Wagner", "yes", "no", "the second one", "?", ""]
)  # fmt: skip
QUESTIONS = ASKED | any_text | st.tuples(ASKED, any_text).map(" ".join)


@given(QUESTIONS, st.lists(QUESTIONS, max_size=4))
def test_any_text_is_understood_somehow(asked: str, history: list[str]) -> None:
    """Any text is understood as a question of some type, after any earlier questions, each time in the same way."""
    question = understand(asked, history)
    assert question.asked == " ".join(asked.split())
    assert question.type in QuestionType
    assert question == understand(asked, history)


@given(QUESTIONS)
def test_small_talk_is_told_from_questions_in_any_text(asked: str) -> None:
    """Whether a text is a greeting or thanks is decided for any text."""
    found = reply(asked)
    assert found is None or found.text


@given(texts, st.sampled_from(QuestionType), ASKED)
def test_what_may_answer_stands_in_the_sentence(sentence: str, kind: QuestionType, question: str) -> None:
    """What is taken for the very answer, a date, amount, name or place, lies inside the sentence and is not blank."""
    for start, end in answer_spans(kind, sentence, question):
        assert 0 <= start < end <= len(sentence)
        assert sentence[start:end].strip()
    at = 0
    for name in names_in(sentence):
        at = sentence.index(name, at) + len(name)


@given(texts)
def test_dates_and_figures_are_read_where_they_stand(text: str) -> None:
    """Dates, figures and sentences read out of any text have offsets inside it, in order."""
    for spans in (
        [(one.start, one.end) for one in dates_in(text)],
        [(one.start, one.end) for one in counted_in(text, vague=True)],
        told_sentences(text),
    ):
        assert spans == sorted(spans)
        assert all(0 <= start < end <= len(text) for start, end in spans)


@given(texts, st.lists(texts, max_size=3))
def test_any_claim_is_judged(claim: str, passages: list[str]) -> None:
    """Any claim is held against any passages without a fault, and its proof lies inside them."""
    verdict = verify(claim, [Passage(text, "Title") for text in passages])
    for one in verdict.supports:
        assert 0 <= one.start < one.end <= len(passages[one.index])
