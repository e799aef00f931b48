"""What a backup holds, and that it is of one moment whatever goes on beside it."""

from __future__ import annotations

import json
import threading
import zipfile
from pathlib import Path

import pytest

from bot.backup.manifest import BackupError
from bot.backup.restoring import restore
from bot.backup.writing import back_up
from bot.service import Service
from bot.settings import Settings
from index.report import Progress
from tests.backup.conftest import TOKEN, Made, asked, copy_of


def test_an_archive_holds_every_part_and_no_secret(made: Made) -> None:
    counts = made.report.counts
    assert (counts["answers"], counts["gaps"], counts["pages"]) == (1, 1, 1)
    assert counts["items"] > 10
    assert counts["vectors"] > 10
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert list(made.file.parent.iterdir()) == [made.file]  # nothing half-made is left
    with zipfile.ZipFile(made.file) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
        manifest = json.loads(archive.read("manifest.json"))["manifest"]
    assert TOKEN.encode() not in content
    assert b"key-of-the-model" not in content
    assert manifest["format"] == 1
    assert {"tables/library/items.jsonl", "vectors.npy", "shelf/switch-000001.json", "runs.jsonl"} <= {
        member["name"] for member in manifest["members"]
    }


def test_where_nothing_is_kept_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="nothing to back up"):
        back_up(Settings(data=tmp_path / "data"), tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()
    assert not (tmp_path / "data").exists()


def test_backups_made_while_an_index_run_goes_on_restore_to_a_whole_index(
    made: Made, tmp_path: Path, empty: Path
) -> None:
    settings = Settings(data=copy_of(made, tmp_path / "running"))
    (tmp_path / "new.md").write_text("---\ntitle: Quay\npublished: 2025-01-02\n---\n\nThe port of Vessa was closed.\n")
    stages: dict[str, Path] = {}

    def noted(progress: Progress) -> None:
        """A backup in the middle of each stage of the run, by another thread as by another process."""
        if progress.stage not in stages:
            stages[progress.stage] = tmp_path / f"{progress.stage}.zip"
            thread = threading.Thread(target=back_up, args=(settings, stages[progress.stage]))
            thread.start()
            thread.join()

    service = Service(settings)
    report = service.index([str(tmp_path / "new.md")], progress=noted)
    service.close()
    assert (report.added, report.generation) == (1, "g000002")
    assert {"embedding", "switching"} <= stages.keys()
    for stage in ("embedding", "switching"):
        told = restore(Settings(data=empty), stages[stage], replaces=True)
        assert told.generation in ("g000001", "g000002")
        service = Service(Settings(data=empty))
        assert service.status().health["index"] == "ok"
        service.close()
        assert asked(Settings(data=empty)).citations == made.answer.citations
