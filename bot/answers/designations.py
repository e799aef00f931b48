"""The designation card: what official lists say of someone, what was asked first, each sentence with its citation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answers.answer import Citation, Sentence
from bot.answers.entities import Designated, facts, joined, relations, shortened
from bot.answers.list_questions import Facet
from bot.answers.programmes import authority, decided_by, spelled_out
from bot.answers.quotes import Draft, long_date
from corpus.listing import EntityKind, Listing, NameKind, entry_text

MOST_ENTITIES = 3
MOST_WORDS = 110  # of an answer of at most 120, its marks counted
_MOST_LISTS = 4
_REASON_WORDS = 45
_ASKED_REASON_WORDS = 75
_NAMES_TOLD, _NAMES_ASKED = 4, 20
_HEAD = ("Name", "Kind", "Position", "Born", "Nationalities", "Programmes", "Listed on", "Removed on", "Last seen in",
         "Absent from")  # fmt: skip
_OWNERSHIP = {
    "US": "Companies owned 50 % or more by listed persons can be covered too, without being named "
    "(OFAC 50 Percent Rule).",
    "EU": "Companies owned or controlled by listed persons can be covered too, without being named (EU).",
    "UK": "Companies owned or controlled by listed persons can be covered too, without being named (UK).",
}
_OWNS = re.compile(r"\b(?:own\w*|parent|control\w*|sharehold\w*|operator|manager)\b", re.IGNORECASE)
_FLAG = re.compile(r"\bflag(?: of)?:? (?P<flag>[A-Z][^;.,]*)", re.IGNORECASE)


@dataclass(frozen=True)
class Statement:
    """One sentence and the lines of the entry that it rests on; `answer` is the very answer in it, where one is."""

    text: str
    listing: Listing
    lines: tuple[str, ...]
    answer: str = ""
    quote_words: int | None = None  # how many words of the line are quoted, where it is cut


def write_designations(
    entities: Sequence[Designated],
    asked: Sequence[Facet] = (Facet.LISTED,),
    first_number: int = 1,
    as_of: date | None = None,
    *,
    whose: str | None = None,
    most_words: int = MOST_WORDS,
) -> Draft:
    """The card of each of up to three `entities`, numbered from `first_number`, what was `asked` first.

    `whose` is the authority asked about: its entries come first.
    """
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    numbers: dict[tuple[str, int, int], int] = {}
    paragraphs = []
    words = 0
    brief = len(entities) > 1 or most_words < MOST_WORDS
    for entity in entities[:MOST_ENTITIES]:
        told = []
        for at, statement in enumerate(_statements(entity, asked, as_of, whose, brief=brief)):
            count = len(statement.text.split())
            if at and words + count > most_words:
                continue
            words += count
            text = statement.text
            start, end = _quoted(statement)
            key = (statement.listing.id, start, end)
            if key not in numbers:
                numbers[key] = first_number + len(citations)
                citations.append(_citation(numbers[key], statement.listing, start, end))
            sentences.append(Sentence(text=text, citations=(numbers[key],), answer_span=_span(text, statement.answer)))
            told.append(f"{text} [{numbers[key]}]")
        paragraphs.append(" ".join(told))
    left = len(entities) - MOST_ENTITIES
    notes = (f"{left} more entries fit; ask with the full name.",) if left > 0 else ()
    return Draft("\n\n".join(paragraphs), tuple(sentences), tuple(citations), notes)


def holds(entity: Designated, facet: Facet) -> bool:
    """Whether an entry of `entity` states what `facet` asks for."""
    return any(_TELLERS[facet](entry, True) for entry in entity.entries) if facet in _TELLERS else True


def ownership_note(entities: Sequence[Designated], as_of: date | None) -> tuple[str, ...]:
    """That companies of those listed can be covered too, by the rule of the list's authority."""
    for entity in entities:
        if entity.kind in (EntityKind.PERSON, EntityKind.ENTITY):
            for entry in entity.entries:
                note = _OWNERSHIP.get(authority(entry.list) or "")
                if note and _stands(entry, as_of):
                    return (note,)
    return ()


