"""The UK Sanctions List of the Foreign, Commonwealth and Development Office in XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from corpus.errors import InputError
from corpus.listing import Listing
from corpus.readers import xml_stream
from corpus.readers.contents import Skip
from corpus.readers.draft import Draft, day_first
from corpus.readers.list_table import squeezed
from corpus.readers.skipped import Skipped
from corpus.readers.uk_entry import ALIASES, FIELDS, LIST, Part, kind_of, take
from corpus.readers.unread import Unread
from corpus.readers.xml_stream import Root, local_name, text_of

_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_INDICATORS = "SanctionsImposedIndicators"


def recognises(root: Root) -> bool:
    """Whether a file with this first element is the list."""
    return root.name == "Designations"


def read(path: Path, skip: Skip) -> Iterator[Listing]:
    """The designations; `as_of` is the day the file was made, as it says above them."""
    unread = Unread()
    as_of: date | None = None
    for element in xml_stream.elements(path, {"DateGenerated", "Designation"}):
        if local_name(element) == "DateGenerated":
            as_of = day_first(text_of(element))
            continue
        try:
            draft = _draft(element, unread)
            draft.as_of = as_of
            draft.tell(path, element.sourceline, skip)
            yield draft.listing()
        except InputError as error:
            skip(Skipped(str(path), element.sourceline, error.reason))
    unread.tell(path, skip)


def _draft(element: Any, unread: Unread) -> Draft:
    number = text_of(element, "UniqueID")
    if not number:
        raise InputError("an entry without a unique id")
    draft = Draft(f"uk:{number}", LIST, kind_of(text_of(element, "IndividualEntityShip")))
    for part in _parts(element, unread, ""):
        take(draft, part)
    if not text_of(element, "SanctionsImposed"):
        for indicators in xml_stream.children(element, _INDICATORS):
            for one in indicators:
                if text_of(one).lower() == "true":
                    draft.detail("Sanctions imposed", _WORDS.sub(" ", local_name(one)).capitalize())
    return draft


def _parts(element: Any, unread: Unread, above: str) -> Iterator[Part]:
    """The fields right in `element` as one part, or one part each where a field comes more than once, then what
    stands in the elements below it."""
    fields: list[tuple[str, str]] = []
    for child in element:
        name = local_name(child)
        if len(child):
            if name != _INDICATORS:
                yield from _parts(child, unread, f"{above}{name}/")
        elif text := text_of(child):
            field = squeezed(name)
            field = ALIASES.get(field, field)
            if field in FIELDS:
                fields.append((field, text))
            else:
                unread.note(f"element {above}{name}")
    if len({field for field, _ in fields}) == len(fields):
        yield dict(fields)
    else:
        for field, text in fields:
            yield {field: text}
