import gzip
from datetime import date

import pytest

from corpus.listing import Detail, EntityKind, Identifier, Listing, Name, NameKind, Relation
from tests.corpus.reading import SHARED_DATA, read, written

LEADER = """<INDIVIDUAL><DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM>
  <FIRST_NAME>ALI</FIRST_NAME><SECOND_NAME>BIN  SAID</SECOND_NAME>
  <UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE><REFERENCE_NUMBER>QDi.901 </REFERENCE_NUMBER>
  <LISTED_ON>2015-07-01-04:00</LISTED_ON><GENDER>Male</GENDER>
  <COMMENTS1>Leader of the Blue Brigade (QDe.902). Killed in May 2016. Father's name is Omar Said,
   mother's name is Nour.
   Review pursuant to Security Council resolution 2253 (2015) was concluded on 21 Feb. 2019. [Old Reference # X.1.2]
   INTERPOL-UN Security Council Special Notice web link:https://notices.example/1</COMMENTS1>
  <TITLE><VALUE>Mullah</VALUE></TITLE>
  <DESIGNATION><VALUE>a) Minister of Mines b) Head of Customs</VALUE></DESIGNATION>
  <NATIONALITY><VALUE>Yemen</VALUE></NATIONALITY>
  <LAST_DAY_UPDATED><VALUE>2016-01-02</VALUE><VALUE>2019-03-04</VALUE></LAST_DAY_UPDATED>
  <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Aly Saeed; Ali Saiid</ALIAS_NAME>
    <DATE_OF_BIRTH>1970</DATE_OF_BIRTH><COUNTRY_OF_BIRTH>Oman</COUNTRY_OF_BIRTH></INDIVIDUAL_ALIAS>
  <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>"The Fox" (original script: Лиса)</ALIAS_NAME></INDIVIDUAL_ALIAS>
  <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
  <INDIVIDUAL_ADDRESS><STREET>1 Quay</STREET><CITY>Aden</CITY>
    <COUNTRY>Yemen</COUNTRY><NOTE>previous</NOTE></INDIVIDUAL_ADDRESS>
  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1971-02-03</DATE></INDIVIDUAL_DATE_OF_BIRTH>
  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1972</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE>
    <FROM_YEAR>1969</FROM_YEAR><TO_YEAR>1973</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
  <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Mukalla</CITY><COUNTRY>Yemen</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
  <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>A12</NUMBER>
    <ISSUING_COUNTRY>Yemen</ISSUING_COUNTRY><DATE_OF_ISSUE>2001-01-01</DATE_OF_ISSUE></INDIVIDUAL_DOCUMENT>
  <NAME_ORIGINAL_SCRIPT>علي بن سعيد</NAME_ORIGINAL_SCRIPT><SORT_KEY/></INDIVIDUAL>"""
BRIGADE = """<ENTITY><FIRST_NAME>BLUE BRIGADE</FIRST_NAME><UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE>
  <REFERENCE_NUMBER>QDe.902</REFERENCE_NUMBER><LISTED_ON>2016-01-01</LISTED_ON>
  <COMMENTS1>Located in Aden.</COMMENTS1>
  <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Navy Brigade</ALIAS_NAME></ENTITY_ALIAS></ENTITY>"""


def un_list(individuals=LEADER, entities=BRIGADE) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z">'
        f"<INDIVIDUALS>{individuals}</INDIVIDUALS><ENTITIES>{entities}</ENTITIES></CONSOLIDATED_LIST>"
    )


def listings(path) -> dict[str, Listing]:
    items, skipped = read(path)
    assert skipped == []
    return {item.id: item for item in items if isinstance(item, Listing)}


def test_a_person_is_read_with_all_that_answers_a_question(tmp_path):
    leader = listings(written(tmp_path, "un.xml", un_list()))["un-sc:QDi.901"]
    assert (leader.list, leader.kind) == ("UN Security Council", EntityKind.PERSON)
    assert leader.names == (
        Name(text="ALI BIN SAID"),
        Name(text="علي بن سعيد", kind=NameKind.ORIGINAL_SCRIPT),
        Name(text="Aly Saeed", kind=NameKind.ALIAS),
        Name(text="Ali Saiid", kind=NameKind.ALIAS),
        Name(text="The Fox", kind=NameKind.WEAK),
        Name(text="Лиса", kind=NameKind.ORIGINAL_SCRIPT),
    )
    assert leader.programmes == ("Al-Qaida", "UN 1267")
    assert (leader.listed_on, leader.as_of) == (date(2015, 7, 1), date(2026, 2, 27))
    assert leader.position == "Minister of Mines; Head of Customs"
    assert leader.birth == ("1971-02-03", "circa 1972", "between 1969 and 1973", "Mukalla, Yemen")
    assert leader.nationalities == ("Yemen",)
    assert leader.addresses == ("1 Quay, Aden, Yemen (previous)",)
    assert leader.identifiers == (Identifier(kind="Passport", value="A12", country="Yemen"),)


