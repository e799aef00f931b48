"""One entry of the EU's consolidated list, from the attributes its XML gives; the CSV gives the same by other names.

A fact is a name, address, birth date, identification or citizenship: a dict from attribute to text without empty
ones, with its `remark` among them.
"""

from __future__ import annotations

from collections.abc import Callable

from corpus.errors import InputError
from corpus.listing import EntityKind, NameKind
from corpus.readers.dates import read_date
from corpus.readers.draft import Draft, day_first, is_original_script
from corpus.readers.eu_remarks import listed_on
from corpus.readers.unread import Unread

LIST = "EU Financial Sanctions"
_KINDS = {
    "person": EntityKind.PERSON, "p": EntityKind.PERSON, "enterprise": EntityKind.ENTITY, "e": EntityKind.ENTITY,
    "entity": EntityKind.ENTITY, "vessel": EntityKind.VESSEL, "v": EntityKind.VESSEL, "ship": EntityKind.VESSEL,
    "aircraft": EntityKind.AIRCRAFT,
}  # fmt: skip
# Numbers of the publisher's database, and the act a single fact rests on: the acts of the entry itself are kept.
_PASSED_OVER = {"logicalid", "regulationlanguage"}
_GENDERS = {"M": "male", "F": "female"}
_UNKNOWN_COUNTRY = {"00", "unknown"}

Fact = dict[str, str]


def kind_of(code: str) -> EntityKind:
    """The kind that "person" or "P" stands for. Raises InputError for an unknown one."""
    if code.lower() not in _KINDS:
        raise InputError(f"an entry of the unknown type {code[:40]!r}")
    return _KINDS[code.lower()]


