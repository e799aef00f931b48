"""Who is who on the lists: entries of several lists about the same one, and what tells namesakes apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.listing import EntityKind, Listing, NameKind
from index.name_words import core, keys

_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_MOST_FACT_WORDS = 12
_STRONG = (NameKind.PRIMARY, NameKind.ALIAS, NameKind.ORIGINAL_SCRIPT)


@dataclass(frozen=True)
class Designated:
    """One person, company or vessel with the entries that lists have on it, at least one, the best match first."""

    entries: tuple[Listing, ...]
    known_as: str = ""  # the listed name by which it was found, where that is not the name it goes under

    @property
    def name(self) -> str:
        """The name as the first entry has it."""
        return self.entries[0].name

    @property
    def kind(self) -> EntityKind:
        """What was designated."""
        return self.entries[0].kind

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its entries."""
        return frozenset(entry.id for entry in self.entries)


def grouped(listings: Iterable[Listing]) -> list[Designated]:
    """`listings` by whom they are about, in their order; entries are joined only where nothing speaks against it."""
    groups: list[list[Listing]] = []
    for listing in listings:
        joined = [group for group in groups if any(same(listing, other) for other in group)]
        if len(joined) == 1 and not any(contradict(listing, other) for other in joined[0]):
            joined[0].append(listing)
        else:
            groups.append([listing])
    return [Designated(tuple(group)) for group in groups]


def same(one: Listing, other: Listing) -> bool:
    """Whether entries of two lists are about the same one: a number in common, or the name and what goes with it.

    A name alone is enough for companies; persons need the year of birth, vessels their number.
    """
    if one.list == other.list or contradict(one, other):
        return False
    if _numbers(one) & _numbers(other):
        return True
    shared = _names(one) & _names(other)
    if not shared or one.kind in (EntityKind.VESSEL, EntityKind.AIRCRAFT):
        return False
    if one.kind is EntityKind.PERSON:
        if birth_years(one) & birth_years(other):
            return True
        # Without a year of birth on both sides, a name of three words and the country must be the same.
        countries = {country.casefold() for country in one.nationalities}
        return any(len(name) > 2 for name in shared) and not countries.isdisjoint(
            country.casefold() for country in other.nationalities
        )
    return any(len(name) > 1 or len(name[0]) > 3 for name in shared)


def contradict(one: Listing, other: Listing) -> bool:
    """Whether what the entries say can't be true of the same one."""
    if one.kind is not other.kind:
        return True
    years, others = birth_years(one), birth_years(other)
    if years and others and not years & others:
        return True
    imo, other_imo = _imo(one), _imo(other)
    return bool(imo and other_imo and not imo & other_imo)


def birth_years(listing: Listing) -> set[int]:
    """The years of birth an entry allows for; "between 1960 and 1963" allows for four, "circa 1960" for three."""
    found: set[int] = set()
    for text in listing.birth:
        years = [int(year) for year in _YEAR.findall(text)]
        if len(years) == 2 and re.search(r"\b(?:between|to|and)\b|\d\s*[-–]\s*\d{4}", text):
            found.update(range(min(years), max(years) + 1))
        elif re.search(r"\b(?:circa|approximately|c\.|about)", text, re.IGNORECASE):
            found.update(year + by for year in years for by in (-1, 0, 1))
        else:
            found.update(years)
    return found


def facts(listing: Listing) -> list[str]:
    """What tells the entry from those of namesakes: kind, year of birth, country, role, number, programmes."""
    told = []
    if listing.kind is not EntityKind.PERSON:
        told.append(listing.kind.value)
    dated = next((text for text in listing.birth if _YEAR.search(text)), None)
    if dated:
        told.append(f"born {dated}")
    if listing.nationalities:
        told.append("/".join(listing.nationalities[:3]))
    elif listing.kind is EntityKind.PERSON and (place := next((b for b in listing.birth if not _YEAR.search(b)), None)):
        told.append(f"born in {place}")
    if listing.position:
        told.append(shortened(listing.position, _MOST_FACT_WORDS))
    if imo := next((item.value for item in listing.identifiers if "IMO" in item.kind), None):
        told.append(f"IMO {imo}")
    if not told[1:] and listing.addresses:
        told.append(listing.addresses[0])
    if listing.programmes and not (dated and listing.nationalities):
        told.append("/".join(listing.programmes[:3]))
    return told


def described(entity: Designated) -> str:
    """The name with what tells it from namesakes and the lists: "SALEH, Ali (born 1960; Yemen; OFAC SDN)"."""
    lists = " and ".join(dict.fromkeys(entry.list for entry in entity.entries))
    richest = max(entity.entries, key=lambda entry: len(facts(entry)))
    known_as = f", also {entity.known_as}" if entity.known_as else ""
    return f"{entity.name}{known_as} ({'; '.join([*facts(richest), lists])})"


def shortened(text: str, words: int) -> str:
    """`text` cut to `words` words."""
    parts = text.split()
    return text if len(parts) <= words else f"{' '.join(parts[:words]).rstrip(',;:')} …"


def bears(listing: Listing, name: str) -> bool:
    """Whether `name` is, word for word in whatever order, one of the entry's strong names."""
    return tuple(sorted(core(keys(name)))) in _names(listing)


def spoken(listing: Listing) -> str:
    """The primary name in the order it is spoken: "Vladimir PUTIN" for "PUTIN, Vladimir"."""
    family, comma, given = listing.name.partition(", ")
    return f"{given} {family}" if comma and listing.kind is EntityKind.PERSON and "," not in given else listing.name


_LINKED = re.compile(r"\bLinked (?:by OFAC )?to:? (?P<names>[^.;]+(?:\.(?! |$)[^.;]*)*(?:; (?![^;]*:)[^.;]+)*)", re.I)
_OWNER = re.compile(r"(?:^|; )Owner (?P<names>[^;]+)")


def relations(listing: Listing) -> list[tuple[str, str]]:
    """(kind, other name) of each relation the entry states, in a field of its own or in its remarks."""
    found = [(relation.kind, relation.name) for relation in listing.relations]
    if not found and listing.remarks:
        for pattern, kind in ((_LINKED, "Linked to"), (_OWNER, "Owner")):
            for match in pattern.finditer(listing.remarks):
                found += [(kind, name.strip()) for name in match["names"].split(";") if name.strip()]
    return found


def joined(texts: Sequence[str]) -> str:
    """a, b and c."""
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"


def _names(listing: Listing) -> set[tuple[str, ...]]:
    words = (core(keys(name.text)) for name in listing.names if name.kind in _STRONG)
    return {tuple(sorted(name)) for name in words if name}


def _numbers(listing: Listing) -> set[str]:
    """Its identifying numbers without marks; short ones are not telling."""
    bare = (re.sub(r"[\W_]", "", item.value).upper() for item in listing.identifiers)
    return {number for number in bare if len(number) >= 6 and any(c.isdigit() for c in number)}


def _imo(listing: Listing) -> set[str]:
    return {number for item in listing.identifiers if "IMO" in item.kind for number in re.findall(r"\d{7}", item.value)}
