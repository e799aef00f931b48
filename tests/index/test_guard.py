"""The guard: a run that would take much away from a source asks first; what else it found is taken in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.library import Library
from index.home import Home
from index.live import LiveIndex
from index.reading import Web
from index.update import update
from tests.index.writing import write_stories
from tests.web_site import Site, rss, story, web_site

Fresh = tuple[Home, Library, Path]
LOCAL = Web(allow_private_addresses=True, fetch_delay_seconds=0)


def stories(first: int, count: int) -> dict[str, tuple[str, str, str]]:
    return {
        f"s{n}": (f"Story {n}", f"Entry {n} was listed on Monday.", "2024-01-01") for n in range(first, first + count)
    }


def write_each(folder: Path, count: int) -> None:
    """One file a story."""
    for n in range(count):
        write_stories(folder / f"{n}.jsonl", stories(n, 1))


def live_titles(home: Home, library: Library) -> set[str]:
    snapshot = LiveIndex(home, library).snapshot()
    assert snapshot is not None
    return {article.title for article in library.articles(a.checksum for a in snapshot.manifest.articles).values()}


def test_a_run_that_would_remove_more_than_a_third_stops_and_asks(fresh: Fresh) -> None:
    home, library, folder = fresh
    write_each(folder, 18)
    update(home, library, [str(folder)])
    for n in range(7):
        (folder / f"{n}.jsonl").unlink()
    write_stories(folder / "new.jsonl", stories(50, 1))
    planned = update(home, library, dry_run=True)
    assert (planned.removed, planned.added, len(planned.held_back)) == (0, 1, 1)
    report = update(home, library)
    (held,) = report.held_back
    assert (held.source, held.removed, held.of) == (str(folder), 7, 18)
    assert (report.removed, report.added, report.articles) == (0, 1, 19)
    assert "--allow-removals" in (library.sources()[0].last_error or "")
    assert report.skipped == ()
    allowed = update(home, library, allow_removals=True)
    assert (allowed.held_back, allowed.removed, allowed.articles) == ((), 7, 12)
    assert library.sources()[0].last_error is None


def test_a_folder_that_is_empty_all_at_once_keeps_its_articles(fresh: Fresh) -> None:
    home, library, folder = fresh
    write_each(folder, 8)
    update(home, library, [str(folder)])
    for path in folder.iterdir():
        path.unlink()
    report = update(home, library)
    assert (report.held_back[0].removed, report.articles) == (8, 8)
    assert report.generation == "g000001"


def test_a_file_that_was_cut_short_keeps_its_articles(fresh: Fresh) -> None:
    home, library, folder = fresh
    path = write_stories(folder / "all.jsonl", stories(0, 20))
    update(home, library, [str(folder)])
    write_stories(path, stories(0, 10))
    assert update(home, library).held_back[0].removed == 10
    assert len(live_titles(home, library)) == 20
    write_stories(path, stories(0, 20))
    assert update(home, library).held_back == ()


@pytest.mark.parametrize(("had", "lost"), [(5, 5), (18, 6)])
def test_few_removals_are_done_without_asking(fresh: Fresh, had: int, lost: int) -> None:
    home, library, folder = fresh
    write_each(folder, had)
    update(home, library, [str(folder)])
    for n in range(lost):
        (folder / f"{n}.jsonl").unlink()
    report = update(home, library)
    assert (report.held_back, report.removed, report.articles) == ((), lost, had - lost)


def test_files_that_were_renamed_lose_nothing(fresh: Fresh) -> None:
    home, library, folder = fresh
    write_each(folder, 9)
    update(home, library, [str(folder)])
    for n in range(9):
        (folder / f"{n}.jsonl").rename(folder / f"day-{n}.jsonl")
    report = update(home, library)
    assert (report.held_back, report.removed, report.unchanged, report.skipped) == ((), 0, 9, ())


def test_articles_that_moved_between_files_lose_nothing(fresh: Fresh) -> None:
    home, library, folder = fresh
    write_stories(folder / "a.jsonl", stories(0, 1))
    write_stories(folder / "b.jsonl", stories(1, 9))
    update(home, library, [str(folder)])
    write_stories(folder / "a.jsonl", stories(0, 9))
    write_stories(folder / "b.jsonl", stories(9, 1))
    report = update(home, library)
    assert (report.held_back, report.removed, report.unchanged, report.skipped) == ((), 0, 10, ())


def test_one_source_that_is_held_back_does_not_hold_others(fresh: Fresh) -> None:
    home, library, folder = fresh
    write_each(folder / "a", 9)
    write_stories(folder / "b" / "b.jsonl", stories(100, 2))
    update(home, library, [str(folder / "a"), str(folder / "b")])
    for path in (folder / "a").iterdir():
        path.unlink()
    write_stories(folder / "b" / "b.jsonl", stories(100, 1))
    report = update(home, library)
    assert [held.source for held in report.held_back] == [str(folder / "a")]
    assert report.removed == 1


@pytest.fixture
def site() -> Iterator[Site]:
    with web_site() as running:
        yield running


def test_a_feed_is_indexed_and_a_dry_run_only_names_its_pages(fresh: Fresh, site: Site) -> None:
    home, library, _ = fresh
    site.put("/a", story("Tanker held", "The tanker Alba was held in port on Tuesday, the harbour master said."))
    location = site.put("/feed", rss(("/a", "Tanker held", "Tue, 01 Mar 2022 10:00:00 GMT")), ETag='"1"')
    planned = update(home, library, [location], dry_run=True, web=LOCAL)
    assert planned.to_fetch == (f"{site.url}/a",)
    assert site.paths() == ["/feed"]
    assert library.sources() == []
    report = update(home, library, [location], web=LOCAL)
    assert (report.added, report.skipped) == (1, ())
    assert live_titles(home, library) == {"Tanker held"}
    assert update(home, library, web=LOCAL).unchanged == 1
    assert update(home, library, dry_run=True, web=LOCAL).to_fetch == ()
    assert site.paths() == ["/feed", "/feed", "/a", "/feed", "/feed"]
    assert len(list(home.pages.glob("??/*.html.gz"))) == 1
    library.remove_source(location)
    assert update(home, library, web=LOCAL).removed == 1
    assert list(home.pages.glob("??/*.gz")) == []


def test_without_the_setting_nothing_is_fetched_from_this_machine(fresh: Fresh, site: Site) -> None:
    home, library, _ = fresh
    report = update(home, library, [site.put("/feed", rss())])
    assert site.requests == []
    (skipped,) = report.skipped
    assert skipped.path == f"{site.url}/feed"
    assert report.generation == "g000001"


def test_a_list_is_guarded_like_a_folder(fresh: Fresh, site: Site) -> None:
    home, library, folder = fresh
    for n in range(8):
        site.put(
            f"/{n}", story(f"Story {n}", f"Entry {n} was listed on Monday, the ministry of trade said in a statement.")
        )
    path = folder / "ours.urls"
    path.write_text("".join(f"{site.url}/{n}\n" for n in range(8)))
    assert update(home, library, [str(path)], web=LOCAL).articles == 8
    path.write_text("")
    report = update(home, library, web=LOCAL)
    assert (report.held_back[0].removed, report.articles) == (8, 8)
    assert update(home, library, web=LOCAL, allow_removals=True).articles == 0


FIRST_SCHEMA = """
CREATE TABLE library_schema (version INTEGER NOT NULL);
INSERT INTO library_schema VALUES (1);
CREATE TABLE sources (location TEXT NOT NULL PRIMARY KEY, last_success DATETIME, last_error TEXT);
CREATE TABLE files (path TEXT NOT NULL PRIMARY KEY, source TEXT NOT NULL, checksum VARCHAR(64) NOT NULL,
                    skipped TEXT NOT NULL);
