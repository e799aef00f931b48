"""Lines as they stand on the pages of a PDF -> paragraphs: without running heads, joined over line and page ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

# Figures of layout, in the size of the type or the distance of lines: chosen on documents set by TeX, Word and
# ReportLab; the lines of one paragraph differ from each other by a tenth at most.
_WIDER_THAN_A_LINE = 1.3
_SAME_SIZE = 0.08
_TITLE_SIZE = 1.15
_SET_OFF = 1.6
_COMMON = 0.1
_SHORT_LINE = 0.65  # of the characters of a full line: no word is so long that it would leave such a gap
_INDENT = 0.8
_EDGE_LINES = 2  # at the top and bottom of a page, where running heads and page numbers stand

_ENDS_SENTENCE = re.compile(r"[.!?:;][\"”’')\]\d*†‡]*$")
_BULLET = re.compile(r"^[•●▪■◦‣○►➢✓]\s?")
_MAY_BE_BULLET = re.compile(r"^(?:[–—*-]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,5})[.)])\s")
_PAGE_NUMBER = re.compile(r"(?i)^\W*(?:page\W*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|[ivxlc]{1,7})\W*$")
_CONTENTS_ENTRY = re.compile(r"(?:\. ?){6}[. ]*[\divxlcIVXLC]{1,7}$")
_BROKEN_WORD = re.compile(r"([^\W\d_]+)[-\u2010]$")
_WORD_START = re.compile(r"^[^\W\d_]+")


@dataclass(frozen=True)
class Line:
    """One line: its text, where it begins (points from the left and the bottom of the page), the size of its type."""

    text: str
    x: float
    y: float
    size: float


@dataclass
class Paragraph:
    """Lines joined; `begins` lists each page that begins in it, with the offset into `text`."""

    text: str
    size: float
    begins: list[tuple[int, int]] = field(default_factory=list)


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """The paragraphs of a document whose `pages` hold these lines, each in the order of reading."""
    body = body_size(pages)
    leading = _leading(pages)
    full = _full_line(pages, body)
    kept = _without_running_heads(pages, body, leading)
    words = _Words(line.text for page in kept for line in page)
    found: list[Paragraph] = []
    last: Line | None = None
    for number, page in enumerate(kept, 1):
        for at, line in enumerate(page):
            turned = at == 0
            if last is not None and _goes_on(last, line, body, leading, full, turned):
                offset = words.join(found[-1], line.text)
            else:
                found.append(Paragraph(line.text, line.size))
                offset = 0
            if turned:
                found[-1].begins.append((number, offset))
            last = line
    return found


def body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size most of the text is set in, in points; 0.0 where there is none."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def take_large_title(found: list[Paragraph], body: float) -> str | None:
    """Take the title out of `found`, where one is set in the largest type of the first page, larger than the text."""
    first_page: list[Paragraph] = []
    for paragraph in found:
        if any(number > 1 for number, _ in paragraph.begins):
            break
        first_page.append(paragraph)
    title = max(first_page, key=lambda paragraph: paragraph.size, default=None)
    if title is None or title.size < _TITLE_SIZE * body or not 4 <= len(title.text) <= 300 or len(found) == 1:
        return None
    at = found.index(title)
    del found[at]
    found[min(at, len(found) - 1)].begins[:0] = [(number, 0) for number, _ in title.begins]
    return title.text


def _goes_on(last: Line, line: Line, body: float, leading: float, full: float, turned: bool) -> bool:
    """Whether `line` belongs to the paragraph of the line before it."""
    if abs(last.size - line.size) > _SAME_SIZE * max(last.size, line.size) or _BULLET.match(line.text):
        return False
    ended = bool(_ENDS_SENTENCE.search(last.text))
    is_body = abs(line.size - body) <= _SAME_SIZE * body
    is_short = is_body and len(last.text) < _SHORT_LINE * full
    step = last.y - line.y
    if turned or step < 0:  # the next page or column
        return not ended and not is_short and (is_body or line.text[0].islower())
    if step > _WIDER_THAN_A_LINE * leading * line.size:
        return False
    if (ended or is_short) and _MAY_BE_BULLET.match(line.text):
        return False
    indented = is_body and line.x - last.x > _INDENT * line.size
    return not (indented and ended)


def _full_line(pages: Sequence[Sequence[Line]], body: float) -> float:
    """How many characters a full line of the text has."""
    lengths = sorted(len(line.text) for page in pages for line in page if abs(line.size - body) <= _SAME_SIZE * body)
    return lengths[int(0.75 * (len(lengths) - 1))] if lengths else 0.0


def _leading(pages: Sequence[Sequence[Line]]) -> float:
    """How far apart the lines of a paragraph stand, in sizes of their type.

    Of all distances that are common, the smallest: larger ones are between paragraphs.
    """
    steps = sorted(
        (above.y - below.y) / below.size
        for page in pages
        for above, below in pairwise(page)
        if abs(above.size - below.size) <= _SAME_SIZE * above.size
    )
    steps = [step for step in steps if 0.85 < step < 2.6]
    for at, step in enumerate(steps):
        end = bisect_right(steps, 1.15 * step)
        if end - at >= _COMMON * len(steps):
            return median(steps[at:end])
    return 1.2


def _without_running_heads(pages: Sequence[Sequence[Line]], body: float, leading: float) -> list[list[Line]]:
    """`pages` without what stands at the top or bottom of several of them, page numbers, and tables of contents."""
    at_edges = [_edges(page, body, leading) for page in pages]
    keys = Counter(key for edges in at_edges for key in {_key(line.text) for line in edges})
    needed = max(2, min(4, round(0.3 * len(pages))))
    kept = []
    for number, (page, edges) in enumerate(zip(pages, at_edges, strict=True), 1):
        gone = set()
        for line in edges:
            key = _key(line.text)
            repeated = keys[key] >= needed and (sum(map(str.isalpha, key)) >= 4 or "#" in key)
            is_title = number == 1 and line.size > 1.1 * body
            if (_PAGE_NUMBER.match(line.text) and len(pages) > 1) or (repeated and not is_title):
                gone.add(line)
        kept.append([line for line in page if line not in gone and not _CONTENTS_ENTRY.search(line.text)])
    return kept


def _edges(page: Sequence[Line], body: float, leading: float) -> list[Line]:
    """The highest and lowest lines of a page that are set off from the text, by space or in smaller type."""
    heights = sorted({round(line.y) for line in page}, reverse=True)
    small = {round(line.y) for line in page if line.size < (1 - _SAME_SIZE) * body}
    chosen: set[int] = set()
    for inwards in (heights, heights[::-1]):
        for count in range(1, min(_EDGE_LINES, len(inwards) - 1) + 1):
            if abs(inwards[count - 1] - inwards[count]) > _SET_OFF * leading * body:
                chosen.update(inwards[:count])
        for height in inwards[:_EDGE_LINES]:
            if height not in small:
                break
            chosen.add(height)
    return [line for line in page if round(line.y) in chosen]


def _key(text: str) -> str:
    """What the running heads of different pages share: all but their numbers."""
    return re.sub(r"\d+", "#", " ".join(text.casefold().split()))


class _Words:
    """The words of a document, to tell a word broken at the end of a line from one that is spelled with a hyphen."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._known: Counter[str] = Counter()
        for line in lines:
            words = re.findall(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*", line.casefold().replace("\u2010", "-"))
            self._known.update(words)

    def join(self, paragraph: Paragraph, text: str) -> int:
        """Add the next line to `paragraph`; returns the offset at which that line's words begin."""
        broken = _BROKEN_WORD.search(paragraph.text)
        follows = _WORD_START.match(text)
        if not broken or not follows or not follows[0][0].islower():
            # "2020-" and "21", "Moscow-" and "Beijing": nothing that a printer would have put in.
            glue = (
                "" if paragraph.text.endswith("-") and paragraph.text[-2:-1].isalnum() and text[:1].isalnum() else " "
            )
            paragraph.text += glue
        elif not self._is_spelled_with_hyphen(broken[1], follows[0]):
            paragraph.text = paragraph.text[:-1]
        offset = len(paragraph.text)
        paragraph.text += text
        return offset

    def _is_spelled_with_hyphen(self, first: str, second: str) -> bool:
        first, second = first.casefold(), second.casefold()
        if self._known[f"{first}-{second}"]:
            return True
        return not self._known[first + second] and self._known[first] > 1 and self._known[second] > 1
