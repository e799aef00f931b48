"""The library: what two sources both hold, and who gives way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.database import Place
from corpus.library import Library
from corpus.listing import EntityKind, Listing, Name
from corpus.readers.skipped import Skipped
from corpus.sources import SAMPLE


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    if request.param == "PostgreSQL":
        place: Place = request.getfixturevalue("postgresql_server").new_database()
    else:
        place = tmp_path / "library.sqlite"
    library = Library(place)
    yield library
    library.close()


def entry(remarks: str) -> Listing:
    return Listing(
        id="test:1", list="Test List", names=(Name(text="TARN SHIPPING"),), kind=EntityKind.ENTITY, remarks=remarks
    )


def store(library: Library, source: str, path: str, *listings: Listing) -> list[Skipped]:
    library.add_source(source)
    skipped: list[Skipped] = []
    library.store_file(source, path, "checksum", listings, skipped)
    return skipped


def remarks(library: Library) -> list[str | None]:
    return [listing.remarks for listing in library.listings(item.checksum for item in library.items()).values()]


def test_an_admins_list_takes_over_what_the_sample_has_of_it(library):
    store(library, SAMPLE, "sample.jsonl", entry("old"))
    assert store(library, "/lists", "/lists/sdn.csv", entry("new")) == []
    assert remarks(library) == ["new"]


def test_the_sample_never_takes_anything_back(library):
    store(library, "/lists", "/lists/sdn.csv", entry("new"))
    assert store(library, SAMPLE, "sample.jsonl", entry("old")) == []
    assert remarks(library) == ["new"]


def test_between_admins_files_the_first_stays_and_the_other_is_reported(library):
    store(library, "/lists", "/lists/a.csv", entry("first"))
    (skipped,) = store(library, "/lists", "/lists/b.csv", entry("second"))
    assert skipped.reason == "already held from /lists/a.csv: TARN SHIPPING"
    assert remarks(library) == ["first"]


def test_when_the_admins_list_goes_the_sample_is_read_again(library):
    store(library, SAMPLE, "sample.jsonl", entry("old"))
    store(library, "/lists", "/lists/sdn.csv", entry("new"))
    library.remove_source("/lists")
    assert library.file_checksums(SAMPLE) == {"sample.jsonl": ""}


def test_a_list_of_many_thousand_entries_is_stored_whole(library):
    many = [entry(str(n)).model_copy(update={"id": f"test:{n}"}) for n in range(12_000)]
    assert store(library, "/lists", "/lists/sdn.csv", *many) == []
    assert library.count("/lists") == 12_000
