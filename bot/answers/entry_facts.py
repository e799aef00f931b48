"""What an entry of a list tells of each thing that can be asked of it, as sentences that rest on lines of the entry."""

from __future__ import annotations

import re

from bot.answers.entities import joined, relations, shortened
from bot.answers.list_questions import Facet
from bot.answers.programmes import spelled_out
from bot.answers.statements import HEAD, Statement, edition, list_name
from corpus.listing import Listing, NameKind

_REASON_WORDS = 45
_ASKED_REASON_WORDS = 75
_NAMES_TOLD, _NAMES_ASKED = 3, 20
_OWNS = re.compile(r"\b(?:own\w*|parent|control\w*|sharehold\w*|operator|manager)\b", re.IGNORECASE)
_FLAG = re.compile(r"\bflag(?: of)?:? (?P<flag>[A-Z][^;.,]*)", re.IGNORECASE)


def _programme(entry: Listing, asked: bool) -> list[Statement]:
    if not entry.programmes:
        return []
    shown = joined([spelled_out(programme, entry.list) for programme in entry.programmes])
    text = f"{entry.name} is on {list_name(entry.list)}{edition(entry)} under {shown}."
    return [Statement(text, entry, HEAD)]


def reasons(entry: Listing, asked: bool) -> list[Statement]:
    """What the list itself states as the reason; more of it where that was `asked`."""
    if not entry.reasons:
        return []
    words = _ASKED_REASON_WORDS if asked else _REASON_WORDS
    cut = len(entry.reasons.split()) > words
    reason = shortened(entry.reasons, words).removesuffix(".")
    mark = ("‘", "’") if re.search(r"[\"“”]", reason) else ("“", "”")
    text = f"{entry.name} is listed for, in the words of {list_name(entry.list)}: {mark[0]}{reason}{mark[1]}."
    return [Statement(text, entry, ("Listed for",), quote_words=words if cut else None)]


def aliases(entry: Listing, asked: bool) -> list[Statement]:
    """The other names; all of them, weak ones too, where they were `asked` for."""
    others = [name for name in entry.names[1:] if asked or name.kind is not NameKind.WEAK]
    if not others:
        return []
    most = _NAMES_ASKED if asked else _NAMES_TOLD
    shown = [f"{name.text} (weak)" if name.kind is NameKind.WEAK else name.text for name in others[:most]]
    more = f"; and {len(others) - most} more" if len(others) > most else ""
    whose = f"{entry.name} is also" if asked else "Also"
    return [Statement(_ended(f"{whose} known as {'; '.join(shown)}{more}"), entry, ("Also known as",))]


def told_relations(entry: Listing, asked: bool) -> list[Statement]:
    """The relations the entry states."""
    held = relations(entry)
    if not held:
        return []
    lines = tuple(kind for kind, _ in held) if entry.relations else ("Remarks",)
    most = 12 if asked else 3
    by_kind: dict[str, list[str]] = {}
    for kind, name in held[:most]:
        by_kind.setdefault(kind, []).append(name)
    told = "; ".join(f"{kind}: {', '.join(names)}" for kind, names in by_kind.items())
    more = f"; and {len(held) - most} more" if len(held) > most else ""
    return [Statement(_ended(f"The entry of {entry.name} states: {told}{more}"), entry, lines)]


def _owners(entry: Listing, asked: bool) -> list[Statement]:
    held = [(kind, name) for kind, name in relations(entry) if _OWNS.search(kind)]
    if not held:
        return []
    told = "; ".join(f"{kind}: {name}" for kind, name in held[:6])
    lines = tuple(dict.fromkeys(kind for kind, _ in held)) if entry.relations else ("Remarks",)
    return [Statement(_ended(f"The entry of {entry.name} states: {told}"), entry, lines)]


def _identifiers(entry: Listing, pattern: str) -> list[Statement]:
    held = [item for item in entry.identifiers if re.search(pattern, item.kind, re.IGNORECASE)]
    if not held:
        return []
    told = "; ".join(f"{item.kind} {item.value}" + (f" ({item.country})" if item.country else "") for item in held[:12])
    more = f"; and {len(held) - 12} more" if len(held) > 12 else ""
    answer = held[0].value if len(held) == 1 else ""
    return [Statement(f"The entry of {entry.name} gives {told}{more}.", entry, ("Identifiers",), answer)]


