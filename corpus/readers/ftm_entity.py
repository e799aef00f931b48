"""A FollowTheMoney entity, with what refers to it, into the facts of a listing.

Every property is kept: those of the tables below as names, identifiers, relations …, all others as details under
their own name in words. Values are lists of texts; in nested files also of whole entities.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from corpus.listing import EntityKind, NameKind
from corpus.readers.dates import read_date
from corpus.readers.draft import Draft, is_original_script
from corpus.readers.ftm_relations import RELATIONS, relation_of
from corpus.readers.unread import Unread

Entity = Mapping[str, Any]
CaptionOf = Callable[[str], str | None]

KINDS = {"Person": EntityKind.PERSON, "Vessel": EntityKind.VESSEL, "Airplane": EntityKind.AIRCRAFT}
_PLAIN_KINDS = {*KINDS, "Organization", "Company", "LegalEntity"}
_NAMES = {
    "name": NameKind.ALIAS, "alias": NameKind.ALIAS, "previousName": NameKind.ALIAS, "weakAlias": NameKind.WEAK,
    "abbreviation": NameKind.WEAK,
}  # fmt: skip
_IDENTIFIERS = {
    "passportNumber": "Passport", "idNumber": "ID number", "registrationNumber": "Registration number",
    "taxNumber": "Tax number", "vatCode": "VAT", "innCode": "INN", "ogrnCode": "OGRN", "kppCode": "KPP",
    "okpoCode": "OKPO", "bikCode": "BIK", "swiftBic": "SWIFT/BIC", "leiCode": "LEI", "dunsCode": "DUNS",
    "uscCode": "USCC", "imoNumber": "IMO", "mmsi": "MMSI", "callSign": "Call sign", "crsNumber": "CRS",
    "isin": "ISIN", "isinCode": "ISIN", "ticker": "Ticker", "ricCode": "RIC", "figiCode": "FIGI",
    "cageCode": "CAGE", "uniqueEntityId": "UEI", "ueiCode": "UEI", "npiCode": "NPI", "permId": "PermID",
    "wikidataId": "Wikidata", "voenCode": "VOEN", "coatoCode": "COATO", "irsCode": "IRS", "ipoCode": "IPO",
    "cikCode": "CIK", "jibCode": "JIB", "mbsCode": "MBS", "fnsCode": "FNS", "fssCode": "FSS", "pfrNumber": "PFR",
    "licenseNumber": "License", "socialSecurityNumber": "Social security number", "serialNumber": "Serial number",
    "publicKey": "Digital currency address", "bvdId": "Bureau van Dijk", "icijId": "ICIJ", "giiNumber": "GIIN",
    "identifiers": "Identifier", "unscId": "UN reference",
}  # fmt: skip
_COUNTRIES = {"country", "jurisdiction", "mainCountry", "birthCountry", "flag", "pastFlags", "nationality",
              "citizenship"}  # fmt: skip
_REFERENCES = {"owner": "Owner", "operator": "Operator", "parent": "Parent company", "holder": "Holder",
               "issuer": "Issuer", "pastOwner": "Past owner", "pastOperator": "Past operator"}  # fmt: skip
# Technical, or said elsewhere in the entry.
_PASSED_OVER = {"topics", "indexText", "alephUrl", "proof", "createdAt", "modifiedAt", "retrievedAt", "namesMentioned",
                "program", "programId"}  # fmt: skip
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def values(entity: Entity, name: str) -> list[str]:
    """The texts of a property, in order; none where it has none."""
    given = entity.get("properties", {}).get(name, [])
    given = given if isinstance(given, list) else [given]
    return [str(value) for value in given if isinstance(value, str | int | float) and str(value).strip()]


def nested(entity: Entity) -> Iterable[Entity]:
    """The whole entities that stand in the properties of `entity`."""
    for given in entity["properties"].values():
        for value in given if isinstance(given, list) else [given]:
            if is_entity(value):
                yield value


def is_entity(value: object) -> bool:
    """Whether `value` has the shape of an entity."""
    return (
        isinstance(value, dict)
        and isinstance(value.get("id"), str)
        and isinstance(value.get("schema"), str)
        and isinstance(value.get("properties"), dict)
    )


def caption(entity: Entity) -> str:
    """What the entity is called where another one refers to it; "" where nothing tells."""
    if entity["schema"] == "Address":
        return address(entity)
    given = entity.get("caption")
    if isinstance(given, str) and given.strip():
        return given
    return next(iter(values(entity, "name") + values(entity, "alias")), "")


def address(entity: Entity) -> str:
    """An Address entity in one line."""
    if full := values(entity, "full"):
        return full[0]
    parts = ["remarks", "postOfficeBox", "street", "street2", "postalCode", "city", "region", "state"]
    told = [text for part in parts for text in values(entity, part)[:1]]
    return ", ".join([*told, *(country(code) for code in values(entity, "country")[:1])])


def fill(draft: Draft, entity: Entity, about: Iterable[Entity], caption_of: CaptionOf, unread: Unread) -> None:
    """Put `entity` and the entities `about` it into `draft`. `caption_of` names an entity by its id, if it is known."""
    draft.kind = KINDS.get(entity["schema"], EntityKind.ENTITY)
    if entity["schema"] not in _PLAIN_KINDS:
        draft.detail("Type", _in_words(entity["schema"]))
    called = entity.get("caption")
    names = values(entity, "name")
    # A wallet or a security has no name; its caption is its address or number.
    titled = called if isinstance(called, str) else ""
    first = titled if titled in names or not names else names[0]
    latin = next((name for name in names if not is_original_script(name)), first)
    draft.name(latin if is_original_script(first) else first, NameKind.PRIMARY)
    for name in entity["properties"]:
        _property(draft, entity, name, caption_of)
    for other in about:
        _about(draft, entity, other, caption_of, unread)
    if not draft.has_programmes:
        for programme in values(entity, "program") or values(entity, "programId"):
            draft.programme(programme)


def sanction_dates(sanction: Entity) -> tuple[date | None, date | None]:
    """Since when and until when a Sanction entity says it holds."""
    since = _first_date(sanction, "listingDate") or _first_date(sanction, "startDate")
    return since, _first_date(sanction, "endDate")


@lru_cache(maxsize=1000)
def country(code: str) -> str:
    """The name of the country in English; the code itself where it is no country's today ("suhh")."""
    from babel import Locale

    return str(Locale("en").territories.get(code.upper(), code))


