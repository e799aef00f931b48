"""What is offered beside an answer: other sources of a citation, and further questions that have answers."""

from __future__ import annotations

from bot.answers.next_questions import candidates, is_worth_offering
from bot.answers.other_sources import other_sources


def test_for_an_entry_of_a_list_the_articles_that_name_it_are_shown(ask_sample, sample):
    answer = ask_sample("When was Bank Rossiya sanctioned?")
    (entry,) = [citation for citation in answer.citations if citation.listing_id]
    others = other_sources(sample, entry)
    assert [other.n for other in others] == [1, 2, 3]
    assert len({other.article_id for other in others}) == 3
    assert all("Bank Rossiya" in other.quote for other in others if "seven are" in other.quote)
    assert any("OFAC designated Bank Rossiya on 20 March 2014" in other.quote for other in others)


def test_what_nobody_else_says_has_no_other_source(ask_sample, sample):
    answer = ask_sample("Why was CEIEC sanctioned?")
    (lead, *_) = [citation for citation in answer.citations if citation.article_id]
    assert all(other.article_id != lead.article_id for other in other_sources(sample, lead))
    assert other_sources(sample, lead.model_copy(update={"quote": "Background"})) == []


def test_further_questions_are_about_those_of_the_answer_and_not_the_one_just_asked(ask_sample, sample):
    answer = ask_sample("Why was CEIEC sanctioned?")
    asked = candidates(sample, answer)
    assert "Why was CEIEC sanctioned?" not in asked
    assert asked[0] == "Is CEIEC on a sanctions list?"
    assert "Who is Nicolás Maduro?" in asked
    said = {sentence.text for sentence in answer.sentences}
    reply = ask_sample("When was CEIEC sanctioned?")
    assert is_worth_offering(answer, reply, said)
    assert not is_worth_offering(answer, reply, {reply.sentences[0].text})
    assert not is_worth_offering(answer, answer, set())
    assert not is_worth_offering(answer, ask_sample("Who composed the opera Rusalka?"), said)


def test_countries_are_named_one_by_one_and_entries_by_their_kind(ask_sample):
    told = ask_sample("Which countries imposed sanctions on Russia?").text
    assert "European Union, United Kingdom, Canada" in told
    ships = ask_sample("Which ships did OFAC list?").text
    assert "2 vessels" in ships
    assert "ADRIAN DARYA 1" in ships
