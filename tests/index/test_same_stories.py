"""Same stories in an index: one of them answers, the others are remembered, and nothing is worked out twice."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import Path

from corpus.library import Library
from index.home import Home
from index.live import LiveIndex
from index.search import Snapshot
from index.update import update
from tests.index.writing import SHORT_STORIES, write_stories

Fresh = tuple[Home, Library, Path]
CEIEC, BANK = SHORT_STORIES["ceiec"], SHORT_STORIES["bank"]
MORE = " Its chief, Lin Duo, said that nobody had asked it before, and that customers in Caracas could rely on it."


def write(path: Path, *rows: tuple[str, str, str, str]) -> Path:
    """Articles of (site, title, text, day), the site giving source and address."""
    lines = [
        {"url": f"https://{site}.example/story", "title": title, "text": text, "published": day, "source": site}
        for site, title, text, day in rows
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def opened(home: Home, library: Library) -> Snapshot:
    snapshot = LiveIndex(home, library).snapshot()
    assert snapshot is not None
    return snapshot


def only_article(snapshot: Snapshot) -> str:
    [live] = snapshot.manifest.articles
    return snapshot.articles([live.checksum])[live.checksum].source or ""


def test_the_one_kept_knows_where_else_its_story_was_published(fresh: Fresh) -> None:
    home, library, folder = fresh
    text = CEIEC[1] + MORE
    write(folder / "a.jsonl", ("late", "Late", text, "2020-12-02"), ("first", "First", text, "2020-11-30"))
    write(folder / "b.jsonl", ("brief", "Brief", CEIEC[1], "2020-12-01"))
    report = update(home, library, [str(folder)])
    assert (report.articles, report.added, report.duplicates) == (1, 1, 2)
    snapshot = opened(home, library)
    assert only_article(snapshot) == "first"
    [live] = snapshot.manifest.articles
    assert [article.source for article in snapshot.also_published(live.id)] == ["brief", "late"]
    assert [article.source for article in snapshot.also_published(live.id, date(2020, 12, 1))] == ["brief"]


def test_a_copy_whose_source_goes_is_no_longer_named(fresh: Fresh) -> None:
    home, library, folder = fresh
    write(folder / "a.jsonl", ("first", "First", CEIEC[1], "2020-11-30"))
    gone = write(folder / "b.jsonl", ("late", "Late", CEIEC[1], "2020-12-02"))
    update(home, library, [str(folder)])
    gone.unlink()
    report = update(home, library)
    assert (report.articles, report.duplicates, report.embedded) == (1, 0, 0)
    snapshot = opened(home, library)
    assert snapshot.also_published(snapshot.manifest.articles[0].id) == []


def test_a_copy_that_becomes_another_story_comes_back(fresh: Fresh) -> None:
    home, library, folder = fresh
    write(folder / "a.jsonl", ("first", "First", CEIEC[1], "2020-11-30"))
    changed = write(folder / "b.jsonl", ("late", "Late", CEIEC[1], "2020-12-02"))
    update(home, library, [str(folder)])
    write(changed, ("late", "Late", BANK[1], "2020-12-02"))
    report = update(home, library)
    assert (report.articles, report.added, report.duplicates) == (2, 1, 0)


def test_the_newest_version_by_the_same_publisher_is_the_one_that_answers(fresh: Fresh) -> None:
    home, library, folder = fresh
    write_stories(folder / "a.jsonl", {"morning": CEIEC})
    update(home, library, [str(folder)])
    title, text, _ = CEIEC
    write_stories(folder / "b.jsonl", {"evening": (title, text + MORE, "2020-12-01")})
    report = update(home, library)
    assert (report.articles, report.duplicates) == (1, 1)
    snapshot = opened(home, library)
    assert snapshot.newest_article() == date(2020, 12, 1)


def test_outlines_are_made_once_and_go_with_their_versions(fresh: Fresh) -> None:
    home, library, folder = fresh
    path = write_stories(folder / "a.jsonl", {"ceiec": CEIEC, "bank": BANK})
    update(home, library, [str(folder)])
    with sqlite3.connect(home.library) as db:
        # Were they made anew, this would not show: the bank's story now has the wording of the other.
        db.execute("UPDATE outlines SET (words, fingerprints) = (SELECT words, fingerprints FROM outlines LIMIT 1)")
    again = {"again": (*CEIEC[:2], "2021-02-01"), "too": (*BANK[:2], "2021-02-01")}  # a copy has all compared
    more = write_stories(folder / "b.jsonl", again)
    assert update(home, library).duplicates == 2
    more.unlink()
    for day in range(1, 5):
        write_stories(path, {"ceiec": (CEIEC[0], CEIEC[1], f"2021-01-0{day}")})
        update(home, library)
    with sqlite3.connect(home.library) as db:
        [outlines, versions] = [
            {row[0] for row in db.execute(f"SELECT checksum FROM {table}")} for table in ("outlines", "versions")
        ]
    assert outlines <= versions
