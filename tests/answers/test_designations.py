"""Answers from the lists: what was asked comes first, namesakes are told apart, and no name is called unsanctioned.

The people and companies here do not exist. Two lists name some of them; the index is real.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest

from bot.answers.answer import Answer, AnswerKind
from bot.answers.asked_name import asked_name
from bot.answers.engine import ask
from bot.answers.entities import grouped
from bot.answers.programmes import spelled_out
from corpus.library import Library
from corpus.listing import EntityKind, Listing, Name, entry_text
from index.home import Home
from index.live import LiveIndex
from index.search import Snapshot
from index.update import update

NOTHING_ELSE = "The valley of Vessa grows apples. Its growers expect a good harvest."


def listing(key: str, list_name: str, *names: str, kind: str = "person", **facts: object) -> dict[str, object]:
    named = [{"text": text, "kind": "alias" if at else "primary"} for at, text in enumerate(names)]
    return {"id": key, "list": list_name, "names": named, "kind": kind, **facts}


LISTINGS = [
    listing("o:1", "OFAC SDN", "DRELLAN, Orsk Ivanovich", "DRELLAN, Orsk", "THE GREY ONE", programmes=["CYBER2"],
            birth=["03 Mar 1960", "Vessa, Ruritania"], nationalities=["Ruritania"], as_of="2023-05-02"),
    listing("u:1", "UN Security Council", "ORSK DRELLAN", programmes=["Ruritania"], birth=["1960-03-03"],
            listed_on="2011-06-01", reasons="Armed the militia of Keldish.", as_of="2024-02-27",
            identifiers=[{"kind": "Passport", "value": "RU4455667"}]),
    listing("o:2", "OFAC SDN", "MARSOV, Pavel", birth=["1950"], nationalities=["Syria"], position="General",
            programmes=["SYRIA"], as_of="2023-05-02"),
    listing("o:3", "OFAC SDN", "MARSOV, Pavel", birth=["1971"], nationalities=["Iran"], position="Banker",
            programmes=["IFSR"], listed_on="2019-04-05", as_of="2023-05-02"),
    listing("o:4", "OFAC SDN", "BELLHAVEN TRADING LLC", kind="entity", programmes=["SDGT"], listed_on="2016-01-02",
            delisted_on="2020-03-04", as_of="2023-05-02"),
    listing("o:5", "OFAC SDN", "GREY HERON", kind="vessel", programmes=["IRAN"], as_of="2023-05-02",
            identifiers=[{"kind": "IMO", "value": "9123456"}], details=[{"label": "Flag", "value": "Panama"}],
            relations=[{"kind": "Linked to", "name": "DRELLAN, Orsk Ivanovich"}]),
    listing("u:2", "UN Security Council", "KELDISH RELIEF FOUNDATION", kind="entity", listed_on="2022-08-09",
            as_of="2024-02-27"),
]  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("lists")
    (folder / "apples.md").write_text(f"---\ntitle: Apples\npublished: 2022-09-01\n---\n\n{NOTHING_ELSE}\n")
    (folder / "listings.jsonl").write_text("".join(json.dumps(row) + "\n" for row in LISTINGS))
    home = Home(tmp_path_factory.mktemp("index"))
    library = Library(home.library)
    update(home, library, [str(folder)])
    opened = LiveIndex(home, library).snapshot()
    assert opened is not None
    return opened


@pytest.fixture(scope="module")
def answer(snapshot: Snapshot) -> Callable[..., Answer]:
    def asking(question: str, *history: str, as_of: date | None = None) -> Answer:
        return ask(question, history, snapshot, as_of=as_of)

    return asking


def first(answer: Answer) -> str:
    return answer.sentences[0].text


def test_entries_of_several_lists_about_one_person_are_one_card_each_with_its_date(answer):
    told = answer("Is Orsk Drellan sanctioned?")
    assert told.kind is AnswerKind.ANSWER
    assert set(told.listings) == {"o:1", "u:1"}
    assert "OFAC SDN list (edition of 2 May 2023)" in told.text
    assert "UN Security Council list (edition of 27 February 2024)" in told.text
    assert "since 1 June 2011" in told.text


def test_an_alias_that_was_asked_about_is_told_beside_the_name_of_the_entry(answer):
    assert "names DRELLAN, Orsk Ivanovich, listed also as THE GREY ONE, under" in answer("Is The Grey One listed?").text
    assert "listed also as" not in answer("Is Orsk Drellan listed?").text  # that is the name, but for the patronymic


def test_every_sentence_of_a_card_quotes_the_lines_of_its_entry(answer, snapshot):
    for question in ("Is Orsk Drellan sanctioned?", "Who is Orsk Drellan?", "What is the flag of the Grey Heron?"):
        told = answer(question)
        citations = {citation.n: citation for citation in told.citations}
        for sentence in told.sentences:
            assert f"{sentence.text} [{sentence.citations[0]}]" in told.text
            citation = citations[sentence.citations[0]]
            entry = entry_text(snapshot.listing(citation.listing_id))
            assert entry[citation.start : citation.end] == citation.quote
            assert len(citation.quote) < len(entry)
        assert len(told.text.split()) <= 120


def test_when_is_answered_with_the_date_first(answer):
    told = answer("Since when is Orsk Drellan sanctioned?")
    assert "since 1 June 2011" in first(told)
    assert told.sentences[0].text[slice(*told.sentences[0].answer_span)] == "1 June 2011"


def test_a_list_without_the_date_is_said_not_to_give_it(answer):
    told = answer("Since when is Pavel Marsov, the Syrian, sanctioned?")
    assert first(told).startswith("The OFAC SDN list (edition of 2 May 2023) does not give the date since when")
    assert told.kind is AnswerKind.NO_ANSWER


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What is Orsk Drellan listed for?", "Armed the militia of Keldish"),
        ("Under which programme is Orsk Drellan listed by OFAC?", "CYBER2 (malicious cyber activities)"),
        ("What are the aliases of Orsk Drellan?", "THE GREY ONE"),
        ("What is the passport number of Orsk Drellan?", "RU4455667"),
        ("When was Orsk Drellan born?", "1960"),
        ("Where was Orsk Drellan born?", "1960"),
        ("What is the IMO number of the vessel Grey Heron?", "9123456"),
        ("Which flag does the vessel Grey Heron have?", "Panama"),
        ("Who is the vessel Grey Heron linked to?", "DRELLAN, Orsk Ivanovich"),
        ("Who owns the vessel Grey Heron?", "does not give an owner; it states Linked to: DRELLAN"),
        ("By whom was Orsk Drellan sanctioned?", "was listed by the UN Security Council"),
        ("By whom was Pavel Marsov, the Iranian, sanctioned?", "Office of Foreign Assets Control"),
    ],
)
def test_the_first_sentence_answers_what_was_asked(answer, question, words):
    assert words in first(answer(question))


def test_what_the_card_says_of_dealings_is_noted_once_and_for_those_who_can_own(answer):
    notes = answer("Is Orsk Drellan sanctioned?").notes
    assert sum("50 Percent Rule" in note for note in notes) == 1
    assert not any("owned" in note for note in answer("Is the vessel Grey Heron sanctioned?").notes)
    assert not any("owned" in note for note in answer("When was Orsk Drellan born?").notes)


def test_of_namesakes_the_bot_asks_which_one_with_what_tells_them_apart(answer):
    told = answer("Is Pavel Marsov sanctioned?")
    assert told.kind is AnswerKind.CLARIFY
    assert told.citations == ()
    assert "1. MARSOV, Pavel (born 1950; Syria; General; OFAC SDN)" in told.text
    assert "2. MARSOV, Pavel (born 1971; Iran; Banker; OFAC SDN)" in told.text
    assert len(told.choices) == 2


@pytest.mark.parametrize("choice", ["2", "the second one", "the one born in 1971", "the Iranian", "the banker"])
def test_the_next_message_chooses_and_the_question_is_answered_about_that_one_alone(answer, choice):
    told = answer(choice, "Is Pavel Marsov sanctioned?")
    assert told.kind is AnswerKind.ANSWER
    assert told.listings == ("o:3",)
    assert "SYRIA" not in told.text
    assert told.question == choice


def test_what_follows_is_about_the_one_chosen(answer):
    told = answer("Since when?", "Is Pavel Marsov sanctioned?", "the Iranian")
    assert "since 5 April 2019" in first(told)


def test_a_question_that_tells_which_one_needs_no_question_back(answer):
    assert answer("Is the Pavel Marsov born in 1950 sanctioned?").listings == ("o:2",)


def test_an_unfitting_choice_chooses_nobody(answer):
    assert answer("7", "Is Pavel Marsov sanctioned?").kind is not AnswerKind.ANSWER


def test_a_delisted_company_was_listed_from_until(answer):
    told = answer("Is Bellhaven Trading sanctioned?")
    assert "was on the OFAC SDN list" in first(told)
    assert "from 2 January 2016 until 4 March 2020" in first(told)
    assert not any("owned" in note for note in told.notes)
    assert "until 4 March 2020" in first(answer("When was Bellhaven Trading delisted?"))


def test_as_of_a_day_the_entry_stood_and_before_it_was_not_known(answer):
    stood = answer("Is Bellhaven Trading sanctioned?", as_of=date(2018, 1, 1))
    assert "until" not in stood.text
    before = answer("Is Bellhaven Trading sanctioned?", as_of=date(2015, 1, 1))
    assert before.kind is AnswerKind.NO_ANSWER
    assert before.listings == ()


def test_an_edition_later_than_the_day_asked_about_is_owned_up_to(answer):
    told = answer("Is Pavel Marsov, the Syrian, sanctioned?", as_of=date(2012, 1, 1))
    assert "the list as held is of 2 May 2023 and does not tell since when" in told.text


def test_a_list_that_does_not_name_somebody_is_not_answered_with_another_list(answer):
    told = answer("When did the UN sanction Bellhaven Trading?")
    assert told.kind is AnswerKind.NO_ANSWER
    assert told.text.startswith("I don't know")
    assert "I find no entry for BELLHAVEN TRADING LLC in UN Security Council" in told.text
    assert "I hold no sanctions list of the EU" in answer("Is Bellhaven Trading on the EU list?").text


def test_of_a_name_on_no_list_the_lists_the_nearest_names_and_a_warning_are_told(answer):
    told = answer("Is Orsk Trellan Vidov sanctioned?")
    assert told.kind is AnswerKind.NO_ANSWER
    assert "“Orsk Trellan Vidov”" in told.text
    assert "OFAC SDN (edition of 2 May 2023), UN Security Council (edition of 27 February 2024)" in told.text
    assert "no proof" in told.text
    assert "\n• ORSK DRELLAN (born 1960-03-03; Ruritania; UN Security Council)" in told.text
    assert "not sanctioned" not in told.text
    assert told.listings == ()


def test_a_misspelt_name_is_answered_with_a_doubt(answer):
    told = answer("Is Orsk Drelan sanctioned?")
    assert "o:1" in told.listings
    assert any("Orsk Drelan" in note and "make sure" in note for note in told.notes)


def test_an_entry_does_not_answer_what_only_speaks_of_sanctions(answer):
    told = answer("Did Bellhaven Trading pay dividends despite the sanctions?")
    assert told.kind is AnswerKind.NO_ANSWER


def person(key: str, list_name: str, name: str, *birth: str, countries: tuple[str, ...] = ()) -> Listing:
    return Listing(id=key, list=list_name, names=(Name(text=name),), kind=EntityKind.PERSON, birth=birth,
                   nationalities=countries)  # fmt: skip


def test_one_name_with_other_years_of_birth_is_another_person():
    a, b = person("a", "A", "SALIM, Adil", "1960"), person("b", "B", "Adil Salim", "1975")
    assert [len(group.entries) for group in grouped([a, b])] == [1, 1]
    c = person("c", "B", "Adil Salim", "circa 1961")
    assert [len(group.entries) for group in grouped([a, c])] == [2]


def test_a_name_alone_does_not_make_two_persons_one():
    assert len(grouped([person("a", "A", "SALIM, Adil"), person("b", "B", "Adil Salim")])) == 2


def test_what_an_order_is_numbered_is_spelled_out_and_unknown_codes_stay():
    assert spelled_out("IRAN-EO13902", "OFAC SDN") == "IRAN-EO13902 (Iran, Executive Order 13902)"
    assert spelled_out("QWERTY", "OFAC SDN") == "QWERTY"
    assert spelled_out("CUBA", "OFAC SDN") == "CUBA"


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Is Halvorsen Maritime DMCC sanctioned?", "Halvorsen Maritime DMCC"),
        ("is wilhelmina quatsch on any sanctions list?", "wilhelmina quatsch"),
        ("When did OFAC designate Baltstroy Kreditbank?", "Baltstroy Kreditbank"),
        ("Since when is Tarn Shipping sanctioned and by whom?", "Tarn Shipping"),
        ("what are Tarn Shipping's aliases", "Tarn Shipping"),
        ("Is “Bank of the East” listed by the EU?", "Bank of the East"),
        ("Is PUTIN, Igor sanctioned", "PUTIN, Igor"),
        ("Is it legal to pay Acme Trading, Inc.?", "Acme Trading, Inc"),
        ("Is Will Smith sanctioned?", "Will Smith"),
        ("IS JOHN SMITH SANCTIONED?", "JOHN SMITH"),
        ("Is 王小明 sanctioned?", "王小明"),
        ("Находится ли Иван Иванов под санкциями?", "Иван Иванов"),
        ("is the tanker grace 1 sanctioned", "grace 1"),
        ("Is Ali Hassan, the general, sanctioned?", "Ali Hassan"),
        ("Is anyone sanctioned?", None),
    ],
)
def test_the_name_asked_about_is_found_in_many_phrasings(question, name):
    assert asked_name(question) == name


def test_a_choice_that_fits_none_is_asked_again(answer):
    told = answer("the Swede", "Is Pavel Marsov sanctioned?")
    assert told.kind is AnswerKind.CLARIFY
    assert "1. MARSOV, Pavel" in told.text