def test_comments_are_parted_into_reasons_relations_details_and_remarks(tmp_path):
    leader = listings(written(tmp_path, "un.xml", un_list()))["un-sc:QDi.901"]
    assert leader.reasons == "Leader of the Blue Brigade (QDe.902)."
    assert leader.remarks == "Killed in May 2016."
    assert leader.relations == (Relation(kind="Refers to", name="BLUE BRIGADE (QDe.902)"),)
    assert {
        Detail(label="Title", value="Mullah"),
        Detail(label="Gender", value="Male"),
        Detail(label="Amended on", value="2016-01-02; 2019-03-04"),
        Detail(label="Name Aly Saeed", value="born 1970 in Oman"),
        Detail(label="Passport A12", value="issued 2001-01-01"),
        Detail(label="INTERPOL notice", value="https://notices.example/1"),
        Detail(label="Father's name", value="Omar Said"),
        Detail(label="Mother's name", value="Nour"),
        Detail(label="Old reference", value="X.1.2"),
        Detail(label="Review concluded", value="21 Feb. 2019, resolution 2253 (2015)"),
    } == set(leader.details)


def test_comments_without_any_deed_or_office_are_no_reasons(tmp_path):
    brigade = listings(written(tmp_path, "un.xml.gz", gzip.compress(un_list().encode())))["un-sc:QDe.902"]
    assert (brigade.kind, brigade.reasons, brigade.remarks) == (EntityKind.ENTITY, None, "Located in Aden.")
    assert Detail(label="Name Navy Brigade", value="formerly known as") in brigade.details


def test_unknown_elements_are_counted_once_a_file(tmp_path):
    odd = BRIGADE.replace("</ENTITY>", "<FLAG>red</FLAG><FLAG>blue</FLAG><EMPTY/></ENTITY>")
    items, (skipped,) = read(written(tmp_path, "un.xml", un_list(entities=odd)))
    assert len(items) == 2
    assert "element FLAG (2)" in skipped.reason
    assert "EMPTY" not in skipped.reason


def test_an_entry_without_number_or_name_and_a_second_one_of_the_same_number_are_told(tmp_path):
    numberless = BRIGADE.replace("<REFERENCE_NUMBER>QDe.902</REFERENCE_NUMBER>", "")
    nameless = BRIGADE.replace("BLUE BRIGADE", "").replace("902", "903")
    items, skipped = read(written(tmp_path, "un.xml", un_list(entities=numberless + nameless + BRIGADE + BRIGADE)))
    assert [item.id for item in items] == ["un-sc:QDi.901", "un-sc:QDe.902"]
    assert ["REFERENCE_NUMBER" in skipped[0].reason, "has no name" in skipped[1].reason] == [True, True]
    assert "un-sc:QDe.902 stands in the file a second time" in skipped[2].reason


@pytest.mark.parametrize(
    ("content", "reason", "given"),
    [
        (un_list()[:-300], "damaged or cut-off XML", 1),
        ('<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>',
         "declares a document type or entities", 0),
        ('<!DOCTYPE l SYSTEM "http://127.0.0.1/evil.dtd"><CONSOLIDATED_LIST/>', "declares a document type", 0),
        ("<CONSOLIDATED_LIST>" + "<A>" * 50_000, "damaged or cut-off XML", 0),
        ("<catalogue><book/></catalogue>", "its first element is 'catalogue'", 0),
        ('<rss version="2.0"><channel/></rss>', "an RSS feed, which names pages", 0),
        ("<urlset></urlset>", "a sitemap, which names pages", 0),
        ("no XML at all", "damaged or cut-off XML", 0),
        ("", "the file is empty", 0),
        (un_list("", ""), "holds neither articles nor listings", 0),
    ],
)  # fmt: skip
def test_a_damaged_or_foreign_file_is_told_with_the_reason(tmp_path, content, reason, given):
    items, skipped = read(written(tmp_path, "list.xml", content))
    assert len(items) == given
    assert any(reason in entry.reason for entry in skipped), skipped


def test_the_published_list_is_read_whole():
    path = SHARED_DATA / "lists" / "un_consolidated_2026-02-27.xml"
    if not path.exists():
        pytest.skip("the UN list is kept outside the project, in shared/data/lists")
    found = listings(path)
    assert len(found) == 1003
    assert sum(one.kind is EntityKind.PERSON for one in found.values()) == 730
    assert all(one.listed_on and one.programmes and one.as_of == date(2026, 2, 27) for one in found.values())
