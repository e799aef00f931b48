import gzip
from datetime import date

import pytest

from corpus.listing import EntityKind, Identifier, Listing, Name, NameKind, Relation
from corpus.readers.draft import birth_date
from corpus.readers.uk_labels import labelled, numbered
from tests.corpus.reading import read, written

UK_COLUMNS = (
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Name type,"
    "Alias strength,Title,Name non-latin script,Non-latin script type,Non-latin script language,Regime Name,"
    "Designation Type,Designation source,Sanctions Imposed,Other Information,UK Statement of Reasons,Address Line 1,"
    "Address Line 2,Address Line 3,Address Line 4,Address Line 5,Address Line 6,Address Postal Code,Address Country,"
    "Phone number,Website,Email address,Date Designated,D.O.B,Nationality(/ies),National Identifier number,"
    "National Identifier additional information,Passport number,Passport additional information,Position,Gender,"
    "Town of birth,Country of birth,Type of entity,Subsidiaries,Parent company,Business registration number (s),"
    "IMO number,Current owner/operator (s),Previous owner/operator (s),Current believed flag of ship,Previous flags,"
    "Type of ship,Tonnage of ship,Length of ship,Year Built,Hull identification number (HIN)"
).split(",")
OFSI_COLUMNS = (
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script Type,"
    "Non-Latin Script Language,DOB,Town of Birth,Country of Birth,Nationality,Passport Number,Passport Details,"
    "National Identification Number,National Identification Details,Position,Address 1,Address 2,Address 3,Address 4,"
    "Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Alias Quality,Regime,Listed On,"
    "UK Sanctions List Date Designated,Last Updated,Group ID"
).split(",")
UK_START = "Report Date: 08-Oct-2026\n" + ",".join(UK_COLUMNS) + "\n"
OFSI_START = "Last Updated,03/06/2025\n" + ",".join(OFSI_COLUMNS) + "\n"
XML = """<?xml version="1.0" encoding="utf-8"?>
<Designations xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <DateGenerated>03/04/2026</DateGenerated>
  <Designation>
    <LastUpdated>05/06/2025</LastUpdated><DateDesignated>07/08/2022</DateDesignated><UniqueID>RUS0001</UniqueID>
    <OFSIGroupID>15001</OFSIGroupID><UNReferenceNumber>XXi.001</UNReferenceNumber>
    <Names>
      <Name><Name1>Vanya</Name1><NameType>Alias</NameType><AliasStrength>Low quality a.k.a</AliasStrength></Name>
      <Name><Name6>EXAMPLE</Name6><Name1>Ivan</Name1><Name2>P</Name2><NameType>Primary Name</NameType></Name>
      <Name><Name6>EKSAMPLE</Name6><Name1>Ivan</Name1><NameType>Primary name variation</NameType></Name>
    </Names>
    <NonLatinNames><NonLatinName><NameNonLatinScript>Иван Пример</NameNonLatinScript>
      <NonLatinScriptType>Cyrillic</NonLatinScriptType><NonLatinScriptLanguage>Russian</NonLatinScriptLanguage>
    </NonLatinName></NonLatinNames>
    <Titles><Title>Dr</Title></Titles>
    <RegimeName>The Russia Regulations</RegimeName><IndividualEntityShip>Individual</IndividualEntityShip>
    <DesignationSource>UK</DesignationSource><SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed>
    <SanctionsImposedIndicators><AssetFreeze>true</AssetFreeze><TravelBan>true</TravelBan></SanctionsImposedIndicators>
    <OtherInformation>Lives abroad.</OtherInformation>
    <UKStatementofReasons>Ivan Example funds a war.</UKStatementofReasons>
    <Addresses><Address><AddressLine1>1 Main St</AddressLine1><AddressLine6>Omsk</AddressLine6>
      <AddressPostalCode>644000</AddressPostalCode><AddressCountry>Russia</AddressCountry></Address>
      <Address><AddressCountry>Cyprus</AddressCountry></Address></Addresses>
    <PhoneNumbers><PhoneNumber>+7 1</PhoneNumber><PhoneNumber>+7 2</PhoneNumber></PhoneNumbers>
    <IndividualDetails><Individual>
      <DOBs><DOB>03/02/1970</DOB><DOB>dd/mm/1971</DOB></DOBs>
      <BirthDetails><Location><TownOfBirth>Omsk</TownOfBirth><CountryOfBirth>Russia</CountryOfBirth></Location>
      </BirthDetails>
      <Genders><Gender>Male</Gender></Genders>
      <Nationalities><Nationality>Russia</Nationality><Nationality>Cyprus</Nationality></Nationalities>
      <Positions><Position>Minister</Position></Positions>
      <PassportDetails><Passport><PassportNumber>A99</PassportNumber>
        <PassportAdditionalInformation>expired</PassportAdditionalInformation></Passport></PassportDetails>
      <NationalIdentifierDetails><NationalIdentifier><NationalIdentifierNumber>7700</NationalIdentifierNumber>
      </NationalIdentifier></NationalIdentifierDetails>
    </Individual></IndividualDetails>
  </Designation>
  <Designation>
    <UniqueID>RUS0002</UniqueID><Names><Name><Name6>EXAMPLE LTD</Name6><NameType>Primary Name</NameType></Name></Names>
    <RegimeName>The Russia Regulations</RegimeName><IndividualEntityShip>Entity</IndividualEntityShip>
    <SanctionsImposedIndicators><AssetFreeze>true</AssetFreeze><TravelBan>false</TravelBan></SanctionsImposedIndicators>
    <EntityDetails><Entity>
      <TypeOfEntities><TypeOfEntity>Company</TypeOfEntity></TypeOfEntities>
      <ParentCompanies><ParentCompany>Example Holding</ParentCompany></ParentCompanies>
      <Subsidiaries><Subsidiary>Example North</Subsidiary><Subsidiary>Example South</Subsidiary></Subsidiaries>
      <BusinessRegistrationNumbers><BusinessRegistrationNumber>(1) 11 (2) 22</BusinessRegistrationNumber>
      </BusinessRegistrationNumbers>
    </Entity></EntityDetails>
  </Designation>
  <Designation>
    <UniqueID>RUS0003</UniqueID><Names><Name><Name6>SEA STAR</Name6><NameType>Primary Name</NameType></Name></Names>
    <RegimeName>The Russia Regulations</RegimeName><IndividualEntityShip>Ship</IndividualEntityShip>
    <ShipDetails><Ship>
      <IMONumbers><IMONumber>9079080</IMONumber></IMONumbers>
      <CurrentOwnerOperators><CurrentOwnerOperator>Star Lines</CurrentOwnerOperator></CurrentOwnerOperators>
      <CurrentBelievedFlagOfShips><CurrentBelievedFlagOfShip>Panama</CurrentBelievedFlagOfShip>
      </CurrentBelievedFlagOfShips>
      <PreviousFlags><PreviousFlag>Malta</PreviousFlag></PreviousFlags>
      <TypeOfShipDetails><TypeOfShip>Oil tanker</TypeOfShip></TypeOfShipDetails>
      <TonnageOfShipDetails><TonnageOfShip>5000</TonnageOfShip></TonnageOfShipDetails>
      <YearsBuilt><YearBuilt>1999</YearBuilt></YearsBuilt>
    </Ship></ShipDetails>
  </Designation>
</Designations>
"""


