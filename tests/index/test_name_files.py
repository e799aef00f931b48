"""Name directories on disk: one file for each set of listings, found again by what it is made from."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import DamagedIndexError
from corpus.library import Library
from corpus.listing import EntityKind, Listing, Name
from index.array_file import read_arrays, write_arrays
from index.generations import KEPT_GENERATIONS
from index.home import Home
from index.live import LiveIndex
from index.names import NameDirectory
from index.search import Snapshot
from index.update import roll_back, update

Fresh = tuple[Home, Library, Path]


def write_list(folder: Path, **names: str) -> Path:
    path = folder / "list.jsonl"
    listings = [
        Listing(id=key, list="A list", kind=EntityKind.PERSON, names=(Name(text=name),), as_of=date(2024, 5, 6))
        for key, name in names.items()
    ]
    path.write_text("".join(json.dumps(entry.model_dump(mode="json")) + "\n" for entry in listings))
    return path


def opened(home: Home, library: Library) -> Snapshot:
    snapshot = LiveIndex(home, library).snapshot()
    assert snapshot is not None
    return snapshot


def files(home: Home) -> list[Path]:
    return sorted(home.names.glob("*.names"))


def found(home: Home, library: Library, name: str) -> list[str]:
    return [match.listing.id for match in opened(home, library).directory.match(name)]


def test_an_index_run_writes_the_directory_and_one_that_changes_no_listing_leaves_it(fresh: Fresh) -> None:
    home, library, folder = fresh
    update(home, library, [str(write_list(folder, one="LAVROV, Sergei"))])
    [path] = files(home)
    written = path.stat().st_mtime_ns
    (folder / "story.txt").write_text("A story. It tells of a harvest.")
    update(home, library, [str(folder)])
    assert files(home) == [path]
    assert path.stat().st_mtime_ns == written
    assert found(home, library, "Sergei Lavrov") == ["one"]


def test_listings_that_changed_are_found_by_their_new_names(fresh: Fresh) -> None:
    home, library, folder = fresh
    update(home, library, [str(write_list(folder, one="LAVROV, Sergei"))])
    update(home, library, [str(write_list(folder, one="SECHIN, Igor"))], allow_removals=True)
    assert found(home, library, "Igor Sechin") == ["one"]
    assert found(home, library, "Sergei Lavrov") == []
    roll_back(home, library)
    assert found(home, library, "Sergei Lavrov") == ["one"]


def test_directories_that_no_kept_generation_needs_are_removed(fresh: Fresh) -> None:
    home, library, folder = fresh
    for name in ("ALBA, Ada", "BORK, Bea", "CORD, Cleo", "DAHL, Dora", "EGGE, Edda", "FISK, Fay", "GRUE, Gia"):
        update(home, library, [str(write_list(folder, one=name))], allow_removals=True)
    assert len(files(home)) == KEPT_GENERATIONS


def test_a_missing_directory_is_made_when_it_is_needed_and_kept(fresh: Fresh) -> None:
    home, library, folder = fresh
    update(home, library, [str(write_list(folder, one="LAVROV, Sergei"))])
    [path] = files(home)
    path.unlink()
    assert found(home, library, "Sergei Lavrov") == ["one"]
    assert files(home) == [path]


def test_a_damaged_directory_is_named_and_a_full_run_rebuilds_it(fresh: Fresh) -> None:
    home, library, folder = fresh
    update(home, library, [str(write_list(folder, one="LAVROV, Sergei"))])
    [path] = files(home)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(DamagedIndexError, match=rf"{path.name}.*index --full"):
        found(home, library, "Sergei Lavrov")
    update(home, library, full=True)
    assert found(home, library, "Sergei Lavrov") == ["one"]


def test_listings_and_editions_of_a_generation_are_told_without_reading_all(fresh: Fresh) -> None:
    home, library, folder = fresh
    update(home, library, [str(write_list(folder, one="LAVROV, Sergei", two="SECHIN, Igor"))])
    snapshot = opened(home, library)
    assert snapshot.editions() == {"A list": (2, date(2024, 5, 6))}
    assert snapshot.listing("two").name == "SECHIN, Igor"
    with pytest.raises(KeyError):
        snapshot.listing("three")


def test_an_entry_removed_later_makes_its_list_no_newer() -> None:
    standing, gone = (
        Listing(id=key, list="A list", names=(Name(text=key),), kind=EntityKind.PERSON, as_of=day, delisted_on=removed)
        for key, day, removed in (("one", date(2023, 1, 6), None), ("two", date(2025, 3, 21), date(2025, 3, 21)))
    )
    assert NameDirectory.build([gone, standing]).editions == {"A list": (2, date(2023, 1, 6))}
    assert NameDirectory.build([gone]).editions == {"A list": (1, date(2025, 3, 21))}


def test_arrays_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "arrays"
    arrays = {"none": np.empty(0, np.uint32), "some": np.arange(7, dtype=np.uint64), "bytes": np.array([1], np.uint8)}
    write_arrays(path, {"a": ["fact"]}, arrays)
    facts, read = read_arrays(path)
    assert facts == {"a": ["fact"]}
    assert {name: array.tolist() for name, array in read.items()} == {"none": [], "some": [*range(7)], "bytes": [1]}
    assert all(not array.flags.writeable for name, array in read.items() if len(array))
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("cut", [0, 5, 40, -1])
def test_a_file_of_arrays_that_is_cut_off_is_named(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "arrays"
    write_arrays(path, {}, {"some": np.arange(7, dtype=np.uint64)})
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(DamagedIndexError, match=r"arrays: damaged .*index --full"):
        read_arrays(path)
