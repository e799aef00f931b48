"""OFAC's two XML forms, in small files that hold the same two entries as a small CSV does."""

from datetime import date

import pytest

from corpus import readers
from corpus.listing import Detail, EntityKind, Identifier, Listing, Name, NameKind, Relation
from tests.corpus.reading import read, written

PERSON = """<sdnEntry><uid>7</uid><firstName>Jon</firstName><lastName>DOE</lastName><title>Minister</title>
 <sdnType>Individual</sdnType><remarks>(Linked To: ACME LINES)</remarks><programList><program>SDGT</program>
 <program>IFSR</program></programList><idList>
 <id><uid>1</uid><idType>Passport</idType><idNumber>A12</idNumber><idCountry>Iran</idCountry>
  <issueDate>02 Nov 2007</issueDate></id>
 <id><uid>2</uid><idType>Gender</idType><idNumber>Male</idNumber></id>
 <id><uid>3</uid><idType>Additional Sanctions Information -</idType>
  <idNumber>Subject to Secondary Sanctions</idNumber></id>
 </idList><akaList><aka><uid>4</uid><type>a.k.a.</type><category>strong</category><lastName>DOH</lastName>
  <firstName>John</firstName></aka>
 <aka><uid>5</uid><type>a.k.a.</type><category>weak</category><lastName>THE ENGINEER</lastName></aka></akaList>
 <addressList><address><uid>6</uid><address1>1 Quay St.</address1><city>Aden</city><postalCode>500</postalCode>
  <country>Yemen</country></address></addressList>
 <citizenshipList><citizenship><uid>7</uid><country>Iran</country><mainEntry>true</mainEntry></citizenship>
 </citizenshipList>
 <dateOfBirthList><dateOfBirthItem><uid>8</uid><dateOfBirth>10 Dec 1948</dateOfBirth><mainEntry>true</mainEntry>
  </dateOfBirthItem></dateOfBirthList>
 <placeOfBirthList><placeOfBirthItem><uid>9</uid><placeOfBirth>Shiraz, Iran</placeOfBirth></placeOfBirthItem>
 </placeOfBirthList></sdnEntry>"""
SHIP = """<sdnEntry><uid>9</uid><lastName>BLUE STAR</lastName><sdnType>Vessel</sdnType><programList>
 <program>CUBA</program></programList><idList><id><uid>1</uid><idType>Vessel Registration Identification</idType>
 <idNumber>IMO 9079080</idNumber></id></idList><vesselInfo><callSign>T2DS4</callSign><vesselType>Tanker</vesselType>
 <vesselFlag>Panama</vesselFlag><vesselOwner>ACME LINES</vesselOwner>
 <tonnage>298,731</tonnage></vesselInfo></sdnEntry>"""
CSV = (
    '7,"DOE, Jon","individual","SDGT] [IFSR","Minister",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 10 Dec 1948; POB Shiraz, '
    "Iran; citizen Iran; Additional Sanctions Information - Subject to Secondary Sanctions; Gender Male; Passport A12 "
    "(Iran) issued 02 Nov 2007; a.k.a. 'THE ENGINEER'; Linked To: ACME LINES.\"\n"
    '9,"BLUE STAR","vessel","CUBA",-0- ,"T2DS4","Tanker","298,731",-0- ,"Panama","ACME LINES","Vessel Registration '
    'Identification IMO 9079080."\n'
)


def sdn_xml(*entries: str, published="11/30/2023") -> str:
    return (
        '<?xml version="1.0" standalone="yes"?><sdnList xmlns="http://tempuri.org/sdnList.xsd"><publshInformation>'
        f"<Publish_Date>{published}</Publish_Date></publshInformation>{''.join(entries)}</sdnList>"
    )


def a_day(name: str, year: int, month: int, day: int) -> str:
    return f"<{name}><Year>{year}</Year><Month>{month}</Month><Day>{day}</Day></{name}>"


def value(kind: str, number: str, text: str, more: str = "") -> str:
    return f'<{kind}Values><{kind} ID="{number}" {more}>{text}</{kind}></{kind}Values>'


def a_name(group: str, text: str, script: str = "1") -> str:
    part = f'<NamePartValue NamePartGroupID="{group}" ScriptID="{script}">{text}</NamePartValue>'
    return f"<DocumentedNamePart>{part}</DocumentedNamePart>"


