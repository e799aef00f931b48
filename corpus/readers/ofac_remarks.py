"""The remarks of an OFAC entry, "DOB 01 Jan 1960; Passport A1 (Iran); a.k.a. 'X'.", into what they state."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.listing import Identifier

# The published file cuts remarks at this length; what was cut off may be half a number or name.
CUT_AT_CHARACTERS = 1000

# What OFAC calls numbers that identify someone, as found in the lists of 2022-2026. Addresses, telephone numbers and
# dates are not among them. A kind ends where its number begins.
_KINDS = r"""
Vessel Registration Identification IMO|Company Number IMO|Identification Number IMO|Vessel Registration Identification
|Other Vessel Call Sign|MMSI
|(?:Diplomatic |Service |Stateless Person |Seaman's )?Passport(?: Booklet)?
|(?:[A-Z][a-z]+ )?National ID(?: Card)?|(?:Tazkira )?National ID Card|National Foreign ID Number|Personal ID Card
|Refugee ID Card|Kenyan ID|Citizen's Card Number|Identity Card|Birth Certificate Number|Residency Number
|Travel Document Number|VisaNumberID|Driver's License|Electoral Registry|Credencial electoral|Stateless Person ID Card
|(?:[A-Z][a-z]+ )?Identification Number|Tax ID|US FEIN|SSN|Social Security Number|V\.A\.T\. Number|Italian Fiscal Code
|Fiscal Code|C\.U\.R\.P\.|R\.F\.C\.|RFC|I\.F\.E\.|C\.U\.I\.T\.|C\.U\.I\.P\.
|C\.U\.I\.|C\.I\.F\.|D\.N\.I\.|N\.I\.E\.|C\.R\.
|Cartilla de Servicio Militar Nacional|Cedula(?: de \w+| Juridica)?|NIT|RUC|RIF|RTN|Numero de Identidad|LE Number
|Numero Unico de Identificacao Tributaria \(NUIT\)|United Social Credit Code Certificate \(USCCC\)
|Unified Social Credit Code \(USCC\)|Organization Code|Central Registration System Number|Legal Entity Number
|(?:Public |Economic )?(?:Registration|Register) Number(?: \(CBLS\))?
|Registration ID|Registration Certificate Number(?: \(Dubai\))?
|Business Registration (?:Number|Document)|Business Number|(?:UK )?Company Number|Enterprise Number|Branch Unit Number
|Commercial Registry Number|Chamber of Commerce Number|(?:Istanbul|Dubai) Chamber of Comm(?:\.|erce)(?: Membership)?
|Certificate of Incorporation Number|File Number|Folio Mercantil|Matricula Mercantil|Registered Charity
|Government Gazette Number|Trade License|(?:[A-Z][\w ]{0,40})?License(?: Number)?|SRE Permit|D-U-N-S Number
|SWIFT/BIC|BIK \(RU\)|ISIN|Digital Currency Address - [A-Z]{2,6}|Chinese Commercial Code
|Aircraft Manufacturer's Serial Number \(MSN\)|Aircraft Construction Number \(also called L/N or S/N or F/N\)
|Aircraft Serial Identification|Aircraft Mode S Transponder Code|Aircraft Tail Number
"""
_IDENTIFIER = re.compile(
    rf"(?:alt\. )?(?P<kind>{_KINDS.replace(chr(10), '')})(?: No\.?)?(?: Number)?(?:\s*#|:)?\s+(?P<value>[^\s(][^()]*?)"
    r"(?:\s+\((?P<country>[^()]+)\))?(?:\s+(?:issued|expires)\s.*)?"
)
_SHORTER_KINDS = {
    "Vessel Registration Identification IMO": "IMO",
    "Company Number IMO": "company IMO",
    "Identification Number IMO": "company IMO",
    "Vessel Registration Identification": "vessel registration",
}
_WEAK_NAME = re.compile(r"[afn]\.k\.a\. '(?P<name>.+)'")
_BORN = re.compile(r"(?:alt\. )?(?:DOB|POB) (?P<value>.+)")
_BELONGS = re.compile(r"(?:alt\. )?(?:nationality|citizen) (?P<country>.+)")


@dataclass(frozen=True)
class Remarks:
    """What remarks state apart from their free text; each list in their order, without repeats."""

    weak_names: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    birth: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()


def read_remarks(text: str) -> Remarks:
    """Names in quotes are "weak aliases" in OFAC's terms; birth holds dates ("circa 1950") and places alike."""
    parts = text.split(";")
    if len(text) >= CUT_AT_CHARACTERS and not text.endswith("."):
        parts.pop()
    weak: dict[str, None] = {}
    identifiers: dict[Identifier, None] = {}
    birth: dict[str, None] = {}
    nationalities: dict[str, None] = {}
    for at, raw in enumerate(parts):
        part = raw.strip()
        if at == len(parts) - 1:
            part = part.removesuffix(".")
        if match := _WEAK_NAME.fullmatch(part):
            weak[match["name"].strip()] = None
        elif match := _BORN.fullmatch(part):
            birth[match["value"]] = None
        elif match := _BELONGS.fullmatch(part):
            nationalities[match["country"]] = None
        elif (match := _IDENTIFIER.fullmatch(part)) and _identifies(match["value"]):
            kind = _SHORTER_KINDS.get(match["kind"], match["kind"])
            identifiers[Identifier(kind=kind, value=match["value"].strip(), country=match["country"])] = None
    return Remarks(tuple(name for name in weak if name), tuple(identifiers), tuple(birth), tuple(nationalities))


def _identifies(value: str) -> bool:
    """A number has digits; codes without any (SWIFT) are one word of capitals."""
    return any(letter.isdigit() for letter in value) or bool(re.fullmatch(r"[A-Z]{6,}", value))