class EuEntry:
    """An entry being put together: its own attributes first, then its facts in any order."""

    def __init__(self, entity: Fact, code: str, unread: Unread) -> None:
        """Raises InputError where the entry has no number or an unknown type."""
        number = entity.get("eureferencenumber") or entity.get("logicalid")
        if not number:
            raise InputError("an entry without EU reference and logical id")
        self.draft = Draft(f"eu:{number}", LIST, kind_of(code))
        self._unread = unread
        self._names: list[tuple[str, NameKind, str]] = []
        self._remarks: list[str] = []
        self._designated_on = ""
        self.about(entity)

    def about(self, entity: Fact) -> None:
        """The entry's own attributes."""
        entity = dict(entity)
        self._designated_on = entity.pop("designationdate", self._designated_on)
        self.draft.identifier("EU reference", entity.pop("eureferencenumber", ""))
        self.draft.identifier("UN reference", entity.pop("unitednationid", ""))
        self.draft.detail("Designation details", entity.pop("designationdetails", ""))
        self.remark(entity.pop("remark", ""))
        self._rest("sanctionEntity", entity)

    def remark(self, text: str) -> None:
        """What the list adds to the entry."""
        if text and text not in self._remarks:
            self._remarks.append(text)
        self.draft.remark(text)

    def regulation(self, fact: Fact) -> None:
        """The act the entry rests on, in its latest version."""
        fact = dict(fact)
        self.draft.programme(fact.pop("programme", ""))
        self.draft.source_url(fact.pop("publicationurl", ""))
        told = [fact.pop("numbertitle", ""), fact.pop("regulationtype", "")]
        if maker := fact.pop("organisationtype", ""):
            told.append(f"by the {maker}")
        for label, name in [("published", "publicationdate"), ("in force since", "entryintoforcedate")]:
            if given := fact.pop(name, ""):
                told.append(f"{label} {_day(given)}")
        self.draft.detail("Legal basis", "; ".join(part for part in [*told, fact.pop("remark", "")] if part))
        self._rest("regulation", fact)

    def name(self, fact: Fact) -> None:
        """A name, with what its holder does."""
        fact = dict(fact)
        parts = [fact.pop(part, "") for part in ("firstname", "middlename", "lastname")]
        text = fact.pop("wholename", "") or " ".join(part for part in parts if part)
        remark = fact.pop("remark", "")
        is_weak = fact.pop("strong", "true").lower() == "false" or "low quality" in remark.lower()
        if text:
            kind = NameKind.WEAK if is_weak else NameKind.ALIAS
            self._names.append((text, kind, fact.pop("namelanguage", "")))
            self.draft.detail(f"Note on the name {text}", remark)
        self.draft.position(fact.pop("function", ""))
        self.draft.detail("Title", fact.pop("title", ""))
        gender = fact.pop("gender", "")
        self.draft.detail("Gender", _GENDERS.get(gender.upper(), gender))
        self._rest("nameAlias", fact, "namelanguage")

    def address(self, fact: Fact) -> None:
        """An address; ways to reach someone come in it too."""
        fact = dict(fact)
        box = fact.pop("pobox", "")
        town = " ".join(part for part in (fact.pop("zipcode", ""), fact.pop("city", "")) if part)
        parts = [fact.pop("street", ""), f"PO box {box}" if box else "", fact.pop("place", ""), town,
                 fact.pop("region", ""), _country(fact)]  # fmt: skip
        notes = [fact.pop("remark", "")]
        if fact.pop("asatlistingtime", "").lower() == "true":
            notes.append("as at the time of listing")
        where = ", ".join(part for part in parts if part)
        note = "; ".join(note for note in notes if note)
        self.draft.address((f"{where} ({note})" if note else where) if where else note)
        self.draft.detail("Contact", fact.pop("contactinfo", ""))
        self._rest("address", fact)

    def contact(self, key: str, value: str) -> None:
        """A telephone number, web site … under the list's name for it."""
        self.draft.detail(key.replace("_", " ").capitalize() or "Contact", value)

    def birth(self, fact: Fact) -> None:
        """When and where the person was born, as far as it is told."""
        fact = dict(fact)
        day = _day(fact.pop("birthdate", ""))
        year, month, number = (fact.pop(part, "") for part in ("year", "monthofyear", "dayofmonth"))
        start, end = fact.pop("yearrangefrom", ""), fact.pop("yearrangeto", "")
        if not day and year.strip("0"):
            day = year + (f"-{int(month):02}" if month.isdecimal() and int(month) else "")
            day += f"-{int(number):02}" if len(day) > len(year) and number.isdecimal() and int(number) else ""
        if not day and start + end:
            day = f"{start} to {end}" if start != end and start and end else start or end
        if fact.pop("circa", "").lower() == "true" and day:
            day = f"circa {day}"
        calendar = fact.pop("calendartype", "GREGORIAN")
        note = "; ".join(
            part for part in (fact.pop("remark", ""), "" if calendar == "GREGORIAN" else f"{calendar} calendar") if part
        )
        self.draft.birth(f"{day} ({note})" if day and note else day or note)
        places = [fact.pop("place", ""), " ".join(filter(None, (fact.pop("zipcode", ""), fact.pop("city", "")))),
                  fact.pop("region", ""), _country(fact)]  # fmt: skip
        self.draft.birth(", ".join(part for part in places if part))
        self._rest("birthdate", fact)

    def identification(self, fact: Fact) -> None:
        """A document or number, with all that speaks against it."""
        fact = dict(fact)
        code = fact.pop("identificationtypecode", "")
        kind = fact.pop("identificationtypedescription", "") or code or "Number"
        kind = "IMO" if code.lower() == "imo" else kind
        number, latin = fact.pop("number", ""), fact.pop("latinnumber", "")
        self.draft.identifier(kind, number or latin, _country(fact) or None)
        told = [f"also written {latin}"] if number and latin and latin != number else []
        for name, words in [("diplomatic", "diplomatic"), ("knownexpired", "known to be expired"),
                            ("knownfalse", "known to be false"), ("reportedlost", "reported lost"),
                            ("revokedbyissuer", "revoked by its issuer")]:  # fmt: skip
            told += [words] if fact.pop(name, "").lower() == "true" else []
        for name, words in [("nameondocument", "in the name of"), ("issuedby", "issued by"),
                            ("region", "region")]:  # fmt: skip
            told += [f"{words} {value}"] if (value := fact.pop(name, "")) else []
        for name, words in [("issueddate", "issued on"), ("validfrom", "valid from"),
                            ("validto", "valid to")]:  # fmt: skip
            told += [f"{words} {_day(value)}"] if (value := fact.pop(name, "")) else []
        told += [remark] if (remark := fact.pop("remark", "")) else []
        self.draft.detail(f"{kind} {number or latin}".strip(), "; ".join(told))
        self._rest("identification", fact)

    def citizenship(self, fact: Fact) -> None:
        """A country the person belongs to."""
        fact = dict(fact)
        where = ", ".join(part for part in (fact.pop("region", ""), _country(fact)) if part)
        remark = fact.pop("remark", "")
        self.draft.nationality(f"{where} ({remark})" if where and remark else where or remark)
        self._rest("citizenship", fact)

    def finished(self) -> Draft:
        """The whole entry. The list marks no name as the first: it is the first strong one in Latin letters, rather
        without a language or in English than a translation into another."""

        def rank(name: tuple[str, NameKind, str]) -> int:
            text, kind, language = name
            if kind is NameKind.WEAK or is_original_script(text):
                return 2
            return 0 if language.upper() in {"", "EN"} else 1

        for text, kind, language in sorted(self._names, key=rank):
            self.draft.name(text, kind, language)
        self.draft.listed_on = day_first(self._designated_on) or listed_on(self._remarks)
        return self.draft

    def _rest(self, element: str, fact: Fact, *also: str) -> None:
        for name in fact.keys() - _PASSED_OVER - set(also):
            self._unread.note(f"attribute {element}/{name}")


def facts_of(entry: EuEntry) -> dict[str, Callable[[Fact], None]]:
    """What takes in a fact, by the name of its element in small letters."""
    return {
        "namealias": entry.name, "address": entry.address, "birthdate": entry.birth,
        "identification": entry.identification, "citizenship": entry.citizenship, "regulation": entry.regulation,
    }  # fmt: skip


def _country(fact: Fact) -> str:
    code, name = fact.pop("countryiso2code", ""), fact.pop("countrydescription", "")
    name = "" if name.lower() in _UNKNOWN_COUNTRY else name
    return name or ("" if code in _UNKNOWN_COUNTRY else code)


def _day(text: str) -> str:
    found = day_first(text) or read_date(text)
    return found.isoformat() if found else text
