"""The designation card: what official lists say of someone, what was asked first, each sentence with its citation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answers.entities import Designated, facts, joined, shortened
from bot.answers.entry_facts import TELLERS, aliases, reasons, told_relations, untold
from bot.answers.list_questions import Facet
from bot.answers.notice import Notice, notice
from bot.answers.programmes import authority, decided_by, spelled_out
from bot.answers.quotes import Draft, long_date
from bot.answers.statements import HEAD, Sheet, Statement, edition, list_name
from corpus.listing import EntityKind, Listing
from index.name_compare import compare, prepare
from index.names import LIKE_THRESHOLD

MOST_ENTITIES = 3
MOST_WORDS = 110  # of an answer of at most 120, its marks counted
_MOST_LISTS = 4
_THE_SAME_NAME = 0.9  # how like the alias an entry is told to have must be to the name asked about
_OWNERSHIP = {"US": "note-owned-us", "EU": "note-owned-eu", "UK": "note-owned-uk"}
# Where only this is asked the rest of the card follows: it tells more of the same.
_CARD = {Facet.WHO, Facet.LISTED, Facet.AUTHORITY, Facet.SINCE, Facet.REASONS}


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
    sheet = Sheet(first_number)
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
            told.append(sheet.tell(statement))
        paragraphs.append(" ".join(told))
    left = len(entities) - MOST_ENTITIES
    notes = (notice("note-more-entries", count=left),) if left > 0 else ()
    return sheet.draft("\n\n".join(paragraphs), notes)


def holds(entity: Designated, facet: Facet) -> bool:
    """Whether an entry of `entity` states what `facet` asks for."""
    return any(TELLERS[facet](entry, True) for entry in entity.entries) if facet in TELLERS else True


def ownership_note(entities: Sequence[Designated], as_of: date | None) -> tuple[Notice, ...]:
    """That companies of those listed can be covered too, by the rule of the list's authority."""
    for entity in entities:
        if entity.kind in (EntityKind.PERSON, EntityKind.ENTITY):
            for entry in entity.entries:
                code = _OWNERSHIP.get(authority(entry.list) or "")
                if code and stands(entry, as_of):
                    return (notice(code),)
    return ()


def _statements(
    entity: Designated, asked: Sequence[Facet], as_of: date | None, whose: str | None, *, brief: bool
) -> list[Statement]:
    """In the order to be read; what was asked, then the rest of the card as far as there is room for it."""
    entries = sorted(
        entity.entries,
        key=lambda entry: (whose is not None and authority(entry.list) != whose, not stands(entry, as_of)),
    )[:_MOST_LISTS]
    told: list[Statement] = []
    for facet in asked:
        if facet in TELLERS:
            answers = [statement for entry in entries for statement in TELLERS[facet](entry, True)]
            if facet is Facet.ALIASES:
                answers = [statement for entry in _each_with_news(entries) for statement in aliases(entry, True)]
            elif facet is Facet.SAYS:
                told += [head(entry, as_of) for entry in entries]
            told += answers[:_MOST_LISTS] or [untold(facet, entries[0])]
        elif facet is Facet.WHO:
            told.append(_identity(max(entries, key=lambda entry: len(facts(entry)))))
            told += [head(entry, as_of, with_position=False) for entry in entries]
        elif facet is Facet.SINCE:
            told += [_since(entry, as_of) for entry in sorted(entries, key=lambda entry: entry.listed_on is None)]
        elif facet is Facet.UNTIL:
            told += [_until(entry, as_of) for entry in sorted(entries, key=lambda entry: stands(entry, as_of))]
        elif facet is Facet.AUTHORITY:
            told += [_authority(entry, as_of) for entry in entries]
        else:
            told += [head(entry, as_of) for entry in entries]
    told = _with_alias(told, entity)
    headed = {statement.listing.id for statement in told if statement.lines[: len(HEAD)] == HEAD}
    told += [head(entry, as_of) for entry in entries[:2] if entry.id not in headed]
    if not brief and not set(asked) - _CARD:
        tellers = [reasons] if Facet.REASONS not in asked else []
        if Facet.WHO in asked:
            tellers += [aliases, told_relations]
        for teller in tellers:
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


