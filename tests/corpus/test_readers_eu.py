import gzip
from datetime import date

import pytest

from corpus.listing import Detail, EntityKind, Identifier, Listing, Name, NameKind
from tests.corpus.reading import read, written

PERSON = """
<sanctionEntity designationDetails="" unitedNationId="XXi.001" euReferenceNumber="EU.1.11" logicalId="7"
                designationDate="2022-03-04">
  <remark>(Date of UN designation: 2011-01-02)</remark>
  <regulation regulationType="amendment" organisationType="council" publicationDate="2022-03-04"
              entryIntoForceDate="2022-03-05" numberTitle="2022/1 (OJ L1)" programme="UKR" logicalId="8">
    <publicationUrl>https://eur-lex.example.eu/1</publicationUrl>
  </regulation>
  <subjectType code="person" classificationCode="P"/>
  <nameAlias wholeName="Иван Пример" nameLanguage="RU" strong="true" logicalId="9"/>
  <nameAlias wholeName="Jan Przykład" nameLanguage="PL" strong="true"/>
  <nameAlias firstName="Ivan" middleName="P." lastName="Example" wholeName="Ivan P. Example" function="Minister"
             gender="M" title="Dr" nameLanguage="" strong="true" regulationLanguage="en">
    <regulationSummary regulationType="amendment" numberTitle="2022/1 (OJ L1)"/>
  </nameAlias>
  <nameAlias firstName="Ivan" lastName="Ex" wholeName="" strong="false"/>
  <citizenship region="" countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION"/>
  <birthdate circa="false" calendarType="GREGORIAN" city="Omsk" birthdate="1970-02-03" dayOfMonth="3" monthOfYear="2"
             year="1970" countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION"/>
  <birthdate circa="true" calendarType="GREGORIAN" year="1971" countryIso2Code="00" countryDescription="UNKNOWN"/>
  <birthdate circa="false" calendarType="GREGORIAN" yearRangeFrom="1969" yearRangeTo="1972"/>
  <birthdate circa="false" calendarType="ISLAMIC" year="1380" monthOfYear="5"/>
  <address city="Omsk" street="1 Main St" poBox="12" zipCode="644000" region="Omsk Oblast" asAtListingTime="true"
           countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION">
    <contactInfo key="PHONE" value="+7 1"/>
  </address>
  <identification diplomatic="true" knownExpired="false" knownFalse="true" reportedLost="false" number="A99"
                  issuedBy="Omsk" issuedDate="2015-05-06" countryIso2Code="RU"
                  countryDescription="RUSSIAN FEDERATION" identificationTypeCode="passport"
                  identificationTypeDescription="National passport" logicalId="3">
    <remark>(old one)</remark>
  </identification>
</sanctionEntity>
"""
COMPANY = """
<sanctionEntity euReferenceNumber="EU.2.22" logicalId="17">
  <remark>(Date of listing: 21.12.2005)</remark>
  <regulation programme="SYR" regulationType="regulation"/>
  <subjectType code="enterprise" classificationCode="E"/>
  <nameAlias wholeName="Example Trading"/>
</sanctionEntity>
"""
START = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<export xmlns="http://eu.europa.ec/fpi/fsd/export" '
    'generationDate="2026-08-05T16:47:04.449+02:00" globalFileId="1">\n'
)
END = "</export>"
ENTITY_COLUMNS = (
    "fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_UnitedNationId;Entity_DesignationDate;"
    "Entity_DesignationDetails;Entity_Remark;Entity_SubjectType;Entity_SubjectType_ClassificationCode;"
    "Entity_Regulation_Type;Entity_Regulation_OrganisationType;Entity_Regulation_PublicationDate;"
    "Entity_Regulation_EntryIntoForceDate;Entity_Regulation_NumberTitle;Entity_Regulation_Programme;"
    "Entity_Regulation_PublicationUrl"
)
FACT_COLUMNS = (
    "NameAlias_LastName;NameAlias_FirstName;NameAlias_MiddleName;NameAlias_WholeName;NameAlias_NameLanguage;"
    "NameAlias_Gender;NameAlias_Title;NameAlias_Function;NameAlias_Regulation_Programme;Address_City;Address_Street;"
    "Address_CountryDescription;BirthDate_BirthDate;BirthDate_Year;BirthDate_Circa;BirthDate_City;"
    "Identification_Number;Identification_TypeDescription;Identification_CountryDescription;"
    "Citizenship_CountryDescription"
)
COLUMNS = f"{ENTITY_COLUMNS};{FACT_COLUMNS}".split(";")


