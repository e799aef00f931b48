from datetime import date

import pytest

from corpus import readers
from corpus.listing import Detail, EntityKind, Identifier, Listing, Name, NameKind, Relation
from tests.corpus.reading import SHARED_DATA, read, written

E = "-0- "
HEADER = "ID,Name,Type,Country,Title,Col_F,Col_G,Col_H,Col_I,Col_J,Col_K,Details\n"


def row(uid="1", name="ACME", kind=E, programmes="CUBA", title=E, vessel=(E, E, E, E, E, E), remarks=E) -> str:
    return ",".join(f'"{cell}"' for cell in [uid, name, kind, programmes, title, *vessel, remarks]) + "\r\n"


def only_listing(path) -> Listing:
    (listing,), skipped = read(path)
    assert skipped == []
    return listing


@pytest.mark.parametrize("header", ["", HEADER])
@pytest.mark.parametrize("end", ["", "\x1a"])
def test_the_list_is_read_as_published_and_with_an_added_header(tmp_path, header, end):
    path = written(tmp_path, "anything.csv", header + row("36", "AIR ACME", programmes="SDGT] [IRGC] [IFSR") + end)
    listing = only_listing(path)
    assert listing.id == "ofac-sdn:36"
    assert listing.list == "OFAC SDN"
    assert listing.names == (Name(text="AIR ACME"),)
    assert listing.kind is EntityKind.ENTITY
    assert listing.programmes == ("SDGT", "IRGC", "IFSR")
    assert listing.source_url == "https://sanctionssearch.ofac.treas.gov/Details.aspx?id=36"
    assert (listing.remarks, listing.position, listing.as_of) == (None, None, None)


def test_remarks_give_names_numbers_birth_and_nationality(tmp_path):
    remarks = (
        "DOB 10 Dec 1948; alt. DOB circa 1950; POB Hamhung, Korea, North; nationality Iran; citizen Korea, North; "
        "Gender Male; Passport A123 (Iran) issued 02 Nov 2007 expires 31 Oct 2012; "
        "alt. Passport Booklet: B9 (Pakistan); "
        "National ID No. 61101 (Korea, North); NIT # 890-3 (Colombia); SWIFT/BIC HAVIGB2L; Phone Number 98218; "
        "Executive Order 13662 Directive Determination - Subject to Directive 1; Linked To: ACME 5; "
        "(Linked To: HOUSE (OF) CARDS); wife of BETA; all offices worldwide; Member of the Senate; "
        "Secondary sanctions risk: section 1(b); Listing Date (EO 14024 Directive 2): 24 Feb 2022; "
        "a.k.a. 'THE ENGINEER'; a.k.a. 'DHA'AME'."
    )
    listing = only_listing(
        written(tmp_path, "sdn.csv", row("7", "DOE, Jon", "individual", title="Minister", remarks=remarks))
    )
    assert listing.kind is EntityKind.PERSON
    assert listing.position == "Minister"
    assert listing.birth == ("10 Dec 1948", "circa 1950", "Hamhung, Korea, North")
    assert listing.nationalities == ("Iran", "Korea, North")
    assert [name.text for name in listing.names if name.kind is NameKind.WEAK] == ["THE ENGINEER", "DHA'AME"]
    assert listing.identifiers == (
        Identifier(kind="Passport", value="A123", country="Iran"),
        Identifier(kind="Passport Booklet", value="B9", country="Pakistan"),
        Identifier(kind="National ID", value="61101", country="Korea, North"),
        Identifier(kind="NIT", value="890-3", country="Colombia"),
        Identifier(kind="SWIFT/BIC", value="HAVIGB2L"),
    )
    assert listing.relations == (
        Relation(kind="Linked to", name="ACME 5"),
        Relation(kind="Linked to", name="HOUSE (OF) CARDS"),
        Relation(kind="Wife of", name="BETA"),
    )
    assert [(detail.label, detail.value) for detail in listing.details] == [
        ("Gender", "Male"),
        ("Passport A123", "issued 02 Nov 2007 expires 31 Oct 2012"),
        ("Phone Number", "98218"),
        ("Executive Order 13662 Directive Determination", "Subject to Directive 1"),
        ("Offices", "all offices worldwide"),
        ("Secondary sanctions risk", "section 1(b)"),
        ("Listing Date (EO 14024 Directive 2)", "24 Feb 2022"),
    ]
    assert listing.remarks == "Member of the Senate"
    assert listing.listed_on is None


