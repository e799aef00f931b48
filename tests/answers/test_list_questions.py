"""What a question wants of an entry of a list, and whose list it means. Nothing is looked up."""

from __future__ import annotations

import pytest

from bot.answers.list_questions import (
    Facet,
    about_dealing,
    asks_of_entry,
    asks_whether_listed,
    authorities_in,
    facets,
    kind_asked,
    names_authority,
    whose,
    whose_list,
)
from bot.answers.question import understand
from corpus.listing import EntityKind


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Is Orsk Drellan sanctioned?", (Facet.LISTED,)),
        ("Was Bellhaven delisted?", (Facet.LISTED, Facet.UNTIL)),
        ("When was Bellhaven removed from the list?", (Facet.UNTIL,)),  # and not since when it was listed
        ("Who is Orsk Drellan?", (Facet.WHO,)),
        ("Tell me about Bellhaven", (Facet.WHO,)),
        ("Bellhaven Trading", (Facet.LISTED,)),
        ("When was Orsk Drellan sanctioned?", (Facet.SINCE,)),
        ("When was Orsk Drellan born?", (Facet.BIRTH,)),
        ("When was Orsk Drellan, born in 1960, sanctioned?", (Facet.SINCE, Facet.BIRTH)),
        ("Why was Bellhaven sanctioned and by whom?", (Facet.REASONS, Facet.AUTHORITY)),
        ("By whom was Bellhaven sanctioned and why?", (Facet.AUTHORITY, Facet.REASONS)),
        ("Under which programme is Bellhaven listed?", (Facet.PROGRAMME,)),
        ("What is the IMO number of the Grey Heron?", (Facet.IMO,)),
        ("Who owns the Grey Heron?", (Facet.OWNERS,)),
        ("Which vessels does Orsk Drellan own?", (Facet.HOLDINGS,)),
        ("Is Bellhaven linked to Orsk Drellan?", (Facet.LISTED, Facet.RELATIONS)),
        ("What does OFAC say about Bellhaven?", (Facet.SAYS,)),
    ],
)
def test_what_is_asked_comes_first_and_what_is_asked_besides_follows(question, wanted):
    assert facets(understand(question)) == wanted


def test_a_name_is_no_question():
    question = understand("Is Title Holdings sanctioned?")
    assert facets(question) != (Facet.LISTED,)
    assert facets(question, "Title Holdings") == (Facet.LISTED,)
    assert facets(understand("Is Title Holdings, the Title Holdings of Vessa, sanctioned?"), "Title Holdings") == (
        Facet.LISTED,
    )
    assert kind_asked(understand("Which vessels has The Banks Fleet?"), "The Banks Fleet") is EntityKind.VESSEL
    assert whose_list(understand("Is US Lists on a list?"), "US Lists") is None


@pytest.mark.parametrize(
    ("question", "of_entry", "dealing", "listed"),
    [
        ("What are the aliases of Bellhaven?", True, False, False),
        ("What does the UN say about Bellhaven?", True, False, False),
        ("Is Bellhaven sanctioned?", False, True, True),
        ("May I trade with Bellhaven?", False, True, True),
        ("¿Está Bellhaven sancionada?", False, True, True),
        ("Is Bellhaven a bank?", False, False, False),
        ("When was Bellhaven sanctioned?", False, False, True),
        ("Why was Bellhaven sanctioned?", False, False, False),
        ("Who is Orsk Drellan?", False, False, True),
        ("Sanctions status of Bellhaven", False, False, True),
        ("How many apples grow in Vessa?", False, False, False),
    ],
)
def test_questions_to_the_lists_are_told_from_questions_to_the_news(question, of_entry, dealing, listed):
    understood = understand(question)
    assert asks_of_entry(understood) is of_entry
    assert about_dealing(understood) is dealing
    assert asks_whether_listed(understood) is listed


@pytest.mark.parametrize(
    ("question", "authority"),
    [
        ("Is Bellhaven on the EU list?", "EU"),
        ("Is Bellhaven sanctioned by the United States?", "US"),
        ("Did Britain sanction Bellhaven?", "UK"),
        ("Is Bellhaven on OFAC's SDN list?", "US"),
        ("Is Bellhaven subject to Swiss sanctions?", "Switzerland"),
        ("Is Bellhaven on any list?", None),
        ("Is the American oil company Bellhaven on any list?", None),
        ("Which European banks are sanctioned?", None),
    ],
)
def test_whose_list_is_asked_about(question, authority):
    assert whose_list(understand(question)) == authority


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which ships does Bellhaven own?", EntityKind.VESSEL),
        ("Name the planes of Bellhaven", EntityKind.AIRCRAFT),
        ("What companies are linked to Orsk Drellan?", EntityKind.ENTITY),
        ("How many people are listed for cyber attacks?", EntityKind.PERSON),
        ("Is Bellhaven sanctioned?", None),
    ],
)
def test_what_kind_of_entries_are_to_be_named(question, kind):
    assert kind_asked(understand(question)) is kind


def test_authorities_are_known_by_their_names_and_nothing_european_is_the_union():
    assert whose("the United States") == "US"
    assert whose("Britain’s") == "UK"
    assert whose("the United States of Ruritania") is None
    assert authorities_in("Brussels and Washington agreed.") == ["US", "EU"]
    assert authorities_in("European football and Ukraine’s harvest") == ["Ukraine"]
    assert names_authority("the European Commission", "EU")
    assert not names_authority("a European company", "EU")
    assert not names_authority("The EUR rose", "EU")


def test_a_question_in_another_language_is_about_dealing():
    assert about_dealing(understand("¿Está sancionada la empresa CEIEC?"))
    assert about_dealing(understand("Ростех под санкциями?"))  # not put in English: its name has letters of its own
    assert not about_dealing(understand("When was CEIEC founded?"))
