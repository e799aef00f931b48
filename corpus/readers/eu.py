"""The EU's consolidated list of financial sanctions in XML (the form its publisher calls 1.1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.cleaning import one_line
from corpus.errors import InputError
from corpus.listing import Listing
from corpus.readers import xml_stream
from corpus.readers.contents import Skip
from corpus.readers.dates import read_date
from corpus.readers.eu_entry import EuEntry, Fact, facts_of
from corpus.readers.skipped import Skipped
from corpus.readers.unread import Unread
from corpus.readers.xml_stream import Root, local_name

_NAMESPACE = "http://eu.europa.ec/fpi/fsd/export"
_ENTITY = "sanctionEntity"
_SUMMARIES = {"regulationsummary"}  # the act that a single fact rests on


def recognises(root: Root) -> bool:
    """Whether a file with this first element is the list: an export of its publisher."""
    return root.name == "export" and (root.namespace == _NAMESPACE or "generationDate" in root.attributes)


def read(path: Path, skip: Skip) -> Iterator[Listing]:
    """The designations; `as_of` is the day the file was made."""
    as_of = read_date(xml_stream.root(path).attributes.get("generationDate", "")[:10])
    unread = Unread()
    for element in xml_stream.elements(path, {_ENTITY}):
        try:
            draft = _entry(element, unread).finished()
            draft.as_of = as_of
            draft.tell(path, element.sourceline, skip)
            yield draft.listing()
        except InputError as error:
            skip(Skipped(str(path), element.sourceline, error.reason))
    unread.tell(path, skip)


def _entry(element: Any, unread: Unread) -> EuEntry:
    subject = next(iter(xml_stream.children(element, "subjectType")), None)
    if subject is None:
        raise InputError("an entry without a type of subject")
    entry = EuEntry(_fact(element), subject.get("code") or subject.get("classificationCode") or "", unread)
    taking = facts_of(entry)
    for child in element:
        name = local_name(child)
        if name == "remark":
            entry.remark(one_line("".join(child.itertext())))
        elif take := taking.get(name.lower()):
            take(_with_children(child, entry, unread))
        elif name != "subjectType":
            unread.note(f"element {name}")
    return entry


def _with_children(element: Any, entry: EuEntry, unread: Unread) -> Fact:
    """The attributes of a fact, with the texts of what stands in it."""
    fact = _fact(element)
    for child in element:
        name = local_name(child)
        text = one_line("".join(child.itertext()))
        if name == "contactInfo":
            given = _fact(child)
            entry.contact(given.get("key", ""), given.get("value", "") or text)
        elif name in {"remark", "publicationUrl"}:
            if text:
                before = fact.get(name.lower())
                fact[name.lower()] = f"{before}; {text}" if before and name == "remark" else text
        elif name.lower() not in _SUMMARIES:
            unread.note(f"element {local_name(element)}/{name}")
    return fact


def _fact(element: Any) -> Fact:
    return {str(name).rpartition("}")[2].lower(): text for name, value in element.attrib.items()
            if (text := one_line(str(value)))}  # fmt: skip