def list_name(name: str) -> str:
    """The list as a sentence names it: "the OFAC SDN list"."""
    return f"the {name}" if re.search(r"\blist$", name, re.IGNORECASE) else f"the {name} list"


def edition(listing: Listing) -> str:
    """ " (edition of 2 May 2023)", or "" where the list has no date."""
    return f" (edition of {long_date(listing.as_of)})" if listing.as_of else ""


def _statements(
    entity: Designated, asked: Sequence[Facet], as_of: date | None, whose: str | None, *, brief: bool
) -> list[Statement]:
    """In the order to be read; what was asked, then the rest of the card as far as there is room for it."""
    entries = sorted(
        entity.entries,
        key=lambda entry: (whose is not None and authority(entry.list) != whose, not _stands(entry, as_of)),
    )[:_MOST_LISTS]
    told: list[Statement] = []
    for facet in asked:
        if facet in _TELLERS:
            answers = [statement for entry in entries for statement in _TELLERS[facet](entry, True)]
            if facet is Facet.ALIASES:
                answers = [statement for entry in _each_with_news(entries) for statement in _aliases(entry, True)]
            told += answers[:_MOST_LISTS] or [_untold(facet, entries[0])]
        elif facet is Facet.WHO:
            told.append(_identity(max(entries, key=lambda entry: len(facts(entry)))))
            told += [_head(entry, as_of, with_position=False) for entry in entries]
        elif facet is Facet.SINCE:
            told += [_since(entry, as_of) for entry in sorted(entries, key=lambda entry: entry.listed_on is None)]
        elif facet is Facet.UNTIL:
            told += [_until(entry, as_of) for entry in sorted(entries, key=lambda entry: _stands(entry, as_of))]
        elif facet is Facet.AUTHORITY:
            told += [_authority(entry, as_of) for entry in entries]
        else:
            told += [_head(entry, as_of) for entry in entries]
    if entity.known_as and told:
        told[0] = _found_by(told[0], entity.known_as)
    headed = {statement.listing.id for statement in told if statement.lines[: len(_HEAD)] == _HEAD}
    told += [_head(entry, as_of) for entry in entries[:2] if entry.id not in headed]
    if not brief and not set(asked) - {Facet.WHO, Facet.LISTED, Facet.AUTHORITY, Facet.SINCE, Facet.REASONS}:
        for teller in (_reasons, _aliases, _relations):
            if teller is not _reasons or Facet.REASONS not in asked:
                told += [statement for entry in entries for statement in teller(entry, False)][:1]
    return list(dict.fromkeys(told))


def _each_with_news(entries: Sequence[Listing]) -> list[Listing]:
    """The entries that have names which those before do not."""
    told: set[str] = set()
    fresh: list[Listing] = []
    for entry in entries:
        names = {name.text.casefold() for name in entry.names}
        if names - told and (not fresh or {name.text.casefold() for name in entry.names[1:]} - told):
            fresh.append(entry)
        told |= names
    return fresh


def _found_by(statement: Statement, known_as: str) -> Statement:
    """With the listed name that the question used, where the entry goes under another one."""
    name = statement.listing.name
    if known_as not in {other.text for other in statement.listing.names} or known_as in statement.text:
        return statement
    text = statement.text.replace(name, f"{name}, also known as {known_as},", 1).replace(",,", ",")
    return replace(statement, text=text, lines=(*statement.lines, *_HEAD, "Also known as"))


def _stands(entry: Listing, as_of: date | None) -> bool:
    """Whether the list as held names the entity still, or did on the day asked about."""
    removed = entry.delisted_on or entry.absent_from
    return removed is None or (as_of is not None and removed > as_of)


def _under(entry: Listing) -> str:
    shown = [spelled_out(programme, entry.list) for programme in entry.programmes[:3]]
    more = len(entry.programmes) - len(shown)
    return f" under {joined([*shown, f'{more} more'] if more else shown)}" if shown else ""


def _head(entry: Listing, as_of: date | None, *, with_position: bool = True) -> Statement:
    """That the list names it, or did."""
    if not _stands(entry, as_of):
        return Statement(_former(entry), entry, _HEAD)
    since = f" since {long_date(entry.listed_on)}" if entry.listed_on else ""
    position = f", {shortened(entry.position, 15)}," if entry.position and with_position else ""
    return Statement(
        f"The {list_name(entry.list)[4:]}{edition(entry)} names {entry.name}{position}{_under(entry)}{since}"
        f"{_later_edition(entry, as_of)}.",
        entry,
        _HEAD,
    )


