"""Scraped page noise out of a text (captions, "follow us", comment footers), and nothing else changed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.captions import is_caption, is_credit, is_gallery, without_credit
from corpus.characters import plain
from corpus.line_judge import other_titles
from corpus.page_noise import is_noise, without_noisy_end
from corpus.story_links import links

# A line longer than this is a text of its own; captions and page furniture are not.
_LONGEST_NOISE = 1500
_LONGEST_CAPTION_BESIDE_A_CREDIT = 400
_SEPARATOR = re.compile(r"[_*=~#·•–—-]{1,60}(?: [_*=~#·•–—-]{1,60}){0,20}")


@dataclass(frozen=True)
class Line:
    """A line of a text: as it came, and what is kept of it; None when it is noise."""

    text: str
    kept: str | None


def clean(text: str, *, scraped: bool = True) -> str:
    """`text` without page noise: kept lines to the letter, one empty line between paragraphs.

    Lines are taken out whole, or lose noise at their end ("… on Tuesday. Read more here."). A sentence of which the
    rules are unsure stays; of a line that is none, such as a title, a learnt judge decides (corpus/line_judge.py).
    A text that was not `scraped` from a page has headings and tables instead of others' titles: the judge is not asked.
    The result may be empty. Unseen characters go, see corpus/characters.py.
    """
    kept: list[str] = []
    for line in judged(text) if scraped else _without_last_separators(by_rules(text)):
        if line.kept is None:
            continue
        if line.kept or (kept and kept[-1]):
            kept.append(line.kept)
    return "\n".join(kept).strip("\n")


def one_line(text: str) -> str:
    """A title, name or other short text in one line, without unseen characters."""
    return " ".join(plain(text).split())


def judged(text: str) -> list[Line]:
    """Every line of `text` with what `clean` keeps of it, in order."""
    found = by_rules(text)
    for at in other_titles([line.text for line in found], [line.kept is None for line in found]):
        if found[at].kept == found[at].text:
            found[at] = Line(found[at].text, None)
    return _without_last_separators(found)


def by_rules(text: str) -> list[Line]:
    """Every line of `text` with what the sure rules keep of it, before the line judge is asked."""
    lines = [line.strip() for line in plain(text).split("\n")]
    linked = links(lines)
    found: list[Line] = []
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else ""
        before = lines[at - 1] if at else ""
        if is_gallery(line):
            found.append(Line(line, None))
        elif not line or len(line) > _LONGEST_NOISE:
            found.append(Line(line, line))
        elif at in linked or is_caption(line) or is_noise(line) or _is_caption_beside_a_credit(line, before, following):
            found.append(Line(line, None))
        else:
            found.append(Line(line, without_noisy_end(without_credit(line)) or None))
    return found


def _without_last_separators(lines: list[Line]) -> list[Line]:
    """A mark such as "___" parts the story from what is below it; when that is gone it parts nothing."""
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if line.kept and not _SEPARATOR.fullmatch(line.kept):
            break
        if line.kept:
            lines[at] = Line(line.text, None)
    return lines


def _is_caption_beside_a_credit(line: str, before: str, following: str) -> bool:
    """Caption and credit of one picture often come as two lines of one paragraph."""
    return not before and is_credit(following) and len(line) <= _LONGEST_CAPTION_BESIDE_A_CREDIT