def cells(columns, values) -> str:
    return ",".join('"' + values.get(column, "").replace('"', '""') + '"' for column in columns) + "\r\n"


def uk_row(number="RUS0001", **values) -> str:
    base = {"Unique ID": number, "Name type": "Primary Name", "Regime Name": "Russia", "Designation Type": "Individual",
            "Date Designated": "07/08/2022", "Last Updated": "05/06/2025"}  # fmt: skip
    return cells(UK_COLUMNS, base | {name.replace("_", " "): value for name, value in values.items()})


def ofsi_row(group="15001", **values) -> str:
    base = {"Group ID": group, "Group Type": "Individual", "Alias Type": "Primary name", "Regime": "Russia",
            "Listed On": "07/08/2022", "UK Sanctions List Date Designated": "06/08/2022"}  # fmt: skip
    return cells(OFSI_COLUMNS, base | {name.replace("_", " "): value for name, value in values.items()})


def only_listing(path) -> Listing:
    (listing,), skipped = read(path)
    assert skipped == []
    return listing


def details(listing: Listing) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for detail in listing.details:
        found.setdefault(detail.label, []).append(detail.value)
    return found


def test_the_xml_keeps_all_of_a_person_an_entity_and_a_ship(tmp_path):
    (person, company, ship), skipped = read(written(tmp_path, "uk.xml", XML))
    assert skipped == []
    assert person.id == "uk:RUS0001"
    assert person.list == "UK Sanctions List"
    assert person.names == (
        Name(text="Ivan P EXAMPLE", kind=NameKind.PRIMARY),
        Name(text="Ivan EKSAMPLE", kind=NameKind.ALIAS),
        Name(text="Иван Пример", kind=NameKind.ORIGINAL_SCRIPT, language="Russian"),
        Name(text="Vanya", kind=NameKind.WEAK),
    )
    assert person.programmes == ("The Russia Regulations",)
    assert (person.listed_on, person.as_of) == (date(2022, 8, 7), date(2026, 4, 3))
    assert person.reasons == "Ivan Example funds a war."
    assert person.remarks == "Lives abroad."
    assert person.birth == ("1970-02-03", "1971", "Omsk, Russia")
    assert person.nationalities == ("Russia", "Cyprus")
    assert person.position == "Minister"
    assert person.addresses == ("1 Main St, Omsk, 644000, Russia", "Cyprus")
    assert set(person.identifiers) == {
        Identifier(kind="UK Sanctions List", value="RUS0001"), Identifier(kind="OFSI group", value="15001"),
        Identifier(kind="UN reference", value="XXi.001"), Identifier(kind="Passport", value="A99"),
        Identifier(kind="National identifier", value="7700"),
    }  # fmt: skip
    assert details(person) == {
        "Last updated": ["2025-06-05"], "Title": ["Dr"], "Gender": ["Male"], "Designated by": ["UK"],
        "Sanctions imposed": ["Asset freeze", "Travel Ban"], "Phone": ["+7 1", "+7 2"], "Passport A99": ["expired"],
    }  # fmt: skip
    assert company.kind is EntityKind.ENTITY
    assert company.relations == (
        Relation(kind="Parent company", name="Example Holding"),
        Relation(kind="Subsidiary", name="Example North"), Relation(kind="Subsidiary", name="Example South"),
    )  # fmt: skip
    assert [number.value for number in company.identifiers] == ["11", "22", "RUS0002"]
    assert details(company) == {"Type of entity": ["Company"], "Sanctions imposed": ["Asset freeze"]}
    assert ship.kind is EntityKind.VESSEL
    assert Identifier(kind="IMO", value="9079080") in ship.identifiers
    assert ship.relations == (Relation(kind="Current owner or operator", name="Star Lines"),)
    assert details(ship) == {
        "Flag": ["Panama"], "Previous flag": ["Malta"], "Type of ship": ["Oil tanker"], "Tonnage": ["5000"],
        "Year built": ["1999"],
    }  # fmt: skip