def _former(entry: Listing) -> str:
    since = f" from {long_date(entry.listed_on)}" if entry.listed_on else ""
    if entry.delisted_on:
        return (
            f"{entry.name} was on {list_name(entry.list)}{_under(entry)}{since} until {long_date(entry.delisted_on)}."
        )
    since = f" since {long_date(entry.listed_on)}" if entry.listed_on else ""
    assert entry.absent_from is not None
    what = "the edition of" if entry.as_of else "the list as read on"
    last = f"; the last to name it is {what} {long_date(entry.last_seen)}" if entry.last_seen else ""
    return (
        f"{entry.name} was on {list_name(entry.list)}{_under(entry)}{since}{last}; "
        f"{what} {long_date(entry.absent_from)} names it no more."
    )


def _later_edition(entry: Listing, as_of: date | None) -> str:
    if as_of is None or entry.listed_on is not None or (entry.as_of is not None and entry.as_of <= as_of):
        return ""
    held = f"is of {long_date(entry.as_of)}" if entry.as_of else "has no date"
    return f"; the list as held {held} and does not tell since when"


def _identity(entry: Listing) -> Statement:
    """Who or what it is, as the entry has it."""
    what = {EntityKind.PERSON: "a person", EntityKind.ENTITY: "an entity", EntityKind.VESSEL: "a vessel"}.get(
        entry.kind, "an aircraft"
    )
    told = [shortened(entry.position, 20)] if entry.position else []
    if entry.birth:
        told.append(f"born {'; '.join(entry.birth[:2])}")
    if entry.nationalities:
        told.append(f"nationality {joined(entry.nationalities[:3])}")
    described = f": {'; '.join(told)}" if told else ""
    return Statement(
        f"{entry.name} is {what} on {list_name(entry.list)}{described}."
        if _stands(entry, None)
        else f"{entry.name} is {what} that was on {list_name(entry.list)}{described}.",
        entry,
        ("Name", "Kind", "Position", "Born", "Nationalities"),
    )


def _since(entry: Listing, as_of: date | None) -> Statement:
    if entry.listed_on is None:
        text = (
            f"The {list_name(entry.list)[4:]}{edition(entry)} does not give the date since when {entry.name} is on it."
        )
        return Statement(text, entry, ("Name", "Kind"))
    day = long_date(entry.listed_on)
    if not _stands(entry, as_of):
        return Statement(_former(entry), entry, _HEAD, day)
    return Statement(f"{entry.name} has been on {list_name(entry.list)} since {day}.", entry, _HEAD, day)


def _until(entry: Listing, as_of: date | None) -> Statement:
    if _stands(entry, as_of):
        text = f"The {list_name(entry.list)[4:]}{edition(entry)} names {entry.name} without a date of removal."
        return Statement(text, entry, _HEAD)
    return Statement(_former(entry), entry, _HEAD, long_date(entry.delisted_on) if entry.delisted_on else "")


def _authority(entry: Listing, as_of: date | None) -> Statement:
    by = decided_by(entry.list)
    head = _head(entry, as_of)
    if by is None or not _stands(entry, as_of):
        return head
    since = f", since {long_date(entry.listed_on)}" if entry.listed_on else ""
    text = f"{entry.name} was listed by {by}, on {list_name(entry.list)}{edition(entry)}{_under(entry)}{since}."
    return Statement(text, entry, _HEAD)


def _programme(entry: Listing, asked: bool) -> list[Statement]:
    if not entry.programmes:
        return []
    shown = joined([spelled_out(programme, entry.list) for programme in entry.programmes])
    text = f"{entry.name} is on {list_name(entry.list)}{edition(entry)} under {shown}."
    return [Statement(text, entry, _HEAD)]


