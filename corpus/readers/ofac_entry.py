"""What an entry of OFAC's lists is made of, in whichever form it is published: lists, kinds, numbers and labels.

The three forms (CSV, XML, advanced XML) give an entry the same id, so that reading two of them doubles nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.listing import Detail, EntityKind, Identifier, Name

_DETAILS = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id="
KINDS = {"": EntityKind.ENTITY} | {kind.value: kind for kind in EntityKind} | {"individual": EntityKind.PERSON}
# Programmes of lists that are not the SDN list; the published files of both have the same columns.
_NOT_SDN = {"NS-PLC", "561-RELATED", "561LIST", "FSE-IR", "FSE-SY", "FSE-WMD", "FSE-SDGT", "NS-MBS", "NS-CMIC",
            "CMIC-EO13959", "CAPTA", "SSI"}  # fmt: skip

# What OFAC calls numbers that identify someone, as found in the lists of 2022-2026. Addresses, telephone numbers and
# dates are not among them. A kind ends where its number begins.
NUMBER_KINDS = r"""
Vessel Registration Identification IMO|Company Number IMO|Identification Number IMO|Vessel Registration Identification
|Other Vessel Call Sign|Vessel Call Sign|MMSI
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
|SWIFT/BIC|BIK \(RU\)|ISIN|Digital Currency Address - [A-Z0-9]{2,6}|Chinese Commercial Code
|Aircraft Manufacturer's Serial Number \(MSN\)|Aircraft Construction Number \(also called L/N or S/N or F/N\)
|Aircraft Serial Identification|Aircraft Mode S Transponder Code|(?:Previous )?Aircraft Tail Number
""".replace("\n", "")
_NUMBER_KIND = re.compile(rf"(?P<kind>{NUMBER_KINDS})(?: No\.?)?(?: Number)?(?:\s*#|:)?")
_SHORTER_KINDS = {
    "Vessel Registration Identification IMO": "IMO",
    "Company Number IMO": "company IMO",
    "Identification Number IMO": "company IMO",
    "Vessel Registration Identification": "vessel registration",
    "Vessel Call Sign": "Call sign",
}
_IMO = re.compile(r"IMO (?P<number>\d{7})")
_IMO_KINDS = {"Company Number": "company IMO", "Identification Number": "company IMO"}
_LABELS = {"vessel type": "Vessel type", "vessel flag": "Flag", "vessel owner": "Owner", "vessel tonnage": "Tonnage",
           "vessel gross tonnage": "Gross tonnage", "vessel gross registered tonnage": "Gross tonnage",
           "gender": "Gender"}  # fmt: skip


@dataclass(frozen=True)
class OfacList:
    """One of the two lists: its name, and what its entries' ids begin with."""

    name: str
    prefix: str

    def id_of(self, uid: str) -> str:
        """The id of entry `uid`, a number."""
        return f"{self.prefix}:{int(uid)}"


SDN = OfacList("OFAC SDN", "ofac-sdn")
CONSOLIDATED = OfacList("OFAC Consolidated (non-SDN)", "ofac-cons")


def list_of(path: Path, programmes: Iterable[str]) -> OfacList:
    """Which list the file is of: by "cons" or "nonsdn" in its name, else by the programmes of its first entries."""
    return CONSOLIDATED if is_consolidated(path) or _NOT_SDN & {name.upper() for name in programmes} else SDN


def is_consolidated(path: Path) -> bool:
    """Whether the file's name says that it is of the consolidated list, which is without the SDN list."""
    return bool(re.search(r"(?<![a-z])(?:cons(?:olidated)?(?![a-z])|non-?_?sdn)", path.name.lower()))


def page_of(uid: str) -> str:
    """The address of the entry on OFAC's search page."""
    return f"{_DETAILS}{int(uid)}"


def fact(kind: str, value: str, country: str | None = None) -> Identifier | Detail:
    """A labelled value of an entry: a number that identifies somebody, or a further fact."""
    if match := _IMO.fullmatch(value):  # the XML forms have the word with the number
        return Identifier(kind=_IMO_KINDS.get(kind, "IMO"), value=match["number"], country=country)
    if (match := _NUMBER_KIND.fullmatch(kind)) and identifies(value, match["kind"]):
        return Identifier(kind=number_kind(match["kind"]), value=value, country=country)
    label = kind.strip(" :-")
    return Detail(label=_LABELS.get(label.lower(), label), value=f"{value} ({country})" if country else value)


def number_kind(kind: str) -> str:
    """OFAC's word for a kind of number, shorter where it is long and well known."""
    return _SHORTER_KINDS.get(kind, kind)


def identifies(value: str, kind: str = "") -> bool:
    """Whether `value` is a number: it has digits; codes without any (SWIFT) are one word of capitals."""
    if kind.endswith("Tail Number"):  # "EP-MMH"
        return True
    return any(letter.isdigit() for letter in value) or bool(re.fullmatch(r"[A-Z]{6,}", value))


def each_once(names: Iterable[Name]) -> tuple[Name, ...]:
    """`names`, of those with the same text the first."""
    by_text: dict[str, Name] = {}
    for name in names:
        by_text.setdefault(name.text, name)
    return tuple(by_text.values())
