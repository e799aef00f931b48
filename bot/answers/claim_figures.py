"""Figures in a claim and in the text that is to prove it, compared by value: "$1.2bn" and "1,200 million" agree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_WORDS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen"
        " eighteen nineteen".split()
    )
} | {word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_WORDS |= {"dozen": 12, "hundred": 100, "half": 50}
_SCALES = {
    "thousand": 3, "k": 3, "million": 6, "m": 6, "mn": 6, "billion": 9, "bn": 9, "b": 9, "trillion": 12, "tn": 12,
}  # fmt: skip
_FIGURE = re.compile(
    r"(?<![\w.,])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:st|nd|rd|th)?"
    r"(?:[\s-]*(?P<scale>thousand|million|billion|trillion|mn|bn|tn|[mbk])\b)?"
    r"|\b(?P<word>" + "|".join(_WORDS) + r")(?:[\s-]+(?P<tail>" + "|".join(_WORDS) + r"))?"
    r"(?:[\s-]+(?P<wordscale>hundred|thousand|million|billion|trillion))?\b",
    re.IGNORECASE,
)
# Not counts: "one of", "no one", "one day" say nothing that could be wrong.
_VAGUE = {"one", "half", "hundred", "dozen"}


@dataclass(frozen=True)
class Figure:
    """The value of `text[start:end]`."""

    value: Decimal
    start: int
    end: int


def figures_in(text: str, *, vague: bool = True) -> set[Decimal]:
    """The values of the figures of `text`; with `vague` also of words such as "one" that often count nothing."""
    return {figure.value for figure in counted_in(text, vague=vague)}


def counted_in(text: str, *, vague: bool = False) -> list[Figure]:
    """The figures of `text` in order; with `vague` also words such as "one" that often count nothing."""
    found = []
    for match in _FIGURE.finditer(text):
        if match["digits"]:
            value = Decimal(match["digits"].replace(",", ""))
            scale = (match["scale"] or "").lower()
            found.append(Figure(value * (Decimal(10) ** _SCALES.get(scale, 0)), *match.span()))
            continue
        word = match["word"].lower()
        if word in _VAGUE and not match["tail"] and not match["wordscale"] and not vague:
            continue
        value = Decimal(_WORDS[word])
        if match["tail"]:
            tail = _WORDS[match["tail"].lower()]
            value = value * tail if tail in (12, 100) else value + tail
        scale = (match["wordscale"] or "").lower()
        value *= 100 if scale == "hundred" else Decimal(10) ** _SCALES.get(scale, 0)
        found.append(Figure(value, *match.span()))
    return found
