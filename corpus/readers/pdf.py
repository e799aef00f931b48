"""PDF files: the text layer, in paragraphs, with the offset at which each page begins."""

from __future__ import annotations

import io
import logging
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.article import Article
from corpus.characters import plain
from corpus.cleaning import judged
from corpus.errors import InputError
from corpus.readers import contents
from corpus.readers.contents import Skip
from corpus.readers.descriptions import stated_authors, stated_title
from corpus.readers.fields import Fields, article
from corpus.readers.pdf_layout import Line, Paragraph, body_size, paragraphs, take_large_title
from corpus.readers.skipped import Skipped

MAX_PAGES = 1000  # a long book; whatever is longer is a collection
MAX_SECONDS = 120  # 1,000 pages of text take 15 s; what takes longer was made to
# What one part of a file may unpack to: the drawing of a page of text has 0.1 MB, of a detailed map 10 MB. And the
# bytes that may be unpacked on the way there: packed by ASCII85, each becomes 90 bytes of memory.
_MAX_UNPACKED_BYTES = 16 << 20
_MAX_UNPACKING_BYTES = 8 << 20
_FEWEST_CHARACTERS = 20  # of all pages: less is a stamp on pictures of pages
_READABLE_PART = 0.6  # of the characters; fonts without a table of characters give signs at random

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


def read(path: Path, skip: Skip) -> Iterator[Article]:
    """The one article of a PDF file.

    Raises InputError where it needs a password, holds pictures of pages alone, or is longer than the limits.
    The date it was published is taken from its own text or not at all: the file's dates tell when it was made.
    """
    from pypdf import apply_configuration

    data = contents.whole(path, contents.MAX_DOCUMENT_BYTES)
    with apply_configuration(
        zlib_maximum_output_length=_MAX_UNPACKED_BYTES,
        lzw_maximum_output_length=_MAX_UNPACKED_BYTES,
        run_length_maximum_output_length=_MAX_UNPACKED_BYTES,
        array_based_stream_maximum_output_length=_MAX_UNPACKED_BYTES,
        stream_decoding_work_maximum_length=_MAX_UNPACKING_BYTES,
    ):
        document = _opened(data, path)
        pages = _pages(document, path, skip)
        stated, authors = _stated(document)
    found = paragraphs(pages)
    set_large = take_large_title(found, body_size(pages))
    text, begins = _cleaned(found, len(pages))
    fields = Fields(text=text, title=stated or set_large, authors=authors, scraped=False)
    one = article(fields, path, skip)
    if one is None:
        return
    # The article begins after the heading that became its title.
    shift = len(text) - len(one.text)
    if text.endswith(one.text):
        one = one.model_copy(update={"pages": tuple(max(0, offset - shift) for offset in begins)})
    yield one


