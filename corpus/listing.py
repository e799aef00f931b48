"""Listing: one entry of an official sanctions list (a designation) as the corpus keeps it."""

from __future__ import annotations

import hashlib
from datetime import date
from enum import StrEnum
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field


class NameKind(StrEnum):
    """How strongly a name stands for the entity."""

    PRIMARY = "primary"
    ALIAS = "alias"
    WEAK = "weak"
    ORIGINAL_SCRIPT = "original script"


class EntityKind(StrEnum):
    """What was designated."""

    PERSON = "person"
    ENTITY = "entity"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"


class Name(BaseModel):
    """One name of a listed entity, as the list writes it."""

    model_config = ConfigDict(frozen=True)

    text: str = Field(min_length=1)
    kind: NameKind = NameKind.PRIMARY
    language: str | None = None  # of an original script, where the list tells: "Russian", "ar"


class Identifier(BaseModel):
    """A number that identifies the entity: passport, registration, IMO, tax number …"""

    model_config = ConfigDict(frozen=True)

    kind: str
    value: str
    country: str | None = None


class Relation(BaseModel):
    """Another listed name this entry is tied to, in the list's words: `kind` "Linked to", `name` "HIZBALLAH"."""

    model_config = ConfigDict(frozen=True)

    kind: str
    name: str = Field(min_length=1)


class Detail(BaseModel):
    """A further fact of the entry under the list's own label, "Flag" or "Legal basis", kept as it is written."""

    model_config = ConfigDict(frozen=True)

    label: str
    value: str = Field(min_length=1)


class Listing(BaseModel):
    """One designation. `id` is stable over editions of its list, e.g. `ofac-sdn:30502`.

    `listed_on` and `delisted_on` are None where the list does not say; `as_of` is the edition's date. `reasons` is
    the list's own statement of what the entity is listed for; `remarks` what the list adds and no other field holds.
    Where a newer edition no longer has the entry, `absent_from` is that edition's date and `last_seen` that of the
    last one that had it; of a list without dates, the days these were read.
    """

    model_config = ConfigDict(frozen=True)

    id: str = Field(min_length=1)
    list: str
    names: tuple[Name, ...] = Field(min_length=1)
    kind: EntityKind
    programmes: tuple[str, ...] = ()
    listed_on: date | None = None
    delisted_on: date | None = None
    identifiers: tuple[Identifier, ...] = ()
    addresses: tuple[str, ...] = ()
    birth: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    position: str | None = None
    reasons: str | None = None
    relations: tuple[Relation, ...] = ()
    details: tuple[Detail, ...] = ()
    remarks: str | None = None
    source_url: str | None = None
    as_of: date | None = None
    last_seen: date | None = None
    absent_from: date | None = None

    @property
    def name(self) -> str:
        """The primary name."""
        return self.names[0].text

    @cached_property
    def checksum(self) -> str:
        """32 hex digits over the whole entry, so that a new edition of a list shows what changed."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:32]


def entry_text(listing: Listing) -> str:
    """The entry in words, one fact a line, always the same for the same version: what citations of it quote from.

    Who it is and since when it is listed stand together, so that one quote shows both.
    """
    others = listing.names[1:]
    aliases = "; ".join(f"{name.text} (weak)" if name.kind is NameKind.WEAK else name.text for name in others)
    identifiers = "; ".join(
        f"{item.kind} {item.value}" + (f" ({item.country})" if item.country else "") for item in listing.identifiers
    )
    edition = "the edition of" if listing.as_of else "the list as read on"
    facts = [
        ("Name", listing.name),
        ("Kind", listing.kind.value),
        ("Position", listing.position or ""),
        ("Born", "; ".join(listing.birth)),
        ("Nationalities", "; ".join(listing.nationalities)),
        ("Programmes", "; ".join(listing.programmes)),
        ("Listed on", listing.listed_on.isoformat() if listing.listed_on else ""),
        ("Removed on", listing.delisted_on.isoformat() if listing.delisted_on else ""),
        ("Last seen in", f"{edition} {listing.last_seen}" if listing.last_seen else ""),
        ("Absent from", f"{edition} {listing.absent_from}" if listing.absent_from else ""),
        ("Also known as", aliases),
        ("Identifiers", identifiers),
        ("Addresses", "; ".join(listing.addresses)),
        ("Listed for", listing.reasons or ""),
        *((relation.kind, relation.name) for relation in listing.relations),
        *((detail.label, detail.value) for detail in listing.details),
        ("Remarks", listing.remarks or ""),
    ]
    return "\n".join(f"{label}: {value}" for label, value in facts if value)
