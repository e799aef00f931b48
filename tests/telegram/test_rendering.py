"""Answer -> what Telegram shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from telegram.constants import MessageEntityType as Style

from bot.answers.answer import Answer, AnswerKind, Citation, Held, Sentence
from bot.answers.notice import Notice, notice
from bot.telegram.rendering import button_rows, render_answer, render_evidence
from bot.telegram.richtext import Piece, units
from bot.telegram.speech import speech_in
from tests.telegram.test_richtext import covered

ENGLISH = speech_in("en")
PASSAGE = "It was a Monday. The Treasury sanctioned CEIEC 😀 for it. Venezuela protested."
QUOTE = "The Treasury sanctioned CEIEC 😀 for it."


def citation(n: int = 1, **fields: Any) -> Citation:
    known: dict[str, Any] = {
        "article_id": "a1",
        "title": "Treasury sanctions CEIEC",
        "source": "The Wire",
        "url": "https://example.org/ceiec",
        "published": date(2020, 11, 30),
        "quote": QUOTE,
        "start": 117,
        "end": 117 + len(QUOTE),
        "passage": PASSAGE,
        "passage_start": 100,
    }
    return Citation(n=n, **{**known, **fields})


def answer(**fields: Any) -> Answer:
    known: dict[str, Any] = {
        "id": "x",
        "question": "Why?",
        "standalone_question": "Why?",
        "kind": AnswerKind.ANSWER,
        "text": f"According to The Wire: “{QUOTE}” [1]",
        "sentences": (Sentence(text=QUOTE, citations=(1,), quoted=True, answer_span=(24, 31)),),
        "citations": (citation(),),
        "confidence": 0.9,
    }
    return Answer(**{**known, **fields})


def links(piece: Piece) -> dict[str, str | None]:
    texts = covered(piece, Style.TEXT_LINK)
    return dict(zip(texts, [e.url for e in piece.entities if e.type == Style.TEXT_LINK], strict=True))


def test_an_answer_shows_its_text_then_its_sources_in_a_block_that_opens() -> None:
    (piece,) = render_answer(answer(), ENGLISH)
    assert piece.text == (
        f"According to The Wire: “{QUOTE}” [1]\n\n[1] Treasury sanctions CEIEC — The Wire, 30 November 2020"
    )
    assert covered(piece, Style.EXPANDABLE_BLOCKQUOTE) == ["[1] Treasury sanctions CEIEC — The Wire, 30 November 2020"]
    assert links(piece) == {"Treasury sanctions CEIEC": "https://example.org/ceiec"}


def test_the_very_answer_is_bold() -> None:
    (piece,) = render_answer(answer(), ENGLISH)
    assert covered(piece, Style.BOLD) == [QUOTE[24:31]]


def test_a_source_without_a_date_is_said_to_be_undated() -> None:
    (piece,) = render_answer(answer(citations=(citation(published=None),)), ENGLISH)
    assert piece.text.endswith("— The Wire, undated")
    (piece,) = render_answer(answer(citations=(citation(published=None, source=None),)), ENGLISH)
    assert piece.text.endswith("Treasury sanctions CEIEC — undated")


def test_an_article_cited_twice_stands_once_with_both_numbers() -> None:
    (piece,) = render_answer(
        answer(citations=(citation(1), citation(2, title="Other", article_id="b"), citation(3))), ENGLISH
    )
    assert covered(piece, Style.EXPANDABLE_BLOCKQUOTE)[0].splitlines() == [
        "[1][3] Treasury sanctions CEIEC — The Wire, 30 November 2020",
        "[2] Other — The Wire, 30 November 2020",
    ]


def test_numbers_that_follow_each_other_are_drawn_together() -> None:
    (piece,) = render_answer(answer(citations=tuple(citation(n) for n in (1, 2, 3, 4))), ENGLISH)
    assert covered(piece, Style.EXPANDABLE_BLOCKQUOTE) == [
        "[1]–[4] Treasury sanctions CEIEC — The Wire, 30 November 2020"
    ]


def test_an_entry_of_a_list_is_cited_with_its_edition() -> None:
    entry = citation(article_id=None, listing_id="ofac-sdn:30502", title="CEIEC (OFAC SDN entry)", source="OFAC SDN")
    (piece,) = render_answer(answer(citations=(entry,)), ENGLISH)
    assert piece.text.endswith("[1] CEIEC (OFAC SDN entry) — OFAC SDN, edition of 30 November 2020")


def test_a_title_cannot_pose_as_something_else() -> None:
    (piece,) = render_answer(
        answer(citations=(citation(title="Real\n\n[2] Fake \u202esource", url="javascript:x"),)), ENGLISH
    )
    assert piece.text.endswith("[1] Real [2] Fake source — The Wire, 30 November 2020")
    assert links(piece) == {}


def test_an_unanswerable_question_names_the_nearest_articles_once() -> None:
    held = Held(article_id="a", title="On CEIEC", source="The Wire", url="https://example.org", published=None)
    none = answer(kind=AnswerKind.NO_ANSWER, text="I don't know.", sentences=(), citations=(), nearest=(held,))
    (piece,) = render_answer(none, ENGLISH)
    assert piece.text == "I don't know.\n\nThe nearest I hold:\n• On CEIEC — The Wire, undated"
    assert links(piece) == {"On CEIEC": "https://example.org"}
    (piece,) = render_answer(none.model_copy(update={"text": "I don't know. The nearest: On CEIEC."}), ENGLISH)
    assert piece.text == "I don't know. The nearest: On CEIEC."
    assert links(piece) == {"On CEIEC": "https://example.org"}


def test_notes_stand_in_italics_under_the_answer() -> None:
    (piece,) = render_answer(answer(notices=(Notice(text="Reports differ."),), as_of=date(2021, 2, 1)), ENGLISH)
    assert covered(piece, Style.ITALIC) == ["Reports differ.", "As it was known on 1 February 2021."]


def test_a_long_answer_goes_in_messages_that_fit_and_loses_nothing() -> None:
    sentence = "The Treasury 😀 said so in a statement. "
    many = tuple(citation(n, article_id=str(n), title=f"Article number {n}") for n in range(1, 181))
    parts = render_answer(answer(text=sentence * 400, sentences=(), citations=many), ENGLISH)
    assert len(parts) > 4
    assert all(units(piece.text) <= 4096 and len(piece.entities) <= 100 for piece in parts)
    joined = "".join(piece.text for piece in parts)
    assert joined.startswith((sentence * 400).rstrip())
    for n in range(1, 181):
        assert f"[{n}] Article number {n} — The Wire, 30 November 2020" in joined
    assert sum(len(links(piece)) for piece in parts) >= 180


def test_evidence_shows_the_passage_with_the_quote_marked() -> None:
    (piece,) = render_evidence(citation(), ENGLISH)
    assert piece.text == (f"[1] Treasury sanctions CEIEC\nThe Wire, 30 November 2020\n\n{PASSAGE}\n\nOpen the article")
    assert covered(piece, Style.BLOCKQUOTE) == [PASSAGE]
    assert covered(piece, Style.UNDERLINE) == [QUOTE]
    assert QUOTE in covered(piece, Style.BOLD)
    assert links(piece) == {"Open the article": "https://example.org/ceiec"}


def test_evidence_finds_the_quote_when_its_offset_is_off_and_shows_it_alone_without_a_passage() -> None:
    (piece,) = render_evidence(citation(start=0, end=10), ENGLISH)
    assert covered(piece, Style.UNDERLINE) == [QUOTE]
    (piece,) = render_evidence(citation(passage=""), ENGLISH)
    assert covered(piece, Style.BLOCKQUOTE) == [QUOTE]


def test_few_buttons_say_what_they_show_and_many_only_their_numbers() -> None:
    assert button_rows([], ENGLISH) == []
    assert button_rows([citation(1)], ENGLISH) == [[(1, "[1] Show the passage")]]
    assert button_rows([citation(n) for n in (1, 2, 3)], ENGLISH) == [
        [(1, "[1] passage"), (2, "[2] passage"), (3, "[3] passage")],
    ]
    many = button_rows([citation(n) for n in range(1, 200)], ENGLISH)
    assert many[0] == [(n, f"[{n}]") for n in range(1, 7)]
    assert sum(len(row) for row in many) <= 100


def test_the_bots_own_sentences_are_in_the_language_of_who_reads_and_quotations_are_not() -> None:
    quote = "It said “It added:” twice."
    before, between = notice("according-to", source="The Wire", day=date(2020, 11, 30)), notice("it-added")
    lists = (notice("list-edition", list="OFAC SDN", day=date(2023, 1, 6)), notice("list-undated", list="UN"))
    told = answer(
        text=f"{before.text} ‘{quote}’ [1] {between.text} “{QUOTE}” [1]",
        sentences=(
            Sentence(text=quote, citations=(1,), quoted=True),
            Sentence(text=QUOTE, citations=(1,), quoted=True),
        ),
        said=(before, between),
        notices=(notice("no-such-name", name="X {", lists=lists), Notice(text="Of an earlier version.")),
    )
    told = Answer.model_validate_json(told.model_dump_json())  # as it is stored
    (piece,) = render_answer(told, speech_in("es"))
    assert piece.text.startswith(f"Según The Wire (30 de noviembre de 2020): ‘{quote}’ [1] Añadió: “{QUOTE}” [1]")
    assert "«X {»: OFAC SDN (edición del 6 de enero de 2023), UN (edición sin fecha)." in piece.text
    assert "Of an earlier version." in piece.text
    assert render_answer(told, ENGLISH)[0].text.startswith(told.text)


def test_answers_stored_before_notices_keep_their_notes() -> None:
    stored = answer().model_dump(mode="json") | {"notes": ["Reports differ."]}
    del stored["notices"], stored["said"]
    assert Answer.model_validate(stored).notes == ("Reports differ.",)


def test_sentences_worded_alike_are_each_marked_where_they_stand() -> None:
    twice = tuple(Sentence(text="Yes.", citations=(n,), answer_span=(0, 3)) for n in (1, 2))
    (piece,) = render_answer(answer(text="So: Yes. [1] Yes. [2]", sentences=twice), ENGLISH)
    bold = [entity.offset for entity in piece.entities if entity.type == Style.BOLD]
    assert bold == [4, 13]


def test_a_quote_at_the_beginning_of_its_passage_is_shown_in_it_though_its_offset_is_off() -> None:
    (piece,) = render_evidence(citation(passage=f"{QUOTE} Venezuela protested.", start=99), ENGLISH)
    assert "Venezuela protested." in piece.text


def test_of_words_that_stand_twice_in_a_passage_those_quoted_are_marked() -> None:
    twice = citation(quote="Yes.", passage="Yes. So: Yes. End.", passage_start=101, start=110, end=114)
    (piece,) = render_evidence(twice, ENGLISH)
    marks = [entity.offset for entity in piece.entities if entity.type == Style.UNDERLINE]
    assert marks == [piece.text.rindex("Yes.")]


def test_few_buttons_say_what_they_do_and_many_show_their_number() -> None:
    rows = [button_rows([citation(n=number) for number in range(1, count + 1)], ENGLISH) for count in (0, 3, 4, 7)]
    assert [[len(row) for row in one] for one in rows] == [[], [3], [4], [6, 1]]
    assert [one[0][0][1] for one in rows[2:]] == ["[1]", "[1]"]
    assert rows[1][0][0][1] != "[1]"
