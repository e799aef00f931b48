"""What is said of a name that no list holds: which lists were searched, as of when, and what names come nearest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.answers.entities import Designated, described
from bot.answers.programmes import authority
from bot.answers.quotes import long_date
from index.names import NameMatch, normalise

Editions = Mapping[str, tuple[int, date | None]]


def no_such_name(name: str | None, editions: Editions) -> str:
    """That none of the lists held has `name`, by edition; "" where no list is held. Never that it is not sanctioned."""
    if not editions:
        return ""
    whom = f"the name “{name}”" if name else "a name in your question"
    return f"None of the list entries I hold bears {whom}: {told_editions(editions)}."


def warning(editions: Editions) -> str:
    """What the absence of a name from the lists does not prove."""
    if not editions:
        return ""
    return (
        "That is no proof that nobody of that name is sanctioned: it may be spelled in another way, or stand on "
        "another list or in a newer edition."
    )


def nearest_names(nearest: Sequence[NameMatch]) -> str:
    """The listed names most like the one asked about, each with what tells who it is, one a line."""
    if not nearest:
        return ""
    lines = []
    for match in nearest:
        as_written = f", listed as {match.matched_name.text}" if match.matched_name.text != match.listing.name else ""
        other = ": another entry, whose name contains it" if _contains(match) else ""
        lines.append(f"• {described(Designated((match.listing,)))}{as_written}{other}")
    return "The nearest names on the lists, which may be others:\n" + "\n".join(lines)


def others_containing(nearest: Sequence[NameMatch]) -> list[str]:
    """A sentence on each entry that has further words beside the name asked about, such as "Trading"."""
    told = []
    for match in nearest:
        if _contains(match):
            listed = match.matched_name.text
            so = f", listed also as {listed}," if listed != match.listing.name else ""
            told.append(f"{described(Designated((match.listing,)))}{so} is another entry, whose name contains it.")
    return told


def _contains(match: NameMatch) -> bool:
    asked, listed = normalise(match.asked), normalise(match.matched_name.text)
    return asked != listed and f" {asked} " in f" {listed} "


def list_not_naming(whose: str, name: str, editions: Editions) -> str:
    """That the list of `whose` ("EU") does not name somebody whom other lists do, or is not held at all."""
    of_it = {key: value for key, value in editions.items() if authority(key) == whose}
    if not of_it:
        return not_held(whose)
    return f"I find no entry for {name} in {told_editions(of_it)}, which is no proof that there is none."


def not_held(whose: str) -> str:
    """That no list of the authority is held."""
    return f"I hold no sanctions list of {_ARTICLE.get(whose, '')}{whose}."


def told_editions(editions: Editions) -> str:
    """OFAC SDN (edition of 2 May 2023), UN Security Council (edition undated)."""
    return ", ".join(
        f"{name} ({f'edition of {long_date(day)}' if day else 'edition undated'})"
        for name, (_, day) in editions.items()
    )


_ARTICLE = {"US": "the ", "EU": "the ", "UN": "the ", "UK": "the "}