def _property(draft: Draft, entity: Entity, name: str, caption_of: CaptionOf) -> None:
    for value in values(entity, name):
        if name in _COUNTRIES:
            value = country(value)
        if name in _NAMES:
            draft.name(value, _NAMES[name])
        elif name in _IDENTIFIERS:
            draft.identifier(_IDENTIFIERS[name], value)
        elif name in {"birthDate", "birthPlace", "birthCountry"}:
            draft.birth(value)
        elif name in {"nationality", "citizenship"}:
            draft.nationality(value)
        elif name == "position":
            draft.position(value)
        elif name == "address":
            draft.address(value)
        elif name == "addressEntity":
            draft.address(caption_of(value) or "")
        elif name in {"notes", "summary", "description"}:
            draft.remark(value)
        elif name in _REFERENCES:
            draft.relation(_REFERENCES[name], caption_of(value) or "")
        elif name == "sourceUrl":
            draft.source_url(value)
        elif name not in _PASSED_OVER:
            draft.detail(_in_words(name), value)


def _about(draft: Draft, entity: Entity, other: Entity, caption_of: CaptionOf, unread: Unread) -> None:
    schema = other["schema"]
    if schema == "Sanction":
        _sanction(draft, other)
    elif schema == "Address":
        draft.address(address(other))
    elif schema in {"Passport", "Identification"}:
        kind = next(iter(values(other, "type")), schema if schema == "Passport" else "ID number")
        issued = next((country(code) for code in values(other, "country")), None)
        for number in values(other, "number") or values(other, "passportNumber"):
            draft.identifier(kind, number, issued)
            told = [f"{_in_words(name).lower()} {', '.join(values(other, name))}" for name in
                    ("authority", "startDate", "endDate", "summary", "description") if values(other, name)]  # fmt: skip
            draft.detail(f"{kind} {number}", "; ".join(told))
    elif schema == "Occupancy":
        for post in values(other, "post"):
            draft.position(caption_of(post) or "")
        for end in nested(other):
            draft.position(caption(end) if end["id"] != entity["id"] else "")
    elif schema in RELATIONS:
        for kind, name in relation_of(entity["id"], other, caption_of, caption, values):
            draft.relation(kind, name)
    elif schema in KINDS or caption(other):
        # A whole entity in a property of its own, such as a vessel's owner.
        for name, given in entity["properties"].items():
            if isinstance(given, list) and other in given:
                draft.relation(_REFERENCES.get(name, _in_words(name)), caption(other))
    else:
        unread.note(f"entities of the kind {schema}")


def _sanction(draft: Draft, sanction: Entity) -> None:
    since, until = sanction_dates(sanction)
    for programme in values(sanction, "program") or values(sanction, "programId"):
        draft.programme(programme)
    for reason in values(sanction, "reason"):
        draft.reason(reason)
    for number in values(sanction, "unscId"):
        draft.identifier("UN reference", number)
    told = [*values(sanction, "authority"), *values(sanction, "program")]
    for label, name in [("number", "authorityId"), ("programme", "programId"), ("scope", "provisions"),
                        ("status", "status"), ("duration", "duration"), ("note", "summary"),
                        ("note", "description"), ("see", "sourceUrl")]:  # fmt: skip
        told += [f"{label} {value}" for value in values(sanction, name)]
    told += [f"by {country(code)}" for code in values(sanction, "country")]
    told += [f"since {since}"] if since else []
    told += [f"until {until}"] if until else []
    draft.detail("Sanction", "; ".join(dict.fromkeys(told)))


def _first_date(entity: Entity, name: str) -> date | None:
    return min((found for text in values(entity, name) if (found := read_date(text))), default=None)


def _in_words(name: str) -> str:
    words = _WORDS.sub(" ", name)
    return words[:1].upper() + words[1:].lower()
