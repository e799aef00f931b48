"""The consolidated list of the UN Security Council in XML (CONSOLIDATED_LIST), individuals and entities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from corpus.cleaning import one_line
from corpus.errors import InputError
from corpus.listing import Detail, EntityKind, Identifier, Listing, Name, NameKind, Relation
from corpus.readers import xml_stream
from corpus.readers.contents import Skip
from corpus.readers.skipped import Skipped
from corpus.readers.un_comments import read_comments
from corpus.readers.un_names import read_names, script_in_note
from corpus.readers.unread import Unread
from corpus.readers.xml_stream import Root, children, local_name, text_of

LIST = "UN Security Council"
_PAGE = "https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list"
_KINDS = {"INDIVIDUAL": EntityKind.PERSON, "ENTITY": EntityKind.ENTITY}
_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME", "FIFTH_NAME", "SIXTH_NAME")
# Regimes that the list abbreviates so that they could be misread.
_REGIMES = {"GB": "Guinea-Bissau", "SouthSudan": "South Sudan"}
# The committee of a regime, by the resolution it is known by. Left out are Somalia, the Central African Republic and
# Iran, whose committees changed their resolution between editions of the list.
_COMMITTEES = {
    "Al-Qaida": "UN 1267", "Taliban": "UN 1988", "DPRK": "UN 1718", "Iraq": "UN 1518", "DRC": "UN 1533",
    "Libya": "UN 1970", "Haiti": "UN 2653", "Yemen": "UN 2140", "GB": "UN 2048", "Sudan": "UN 1591",
    "SouthSudan": "UN 2206",
}  # fmt: skip
# "Russian passport number 555627": the field is for the number, and some entries write more into it.
_WORDED_NUMBER = re.compile(
    r"(?P<words>[A-Za-z][A-Za-z ,'-]* (?:number|no\.?):?) (?P<number>[A-Z0-9/.-]*\d[A-Z0-9/.-]*)", re.I
)
_PASSPORTS = {"Numéro de passeport", "Número de pasaporte"}
# Per element, the parts that are read of it; those of an entry itself are under "".
_PARTS: dict[str, frozenset[str]] = {
    "": frozenset(
        {*_NAME_PARTS, "UN_LIST_TYPE", "REFERENCE_NUMBER", "LISTED_ON", "DELISTED_ON", "GENDER", "COMMENTS1", "TITLE",
         "DESIGNATION", "NATIONALITY", "NATIONALITY2", "NAME_ORIGINAL_SCRIPT", "LAST_DAY_UPDATED", "SUBMITTED_BY",
         "SUBMITTED_ON", "DATAID",
         # bookkeeping of the list itself, which answers no question
         "VERSIONNUM", "LIST_TYPE", "SORT_KEY", "SORT_KEY_LAST_MOD"}
    ),
    "ALIAS": frozenset({"QUALITY", "ALIAS_NAME", "NOTE", "DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH"}),
    "ADDRESS": frozenset({"STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE"}),
    "DATE_OF_BIRTH": frozenset({"TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "NOTE"}),
    "PLACE_OF_BIRTH": frozenset({"STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE"}),
    "DOCUMENT": frozenset({"TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2", "NUMBER", "ISSUING_COUNTRY", "DATE_OF_ISSUE",
                           "CITY_OF_ISSUE", "COUNTRY_OF_ISSUE", "NOTE"}),
}  # fmt: skip


def recognises(root: Root) -> bool:
    """Whether the file is the UN's list."""
    return root.name == "CONSOLIDATED_LIST"


def read(path: Path, skip: Skip) -> Iterator[Listing]:
    """The designations, individuals first. `as_of` is the day the file says it was generated on.

    Raises InputError where the file is damaged, after what came before.
    """
    as_of = _day(xml_stream.root(path).attributes.get("dateGenerated", ""))
    names = _names_by_reference(path)
    unread = Unread()
    for element in xml_stream.elements(path, _KINDS):
        try:
            yield _listing(element, names, as_of, unread, path, skip)
        except InputError as error:
            skip(Skipped(str(path), element.sourceline, error.reason))
    unread.tell(path, skip)


def _names_by_reference(path: Path) -> dict[str, str]:
    """Entries refer to others by number, also to later ones; damage is told by the reading that follows."""
    found = {}
    try:
        for element in xml_stream.elements(path, _KINDS):
            found[text_of(element, "REFERENCE_NUMBER")] = _name(element)
    except InputError:
        pass
    return found


