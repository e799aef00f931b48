"""OFAC's lists in their older XML form (sdn.xml, consolidated.xml): one sdnEntry a designation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from corpus.errors import InputError
from corpus.listing import Detail, Identifier, Listing, Name, NameKind
from corpus.readers import xml_stream
from corpus.readers.contents import Skip
from corpus.readers.ofac_entry import KINDS, OfacList, each_once, fact, list_of, page_of
from corpus.readers.ofac_remarks import read_remarks
from corpus.readers.skipped import Skipped
from corpus.readers.unread import Unread
from corpus.readers.xml_stream import Root, children, local_name, text_of

_ENTRY = {"uid", "firstName", "lastName", "title", "sdnType", "remarks", "programList", "idList", "akaList",
          "addressList", "nationalityList", "citizenshipList", "dateOfBirthList", "placeOfBirthList",
          "vesselInfo"}  # fmt: skip
_ITEMS = {
    "idList": {"uid", "idType", "idNumber", "idCountry", "issueDate", "expirationDate"},
    "akaList": {"uid", "type", "category", "lastName", "firstName"},
    "addressList": {"uid", "address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country"},
    "nationalityList": {"uid", "country", "mainEntry"},
    "citizenshipList": {"uid", "country", "mainEntry"},
    "dateOfBirthList": {"uid", "dateOfBirth", "mainEntry"},
    "placeOfBirthList": {"uid", "placeOfBirth", "mainEntry"},
}
_VESSEL = {"vesselType": "Vessel type", "vesselFlag": "Flag", "vesselOwner": "Owner", "tonnage": "Tonnage",
           "grossRegisteredTonnage": "Gross tonnage"}  # fmt: skip


def recognises(root: Root) -> bool:
    """Whether the file is one of OFAC's lists in this form."""
    return root.name == "sdnList"


def read(path: Path, skip: Skip) -> Iterator[Listing]:
    """The designations. `as_of` is the file's Publish_Date; the form has no dates of listing.

    Raises InputError where the file is damaged, after what came before.
    """
    as_of: date | None = None
    which: OfacList | None = None
    unread = Unread()
    for element in xml_stream.elements(path, {"publshInformation", "sdnEntry"}):
        if local_name(element) == "publshInformation":
            as_of = _published(text_of(element, "Publish_Date"))
            continue
        try:
            which = which or list_of(path, _programmes(element))
            yield _listing(element, which, as_of, unread)
        except InputError as error:
            skip(Skipped(str(path), element.sourceline, error.reason))
    if as_of is None:
        skip(Skipped(str(path), None, "no Publish_Date in it: the edition's date is not known"))
    unread.tell(path, skip)


def _listing(element: Any, which: OfacList, as_of: date | None, unread: Unread) -> Listing:
    uid = text_of(element, "uid")
    if not (uid.isascii() and uid.isdigit()):
        raise InputError(f"the entry's uid is {uid[:20]!r}")
    name = _name(element)
    if not name:
        raise InputError(f"entry {uid} has no name")
    kind = text_of(element, "sdnType").lower()
    if kind not in KINDS:
        raise InputError(f"entry {uid} is of an unknown sdnType, {kind[:40]!r}")
    for child in element:
        if local_name(child) not in _ENTRY and text_of(child):
            unread.note(f"element {local_name(child)}")
    stated = read_remarks(text_of(element, "remarks"))
    names = [Name(text=name)]
    for aka in _items(element, "akaList", unread):
        weak = text_of(aka, "category").lower() == "weak"
        if other := _name(aka):
            names.append(Name(text=other, kind=NameKind.WEAK if weak else NameKind.ALIAS))
    names += [Name(text=weak_name, kind=NameKind.WEAK) for weak_name in stated.weak_names]
    identifiers: list[Identifier] = []
    details: list[Detail] = []
    for vessel in children(element, "vesselInfo"):
        for part in vessel:
            value = text_of(part)
            if local_name(part) == "callSign" and value:
                identifiers.append(Identifier(kind="Call sign", value=value))
            elif local_name(part) in _VESSEL and value:
                details.append(Detail(label=_VESSEL[local_name(part)], value=value))
            elif value:
                unread.note(f"element vesselInfo/{local_name(part)}")
    for item in _items(element, "idList", unread):
        _take_id(item, identifiers, details)
    return Listing(
        id=which.id_of(uid),
        list=which.name,
        names=each_once(names),
        kind=KINDS[kind],
        programmes=_programmes(element),
        identifiers=tuple(dict.fromkeys([*identifiers, *stated.identifiers])),
        addresses=_texts(_address(item) for item in _items(element, "addressList", unread)),
        birth=_texts(
            [
                *(text_of(item, "dateOfBirth") for item in _items(element, "dateOfBirthList", unread)),
                *(text_of(item, "placeOfBirth") for item in _items(element, "placeOfBirthList", unread)),
                *stated.birth,
            ]
        ),
        nationalities=_texts(
            [
                *(text_of(item, "country") for item in _items(element, "nationalityList", unread)),
                *(text_of(item, "country") for item in _items(element, "citizenshipList", unread)),
                *stated.nationalities,
            ]
        ),
        position=text_of(element, "title") or None,
        relations=stated.relations,
        details=tuple(dict.fromkeys([*details, *stated.details])),
        remarks=stated.rest or None,
        source_url=page_of(uid),
        as_of=as_of,
    )


def _take_id(item: Any, identifiers: list[Identifier], details: list[Detail]) -> None:
    """One id into identifiers; "ids" such as Gender or a warning of secondary sanctions into details."""
    kind, number = text_of(item, "idType"), text_of(item, "idNumber")
    if not (kind and number):
        return
    found = fact(kind, number, text_of(item, "idCountry") or None)
    if isinstance(found, Detail):
        details.append(found)
        return
    identifiers.append(found)
    dates = [
        f"{word} {text_of(item, part)}"
        for word, part in (("issued", "issueDate"), ("expires", "expirationDate"))
        if text_of(item, part)
    ]
    if dates:
        details.append(Detail(label=f"{found.kind} {found.value}", value=" ".join(dates)))


def _items(element: Any, group: str, unread: Unread) -> list[Any]:
    """What the element `group` of an entry holds; parts of it that are not known go to `unread`."""
    found = [item for holder in children(element, group) for item in holder]
    for item in found:
        for part in item:
            if local_name(part) not in _ITEMS[group] and text_of(part):
                unread.note(f"element {local_name(item)}/{local_name(part)}")
    return found


def _name(element: Any) -> str:
    """ "DOE, Jon", as the CSV form writes it."""
    return ", ".join(part for part in (text_of(element, "lastName"), text_of(element, "firstName")) if part)


def _address(item: Any) -> str:
    """As the CSV form writes it: street, then city with state and postal code, then country."""
    street = [text_of(item, part) for part in ("address1", "address2", "address3")]
    city = [text_of(item, part) for part in ("city", "stateOrProvince")]
    town = " ".join(part for part in (", ".join(filter(None, city)), text_of(item, "postalCode")) if part)
    return ", ".join(part for part in [*street, town, text_of(item, "country")] if part)


def _programmes(element: Any) -> tuple[str, ...]:
    return _texts(text_of(item) for holder in children(element, "programList") for item in holder)


def _texts(values: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _published(text: str) -> date | None:
    """The day of "11/30/2023", in America's order."""
    try:
        return datetime.strptime(text, "%m/%d/%Y").date()
    except ValueError:
        return None