def feature(kind: str, inside: str) -> str:
    return f'<Feature ID="1" FeatureTypeID="{kind}"><FeatureVersion ID="2">{inside}</FeatureVersion></Feature>'


REFERENCE = "".join(
    [
        value("AliasType", "1", "F.K.A."), value("Country", "1", "Iran"), value("Country", "2", "Yemen"),
        value("DetailReference", "1", "Male"), value("EntryEventType", "1", "Created"),
        *(value("FeatureType", str(at), name) for at, name in enumerate(
            ["Birthdate", "Place of Birth", "Citizenship Country", "Location", "Title", "Gender", "VESSEL TYPE",
             "Vessel Flag", "Vessel Call Sign", "Additional Sanctions Information -"], start=1)),
        value("IDRegDocType", "1", "Passport"), value("IDRegDocType", "2", "Vessel Registration Identification"),
        value("IDRegDocDateType", "1", "Issue Date"), value("LegalBasis", "1", "Executive Order 13224 (Terrorism)"),
        value("List", "1", "SDN List"), value("List", "2", "Non-SDN Menu-Based Sanctions List"),
        value("LocPartType", "1", "CITY"), value("LocPartType", "2", "ADDRESS1"),
        value("LocPartType", "3", "POSTAL CODE"),
        value("NamePartType", "1", "Last Name"), value("NamePartType", "2", "First Name"),
        value("NamePartType", "3", "Vessel Name"), value("PartySubType", "4", "Unknown", 'PartyTypeID="1"'),
        value("PartySubType", "1", "Vessel", 'PartyTypeID="3"'), value("PartyType", "1", "Individual"),
        value("PartyType", "3", "Transport"), value("RelationType", "1", "Owned or Controlled By"),
        value("SanctionsType", "1", "Program"), value("SanctionsType", "2", "Block"), value("Script", "1", "Latin"),
        value("Script", "2", "Arabic"),
    ]
)  # fmt: skip
PLACES = (
    '<Location ID="50"><LocationCountry CountryID="2"/><LocationPart LocPartTypeID="1"><LocationPartValue>'
    '<Value>Aden</Value></LocationPartValue></LocationPart><LocationPart LocPartTypeID="2"><LocationPartValue>'
    '<Value>1 Quay St.</Value></LocationPartValue></LocationPart><LocationPart LocPartTypeID="3"><LocationPartValue>'
    '<Value>500</Value></LocationPartValue></LocationPart></Location>'
    '<Location ID="51"><LocationCountry CountryID="1"/></Location>'
)  # fmt: skip
DOCUMENTS = (
    '<IDRegDocument ID="1" IDRegDocTypeID="1" IdentityID="70" IssuedBy-CountryID="1">'
    '<IDRegistrationNo>A12</IDRegistrationNo><DocumentDate IDRegDocDateTypeID="1"><DatePeriod><Start>'
    + a_day("From", 2007, 11, 2) + a_day("To", 2007, 11, 2) + "</Start></DatePeriod></DocumentDate></IDRegDocument>"
    '<IDRegDocument ID="2" IDRegDocTypeID="2" IdentityID="90"><IDRegistrationNo>IMO 9079080</IDRegistrationNo>'
    "</IDRegDocument>"
)  # fmt: skip
PARTY = (
    '<DistinctParty FixedRef="7"><Profile ID="7" PartySubTypeID="4"><Identity ID="70" Primary="true">'
    '<Alias Primary="true" LowQuality="false"><DocumentedName ID="1">' + a_name("1", "DOE") + a_name("2", "Jon")
    + '</DocumentedName><DocumentedName ID="2">' + a_name("1", "دو", "2") + a_name("2", "جون", "2")
    + '</DocumentedName></Alias><Alias AliasTypeID="1" LowQuality="false"><DocumentedName ID="3">'
    + a_name("1", "DOH") + a_name("2", "John") + '</DocumentedName></Alias><Alias LowQuality="true">'
    '<DocumentedName ID="4">' + a_name("2", "THE ENGINEER") + "</DocumentedName></Alias><NamePartGroups>"
    '<MasterNamePartGroup><NamePartGroup ID="1" NamePartTypeID="1"/></MasterNamePartGroup><MasterNamePartGroup>'
    '<NamePartGroup ID="2" NamePartTypeID="2"/></MasterNamePartGroup></NamePartGroups></Identity>'
    + feature("1", "<DatePeriod><Start>" + a_day("From", 1948, 12, 10) + "</Start><End>" + a_day("To", 1948, 12, 10)
              + "</End></DatePeriod>")
    + feature("2", "<VersionDetail>Shiraz, Iran</VersionDetail>") + feature("3", '<VersionLocation LocationID="51"/>')
    + feature("4", '<VersionLocation LocationID="50"/>') + feature("5", "<VersionDetail>Minister</VersionDetail>")
    + feature("6", '<VersionDetail DetailReferenceID="1"/>')
    + feature("10", "<VersionDetail>Subject to Secondary Sanctions</VersionDetail>")
    + "</Profile></DistinctParty>"
)  # fmt: skip
VESSEL = (
    '<DistinctParty FixedRef="9"><Profile ID="9" PartySubTypeID="1"><Identity ID="90" Primary="true">'
    '<Alias Primary="true"><DocumentedName ID="5">' + a_name("5", "BLUE STAR") + "</DocumentedName></Alias>"
    '<NamePartGroups><MasterNamePartGroup><NamePartGroup ID="5" NamePartTypeID="3"/></MasterNamePartGroup>'
    "</NamePartGroups></Identity>" + feature("7", "<VersionDetail>Tanker</VersionDetail>")
    + feature("8", "<VersionDetail>Panama</VersionDetail>") + feature("9", "<VersionDetail>T2DS4</VersionDetail>")
    + "</Profile></DistinctParty>"
)  # fmt: skip