def row(logical_id="7", kind="P", code="person", **cells) -> str:
    values = {
        "fileGenerationDate": "05/08/2026", "Entity_LogicalId": logical_id,
        "Entity_EU_ReferenceNumber": f"EU.{logical_id}.11", "Entity_SubjectType": kind,
        "Entity_SubjectType_ClassificationCode": code, "Entity_Regulation_Programme": "UKR",
        "Entity_Regulation_NumberTitle": "2022/1 (OJ L1)", "Entity_DesignationDate": "2022-03-04",
    } | cells  # fmt: skip
    return ";".join('"' + values.get(column, "").replace('"', '""') + '"' for column in COLUMNS) + "\n"


def only_listing(path) -> Listing:
    (listing,), skipped = read(path)
    assert skipped == []
    return listing


def test_an_entry_of_the_xml_keeps_all_its_facts(tmp_path):
    listing = only_listing(written(tmp_path, "eu.xml", START + PERSON + END))
    assert listing.id == "eu:EU.1.11"
    assert listing.list == "EU Financial Sanctions"
    assert listing.kind is EntityKind.PERSON
    assert listing.names == (
        Name(text="Ivan P. Example", kind=NameKind.PRIMARY),
        Name(text="Jan Przykład", kind=NameKind.ALIAS, language="PL"),
        Name(text="Иван Пример", kind=NameKind.ORIGINAL_SCRIPT, language="RU"),
        Name(text="Ivan Ex", kind=NameKind.WEAK),
    )
    assert listing.programmes == ("UKR",)
    assert (listing.listed_on, listing.as_of) == (date(2022, 3, 4), date(2026, 8, 5))
    assert listing.position == "Minister"
    assert listing.nationalities == ("RUSSIAN FEDERATION",)
    assert listing.birth == (
        "1970-02-03", "Omsk, RUSSIAN FEDERATION", "circa 1971", "1969 to 1972", "1380-05 (ISLAMIC calendar)",
    )  # fmt: skip
    assert listing.addresses == (
        "1 Main St, PO box 12, 644000 Omsk, Omsk Oblast, RUSSIAN FEDERATION (as at the time of listing)",
    )
    assert listing.identifiers == (
        Identifier(kind="EU reference", value="EU.1.11"),
        Identifier(kind="UN reference", value="XXi.001"),
        Identifier(kind="National passport", value="A99", country="RUSSIAN FEDERATION"),
    )
    details = {detail.label: detail.value for detail in listing.details}
    assert details == {
        "Legal basis": "2022/1 (OJ L1); amendment; by the council; published 2022-03-04; in force since 2022-03-05",
        "Title": "Dr", "Gender": "male", "Phone": "+7 1",
        "National passport A99": "diplomatic; known to be false; issued by Omsk; issued on 2015-05-06; (old one)",
    }  # fmt: skip
    assert listing.remarks == "(Date of UN designation: 2011-01-02)"
    assert listing.source_url == "https://eur-lex.example.eu/1"


def test_the_date_of_listing_is_taken_from_the_remark_only_when_it_is_the_eus(tmp_path):
    second = PERSON.replace(' designationDate="2022-03-04"', "").replace("designationDate=", "x=")
    second = second.replace('x="2022-03-04"', "")
    items, skipped = read(written(tmp_path, "eu.xml.gz", gzip.compress((START + COMPANY + second + END).encode())))
    assert skipped == []
    assert [item.listed_on for item in items] == [date(2005, 12, 21), None]
    assert items[0].kind is EntityKind.ENTITY


def test_what_the_reader_does_not_know_is_told_once(tmp_path):
    strange = COMPANY.replace("<subjectType", "<riddle/><subjectType").replace("wholeName=", 'puzzle="x" wholeName=')
    _, (skipped,) = read(written(tmp_path, "eu.xml", START + strange + strange.replace("EU.2.22", "EU.3.33") + END))
    assert "element riddle (2)" in skipped.reason
    assert "attribute nameAlias/puzzle (2)" in skipped.reason


def test_bad_entries_and_damage_are_reported_and_the_rest_is_read(tmp_path):
    untyped = COMPANY.replace("<subjectType", "<noType").replace("EU.2.22", "EU.4.44")
    ghost = COMPANY.replace('code="enterprise"', 'code="ghost"').replace("EU.2.22", "EU.5.55")
    nameless = COMPANY.replace('wholeName="Example Trading"', "").replace("EU.2.22", "EU.6.66")
    numberless = COMPANY.replace('euReferenceNumber="EU.2.22" logicalId="17"', "")
    content = START + untyped + ghost + nameless + numberless + COMPANY + COMPANY + PERSON[:400]
    items, skipped = read(written(tmp_path, "eu.xml", content))
    assert [item.id for item in items] == ["eu:EU.2.22"]
    reasons = " | ".join(entry.reason for entry in skipped)
    for expected in ("without a type", "'ghost'", "EU.6.66 has no name", "without EU reference", "second time",
                     "damaged or cut-off"):  # fmt: skip
        assert expected in reasons
    assert all(entry.line for entry in skipped if "second time" not in entry.reason)