def _flag(entry: Listing, asked: bool) -> list[Statement]:
    details = [(detail.label, detail.value) for detail in entry.details if re.search(r"\bflag\b", detail.label, re.I)]
    if details:
        told = "; ".join(f"{label.lower()} {value}" for label, value in details)
        lines = tuple(label for label, _ in details)
        return [Statement(f"The entry of {entry.name} gives {told}.", entry, lines, details[0][1])]
    stated = _FLAG.search(entry.remarks or "")
    if not stated:
        return []
    flag = stated["flag"].strip()
    return [Statement(f"The entry of {entry.name} gives the flag {flag}.", entry, ("Remarks",), flag)]


def _birth(entry: Listing, asked: bool) -> list[Statement]:
    told = "; ".join(entry.birth[:6])
    return [Statement(f"The entry of {entry.name} gives as birth: {told}.", entry, ("Born",), told)] if told else []


def _nationality(entry: Listing, asked: bool) -> list[Statement]:
    if not entry.nationalities:
        return []
    told = joined(entry.nationalities[:5])
    return [Statement(f"The entry of {entry.name} gives as nationality {told}.", entry, ("Nationalities",), told)]


def _position(entry: Listing, asked: bool) -> list[Statement]:
    if not entry.position:
        return []
    told = shortened(entry.position, 40)
    return [Statement(_ended(f"The entry of {entry.name} gives as position: {told}"), entry, ("Position",), told)]


def _addresses(entry: Listing, asked: bool) -> list[Statement]:
    if not entry.addresses:
        return []
    more = f"; and {len(entry.addresses) - 5} more" if len(entry.addresses) > 5 else ""
    told = "; ".join(entry.addresses[:5])
    return [Statement(_ended(f"The entry of {entry.name} gives as address: {told}{more}"), entry, ("Addresses",))]


def _says(entry: Listing, asked: bool) -> list[Statement]:
    told = reasons(entry, True)
    if not told and entry.remarks:
        remarks = shortened(entry.remarks, _REASON_WORDS)
        told = [Statement(_ended(f"Its entry remarks: “{remarks.removesuffix('.')}”"), entry, ("Remarks",))]
    return told + told_relations(entry, False) + (aliases(entry, False) if not told else [])


TELLERS = {
    Facet.PROGRAMME: _programme,
    Facet.REASONS: reasons,
    Facet.ALIASES: aliases,
    Facet.IMO: lambda entry, asked: _identifiers(entry, r"\bIMO\b"),
    Facet.PASSPORT: lambda entry, asked: _identifiers(entry, r"passport"),
    Facet.IDENTIFIERS: lambda entry, asked: _identifiers(entry, ""),
    Facet.FLAG: _flag,
    Facet.BIRTH: _birth,
    Facet.NATIONALITY: _nationality,
    Facet.POSITION: _position,
    Facet.ADDRESSES: _addresses,
    Facet.OWNERS: _owners,
    Facet.HOLDINGS: told_relations,
    Facet.RELATIONS: told_relations,
    Facet.SAYS: _says,
}
_WORDS_FOR = {
    Facet.PROGRAMME: "a programme",
    Facet.REASONS: "a reason in words",
    Facet.ALIASES: "other names",
    Facet.IMO: "an IMO number",
    Facet.PASSPORT: "a passport",
    Facet.IDENTIFIERS: "identifying numbers",
    Facet.FLAG: "a flag",
    Facet.BIRTH: "a date or place of birth",
    Facet.NATIONALITY: "a nationality",
    Facet.POSITION: "a position",
    Facet.ADDRESSES: "an address",
    Facet.OWNERS: "an owner",
    Facet.HOLDINGS: "holdings or other relations",
    Facet.RELATIONS: "relations to others",
    Facet.SAYS: "reasons or remarks in words",
}


def untold(facet: Facet, entry: Listing) -> Statement:
    """That the entry does not say what was asked, with what it does say instead where that comes near."""
    text = f"The entry of {entry.name} on {list_name(entry.list)}{edition(entry)} does not give {_WORDS_FOR[facet]}"
    if facet is Facet.REASONS and entry.programmes:
        text += f"; it stands under {joined([spelled_out(one, entry.list) for one in entry.programmes[:4]])}"
        return Statement(f"{text}.", entry, HEAD)
    if facet is Facet.OWNERS and (others := relations(entry)):
        told = "; ".join(f"{kind}: {name}" for kind, name in others[:3])
        lines = tuple(dict.fromkeys(kind for kind, _ in others)) if entry.relations else ("Remarks",)
        return Statement(f"{text}; it states {told}.", entry, lines)
    return Statement(f"{text}.", entry, ("Name", "Kind"))


def _ended(text: str) -> str:
    """With the full stop that ends a sentence, unless an abbreviation brings one."""
    return text if text.endswith(".") else f"{text}."
