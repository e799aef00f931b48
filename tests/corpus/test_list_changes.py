"""Editions of a list: what a newer one adds, removes and changes, what an older one given late may not do.

Real library, real files: lists are written as JSON lines and taken in as an index run does it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus import readers
from corpus.intake import Guard, HeldBack, checksum_of
from corpus.library import Intake, Library
from corpus.listing import Listing, entry_text
from corpus.readers.skipped import Skipped
from corpus.sources import SAMPLE

JANUARY, MARCH, JUNE = "2024-01-10", "2024-03-10", "2024-06-10"
Entries = dict[str, dict[str, object]]
THREE: Entries = {
    "alba": {"programmes": ["IRAN"]},
    "borealis": {"programmes": ["RUSSIA"]},
    "cygnus": {"programmes": ["CUBA"]},
}


@pytest.fixture(params=["SQLite", pytest.param("PostgreSQL", marks=pytest.mark.slow)])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    if request.param == "PostgreSQL":
        library = Library(request.getfixturevalue("postgresql_server").new_database())
    else:
        library = Library(tmp_path / "data" / "library.sqlite")
    yield library
    library.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lists").mkdir()
    return tmp_path / "lists"


def without(*keys: str) -> Entries:
    return {key: entry for key, entry in THREE.items() if key not in keys}


def write(path: Path, entries: Entries, as_of: str | None = None) -> Path:
    rows = [
        {"id": f"harbour:{key}", "list": "Harbour list", "names": [f"{key.title()} Shipping"], "kind": "entity"}
        | ({"as_of": as_of} if as_of else {})
        | entry
        for key, entry in entries.items()
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def run(library: Library, folder: Path, source: str | None = None, allow_removals: bool = False) -> HeldBack | None:
    """What an index run does with a folder."""
    name = source or str(folder)
    library.add_source(name)
    known = library.file_checksums(name)
    there = {str(path): checksum_of(path) for path in sorted(folder.iterdir())}
    changed = {path: checksum for path, checksum in there.items() if known.get(path) != checksum}
    guard = Guard(library, name, gone=known.keys() - there.keys(), changing=changed, allow_removals=allow_removals)
    for path, checksum in changed.items():
        skipped: list[Skipped] = []
        guard.take(Intake(path, checksum, tuple(readers.read(Path(path), skipped.append)), skipped))
    return guard.finish()


def held(library: Library) -> dict[str, Listing]:
    listings = library.listings(item.checksum for item in library.items()).values()
    return {listing.id.removeprefix("harbour:"): listing for listing in listings}


def editions(library: Library) -> list[tuple[str, dict[str, str]]]:
    """(day, what happened to each entry) of the editions not told of, then told of."""
    told = [
        (str(edition.day), {change.listing_id.removeprefix("harbour:"): change.what for change in changes})
        for edition, changes in library.new_editions()
    ]
    library.editions_reported()
    return told


def test_the_first_edition_has_no_changes(library, folder):
    write(folder / "list.jsonl", THREE, JANUARY)
    run(library, folder)
    assert editions(library) == [(JANUARY, {})]
    assert editions(library) == []


def test_a_new_edition_in_the_same_file_tells_what_it_added_removed_and_changed(library, folder):
    path = write(folder / "list.jsonl", THREE, JANUARY)
    run(library, folder)
    editions(library)
    write(path, without("cygnus") | {"alba": {"programmes": ["IRAN", "SDGT"]}, "draco": {}}, MARCH)
    assert run(library, folder) is None
    assert editions(library) == [(MARCH, {"alba": "changed", "draco": "added", "cygnus": "removed"})]
    (change,) = library.listing_history("harbour:alba")
    assert change.fields == {"programmes": (["IRAN"], ["IRAN", "SDGT"])}
    assert (change.edition.previous, change.edition.dated) == (date(2024, 1, 10), True)


def test_another_order_of_names_and_programmes_is_no_change(library, folder):
    path = write(folder / "list.jsonl", {"alba": {"programmes": ["IRAN", "SDGT"]}}, JANUARY)
    run(library, folder)
    write(path, {"alba": {"programmes": ["SDGT", "IRAN"]}}, MARCH)
    run(library, folder)
    assert editions(library)[1] == (MARCH, {})
    assert held(library)["alba"].as_of == date(2024, 3, 10)


def test_a_removed_entry_stays_with_the_editions_that_had_and_lacked_it(library, folder):
    path = write(folder / "list.jsonl", THREE, JANUARY)
    run(library, folder)
    write(path, without("cygnus"), MARCH)
    run(library, folder)
    write(path, without("cygnus") | {"draco": {}}, JUNE)
    run(library, folder)
    cygnus = held(library)["cygnus"]
    assert (cygnus.last_seen, cygnus.absent_from) == (date(2024, 1, 10), date(2024, 3, 10))
    assert cygnus.delisted_on is None
    assert "Last seen in: the edition of 2024-01-10\nAbsent from: the edition of 2024-03-10" in entry_text(cygnus)
    assert library.count(str(folder)) == 3
    assert library.sources()[0].listings == 3


def test_an_entry_that_returns_is_listed_again(library, folder):
    path = write(folder / "list.jsonl", THREE, JANUARY)
    for entries, day in [(without("cygnus"), MARCH), (THREE, JUNE)]:
        run(library, folder)
        write(path, entries, day)
    run(library, folder)
    assert held(library)["cygnus"].absent_from is None
    assert [change.what for change in library.listing_history("harbour:cygnus")] == ["added", "removed"]


def test_an_undated_list_goes_by_the_days_it_was_read(library, folder):
    path = write(folder / "list.jsonl", THREE)
    run(library, folder)
    write(path, without("cygnus"))
    run(library, folder)
    cygnus = held(library)["cygnus"]
    assert cygnus.absent_from is not None
    assert f"Absent from: the list as read on {cygnus.absent_from}" in entry_text(cygnus)
    assert [what for _, what in editions(library)] == [{}, {"cygnus": "removed"}]


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_of_two_files_the_later_edition_counts_whichever_is_read_first(library, folder, names):
    older, newer = names
    write(folder / f"{older}.jsonl", THREE, JANUARY)
    write(folder / f"{newer}.jsonl", without("cygnus") | {"alba": {"programmes": ["SDGT"]}}, MARCH)
    run(library, folder)
    now = held(library)
    assert now["alba"].programmes == ("SDGT",)
    assert {key for key, entry in now.items() if entry.absent_from} == {"cygnus"}
    assert [change.what for change in library.listing_history("harbour:cygnus")] == ["removed"]
    (told,) = library.skipped() if names == ("b", "a") else [None]
    assert told is None or told.reason.startswith("this is the edition of 2024-01-10, older than that of 2024-03-10 in")


def test_an_older_edition_given_later_changes_nothing(library, folder):
    path = write(folder / "list.jsonl", without("cygnus"), MARCH)
    run(library, folder)
    before = held(library)
    write(path, THREE | {"alba": {"programmes": ["CUBA"]}}, JANUARY)
    assert run(library, folder) is None
    assert held(library) == before
    assert "older than that of 2024-03-10, which is kept" in library.skipped()[0].reason
    assert len(editions(library)) == 1
    write(path, THREE, JUNE)
    run(library, folder)
    assert editions(library) == [(JUNE, {"cygnus": "added"})]


def test_an_older_file_read_again_does_not_list_anybody_again(library, folder):
    older = write(folder / "a.jsonl", THREE, JANUARY)
    write(folder / "b.jsonl", without("cygnus"), MARCH)
    run(library, folder)
    before = held(library)
    older.write_text(older.read_text() + "\n")
    run(library, folder)
    assert held(library) == before


def test_a_new_file_in_place_of_an_old_one_is_its_next_edition(library, folder):
    old = write(folder / "january.jsonl", THREE)
    run(library, folder)
    old.unlink()
    write(folder / "march.jsonl", without("cygnus"))
    assert run(library, folder) is None
    assert held(library)["cygnus"].absent_from is not None
    assert editions(library)[1][1] == {"cygnus": "removed"}


def test_when_the_newer_file_goes_the_older_one_counts_again(library, folder):
    write(folder / "a.jsonl", THREE, JANUARY)
    newer = write(folder / "b.jsonl", without("cygnus"), MARCH)
    run(library, folder)
    newer.unlink()
    for _ in range(2):
        run(library, folder)
    assert {key: entry.absent_from for key, entry in held(library).items()} == dict.fromkeys(THREE)


def test_files_that_share_little_are_parts_of_one_list(library, folder):
    write(folder / "a.jsonl", THREE, JANUARY)
    write(folder / "b.jsonl", {"alba": {"programmes": ["SDGT"]}, "draco": {}}, MARCH)
    run(library, folder)
    now = held(library)
    assert {key: entry.absent_from for key, entry in now.items()} == dict.fromkeys([*THREE, "draco"])
    assert now["alba"].programmes == ("SDGT",)


def test_entries_that_move_between_files_are_neither_removed_nor_added(library, folder):
    one, other = write(folder / "a.jsonl", without("cygnus")), write(folder / "b.jsonl", {"cygnus": {}, "draco": {}})
    run(library, folder)
    editions(library)
    write(one, without("borealis", "cygnus"))
    write(other, {"borealis": THREE["borealis"], "cygnus": {}, "draco": {}})
    run(library, folder)
    assert [changes for _, changes in editions(library)] == [{}, {}]
    assert {entry.absent_from for entry in held(library).values()} == {None}


def test_a_source_that_is_removed_takes_its_entries_and_their_history_along(library, folder):
    path = write(folder / "list.jsonl", THREE, JANUARY)
    run(library, folder)
    write(path, without("cygnus"), MARCH)
    run(library, folder)
    library.remove_source(str(folder))
    assert library.items() == []
    assert library.listing_history("harbour:cygnus") == []
    assert library.new_editions() == []


def test_an_edition_that_lacks_more_than_a_third_asks_first(library, folder):
    many: Entries = {f"ship{n}": {} for n in range(30)}
    path = write(folder / "list.jsonl", many, JANUARY)
    run(library, folder)
    write(path, {f"ship{n}": {} for n in range(15)}, MARCH)
    held_back = run(library, folder)
    assert held_back is not None
    assert (held_back.removed, held_back.of) == (15, 30)
    assert {entry.absent_from for entry in held(library).values()} == {None}
    assert run(library, folder, allow_removals=True) is None
    assert sum(entry.absent_from is not None for entry in held(library).values()) == 15


def test_better_readers_make_no_changes_of_an_edition(library, folder):
    path = write(folder / "list.jsonl", THREE, JANUARY)
    run(library, folder)
    content = checksum_of(path).partition(":")[2]
    better = [entry.model_copy(update={"remarks": "read now"}) for entry in held(library).values()]
    again = [Listing.model_validate(entry.model_dump()) for entry in better]
    library.store_file(str(folder), str(path), f"next:{content}", again, [])
    assert held(library)["alba"].remarks == "read now"
    assert [what for _, what in editions(library)] == [{}]


def test_the_samples_extract_of_a_list_is_no_edition_of_it(library, folder):
    write(folder / "list.jsonl", without("cygnus"), JANUARY)
    run(library, folder, source=SAMPLE)
    assert editions(library) == []
    library.add_source("/lists")
    listing = held(library)["alba"]
    library.store_file("/lists", "/lists/full.csv", "2:c", [listing], [])
    assert [what for _, what in editions(library)] == [{}]


def as_of(library: Library, key: str, day: str) -> Listing | None:
    return library.listing_as_of(held(library)[key], date.fromisoformat(day))


def test_an_entry_is_told_as_it_was_on_a_day(library, folder):
    path = write(folder / "list.jsonl", THREE, JANUARY)
    run(library, folder)
    write(path, without("cygnus") | {"alba": {"programmes": ["SDGT"]}, "draco": {}}, MARCH)
    run(library, folder)
    write(path, without("alba") | {"draco": {"programmes": ["CUBA"]}}, JUNE)
    run(library, folder)

    then = as_of(library, "alba", "2024-02-01")
    assert then is not None
    assert (then.programmes, then.absent_from, then.as_of) == (("IRAN",), None, date(2024, 1, 10))
    then = as_of(library, "alba", "2024-04-01")
    assert then is not None
    assert (then.programmes, then.absent_from) == (("SDGT",), None)
    assert as_of(library, "alba", JUNE) == held(library)["alba"]

    gone = as_of(library, "cygnus", "2024-04-01")
    assert gone is not None
    assert (gone.last_seen, gone.absent_from) == (date(2024, 1, 10), date(2024, 3, 10))
    there = as_of(library, "cygnus", "2024-02-01")
    assert there is not None
    assert there.absent_from is None
    assert as_of(library, "draco", "2024-02-01") is None


def test_an_entry_that_states_when_it_was_listed_is_known_from_that_day(library, folder):
    path = write(folder / "list.jsonl", THREE, JANUARY)
    run(library, folder)
    write(path, THREE | {"draco": {"listed_on": "2023-12-01"}}, MARCH)
    run(library, folder)
    known = as_of(library, "draco", "2024-02-01")
    assert known is not None
    assert known.listed_on == date(2023, 12, 1)


def test_a_library_from_before_editions_knows_the_edition_it_has(tmp_path, folder):
    path = write(folder / "list.jsonl", THREE, JANUARY)
    library = Library(tmp_path / "old.sqlite")
    run(library, folder)
    library.close()
    with sqlite3.connect(tmp_path / "old.sqlite") as old:
        old.executescript(
            "UPDATE items SET list = NULL, edition = NULL; DROP TABLE library_version;"
            "CREATE TABLE library_schema (version INTEGER NOT NULL); INSERT INTO library_schema VALUES (2)"
        )
        old.execute("DELETE FROM list_editions")
    old.close()
    library = Library(tmp_path / "old.sqlite")
    write(path, without("cygnus"), MARCH)
    run(library, folder)
    assert editions(library) == [(MARCH, {"cygnus": "removed"})]
    assert held(library)["cygnus"].last_seen == date(2024, 1, 10)
