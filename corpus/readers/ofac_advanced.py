"""OFAC's lists in their advanced XML form (sdn_advanced.xml, cons_advanced.xml).

The form that holds most: names in original scripts, dates of listing, legal bases, and relations between entries.
It is read twice, first for what parties refer to by number (`ofac_advanced_values`), then party by party.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.errors import InputError
from corpus.listing import Detail, EntityKind, Identifier, Listing, Name, NameKind, Relation
from corpus.readers import ofac_advanced_values, xml_stream
from corpus.readers.contents import Skip
from corpus.readers.ofac_advanced_values import Entry, Values, name_of, part_types, period, primary_name
from corpus.readers.ofac_entry import CONSOLIDATED, KINDS, SDN, OfacList, each_once, fact, is_consolidated, page_of
from corpus.readers.ofac_remarks import read_remarks
from corpus.readers.skipped import Skipped
from corpus.readers.unread import Unread
from corpus.readers.xml_stream import Root, children, local_name, text_of

_BIRTH = {"birthdate", "place of birth"}
_NATIONALITY = {"nationality country", "citizenship country", "nationality", "citizenship"}
_PROFILE = {"Identity", "Feature", "Comment", "SanctionsEntryReference", "ExternalReference"}
_FEATURE = {"FeatureVersion", "IdentityReference", "Comment"}
_VERSION = {"Comment", "DatePeriod", "VersionDetail", "VersionLocation"}


def recognises(root: Root) -> bool:
    """Whether the file is one of OFAC's lists in this form."""
    return root.name == "Sanctions"


def read(path: Path, skip: Skip) -> Iterator[Listing]:
    """The designations, one per list a party stands on. `as_of` is the file's DateOfIssue.

    A file that is cut off gives nothing: dates of listing and programmes stand at its end. Raises InputError then.
    """
    values = ofac_advanced_values.collect(path)
    unread = Unread()
    for party in xml_stream.elements(path, {"DistinctParty"}):
        try:
            yield from _listings(party, values, path, unread)
        except InputError as error:
            skip(Skipped(str(path), party.sourceline, error.reason))
    if values.as_of is None:
        skip(Skipped(str(path), None, "no DateOfIssue in it: the edition's date is not known"))
    unread.tell(path, skip)


def _listings(party: Any, values: Values, path: Path, unread: Unread) -> Iterator[Listing]:
    profiles = children(party, "Profile")
    if not profiles:
        raise InputError(f"party {party.get('FixedRef', '')[:20]!r} has no Profile")
    for child in party:
        if local_name(child) not in ("Profile", "Comment") and text_of(child):
            unread.note(f"element DistinctParty/{local_name(child)}")
    for profile in profiles:
        number = profile.get("ID", "")
        uid = party.get("FixedRef") or number if len(profiles) == 1 else number
        if not (uid.isascii() and uid.isdigit()):
            raise InputError(f"the party's number is {uid[:20]!r}")
        entries = values.entries.get(number, [])
        if not entries:
            raise InputError(f"party {uid} stands on no list of the file (no SanctionsEntry)")
        by_list: dict[str, list[Entry]] = {}
        for entry in entries:
            by_list.setdefault(_list_of(entry, path).prefix, []).append(entry)
        for prefix, of_list in by_list.items():
            which = SDN if prefix == SDN.prefix else CONSOLIDATED
            party_facts = _Facts(profile, values, unread)
            party_facts.remarks.append(text_of(party, "Comment"))
            yield party_facts.listing(which.id_of(uid), which.name, page_of(uid), of_list)


def _list_of(entry: Entry, path: Path) -> OfacList:
    """The entry's list; where the file does not name it, by the file's name."""
    name = entry.list_name.lower()
    if not name:
        return CONSOLIDATED if is_consolidated(path) else SDN
    return SDN if "sdn" in name and "non" not in name else CONSOLIDATED