def an_entry(profile: str, programme: str, listed: str = "1") -> str:
    return (
        f'<SanctionsEntry ID="1" ProfileID="{profile}" ListID="{listed}">'
        f'<EntryEvent EntryEventTypeID="1" LegalBasisID="1"><Comment/>{a_day("Date", 2019, 4, 5)}</EntryEvent>'
        f'<SanctionsMeasure SanctionsTypeID="1"><Comment>{programme}'
        '</Comment></SanctionsMeasure><SanctionsMeasure SanctionsTypeID="2"><Comment/></SanctionsMeasure>'
        "</SanctionsEntry>"
    )


def advanced_xml(parties=PARTY + VESSEL, entries=None) -> str:
    if entries is None:
        entries = an_entry("7", "SDGT") + an_entry("9", "CUBA")
    return (
        f'<?xml version="1.0"?><Sanctions xmlns="http://www.un.org/sanctions/1.0">{a_day("DateOfIssue", 2023, 11, 30)}'
        f"<ReferenceValueSets>{REFERENCE}</ReferenceValueSets><Locations>{PLACES}</Locations><IDRegDocuments>{DOCUMENTS}"
        f"</IDRegDocuments><DistinctParties>{parties}</DistinctParties><ProfileRelationships><ProfileRelationship "
        'From-ProfileID="9" To-ProfileID="7" RelationTypeID="1" Former="false"/></ProfileRelationships>'
        f"<SanctionsEntries>{entries}</SanctionsEntries></Sanctions>"
    )


def listings(path) -> dict[str, Listing]:
    items, skipped = read(path)
    assert skipped == []
    return {item.id: item for item in items if isinstance(item, Listing)}