def _name(element: Any) -> str:
    return one_line(" ".join(text_of(element, part) for part in _NAME_PARTS))


def _listing(
    element: Any, names_of: dict[str, str], as_of: date | None, unread: Unread, path: Path, skip: Skip
) -> Listing:
    parts: dict[str, list[dict[str, str]]] = {}
    for child in element:
        group = local_name(child).partition("_")[2] if local_name(child).startswith(("INDIVIDUAL_", "ENTITY_")) else ""
        if group in _PARTS and group:
            parts.setdefault(group, []).append(_fields(child, group, unread))
        elif local_name(child) not in _PARTS[""] and text_of(child):
            unread.note(f"element {local_name(child)}")
    reference = text_of(element, "REFERENCE_NUMBER")
    name = _name(element)
    if not reference:
        raise InputError(f"entry {(name or 'without a name')[:80]!r} has no REFERENCE_NUMBER")
    if not name:
        raise InputError(f"entry {reference} has no name")
    listed_on = _day(text_of(element, "LISTED_ON"))
    if listed_on is None:
        skip(Skipped(str(path), element.sourceline, f"entry {reference}: no LISTED_ON date; taken in without it"))
    comments = read_comments(text_of(element, "COMMENTS1"))
    positions = _positions(element)
    # Some entries have what they stand on the list for in the place of an office.
    reasons = [position for position in positions if position.startswith("Designated for ")]
    regime = text_of(element, "UN_LIST_TYPE")
    programmes = [_REGIMES.get(regime, regime), _COMMITTEES.get(regime, "")]
    names, alias_details = _all_names(element, name, parts.get("ALIAS", []))
    identifiers, document_details = _documents(parts.get("DOCUMENT", []))
    details = [
        Detail(label=label, value=value)
        for label, value in [
            ("Title", "; ".join(_values(element, "TITLE"))),
            ("Gender", text_of(element, "GENDER")),
            ("Submitted by", text_of(element, "SUBMITTED_BY")),
            ("Submitted on", text_of(element, "SUBMITTED_ON")),
            ("Amended on", "; ".join(_values(element, "LAST_DAY_UPDATED"))),
        ]
        if value
    ]
    relations = [
        Relation(kind="Refers to", name=f"{names_of[other]} ({other})")
        for other in comments.references
        if other != reference and names_of.get(other)
    ]
    return Listing(
        id=f"un-sc:{reference}",
        list=LIST,
        names=names,
        kind=_KINDS[local_name(element)],
        programmes=tuple(programme for programme in programmes if programme),
        listed_on=listed_on,
        delisted_on=_day(text_of(element, "DELISTED_ON")),
        identifiers=tuple(dict.fromkeys([*identifiers, *comments.identifiers])),
        addresses=_texts(_place(fields) for fields in parts.get("ADDRESS", [])),
        birth=_texts(
            [
                *(_birth(fields) for fields in parts.get("DATE_OF_BIRTH", [])),
                *(_place(fields) for fields in parts.get("PLACE_OF_BIRTH", [])),
            ]
        ),
        nationalities=_texts([*_values(element, "NATIONALITY"), *_values(element, "NATIONALITY2")]),
        position="; ".join(position for position in positions if position not in reasons) or None,
        reasons=" ".join(filter(None, [*reasons, comments.reasons])) or None,
        relations=tuple(relations),
        details=tuple(dict.fromkeys([*details, *alias_details, *document_details, *comments.details])),
        remarks=comments.remarks or None,
        source_url=_PAGE,
        as_of=as_of,
    )


def _fields(element: Any, group: str, unread: Unread) -> dict[str, str]:
    found = {}
    for child in element:
        value = text_of(child)
        if local_name(child) not in _PARTS[group]:
            if value:
                unread.note(f"element {local_name(element)}/{local_name(child)}")
        elif value:
            found[local_name(child)] = value
    return found


