"""Exports: a conversation with the sources of its answers, as Markdown and as a PDF whose text can be selected."""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.answers.answer import Answer, Citation, pages_cited

_MARKED = re.compile(r"\\\[(\d+)\\\]")
_SPECIAL = re.compile(r"([\\`*_<>\[\]#|~])")
_STARTS_A_LIST = re.compile(r"^(\s*\d*)([-+.)])(?=\s)", re.M)
_NUMBER = re.compile(r"\[\d+\]")
_INVISIBLE = "\n\u200e\u200f\u2066\u2067\u2068\u2069\u200b\u200c\u200d\ufe0f"
# Fonts of systems that have Chinese, Japanese and Korean letters, which the font that comes along lacks.
_WIDE_FONTS = re.compile(r"(?:noto|source|wqy|droid|unifont|arphic|uming|ukai|ipa|nanum|fallback|han|cjk)", re.I)


@dataclass(frozen=True)
class Turn:
    """A question and its answer; `asked` tells when, in words."""

    question: str
    asked: str
    answer: Answer


@dataclass(frozen=True)
class Words:
    """What stands around the turns, in the reader's language; `source` tells where a citation is from."""

    title: str
    made: str
    sources: str
    no_letters: str
    as_of: Callable[[Answer], str]
    source: Callable[[Citation], str]
    page: Callable[[int], str]


def as_markdown(turns: Sequence[Turn], words: Words) -> str:
    """The conversation as Markdown. All that people and sources wrote is escaped."""
    parts = [f"# {_escaped(words.title)}", _escaped(words.made)]
    for turn in turns:
        parts += [f"## {_escaped(' '.join(turn.question.split()))}", f"*{_escaped(turn.asked)}*"]
        parts.append("  \n".join(_escaped(turn.answer.text).split("\n")).replace("  \n  \n", "\n\n"))
        parts += [f"*{_escaped(note)}*" for note in _notes(turn.answer, words)]
        if turn.answer.citations:
            parts.append(f"**{_escaped(words.sources)}**")
            parts.append("\n".join(_source(citation, words) for citation in turn.answer.citations))
    return "\n\n".join(parts) + "\n"


def as_pdf(turns: Sequence[Turn], words: Words) -> bytes:
    """The conversation as a PDF. Blocks."""
    try:
        return _drawn(turns, words)
    finally:
        gc.collect()  # a font that was read is 12,000 objects in cycles; those of three exports lay about


def _drawn(turns: Sequence[Turn], words: Words) -> bytes:
    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it tells of tables it leaves out of a font
    letters = {ord(char) for text in _texts(turns, words) for char in text if _is_drawn(char)}
    fonts = _fonts_for(letters)
    pdf = _page(fonts, words)
    if not letters <= pdf.letters:
        _line(pdf, words.no_letters, 9, grey=True)
    _line(pdf, words.title, 18, bold=True)
    _line(pdf, words.made, 9, grey=True)
    for turn in turns:
        pdf.ln(5)
        _line(pdf, " ".join(turn.question.split()), 13, bold=True)
        _line(pdf, turn.asked, 9, grey=True)
        pdf.ln(1)
        _line(pdf, turn.answer.text, 11)
        for note in _notes(turn.answer, words):
            _line(pdf, note, 9, grey=True)
        if turn.answer.citations:
            pdf.ln(1)
            _line(pdf, words.sources, 10, bold=True)
        for citation in turn.answer.citations:
            _line(pdf, f"[{citation.n}] {words.source(citation)}", 9, link=citation.url)
            _line(pdf, f"“{' '.join(citation.quote.split())}”", 9, grey=True)
    return bytes(pdf.output())


def _notes(answer: Answer, words: Words) -> list[str]:
    return [*answer.notes, *([words.as_of(answer)] if answer.as_of is not None else [])]


def _source(citation: Citation, words: Words) -> str:
    link = f" <{citation.url}>" if citation.url and not re.search(r"[\s<>]", citation.url) else ""
    quote = _escaped(" ".join(citation.quote.split()))
    return f"- [{citation.n}] {_escaped(words.source(citation))}{link}: “{quote}”"


