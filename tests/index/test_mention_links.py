"""Mentions: which articles name which listings is found when they are indexed, and stays right through every change."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import DamagedIndexError
from corpus.library import Library
from index.generations import KEPT_GENERATIONS
from index.home import Home
from index.live import LiveIndex
from index.report import Progress
from index.search import Snapshot
from index.update import accept, roll_back, update
from tests.index.writing import write_stories

Fresh = tuple[Home, Library, Path]
STORIES = {
    "accord": (
        "Ministry signs accord with exporter",
        "The Northern Harbour Electronics Import and Export Corporation signed an accord with the ministry on Friday.",
        "2023-05-02",
    ),
    "network": (
        "NHEIEC builds a network",
        "NHEIEC began to build the network of the capital in June.\\n\\nIt will be paid for in oil.",
        "2024-06-03",
    ),
    "orchard": ("Apple harvest is early", "Growers in the valley picked their apples two weeks early.", "2024-01-02"),
}
EXPORTER = "test:1"
NAMES = ["NORTHERN HARBOUR ELECTRONICS IMPORT AND EXPORT CORPORATION", "NHEIEC"]


def write_list(folder: Path, names: list[str] = NAMES, **fields: object) -> Path:
    rows = [
        {"id": EXPORTER, "list": "Test List", "names": names, "kind": "entity", **fields},
        {"id": "test:2", "list": "Test List", "names": ["GANNET FREIGHT SERVICES"], "kind": "entity"},
    ]
    path = folder / "list.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def opened(home: Home, library: Library) -> Snapshot:
    snapshot = LiveIndex(home, library).snapshot()
    assert snapshot is not None
    return snapshot


def searched(home: Home, library: Library, **options: bool) -> int:
    """How many articles an index run searches for names."""
    seen: list[Progress] = []
    update(home, library, progress=seen.append, **options)
    return max((progress.done for progress in seen if progress.stage == "linking"), default=0)


@pytest.fixture
def indexed(fresh: Fresh) -> Fresh:
    home, library, folder = fresh
    write_stories(folder / "stories.jsonl", STORIES)
    write_list(folder)
    update(home, library, [str(folder)])
    return fresh


def titles(snapshot: Snapshot, listing: str = EXPORTER, as_of: date | None = None) -> list[str]:
    return [named.article.title for named in snapshot.articles_mentioning(listing, as_of)]


def test_the_articles_that_name_a_listing_are_told_newest_first_with_the_place(indexed: Fresh) -> None:
    snapshot = opened(*indexed[:2])
    network, accord = snapshot.articles_mentioning(EXPORTER)
    assert (network.article.title, accord.article.title) == (STORIES["network"][0], STORIES["accord"][0])
    assert not network.in_title
    assert network.article.text[network.start : network.end] == network.written == "NHEIEC"
    assert accord.written.startswith("Northern Harbour")
    assert titles(snapshot, as_of=date(2023, 12, 31)) == [STORIES["accord"][0]]
    assert titles(snapshot, "test:2") == []


def test_an_article_tells_the_listings_it_names_and_a_listing_how_it_is_written(indexed: Fresh) -> None:
    snapshot = opened(*indexed[:2])
    article = snapshot.articles_mentioning(EXPORTER)[0].article
    links = snapshot.listings_mentioned(article.checksum)
    assert [(link.listing_id, link.in_title, link.start) for link in links] == [
        (EXPORTER, True, 0),
        (EXPORTER, False, 0),
    ]
    assert snapshot.written_forms(EXPORTER) == ["NHEIEC", "Northern Harbour Electronics Import and Export Corporation"]


def test_who_lists_exactly_the_articles_that_name_the_listing(indexed: Fresh) -> None:
    snapshot = opened(*indexed[:2])
    assert [article.title for article in snapshot.articles_naming("anything", {EXPORTER})] == titles(snapshot)
    assert [article.title for article in snapshot.articles_naming("apples", set())] == [STORIES["orchard"][0]]


def test_a_question_by_one_name_finds_passages_by_another(indexed: Fresh) -> None:
    snapshot = opened(*indexed[:2])
    for asked in (
        "What does NHEIEC sign?",
        "What does Northern Harbour Electronics Import and Export Corporation build?",
    ):
        hits = snapshot.search(snapshot.query(asked), 3)
        assert {hit.article.title for hit in hits[:2]} == {STORIES["network"][0], STORIES["accord"][0]}
        assert all(hit.names == 1.0 for hit in hits[:2])
        assert hits[2].names == 0.0


def test_only_what_changed_is_searched_again(indexed: Fresh) -> None:
    home, library, folder = indexed
    assert searched(home, library) == 0
    title, text, day = STORIES["orchard"]
    more = text + " Gannet Freight Services shipped them."
    write_stories(folder / "stories.jsonl", STORIES | {"orchard": (title, more, day)})
    assert searched(home, library) == 1
    assert titles(opened(home, library), "test:2") == [title]


def test_other_names_have_all_articles_searched_other_facts_none(indexed: Fresh) -> None:
    home, library, folder = indexed
    write_list(folder, remarks="moved to another street")
    assert searched(home, library) == 0
    assert len(titles(opened(home, library))) == 2
    write_list(folder, NAMES[:1])
    assert searched(home, library) == 3
    assert titles(opened(home, library)) == [STORIES["accord"][0]]


def test_a_roll_back_brings_the_links_of_its_names_back(indexed: Fresh) -> None:
    home, library, folder = indexed
    write_list(folder, NAMES[:1])
    update(home, library)
    roll_back(home, library)
    assert len(titles(opened(home, library))) == 2
    assert searched(home, library) == 0
    accept(home, library)
    assert len(titles(opened(home, library))) == 1


def test_a_removed_articles_links_are_gone_and_at_last_forgotten(indexed: Fresh) -> None:
    home, library, folder = indexed
    for number in range(KEPT_GENERATIONS + 1):
        write_stories(folder / "stories.jsonl", {"accord": STORIES["accord"], str(number): STORIES["orchard"]})
        update(home, library)
    snapshot = opened(home, library)
    assert titles(snapshot) == [STORIES["accord"][0]]
    assert snapshot.written_forms(EXPORTER) == ["Northern Harbour Electronics Import and Export Corporation"]
    write_stories(folder / "stories.jsonl", STORIES)
    assert searched(home, library) == 2


def test_an_index_from_before_mentions_were_linked_answers_and_is_linked_by_the_next_run(indexed: Fresh) -> None:
    home, library, _ = indexed
    for file in home.mentions.iterdir():
        file.unlink()
    home.mentions.rmdir()
    snapshot = opened(home, library)
    assert titles(snapshot) == []
    assert [article.title for article in snapshot.articles_naming("NHEIEC", {EXPORTER})] == [STORIES["network"][0]]
    assert searched(home, library) == 3
    assert len(titles(opened(home, library))) == 2


def test_a_damaged_file_of_links_is_rebuilt_by_a_full_run(indexed: Fresh) -> None:
    home, library, _ = indexed
    for file in home.mentions.iterdir():
        file.unlink()
    (home.mentions / "links.sqlite").write_bytes(b"not a database" * 500)
    with pytest.raises(DamagedIndexError, match="--full"):
        update(home, library)
    assert searched(home, library, full=True) == 3
    assert len(titles(opened(home, library))) == 2


def test_the_report_tells_what_a_new_edition_of_a_list_changed(indexed: Fresh) -> None:
    home, library, folder = indexed
    rows = [json.loads(line) for line in (folder / "list.jsonl").read_text().splitlines()]
    rows[0]["programmes"] = ["CUBA"]
    rows[1] |= {"id": "test:3", "names": ["HERON LINES"]}
    (folder / "list.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    report = update(home, library)
    (change,) = report.list_changes
    assert (change.list, change.added, change.removed, change.changed) == ("Test List", 1, 1, 1)
    assert change.names_changed == (f"{NAMES[0]} (programmes)",)
    assert (change.names_added, change.names_removed) == (("HERON LINES",), ("GANNET FREIGHT SERVICES",))
    assert update(home, library).list_changes == ()
    snapshot = opened(home, library)
    assert snapshot.editions()["Test List"][0] == 2
    assert snapshot.listing("test:2").absent_from is not None


def test_entries_that_a_new_edition_repeats_are_unchanged(indexed: Fresh) -> None:
    home, library, folder = indexed
    write_list(folder, as_of="2024-01-31")
    update(home, library)
    write_list(folder, as_of="2024-02-29")
    report = update(home, library)
    assert (report.changed, report.list_changes[0].changed) == (0, 0)
    assert opened(home, library).listing(EXPORTER).as_of == date(2024, 2, 29)