def _all_names(element: Any, name: str, aliases: list[dict[str, str]]) -> tuple[tuple[Name, ...], list[Detail]]:
    """The primary name first, each once; and what the list tells of single aliases."""
    names, _ = read_names(name, NameKind.ALIAS)
    names = [Name(text=name), *(other for other in names if ";" in name or other.kind is NameKind.ORIGINAL_SCRIPT)]
    names += read_names(text_of(element, "NAME_ORIGINAL_SCRIPT"), NameKind.ORIGINAL_SCRIPT)[0]
    details = []
    for alias in aliases:
        kind = NameKind.WEAK if alias.get("QUALITY", "").lower() == "low" else NameKind.ALIAS
        found, told = read_names(alias.get("ALIAS_NAME", ""), kind)
        if not found:
            continue
        note = alias.get("NOTE", "")
        in_script = script_in_note(note)
        names += [*found, *in_script]
        place = ", ".join(alias[part] for part in ("CITY_OF_BIRTH", "COUNTRY_OF_BIRTH") if part in alias)
        born = " in ".join(part for part in (alias.get("DATE_OF_BIRTH", ""), place) if part)
        former = "formerly known as" if alias.get("QUALITY", "").lower().startswith("f.k.a") else ""
        facts = [former, f"born {born}" if born else "", told, "" if in_script else note]
        if value := "; ".join(fact for fact in facts if fact):
            details.append(Detail(label=f"Name {found[0].text}", value=value))
    by_text: dict[str, Name] = {}
    for one in names:
        by_text.setdefault(one.text, one)
    return tuple(by_text.values()), details


def _documents(documents: list[dict[str, str]]) -> tuple[list[Identifier], list[Detail]]:
    """Their numbers; and what the list tells of single documents: dates, place of issue, notes."""
    identifiers: list[Identifier] = []
    details: list[Detail] = []
    for document in documents:
        kind = document.get("TYPE_OF_DOCUMENT", "")
        kind = "Passport" if kind in _PASSPORTS else kind
        further = document.get("TYPE_OF_DOCUMENT2", "").rstrip(": ")
        if further and further.lower() not in kind.lower() and further.lower() != "number":
            kind = f"{kind} ({further})" if kind else further
        number = document.get("NUMBER", "")
        if match := _WORDED_NUMBER.fullmatch(number):
            kind, number = f"{kind} ({match['words']})", match["number"]
        if number:
            country = document.get("ISSUING_COUNTRY") or document.get("COUNTRY_OF_ISSUE")
            identifiers.append(Identifier(kind=kind or "Document", value=number, country=country))
        place = ", ".join(document[part] for part in ("CITY_OF_ISSUE", "COUNTRY_OF_ISSUE") if part in document)
        issued = [
            f"issued {document['DATE_OF_ISSUE']}" if "DATE_OF_ISSUE" in document else "",
            f"issued in {place}" if place else "",
            "" if number else document.get("ISSUING_COUNTRY", ""),
            document.get("NOTE", ""),
        ]
        if value := "; ".join(fact for fact in issued if fact):
            details.append(Detail(label=f"{kind or 'Document'} {number}".strip(), value=value))
    return identifiers, details


def _birth(fields: dict[str, str]) -> str:
    """ "1951-06-19", "circa 1958", "between 1955 and 1958", as far as the list tells."""
    note = fields.get("NOTE", "")
    stated = fields.get("DATE") or fields.get("YEAR", "")
    if "FROM_YEAR" in fields or "TO_YEAR" in fields:
        stated = f"between {fields.get('FROM_YEAR', '?')} and {fields.get('TO_YEAR', '?')}"
    if not stated:
        stated, note = note, ""
    if fields.get("TYPE_OF_DATE") == "APPROXIMATELY" and stated:
        stated = f"circa {stated}"
    return f"{stated} ({note})" if note else stated


def _place(fields: dict[str, str]) -> str:
    place = ", ".join(
        fields[part] for part in ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY") if part in fields
    )
    note = fields.get("NOTE", "")
    return f"{place} ({note})" if place and note else place or note


def _positions(element: Any) -> list[str]:
    """The designations; some number several in one field, "a) Minister of Planning b) Minister of Education"."""
    return [
        part.strip(" ,;")
        for value in _values(element, "DESIGNATION")
        for part in re.split(r"(?:^|\s)\(?[a-h]\) ", value)
        if part.strip(" ,;")
    ]


def _values(element: Any, name: str) -> list[str]:
    """The texts of the VALUE elements in all elements `name`, or of `name` itself where it has none."""
    found = []
    for holder in children(element, name):
        values = children(holder, "VALUE")
        found += [text_of(value) for value in values or [holder]]
    return [value for value in found if value]


def _texts(values: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _day(text: str) -> date | None:
    """The day at the beginning of "2012-12-31", "2012-12-31-05:00" or "2026-02-27T00:00:09Z"."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