def test_a_vessel_keeps_its_imo_call_sign_flag_and_type(tmp_path):
    vessel = ("T2DS4", "Crude Oil Tanker", "298,731", "156,809", "Panama", "ACME LINES")
    remarks = "Vessel Registration Identification IMO 9079080; MMSI 572443210."
    listing = only_listing(written(tmp_path, "sdn.csv", row(kind="vessel", vessel=vessel, remarks=remarks)))
    assert listing.kind is EntityKind.VESSEL
    assert [(i.kind, i.value) for i in listing.identifiers] == [
        ("IMO", "9079080"), ("MMSI", "572443210"), ("Call sign", "T2DS4"),
    ]  # fmt: skip
    assert listing.remarks is None
    assert [(detail.label, detail.value) for detail in listing.details] == [
        ("Vessel type", "Crude Oil Tanker"), ("Flag", "Panama"), ("Owner", "ACME LINES"), ("Tonnage", "298,731"),
        ("Gross tonnage", "156,809"),
    ]  # fmt: skip


def test_what_the_file_cut_off_is_not_taken_for_a_whole(tmp_path):
    start = "Passport A1 (Iran); "
    cut = (start + "Website x.org; " * 100)[:990] + "; Passpor"
    remarks = (cut[:980] + "; Passport 55")[:1000].ljust(1000, "5")
    (listing,), (skipped,) = read(written(tmp_path, "sdn.csv", row(remarks=remarks)))
    assert [i.value for i in listing.identifiers] == ["A1"]
    assert "the remarks of 1 entries are cut off" in skipped.reason


def test_cut_remarks_go_on_in_the_comments_file(tmp_path):
    start = ("Website x.org; " * 100)[:985] + "; Passport A12"
    assert len(start) < 1000
    start = start[: -len("A12")].ljust(1000 - 3, " ") + "A12"
    sdn = written(tmp_path, "sdn.csv", row("7", remarks=start))
    comments = written(tmp_path, "sdn_comments.csv", '7,"34 (Iran); Linked To: BETA."\r\n\x1a')
    assert readers.companions(sdn) == [comments]
    listing = only_listing(sdn)
    assert listing.identifiers == (Identifier(kind="Passport", value="A1234", country="Iran"),)
    assert listing.relations == (Relation(kind="Linked to", name="BETA"),)


def test_addresses_beside_the_list_are_read_with_it(tmp_path):
    sdn = written(tmp_path, "sdn.csv", row("1") + row("2"))
    add = written(
        tmp_path, "add.csv",
        '1,5,"1 Quay St.","Aden 500","Yemen","head office"\r\n'
        '1,6,-0- ,"Havana","Cuba",-0- \r\n2,7,-0- ,-0- ,-0- ,-0- \r\n\x1a',
    )  # fmt: skip
    assert readers.companions(sdn) == [add]
    assert readers.files(tmp_path) == [sdn]
    (first, second), skipped = read(sdn)
    assert skipped == []
    assert first.addresses == ("1 Quay St., Aden 500, Yemen (head office)", "Havana, Cuba")
    assert second.addresses == ()


def test_the_consolidated_list_has_ids_and_files_of_its_own(tmp_path):
    sdn = written(tmp_path, "sdn.csv", row("1"))
    cons = written(tmp_path, "cons_prim.csv", row("1", programmes="NS-PLC"))
    for name, alias in [("alt.csv", "OF SDN"), ("cons_alt.csv", "OF CONS")]:
        written(tmp_path, name, f'1,2,"aka","{alias}",-0- \n')
    assert readers.files(tmp_path) == [cons, sdn]
    one, other = only_listing(sdn), only_listing(cons)
    assert (one.id, one.list, one.names[1].text) == ("ofac-sdn:1", "OFAC SDN", "OF SDN")
    assert (other.id, other.list, other.names[1].text) == ("ofac-cons:1", "OFAC Consolidated (non-SDN)", "OF CONS")


def test_the_consolidated_list_is_known_by_its_programmes_under_another_name(tmp_path):
    assert only_listing(written(tmp_path, "list.csv", row("1", programmes="NS-PLC"))).id == "ofac-cons:1"


