"""The boundary to the disk and to SQLite: full, read-only, locked by another program, damaged, taken away."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.botapi import BotApiServer
from tests.faults.asked import FULL, Crowd, assert_discreet
from tests.faults.table import Row, note
from tests.telegram.running import RunningBot, command, environment

ROOM = 8 << 20  # bytes free on the little disk before it is filled


@pytest.fixture(scope="module")
def disk(indexed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A little disk of its own with the data folder, and the log."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("mounting a small disk needs root")
    folder = tmp_path_factory.mktemp("disk")
    used = sum(-(-path.lstat().st_size // 4096) * 4096 + 4096 for path in indexed.rglob("*"))
    made = ["mount", "-t", "tmpfs", "-o", f"size={used + ROOM}", "tmpfs", str(folder)]
    if subprocess.run(made, check=False, capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here")
    shutil.copytree(indexed, folder / "data", symlinks=True)
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture(scope="module")
def bot(server: BotApiServer, disk: Path) -> Iterator[RunningBot]:
    with RunningBot(server, disk / "data", disk) as running:
        yield running


def kept(bot: RunningBot) -> set[str]:
    """The ids of the answers stored."""
    with sqlite3.connect(bot.data / "telegram.sqlite", timeout=60) as database:
        return {str(row[0]) for row in database.execute("SELECT id FROM answers")}


def count(
    server: BotApiServer, bot: RunningBot, what: str, harm: Callable[[], object], heal: Callable[[], object],
    boundary: str = "disk",
) -> None:  # fmt: skip
    crowd = Crowd(server)
    crowd.asks_well()
    held = kept(bot)
    harm()
    try:
        found = crowd.account(crowd.ask(3), seconds=120)
    finally:
        heal()
    again = crowd.account(crowd.ask(2))
    gone = len(held - kept(bot))
    seen, lost, twice = found.seen + again.seen, found.lost + again.lost, found.twice + again.twice
    note(Row(boundary, what, dict(seen), lost, twice, gone))
    assert (lost, twice, gone) == (0, 0, 0)
    assert again.seen == {FULL: 2}
    assert bot.is_running
    assert_discreet(server, bot)


@pytest.mark.slow
def test_a_full_disk(server: BotApiServer, bot: RunningBot, disk: Path) -> None:
    def fill() -> None:
        with (disk / "filling").open("wb", buffering=0) as file:
            for size in (1 << 16, 1 << 10, 1):
                try:
                    while file.write(b"x" * size):
                        pass
                except OSError:
                    continue

    count(server, bot, "full, the log with it; then room again", fill, (disk / "filling").unlink)


@pytest.mark.slow
def test_answers_that_cannot_be_stored(server: BotApiServer, bot: RunningBot) -> None:
    """A file system cannot be made read-only while files are open for writing, a table can."""
    path = bot.data / "telegram.sqlite"

    def forbid() -> None:
        with sqlite3.connect(path, timeout=60) as database:
            database.execute(
                "CREATE TRIGGER forbidden BEFORE INSERT ON answers BEGIN SELECT RAISE(ABORT, 'read-only'); END"
            )

    def allow() -> None:
        with sqlite3.connect(path, timeout=60) as database:
            database.execute("DROP TRIGGER forbidden")

    count(server, bot, "answers cannot be stored; then they can", forbid, allow, "SQLite")


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [5, 40])
def test_a_database_locked_by_another_program(server: BotApiServer, bot: RunningBot, seconds: int) -> None:
    locking = sqlite3.connect(bot.data / "telegram.sqlite", timeout=60, isolation_level=None)
    crowd = Crowd(server)
    crowd.asks_well()
    locking.execute("BEGIN EXCLUSIVE")
    asked = crowd.ask(3)
    time.sleep(seconds)
    locking.execute("COMMIT")
    locking.close()
    found = crowd.account(asked, seconds=120)
    note(Row("SQLite", f"locked by another program for {seconds} s", dict(found.seen), found.lost, found.twice))
    assert (found.lost, found.twice) == (0, 0)
    assert found.seen == {FULL: 3}
    crowd.asks_well()
    assert_discreet(server, bot)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["overwritten with noise", "cut to half", "made empty", "taken away"])
def test_a_database_that_is_damaged_while_it_is_used(server: BotApiServer, bot: RunningBot, how: str) -> None:
    """Answers go on, without memory; the next start says what is wrong with which file, and a new one can be begun."""
    crowd = Crowd(server)
    crowd.asks_well()
    held = kept(bot)
    path = bot.data / "telegram.sqlite"
    size = path.stat().st_size
    if how == "taken away":
        for one in bot.data.glob("telegram.sqlite*"):
            one.unlink()
    elif how == "made empty":
        os.truncate(path, 0)
    elif how == "cut to half":
        os.truncate(path, size // 2)
    else:
        with path.open("r+b") as file:
            file.write(os.urandom(size))
    found = crowd.account(crowd.ask(3), seconds=120)
    bot.kill()
    told = subprocess.run(
        command(bot.data, "status"), env=environment(), cwd=bot.data, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    assert "Traceback" not in told.stderr
    for one in bot.data.glob("telegram.sqlite*"):
        one.unlink()
    bot.start()
    again = crowd.account(crowd.ask(2))
    seen, lost, twice = found.seen + again.seen, found.lost + again.lost, found.twice + again.twice
    gone = len(held - kept(bot))  # all of them: only a backup holds them then
    told = "the stored answers are gone, a backup apart"
    note(Row("SQLite", f"the bot's database {how}, then begun anew", dict(seen), lost, twice, gone, told))
    assert (lost, twice) == (0, 0)
    assert again.seen == {FULL: 2}
    assert_discreet(server, bot)
