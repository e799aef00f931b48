"""Comparisons and timelines over the sample corpus: every line is dated or listed, and proven."""

from __future__ import annotations

from datetime import date

from bot.answers.answer import AnswerKind
from bot.answers.comparisons import compare
from bot.answers.timelines import EventKind, timeline


def assert_proven(sample, citations):
    """Numbered from 1, and each quotation stands in what it cites."""
    assert [citation.n for citation in citations] == list(range(1, len(citations) + 1))
    held = sample.articles({article.checksum for article in sample.manifest.articles}).values()
    texts = {article.id: article.text for article in held}
    for citation in citations:
        if citation.article_id:
            assert texts[citation.article_id][citation.start : citation.end] == citation.quote
        else:
            assert citation.passage[citation.start : citation.end] == citation.quote


def test_a_timeline_tells_listing_and_reports_in_order_each_proven(sample):
    told = timeline(sample, "CEIEC")
    assert (told.subject, told.names) == ("CEIEC", ("CEIEC",))
    days = [event.day for event in told.events]
    assert days == sorted(days)
    assert told.events[0].kind is EventKind.DESIGNATION
    assert (told.events[0].day, told.events[0].when) == (date(2020, 11, 30), "30 November 2020")
    assert {event.kind for event in told.events[1:]} == {EventKind.REPORT}
    assert_proven(sample, told.citations)


def test_a_timeline_keeps_to_the_days_and_the_number_of_events_asked_for(sample):
    whole = timeline(sample, "Deripaska")
    since = timeline(sample, "Deripaska", since=date(2019, 1, 1))
    until = timeline(sample, "Deripaska", until=date(2018, 12, 31))
    assert since.events
    assert until.events
    assert all(event.day >= date(2019, 1, 1) for event in since.events)
    assert all(event.day <= date(2018, 12, 31) for event in until.events)
    few = timeline(sample, "Deripaska", most=2)
    assert len(few.events) == 2
    assert few.left_out > whole.left_out
    before = timeline(sample, "CEIEC", as_of=date(2020, 1, 1))
    assert before.events == ()


def test_a_day_known_by_its_month_alone_says_so(sample):
    told = [event for event in timeline(sample, "Deripaska").events if not event.exact]
    assert [(event.day, event.when) for event in told][:1] == [(date(2018, 12, 1), "December 2018")]


def test_a_name_nobody_has_has_no_timeline(sample):
    told = timeline(sample, "Wilhelmina Quatsch")
    assert (told.events, told.names, told.citations) == ((), (), ())


def test_sides_are_compared_by_lists_and_reports_with_one_numbering(sample):
    found = compare(sample, ["Bank Rossiya", "CEIEC", "Bank Rossiya", "Belarus", "Rusal", "Rosneft"])
    assert [side.name for side in found.sides] == ["Bank Rossiya", "CEIEC", "Belarus", "Rusal"]
    assert found.sides[0].lists == ("OFAC SDN",)
    assert_proven(sample, found.citations)
    early = compare(sample, ["CEIEC"], as_of=date(2020, 1, 1))
    assert early.sides[0].told == ()


def test_asked_in_words_both_come_as_answers_with_their_citations(ask_sample, sample):
    compared = ask_sample("Is Bank Rossiya or CEIEC on more lists?")
    assert compared.kind is AnswerKind.ANSWER
    assert "Bank Rossiya is on OFAC SDN [1]" in compared.text
    assert_proven(sample, compared.citations)
    told = ask_sample("What happened to Nord Stream 2 between 2019 and 2022?")
    assert told.text.startswith("Timeline of Nord Stream 2")
    assert_proven(sample, told.citations)
    respect = ask_sample("What is the difference between the EU and US sanctions on Belarus?")
    assert "My sources hold nothing on sanctions on Belarus that names it." in respect.text
    assert "23 individuals and 21 entities from Belarus" in respect.text


def test_several_questions_are_answered_one_by_one_and_a_wrong_premise_is_said(ask_sample):
    both = ask_sample("Who is Deripaska and why was he sanctioned?")
    assert both.text.startswith("Who is Deripaska?\n")
    wrong = ask_sample("Is it true that CEIEC was sanctioned in 2019?")
    assert "the statement has “2019”, they have “30 November 2020”" in wrong.text


def test_a_question_about_nobody_is_asked_back_and_letters_are_no_question(ask_sample):
    assert ask_sample("Why?").kind is AnswerKind.CLARIFY
    assert ask_sample("asdf").kind is AnswerKind.NO_ANSWER
    assert (
        ask_sample("How many persons are on the EU list?").text == "I don't know: I hold no sanctions list of the EU."
    )


def test_those_named_in_the_news_and_those_on_a_list_are_named(ask_sample):
    news = ask_sample("Which companies were sanctioned in 2022?")
    assert "MOGE" in news.text
    assert "it may not be all" in news.text
    members = ask_sample("Who is on the list for Belarus?")
    assert "BELARUSKALI OAO" in members.text
    assert "3 entries" in members.text