class _Facts:
    """What one profile states."""

    def __init__(self, profile: Any, values: Values, unread: Unread) -> None:
        self._values = values
        self._profile = profile
        self._unread = unread
        self.names: list[Name] = []
        self.identifiers: list[Identifier] = []
        self.details: list[Detail] = []
        self.addresses: list[str] = []
        self.birth: list[str] = []
        self.nationalities: list[str] = []
        self.positions: list[str] = []
        self.remarks: list[str] = [text_of(profile, "Comment")]
        for child in profile:
            name = local_name(child)
            if name == "Identity":
                self._identity(child)
            elif name == "Feature":
                self._feature(child)
            elif name not in _PROFILE and text_of(child):
                unread.note(f"element Profile/{name}")

    def listing(self, listing_id: str, list_name: str, page: str, entries: list[Entry]) -> Listing:
        """The whole entry. Raises InputError where it has no name or is of an unknown kind."""
        uid = listing_id.rpartition(":")[2]
        first = primary_name(self._profile, self._values) or (self.names[0].text if self.names else "")
        if not first:
            raise InputError(f"party {uid} has no name")
        stated = read_remarks("; ".join(remark.rstrip(".") for remark in self.remarks if remark))
        days = [entry.listed_on for entry in entries if entry.listed_on]
        ends = [entry.delisted_on for entry in entries]
        list_names = [] if listing_id.startswith(SDN.prefix) else dict.fromkeys(entry.list_name for entry in entries)
        details = [
            *self.details,
            *(Detail(label="List", value=name) for name in list_names if name),
            *(detail for entry in entries for detail in entry.details),
            *stated.details,
        ]
        return Listing(
            id=listing_id,
            list=list_name,
            names=each_once(
                [
                    Name(text=first),
                    *self.names,
                    *(Name(text=weak, kind=NameKind.WEAK) for weak in stated.weak_names),
                ]
            ),
            kind=self._kind(uid),
            programmes=tuple(dict.fromkeys(name for entry in entries for name in entry.programmes)),
            listed_on=min(days, default=None),
            delisted_on=max((end for end in ends if end), default=None) if all(ends) else None,
            identifiers=tuple(dict.fromkeys([*self.identifiers, *stated.identifiers])),
            addresses=tuple(dict.fromkeys(self.addresses)),
            birth=tuple(dict.fromkeys([*self.birth, *stated.birth])),
            nationalities=tuple(dict.fromkeys([*self.nationalities, *stated.nationalities])),
            position="; ".join(dict.fromkeys(self.positions)) or None,
            relations=tuple(dict.fromkeys([*self._relations(), *stated.relations])),
            details=tuple(dict.fromkeys(details)),
            remarks=stated.rest or None,
            source_url=page,
            as_of=self._values.as_of,
        )

    def _kind(self, uid: str) -> EntityKind:
        number = self._profile.get("PartySubTypeID")
        names = [self._values.of("PartySubType", number), self._values.party_types.get(number or "", "")]
        kind = next((name.lower() for name in names if name.lower() in KINDS and name), None)
        if kind is None:
            raise InputError(f"party {uid} is of an unknown type, {' / '.join(names)[:60]!r}")
        return KINDS[kind]

    def _relations(self) -> Iterator[Relation]:
        for kind, other, comment in self._values.relations.get(self._profile.get("ID", ""), []):
            name = self._values.profile_names.get(other) or f"entry {other}"
            yield Relation(kind=kind, name=f"{name} ({comment})" if comment else name)

    def _identity(self, identity: Any) -> None:
        parts = part_types(identity, self._values)
        for alias in children(identity, "Alias"):
            is_weak = alias.get("LowQuality") == "true"
            for documented in children(alias, "DocumentedName"):
                text, is_latin = name_of(documented, parts, self._values)
                kind = NameKind.WEAK if is_weak else NameKind.ALIAS
                if text:
                    kind = kind if is_latin else NameKind.ORIGINAL_SCRIPT
                    self.names.append(Name(text=text, kind=kind))
                    how = self._values.of("AliasType", alias.get("AliasTypeID"))
                    if how.upper().startswith("F.K.A"):
                        self.details.append(Detail(label=f"Name {text}", value="formerly known as"))
        for found in self._values.documents.get(identity.get("ID", ""), []):
            self._take(found)

    def _feature(self, feature: Any) -> None:
        kind = self._values.of("FeatureType", feature.get("FeatureTypeID")) or "Feature"
        for part in feature:
            if local_name(part) not in _FEATURE and text_of(part):
                self._unread.note(f"element Feature/{local_name(part)}")
        for version in children(feature, "FeatureVersion"):
            for part in version:
                if local_name(part) not in _VERSION and text_of(part):
                    self._unread.note(f"element FeatureVersion/{local_name(part)}")
            for value in self._stated(version):
                self._state(kind, value)

    def _stated(self, version: Any) -> Iterator[str]:
        """Every value of a feature: dates, places, words or reference values, each with the comment on it."""
        comment = text_of(version, "Comment")
        found = [period(one) for one in children(version, "DatePeriod")]
        found += [
            self._values.places.get(one.get("LocationID", ""), "") for one in children(version, "VersionLocation")
        ]
        found += [
            text_of(one) or self._values.of("DetailReference", one.get("DetailReferenceID"))
            for one in children(version, "VersionDetail")
        ]
        found = [value for value in found if value]
        if not found and comment:
            yield comment
        for value in found:
            yield f"{value} ({comment})" if comment else value

    def _state(self, kind: str, value: str) -> None:
        known = kind.lower()
        if known in _BIRTH:
            self.birth.append(value)
        elif known in _NATIONALITY:
            self.nationalities.append(value)
        elif known == "location":
            self.addresses.append(value)
        elif known == "title":
            self.positions.append(value)
        else:
            self._take(fact(kind, value))

    def _take(self, found: Identifier | Detail) -> None:
        if isinstance(found, Identifier):
            self.identifiers.append(found)
        else:
            self.details.append(found)
