"""Index runs: what changed is all they cost, and whatever stops one, the live generation goes on answering."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import DamagedIndexError, WriterBusyError
from corpus.library import Library
from index.filling import CHECKPOINT
from index.generations import Generations
from index.home import Home
from index.keywords import KeywordIndex
from index.live import LiveIndex
from index.lock import writer_lock
from index.report import Progress
from index.update import roll_back, update
from index.vectors import VectorStore
from tests.index.conftest import SmallIndex
from tests.index.writing import SHORT_STORIES, write_stories

Fresh = tuple[Home, Library, Path]
CEIEC, BANK, TANKER = (SHORT_STORIES[key] for key in ("ceiec", "bank", "tanker"))


@pytest.fixture(params=["SQLite", pytest.param("PostgreSQL", marks=pytest.mark.slow)])
def fresh(request: pytest.FixtureRequest, in_folder: Fresh, tmp_path: Path) -> Iterator[Fresh]:
    """An empty home whose library and manifests are in its folder, or in a database."""
    home, library, articles = in_folder
    if request.param == "PostgreSQL":
        library.close()
        home = replace(home, database=request.getfixturevalue("postgresql_server").new_database())
        library = Library(home.library)
    yield home, library, articles
    library.close()


def answers(home: Home, library: Library, question: str = "sanctions") -> set[str]:
    """The titles an index opened now finds."""
    snapshot = LiveIndex(home, library).snapshot()
    assert snapshot is not None
    return {hit.article.title for hit in snapshot.search(snapshot.query(question), 50)}


def stored(home: Home) -> tuple[int, int]:
    """Vectors and keyword entries kept."""
    return VectorStore(home.chroma, home.fingerprint).count(), len(KeywordIndex(home.keywords(home.fingerprint)).held())


def test_a_first_run_reports_what_it_took_in(small: SmallIndex) -> None:
    report = small.report
    assert (report.generation, report.added, report.articles) == ("g000001", 4, 4)
    assert (report.changed, report.removed, report.unchanged, report.duplicates) == (0, 0, 0, 0)
    assert report.embedded == report.passages == 4
    assert report.skipped == ()


def test_an_unchanged_run_embeds_nothing_and_keeps_the_generation(fresh: Fresh) -> None:
    home, library, folder = fresh
    write_stories(folder / "stories.jsonl", SHORT_STORIES)
    update(home, library, [str(folder)])
    seen: list[Progress] = []
    again = update(home, library, progress=seen.append)
    assert (again.generation, again.embedded, again.unchanged, again.added) == ("g000001", 0, 4, 0)
    assert "embedding" not in {progress.stage for progress in seen}
    assert Generations(home.manifests).ids() == ["g000001"]


def test_only_the_changed_article_is_embedded(fresh: Fresh) -> None:
    home, library, folder = fresh
    path = write_stories(folder / "stories.jsonl", SHORT_STORIES)
    update(home, library, [str(folder)])
    title, text, day = BANK
    write_stories(path, SHORT_STORIES | {"bank": (title, text + " It appealed on Friday.", day)})
    report = update(home, library)
    assert (report.generation, report.changed, report.unchanged, report.embedded) == ("g000002", 1, 3, 1)
    snapshot = LiveIndex(home, library).snapshot()
    assert snapshot is not None
    [hit] = snapshot.search(snapshot.query("bank appealed on Friday"), 1)
    assert hit.text.endswith("It appealed on Friday.")


def test_a_removed_files_article_is_gone(fresh: Fresh) -> None:
    home, library, folder = fresh
    write_stories(folder / "a.jsonl", {"ceiec": CEIEC})
    gone = write_stories(folder / "b.jsonl", {"bank": BANK})
    update(home, library, [str(folder)])
    assert answers(home, library) == {CEIEC[0], BANK[0]}
    gone.unlink()
    report = update(home, library)
    assert (report.removed, report.articles, report.embedded) == (1, 1, 0)
    assert answers(home, library) == {CEIEC[0]}


def test_a_removed_sources_articles_are_gone(fresh: Fresh) -> None:
    home, library, folder = fresh
    one = write_stories(folder / "a.jsonl", {"ceiec": CEIEC})
    other = write_stories(folder / "b.jsonl", {"bank": BANK})
    update(home, library, [str(one), str(other)])
    assert library.remove_source(str(other))
    assert update(home, library).removed == 1
    assert answers(home, library) == {CEIEC[0]}


def test_a_source_that_is_not_there_keeps_what_it_gave(fresh: Fresh) -> None:
    home, library, folder = fresh
    write_stories(folder / "a.jsonl", {"ceiec": CEIEC})
    update(home, library, [str(folder)])
    folder.rename(folder.with_name("away"))
    report = update(home, library)
    assert (report.articles, report.removed) == (1, 0)
    assert "is not there" in report.skipped[0].reason
    assert answers(home, library) == {CEIEC[0]}


def test_a_file_that_becomes_unreadable_keeps_its_articles(fresh: Fresh) -> None:
    home, library, folder = fresh
    path = write_stories(folder / "a.jsonl", {"ceiec": CEIEC})
    update(home, library, [str(folder)])
    path.write_text("{ not JSON\n")
    report = update(home, library)
    assert report.articles == 1
    assert any("kept" in item.reason for item in report.skipped)


def test_a_story_told_twice_is_kept_once_and_returns_when_the_first_goes(fresh: Fresh) -> None:
    home, library, folder = fresh
    first = write_stories(folder / "a.jsonl", {"ceiec": CEIEC})
    title, text, day = CEIEC
    write_stories(folder / "b.jsonl", {"copy": ("The same elsewhere", text.replace(" ", "  "), day), "bank": BANK})
    report = update(home, library, [str(folder)])
    assert (report.articles, report.duplicates) == (2, 1)
    assert len({title, "The same elsewhere"} & answers(home, library)) == 1
    assert update(home, library).duplicates == 0
    first.unlink()
    report = update(home, library)
    assert (report.articles, answers(home, library)) == (2, {"The same elsewhere", BANK[0]})


def test_a_dry_run_says_what_would_happen_and_changes_nothing(in_folder: Fresh) -> None:
    home, library, folder = in_folder
    kept = write_stories(folder / "a.jsonl", {"ceiec": CEIEC, "orchard": SHORT_STORIES["orchard"]})
    gone = write_stories(folder / "b.jsonl", {"bank": BANK})
    update(home, library, [str(folder)])
    gone.unlink()
    write_stories(kept, {"ceiec": (CEIEC[0], CEIEC[1] + " More.", CEIEC[2]), "tanker": TANKER})
    before = sorted(path.read_bytes() for path in home.generations.iterdir())
    plan = update(home, library, dry_run=True)
    assert (plan.dry_run, plan.added, plan.changed, plan.removed, plan.unchanged) == (True, 1, 1, 2, 0)
    assert sorted(path.read_bytes() for path in home.generations.iterdir()) == before
    report = update(home, library)
    assert (report.added, report.changed, report.removed, report.unchanged) == (1, 1, 2, 0)


def test_rolling_back_answers_from_the_earlier_articles(fresh: Fresh) -> None:
    home, library, folder = fresh
    path = write_stories(folder / "a.jsonl", {"ceiec": CEIEC})
    update(home, library, [str(folder)])
    write_stories(path, {"bank": BANK})
    update(home, library)
    assert answers(home, library) == {BANK[0]}
    assert roll_back(home, library).id == "g000001"
    assert answers(home, library) == {CEIEC[0]}


def test_what_no_kept_generation_needs_is_cleared_away(fresh: Fresh) -> None:
    home, library, folder = fresh
    path = folder / "a.jsonl"
    for number in range(8):
        write_stories(path, {"only": (f"Story {number}", f"It was listed for the {number}th time.", "2024-01-01")})
        update(home, library, [str(folder)])
    kept = Generations(home.manifests).ids()
    assert kept == [f"g{number:06d}" for number in range(4, 9)]
    assert stored(home) == (5, 5)
    assert (
        library.drop_versions({sum_ for key in kept for sum_ in Generations(home.manifests).read(key).checksums}) == 0
    )


def test_after_a_clean_run_only_what_was_let_go_of_is_looked_at(in_folder: Fresh, monkeypatch) -> None:
    home, library, folder = in_folder
    path = write_stories(folder / "stories.jsonl", SHORT_STORIES)
    update(home, library, [str(folder)])
    monkeypatch.setattr("index.generations.KEPT_GENERATIONS", 1)
    title, text, day = BANK
    write_stories(path, {"bank": (title, text + " It appealed.", day), "tanker": TANKER})
    with monkeypatch.context() as patched:
        patched.setattr(VectorStore, "keep_only", lambda *_: pytest.fail("all was looked through"))
        update(home, library)
    assert stored(home) == (2, 2)  # the bank's older version and the other stories are gone
    write_stories(path, {"bank": BANK, "tanker": TANKER})
    monkeypatch.setattr(Generations, "switch", lambda *_, **__: pytest.fail("cut off"))
    with pytest.raises(pytest.fail.Exception):
        update(home, library)
    assert stored(home) == (3, 3)
    monkeypatch.undo()
    write_stories(path, {"tanker": TANKER})
    update(home, library)
    assert stored(home) == (2, 2)  # what the run that was cut off added is in no generation


def test_what_another_fingerprint_left_is_cleared_away(in_folder: Fresh) -> None:
    home, library, folder = in_folder
    KeywordIndex(home.keywords("000000000000"))
    VectorStore(home.chroma, "000000000000")
    write_stories(folder / "a.jsonl", {"ceiec": CEIEC})
    update(home, library, [str(folder)])
    assert home.all_keywords() == [home.keywords(home.fingerprint)]


def test_a_second_run_is_refused_while_one_is_under_way(fresh: Fresh) -> None:
    home, library, _ = fresh
    with writer_lock(home.lock), pytest.raises(WriterBusyError, match=f"process {os.getpid()}"):
        update(home, library)


def test_a_run_that_fails_leaves_the_old_generation_answering(in_folder: Fresh) -> None:
    home, library, folder = in_folder
    path = write_stories(folder / "a.jsonl", {"ceiec": CEIEC})
    update(home, library, [str(folder)])
    write_stories(path, {"bank": BANK})

    def fail(progress: Progress) -> None:
        if progress.stage == "switching":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update(home, library, progress=fail)
    assert answers(home, library) == {CEIEC[0]}
    report = update(home, library)
    assert (report.generation, report.embedded) == ("g000002", 0)
    assert answers(home, library) == {BANK[0]}


KILLED = """
import sys
from pathlib import Path
from corpus.library import Library
from index.home import Home
from index.update import update
home = Home(Path(sys.argv[1]))
update(home, Library(home.library), progress=lambda p: print(p.stage, p.done, flush=True))
"""


def test_a_run_killed_while_embedding_is_finished_by_the_next_without_embedding_twice(in_folder: Fresh) -> None:
    home, library, folder = in_folder
    write_stories(folder / "a.jsonl", {"ceiec": CEIEC})
    update(home, library, [str(folder)])
    total = CHECKPOINT * 3
    many = {f"story{n}": (f"Story {n}", f"Entry {n} was listed.", "2024-01-01") for n in range(total)}
    write_stories(folder / "many.jsonl", many)
    run = subprocess.Popen([sys.executable, "-c", KILLED, str(home.folder)], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    for line in run.stdout:
        stage, done = line.split()
        if stage == "embedding" and int(done) > CHECKPOINT * 2:
            break
    os.kill(run.pid, signal.SIGKILL)
    assert run.wait() == -signal.SIGKILL
    assert answers(home, library) == {CEIEC[0]}
    held = VectorStore(home.chroma, home.fingerprint).count() - 1
    assert held in (CHECKPOINT, CHECKPOINT * 2)  # the second part was being stored
    report = update(home, library)
    assert (report.generation, report.articles, report.embedded) == ("g000002", total + 1, total - held)
    assert stored(home) == (total + 1, total + 1)
    assert "Story 7" in answers(home, library, "Story 7: Entry 7 was listed")


def test_a_run_in_another_process_is_followed_by_an_open_index(in_folder: Fresh) -> None:
    home, library, folder = in_folder
    live = LiveIndex(home, library)
    path = write_stories(folder / "a.jsonl", {"ceiec": CEIEC})
    update(home, library, [str(folder)])
    opened = live.snapshot()
    assert opened is not None
    assert opened.search(opened.query("oil on a ship"), 5)[0].article.title == CEIEC[0]
    write_stories(path, {"ceiec": CEIEC, "tanker": TANKER})
    subprocess.run([sys.executable, "-c", KILLED, str(home.folder)], check=True, stdout=subprocess.DEVNULL)
    again = live.snapshot()
    assert again is not None
    assert again.id == "g000002"
    # No word in common: only the vectors tell.
    hits = again.search(again.query("ship carrying petroleum"), 5)
    assert hits[0].article.title == TANKER[0]
    assert {hit.article.title for hit in opened.search(opened.query("ship carrying petroleum"), 5)} == {CEIEC[0]}


def test_a_damaged_manifest_stops_a_run_until_it_is_rebuilt(in_folder: Fresh) -> None:
    home, library, folder = in_folder
    write_stories(folder / "a.jsonl", {"ceiec": CEIEC})
    update(home, library, [str(folder)])
    (home.generations / "g000001.json").write_text("{}")
    with pytest.raises(DamagedIndexError, match=r"g000001\.json.*index --full"):
        update(home, library)
    report = update(home, library, full=True)
    assert (report.articles, report.embedded) == (1, 0)
    assert answers(home, library) == {CEIEC[0]}


def break_keywords(home: Home) -> None:
    (home.keywords(home.fingerprint) / "meta.json").write_text("{")


def break_vectors(home: Home) -> None:
    for path in home.chroma.rglob("*"):
        if path.is_file():
            path.write_bytes(b"damaged, " * 2000)


@pytest.mark.parametrize("damage", [break_keywords, break_vectors, lambda home: shutil.rmtree(home.chroma)])
def test_a_full_run_rebuilds_a_damaged_part(in_folder: Fresh, damage) -> None:
    home, library, folder = in_folder
    write_stories(folder / "a.jsonl", {"ceiec": CEIEC, "bank": BANK})
    update(home, library, [str(folder)])
    damage(home)
    report = update(home, library, full=True)
    assert report.articles == 2
    assert stored(home) == (2, 2)
    assert answers(home, library) == {CEIEC[0], BANK[0]}


def test_a_full_run_keeps_what_the_generation_before_needs(fresh: Fresh) -> None:
    home, library, folder = fresh
    path = write_stories(folder / "a.jsonl", {"ceiec": CEIEC})
    update(home, library, [str(folder)])
    write_stories(path, {"bank": BANK})
    update(home, library, full=True)
    roll_back(home, library)
    snapshot = LiveIndex(home, library).snapshot()
    assert snapshot is not None
    assert snapshot.missing_passages() == 0


def test_a_run_with_nothing_to_read_makes_an_empty_generation(fresh: Fresh) -> None:
    home, library, folder = fresh
    report = update(home, library, [str(folder)])
    assert (report.generation, report.articles, report.passages) == ("g000001", 0, 0)
    assert answers(home, library) == set()
