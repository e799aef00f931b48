"""Dividing text into messages: nothing lost, nothing too long, every style where it was."""

from __future__ import annotations

import random

import pytest
from telegram.constants import MessageEntityType as Style

from bot.telegram.richtext import Composer, Piece, RichText, Span, pieces, units

ALPHABET = [
    "a",
    "Z",
    " ",
    " ",
    ". ",
    "\n",
    "\n\n",
    "é",
    "е́",
    "שלום ",
    "مرحبا ",
    "汉字。",
    "😀",
    "👩‍👩‍👧",
    "🇻🇪",
    "👍🏽",
    "❤️",
    "\u200f",
]


def utf16(text: str, offset: int, length: int) -> str:
    return text.encode("utf-16-le")[offset * 2 : (offset + length) * 2].decode("utf-16-le")


def covered(piece: Piece, style: Style) -> list[str]:
    return [utf16(piece.text, e.offset, e.length) for e in piece.entities if e.type == style]


def random_rich(seed: int) -> RichText:
    chance = random.Random(seed)
    text = "".join(chance.choices(ALPHABET, k=chance.randint(1, 900)))
    spans = []
    for _ in range(chance.randint(0, 160)):
        start = chance.randrange(len(text))
        spans.append(Span(start, min(len(text), start + chance.randint(1, 60)), Style.BOLD))
    return RichText(text, tuple(sorted(spans, key=lambda span: span.start)))


@pytest.mark.parametrize("seed", range(200))
def test_the_pieces_of_any_text_are_the_text_and_fit(seed: int) -> None:
    rich = random_rich(seed)
    limit = random.Random(seed).choice([20, 64, 300, 4096])
    cut = pieces(rich, limit, 10)
    assert "".join("".join(piece.text.split()) for piece in cut) == "".join(rich.text.split())
    at = 0
    for piece in cut:  # in order, with nothing but blanks left out between them
        found = rich.text.index(piece.text, at)
        assert not rich.text[at:found].strip()
        at = found + len(piece.text)
    for piece in cut:
        assert 0 < units(piece.text) <= limit
        assert piece.text.strip()
        assert len(piece.entities) <= 10
        for entity in piece.entities:
            assert entity.offset >= 0
            assert entity.length > 0
            inside = utf16(piece.text, entity.offset, entity.length)  # a parted surrogate pair would raise
            assert inside == inside.strip()
            assert entity.offset + entity.length <= units(piece.text)


@pytest.mark.parametrize("seed", range(50))
def test_every_styled_character_keeps_its_style(seed: int) -> None:
    rich = random_rich(seed)
    wanted = sum(
        1 for at, char in enumerate(rich.text)
        if not char.isspace() and any(span.start <= at < span.end for span in rich.spans)
    )  # fmt: skip
    got = 0
    for piece in pieces(rich, 128, 1000):
        styled: set[int] = set()
        for entity in piece.entities:
            styled |= set(range(entity.offset, entity.offset + entity.length))
        unit = 0
        for char in piece.text:
            got += not char.isspace() and unit in styled
            unit += units(char)
    assert got == wanted


def test_a_text_that_fits_is_one_piece_with_offsets_in_utf_16() -> None:
    text = Composer().add("😀 ").add("bold", Style.BOLD).add(" and ").add("link", url="https://example.org").done()
    (piece,) = pieces(text)
    assert piece.text == "😀 bold and link"
    assert covered(piece, Style.BOLD) == ["bold"]
    assert covered(piece, Style.TEXT_LINK) == ["link"]
    assert piece.entities[0].offset == 3


def test_cuts_fall_between_paragraphs_then_sentences_then_words() -> None:
    paragraphs = RichText("a" * 60 + "\n\n" + "b" * 60)
    assert [piece.text for piece in pieces(paragraphs, 100)] == ["a" * 60 + "\n\n", "b" * 60]
    sentences = RichText("One two three four. Five six seven eight.")
    assert [piece.text for piece in pieces(sentences, 30)] == ["One two three four. ", "Five six seven eight."]
    words = RichText("one two three four five six")
    assert [piece.text for piece in pieces(words, 20)] == ["one two three four ", "five six"]


def test_a_cut_inside_a_word_does_not_part_an_emoji_family_a_flag_or_an_accent() -> None:
    for cluster in ("👩‍👩‍👧", "🇻🇪", "е́", "👍🏽"):
        text = RichText("x" + cluster * 40)
        for piece in pieces(text, 41):
            assert piece.text.removeprefix("x").replace(cluster, "") == ""


def test_a_block_over_a_cut_is_a_block_in_both_messages() -> None:
    composer = Composer()
    with composer.block(Style.EXPANDABLE_BLOCKQUOTE):
        composer.add("one two three four five six seven")
    first, second = pieces(composer.done(), 20)
    assert covered(first, Style.EXPANDABLE_BLOCKQUOTE) == [first.text.strip()]
    assert covered(second, Style.EXPANDABLE_BLOCKQUOTE) == [second.text]


def test_white_space_alone_is_no_message() -> None:
    assert pieces(RichText(" \n\n ")) == []
    assert [piece.text.strip() for piece in pieces(RichText("a" + " " * 100 + "b"), 20)] == ["a", "b"]