def _reasons(entry: Listing, asked: bool) -> list[Statement]:
    if not entry.reasons:
        return []
    words = _ASKED_REASON_WORDS if asked else _REASON_WORDS
    cut = len(entry.reasons.split()) > words
    reason = shortened(entry.reasons, words).removesuffix(".")
    mark = ("‘", "’") if re.search(r"[\"“”]", reason) else ("“", "”")
    text = f"{entry.name} is listed for, in the words of {list_name(entry.list)}: {mark[0]}{reason}{mark[1]}."
    return [Statement(text, entry, ("Listed for",), quote_words=words if cut else None)]


def _aliases(entry: Listing, asked: bool) -> list[Statement]:
    others = [name for name in entry.names[1:] if asked or name.kind is not NameKind.WEAK]
    if not others:
        return []
    most = _NAMES_ASKED if asked else _NAMES_TOLD
    shown = [f"{name.text} (weak)" if name.kind is NameKind.WEAK else name.text for name in others[:most]]
    more = f"; and {len(others) - most} more" if len(others) > most else ""
    whose = f"{entry.name} is also" if asked else "Also"
    return [Statement(_ended(f"{whose} known as {'; '.join(shown)}{more}"), entry, ("Also known as",))]


def _relations(entry: Listing, asked: bool) -> list[Statement]:
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


_TELLERS = {
    Facet.PROGRAMME: _programme,
    Facet.REASONS: _reasons,
    Facet.ALIASES: _aliases,
    Facet.IMO: lambda entry, asked: _identifiers(entry, r"\bIMO\b"),
    Facet.PASSPORT: lambda entry, asked: _identifiers(entry, r"passport"),
    Facet.IDENTIFIERS: lambda entry, asked: _identifiers(entry, ""),
    Facet.FLAG: _flag,
    Facet.BIRTH: _birth,
    Facet.NATIONALITY: _nationality,
    Facet.POSITION: _position,
    Facet.ADDRESSES: _addresses,
    Facet.OWNERS: _owners,
    Facet.HOLDINGS: _relations,
    Facet.RELATIONS: _relations,
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
}


def _untold(facet: Facet, entry: Listing) -> Statement:
    """That the entry does not say what was asked, with what it does say instead where that comes near."""
    text = f"The entry of {entry.name} on {list_name(entry.list)}{edition(entry)} does not give {_WORDS_FOR[facet]}"
    if facet is Facet.REASONS and entry.programmes:
        text += f"; it stands under {joined([spelled_out(one, entry.list) for one in entry.programmes[:4]])}"
        return Statement(f"{text}.", entry, _HEAD)
    if facet is Facet.OWNERS and (others := relations(entry)):
        told = "; ".join(f"{kind}: {name}" for kind, name in others[:3])
        lines = tuple(dict.fromkeys(kind for kind, _ in others)) if entry.relations else ("Remarks",)
        return Statement(f"{text}; it states {told}.", entry, lines)
    return Statement(f"{text}.", entry, ("Name", "Kind"))


def _ended(text: str) -> str:
    """With the full stop that ends a sentence, unless an abbreviation brings one."""
    return text if text.endswith(".") else f"{text}."


def _quoted(statement: Statement) -> tuple[int, int]:
    """Offsets into the entry's text of the lines that `statement` rests on, from the first to the last of them."""
    text = entry_text(statement.listing)
    start, end, at = len(text), 0, 0
    for line in text.split("\n"):
        if any(line.startswith(f"{label}: ") for label in statement.lines):
            start, end = min(start, at), at + len(line)
        at += len(line) + 1
    if end == 0:
        return 0, len(text)
    if statement.quote_words is not None:
        words = list(re.finditer(r"\S+", text[start:end]))
        label = len(statement.lines[0].split())
        end = start + words[min(label + statement.quote_words, len(words)) - 1].end()
    return start, end


def _citation(number: int, listing: Listing, start: int, end: int) -> Citation:
    entry = entry_text(listing)
    return Citation(
        n=number,
        listing_id=listing.id,
        title=f"{listing.name} ({listing.list} entry)",
        source=listing.list,
        url=listing.source_url,
        published=listing.as_of,
        quote=entry[start:end],
        start=start,
        end=end,
        passage=entry,
    )


def _span(text: str, answer: str) -> tuple[int, int] | None:
    at = text.find(answer) if answer else -1
    return (at, at + len(answer)) if at >= 0 else None