def _with_alias(told: Sequence[Statement], entity: Designated) -> list[Statement]:
    """With the name that was asked about, else the one on the other lists, where an entry goes under another name."""
    asked = tuple(dict.fromkeys((entity.known_as or entity.name, entity.name)))
    named: set[str] = set()
    found = []
    for statement in told:
        if statement.listing.id not in named:
            named.add(statement.listing.id)
            statement = _listed_as(statement, asked)
        found.append(statement)
    return found


def _listed_as(statement: Statement, asked: Sequence[str]) -> Statement:
    primary, *others = statement.listing.names
    for name in map(prepare, asked):
        alike = {
            other.text: compare(name, prepare(other.text, statement.listing.kind)).score for other in (primary, *others)
        }
        if alike[primary.text] >= LIKE_THRESHOLD:
            return statement
        alias = max(alike, key=lambda text: alike[text])
        if alike[alias] >= _THE_SAME_NAME and alias not in statement.text:
            text = statement.text.replace(primary.text, f"{primary.text}, listed also as {alias},", 1)
            return replace(statement, text=text.replace(",,", ","), lines=(*statement.lines, *HEAD, "Also known as"))
    return statement


def stands(entry: Listing, as_of: date | None) -> bool:
    """Whether the list as held names the entity still, or did on the day asked about."""
    removed = entry.delisted_on or entry.absent_from
    return removed is None or (as_of is not None and removed > as_of)


def under(entry: Listing) -> str:
    """ " under X and Y", its programmes spelled out, or "" where it has none."""
    shown = [spelled_out(programme, entry.list) for programme in entry.programmes[:3]]
    more = len(entry.programmes) - len(shown)
    return f" under {joined([*shown, f'{more} more'] if more else shown)}" if shown else ""


def head(entry: Listing, as_of: date | None, *, with_position: bool = True) -> Statement:
    """That the list names it, or did."""
    if not stands(entry, as_of):
        return Statement(_former(entry), entry, HEAD)
    since = f" since {long_date(entry.listed_on)}" if entry.listed_on else ""
    position = f", {shortened(entry.position, 15)}," if entry.position and with_position else ""
    return Statement(
        f"The {list_name(entry.list)[4:]}{edition(entry)} names {entry.name}{position}{under(entry)}{since}"
        f"{_later_edition(entry, as_of)}.",
        entry,
        HEAD,
    )


def _former(entry: Listing) -> str:
    since = f" from {long_date(entry.listed_on)}" if entry.listed_on else ""
    if entry.delisted_on:
        return f"{entry.name} was on {list_name(entry.list)}{under(entry)}{since} until {long_date(entry.delisted_on)}."
    since = f" since {long_date(entry.listed_on)}" if entry.listed_on else ""
    assert entry.absent_from is not None
    what = "the edition of" if entry.as_of else "the list as read on"
    last = f"; the last to name it is {what} {long_date(entry.last_seen)}" if entry.last_seen else ""
    return (
        f"{entry.name} was on {list_name(entry.list)}{under(entry)}{since}{last}; "
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
        if stands(entry, None)
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
    if not stands(entry, as_of):
        return Statement(_former(entry), entry, HEAD, day)
    return Statement(f"{entry.name} has been on {list_name(entry.list)} since {day}.", entry, HEAD, day)


def _until(entry: Listing, as_of: date | None) -> Statement:
    if stands(entry, as_of):
        text = f"The {list_name(entry.list)[4:]}{edition(entry)} names {entry.name} without a date of removal."
        return Statement(text, entry, HEAD)
    return Statement(_former(entry), entry, HEAD, long_date(entry.delisted_on) if entry.delisted_on else "")


def _authority(entry: Listing, as_of: date | None) -> Statement:
    by = decided_by(entry.list)
    named = head(entry, as_of)
    if by is None or not stands(entry, as_of):
        return named
    since = f", since {long_date(entry.listed_on)}" if entry.listed_on else ""
    text = f"{entry.name} was listed by {by}, on {list_name(entry.list)}{edition(entry)}{under(entry)}{since}."
    return Statement(text, entry, HEAD)