def test_unknown_elements_and_bad_entries_of_the_xml_are_told(tmp_path):
    content = XML.replace("<Titles>", "<Riddle>1</Riddle><Titles>").replace("Entity</Ind", "Ghost</Ind")
    content = content.replace("<UniqueID>RUS0003</UniqueID>", "").replace("</Designations>", "")
    (person,), skipped = read(written(tmp_path, "uk.xml.gz", gzip.compress(content.encode())))
    assert person.id == "uk:RUS0001"
    reasons = " | ".join(entry.reason for entry in skipped)
    for expected in ("'Ghost'", "without a unique id", "damaged or cut-off"):
        assert expected in reasons
    _, (unknown,) = read(written(tmp_path, "whole.xml", XML.replace("<Titles>", "<Riddle>1</Riddle><Titles>")))
    assert "element Riddle (1)" in unknown.reason


def test_rows_of_the_csv_are_names_of_entries_wherever_they_stand(tmp_path):
    content = UK_START + "".join([
        uk_row(Name_6="EXAMPLE", Name_1="Ivan", UK_Statement_of_Reasons="First.\nSecond.", Position="Minister",
               **{"D.O.B": "03/02/1970", "Nationality(/ies)": "(1) Russia (2) Cyprus", "Name non-latin script": "Иван",
                  "Non-latin script type": "Cyrillic"}),
        uk_row("RUS0003", Name_6="SEA STAR", Designation_Type="Ship", IMO_number="9079080",
               **{"Current owner/operator (s)": "(1) Star Lines (2) Sun Lines", "Year Built": "1999"}),
        uk_row(Name_1="Vanya", Name_type="Alias", Alias_strength="Good quality a.k.a"),
        uk_row(Name_1="V", Name_type="Alias", Alias_strength="Low quality a.k.a", Address_Country="Cyprus"),
    ])  # fmt: skip
    (person, ship), skipped = read(written(tmp_path, "uk.csv", "\ufeff" + content))
    assert skipped == []
    assert [(name.text, name.kind) for name in person.names] == [
        ("Ivan EXAMPLE", "primary"), ("Vanya", "alias"), ("Иван", "original script"), ("V", "weak"),
    ]  # fmt: skip
    assert person.names[2].language == "Cyrillic"
    assert person.reasons == "First. Second."
    assert person.birth == ("1970-02-03",)
    assert person.nationalities == ("Russia", "Cyprus")
    assert person.addresses == ("Cyprus",)
    assert (person.listed_on, person.as_of) == (date(2022, 8, 7), date(2026, 10, 8))
    assert ship.kind is EntityKind.VESSEL
    assert [relation.name for relation in ship.relations] == ["Star Lines", "Sun Lines"]
    assert Identifier(kind="IMO", value="9079080") in ship.identifiers