def _opened(data: bytes, path: Path) -> Any:
    import pypdf  # a tenth of a second that only PDF files should cost
    from pypdf.errors import DependencyError, PyPdfError

    # It logs what it mends in every file; what cannot be read is reported here.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        # Many are locked against changes alone, and open without a password.
        if document.is_encrypted and not document.decrypt(""):
            raise InputError("encrypted: it needs a password; save a copy without one", path=str(path))
        count = len(document.pages)
    except (DependencyError, NotImplementedError) as error:
        raise InputError("encrypted; save a copy that is not", path=str(path)) from error
    except (PyPdfError, RecursionError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise InputError("damaged or cut off: no PDF can be read in it; fetch it again", path=str(path)) from error
    if count == 0:
        raise InputError("a PDF without pages", path=str(path))
    if count > MAX_PAGES:
        raise InputError(f"{count:,} pages, more than {MAX_PAGES:,}; split it", path=str(path))
    return document


def _pages(document: Any, path: Path, skip: Skip) -> list[list[Line]]:
    """The lines of every page; pages that cannot be read or hold no text are reported."""
    until = time.monotonic() + MAX_SECONDS
    pages: list[list[Line]] = []
    damaged: list[int] = []
    size = 0
    for number in range(1, len(document.pages) + 1):
        lines: list[Line] = []
        try:
            lines = _lines(document.pages[number - 1])
        except Exception:  # pypdf meets pages made by anyone: whatever it raises concerns this page alone
            damaged.append(number)
        pages.append(lines)
        size += sum(len(line.text) for line in lines)
        if size > contents.MAX_TEXT_BYTES:
            raise InputError(f"more than {contents.MAX_TEXT_BYTES >> 20} MB of text; split it", path=str(path))
        if time.monotonic() > until:
            raise InputError(f"reading it takes longer than {MAX_SECONDS} s; split it", path=str(path))
    text = "".join(line.text for page in pages for line in page)
    if len(text) < _FEWEST_CHARACTERS:
        reason = "damaged: none of its pages can be read" if damaged else (
            "no text layer, pictures of pages alone (scanned?); run it through text recognition (OCR) first"
        )  # fmt: skip
        raise InputError(reason, path=str(path))
    readable = sum(1 for letter in text if letter.isalpha() or letter.isspace())
    if readable < _READABLE_PART * len(text) or text.count("\ufffd") > len(text) // 20:
        raise InputError("its fonts do not say which letters they show; run it through text recognition (OCR)",
                         path=str(path))  # fmt: skip
    without = [number for number, lines in enumerate(pages, 1) if not lines and number not in damaged]
    for numbers, what in ((damaged, "cannot be read"), (without, "without text (scanned or empty)")):
        if numbers:
            shown = ", ".join(map(str, numbers[:20])) + (" …" if len(numbers) > 20 else "")
            skip(Skipped(str(path), None, f"{_counted(numbers)} {what}: {shown}; the others are taken in"))
    return pages


def _counted(numbers: list[int]) -> str:
    return "1 page" if len(numbers) == 1 else f"{len(numbers):,} pages"


def _lines(page: Any) -> list[Line]:
    """The lines of one page, in the order of reading as pypdf finds it."""
    lines: list[_Growing] = []

    def take(text: str, current: list[float], matrix: list[float], _font: object, font_size: float) -> None:
        x = matrix[4] * current[0] + matrix[5] * current[2] + current[4]
        y = matrix[4] * current[1] + matrix[5] * current[3] + current[5]
        size = abs(font_size * (matrix[3] * current[3] + matrix[1] * current[2])) or abs(font_size) or 1.0
        for piece in text.split("\n"):
            _add(lines, piece, x, y, size)

    page.extract_text(visitor_text=take)
    return [Line(text, line.x, line.y, line.size) for line in lines if (text := _plain("".join(line.pieces)))]


def _plain(text: str) -> str:
    """A line of text without what is seen only in print: ligatures, and soft hyphens but the one at its end."""
    text = re.sub("\u00ad\\s*$", "\u2010", text).translate(_LIGATURES)
    return " ".join(plain(text).split())


@dataclass
class _Growing:
    """A line of which more may come, in pieces: joined anew for each, a line of a million would never be done."""

    pieces: list[str]
    x: float
    y: float
    size: float


def _add(lines: list[_Growing], text: str, x: float, y: float, size: float) -> None:
    """Put `text` on the line it continues (footnote marks stand a little higher), or begin a new one."""
    last = lines[-1] if lines else None
    if not text.strip():
        if text and last is not None:
            last.pieces.append(" ")
        return
    if last is None or abs(last.y - y) >= 0.55 * max(last.size, size):
        lines.append(_Growing([text], x, y, size))
        return
    last.pieces.append(text)
    last.x = min(last.x, x)
    last.y = last.y if last.size >= size else y
    last.size = max(last.size, size)


def _stated(document: Any) -> tuple[str | None, tuple[str, ...]]:
    """Title and authors from the file's own description."""
    try:
        described = document.metadata or {}
        title, author = (str(described.get(key) or "") for key in ("/Title", "/Author"))
    except Exception:  # a description that cannot be read is none
        return None, ()
    return stated_title(title), stated_authors(author)


def _cleaned(found: list[Paragraph], page_count: int) -> tuple[str, list[int]]:
    """The text without page noise, and for each page the offset into it where the page begins."""
    begins = [-1] * page_count
    text = ""
    # Every paragraph is a line of its own, with an empty one between.
    for paragraph, line in zip(found, judged("\n\n".join(one.text for one in found))[::2], strict=True):
        at = len(text)
        if line.kept:
            at += 2 if text else 0
            text += ("\n\n" if text else "") + line.kept
        for number, offset in paragraph.begins:
            begins[number - 1] = min(at + offset, len(text))
    for number in range(page_count - 1, -1, -1):  # a page without text ends where it begins
        if begins[number] < 0:
            begins[number] = begins[number + 1] if number + 1 < page_count else len(text)
    return text, begins