def test_the_three_forms_agree_on_an_entry(tmp_path):
    forms = [
        listings(written(tmp_path, "a/sdn_2023-11-30.csv", CSV)),
        listings(written(tmp_path, "b/sdn.xml", sdn_xml(PERSON, SHIP))),
        listings(written(tmp_path, "c/sdn_advanced.xml", advanced_xml())),
    ]
    for form in forms:
        assert list(form) == ["ofac-sdn:7", "ofac-sdn:9"]
        doe, ship = form.values()
        assert (doe.list, doe.kind, doe.name, doe.position) == ("OFAC SDN", EntityKind.PERSON, "DOE, Jon", "Minister")
        assert doe.birth == ("10 Dec 1948", "Shiraz, Iran")
        assert doe.nationalities == ("Iran",)
        assert doe.identifiers == (Identifier(kind="Passport", value="A12", country="Iran"),)
        assert Name(text="THE ENGINEER", kind=NameKind.WEAK) in doe.names
        assert {
            Detail(label="Gender", value="Male"),
            Detail(label="Additional Sanctions Information", value="Subject to Secondary Sanctions"),
            Detail(label="Passport A12", value="issued 02 Nov 2007"),
        } <= set(doe.details)
        assert (doe.remarks, doe.as_of) == (None, date(2023, 11, 30))
        assert doe.source_url == "https://sanctionssearch.ofac.treas.gov/Details.aspx?id=7"
        assert ship.kind is EntityKind.VESSEL
        assert set(ship.identifiers) == {
            Identifier(kind="IMO", value="9079080"), Identifier(kind="Call sign", value="T2DS4"),
        }  # fmt: skip
        assert {Detail(label="Vessel type", value="Tanker"), Detail(label="Flag", value="Panama")} <= set(ship.details)
    assert forms[0]["ofac-sdn:7"].relations == forms[1]["ofac-sdn:7"].relations
    assert forms[1]["ofac-sdn:7"].addresses == forms[2]["ofac-sdn:7"].addresses == ("1 Quay St., Aden 500, Yemen",)
    assert [form["ofac-sdn:7"].listed_on for form in forms] == [None, None, date(2019, 4, 5)]


def test_the_advanced_form_has_original_scripts_relations_and_legal_bases(tmp_path):
    doe, ship = listings(written(tmp_path, "sdn_advanced.xml", advanced_xml())).values()
    assert doe.names == (
        Name(text="DOE, Jon"),
        Name(text="جون دو", kind=NameKind.ORIGINAL_SCRIPT),
        Name(text="DOH, John", kind=NameKind.ALIAS),
        Name(text="THE ENGINEER", kind=NameKind.WEAK),
    )
    assert ship.relations == (Relation(kind="Owned or Controlled By", name="DOE, Jon"),)
    assert Detail(label="Legal basis", value="Executive Order 13224 (Terrorism)") in doe.details
    assert Detail(label="Measure", value="Block") in doe.details
    assert Detail(label="Name DOH, John", value="formerly known as") in doe.details
    assert doe.programmes == ("SDGT",)


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ((1950, 1, 1), (1950, 12, 31), "1950"),
        ((1955, 1, 1), (1957, 12, 31), "1955 to 1957"),
        ((1965, 4, 1), (1965, 4, 30), "Apr 1965"),
        ((1965, 4, 2), (1965, 5, 3), "02 Apr 1965 to 03 May 1965"),
        ((1965, 13, 2), (1965, 13, 2), None),
    ],
)
def test_periods_are_written_as_the_other_forms_write_them(tmp_path, start, end, text):
    content = advanced_xml().replace(a_day("From", 1948, 12, 10), a_day("From", *start))
    content = content.replace(a_day("To", 1948, 12, 10), a_day("To", *end))
    doe = listings(written(tmp_path, "sdn_advanced.xml", content))["ofac-sdn:7"]
    assert doe.birth == tuple(one for one in (text, "Shiraz, Iran") if one)
    approximate = listings(written(tmp_path, "s.xml", content.replace("<Start>", '<Start Approximate="true">', 2)))
    assert approximate["ofac-sdn:7"].birth[0] == (f"circa {text}" if text else "Shiraz, Iran")


def test_a_party_on_both_lists_is_an_entry_of_each(tmp_path):
    entries = an_entry("7", "SDGT") + an_entry("7", "UKRAINE-EO13662", "2") + an_entry("9", "CUBA")
    found = listings(written(tmp_path, "sdn_advanced.xml", advanced_xml(entries=entries)))
    assert list(found) == ["ofac-sdn:7", "ofac-cons:7", "ofac-sdn:9"]
    other = found["ofac-cons:7"]
    assert (other.list, other.programmes) == ("OFAC Consolidated (non-SDN)", ("UKRAINE-EO13662",))
    assert Detail(label="List", value="Non-SDN Menu-Based Sanctions List") in other.details


def test_the_consolidated_list_is_known_by_the_file_s_name_or_its_programmes(tmp_path):
    assert list(listings(written(tmp_path, "consolidated.xml", sdn_xml(SHIP)))) == ["ofac-cons:9"]
    by_programme = sdn_xml(SHIP.replace("CUBA", "NS-PLC"))
    assert list(listings(written(tmp_path, "list.xml", by_programme))) == ["ofac-cons:9"]


