"""The sample corpus, indexed once by the real command for all processes the tests run in."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from tests.program import environment, run


def sample_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of this process's own with the sample corpus indexed; it shares the exported model."""
    made = _made_once(tmp_path_factory)
    copy = tmp_path_factory.mktemp("sample") / "data"
    shutil.copytree(made, copy, ignore=shutil.ignore_patterns("models"))
    (copy / "models").symlink_to(made / "models")
    return copy


def exported_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the exported model, which takes longer to make than to index a few articles."""
    return _made_once(tmp_path_factory) / "models"


def link_model(exported: Path, models: Path) -> None:
    """Give the folder `models`, which is made, the exported model as files of its own."""
    models.mkdir(parents=True, exist_ok=True)
    for file in exported.glob("*.onnx"):
        try:
            os.link(file, models / file.name)
        except OSError:  # on another file system
            shutil.copy(file, models / file.name)


def _made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first process that asks makes it, while the others wait."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made = shared / "sample-data"
    with (shared / "sample-data.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "sample-data.made").exists():
            done = run(made, "index", "sample", folder=shared, environment=environment(), timeout=600)
            assert done.returncode == 0, done.stderr.decode()
            (shared / "sample-data.made").touch()
    return made