def test_a_number_that_comes_twice_is_told(tmp_path):
    items, (skipped,) = read(written(tmp_path, "sdn.csv", row("1") + row("1", name="OTHER")))
    assert [item.name for item in items] == ["ACME"]
    assert (skipped.line, "a second time" in skipped.reason) == (2, True)


def test_alternate_names_beside_the_list_are_read_with_it(tmp_path):
    sdn = written(tmp_path, "ofac_sdn_2023-11.csv", row("1") + row("2", "BETA", remarks="a.k.a. 'BE'."))
    alt = written(
        tmp_path, "ofac_alt.csv", '2,12,"aka","BETA CO",-0- \r\n2,13,"fka","BETTA",-0- \r\n2,14,"aka","B",weak\r\n\x1a'
    )
    written(tmp_path, "cons_alt.csv", '2,12,"aka","OTHER LIST",-0- \r\n')
    assert readers.companions(sdn) == [alt]
    assert alt not in readers.files(tmp_path)
    (first, second), skipped = read(sdn)
    assert skipped == []
    assert [name.text for name in first.names] == ["ACME"]
    assert [(name.text, name.kind) for name in second.names] == [
        ("BETA", "primary"), ("BETA CO", "alias"), ("BETTA", "alias"), ("B", "weak"), ("BE", "weak"),
    ]  # fmt: skip


def test_alternate_names_of_another_edition_are_counted_and_broken_ones_listed(tmp_path):
    sdn = written(tmp_path, "sdn.csv", row("1"))
    written(tmp_path, "alt.csv", '1,1,"aka","A",-0- \n9,2,"aka","NOT HERE",-0- \nx,3,"aka"\n')
    (listing,), skipped = read(sdn)
    assert [name.text for name in listing.names] == ["ACME", "A"]
    assert [entry.line for entry in skipped] == [3, None]
    assert "1 names belong to 1 entries" in skipped[1].reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("Query,Expected\na,b\n", "no list known here"),
        ("", "the file is empty"),
        ('1,2,"aka","ALONE",-0- \n', "alternate names alone"),
    ],
)
def test_other_csv_files_are_refused_with_the_reason(tmp_path, content, reason):
    items, (skipped,) = read(written(tmp_path, "sdn.csv", content))
    assert items == []
    assert reason in skipped.reason


def test_a_bad_row_is_reported_by_line_and_the_rest_is_read(tmp_path):
    content = row("1") + "2,TOO,SHORT\n" + row("x1") + row("3", kind="ghost") + row("4", name=E) + row("5")
    items, skipped = read(written(tmp_path, "sdn.csv", content))
    assert [item.id for item in items] == ["ofac-sdn:1", "ofac-sdn:5"]
    assert [entry.line for entry in skipped] == [2, 3, 4, 5]


@pytest.mark.parametrize(
    ("name", "as_of"),
    [
        ("sdn_2023-11-30.csv", date(2023, 11, 30)),
        ("sdn_20231130.csv", date(2023, 11, 30)),
        ("sdn_2023-11.csv", None),
        ("sdn_2023-13-45.csv", None),
    ],
)
def test_the_edition_is_known_only_from_a_full_date(tmp_path, name, as_of):
    assert only_listing(written(tmp_path, name, row())).as_of == as_of


def test_the_published_list_is_read_whole():
    path = SHARED_DATA / "lists" / "ofac_sdn_2023-11.csv"
    if not path.exists():
        pytest.skip("the OFAC list is kept outside the project, in shared/data/lists")
    items, skipped = read(path)
    assert len(items) == 11_443
    assert [entry.line for entry in skipped] == [None, None]  # cut remarks; alternate names of another edition
    by_id = {item.id: item for item in items}
    ceiec = by_id["ofac-sdn:30502"]
    assert ceiec.name == "CEIEC"
    assert ceiec.programmes == ("VENEZUELA",)
    assert "CHINA NATIONAL ELECTRONICS IMPORT AND EXPORT CORPORATION" in [name.text for name in ceiec.names]
    assert Identifier(kind="Registration Number", value="16382287", country="China") in ceiec.identifiers
    assert Detail(label="Gender", value="Male") in by_id["ofac-sdn:34848"].details
    assert Relation(kind="Linked to", name="CUBAMETALES") in by_id["ofac-sdn:27993"].relations
    assert Name(text="BNC", kind=NameKind.WEAK) in by_id["ofac-sdn:306"].names
