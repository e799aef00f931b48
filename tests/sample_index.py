"""The sample corpus, indexed once by the real command for all processes the tests run in."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.telegram.running import command, environment


def sample_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of this process's own with the sample corpus indexed.

    The first process that asks makes it, while the others wait; each gets a copy that shares the exported model.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made = shared / "sample-data"
    with (shared / "sample-data.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "sample-data.made").exists():
            done = subprocess.run(
                command(made, "index", "sample"), cwd=shared, env=environment(), capture_output=True, text=True,
                timeout=600, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
            (shared / "sample-data.made").touch()
    copy = tmp_path_factory.mktemp("sample") / "data"
    shutil.copytree(made, copy, ignore=shutil.ignore_patterns("models"))
    (copy / "models").symlink_to(made / "models")
    return copy
