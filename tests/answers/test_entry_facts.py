"""What one entry tells of each thing that can be asked of it: only what it holds, cut where it is long."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answers.entry_facts import TELLERS, untold
from bot.answers.list_questions import Facet
from corpus.listing import Detail, EntityKind, Identifier, Listing, Name, NameKind, Relation

SHIP = Listing(
    id="ofac:9", list="OFAC SDN", kind=EntityKind.VESSEL, programmes=("IRAN",), as_of=date(2026, 1, 2),
    names=(Name(text="ALBA STAR"), Name(text="ALBA", kind=NameKind.WEAK), Name(text="STELLA", kind=NameKind.ALIAS)),
    identifiers=(Identifier(kind="IMO", value="9000001"), Identifier(kind="Number", value="77", country="Panama")),
    details=(Detail(label="Vessel Flag", value="Panama"),),
    relations=(Relation(kind="Owned by", name="BOREALIS LINE"), Relation(kind="Linked to", name="CORDIS")),
    remarks="Built in 1999; seen in the port of Vessa", reasons='It carried "oil". ' + "It came again and again. " * 30,
)  # fmt: skip
PERSON = Listing(
    id="eu:1", list="EU list", kind=EntityKind.PERSON, names=(Name(text="IVAN QUAY"),), birth=("1961", "1962"),
    nationalities=("Ostmark", "Panama"), position="Minister of Ports", remarks="Flag of Ostmark, seized.",
    addresses=tuple(f"{n} Quay Street" for n in range(7)),
    identifiers=tuple(Identifier(kind="Passport", value=f"P{n}") for n in range(14)),
)  # fmt: skip
BARE = Listing(id="un:1", list="UN list", kind=EntityKind.ENTITY, names=(Name(text="NOBODY LTD"),))


def told(facet: Facet, entry: Listing, *, asked: bool = True) -> list[str]:
    return [statement.text for statement in TELLERS[facet](entry, asked)]


@pytest.mark.parametrize(
    ("facet", "entry", "text"),
    [
        (Facet.IMO, SHIP, "The entry of ALBA STAR gives IMO 9000001."),
        (Facet.IDENTIFIERS, SHIP, "The entry of ALBA STAR gives IMO 9000001; Number 77 (Panama)."),
        (Facet.FLAG, SHIP, "The entry of ALBA STAR gives vessel flag Panama."),
        (Facet.FLAG, PERSON, "The entry of IVAN QUAY gives the flag Ostmark."),
        (Facet.OWNERS, SHIP, "The entry of ALBA STAR states: Owned by: BOREALIS LINE."),
        (
            Facet.RELATIONS,
            SHIP,
            "The entry of ALBA STAR states: Owned by: BOREALIS LINE; Linked to: CORDIS.",
        ),
        (Facet.ALIASES, SHIP, "ALBA STAR is also known as ALBA (weak); STELLA."),
        (Facet.BIRTH, PERSON, "The entry of IVAN QUAY gives as birth: 1961; 1962."),
        (Facet.NATIONALITY, PERSON, "The entry of IVAN QUAY gives as nationality Ostmark and Panama."),
        (Facet.POSITION, PERSON, "The entry of IVAN QUAY gives as position: Minister of Ports."),
        (Facet.SAYS, PERSON, "Its entry remarks: “Flag of Ostmark, seized”."),
    ],
)
def test_what_an_entry_holds_is_told_in_its_own_words(facet: Facet, entry: Listing, text: str) -> None:
    assert told(facet, entry)[0] == text


def test_of_many_values_the_first_are_told_and_the_rest_is_counted() -> None:
    assert told(Facet.PASSPORT, PERSON)[0].endswith("Passport P11; and 2 more.")
    assert told(Facet.ADDRESSES, PERSON)[0].endswith("4 Quay Street; and 2 more.")


def test_a_quoted_reason_has_other_marks_than_the_quotes_in_it_and_more_words_where_it_was_asked_for() -> None:
    (short,), (long,) = TELLERS[Facet.REASONS](SHIP, False), TELLERS[Facet.REASONS](SHIP, True)
    assert '‘It carried "oil".' in short.text
    assert len(short.text.split()) < len(long.text.split()) < 100
    assert (short.quote_words, long.quote_words) == (45, 75)


def test_a_weak_name_is_told_only_where_names_were_asked_for() -> None:
    assert told(Facet.ALIASES, SHIP, asked=False) == ["Also known as STELLA."]


@pytest.mark.parametrize("facet", list(TELLERS))
def test_what_an_entry_does_not_hold_is_not_told_but_said_to_be_missing(facet: Facet) -> None:
    assert told(facet, BARE) == []
    missing = untold(facet, BARE)
    assert missing.text.startswith("The entry of NOBODY LTD on the UN list does not give ")
    assert missing.listing is BARE


def test_where_the_very_thing_is_missing_what_comes_near_is_told_instead() -> None:
    by_programme = SHIP.model_copy(update={"reasons": None})
    assert "; it stands under IRAN" in untold(Facet.REASONS, by_programme).text
    linked = SHIP.model_copy(update={"relations": SHIP.relations[1:]})
    assert told(Facet.OWNERS, linked) == []
    assert untold(Facet.OWNERS, linked).text.endswith("does not give an owner; it states Linked to: CORDIS.")
