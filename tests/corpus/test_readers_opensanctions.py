import gzip
import json
from datetime import date

import pytest

from corpus import readers
from corpus.errors import InputError
from corpus.listing import Detail, EntityKind, Identifier, Listing, Name, NameKind, Relation
from corpus.readers.ftm_spool import Spool
from tests.corpus.reading import read, written

HEADER = (
    '"id","schema","name","aliases","birth_date","countries","addresses","identifiers","sanctions","phones","emails",'
    '"program_ids","dataset","first_seen","last_seen","last_change"\n'
)


def entity(entity_id="NK-1", schema="Person", datasets=("us_ofac_sdn",), last_seen="2026-09-15T06:00:00", **properties):
    properties = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    row = {"id": entity_id, "schema": schema, "properties": properties, "datasets": list(datasets)}
    return row | {"first_seen": "2022-01-01T00:00:00", "last_seen": last_seen, "last_change": "2023-01-01T00:00:00"}


def designated(entity_id="NK-1", name="Ivan Example", **properties):
    return entity(entity_id, name=name, topics=["sanction"], **properties) | {"caption": name, "target": True}


def lines(*rows) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def only_listing(path) -> Listing:
    (listing,), skipped = read(path)
    assert skipped == []
    return listing


def test_flat_entities_come_together_whatever_their_order(tmp_path):
    rows = [
        entity("s-1", "Sanction", entity="NK-1", authority="The Treasury", program="SDGT", programId="US-TERR",
               listingDate="2022-03-04", reason="Funds a war.", sourceUrl="https://example.org/notice"),
        entity("o-1", "Ownership", owner="NK-1", asset="NK-2", percentage="51"),
        designated(alias=["Иван Пример"], weakAlias="Vanya", birthDate="1970-02-03", birthPlace="Omsk",
                   nationality="ru", country="ru", position="Minister", addressEntity="a-1", innCode="7700",
                   gender="male", notes="Lives abroad."),
        entity("a-1", "Address", full="1 Main St, Omsk"),
        entity("p-1", "Passport", holder="NK-1", number="A99", country="ru", endDate="2030-01-01"),
        entity("NK-2", "Company", name="Example Holding"),
        entity("f-1", "Family", person="NK-3", relative="NK-1", relationship="daughter"),
        entity("NK-3", name="Anna Example", topics=["role.rca"]),
    ]  # fmt: skip
    items, (left_out,) = read(written(tmp_path, "entities.ftm.json", lines(*rows)))
    (listing,) = items
    assert left_out.reason == "1 entities are on no list of sanctions and left out, by topic: role.rca 1"
    assert listing.id == "opensanctions:NK-1"
    assert listing.list == "OpenSanctions: us_ofac_sdn"
    assert listing.kind is EntityKind.PERSON
    assert listing.names == (
        Name(text="Ivan Example"),
        Name(text="Иван Пример", kind=NameKind.ORIGINAL_SCRIPT),
        Name(text="Vanya", kind=NameKind.WEAK),
    )
    assert listing.programmes == ("SDGT",)
    assert (listing.listed_on, listing.delisted_on, listing.as_of) == (date(2022, 3, 4), None, date(2026, 9, 15))
    assert listing.birth == ("1970-02-03", "Omsk")
    assert listing.nationalities == ("Russia",)
    assert listing.addresses == ("1 Main St, Omsk",)
    assert listing.position == "Minister"
    assert listing.reasons == "Funds a war."
    assert listing.remarks == "Lives abroad."
    assert set(listing.identifiers) == {
        Identifier(kind="INN", value="7700"), Identifier(kind="Passport", value="A99", country="Russia"),
    }  # fmt: skip
    assert listing.relations == (
        Relation(kind="Owns (51)", name="Example Holding"), Relation(kind="Relative (daughter)", name="Anna Example"),
    )  # fmt: skip
    assert Detail(label="Country", value="Russia") in listing.details
    assert Detail(label="Gender", value="male") in listing.details
    sanction = next(detail.value for detail in listing.details if detail.label == "Sanction")
    assert "The Treasury" in sanction
    assert "since 2022-03-04" in sanction
    assert listing.source_url == "https://www.opensanctions.org/entities/NK-1/"


