"""What goes live and what waits for a yes; the log of runs; what a dry run foretells."""

from __future__ import annotations

from pathlib import Path

import pytest

import index.home
from bot.question_check import judge_by
from corpus.errors import DamagedIndexError, InputError
from corpus.library import Library
from index.generations import Generations
from index.home import Home
from index.live import LiveIndex
from index.report import Pace, Progress
from index.runs import RunLog
from index.search import Snapshot
from index.update import accept, discard, roll_back, update
from tests.index.writing import SHORT_STORIES, write_stories

Fresh = tuple[Home, Library, Path]
CEIEC, BANK, TANKER = (SHORT_STORIES[key] for key in ("ceiec", "bank", "tanker"))
QUESTION = (
    '{"id": "who", "question": "Which company was sanctioned over Venezuela?", "answers": [["CEIEC"]]}\n'
    '{"id": "moon", "question": "Who painted the moon of Jupiter green?", "answerable": false}\n'
)


def titles(home: Home, library: Library) -> set[str]:
    snapshot = LiveIndex(home, library).snapshot()
    assert snapshot is not None
    return {hit.article.title for hit in snapshot.search(snapshot.query("sanctions"), 50)}


def editions(fresh: Fresh, *stories: dict[str, tuple[str, str, str]]) -> Path:
    """A generation for each."""
    home, library, folder = fresh
    path = folder / "a.jsonl"
    for edition in stories:
        write_stories(path, edition)
        update(home, library, [str(folder)])
    return path


def test_any_kept_generation_can_be_gone_back_to_and_forward_again(fresh: Fresh) -> None:
    home, library, _ = fresh
    editions(fresh, {"ceiec": CEIEC}, {"bank": BANK}, {"tanker": TANKER})
    assert roll_back(home, library, "g000001").id == "g000001"
    assert titles(home, library) == {CEIEC[0]}
    assert roll_back(home, library, "g000003").id == "g000003"
    assert titles(home, library) == {TANKER[0]}
    with pytest.raises(DamagedIndexError, match="live generation already"):
        roll_back(home, library, "g000003")
    with pytest.raises(DamagedIndexError, match=r"g000009.*damaged manifest"):
        roll_back(home, library, "g000009")


def test_what_was_rolled_back_comes_back_only_by_a_yes(fresh: Fresh) -> None:
    home, library, _ = fresh
    path = editions(fresh, {"ceiec": CEIEC}, {"ceiec": CEIEC, "bank": BANK})
    roll_back(home, library)
    for _ in range(2):
        report = update(home, library)
        assert report.waiting is not None
        assert report.waiting.generation == "g000003"
        assert "bring back 1 of the changes that were rolled back" in report.waiting.reason
        assert (report.generation, report.articles) == ("g000001", 1)
        assert titles(home, library) == {CEIEC[0]}
    assert accept(home, library).id == "g000003"
    assert titles(home, library) == {CEIEC[0], BANK[0]}
    assert update(home, library).waiting is None
    roll_back(home, library, "g000001")
    write_stories(path, {"ceiec": CEIEC, "tanker": TANKER})  # the source was mended
    report = update(home, library)
    assert report.waiting is None
    assert titles(home, library) == {CEIEC[0], TANKER[0]}
    with pytest.raises(DamagedIndexError, match="no generation waits"):
        accept(home, library)


def test_a_generation_that_answers_worse_waits_and_a_better_one_passes(fresh: Fresh, tmp_path: Path) -> None:
    home, library, folder = fresh
    (tmp_path / "questions.jsonl").write_text(QUESTION)
    judge = judge_by(tmp_path / "questions.jsonl")
    path = folder / "a.jsonl"
    write_stories(path, {"ceiec": CEIEC, "bank": BANK})
    assert update(home, library, [str(folder)], judge=judge).waiting is None
    write_stories(path, {"bank": BANK, "tanker": TANKER})
    report = update(home, library, judge=judge)
    assert report.waiting is not None
    assert "1 of 2 answered rightly, 2 by the live one (lost: who)" in report.waiting.reason
    assert CEIEC[0] in titles(home, library)
    write_stories(path, {"ceiec": CEIEC, "tanker": TANKER})
    report = update(home, library, judge=judge)
    assert (report.waiting, report.generation) == (None, "g000003")
    assert Generations(home.generations).waiting() is None
    assert Generations(home.generations).ids() == ["g000001", "g000003"]