@pytest.mark.parametrize("namespace", ["", "https://moved.example/XML"])
def test_another_namespace_changes_nothing(tmp_path, namespace):
    older = sdn_xml(SHIP).replace("http://tempuri.org/sdnList.xsd", namespace)
    advanced = advanced_xml().replace("http://www.un.org/sanctions/1.0", namespace)
    assert list(listings(written(tmp_path, "sdn.xml", older))) == ["ofac-sdn:9"]
    assert len(listings(written(tmp_path, "sdn_advanced.xml", advanced))) == 2


def test_bad_entries_are_told_and_the_rest_is_read(tmp_path):
    content = sdn_xml(
        SHIP.replace("<uid>9</uid>", "", 1),
        SHIP.replace("BLUE STAR", ""),
        SHIP.replace("Vessel<", "Ghost<", 1),
        SHIP,
        SHIP,
    )
    items, skipped = read(written(tmp_path, "sdn.xml", content))
    assert [item.id for item in items] == ["ofac-sdn:9"]
    wanted = ["uid is ''", "has no name", "unknown sdnType", "a second time"]
    assert [reason in entry.reason for entry, reason in zip(skipped, wanted, strict=True)] == [True] * 4


def test_bad_parties_are_told_and_the_rest_is_read(tmp_path):
    parties = "".join([
        PARTY.replace('FixedRef="7"', 'FixedRef="x"'), PARTY.replace('"7"', '"8"'), '<DistinctParty FixedRef="5"/>',
        VESSEL.replace('PartySubTypeID="1"', 'PartySubTypeID="99"'), VESSEL, VESSEL,
    ])  # fmt: skip
    items, skipped = read(written(tmp_path, "sdn_advanced.xml", advanced_xml(parties)))
    assert [item.id for item in items] == ["ofac-sdn:9"]
    wanted = ["number is 'x'", "stands on no list", "has no Profile", "unknown type", "a second time"]
    assert [reason in entry.reason for entry, reason in zip(skipped, wanted, strict=True)] == [True] * 5


def test_unknown_elements_are_counted_once_a_file(tmp_path):
    odd = SHIP.replace("</sdnEntry>", "<colour>red</colour></sdnEntry>").replace("</id>", "<hue>blue</hue></id>")
    _, (skipped,) = read(written(tmp_path, "sdn.xml", sdn_xml(odd)))
    assert "element colour (1), element id/hue (1)" in skipped.reason
    odd = advanced_xml(VESSEL.replace("</Profile>", "<Mood>sad</Mood></Profile>"))
    _, (skipped,) = read(written(tmp_path, "sdn_advanced.xml", odd))
    assert "element Profile/Mood (1)" in skipped.reason


@pytest.mark.parametrize("content", [sdn_xml(SHIP, SHIP.replace("9<", "8<"))[:-200], advanced_xml()[:-200]])
def test_a_cut_off_file_is_told(tmp_path, content):
    items, skipped = read(written(tmp_path, "sdn.xml", content))
    assert "damaged or cut-off XML" in skipped[-1].reason
    assert [item.id for item in items] == (["ofac-sdn:9"] if "sdnEntry" in content else [])


@pytest.mark.parametrize("root", ["sdnList", "Sanctions"])
def test_entities_are_refused(tmp_path, root):
    bomb = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><{root}>&b;</{root}>'
    items, (skipped,) = read(written(tmp_path, "sdn.xml", bomb))
    assert items == []
    assert "declares a document type or entities" in skipped.reason


def test_without_its_date_a_file_is_taken_in_with_a_doubt(tmp_path):
    (listing,), (skipped,) = read(written(tmp_path, "sdn.xml", sdn_xml(SHIP, published="soon")))
    assert listing.as_of is None
    assert "the edition's date is not known" in skipped.reason
    assert readers.is_known(tmp_path / "sdn.xml.gz")


def test_a_first_element_with_a_name_that_xml_does_not_allow_is_told_of(tmp_path):
    path = tmp_path / "list.xml"
    path.write_text("<a:b:c><d/></a:b:c>")  # found by fuzzing; the parser lets it through
    skipped = []
    assert list(readers.read(path, skipped.append)) == []
    assert "its first element is 'a:b:c'" in skipped[0].reason
