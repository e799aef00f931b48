"""Pictures of timelines and files of conversations."""

from __future__ import annotations

import struct
from datetime import date, timedelta
from io import BytesIO

import pypdf
import pytest

from bot.answers.answer import Answer, AnswerKind, Citation
from bot.exports import Turn, Words, as_markdown, as_pdf
from bot.reports import MOST_EVENTS, WIDTH, Marked, chosen, drawable, timeline_picture
from bot.telegram.asof import split_day
from bot.telegram.compare import names_of

LEGEND = {"designation": "listed", "delisting": "gone", "report": "reported", "inexact": "about"}
WORDS = Words("Talk", "Made today", "Sources", "Boxes", lambda _: "", lambda one: one.title, lambda n: f"Page {n}")


def events(count: int, text: str = "The port of Alba was closed to all ships of the fleet.") -> list[Marked]:
    kinds = ("report", "report", "designation", "report", "delisting")
    first = date(2020, 1, 1)
    days = [first + timedelta(days=40 * n) for n in range(count)]
    return [Marked(day, n % 3 > 0, kinds[n % 5], f"{day}", text) for n, day in enumerate(days)]


def size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


@pytest.mark.parametrize("count", [1, MOST_EVENTS])
def test_a_picture_fits_a_phone_held_upright(count: int) -> None:
    width, height = size(timeline_picture("Alba " * 30, events(count, "long " * 200), LEGEND, "12 of 40"))
    assert width == WIDTH
    assert 0.7 * width <= height <= 2.3 * width


def test_of_many_events_those_of_lists_are_chosen_first() -> None:
    held = events(40)
    shown = chosen(held)
    assert len(shown) == MOST_EVENTS
    assert shown == sorted(shown, key=lambda event: event.day)
    assert all(event.kind != "report" for event in shown)  # there are 16 of lists
    few = chosen([event for event in held if event.kind == "report"] + held[2:3])
    assert held[2] in few


def test_letters_the_picture_cannot_draw_become_latin_ones() -> None:
    assert drawable("Дерипаска Łódź $5") == "Дерипаска Łódź $5"
    assert drawable("says صدام حسين today") == "says Saddam Hussein today"
    assert drawable("中国").isascii()


def conversation(text: str, quote: str) -> list[Turn]:
    citation = Citation(n=1, title="Port news", url="https://example.org/a", quote=quote, start=0, end=5)
    answer = Answer(
        id="a", question="q", standalone_question="q", kind=AnswerKind.ANSWER, text=text, citations=(citation,),
        confidence=1.0,
    )  # fmt: skip
    return [Turn("Кто это?", "Asked today", answer)]


def test_nothing_anybody_wrote_is_markup_in_the_markdown() -> None:
    written = as_markdown(conversation("1. *Alba* [x](http://evil.example) [1]\n- <b>", "`code` # x"), WORDS)
    assert r"1\. \*Alba\* \[x\](http://evil.example) [1]" in written
    assert r"\- \<b\>" in written
    assert "## Кто это?" in written
    assert r"- [1] Port news <https://example.org/a>: “\`code\` \# x”" in written


def test_the_text_of_the_pdf_can_be_selected_in_several_scripts() -> None:
    pdf = as_pdf(conversation("Порт закрыт [1]. Łódź 中 ἀρχή", "السلام عليكم"), WORDS)
    text = pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text()
    for told in ("Talk", "Кто это?", "Порт закрыт", "[1]", "Łódź", "ἀρχή", "Port news", "Page 1"):
        assert told in text
    assert "中" in text or ("□" in text and "Boxes" in text)  # by whether the system has a font for it


@pytest.mark.parametrize(
    ("words", "day", "question"),
    [
        ("2020-11-30 Why was X listed?", date(2020, 11, 30), "Why was X listed?"),
        ("30 November 2020, in which list is X?", date(2020, 11, 30), "in which list is X?"),
        ("November 2020 who was listed?", date(2020, 11, 30), "who was listed?"),
        ("2020 Was X listed?", date(2020, 12, 31), "Was X listed?"),
        ("yesterday why?", date(2026, 1, 4), "why?"),
        ("two weeks ago", date(2025, 12, 22), ""),
    ],
)
def test_a_day_is_parted_from_the_question_after_it(words: str, day: date, question: str) -> None:
    assert split_day(words, date(2026, 1, 5)) == (day, question)


def test_a_day_is_read_in_the_language_spoken() -> None:
    assert split_day("30 ноября 2020 почему?", date(2026, 1, 5), ("ru", "en")) == (date(2020, 11, 30), "почему?")
    with pytest.raises(ValueError, match="blue"):
        split_day("blue why?", date(2026, 1, 5))


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("CEIEC vs Rosneft", ["CEIEC", "Rosneft"]),
        ("“Oleg Deripaska” “Viktor Vekselberg”", ["Oleg Deripaska", "Viktor Vekselberg"]),
        ("A Corp, B Corp and C Corp?", ["A Corp", "B Corp", "C Corp"]),
        ("Oleg Deripaska", ["Oleg Deripaska"]),
        ("", []),
    ],
)
def test_the_names_to_be_compared_are_parted_as_people_write_them(words: str, names: list[str]) -> None:
    assert names_of(words) == names