def test_a_waiting_generation_built_after_another_is_not_accepted(fresh: Fresh) -> None:
    home, library, _ = fresh
    editions(fresh, {"ceiec": CEIEC}, {"ceiec": CEIEC, "bank": BANK}, {"ceiec": CEIEC, "tanker": TANKER})
    roll_back(home, library)
    assert update(home, library).waiting is not None
    roll_back(home, library)
    with pytest.raises(DamagedIndexError, match="no generation waits"):
        accept(home, library)


def test_only_what_is_meant_is_accepted_or_discarded_and_what_was_discarded_asks_again(fresh: Fresh) -> None:
    home, library, _ = fresh
    editions(fresh, {"ceiec": CEIEC}, {"ceiec": CEIEC, "bank": BANK})
    roll_back(home, library)
    assert update(home, library).waiting is not None
    for act in (accept, discard):
        with pytest.raises(DamagedIndexError, match="g000009 does not wait any more, g000003 does"):
            act(home, library, "g000009")
    assert discard(home, library, "g000003") == "g000003"
    assert titles(home, library) == {CEIEC[0]}
    for act in (accept, discard):
        with pytest.raises(DamagedIndexError, match="no generation waits"):
            act(home, library)
    again = update(home, library)
    assert again.waiting is not None
    accept(home, library, again.waiting.generation)
    assert titles(home, library) == {CEIEC[0], BANK[0]}


def test_a_run_may_read_some_sources_only_and_holds_what_the_others_gave(fresh: Fresh) -> None:
    home, library, folder = fresh
    one, other = folder / "one", folder / "other"
    for path in (one, other):
        path.mkdir()
    write_stories(one / "a.jsonl", {"ceiec": CEIEC})
    write_stories(other / "b.jsonl", {"bank": BANK})
    update(home, library, [str(one), str(other)])
    write_stories(one / "a.jsonl", {"ceiec": CEIEC, "tanker": TANKER})
    (other / "b.jsonl").unlink()
    assert update(home, library, only=[]).generation == "g000001"
    report = update(home, library, only=[str(one)])
    assert (report.added, report.removed, report.unchanged) == (1, 0, 2)
    library.remove_source(str(one))
    assert update(home, library, only=[]).removed == 2