def test_ofsis_list_is_read_in_the_windows_encoding_with_what_its_remarks_hold(tmp_path):
    other = (
        "(UK Sanctions List Ref):RUS0001. (UN Ref):XXi.001. Reviewed in 2010. (UK Statement of Reasons):Funds a war. "
        "(Phone number):(1) +7 1 (2) +7 2 (Gender):Male (Parent company):Example Holding (Riddle):Of the sphinx"
    )
    content = OFSI_START + "".join([
        ofsi_row(Name_6="EXAMPLÉ", Name_1="Ivan", DOB="00/00/1970", Nationality="(1) Russia (2) Cyprus",
                 Passport_Number="(1) A99 (2) B88", Passport_Details="(1) old (2) new", Other_Information=other,
                 Town_of_Birth="Omsk", Country_of_Birth="Russia", Address_1="1 Main St", Country="Russia",
                 Last_Updated="05/06/2025"),
        ofsi_row("15002", Name_6="OTHER LTD", Group_Type="Entity", Other_Information="Plain remark (2010)"),
        ofsi_row(Name_6="EKSAMPLE", Alias_Type="AKA", Alias_Quality="Low quality"),
    ])  # fmt: skip
    (person, company), skipped = read(written(tmp_path, "ConList.csv", content.encode("cp1252")))
    assert skipped == []
    assert (person.id, person.list) == ("uk-ofsi:15001", "UK OFSI Consolidated List")
    assert [(name.text, name.kind) for name in person.names] == [("Ivan EXAMPLÉ", "primary"), ("EKSAMPLE", "weak")]
    assert (person.listed_on, person.as_of) == (date(2022, 8, 7), date(2025, 6, 3))
    assert person.birth == ("1970", "Omsk, Russia")
    assert person.reasons == "Funds a war."
    assert person.remarks == "Reviewed in 2010."
    assert set(person.identifiers) == {
        Identifier(kind="UK Sanctions List", value="RUS0001"), Identifier(kind="UN reference", value="XXi.001"),
        Identifier(kind="Passport", value="A99"), Identifier(kind="Passport", value="B88"),
        Identifier(kind="OFSI group", value="15001"),
    }  # fmt: skip
    assert person.relations == (Relation(kind="Parent company", name="Example Holding"),)
    assert details(person) == {
        "Passport A99": ["old"], "Passport B88": ["new"], "Phone": ["+7 1", "+7 2"], "Gender": ["Male"],
        "Riddle": ["Of the sphinx"], "Last updated": ["2025-06-05"],
        "Date designated on the UK Sanctions List": ["2022-08-06"],
    }  # fmt: skip
    assert company.remarks == "Plain remark (2010)"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("cut,off\n", "cells under"),
        (uk_row("", Name_6="A"), "without a number"),
        (uk_row("RUS0009", Name_6="A", Designation_Type="Ghost"), "'Ghost'"),
        (uk_row(Name_6="A", Designation_Type="Ship"), "a row says vessel"),
        (uk_row("RUS0009"), "has no name"),
    ],
)
def test_a_bad_row_is_reported_by_line_and_the_rest_is_read(tmp_path, line, reason):
    content = UK_START + uk_row(Name_6="EXAMPLE") + line + uk_row("RUS0010", Name_6="LAST")
    items, (skipped,) = read(written(tmp_path, "uk.csv", content))
    assert [item.id for item in items] == ["uk:RUS0001", "uk:RUS0010"]
    assert (skipped.line, reason in skipped.reason) == (4, True)


