"""Rendering: any answer becomes messages that Telegram takes, and nothing of it is lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup
from telegram.constants import MessageEntityType as Style

from bot.answers.answer import Answer, AnswerKind, Citation, Held, Sentence
from bot.answers.notice import Notice
from bot.telegram.rendering import evidence_rows, render_answer, render_evidence, render_other_sources
from bot.telegram.richtext import Composer, Piece, RichText, pieces, units
from bot.telegram.speech import LOCALES, speech_in
from bot.telegram.untrusted import MARKS_PER_LETTER, TITLE_CHARS, clean_line, clean_text, safe_link
from tests.botapi.cloud import Cloud
from tests.botapi.composing import message_text
from tests.botapi.entities import is_link
from tests.botapi.keyboards import checked_markup
from tests.botapi.parameters import parse_request
from tests.properties.texts import any_text, ink, letters, texts
from tests.telegram.test_richtext import covered, utf16

CLOUD = Cloud("SanctionsBot", privacy=True)
SPEECHES = st.sampled_from(sorted(LOCALES)).map(speech_in)
URLS = st.none() | st.sampled_from(
    ["https://example.org/a", "http://intranet/a", "http://localhost:8000/", "https://[::1]/", "https://a.b:0/",
     "https://a.b:99999/", "javascript:alert(1)", "tg://user?id=1", "https://user@evil.example/",
     "https://exa mple.org",
     "https://müller.example/ü", "https://example.org/%zz", "HTTPS://EXAMPLE.ORG", "https://.", "https://a..b/",
     "https://a<b.example/", "https://-/", "//example.org", "https://a.b\\c", "https://пример.рф/путь"]
) | any_text.map(lambda text: f"https://{text}") | any_text  # fmt: skip
STYLES = st.sampled_from([Style.BOLD, Style.ITALIC, Style.UNDERLINE])
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2030, 12, 31))


def accepted(message: Piece, keyboard: Sequence[Sequence[Any]] = ()) -> None:
    """Send it through what the strict Bot API server checks; raises ApiError where it refuses it."""
    entities = [entity.to_dict() for entity in message.entities]
    body = json.dumps({"text": message.text, "entities": entities}).encode()
    message_text(CLOUD, parse_request("", "application/json", body))
    if keyboard:
        checked_markup(InlineKeyboardMarkup(keyboard).to_dict())
    assert units(message.text) <= 4096
    for entity in message.entities:
        inside = utf16(message.text, entity.offset, entity.length)
        assert inside == inside.strip() != ""


def joined(messages: Iterable[Piece]) -> str:
    return ink("".join(message.text for message in messages))


@st.composite
def rich_texts(draw: st.DrawFn) -> RichText:
    composer = Composer()
    for _ in range(draw(st.integers(1, 8))):
        with composer.block(Style.BLOCKQUOTE) if draw(st.booleans()) else nullcontext():
            for text in draw(st.lists(texts, max_size=4)):
                again = draw(st.sampled_from([1, 1, 3, 40]))
                url = draw(st.sampled_from([None, "https://example.org/a"]))
                for _ in range(again):
                    composer.add(text, *draw(st.sets(STYLES)), url=url)
    return composer.done()


@st.composite
def citations(draw: st.DrawFn, n: int = 1) -> Citation:
    passage = draw(any_text)
    start, end = sorted(draw(st.tuples(st.integers(0, len(passage)), st.integers(0, len(passage)))))
    offset = draw(st.integers(0, 500))
    moved = draw(st.sampled_from([0, 0, 0, 1, -1]))  # answers kept while articles changed
    return Citation(
        n=n,
        article_id=draw(st.sampled_from(["a1", "a2", None])),
        listing_id=draw(st.sampled_from([None, "ofac-sdn:7"])),
        title=draw(any_text.map(lambda text: f"T{text}")),
        source=draw(st.none() | any_text),
        url=draw(URLS),
        published=draw(DAYS),
        quote=passage[start:end] or "q",
        start=offset + start + moved,
        end=offset + end + moved,
        passage=passage,
        passage_start=offset,
        page=draw(st.none() | st.integers(1, 999)),
        also=tuple(Held(article_id="b", title="Also", source=draw(st.none() | any_text)) for _ in range(2)),
    )


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    parts = draw(st.lists(any_text, min_size=1, max_size=5))
    repeated = draw(st.sampled_from([1, 1, 5, 30]))
    spans = [tuple(sorted(draw(st.tuples(st.integers(0, len(part)), st.integers(0, len(part)))))) for part in parts]
    said = tuple(Notice(text=part) for part in draw(st.lists(any_text.filter(bool), max_size=2)))
    return Answer(
        id="x",
        question="Why?",
        standalone_question="Why?",
        kind=draw(st.sampled_from(AnswerKind)),
        text="\n".join(["A.", *(one.text for one in said), *parts * repeated]),
        sentences=tuple(
            Sentence(text=part, citations=(1,), quoted=True, answer_span=span)
            for part, span in zip(parts, spans, strict=True)
        ),
        citations=tuple(draw(citations(n)) for n in range(1, draw(st.integers(0, 4)) + 1)),
        nearest=tuple(
            Held(article_id="h", title=title, url=draw(URLS)) for title in draw(st.lists(any_text, max_size=2))
        ),
        confidence=0.5,
        as_of=draw(DAYS),
        said=said,
        notices=tuple(Notice(text=text) for text in draw(st.lists(any_text, max_size=2))),
    )  # fmt: skip


@given(rich_texts(), st.sampled_from([24, 100, 4096]))
def test_a_long_text_goes_in_messages_that_fit(rich: RichText, limit: int) -> None:
    """Divided into messages, a text loses nothing but white space, and each message keeps within the limits."""
    cut = pieces(rich, limit)
    assert joined(cut) == ink(rich.text)
    for piece in cut:
        accepted(piece)
        assert units(piece.text) <= limit


@given(answers(), SPEECHES, st.none() | any_text)
def test_any_answer_is_taken(answer: Answer, speech: Any, asked: str | None) -> None:
    """The strict Bot API server takes every page of any answer, with its buttons, in each language."""
    rendered = render_answer(answer, speech, asked)
    assert rendered
    for piece in rendered:
        accepted(piece, evidence_rows("f" * 16, answer.citations, speech))


@given(answers(), SPEECHES)
def test_nothing_of_an_answer_is_lost(answer: Answer, speech: Any) -> None:
    """All letters of the answer, of its notes and of the titles it cites stand on its pages."""
    shown = letters("".join(piece.text for piece in render_answer(answer, speech)))
    assert shown.startswith(letters(clean_text(answer.text)))
    for told in (*answer.notes, *(citation.title[:50] for citation in answer.citations if citation.article_id is None)):
        assert letters(clean_text(told)) in shown


@given(citations(), SPEECHES)
def test_any_evidence_is_taken_whole(citation: Citation, speech: Any) -> None:
    """The passage behind a citation is taken by the strict server, and all letters of the quotation are in it."""
    rendered = render_evidence(citation, speech)
    for piece in rendered:
        accepted(piece)
    assert letters(clean_text(citation.quote)) in letters("".join(piece.text for piece in rendered))
    for piece in render_other_sources(citation, [citation], speech):
        accepted(piece)


@given(st.data())
def test_the_quotation_is_marked_and_nothing_else(data: st.DataObject) -> None:
    """In the evidence exactly the quoted words are underlined, wherever they stand in their passage."""
    sentences = data.draw(
        st.lists(
            st.from_regex(r"[A-Z][a-z]{2,9}( [a-z😀é]{2,9}){1,5}\.", fullmatch=True),
            min_size=2,
            max_size=6,
            unique=True,
        )
    )
    at = data.draw(st.integers(0, len(sentences) - 1))
    start = sum(len(one) + 1 for one in sentences[:at])
    citation = Citation(
        n=1, article_id="a", title="T", quote=sentences[at], start=300 + start, end=300 + start + len(sentences[at]),
        passage=" ".join(sentences), passage_start=300,
    )  # fmt: skip
    (piece,) = render_evidence(citation, speech_in("en"))
    assert covered(piece, Style.UNDERLINE) == [sentences[at]]
    assert covered(piece, Style.BLOCKQUOTE) == [" ".join(sentences)]


@given(any_text)
def test_cleaned_text_is_clean(text: str) -> None:
    """Cleaning a text of others a second time changes nothing, and no pile of accents is left."""
    once = clean_text(text)
    assert clean_text(once) == once
    assert set(letters(once)) <= set(letters(text))
    assert "\u0300" * (MARKS_PER_LETTER + 1) not in once


@given(any_text)
def test_a_line_is_one_line(text: str) -> None:
    """A title is one line of bounded length, shut off from the reading direction around it."""
    line = clean_line(text)
    assert "\n" not in line
    assert len(line) <= TITLE_CHARS + 2
    assert line.count("\u2068") == line.count("\u2069") <= 1


@given(URLS)
def test_what_is_linked_is_a_link(url: str | None) -> None:
    """An address of a source is shown as a link only where Telegram takes it for one, and never with a user's name."""
    link = safe_link(url)
    assert link is None or (link == url and is_link(link) and link.lower().startswith(("http://", "https://")))
