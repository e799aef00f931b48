"""What the United Kingdom's lists pack into one field: "(1) Iran (2) Iraq", "(Gender):Male (Phone number):+1 2"."""

from __future__ import annotations

import re

from corpus.cleaning import one_line

_NUMBER = re.compile(r"(?:^|(?<=\s))\((\d{1,2})\)\s*")
_LABEL = re.compile(r"\(([A-Z][A-Za-z /.-]{1,50})\)\s?:")

_REFERENCE = re.compile(r"(?:\b(?:and|&) )?\b([A-Z]{3}\d{4}|[A-Z][A-Za-z]{1,2}\.\d{3})\b[.,;]?\s*")


def numbered(text: str) -> list[str]:
    """The values of a numbered field, one of a field without numbers, none of an empty one.

    Only numbers that count up from one part values: "Unit (3) Ltd" is one.
    """
    text = one_line(text)
    marks = list(_NUMBER.finditer(text))
    if not marks or marks[0].start() or [int(mark[1]) for mark in marks] != list(range(1, len(marks) + 1)):
        return [text] if text else []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    values = (text[mark.end() : end].strip(" ;,") for mark, end in zip(marks, ends, strict=True))
    return [value.removesuffix(".") for value in values if value.strip(".")]


def labelled(text: str) -> tuple[str, list[tuple[str, str]]]:
    """(what stands before the first label, (label, value) of the others) of a text such as "(Gender):Male"."""
    text = one_line(text)
    marks = list(_LABEL.finditer(text))
    if not marks:
        return text, []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    found = [(mark[1], text[mark.end() : end].strip()) for mark, end in zip(marks, ends, strict=True)]
    fields = [(label, _without_stop(value)) for label, value in found if _without_stop(value)]
    return text[: marks[0].start()].strip(), fields


def references(text: str) -> tuple[list[str], str]:
    """The entry numbers that `text` begins with ("GHR0050 and BEL0045"), and the rest; other text is all rest."""
    codes = []
    end = 0
    while match := _REFERENCE.match(text, end):
        codes.append(match[1])
        end = match.end()
    return codes, text[end:]


def _without_stop(value: str) -> str:
    """A single value ("RUS0251.") without its full stop; sentences keep it."""
    return value.removesuffix(".") if " " not in value else value