def test_nested_entities_give_the_same(tmp_path):
    vessel = entity(
        "NK-9", "Vessel", ("eu_sanctions", "ua_nsdc"), name="Sea Star", topics="sanction", imoNumber="IMO9079080",
        flag="pa", tonnage="5000",
        sanctions=[entity("s-1", "Sanction", entity="NK-9", program="Annex XLII", startDate="2024-06-24")],
        addressEntity=[entity("a-1", "Address", street="2 Quay", city="Colón", country="pa")],
        ownershipAsset=[entity("o-1", "Ownership", owner=[entity("NK-8", "Company", name="Star Lines")])],
        operator=[entity("NK-7", "Company", name="Star Crew")],
    )  # fmt: skip
    listing = only_listing(written(tmp_path, "targets.nested.json", lines(vessel)))
    assert listing.kind is EntityKind.VESSEL
    assert listing.list == "OpenSanctions"
    assert [detail.value for detail in listing.details if detail.label == "Dataset"] == ["eu_sanctions", "ua_nsdc"]
    assert listing.identifiers == (Identifier(kind="IMO", value="9079080"),)
    assert listing.addresses == ("2 Quay, Colón, Panama",)
    assert Detail(label="Flag", value="Panama") in listing.details
    assert Detail(label="Tonnage", value="5000") in listing.details
    assert listing.relations == (
        Relation(kind="Owned by", name="Star Lines"), Relation(kind="Operator", name="Star Crew"),
    )  # fmt: skip
    assert listing.programmes == ("Annex XLII",)
    assert listing.listed_on == date(2024, 6, 24)


def test_since_when_is_told_by_the_sanctions_in_force(tmp_path):
    rows = [
        designated(),
        entity("s-1", "Sanction", entity="NK-1", startDate="2005-01-01", endDate="2010-01-01"),
        entity("s-2", "Sanction", entity="NK-1", listingDate="2023-02-03", startDate="2023-01-01"),
        entity("s-3", "Sanction", entity="NK-1", startDate="2022-02-03", endDate="2027-01-01"),
    ]
    listing = only_listing(written(tmp_path, "entities.ftm.json", lines(*rows)))
    assert (listing.listed_on, listing.delisted_on) == (date(2022, 2, 3), None)


def test_what_has_no_name_is_called_by_its_caption(tmp_path):
    wallet = entity("NK-1", "CryptoWallet", publicKey="bc1qexample", topics="sanction") | {"caption": "bc1qexample"}
    listing = only_listing(written(tmp_path, "entities.ftm.json", lines(wallet)))
    assert listing.name == "bc1qexample"
    assert listing.identifiers == (Identifier(kind="Digital currency address", value="bc1qexample"),)
    assert listing.kind is EntityKind.ENTITY
    assert Detail(label="Type", value="Crypto wallet") in listing.details


def test_only_designated_entities_are_listings(tmp_path):
    rows = [
        entity("NK-1", name="A Minister", topics=["role.pep"]),
        entity("NK-2", name="Owned Ltd", topics=["sanction.linked"]),
        entity("NK-3", name="Debarred Ltd", topics=["debarment"]),
        entity("NK-4", name="Countered", topics=["role.pep", "sanction.counter"]),
        entity("NK-5", name="Mentioned"),
        entity("NK-6", name="Former"),
        entity("s-6", "Sanction", entity="NK-6", startDate="2014-03-17", endDate="2020-01-02"),
        entity("s-7", "Sanction", entity="NK-6", startDate="2015-03-17", endDate="2021-02-03"),
    ]
    items, (left_out,) = read(written(tmp_path, "entities.ftm.json", lines(*rows)))
    assert [(item.name, item.listed_on, item.delisted_on) for item in items] == [
        ("Countered", None, None),
        ("Former", date(2014, 3, 17), date(2021, 2, 3)),
    ]
    assert left_out.reason.startswith("3 entities are on no list of sanctions")


def test_damage_is_reported_by_line_and_the_rest_is_read(tmp_path):
    content = (
        lines(designated(), designated(), designated("NK-2", "", alias=[]))
        + lines(designated("NK-3", "Long", alias="x" * 1001))
        + "{broken\n[1]\n" + lines(designated(""), {"title": "An article", "text": "Of another kind."})
        + lines(designated("NK-4", "\ud800 Half") | {"riddle": 1}) + lines(designated("NK-5", "Last"))[:-40]
    )  # fmt: skip
    items, skipped = read(written(tmp_path, "a.jsonl", content))
    assert [item.name for item in items] == ["Ivan Example", "Long", "\ufffd Half"]
    assert [entry.line for entry in skipped] == [2, 5, 6, 7, 8, 10, 3, 4, None]
    assert "'riddle'" in skipped[-1].reason
    assert "has no name" in skipped[6].reason
    assert "1,001 characters" in skipped[7].reason


