"""One entry of the United Kingdom's lists, from parts with one value a field: rows of the CSV, elements of the XML.

Fields are called by their squeezed names; the forms of the lists differ in few of them, which `ALIASES` brings
together. A part holds one name, address, passport … at most; the same part may come many times.
"""

from __future__ import annotations

import re

from corpus.cleaning import one_line
from corpus.errors import InputError
from corpus.listing import EntityKind, NameKind
from corpus.readers.draft import Draft, birth_date, day_first
from corpus.readers.list_table import squeezed
from corpus.readers.uk_labels import labelled, numbered, references

LIST = "UK Sanctions List"
OFSI_LIST = "UK OFSI Consolidated List"
_KINDS = {
    "individual": EntityKind.PERSON, "entity": EntityKind.ENTITY, "ship": EntityKind.VESSEL,
    "vessel": EntityKind.VESSEL, "aircraft": EntityKind.AIRCRAFT,
}  # fmt: skip
ALIASES = {
    "nationalityies": "nationality", "businessregistrationnumbers": "businessregistrationnumber",
    "currentowneroperators": "currentowneroperator", "previousowneroperators": "previousowneroperator",
    "subsidiaries": "subsidiary", "previousflags": "previousflag", "designationtype": "individualentityship",
    "hullidentificationnumberhin": "hullidentificationnumber", "grouptype": "individualentityship",
    "aliastype": "nametype", "aliasquality": "aliasstrength", "regime": "regimename", "groupid": "ofsigroupid",
    "nationalidentificationnumber": "nationalidentifiernumber",
    "nationalidentificationdetails": "nationalidentifieradditionalinformation",
    "passportdetails": "passportadditionalinformation", "postzipcode": "addresspostalcode",
    "country": "addresscountry",
} | {f"address{number}": f"addressline{number}" for number in range(1, 7)}  # fmt: skip
_NAME_PARTS = [f"name{number}" for number in range(1, 7)]  # the sixth is the family name, or an entity's whole name
_ADDRESS_PARTS = [*(f"addressline{number}" for number in range(1, 7)), "addresspostalcode", "addresscountry"]
_IDENTIFIERS = {
    "uniqueid": "UK Sanctions List", "imonumber": "IMO", "businessregistrationnumber": "Business registration number",
    "hullidentificationnumber": "Hull identification number", "unreferencenumber": "UN reference",
    "ofsigroupid": "OFSI group", "uksanctionslistref": "UK Sanctions List", "unref": "UN reference",
    "unreference": "UN reference", "businessregno": "Business registration number",
}  # fmt: skip
_REFERENCES = {"uksanctionslistref", "unref", "unreference"}
_RELATIONS = {
    "parentcompany": "Parent company", "subsidiary": "Subsidiary", "currentowneroperator": "Current owner or operator",
    "previousowneroperator": "Previous owner or operator", "currentowners": "Current owner or operator",
}  # fmt: skip
_DETAILS = {
    "title": "Title", "gender": "Gender", "designationsource": "Designated by", "sanctionsimposed": "Sanctions imposed",
    "phonenumber": "Phone", "website": "Website", "emailaddress": "E-mail", "typeofentity": "Type of entity",
    "currentbelievedflagofship": "Flag", "previousflag": "Previous flag", "typeofship": "Type of ship",
    "tonnageofship": "Tonnage", "lengthofship": "Length", "yearbuilt": "Year built",
}  # fmt: skip
_DATES = {"lastupdated": "Last updated", "uksanctionslistdatedesignated": "Date designated on the UK Sanctions List"}
_DOCUMENTS = {"passport": "Passport", "nationalidentifier": "National identifier"}
_PLACES = {"townofbirth", "countryofbirth"}
_WHOLE = {"individualentityship", "nametype", "aliasstrength", "datedesignated", "listedon", "dob",
          "nationality", "position", "regimename", "ukstatementofreasons", "otherinformation", "namenonlatinscript",
          "nonlatinscripttype", "nonlatinscriptlanguage", "furtheridentifyinginformation"}  # fmt: skip
FIELDS = {
    *_NAME_PARTS, *_ADDRESS_PARTS, *_IDENTIFIERS, *_RELATIONS, *_DETAILS, *_DATES, *_PLACES, *_WHOLE,
    *(f"{document}{part}" for document in _DOCUMENTS for part in ("number", "additionalinformation")),
}  # fmt: skip
_CONTACTS = re.compile(r"\s*[;|]\s*")

