"""Sentences that rest on entries of lists: numbered, and proven by the lines they rest on."""

from __future__ import annotations

from datetime import date

from bot.answers.statements import Sheet, Statement, cited, edition, list_name
from corpus.listing import EntityKind, Listing, Name, entry_text

ENTRY = Listing(
    id="o:1", list="OFAC SDN", names=(Name(text="DRELLAN, Orsk"),), kind=EntityKind.PERSON, position="Shipowner",
    programmes=("CYBER2",), reasons="Armed the militia of Keldish with two hundred rifles.", as_of=date(2023, 5, 2),
    source_url="https://lists.example/1",
)  # fmt: skip
OTHER = ENTRY.model_copy(update={"id": "u:1", "list": "UN Security Council", "as_of": None})


def test_statements_on_the_same_lines_share_a_number_and_others_get_the_next():
    sheet = Sheet(3)
    assert sheet.tell(Statement("It is listed.", ENTRY, ("Name",))) == "It is listed. [3]"
    assert sheet.tell(Statement("He is a shipowner.", ENTRY, ("Position",), "shipowner")) == "He is a shipowner. [4]"
    assert sheet.tell(Statement("Its name is that.", ENTRY, ("Name",))) == "Its name is that. [3]"
    assert sheet.tell(Statement("The UN lists it.", OTHER, ("Name",))) == "The UN lists it. [5]"
    draft = sheet.draft("the text")
    assert draft.text == "the text"
    assert [sentence.citations for sentence in draft.sentences] == [(3,), (4,), (3,), (5,)]
    assert [(citation.n, citation.listing_id) for citation in draft.citations] == [(3, "o:1"), (4, "o:1"), (5, "u:1")]
    spans = [sentence.answer_span for sentence in draft.sentences]
    assert spans[0] is None
    assert draft.sentences[1].text[slice(*spans[1])] == "shipowner"


def test_a_citation_quotes_the_entrys_lines_by_their_offsets():
    citation = cited(Statement("", ENTRY, ("Kind", "Position")), 7)
    assert citation.n == 7
    assert citation.quote.startswith("Kind: ")
    assert citation.quote.endswith("Position: Shipowner")
    assert citation.passage == entry_text(ENTRY)
    assert citation.passage[citation.start : citation.end] == citation.quote
    assert (citation.title, citation.source) == ("DRELLAN, Orsk (OFAC SDN entry)", "OFAC SDN")
    assert (citation.url, citation.published) == ("https://lists.example/1", date(2023, 5, 2))


def test_what_rests_on_no_line_is_proven_by_the_whole_entry():
    assert cited(Statement("", ENTRY, ("No such line",)), 1).quote == entry_text(ENTRY)


def test_a_long_line_is_quoted_as_far_as_it_is_used():
    [label] = [line.split(": ")[0] for line in entry_text(ENTRY).split("\n") if "Armed the militia" in line]
    few = cited(Statement("", ENTRY, (label,), quote_words=3), 1)
    assert few.quote == f"{label}: Armed the militia"
    assert cited(Statement("", ENTRY, (label,), quote_words=99), 1).quote.endswith("rifles.")


def test_lists_are_named_as_in_a_sentence_with_their_edition():
    assert list_name("OFAC SDN") == "the OFAC SDN list"
    assert list_name("EU Consolidated List") == "the EU Consolidated List"
    assert list_name("Listings of Ruritania") == "the Listings of Ruritania list"
    assert edition(ENTRY) == " (edition of 2 May 2023)"
    assert edition(OTHER) == ""