def test_entities_within_entities_are_read_as_deep_as_lists_nest_them(tmp_path):
    row = designated()
    for number in range(200):
        row = designated(f"NK-{number}", f"Person {number}", owner=row)
    listing = only_listing(written(tmp_path, "a.jsonl", lines(row)))
    assert listing.relations == (Relation(kind="Owner", name="Person 198"),)


def test_property_values_of_any_shape_do_no_harm(tmp_path):
    row = designated(alias=[None, "", 5, ["x"], {"id": 3}], nationality="xx", birthDate=[True])
    row["properties"]["position"] = "Chief"
    row["datasets"] = "us_ofac_sdn"
    listing = only_listing(written(tmp_path, "a.ndjson", lines(row)))
    assert [name.text for name in listing.names] == ["Ivan Example", "5"]
    assert listing.position == "Chief"
    assert listing.nationalities == ("xx",)


def test_the_title_beside_names_the_list_and_packed_files_are_read(tmp_path):
    path = written(tmp_path, "entities.ftm.json.gz", gzip.compress(lines(designated()).encode()))
    beside = written(tmp_path, "index.json", '{"name": "us_ofac_sdn", "title": "US OFAC SDN List"}')
    assert readers.companions(path) == [beside]
    assert readers.files(tmp_path) == [path]
    assert only_listing(path).list == "OpenSanctions: US OFAC SDN List"


def test_other_json_is_not_taken_for_a_list(tmp_path):
    written(tmp_path, "package.json", "{}")
    assert readers.files(tmp_path) == []


def test_what_does_not_fit_into_the_temporary_space_is_told():
    spool = Spool(max_bytes=64 << 10)
    with pytest.raises(InputError, match="temporary space"):
        spool.keep("NK-1", 1, {"text": "x" * 100_000})


def row(entity_id="NK-1", name="Ivan Example", schema="Person", **cells) -> str:
    columns = [column.strip('"') for column in HEADER.strip().split(",")]
    cells = {"dataset": "US OFAC SDN List", "last_seen": "2026-09-15T06:00:00"} | cells
    cells |= {"id": entity_id, "schema": schema, "name": name}
    return ",".join('"' + cells.get(column, "").replace('"', '""') + '"' for column in columns) + "\n"


def test_the_simple_table_gives_listings(tmp_path):
    content = HEADER + row(
        aliases='Vanya;"Example; the elder";Иван', birth_date="1970-01-02;1970", countries="ru;suhh", addresses="Omsk",
        identifiers="7700;A99", sanctions="Block list - since 2022", phones="+7 1", emails="a@example.org",
        program_ids="US-RUS;US-CYB",
    )  # fmt: skip
    listing = only_listing(written(tmp_path, "targets.simple.csv", "\ufeff" + content))
    assert listing.id == "opensanctions:NK-1"
    assert listing.list == "OpenSanctions: US OFAC SDN List"
    assert [name.text for name in listing.names] == ["Ivan Example", "Vanya", "Example; the elder", "Иван"]
    assert listing.programmes == ("US-RUS", "US-CYB")
    assert listing.birth == ("1970-01-02", "1970")
    assert [number.value for number in listing.identifiers] == ["7700", "A99"]
    assert Detail(label="Country", value="Russia") in listing.details
    assert Detail(label="Sanction", value="Block list - since 2022") in listing.details
    assert listing.as_of == date(2026, 9, 15)


def test_rows_of_the_simple_table_without_a_sanction_are_counted_and_damage_is_told(tmp_path):
    content = HEADER + row() + row("NK-2", sanctions="L") + row("NK-2", sanctions="L") + row("", sanctions="L")
    content += "cut,off\n" + row("NK-3", "", sanctions="L") + row("NK-4", "Last", sanctions="L")
    items, skipped = read(written(tmp_path, "targets.simple.csv", content))
    assert [item.name for item in items] == ["Ivan Example", "Last"]
    assert [entry.line for entry in skipped] == [4, 5, 6, 7, None]
    assert "1 entities name neither" in skipped[-1].reason


def test_unknown_columns_are_told_once(tmp_path):
    content = HEADER.replace('"emails"', '"riddle"') + row(sanctions="L").replace('"","","US', '"a","","US')
    _, (skipped,) = read(written(tmp_path, "t.csv", content))
    assert "column 'riddle' (1)" in skipped.reason
