"""What OFAC's advanced XML keeps apart from its entries: reference values, places, documents, dates and measures."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from corpus.listing import Detail, Identifier
from corpus.readers import xml_stream
from corpus.readers.dates import MONTHS
from corpus.readers.ofac_entry import fact
from corpus.readers.xml_stream import children, local_name, text_of

# In which order the parts of an address are read; the others follow as they come.
_PLACES = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "POSTAL CODE")
_LATIN = "latin"
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MONTH_NAMES = [name.capitalize() for name in list(MONTHS) if len(name) == 3]


@dataclass
class Entry:
    """One profile on one list: when and on what basis it was put there, and under which programmes."""

    list_name: str
    listed_on: date | None = None
    delisted_on: date | None = None
    programmes: list[str] = field(default_factory=list)
    details: list[Detail] = field(default_factory=list)


@dataclass
class Values:
    """All of a file but its parties, by the numbers parties refer to them with."""

    as_of: date | None = None
    # By kind of value ("AliasType") and number.
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    party_types: dict[str, str] = field(default_factory=dict)  # by the number of their subtype, "Unknown" more often
    places: dict[str, str] = field(default_factory=dict)
    documents: dict[str, list[Identifier | Detail]] = field(default_factory=lambda: defaultdict(list))
    entries: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    # From a profile: the kind of relation, the other profile, and whether it is a former one.
    relations: dict[str, list[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(list))
    profile_names: dict[str, str] = field(default_factory=dict)

    def of(self, kind: str, number: str | None) -> str:
        """The reference value of that kind and number, "" where there is none."""
        return self.names.get((kind, number or ""), "")


def collect(path: Path) -> Values:
    """Read all of `path` once for what its parties refer to. Raises InputError where the file is damaged."""
    values = Values()
    wanted = {"DateOfIssue", "ReferenceValueSets", "Location", "IDRegDocument", "DistinctParty", "ProfileRelationship",
              "SanctionsEntry"}  # fmt: skip
    for element in xml_stream.elements(path, wanted):
        match local_name(element):
            case "DateOfIssue":
                values.as_of = day(element)
            case "ReferenceValueSets":
                for group in element:
                    for item in group:
                        values.names[local_name(item), item.get("ID", "")] = text_of(item)
                for item in element.iter("{*}PartySubType"):
                    kind = values.of("PartyType", item.get("PartyTypeID"))
                    values.party_types[item.get("ID", "")] = kind
            case "Location":
                values.places[element.get("ID", "")] = _place(element, values)
            case "IDRegDocument":
                values.documents[element.get("IdentityID", "")] += _document(element, values)
            case "DistinctParty":
                for profile in children(element, "Profile"):
                    values.profile_names[profile.get("ID", "")] = primary_name(profile, values)
            case "ProfileRelationship":
                _relation(element, values)
            case "SanctionsEntry":
                values.entries[element.get("ProfileID", "")].append(_entry(element, values))
    return values


def primary_name(profile: Any, values: Values) -> str:
    """The name a profile goes by, in Latin letters where it has one; "" where it has none."""
    for identity in children(profile, "Identity"):
        parts = part_types(identity, values)
        aliases = children(identity, "Alias")
        for alias in sorted(aliases, key=lambda one: one.get("Primary") != "true"):
            for documented in children(alias, "DocumentedName"):
                text, is_latin = name_of(documented, parts, values)
                if text and is_latin:
                    return text
    return ""


def part_types(identity: Any, values: Values) -> dict[str, str]:
    """By the number of a group of name parts, what they are: "Last Name", "Entity Name"."""
    return {
        group.get("ID", ""): values.of("NamePartType", group.get("NamePartTypeID"))
        for group in identity.iter("{*}NamePartGroup")
    }


def name_of(documented: Any, parts: dict[str, str], values: Values) -> tuple[str, bool]:
    """A name as the CSV form writes it, "DOE, Jon", and whether it is in Latin letters.

    Other scripts have the order they are written in: the family name last, or first and unparted in Chinese, Japanese
    and Korean.
    """
    last: list[str] = []
    others: list[str] = []
    is_latin = True
    for value in documented.iter("{*}NamePartValue"):
        script = values.of("Script", value.get("ScriptID"))
        is_latin = is_latin and script.lower() in ("", _LATIN)
        part = parts.get(value.get("NamePartGroupID", ""), "")
        if text_of(value):
            (last if part == "Last Name" else others).append(text_of(value))
    if is_latin:
        return ", ".join(part for part in (" ".join(last), " ".join(others)) if part), True
    if _EAST_ASIAN.search("".join([*last, *others])):
        return "".join([*last, *others]), False
    return " ".join([*others, *last]), False


def day(element: Any) -> date | None:
    """The day of an element with Year, Month and Day, or None where it is no whole date."""
    try:
        year, month, number = (int(text_of(element, part)) for part in ("Year", "Month", "Day"))
        return date(year, month, number)
    except ValueError:
        return None


def period(element: Any) -> str:
    """A DatePeriod as the CSV form writes it: "10 Dec 1948", "Apr 1965", "circa 1950", "1955 to 1957"; "" if none."""
    start = next(iter(children(element, "Start")), None)
    end = next(iter(children(element, "End")), None)
    first = _bound(start, "From")
    last = _bound(end, "To") or _bound(start, "To") or first
    if first is None or last is None:
        return ""
    circa = "circa " if any(one is not None and one.get("Approximate") == "true" for one in (start, end)) else ""
    if first == last:
        return f"{circa}{_written(first)}"
    whole_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if whole_years:
        return f"{circa}{first.year}" if first.year == last.year else f"{circa}{first.year} to {last.year}"
    if (first.year, first.month, first.day) == (last.year, last.month, 1) and last.day == _days_in(last):
        return f"{circa}{_MONTH_NAMES[first.month - 1]} {first.year}"
    return f"{circa}{_written(first)} to {_written(last)}"


def _bound(element: Any, name: str) -> date | None:
    inside = next(iter(children(element, name)), None) if element is not None else None
    return day(inside) if inside is not None else None


def _written(one: date) -> str:
    return f"{one.day:02} {_MONTH_NAMES[one.month - 1]} {one.year}"


def _days_in(one: date) -> int:
    return calendar.monthrange(one.year, one.month)[1]


def _place(location: Any, values: Values) -> str:
    parts: dict[str, str] = {}
    for part in children(location, "LocationPart"):
        kind = values.of("LocPartType", part.get("LocPartTypeID")) or f"part {len(parts)}"
        texts = [text_of(value, "Value") for value in children(part, "LocationPartValue")]
        parts[kind.upper()] = " ".join(text for text in texts if text)
    named = [parts.pop(kind, "") for kind in _PLACES]
    town = " ".join(part for part in (", ".join(filter(None, named[3:5])), named[5]) if part)
    countries = [values.of("Country", one.get("CountryID")) for one in children(location, "LocationCountry")]
    if not any(countries):
        countries = [values.of("AreaCode", one.get("AreaCodeID")) for one in children(location, "LocationAreaCode")]
    found = [*named[:3], town, *parts.values(), *countries]
    return ", ".join(dict.fromkeys(part for part in found if part))


def _document(element: Any, values: Values) -> Iterator[Identifier | Detail]:
    number = text_of(element, "IDRegistrationNo")
    kind = values.of("IDRegDocType", element.get("IDRegDocTypeID")) or "Document"
    if not number:
        return
    found = fact(kind, number, values.of("Country", element.get("IssuedBy-CountryID")) or None)
    yield found
    told = [text_of(element, "IssuingAuthority"), text_of(element, "Comment")]
    for stated in children(element, "DocumentDate"):
        what = values.of("IDRegDocDateType", stated.get("IDRegDocDateTypeID")).lower()
        for one in children(stated, "DatePeriod"):
            word = "issued" if "issue" in what else "expires" if "expir" in what else what
            told.append(f"{word} {period(one)}".strip() if period(one) else "")
    validity = values.of("Validity", element.get("ValidityID"))
    told.append(validity.lower() if validity and validity.lower() != "valid" else "")
    if value := " ".join(part for part in told if part):
        label = f"{found.kind} {found.value}" if isinstance(found, Identifier) else found.label
        yield Detail(label=label, value=value)


def _relation(element: Any, values: Values) -> None:
    kind = values.of("RelationType", element.get("RelationTypeID")) or "Related to"
    if element.get("Former") == "true":
        kind = f"{kind} (former)"
    source, other = element.get("From-ProfileID", ""), element.get("To-ProfileID", "")
    values.relations[source].append((kind, other, text_of(element, "Comment")))


def _entry(element: Any, values: Values) -> Entry:
    entry = Entry(values.of("List", element.get("ListID")))
    for event in children(element, "EntryEvent"):
        days = [found for found in map(day, children(event, "Date")) if found]
        kind = values.of("EntryEventType", event.get("EntryEventTypeID")).lower()
        if "delist" in kind or "remov" in kind:
            entry.delisted_on = max(days, default=None)
        elif "amend" in kind or "modif" in kind or "updat" in kind:
            entry.details += [Detail(label="Amended on", value=one.isoformat()) for one in days]
        elif days:
            # An entry may be put on its list again under a further basis: it stands there since the first.
            entry.listed_on = min([*days, *([entry.listed_on] if entry.listed_on else [])])
        for label, value in [
            ("Legal basis", values.of("LegalBasis", event.get("LegalBasisID"))),
            ("Listing comment", text_of(event, "Comment")),
        ]:
            if value and value.lower() != "unknown":
                entry.details.append(Detail(label=label, value=value))
    for measure in children(element, "SanctionsMeasure"):
        kind, comment = values.of("SanctionsType", measure.get("SanctionsTypeID")), text_of(measure, "Comment")
        if kind == "Program":
            entry.programmes += [comment] if comment else []
        elif kind:
            entry.details.append(Detail(label="Measure", value=f"{kind}: {comment}" if comment else kind))
    return entry
