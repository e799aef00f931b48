"""The names of a UN entry as they are written into one field, "A; B", "A (original script: Б)", one by one."""

from __future__ import annotations

import re

from corpus.cleaning import one_line
from corpus.listing import Name, NameKind
from corpus.readers.draft import is_original_script

_BRACKETS = re.compile(r"\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)")
_ORIGINAL = re.compile(
    r"(?i)(?:in )?(?:original|arabic|cyrillic|persian|chinese|korean) script ?:? ?|\(original script\)"
)
_OF_THE_PERSON = re.compile(r",? (?:born (?:in|on|\d)|passport (?:no|number)).*", re.IGNORECASE)
_LONGEST_BRACKET = 60  # what is longer tells of the name and is no part of it
_QUOTES = "\"“”' "


def read_names(text: str, kind: NameKind) -> tuple[list[Name], str]:
    """The names in `text`, the first as `kind`, and what else it tells of them ("born in Kandahar"), "" if nothing."""
    text = one_line(text)
    others: list[str] = []
    told: list[str] = []

    def bracket(match: re.Match[str]) -> str:
        inside = match["inside"].strip()
        if ";" in inside or is_original_script(_ORIGINAL.sub("", inside)):
            others.extend(inside.split(";"))
        elif len(inside) > _LONGEST_BRACKET:
            told.append(inside)
        else:
            return match[0]
        return " "

    text = _BRACKETS.sub(bracket, text)
    if (match := _OF_THE_PERSON.search(text)) and match.start():
        told.append(match[0].strip(" ,"))
        text = text[: match.start()]
    names: dict[str, Name] = {}
    for part in [*text.split(";"), *others]:
        part = one_line(_ORIGINAL.sub("", part)).strip(f"{_QUOTES},")
        if part:
            script = NameKind.ORIGINAL_SCRIPT if is_original_script(part) else kind
            names.setdefault(part, Name(text=part, kind=script))
    return list(names.values()), "; ".join(told)


def script_in_note(note: str) -> list[Name]:
    """The name in a note such as "original script: Абу-Билал"; none where the note tells something else."""
    if not _ORIGINAL.match(note):
        return []
    name = _ORIGINAL.sub("", note).strip(_QUOTES)
    return [Name(text=name, kind=NameKind.ORIGINAL_SCRIPT)] if is_original_script(name) else []