def test_an_unreadable_question_file_is_said_before_anything_is_done(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        judge_by(tmp_path / "none.jsonl")


def test_other_settings_build_beside_the_old_index_and_switch_when_done(
    fresh: Fresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, library, _ = fresh
    editions(fresh, {"ceiec": CEIEC, "bank": BANK})
    before = home.fingerprint
    monkeypatch.setattr(index.home, "passage_settings", lambda: "passages of another kind")
    assert home.fingerprint != before
    foretold = update(home, library, dry_run=True)
    assert foretold.to_embed == 2
    assert "other settings" in foretold.reasons[0]
    seen: list[set[str]] = []

    def look(built: Snapshot, live: Snapshot) -> None:
        seen.append({built.manifest.fingerprint, live.manifest.fingerprint})
        assert titles(home, library) == {CEIEC[0], BANK[0]}  # the old one answers while the new one is there

    report = update(home, library, judge=look)
    assert seen == [{before, home.fingerprint}]
    assert (report.embedded, report.unchanged, report.generation) == (2, 2, "g000002")
    assert titles(home, library) == {CEIEC[0], BANK[0]}
    assert roll_back(home, library).fingerprint == before
    assert titles(home, library) == {CEIEC[0], BANK[0]}
    waiting = update(home, library).waiting
    assert waiting is not None
    assert "rolled back" in waiting.reason


def test_runs_are_logged_with_who_started_them_and_how_they_ended(fresh: Fresh) -> None:
    home, library, folder = fresh
    write_stories(folder / "a.jsonl", {"ceiec": CEIEC, "bank": BANK})
    update(home, library, [str(folder)], by="somebody")
    update(home, library)
    (home.generations / "g000001.json").write_text("{}")
    with pytest.raises(DamagedIndexError):
        roll_back(home, library, by="somebody else")
    log = RunLog(home.runs)
    failed, unchanged, first = log.last()
    assert (first.by, first.what, first.outcome, first.generation) == ("somebody", "index", "switched", "g000001")
    assert (first.added, first.embedded) == (2, 2)
    assert first.seconds >= first.reading_seconds + first.embedding_seconds > 0
    assert (unchanged.outcome, unchanged.added) == ("unchanged", 0)
    assert (failed.what, failed.by, failed.outcome) == ("rollback", "somebody else", "failed")
    assert "no earlier generation" in str(failed.error)


def test_a_run_without_an_end_was_cut_off_unless_it_goes_on(tmp_path: Path) -> None:
    log = RunLog(tmp_path / "runs.jsonl")
    for _ in range(3):
        with log.recorded("test", "index") as record:
            record.note(outcome="unchanged")
    lines = (tmp_path / "runs.jsonl").read_text().splitlines(keepends=True)
    (tmp_path / "runs.jsonl").write_text("".join(lines[:-1]) + lines[-1][:20])
    assert [run.outcome for run in log.last()] == ["cut off", "unchanged", "unchanged"]
    assert [run.outcome for run in log.last(running=True)] == ["running", "unchanged", "unchanged"]
    with log.recorded("test", "index") as record:
        record.note(outcome="unchanged")
    assert log.last()[0].outcome == "unchanged"


def test_the_log_does_not_grow_for_ever_and_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    log = RunLog(tmp_path / "runs.jsonl")
    for _ in range(150):
        with log.recorded("test", "index") as record:
            record.note(outcome="unchanged")
    assert len((tmp_path / "runs.jsonl").read_bytes().splitlines()) <= 201
    assert len(log.last()) == 50
    (tmp_path / "file").write_text("")
    with RunLog(tmp_path / "file" / "runs.jsonl").recorded("test", "index"):
        pass


def test_a_dry_run_foretells_passages_time_and_why(fresh: Fresh) -> None:
    home, library, folder = fresh
    write_stories(folder / "a.jsonl", {"ceiec": CEIEC})
    update(home, library, [str(folder)])
    assert update(home, library, dry_run=True).expected_seconds is None  # one passage tells no pace
    many = {f"story{n}": (f"Story {n}", f"Entry {n} was listed.", "2024-01-01") for n in range(30)}
    write_stories(folder / "many.jsonl", many)
    update(home, library)
    write_stories(folder / "a.jsonl", {"ceiec": (CEIEC[0], CEIEC[1] + " More.", CEIEC[2]), "bank": BANK})
    foretold = update(home, library, dry_run=True)
    assert (foretold.to_embed, foretold.reasons) == (2, ("1 new", "1 changed"))
    assert foretold.expected_seconds is not None
    assert foretold.expected_seconds > 0
    assert update(home, library).embedded == foretold.to_embed
    nothing = update(home, library, dry_run=True)
    assert (nothing.to_embed, nothing.reasons, nothing.expected_seconds) == (0, (), 0.0)


def test_the_pace_is_that_of_the_stage() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    for at, progress in (
        (0, Progress("reading", 0, 4)), (1, Progress("reading", 2, 4)), (5, Progress("embedding", 0, 100)),
        (7, Progress("embedding", 40, 100)),
    ):  # fmt: skip
        now[0] = at
        pace.note(progress)
    assert (pace.per_second, pace.seconds_left) == (20.0, 3.0)