def _escaped(text: str) -> str:
    """`text` so that Markdown shows it as it is; the numbers of sources stay as they are."""
    return _MARKED.sub(r"[\1]", _STARTS_A_LIST.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text)))


def _texts(turns: Sequence[Turn], words: Words) -> Iterator[str]:
    yield from (words.title, words.made, words.sources, words.page(0))
    for turn in turns:
        yield from (turn.question, turn.asked, turn.answer.text, *_notes(turn.answer, words))
        for citation in turn.answer.citations:
            yield from (citation.quote, words.source(citation))


def _page(fonts: Sequence[Path], words: Words) -> Any:
    from fpdf import FPDF

    class Pages(FPDF):
        letters: frozenset[int]  # that its fonts have

        def footer(self) -> None:
            """The number of the page."""
            self.set_y(-15)
            self.set_font("text", size=8)
            self.set_text_color(120)
            self.cell(0, 8, words.page(self.page_no()), align="C")

    pdf = Pages(format="A4")
    pdf.set_margin(18)
    pdf.set_auto_page_break(True, 20)
    pdf.set_title(words.title)
    pdf.add_font("text", "", fonts[0])
    pdf.add_font("text", "B", fonts[1])
    for n, path in enumerate(fonts[2:]):
        pdf.add_font(f"other{n}", "", path)
    pdf.set_fallback_fonts([f"other{n}" for n in range(len(fonts) - 2)], exact_match=False)
    pdf.letters = frozenset().union(*(_glyphs(path) for path in fonts))
    pdf.add_page()
    return pdf


def _line(
    pdf: Any, text: str, points: float, *, bold: bool = False, grey: bool = False, link: str | None = None
) -> None:
    """A paragraph; text from right to left begins on the right. A letter that no font has is a box, never nothing."""
    text = "".join(char if not _is_drawn(char) or ord(char) in pdf.letters else "□" for char in text)
    pdf.set_font("text", "B" if bold else "", points)
    pdf.set_text_color(110 if grey else 20)
    right = bool(re.match(r"(?:\W|\[\d+\])*[\u0590-\u08ff]", text))
    pdf.set_text_shaping(True, direction="rtl" if right else "ltr")
    if not right:
        text = _NUMBER.sub("\u200e\\g<0>", text)  # else a number after Arabic would be drawn as a part of it
    given: dict[str, Any] = {"align": "R" if right else "L", "new_x": "LMARGIN", "new_y": "NEXT"}
    pdf.multi_cell(0, points * 0.5, text, link=link or "", **given)


def _is_drawn(char: str) -> bool:
    return char.isprintable() and char not in _INVISIBLE


def _fonts_for(letters: set[int]) -> list[Path]:
    """The font that comes with matplotlib, plain and bold, and one of the system's that has letters it lacks."""
    from matplotlib import get_data_path

    folder = Path(get_data_path(), "fonts", "ttf")
    fonts = [folder / "DejaVuSans.ttf", folder / "DejaVuSans-Bold.ttf"]
    missing = letters - _glyphs(fonts[0])
    if missing:
        found = [path for path in _system_fonts() if missing & _glyphs(path)]
        fonts += sorted(found, key=lambda path: -len(missing & _glyphs(path)))[:1]
    return fonts


@cache
def _system_fonts() -> tuple[Path, ...]:
    from matplotlib.font_manager import findSystemFonts

    return tuple(sorted(Path(path) for path in findSystemFonts() if _WIDE_FONTS.search(Path(path).name)))


@cache
def _glyphs(font: Path) -> frozenset[int]:
    from matplotlib.font_manager import get_font

    try:
        return frozenset(get_font(str(font)).get_charmap())
    except (OSError, RuntimeError):
        return frozenset()


def source_line(citation: Citation, origin: str) -> str:
    """Title — origin, p. 3."""
    pages = pages_cited([citation])
    return " — ".join(filter(None, (citation.title, ", ".join(filter(None, (origin, pages))))))
