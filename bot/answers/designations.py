"""What the official lists say of the entities a question names, as sentences with a citation to the entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.answers.answer import Citation, Sentence
from bot.answers.quotes import Draft, long_date
from corpus.listing import Listing, entry_text

MOST_ENTRIES = 3


def write_designations(listings: Sequence[Listing], first_number: int, as_of: date | None = None) -> Draft:
    """One sentence for each of up to three `listings`, numbered from `first_number`."""
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    parts = []
    for number, listing in enumerate(listings[:MOST_ENTRIES], first_number):
        text = _sentence(listing, as_of)
        entry = entry_text(listing)
        parts.append(f"{text} [{number}]")
        sentences.append(Sentence(text=text, citations=(number,)))
        citations.append(
            Citation(
                n=number,
                listing_id=listing.id,
                title=f"{listing.name} ({listing.list} entry)",
                source=listing.list,
                url=listing.source_url,
                published=listing.as_of,
                quote=entry,
                start=0,
                end=len(entry),
                passage=entry,
            )
        )
    left = len(listings) - MOST_ENTRIES
    notes = (f"{left} more entries bear that name; ask with the full name.",) if left > 0 else ()
    return Draft("\n".join(parts), tuple(sentences), tuple(citations), notes)


def in_force(listing: Listing, as_of: date | None) -> bool:
    """Whether the entry was known to exist by `as_of`; entries without a date count as known."""
    return as_of is None or listing.listed_on is None or listing.listed_on <= as_of


def _sentence(listing: Listing, as_of: date | None) -> str:
    removed = listing.delisted_on is not None and (as_of is None or listing.delisted_on <= as_of)
    under = f" under {_joined(listing.programmes)}" if listing.programmes else ""
    edition = f" (edition of {long_date(listing.as_of)})" if listing.as_of else ""
    if removed:
        assert listing.delisted_on is not None
        since = f" from {long_date(listing.listed_on)}" if listing.listed_on else ""
        until = long_date(listing.delisted_on)
        return f"{listing.name} was on the {listing.list} list{under}{since} until {until}."
    since = f" since {long_date(listing.listed_on)}" if listing.listed_on else ""
    position = f", {listing.position}," if listing.position else ""
    return f"The {listing.list} list{edition} names {listing.name}{position}{under}{since}."


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
