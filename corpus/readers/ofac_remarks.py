"""The remarks of an OFAC entry, "DOB 01 Jan 1960; Passport A1 (Iran); a.k.a. 'X'.", into what they state."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.listing import Detail, Identifier, Relation
from corpus.readers.ofac_entry import NUMBER_KINDS, fact, identifies, number_kind

_IDENTIFIER = re.compile(
    rf"(?:alt\. )?(?P<kind>{NUMBER_KINDS})(?: No\.?)?(?: Number)?(?:\s*#|:)?\s+(?P<value>[^\s(].*?)"
    r"(?:\s+\((?P<country>[^()]+)\))?(?:\s+(?P<dates>(?:issued|expires)\s.*))?"
)
_WEAK_NAME = re.compile(r"[afn]\.k\.a\. '(?P<name>.+)'")
_BORN = re.compile(r"(?:alt\. )?(?:DOB|POB) (?P<value>.+)")
_BELONGS = re.compile(r"(?:alt\. )?(?:nationality|citizen) (?P<country>.+)")
_LINKED = re.compile(r"\(?Linked To: (?P<name>.+?)\)?")
_FAMILY = re.compile(
    r"(?P<kind>(?:[Ww]ife|[Hh]usband|[Ss]pouse|[Cc]hild|[Ss]on|[Dd]aughter|[Ff]ather|[Mm]other|(?:[Hh]alf-)?[Bb]rother"
    r"|(?:[Hh]alf-)?[Ss]ister|[Nn]ephew|[Cc]ousin) of) (?P<name>.+)"
)
# Labels as found in the list, each followed by its value; a colon or dash between belongs to neither.
_LABELLED = re.compile(
    r"(?:alt\. )?(?P<label>Gender|Additional Sanctions Information|Secondary sanctions risk"
    r"|Transactions Prohibited For Persons Owned or Controlled By U\.S\. Financial Institutions"
    r"|Executive Order \d{5}(?: Directive Determination| Directive Information| information)?"
    r"|CAATSA Section \d+ Information"
    r"|(?:Listing|Effective) Date \([^()]+\)|Organization (?:Established Date|Type)|Target Type"
    r"|(?:(?:Former|Other|Previous) )?Vessel (?:Flag|Type|Owner|Operator|Gross (?:Registered )?Tonnage|Tonnage)"
    r"|Vessel Year of Build|Aircraft (?:Manufacture Date|Model|Operator|Type)|Nationality of Registration"
    r"|E-?mail Address|Website|Phone Number|Telephone(?: Number)?|Tel\.|Fax(?: Number)?|Trading Partner|Height|Weight"
    r"|Eye color|Hair color|Race|Religion|Ethnicity|Profession|Occupation|Marital Status|Ownership|Issuer Name"
    r"|Equity Ticker|Purchase/Sales For Divestment Date|Effective Date|Listing Date|PEESA Information"
    r"|IFCA Determination|UN/LOCODE|Registration Country|PHONE|Phone No\.|Tribe)"
    r"(?: ?:| -)?\s+(?P<value>\S.*)",
    re.IGNORECASE,
)
_ALL_OFFICES = re.compile(
    r"(?:and |includes )?all (?:offices|branches|subsidiaries|other locations)[\w ,]* (?:worldwide|.*)", re.IGNORECASE
)


@dataclass(frozen=True)
class Remarks:
    """What remarks state; each list in their order, without repeats. `rest` is what no other field took."""

    weak_names: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    birth: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    details: tuple[Detail, ...] = ()
    rest: str = ""


def read_remarks(text: str, *, is_cut_off: bool = False) -> Remarks:
    """Names in quotes are "weak aliases" in OFAC's terms; birth holds dates ("circa 1950") and places alike.

    The last part of remarks that are cut off may be half a number or name, and stays in the rest.
    """
    parts = text.split(";")
    cut_off = parts.pop().strip() if is_cut_off else ""
    weak: dict[str, None] = {}
    identifiers: dict[Identifier, None] = {}
    birth: dict[str, None] = {}
    nationalities: dict[str, None] = {}
    relations: dict[Relation, None] = {}
    details: dict[Detail, None] = {}
    rest: list[str] = []
    for at, raw in enumerate(parts):
        part = raw.strip()
        if at == len(parts) - 1:
            part = part.removesuffix(".")
        if not part:
            continue
        if match := _WEAK_NAME.fullmatch(part):
            weak[match["name"].strip()] = None
        elif match := _BORN.fullmatch(part):
            birth[match["value"]] = None
        elif match := _BELONGS.fullmatch(part):
            nationalities[match["country"]] = None
        elif match := _LINKED.fullmatch(part):
            relations[Relation(kind="Linked to", name=_whole(match["name"], part))] = None
        elif match := _FAMILY.fullmatch(part):
            relations[Relation(kind=match["kind"].capitalize(), name=match["name"])] = None
        elif (match := _IDENTIFIER.fullmatch(part)) and identifies(match["value"], match["kind"]):
            kind, value = number_kind(match["kind"]), match["value"].strip()
            identifiers[Identifier(kind=kind, value=value, country=match["country"])] = None
            if match["dates"]:
                details[Detail(label=f"{kind} {value}", value=match["dates"])] = None
        elif match := _LABELLED.fullmatch(part):
            found = fact(match["label"], match["value"])
            if isinstance(found, Detail):
                details[found] = None
        elif _ALL_OFFICES.fullmatch(part):
            details[Detail(label="Offices", value=part)] = None
        else:
            rest.append(part)
    if cut_off:
        rest.append(f"{cut_off} …")
    return Remarks(
        tuple(name for name in weak if name),
        tuple(identifiers),
        tuple(birth),
        tuple(nationalities),
        tuple(relations),
        tuple(details),
        "; ".join(rest),
    )


def _whole(name: str, part: str) -> str:
    """A name that ends in brackets of its own keeps them: only a bracket around the whole part is taken off."""
    return name + ")" if part.endswith(")") and not part.startswith("(") else name