def test_the_csv_gives_the_same_entries_from_several_rows(tmp_path):
    content = ";".join(COLUMNS) + "\n" + "".join([
        row(NameAlias_WholeName="Иван Пример", NameAlias_NameLanguage="RU"),
        row(NameAlias_WholeName="Ivan Example", NameAlias_Function="Minister; deputy", NameAlias_Gender="M"),
        row("8", "E", "enterprise", NameAlias_WholeName='Trading "Example" Co', Entity_Remark="First\nSecond"),
        row(NameAlias_WholeName="Ivan Example"),
        row(Address_City="Omsk", Address_Street="1 Main St", Address_CountryDescription="RUSSIAN FEDERATION"),
        row(BirthDate_BirthDate="1970-02-03", BirthDate_City="Omsk"),
        row(BirthDate_Year="1971", BirthDate_Circa="true"),
        row(Identification_Number="A99", Identification_TypeDescription="National passport"),
        row(Citizenship_CountryDescription="RUSSIAN FEDERATION"),
    ])  # fmt: skip
    (person, company), skipped = read(written(tmp_path, "eu.csv", "\ufeff" + content))
    assert skipped == []
    assert (person.id, company.id) == ("eu:EU.7.11", "eu:EU.8.11")
    assert [name.text for name in person.names] == ["Ivan Example", "Иван Пример"]
    assert person.names[1] == Name(text="Иван Пример", kind=NameKind.ORIGINAL_SCRIPT, language="RU")
    assert person.position == "Minister; deputy"
    assert person.birth == ("1970-02-03", "Omsk", "circa 1971")
    assert person.addresses == ("1 Main St, Omsk, RUSSIAN FEDERATION",)
    assert person.nationalities == ("RUSSIAN FEDERATION",)
    assert Identifier(kind="National passport", value="A99") in person.identifiers
    assert Detail(label="Legal basis", value="2022/1 (OJ L1)") in person.details
    assert (person.listed_on, person.as_of) == (date(2022, 3, 4), date(2026, 8, 5))
    assert company.name == 'Trading "Example" Co'
    assert company.kind is EntityKind.ENTITY
    assert company.remarks == "First Second"


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_copy_of_the_csv_with_other_delimiters_is_known_too(tmp_path, delimiter):
    content = (";".join(COLUMNS) + "\n" + row(NameAlias_WholeName="Ivan Example")).replace(";", delimiter)
    assert only_listing(written(tmp_path, "eu.csv", content)).name == "Ivan Example"


def test_the_older_csv_is_read_too(tmp_path):
    content = (
        "Date_file;Entity_logical_id;EU_ref_num;Subject_type;Programme;Leba_numtitle;Leba_publication_date;Leba_url;"
        "Entity_remark;Entity_logical_id;Naal_wholename;Naal_language;Naal_function;Naal_leba_numtitle;Addr_city;"
        "Addr_country;Birt_date;Birt_place;Iden_number;Iden_country;Citi_country\n"
        "05/08/2026;7;EU.7.11;P;UKR;2022/1;2022-03-04;https://eur-lex.example.eu/1;Note;7;Ivan Example;;Minister;"
        "2022/1;;;;;;;\n"
        "05/08/2026;7;EU.7.11;P;UKR;2022/1;2022-03-04;https://eur-lex.example.eu/1;Note;;;;;;Omsk;RUS;1970-02-03;Omsk;"
        "A99;RUS;RUS\n"
    )
    listing = only_listing(written(tmp_path, "eu.csv", content))
    assert (listing.id, listing.name, listing.position) == ("eu:EU.7.11", "Ivan Example", "Minister")
    assert listing.birth == ("1970-02-03", "Omsk")
    assert listing.addresses == ("Omsk, RUS",)
    assert listing.source_url == "https://eur-lex.example.eu/1"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("7;cut;off\n", "cells under"),
        (row(""), "without the logical id"),
        (row("9", "X", "ghost", NameAlias_WholeName="A"), "'ghost'"),
    ],
)
def test_a_bad_row_of_the_csv_is_reported_by_line(tmp_path, line, reason):
    good = row(NameAlias_WholeName="Ivan Example")
    items, (skipped,) = read(written(tmp_path, "eu.csv", ";".join(COLUMNS) + "\n" + good + line + good))
    assert len(items) == 1
    assert (skipped.line, reason in skipped.reason) == (3, True)