CREATE TABLE items (key TEXT NOT NULL PRIMARY KEY, kind VARCHAR(8) NOT NULL, checksum VARCHAR(32) NOT NULL,
                    path TEXT NOT NULL);
CREATE TABLE versions (checksum VARCHAR(32) NOT NULL PRIMARY KEY, kind VARCHAR(8) NOT NULL, published DATE,
                       content TEXT NOT NULL);
INSERT INTO sources VALUES ('/srv/news', '2024-01-02 03:04:05.000000', NULL);
INSERT INTO files VALUES ('/srv/news/a.txt', '/srv/news', 'c0ffee', '[["/srv/news/a.txt", null, "no date"]]');
INSERT INTO items VALUES ('k', 'article', 'v', '/srv/news/a.txt');
"""


def test_a_library_of_the_first_version_is_brought_forward(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with sqlite3.connect(path) as old:
        old.executescript(FIRST_SCHEMA)
    old.close()
    for failures in range(2):
        library = Library(path)
        (source,) = library.sources()
        assert (source.location, source.articles, source.files, source.skipped) == ("/srv/news", 1, 1, 1)
        assert (source.kind, source.failures, source.next_due) == (None, failures, None)
        assert source.last_success is not None
        library.source_failed("/srv/news", "not there")
        library.close()
