"""The name directory: listings built here, written as OFAC writes them, and the real list where it is present."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from corpus import readers
from corpus.listing import EntityKind, Listing, Name, NameKind
from index.names import MATCH_THRESHOLD, NameDirectory, normalise

LISTS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "lists"


def listing(key: str, kind: EntityKind, *names: str, weak: tuple[str, ...] = ()) -> Listing:
    primary, *aliases = names
    return Listing(
        id=key,
        list="OFAC SDN",
        kind=kind,
        names=(
            Name(text=primary),
            *(Name(text=alias, kind=NameKind.ALIAS) for alias in aliases),
            *(Name(text=alias, kind=NameKind.WEAK) for alias in weak),
        ),
    )


PERSON, ENTITY, VESSEL, AIRCRAFT = EntityKind.PERSON, EntityKind.ENTITY, EntityKind.VESSEL, EntityKind.AIRCRAFT
LISTINGS = [
    listing("maduro", PERSON, "MADURO MOROS, Nicolas"),
    listing("lavrov", PERSON, "LAVROV, Sergei Viktorovich", "LAVROV, Sergey"),
    listing("rahman", PERSON, "AL-RAHMAN, Abd al Aziz Omar", weak=("TAYLOR", "ABU OMAR")),
    listing("taylor", PERSON, "TAYLOR, Mark John"),
    listing("burhan", PERSON, "BURHAN, Dr. Sahir"),
    *(listing(f"garcia{n}", PERSON, f"GARCIA {n}, Jose") for n in "ABAD BO CANO DIEZ ELIA FONT".split()),
    listing("ceiec", ENTITY, "CHINA NATIONAL ELECTRONICS IMPORT & EXPORT CORPORATION", "CEIEC"),
    listing("bnc", ENTITY, "BANCO NACIONAL DE CUBA", weak=("BNC", "STAR")),
    listing("sberbank", ENTITY, "PUBLIC JOINT STOCK COMPANY SBERBANK OF RUSSIA", "PJSC SBERBANK"),
    listing("vtb", ENTITY, "VTB BANK PUBLIC JOINT STOCK COMPANY", "JSC VTB BANK"),
    listing("kataib", ENTITY, "KATA'IB HIZBALLAH"),
    listing("hamas", ENTITY, "HAMAS"),
    listing("opera", ENTITY, "OPERA"),
    listing("aero", ENTITY, "AERO-CARIBBEAN AIRLINES"),
    listing("solutions", ENTITY, "INDUSTRIAL SOLUTIONS LLC"),
    listing("bankers", ENTITY, "BANK LLC"),
    listing("hope", VESSEL, "HOPE"),
    listing("luna", VESSEL, "LUNA"),
    listing("marivan", VESSEL, "MARIVAN"),
    listing("plane", AIRCRAFT, "N200VR"),
]  # fmt: skip


@pytest.fixture(scope="module")
def directory() -> NameDirectory:
    return NameDirectory.build(LISTINGS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MADURO MOROS, Nicolas", "Nicolás Maduro Moros"),
        ("C.E.I.E.C.", "ceiec"),
        ("Import & Export", "import AND export"),
        ("Kata'ib Hizballah", "Kata’ib-Hizballah"),
        ("O’Brien", "OBRIEN"),
        ("Łódź Straße", "LODZ STRASSE"),
        ("Cafe\u0301", "Café"),
        ("محمّد علـي", "محمد علي"),
        ("ВЛАДИМИР Путин", "владимир путин"),
        ("ANGLO-CARIBBEAN CO., LTD.", "Anglo Caribbean Co Ltd"),
        ("CEIEC's", "CEIEC"),
    ],
)
def test_names_written_differently_are_normalised_alike(one: str, other: str) -> None:
    assert normalise(one) == normalise(other) != ""


def test_other_scripts_stay_as_they_are() -> None:
    assert normalise("中国电子") == "中国电子"
    assert normalise("김정은") == "김정은"
    assert normalise("が") == "が"
    assert normalise(normalise("¼ ŀ")) == normalise("¼ ŀ") == "14 l"


def test_a_comma_before_a_company_form_is_no_family_name() -> None:
    assert normalise("BANCO DE VENEZUELA, S.A.") == "banco de venezuela sa"


def test_the_primary_name_scores_one_and_a_weak_alias_less_than_a_strong_one(directory: NameDirectory) -> None:
    [primary] = directory.match("Banco Nacional de Cuba")
    [strong] = directory.match("c.e.i.e.c.")
    [weak] = directory.match("BNC")
    assert (primary.score, primary.how) == (1.0, "exact")
    assert weak.score < strong.score < 1.0
    assert weak.matched_name == Name(text="BNC", kind=NameKind.WEAK)


def test_a_slip_hides_a_weak_alias_of_several_words_no_more_than_a_strong_one(directory: NameDirectory) -> None:
    assert [match.listing.id for match in directory.match("Abu Omarr")] == ["rahman"]
    assert "rahman" not in {match.listing.id for match in directory.match("Taylorr")}


def test_a_name_of_one_word_beside_a_title_is_found_among_many_with_that_word() -> None:
    many = [listing(f"ahmad{n}", PERSON, f"AHMAD, {chr(65 + n % 26)}ors{chr(97 + n // 26)}k") for n in range(80)]
    directory = NameDirectory.build([*many, listing("sayed", PERSON, "AHMAD, Sayed")])
    assert directory.match("Sayed Ahmadd")[0].listing.id == "sayed"


def test_a_legal_form_left_out_leads_to_companies_and_a_title_to_persons(directory: NameDirectory) -> None:
    assert directory.match("Marivan LLC") == [] or directory.match("Marivan LLC")[0].score < 0.9
    assert directory.match("Sheikh Marivan") == [] or directory.match("Sheikh Marivan")[0].score < 0.9


@pytest.mark.parametrize(
    ("asked", "key", "how"),
    [
        ("Nicolás Maduro Moros", "maduro", "exact"),
        ("Maduro Moros Nicolas", "maduro", "family name first"),
        ("Nicolas Moros Maduro", "maduro", "same words in another order"),
        ("Nicolas Maduro", "maduro", "given name and first of the family names"),
        (
            "President Nicolás Maduro",
            "maduro",
            "given name and first of the family names, without title or company form",
        ),
        ("Sergei Lavrov", "lavrov", "given and last name (middle names missing)"),
        ("Abd al-Aziz al-Rahman", "rahman", "given and last name (middle names missing)"),
        ("Maduro", "maduro", "last name only"),
        ("Sberbank", "sberbank", "without company form"),
        ("Sberbank of Russia JSC", "sberbank", "without company form, without title or company form"),
        ("China National Electronics Import and Export", "ceiec", "without company form"),
        ("Aerocaribbean Airlines", "aero", "written together or apart"),
        ("Kataib Hizballah", "kataib", "exact"),
        ("VTB", "vtb", "without the word bank"),
        ("BNDC", None, ""),
    ],
)
def test_a_name_is_matched_in_the_ways_people_write_it(
    directory: NameDirectory, asked: str, key: str | None, how: str
) -> None:
    found = directory.match(asked)
    assert [match.listing.id for match in found] == ([key] if key else [])
    assert [match.how for match in found] == ([how] if key else [])
    assert all(MATCH_THRESHOLD <= match.score <= 1 for match in found)


@pytest.mark.parametrize(
    "asked", ["Bank", "Banco", "Nacional", "Nicolas", "Sber", "of", "", " ,.;", "Madur", "💥", "Cuba"]
)
def test_a_prefix_or_one_shared_word_matches_nothing(directory: NameDirectory, asked: str) -> None:
    assert directory.match(asked) == []


@pytest.mark.parametrize(
    ("asked", "key", "how"),
    [
        ("Sergej Lawrow", "lavrov", "transliteration"),
        ("Sergey Lavrob", "lavrov", "spelling"),
        ("Lavrov Sergej", "lavrov", "transliteration"),
        ("Сергей Лавров", "lavrov", "in other letters"),
        ("Лавров", "lavrov", "last name only, in other letters"),
        ("Lawrow", "lavrov", "last name only, transliteration"),
        ("Nikolas Madurro Moros", "maduro", "transliteration"),
        ("Kataeb Hezbollah", "kataib", "another form of the name"),
        ("Aero Caribean Airlines", "aero", "transliteration"),
    ],
)
def test_a_name_spelt_otherwise_is_found_and_the_difference_told(
    directory: NameDirectory, asked: str, key: str, how: str
) -> None:
    best = directory.match(asked)[0]
    assert best.listing.id == key
    assert how in best.how
    assert MATCH_THRESHOLD <= best.score < 1
    assert {part.query for part in best.parts} - {""}


@pytest.mark.parametrize("asked", ["Sergei Lazarev", "Mark Garcia", "Industrial Bank", "Nicolas Moreau", "Abdel Omar"])
def test_a_name_that_only_shares_words_or_letters_with_listed_ones_matches_nothing(
    directory: NameDirectory, asked: str
) -> None:
    assert directory.match(asked) == []


def test_the_nearest_names_are_told_where_none_matches(directory: NameDirectory) -> None:
    assert directory.match("Sergei Lazarev") == []
    near = directory.nearest("Sergei Lazarev", limit=2)
    assert near[0].listing.id == "lavrov"
    assert [match.score for match in near] == sorted((match.score for match in near), reverse=True)
    assert all(match.score < MATCH_THRESHOLD for match in near)
    assert directory.nearest("💥") == []


def test_a_last_name_that_many_bear_names_nobody(directory: NameDirectory) -> None:
    assert directory.match("Garcia") == []
    assert {match.listing.id for match in directory.match("Jose Garcia")} == {
        f"garcia{n}" for n in "ABAD BO CANO DIEZ ELIA FONT".split()
    }


def test_matches_come_best_first_and_once_for_each_listing(directory: NameDirectory) -> None:
    found = directory.match("Jose Garcia Cano", limit=3)
    assert [match.listing.id for match in found] == ["garciaCANO"]
    assert len(directory.match("Jose Garcia", limit=3)) == 3
    [lavrov] = directory.match("Sergey Lavrov")
    assert lavrov.matched_name.text == "LAVROV, Sergey"


def named(directory: NameDirectory, text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[found.start : found.end], found.listing_ids) for found in directory.mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Why was CEIEC sanctioned?", ["CEIEC"]),
        ("CEIEC's exports, the C.E.I.E.C. itself", ["CEIEC", "C.E.I.E.C."]),
        ("why was ceiec sanctioned, and sberbank or vtb?", ["ceiec", "sberbank", "vtb"]),
        ("It names Nicolás Maduro’s aides.", ["Nicolás Maduro"]),
        ("The entry MADURO MOROS, Nicolas was added.", ["MADURO MOROS, Nicolas"]),
        ("China National Electronics Import & Export Corporation (CEIEC)",
         ["China National Electronics Import & Export Corporation", "CEIEC"]),
        ("Kata’ib Hizballah and Hamas", ["Kata’ib Hizballah", "Hamas"]),
        ("Banco Nacional de Cuba, or BNC", ["Banco Nacional de Cuba", "BNC"]),
        ("the tanker Luna, the Marivan, a vessel", ["Luna", "Marivan"]),
        ("a plane, N200VR, landed", ["N200VR"]),
        ("Is Maduro listed?", ["Maduro"]),
    ],
)  # fmt: skip
def test_listed_names_are_found_in_a_text(directory: NameDirectory, text: str, expected: list[str]) -> None:
    assert [found for found, _ in named(directory, text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "We hope for peace. Hope is all we have, and HOPE it is.",
        "Mark went to the opera; the Opera was closed.",
        "Taylor was the star of the show, a Star in Washington.",
        "The bnc and the star",
        "WE HAVE SEEN THE STAR OF THE SHOW",
        "Luna Park opens. ABDUL wrote.",
        "General Abdel Fattah al-Burhan spoke.",
        "Nicolas met Sergei.",
        "Advanced Industrial Solutions was hired.",
        "Is Taylor sanctioned?",
        "Banco Nacional\nde Cuba",
        "He met Nicolas. Maduro was away." + " Much else was said that day." * 20,
        "",
    ],
)
def test_words_that_only_look_like_names_are_not_found(directory: NameDirectory, text: str) -> None:
    assert named(directory, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Is Sergej Lawrow sanctioned?", ["Sergej Lawrow"]),
        ("Is Lawrow sanctioned?", ["Lawrow"]),
        ("Kto takoi Лавров?", ["Лавров"]),
        ("Кто такой Сергей Лавров?", ["Сергей Лавров"]),
        ("Did Nikolas Madurro Moros meet Hamas?", ["Nikolas Madurro Moros", "Hamas"]),
        ("Is Sergei Lazarev sanctioned?", []),
        ("Was the Opera built in Luna Park?", []),
        ("Is Industrial Bank of Garcia listed?", []),
        ("Sergej Lawrow spoke." + " Much else was said that day." * 20, []),
    ],
)  # fmt: skip
def test_in_a_question_names_spelt_otherwise_are_found(
    directory: NameDirectory, text: str, expected: list[str]
) -> None:
    assert [found for found, _ in named(directory, text)] == expected


def test_in_a_long_text_a_last_name_needs_the_full_name_elsewhere(directory: NameDirectory) -> None:
    filling = " Much else was said that day." * 20
    assert named(directory, "Lavrov spoke." + filling) == []
    found = directory.mentions("Lavrov spoke." + filling + " Sergei Lavrov left.")
    assert [mention.how for mention in found] == [
        "last name of someone named in full in the same text",
        "given and last name (middle names missing)",
    ]


def test_a_last_name_the_text_gives_to_another_is_not_found(directory: NameDirectory) -> None:
    assert named(directory, "Igor Lavrov won. Lavrov was glad.") == []
    assert named(directory, "Minister Lavrov won.") == [("Lavrov", ("lavrov",))]


def test_a_weak_alias_of_ordinary_letters_counts_where_the_listing_is_named(directory: NameDirectory) -> None:
    assert named(directory, "Banco Nacional de Cuba, called STAR, pays.") == [
        ("Banco Nacional de Cuba", ("bnc",)),
        ("STAR", ("bnc",)),
    ]


def test_mentions_do_not_overlap_and_the_longest_wins(directory: NameDirectory) -> None:
    text = "PJSC Sberbank, Sberbank of Russia and VTB Bank Public Joint Stock Company"
    found = directory.mentions(text)
    assert [text[mention.start : mention.end] for mention in found] == [
        "PJSC Sberbank",
        "Sberbank of Russia",
        "VTB Bank Public Joint Stock Company",
    ]
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_name_of_several_listings_gives_all_of_them() -> None:
    directory = NameDirectory.build(
        [listing("a", PERSON, "PUSHKOV, Ilya Petrovich"), listing("b", PERSON, "PUSHKOV, Ilya Olegovich")]
    )
    assert named(directory, "Ilya Pushkov said so.") == [("Ilya Pushkov", ("a", "b"))]
    assert len(directory.match("Ilya Pushkov")) == 2


def test_short_words_written_together_are_found_beside_another_difference() -> None:
    ships = NameDirectory.build([listing("sam", VESSEL, "TAN YONG 1"), listing("other", VESSEL, "SAMSON")])
    assert [match.listing.id for match in ships.match("Tanyong 01")] == ["sam"]


def test_of_entries_that_fit_alike_the_one_written_as_asked_comes_first() -> None:
    directory = NameDirectory.build([listing("a", PERSON, "KIM, Tong-chol"), listing("b", PERSON, "KIM, Tong Chol")])
    assert [match.listing.id for match in directory.match("Tong Chol Kim")] == ["b", "a"]
    assert [match.listing.id for match in directory.match("Tong-chol Kim")] == ["a", "b"]


def test_an_empty_directory_knows_nobody() -> None:
    directory = NameDirectory.build([])
    assert directory.match("Nicolas Maduro") == []
    assert directory.mentions("Nicolas Maduro") == []


@pytest.fixture(scope="module")
def ofac() -> NameDirectory:
    path = LISTS / "ofac_sdn_2023-11.csv"
    if not path.is_file():
        pytest.skip("the OFAC list of shared/data is not beside this checkout")
    return NameDirectory.build(entry for entry in readers.read(path, lambda _: None) if isinstance(entry, Listing))


@pytest.mark.slow
def test_every_strong_name_of_the_real_list_finds_its_own_listing(ofac: NameDirectory) -> None:
    for entry in readers.read(LISTS / "ofac_sdn_2023-11.csv", lambda _: None):
        assert isinstance(entry, Listing)
        best = ofac.match(entry.name, limit=40)
        assert entry.id in {match.listing.id for match in best if match.score >= 0.98}, entry.name


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("CEIEC", "ofac-sdn:30502"),
        ("Vladimir Putin", "ofac-sdn:35096"),
        ("Nicolás Maduro", "ofac-sdn:22790"),
        ("Oleg Deripaska", "ofac-sdn:24283"),
        ("IRGC", "ofac-sdn:10391"),
        ("Hizballah", "ofac-sdn:4697"),
    ],
)
def test_well_known_names_are_found_in_the_real_list(ofac: NameDirectory, asked: str, key: str) -> None:
    assert ofac.match(asked)[0].listing.id == key
    assert key in {found for mention in ofac.mentions(f"Why was {asked} listed?") for found in mention.listing_ids}


@pytest.mark.parametrize("asked", ["Bank", "Star", "Ali", "Islamic", "Company", "Washington", "Maritime"])
def test_common_words_match_nothing_in_the_real_list(ofac: NameDirectory, asked: str) -> None:
    assert ofac.match(asked) == []
