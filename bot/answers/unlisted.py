"""What is said of a name that no list holds: which lists were searched, as of when, and what names come nearest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.answers.entities import Designated, described
from bot.answers.notice import Notice, notice
from bot.answers.programmes import authority
from index.names import NameMatch, normalise

Editions = Mapping[str, tuple[int, date | None]]


def no_such_name(name: str | None, editions: Editions) -> Notice | None:
    """That none of the lists held has `name`, by edition; None where none is held. Never that it is not sanctioned."""
    if not editions:
        return None
    if name is None:
        return notice("no-such-name-asked", lists=told_editions(editions))
    return notice("no-such-name", name=name, lists=told_editions(editions))


def warning(editions: Editions) -> Notice | None:
    """What the absence of a name from the lists does not prove."""
    return notice("no-proof-of-absence") if editions else None


def nearest_names(nearest: Sequence[NameMatch]) -> str:
    """The listed names most like the one asked about, each with what tells who it is, one a line below its heading."""
    if not nearest:
        return ""
    lines = []
    for match in nearest:
        as_written = f", listed as {match.matched_name.text}" if match.matched_name.text != match.listing.name else ""
        other = ": another entry, whose name contains it" if _contains(match) else ""
        lines.append(f"• {described(Designated((match.listing,)))}{as_written}{other}")
    return "\n".join([notice("nearest-names").text, *lines])


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


def list_not_naming(whose: str, name: str, editions: Editions) -> Notice:
    """That the list of `whose` ("EU") does not name somebody whom other lists do, or is not held at all."""
    of_it = {key: value for key, value in editions.items() if authority(key) == whose}
    if not of_it:
        return not_held(whose)
    return notice("list-not-naming", name=name, lists=told_editions(of_it))


def not_held(whose: str) -> Notice:
    """That no list of the authority is held."""
    return notice("list-not-held", whose=f"{_ARTICLE.get(whose, '')}{whose}")


def told_editions(editions: Editions) -> tuple[Notice, ...]:
    """OFAC SDN (edition of 2 May 2023), UN Security Council (edition undated)."""
    return tuple(
        notice("list-edition", list=name, day=day) if day else notice("list-undated", list=name)
        for name, (_, day) in editions.items()
    )


_ARTICLE = {"US": "the ", "EU": "the ", "UN": "the ", "UK": "the "}
