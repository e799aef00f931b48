"""Scraped page noise out of a text (captions, "follow us", comment footers), and nothing else changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.captions import is_caption, is_credit, without_credit
from corpus.characters import plain
from corpus.page_noise import glued_label, is_noise, without_noisy_end

# A line longer than this is a text of its own; captions and page furniture are not.
_LONGEST_NOISE = 1500
_LONGEST_CAPTION_BESIDE_A_CREDIT = 400
_LABELS_OF_A_SPEAKER = 3  # a name before so many lines speaks in them; links repeat theirs less


@dataclass(frozen=True)
class Line:
    """A line of a text: as it came, and what is kept of it; None when it is noise."""

    text: str
    kept: str | None


def clean(text: str) -> str:
    """`text` without page noise: kept lines to the letter, one empty line between paragraphs.

    Lines are taken out whole, or lose noise at their end ("… on Tuesday. Read more here."); where it is unsure
    whether a line is noise it stays. The result may be empty. Unseen characters go, see corpus/characters.py.
    """
    kept: list[str] = []
    for line in judged(text):
        if line.kept is None:
            continue
        if line.kept or (kept and kept[-1]):
            kept.append(line.kept)
    return "\n".join(kept).strip("\n")


def one_line(text: str) -> str:
    """A title, name or other short text in one line, without unseen characters."""
    return " ".join(plain(text).split())


def judged(text: str) -> Iterator[Line]:
    """Every line of `text` with what `clean` keeps of it, in order."""
    lines = [line.strip() for line in plain(text).split("\n")]
    labels = Counter(label for line in lines if (label := glued_label(line)))
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else ""
        before = lines[at - 1] if at else ""
        if not line or len(line) > _LONGEST_NOISE:
            yield Line(line, line)
        elif (
            is_caption(line)
            or is_noise(line)
            or _is_caption_beside_a_credit(line, before, following)
            or ((label := glued_label(line)) and labels[label] < _LABELS_OF_A_SPEAKER)
        ):
            yield Line(line, None)
        else:
            yield Line(line, without_noisy_end(without_credit(line)) or None)


def _is_caption_beside_a_credit(line: str, before: str, following: str) -> bool:
    """Caption and credit of one picture often come as two lines of one paragraph."""
    return not before and is_credit(following) and len(line) <= _LONGEST_CAPTION_BESIDE_A_CREDIT
