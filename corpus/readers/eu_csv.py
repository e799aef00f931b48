"""The EU's consolidated list in CSV, in both forms that are published: several rows make an entry.

Each row repeats the entry's own columns and holds one name, address, birth date, identification or citizenship, told
by the first part of a column's name. Version 1.1 calls a column NameAlias_WholeName, version 1.0 Naal_wholename.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.errors import InputError
from corpus.listing import Listing
from corpus.readers import list_table
from corpus.readers.contents import Skip
from corpus.readers.draft import day_first
from corpus.readers.eu_entry import EuEntry, Fact, facts_of
from corpus.readers.skipped import Skipped
from corpus.readers.unread import Unread

# Entries are kept in memory until the last row; the list has 6,000, in 30,000 rows.
MAX_ENTRIES = 200_000
_FORMS = ({"entitylogicalid", "namealiaswholename"}, {"entitylogicalid", "naalwholename"})
_GROUPS = {
    "namealias": "namealias", "address": "address", "birthdate": "birthdate", "identification": "identification",
    "citizenship": "citizenship", "naal": "namealias", "addr": "address", "birt": "birthdate",
    "iden": "identification", "citi": "citizenship",
}  # fmt: skip
_DATE_COLUMNS = ("filegenerationdate", "datefile")
# Columns of the entry itself: the element and attribute of the XML they stand for.
_ENTITY = {
    "entitylogicalid": ("entity", "logicalid"), "entityeureferencenumber": ("entity", "eureferencenumber"),
    "eurefnum": ("entity", "eureferencenumber"), "entityunitednationid": ("entity", "unitednationid"),
    "entityunreferencenumber": ("entity", "unitednationid"), "entitydesignationdate": ("entity", "designationdate"),
    "entitydesignationdetails": ("entity", "designationdetails"), "entityremark": ("entity", "remark"),
    "entityregulationtype": ("regulation", "regulationtype"),
    "entityregulationorganisationtype": ("regulation", "organisationtype"),
    "entityregulationpublicationdate": ("regulation", "publicationdate"),
    "entityregulationentryintoforcedate": ("regulation", "entryintoforcedate"),
    "entityregulationnumbertitle": ("regulation", "numbertitle"),
    "entityregulationprogramme": ("regulation", "programme"),
    "entityregulationpublicationurl": ("regulation", "publicationurl"),
    "lebanumtitle": ("regulation", "numbertitle"), "lebapublicationdate": ("regulation", "publicationdate"),
    "lebaurl": ("regulation", "publicationurl"), "programme": ("regulation", "programme"),
}  # fmt: skip
_TYPES = ("entitysubjecttypeclassificationcode", "entitysubjecttype", "subjecttype")
# Columns of a fact that are not called like the attribute they stand for.
_ATTRIBUTES = {
    "typecode": "identificationtypecode", "typedescription": "identificationtypedescription",
    "language": "namelanguage",
    "month": "monthofyear", "day": "dayofmonth", "date": "birthdate", "country": "countrydescription",
    "other": "remark", "issuingcountry": "countrydescription",
}  # fmt: skip
_FACTS = {
    "namealias": "lastname firstname middlename wholename namelanguage language gender title function strong remark",
    "address": "city street number pobox zipcode region place asatlistingtime contactinfo countryiso2code "
               "countrydescription country other remark",
    "birthdate": "birthdate date day month year yearrangefrom yearrangeto circa calendartype zipcode region place city "
                 "countryiso2code countrydescription country remark",
    "identification": "number diplomatic knownexpired knownfalse reportedlost revokedbyissuer issuedby issueddate "
                      "validfrom validto latinnumber nameondocument typecode typedescription region countryiso2code "
                      "countrydescription country remark",
    "citizenship": "region countryiso2code countrydescription country remark",
}  # fmt: skip
# The act a single fact rests on, and numbers of the publisher's database.
_PASSED_OVER = (
    "logicalid entitylogicalid regulationlanguage regulationtype regulationorganisationtype regulationpublicationdate "
    "regulationentryintoforcedate regulationnumbertitle regulationprogramme regulationpublicationurl lebanumtitle "
    "lebapublicationdate lebaurl programme"
)
_COLUMNS = {
    f"{prefix}{name}": (group, _ATTRIBUTES.get(name, name))
    for prefix, group in _GROUPS.items() for name in _FACTS[group].split()
}  # fmt: skip
_KNOWN = (
    {*_COLUMNS, *_ENTITY, *_TYPES, *_DATE_COLUMNS}
    | {f"{prefix}{name}" for prefix in _GROUPS for name in _PASSED_OVER.split()}
    | {f"entitylogicalid{prefix}" for prefix in _GROUPS}
)


def recognises(path: Path) -> bool:
    """Whether `path` has the columns of one of the forms."""
    return _header(path) is not None


def companions(path: Path) -> list[Path]:
    """None: the list is one file."""
    return []


def read(path: Path, skip: Skip) -> Iterator[Listing]:
    """The designations, in the order of their first rows; `as_of` is the day the file was made."""
    head = _header(path)
    if head is None:
        raise InputError("no columns Entity_LogicalId and NameAlias_WholeName")
    unread = Unread()
    entries: dict[str, tuple[int, EuEntry]] = {}
    made = next((part for line in head.above for part in line.split() if day_first(part)), "")
    for line, row in list_table.rows(path, head, _KNOWN, skip, unread):
        made = made or next((row[column] for column in _DATE_COLUMNS if column in row), "")
        try:
            _take(row, line, entries, unread)
        except InputError as error:
            skip(Skipped(str(path), line, error.reason))
        if len(entries) > MAX_ENTRIES:
            raise InputError(f"more than {MAX_ENTRIES:,} entries, which the list never had", line=line)
    for line, entry in entries.values():
        draft = entry.finished()
        draft.as_of = day_first(made)
        draft.tell(path, line, skip)
        try:
            yield draft.listing()
        except InputError as error:
            skip(Skipped(str(path), line, error.reason))
    unread.tell(path, skip)


def _header(path: Path) -> list_table.Header | None:
    return next((found for form in _FORMS if (found := list_table.header(path, form))), None)


def _take(row: dict[str, str], line: int, entries: dict[str, tuple[int, EuEntry]], unread: Unread) -> None:
    number = row.get("entitylogicalid")
    if not number:
        raise InputError("a row without the logical id of its entry")
    facts: dict[str, Fact] = {}
    for column, value in row.items():
        if place := _COLUMNS.get(column) or _ENTITY.get(column):
            group, name = place
            facts.setdefault(group, {})[name] = value
    own = facts.pop("entity", {})
    if number not in entries:
        entries[number] = (line, EuEntry(own, next((row[name] for name in _TYPES if name in row), ""), unread))
    else:
        entries[number][1].about(own)
    if house := facts.get("address", {}).pop("number", ""):
        facts["address"]["street"] = f"{facts['address'].get('street', '')} {house}".strip()
    taking = facts_of(entries[number][1])
    for group, fact in facts.items():
        taking[group](fact)