Part = dict[str, str]


def kind_of(text: str) -> EntityKind:
    """The kind that "Individual" stands for. Raises InputError for an unknown one."""
    if text.lower() not in _KINDS:
        raise InputError(f"an entry of the unknown type {text[:40]!r}" if text else "an entry without a type")
    return _KINDS[text.lower()]


def take(draft: Draft, part: Part) -> None:
    """Put the fields of `part`, all of `FIELDS` and none empty, into the entry."""
    _name(draft, part)
    draft.address(", ".join(part[name] for name in _ADDRESS_PARTS if name in part))
    for document, kind in _DOCUMENTS.items():
        _document(draft, kind, part.get(f"{document}number", ""), part.get(f"{document}additionalinformation", ""))
    towns, countries = (numbered(part.get(name, "")) for name in ("townofbirth", "countryofbirth"))
    for born in numbered(part.get("dob", "")):
        draft.birth(birth_date(born))
    if len(towns) <= 1 and len(countries) <= 1:
        draft.birth(", ".join([*towns, *countries]))
    else:
        for place in [*towns, *countries]:
            draft.birth(place)
    for field, value in part.items():
        _field(draft, field, value)


def _field(draft: Draft, field: str, value: str) -> None:
    if field in _IDENTIFIERS:
        for one in numbered(value):
            draft.identifier(_IDENTIFIERS[field], one)
    elif field in _RELATIONS:
        for one in numbered(value):
            draft.relation(_RELATIONS[field], one)
    elif field == "sanctionsimposed":
        for one in _CONTACTS.split(value):
            draft.detail(_DETAILS[field], one)
    elif field in _DETAILS:
        for one in numbered(value):
            draft.detail(_DETAILS[field], one)
    elif field in _DATES:
        draft.detail(_DATES[field], _day(value))
    elif field in {"datedesignated", "listedon"}:
        draft.listed_on = draft.listed_on or day_first(value)
    elif field == "nationality":
        for one in numbered(value):
            draft.nationality(one)
    elif field == "position":
        for one in numbered(value):
            draft.position(one)
    elif field == "regimename":
        draft.programme(value)
    elif field == "ukstatementofreasons":
        draft.reason(value)
    elif field == "furtheridentifyinginformation":
        draft.remark(value)
    elif field == "otherinformation":
        _other_information(draft, value)


def _name(draft: Draft, part: Part) -> None:
    text = " ".join(part[name] for name in _NAME_PARTS if name in part)
    kind = part.get("nametype", "").lower()
    is_weak = "low quality" in part.get("aliasstrength", "").lower()
    if text:
        is_primary = kind.startswith("primary") and "variation" not in kind
        draft.name(text, NameKind.PRIMARY if is_primary else NameKind.WEAK if is_weak else NameKind.ALIAS)
    if "namenonlatinscript" in part:
        language = part.get("nonlatinscriptlanguage") or part.get("nonlatinscripttype")
        for one in numbered(part["namenonlatinscript"]):
            draft.name(one, NameKind.ORIGINAL_SCRIPT, language)


def _document(draft: Draft, kind: str, numbers: str, more: str) -> None:
    found = numbered(numbers)
    notes = numbered(more)
    for number in found:
        draft.identifier(kind, number)
    if len(found) == len(notes):
        for number, note in zip(found, notes, strict=True):
            draft.detail(f"{kind} {number}", note)
    else:
        draft.detail(f"{kind}: details", more)


def _other_information(draft: Draft, text: str) -> None:
    """Free text; in OFSI's list "(Gender):Male (Phone number):…", one field after the other."""
    free, fields = labelled(text)
    draft.remark(free)
    for label, value in fields:
        field = ALIASES.get(squeezed(label), squeezed(label))
        if field in _REFERENCES:
            codes, rest = references(value)
            for code in codes:
                draft.identifier(_IDENTIFIERS[field], code)
            draft.remark(rest)
        elif field in FIELDS and field != "otherinformation":
            take(draft, {field: value})
        else:
            draft.detail(label, value)


def _day(text: str) -> str:
    found = day_first(text)
    return found.isoformat() if found else one_line(text)
