"""Questions to the lists as a whole, and what may stand beside an entry: programmes, months, relations, reporting.

The people and companies here do not exist. The index is real, with two lists and a few articles.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest

from bot.answers.answer import Answer, AnswerKind
from bot.answers.asked_name import asked_name
from bot.answers.designations import write_designations
from bot.answers.engine import ask
from bot.answers.entities import Designated
from bot.answers.programmes import meant, spelled_out
from corpus.library import Library
from corpus.listing import EntityKind, Listing, Name, entry_text
from corpus.readers.eu_entry import LIST as EU
from corpus.readers.uk_entry import LIST as UK
from corpus.readers.uk_entry import OFSI_LIST
from index.home import Home
from index.list_register import name_key
from index.live import LiveIndex
from index.search import Snapshot
from index.update import update

ARTICLES = {
    "harbour": ("Harbour", "2022-09-01", "The Treasury put sanctions on Orsk Drellan, the shipowner, on Friday. "
                "Orsk Drellan bought the football club of Vessa in May. The tanker Blue Safer rusts off the coast, "
                "and sanctions on other tankers are being enforced."),
    "bank": ("Bank", "2022-09-02", "Shares of Keldabank listed in London fell by half. The European Union agreed "
             "sanctions on Keldabank and two other lenders. Keldabank has many branches in Europe."),
    "ferries": ("Ferries", "2022-09-05", "Ilva Torrenko owns the ferries of Vessa. Torrenko was sanctioned by the EU "
                "on Friday. Her rivals are Oleg Brammik and his son Pavel Brammik. Brammik was sanctioned by the EU in "
                "May. Switzerland adopted the sanctions of the EU on Monday."),
}  # fmt: skip


def row(key: str, list_name: str, name: str, kind: str = "entity", **facts: object) -> dict[str, object]:
    return {"id": key, "list": list_name, "names": [{"text": name, "kind": "primary"}], "kind": kind, **facts}


LISTINGS = [
    row("o:1", "OFAC SDN", "DRELLAN, Orsk Ivanovich", "person", programmes=["VENEZUELA-EO13850"]),
    row("o:2", "OFAC SDN", "TARN SHIPPING LLC", programmes=["VENEZUELA"],
        relations=[{"kind": "Linked to", "name": "DRELLAN, Orsk Ivanovich"}]),
    row("o:3", "OFAC SDN", "GREY HERON", "vessel", programmes=["DPRK4"],
        relations=[{"kind": "Linked to", "name": "TARN SHIPPING LLC"}]),
    row("o:4", "OFAC SDN", "BLUE HERON", "vessel", programmes=["DPRK"], details=[
        {"label": "Registered owner", "value": "Vessa Lines"}]),
    row("o:5", "OFAC SDN", "MORVANEFT TRADING S.A.", programmes=["SUDAN"]),
    row("o:6", "OFAC SDN", "JOINT STOCK COMPANY KELDABANK", programmes=["SDGT"]),
    row("o:7", "OFAC SDN", "KELDABANK LLC", programmes=["SDGT"]),
    row("o:8", "OFAC SDN", "ЗАРЕЧНЫЙ, Борис", "person", programmes=["SOUTH SUDAN"]),
    row("u:1", "UN Security Council", "HARAKAT VESSA", programmes=["Somalia"], listed_on="2022-03-07",
        reasons="Recruited fighters in Vessa.", as_of="2024-02-27"),
    row("u:2", "UN Security Council", "OLD GUARD", programmes=["Somalia"], listed_on="2010-04-12", as_of="2024-02-27"),
]  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("lists")
    for name, (title, day, text) in ARTICLES.items():
        (folder / f"{name}.md").write_text(f"---\ntitle: {title}\npublished: {day}\nsource: Post\n---\n\n{text}\n")
    (folder / "listings.jsonl").write_text("".join(json.dumps(one) + "\n" for one in LISTINGS))
    home = Home(tmp_path_factory.mktemp("index"))
    library = Library(home.library)
    update(home, library, [str(folder)])
    opened = LiveIndex(home, library).snapshot()
    assert opened is not None
    return opened


@pytest.fixture(scope="module")
def answer(snapshot: Snapshot) -> Callable[..., Answer]:
    return lambda question, as_of=None: ask(question, (), snapshot, as_of=as_of)


@pytest.mark.parametrize(
    ("question", "listings", "words"),
    [
        ("Who is listed under the Venezuela programme?", {"o:1", "o:2"}, "has 2 entries under VENEZUELA"),
        ("Which companies are on the list under the Venezuelan programme?", {"o:2"}, "has 1 company"),
        ("How many entries does the list hold under SDGT?", {"o:6", "o:7"}, "has 2 companies|has 2 entries"),
        ("Which vessels are listed under DPRK?", {"o:3", "o:4"}, "has 2 vessels under DPRK"),
        ("Who is listed under the North Korea programme?", {"o:3", "o:4"}, "has 2 entries"),
        ("Who is listed under the Sudan programme?", {"o:5"}, "under SUDAN"),
        ("Who is listed under Executive Order 13850?", {"o:1"}, "VENEZUELA-EO13850"),
        ("Who was listed in March 2022?", {"u:1"}, "has 1 entry with a listing date in March 2022"),
        ("How many entities did the UN list since 2011?", {"u:1"}, "has 1 company or other entity"),
        ("How many vessels are on the OFAC list?", {"o:3", "o:4"}, "has 2 vessels"),
    ],
)
def test_entries_are_counted_and_named_by_programme_kind_and_time(answer, question, listings, words):
    told = answer(question)
    assert told.kind is AnswerKind.ANSWER
    assert set(told.listings) == listings
    assert any(one in told.text for one in words.split("|"))
    assert all(sentence.citations for sentence in told.sentences)


def test_a_list_without_dates_is_said_to_be_left_out_of_a_month(answer):
    assert any("OFAC SDN list as held gives no dates" in note for note in answer("Who was listed in March 2022?").notes)


def test_a_question_with_more_than_a_programme_is_not_answered_with_all_of_it(answer):
    assert "has 2 entries" not in answer("Which poets are listed under the Venezuela programme?").text


def test_no_entry_of_the_kind_is_no_answer_that_says_where_was_searched(answer):
    told = answer("Which vessels are on the UN list?")
    assert told.kind is AnswerKind.NO_ANSWER
    assert told.text == "I find no vessel in UN Security Council (edition of 27 February 2024)."
    assert "I hold no sanctions list of the EU" in answer("Which vessels are on the EU list?").text


def test_who_names_somebody_is_found_from_the_one_who_is_named(answer, snapshot):
    told = answer("Which companies are linked to Orsk Drellan?")
    assert told.kind is AnswerKind.ANSWER
    assert "TARN SHIPPING LLC (OFAC SDN) [1]" in told.text
    (citation,) = [one for one in told.citations if one.listing_id == "o:2"]
    assert citation.quote == "Linked to: DRELLAN, Orsk Ivanovich"
    assert entry_text(snapshot.listing("o:2"))[citation.start : citation.end] == citation.quote
    assert any("does not tell who owns" in note for note in told.notes)


def test_vessels_are_found_by_their_owner_on_a_list_or_not(answer):
    assert "GREY HERON" in answer("Which vessels does Tarn Shipping own?").text
    assert "BLUE HERON" in answer("Which vessels does Vessa Lines own?").text


def test_relations_are_looked_up_without_company_form_reference_or_order():
    assert name_key("AL-QAIDA (QDe.004)") == name_key("Al-Qaida")
    assert name_key("Tarn Shipping LLC") == name_key("Tarn Shipping")


def test_a_company_with_a_further_telling_word_is_another_one(answer):
    told = answer("Is Morvaneft sanctioned?")
    assert told.listings == ()
    assert "bears the name “Morvaneft”" in told.text
    assert "MORVANEFT TRADING S.A." in told.text
    assert "another entry" in told.text
    assert answer("Is Morvaneft Trading sanctioned?").listings == ("o:5",)


def test_few_companies_that_fit_one_name_are_all_told(answer):
    told = answer("Is Keldabank sanctioned?")
    assert told.kind is AnswerKind.ANSWER
    assert "2 entries on the lists fit “Keldabank”" in told.text
    assert set(told.listings) == {"o:6", "o:7"}


def test_a_list_that_is_not_held_is_said_first_and_reporting_speaks_of_that_authority(answer):
    told = answer("Is Keldabank on the EU list?")
    assert "I hold no sanctions list of the EU" in told.text.split("\n")[0]
    assert "JOINT STOCK COMPANY KELDABANK" in told.text
    assert "Shares" not in told.text
    assert "branches" not in told.text


def test_the_last_name_is_enough_in_an_article_where_nobody_else_has_it(answer):
    told = answer("Is Ilva Torrenko sanctioned by the EU?")
    assert told.kind is AnswerKind.ANSWER
    assert told.text.startswith("I hold no sanctions list of the EU.")
    assert "“Torrenko was sanctioned by the EU on Friday.”" in told.text
    other = answer("Is Pavel Brammik sanctioned by the EU?")  # it may be his father
    assert "Brammik was sanctioned" not in other.text


def test_one_who_imposes_sanctions_is_not_sought_on_a_list(answer):
    told = answer("Did Switzerland adopt the EU sanctions?")
    assert told.kind is AnswerKind.ANSWER
    assert told.text.endswith("“Switzerland adopted the sanctions of the EU on Monday.” [1]")


def test_beside_an_entry_stand_only_reports_on_its_sanctions(answer):
    told = answer("Is Orsk Drellan sanctioned?")
    assert "put sanctions on Orsk Drellan" in told.text
    assert "football" not in told.text
    assert "Safer" not in told.text
    assert len(told.text.split()) <= 120


def test_what_an_authority_says_is_told_in_the_words_of_its_entry(answer):
    told = answer("What does the UN say about Harakat Vessa?")
    assert told.kind is AnswerKind.ANSWER
    assert "Recruited fighters in Vessa" in told.text
    assert told.listings == ("u:1",)


@pytest.mark.parametrize(
    "question",
    [
        "Находится ли Орск Дреллан под санкциями?",
        "¿Está sancionado Orsk Drellan?",
        "Orsk Drellan est-il sous sanctions ?",
        "Steht Orsk Drellan auf der Sanktionsliste?",
        "Чи перебуває Орск Дреллан під санкціями?",
    ],
)
def test_questions_in_other_languages_are_answered_from_the_lists(answer, question):
    told = answer(question)
    assert told.kind is AnswerKind.ANSWER
    assert told.listings == ("o:1",)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("هل محمد صالح خاضع للعقوبات؟", "محمد صالح"),
        ("آیا علی رضایی تحت تحریم است؟", "علی رضایی"),
        ("王小明被制裁了吗？", "王小明"),
        ("Est-ce que Jean Vessa est sanctionné ?", "Jean Vessa"),
    ],
)
def test_the_name_is_found_in_questions_of_other_languages(question, name):
    assert asked_name(question) == name


def test_an_entry_that_a_newer_edition_lacks_was_on_its_list():
    gone = Listing(id="x", list="OFAC SDN", names=(Name(text="TARN"),), kind=EntityKind.ENTITY, as_of=date(2024, 1, 1),
                   last_seen=date(2024, 1, 1), absent_from=date(2024, 6, 1))  # fmt: skip
    told = write_designations([Designated((gone,))]).text
    assert told == (
        "TARN was on the OFAC SDN list; the last to name it is the edition of 1 January 2024; "
        "the edition of 1 June 2024 names it no more. [1]"
    )
    undated = gone.model_copy(update={"as_of": None})
    assert "the list as read on 1 June 2024 names it no more" in write_designations([Designated((undated,))]).text
    stood = write_designations([Designated((gone,))], as_of=date(2024, 3, 1)).text
    assert "names TARN" in stood


def test_codes_and_names_of_regimes_are_found_by_what_people_call_them():
    held = {(EU, "UKR"), (EU, "PRK"), (EU, "TERR"), (UK, "The Russia (Sanctions) (EU Exit) Regulations 2019"),
            (OFSI_LIST, "Russia"), (OFSI_LIST, "Guinea"), (OFSI_LIST, "Guinea-Bissau")}  # fmt: skip
    assert set(meant("Russian", held)) == {(EU, "UKR"), (UK, "The Russia (Sanctions) (EU Exit) Regulations 2019"),
                                           (OFSI_LIST, "Russia")}  # fmt: skip
    assert set(meant("North Korea", held)) == {(EU, "PRK")}
    assert set(meant("terrorism", held)) == {(EU, "TERR")}
    assert set(meant("Guinea", held)) == {(OFSI_LIST, "Guinea")}
    assert meant("Ruritania", held) == {}
    assert spelled_out("PRK", EU) == "PRK (North Korea)"
