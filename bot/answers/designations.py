"""What the official lists say of the entities a question names, as sentences with a citation to the entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.answers.answer import Citation, Sentence
from bot.answers.quotes import Draft, long_date
from corpus.listing import Listing, entry_text

MOST_ENTRIES = 3


# What a question may ask of an entry beyond the designation itself.
_ASKED = {
    "aliases": re.compile(r"\b(?:alias(?:es)?|also known|other names?|a\.?k\.?a|called)\b", re.IGNORECASE),
    "identifiers": re.compile(
        r"\b(?:imo|passports?|registration|tax|identif\w+|id numbers?|ogrn|swift code|bic|wallets?|call sign|flag)\b",
        re.IGNORECASE,
    ),
    "birth": re.compile(r"\b(?:born|birth\w*|how old|age|dob)\b", re.IGNORECASE),
    "addresses": re.compile(r"\b(?:address(?:es)?|located|based|headquarter\w*)\b", re.IGNORECASE),
}


def asks_of_entry(question: str) -> bool:
    """Whether `question` asks for something that an entry of a list says: its aliases, numbers, birth or addresses."""
    return any(pattern.search(question) for pattern in _ASKED.values())


def write_designations(
    listings: Sequence[Listing], first_number: int, question: str = "", as_of: date | None = None
) -> Draft:
    """What each of up to three `listings` says, numbered from `first_number`, with what `question` asks of it."""
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    parts = []
    for number, listing in enumerate(listings[:MOST_ENTRIES], first_number):
        text = " ".join([_sentence(listing, as_of), *_details(listing, question)])
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


def _details(listing: Listing, question: str) -> list[str]:
    told = {
        "aliases": ("Also known as", [name.text for name in listing.names[1:]]),
        "identifiers": ("Numbers given", [f"{item.kind} {item.value}" for item in listing.identifiers]),
        "birth": ("Born", list(listing.birth)),
        "addresses": ("Addresses given", list(listing.addresses)),
    }
    return [
        f"{label}: {'; '.join(values)}."
        for key, (label, values) in told.items()
        if values and _ASKED[key].search(question)
    ]


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