def test_what_is_too_long_for_a_name_is_left_out_and_told(tmp_path):
    content = UK_START + uk_row(Name_6="EXAMPLE") + uk_row(Name_6="A" * 1001)
    (listing,), (skipped,) = read(written(tmp_path, "uk.csv", content))
    assert [name.text for name in listing.names] == ["EXAMPLE"]
    assert (skipped.line, "uk:RUS0001: a name of 1,001 characters" in skipped.reason) == (3, True)


def test_how_far_a_stray_quotation_mark_reaches_is_told(tmp_path):
    stray = 'x,"stray\r\n' + uk_row("RUS0002", Name_6="SWALLOWED").replace('"', "")
    content = UK_START + uk_row(Name_6="EXAMPLE") + stray
    content += uk_row("RUS0003", Name_6="THIRD", **{"Hull identification number (HIN)": "H1"})
    items, (skipped,) = read(written(tmp_path, "uk.csv", content))
    assert [item.id for item in items] == ["uk:RUS0001"]
    assert skipped.line == 4
    assert "runs on to line 6" in skipped.reason


def test_unknown_columns_are_told_once_with_their_count(tmp_path):
    content = UK_START + uk_row(Name_6="A", Website="x") + uk_row(Name_6="B", Website="y")
    _, (skipped,) = read(written(tmp_path, "uk.csv", content.replace("Website", "Riddle")))
    assert "column 'Riddle' (2)" in skipped.reason


@pytest.mark.parametrize(
    "hurtful",
    ["(UN Ref):" + "ABC1234 " * 20_000, "(Gender):M " * 10_000, "(" * 200_000, "(A" + "a " * 100_000,
     " ".join(f"({number}) x" for number in range(1, 20_000)), "(UN Ref):" * 20_000],
)  # fmt: skip
def test_fields_made_to_hurt_are_survived(tmp_path, hurtful):
    content = OFSI_START + ofsi_row(Name_6="A", Other_Information=hurtful, Nationality=hurtful, DOB=hurtful)
    assert only_listing(written(tmp_path, "ConList.csv", content)).name == "A"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("(1) Iran (2) Iraq", ["Iran", "Iraq"]), ("(1) A. (2) B.", ["A", "B"]), ("Unit (3) Ltd", ["Unit (3) Ltd"]),
        ("(2) A (1) B", ["(2) A (1) B"]), ("", []), ("(1) ", []),
    ],
)  # fmt: skip
def test_numbered_values_are_parted_only_when_they_count_up(text, values):
    assert numbered(text) == values


def test_text_before_the_first_label_stays_free():
    assert labelled("Free (a) text. (Gender):Male") == ("Free (a) text.", [("Gender", "Male")])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("03/02/1970", "1970-02-03"), ("00/02/1970", "1970-02"), ("dd/mm/1970", "1970"), ("--/--/1970.", "1970"),
        ("03/00/1970", "03/00/1970"), ("31/13/1970", "31/13/1970"), ("circa 1970", "circa 1970"),
    ],
)  # fmt: skip
def test_a_date_of_birth_is_told_as_far_as_it_is_known(text, told):
    assert birth_date(text) == told
